//! The locations of documents relative to the folder of the description, and the resolution of references between them
//! (RFC 3986, section 5). This module opens no file.

use std::fmt;

use percent_encoding::percent_decode_str;

/// The location of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A file, by its path from the folder of the description, with `/` as separator, without `.`, and with `..` only at
    /// the start.
    File(String),
    /// Any other URI.
    Uri(String),
}

impl Location {
    /// The file with this name in the folder of the description.
    pub fn beside(name: &str) -> Self {
        Self::File(name.to_owned())
    }

    /// The document that `reference` in this document leads to. `reference` has no fragment.
    #[must_use]
    pub fn join(&self, reference: &str) -> Self {
        if has_scheme(reference) {
            return Self::Uri(reference.to_owned());
        }
        match self {
            Self::Uri(base) => Self::Uri(join_uri(base, reference)),
            Self::File(base) => match percent_decode_str(reference).decode_utf8() {
                Ok(path) if !reference.starts_with("//") && !reference.contains('?') => {
                    Self::File(join_path(base, &path))
                }
                _ => Self::Uri(reference.to_owned()),
            },
        }
    }

    /// The shortest path from the folder of the description, if this is a file in the root folder. `folder` is the path from
    /// the root folder to that of the description.
    pub fn inside(&self, folder: &[String]) -> Option<String> {
        let Self::File(path) = self else { return None };
        if path.starts_with('/') || path.contains(['\\', '\0']) {
            return None;
        }
        let mut parts = path.split('/').peekable();
        let mut above = 0_usize;
        while parts.next_if_eq(&"..").is_some() {
            above += 1;
        }
        let kept = folder.len().checked_sub(above)?;
        // `..` followed by the name of the folder that it leaves has no effect.
        for name in folder.iter().skip(kept) {
            if parts.next_if(|part| part == name).is_none() {
                break;
            }
            above -= 1;
        }
        parts.peek()?;
        let path: Vec<&str> = std::iter::repeat_n("..", above).chain(parts).collect();
        Some(path.join("/"))
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(text) | Self::Uri(text) => f.write_str(text),
        }
    }
}

/// `path` resolved against the file `base`. An absolute path stays as it is.
pub fn join_path(base: &str, path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').collect();
    if folder.is_empty() {
        parts.clear();
        // The folder of `/api.yaml` is the root.
        parts.extend(base.starts_with('/').then_some(""));
    }
    for part in path.split('/') {
        match (part, parts.last()) {
            (".", _) => {}
            ("..", Some(&last)) if last != ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether the reference begins with a scheme (RFC 3986, section 3.1). A drive letter of Windows looks like one.
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    let is_scheme = |character: char| character.is_ascii_alphanumeric() || "+-.".contains(character);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.chars().all(is_scheme)
}

fn join_uri(base: &str, reference: &str) -> String {
    let (scheme, rest) = match base.split_once("//") {
        Some(parts) => parts,
        None => return reference.to_owned(),
    };
    if reference.starts_with("//") {
        return format!("{scheme}{reference}");
    }
    let rest = rest.split('?').next().unwrap_or(rest);
    let (authority, path) = rest.find('/').map_or((rest, "/"), |start| rest.split_at(start));
    format!("{scheme}//{authority}{}", join_path(path, reference))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_against_their_document() {
        for (base, reference, joined) in [
            ("api.yaml", "pet.json", "pet.json"),
            ("api.yaml", "./schemas/pet%20store.json", "schemas/pet store.json"),
            ("schemas/pet.json", "../api.yaml", "api.yaml"),
            ("schemas/pet.json", "../../x/./y.yaml", "../x/y.yaml"),
            ("../x/pet.json", "../y.yaml", "../y.yaml"),
            ("schemas/pet.json", "/etc/passwd", "/etc/passwd"),
        ] {
            assert_eq!(
                Location::beside(base).join(reference),
                Location::File(joined.to_owned())
            );
        }
        let uri = |text: &str| Location::Uri(text.to_owned());
        for (reference, joined) in [
            ("pet.json", "https://example.com/a/pet.json"),
            ("../pet.json", "https://example.com/pet.json"),
            ("/pet.json", "https://example.com/pet.json"),
            ("//example.org/pet.json", "https://example.org/pet.json"),
            ("http://example.org/", "http://example.org/"),
        ] {
            assert_eq!(
                uri("https://example.com/a/b.json?c=d/e").join(reference),
                uri(joined)
            );
        }
        assert_eq!(Location::beside("api.yaml").join("C:\\x"), uri("C:\\x"));
    }

    #[test]
    fn a_path_that_leads_out_of_the_folder_is_not_inside() {
        for path in [
            "../x.yaml",
            "%2e%2e/x.yaml",
            "a/../../x.yaml",
            "/x.yaml",
            "..\\x.yaml",
            "//host/x",
            "file:x",
            "..",
        ] {
            assert_eq!(
                Location::beside("api.yaml").join(path).inside(&[]),
                None,
                "{path}"
            );
        }
        assert_eq!(
            Location::beside("api.yaml").join("a/../b.yaml").inside(&[]),
            Some("b.yaml".to_owned())
        );
    }

    #[test]
    fn a_file_in_the_root_folder_has_one_path() {
        let folder = ["api".to_owned(), "v1".to_owned()];
        for (path, inside) in [
            ("b.yaml", Some("b.yaml")),
            ("../b.yaml", Some("../b.yaml")),
            ("../v1/b.yaml", Some("b.yaml")),
            ("../../api/v1/b.yaml", Some("b.yaml")),
            ("../../api/v2/b.yaml", Some("../v2/b.yaml")),
            ("../../b.yaml", Some("../../b.yaml")),
            ("../../../b.yaml", None),
            ("../..", None),
            ("../../api/v1", None),
            ("/api/v1/b.yaml", None),
        ] {
            let location = Location::beside("api.yaml").join(path);
            assert_eq!(location.inside(&folder).as_deref(), inside, "{path}");
        }
    }
}
