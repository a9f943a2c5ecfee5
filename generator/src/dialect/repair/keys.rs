//! Corrects free keys: paths, statuses, media types.

use super::super::keywords::{Keys, Object, Rule};
use super::super::values::is_status;
use super::super::visit::{Members, Path};
use super::Repair;
use crate::diagnostics::Code;
use crate::source::Node;

impl Repair<'_> {
    /// Corrects the keys of an object.
    pub(super) fn keys(&mut self, object: Object, members: &mut Members, at: &Path<'_>) {
        match object.keys_in(self.dialect) {
            Keys::Free(Rule::Path, _) => self.rename(members, at, path, |this, at, key, new| {
                let message = match key.trim().starts_with('/') {
                    true => format!("the braces of `{key}` are unbalanced"),
                    false => format!("the path `{key}` does not begin with `/`"),
                };
                let diagnostic = this.report(Code::InvalidPathTemplate, at, message).on_key();
                diagnostic.read_as_meant(format!("it is read as `{new}`"));
            }),
            Keys::Free(Rule::Status, _) => self.rename(members, at, status, |this, at, key, new| {
                this.report(Code::UnknownKey, at, format!("`{key}` is not a response status"))
                    .on_key()
                    .read_as_meant(format!("it is read as `{new}`"));
            }),
            Keys::Free(Rule::None, _) | Keys::Fixed(_) => {}
        }
    }

    /// Renames each key to the one that `meant` returns, unless another member has that key. `report` reports it.
    fn rename(
        &mut self,
        members: &mut Members,
        at: &Path<'_>,
        meant: fn(&str) -> Option<String>,
        report: fn(&mut Self, &Path<'_>, &str, &str),
    ) {
        let is_wrong = |key: &String| !key.starts_with("x-") && key != "$ref" && meant(key).is_some();
        if !members.keys().any(is_wrong) {
            return;
        }
        for (key, value) in std::mem::take(members) {
            let new = if is_wrong(&key) { meant(&key) } else { None };
            let new = new.filter(|new| !members.contains_key(new));
            if let Some(new) = &new {
                report(self, &at.child(&key), &key, new);
                self.renamed(&at.child(new), &at.child(&key));
            }
            members.insert(new.unwrap_or(key), value);
        }
    }

    /// Corrects `content` with keywords of a media type in place of media types, or next to them.
    pub(super) fn content(&mut self, members: &mut Members, at: &Path<'_>) {
        let place = at.child("content");
        let Some(Node::Object(content)) = members.get_mut("content") else {
            return;
        };
        let is_keyword =
            |key: &&String| matches!(key.as_str(), "schema" | "example" | "examples" | "encoding");
        let keywords: Vec<String> = content.keys().filter(is_keyword).cloned().collect();
        if keywords.is_empty() {
            return;
        }
        if keywords.len() == content.len() && content.contains_key("schema") {
            self.report(
                Code::UnknownKey,
                &place.child("schema"),
                "`schema` is not a media type",
            )
            .on_key()
            .read_as_meant("it is read as the schema of `application/json`");
            let media_type = std::mem::take(content);
            let json = place.child("application/json");
            self.renamed(&json, &place);
            content.insert("application/json".to_owned(), Node::Object(media_type));
            return;
        }
        for key in &keywords {
            self.report(
                Code::UnknownKey,
                &place.child(key),
                format!("`{key}` is not a media type"),
            )
            .on_key()
            .loosened("it is left out")
            .help("move it into a media type");
        }
        self.without(content, &keywords);
    }
}

/// A path with its missing `/` or braces; `None` if nothing is missing.
fn path(key: &str) -> Option<String> {
    let segments: Vec<String> = key
        .trim()
        .trim_start_matches('/')
        .split('/')
        .map(segment)
        .collect();
    let path = format!("/{}", segments.join("/"));
    let is_meant =
        !key.starts_with('/') || path.matches(['{', '}']).count() != key.matches(['{', '}']).count();
    is_meant.then_some(path)
}

/// A segment with both braces of its only expression, each once.
fn segment(text: &str) -> String {
    let doubled = text.replace("{{", "{").replace("}}", "}");
    match (doubled.matches('{').count(), doubled.matches('}').count()) {
        (1, 0) => format!("{doubled}}}"),
        (0, 1) => format!("{{{doubled}"),
        _ => doubled,
    }
}

/// A status in another case, or with a suffix such as `.0`; `None` if it is valid or can't be corrected.
fn status(key: &str) -> Option<String> {
    if is_status(key) {
        return None;
    }
    let plain = key.trim().trim_end_matches(".0");
    let upper = plain.to_ascii_uppercase();
    let lower = plain.to_ascii_lowercase();
    [upper, lower].into_iter().find(|word| is_status(word))
}
