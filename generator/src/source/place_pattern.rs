//! Pointers with `*`, which `allow` of generator.toml takes.

use super::location::join_path;
use super::pointer::{Pointer, is_escaped_well};

/// The nodes that match a pointer with `*`: `#/paths/*/get`, `schemas/*.yaml#/**/pattern`.
///
/// A `*` matches any text within one token or one part of a path. `**` matches any number of tokens or parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlacePattern {
    document: Vec<String>,
    tokens: Vec<String>,
}

impl PlacePattern {
    /// Parses a pattern for the description `document`. Without a file before its `#` it matches nodes of the description; the
    /// path of a file is relative to the folder of the description. `None` if it is not a pointer.
    pub fn parse(document: &str, text: &str) -> Option<Self> {
        text.contains('#').then_some(())?;
        let at = Pointer::from_reference("", text)?;
        let document = match at.document() {
            "" => document.to_owned(),
            file => join_path(document, file),
        };
        at.fragment().split('/').all(is_escaped_well).then_some(())?;
        Some(Self {
            document: document.split('/').map(str::to_owned).collect(),
            tokens: at.tokens().map(|token| token.into_owned()).collect(),
        })
    }

    /// Whether `at` matches, or a node above it does.
    pub fn covers(&self, at: &Pointer) -> bool {
        let document: Vec<&str> = at.document().split('/').collect();
        let tokens: Vec<_> = at.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
        matches(&self.document, &document, false) && matches(&self.tokens, &tokens, true)
    }
}

/// Whether the parts match; with `prefix`, whether the first of them do. Backtracking goes to the last `**` only, so that
/// the time is bounded by the product of the lengths.
fn matches(pattern: &[String], parts: &[&str], prefix: bool) -> bool {
    run(
        pattern,
        parts,
        |wanted| wanted == "**",
        |wanted, part| is_like(wanted, part),
        prefix,
    )
}

/// Whether the text matches the pattern, in which `*` matches any text.
fn is_like(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    run(
        &pattern,
        &text,
        |wanted| *wanted == '*',
        |wanted, one| wanted == one,
        false,
    )
}

fn run<P, T>(
    pattern: &[P],
    items: &[T],
    is_any: impl Fn(&P) -> bool,
    is_one: impl Fn(&P, &T) -> bool,
    prefix: bool,
) -> bool {
    let (mut wanted, mut at) = (0, 0);
    // The place of the last wildcard, and the first item that it does not match yet.
    let mut last: Option<(usize, usize)> = None;
    loop {
        match (pattern.get(wanted), items.get(at)) {
            (None, None) => return true,
            (None, Some(_)) if prefix => return true,
            (Some(any), _) if is_any(any) => {
                last = Some((wanted, at));
                wanted += 1;
            }
            (Some(one), Some(item)) if is_one(one, item) => {
                wanted += 1;
                at += 1;
            }
            (_, None) => return false,
            (_, Some(_)) => {
                let Some((any, taken)) = &mut last else {
                    return false;
                };
                *taken += 1;
                (wanted, at) = (*any + 1, *taken);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_nodes_and_all_nodes_below_them() {
        let covers = |pattern: &str, at: &Pointer| {
            PlacePattern::parse("spec/api.yaml", pattern)
                .expect("a pattern")
                .covers(at)
        };
        let get = Pointer::root("spec/api.yaml").descend(["paths", "/pets/{id}", "get", "tags"]);
        for pattern in [
            "#",
            "#/paths",
            "#/paths/~1pets~1{id}/get",
            "#/paths/*/get",
            "#/paths/~1pets*",
            "#/**/tags",
            "#/**/get/**",
            "#/p*s/*{id}/g*t/tag*",
            "api.yaml#/paths",
            "*.yaml#/paths",
        ] {
            assert!(covers(pattern, &get), "{pattern}");
        }
        for pattern in [
            "#/path",
            "#/*/get",
            "#/paths/*/get/*/*",
            "#/**/post",
            "other.yaml#/paths",
            "../api.yaml#/paths",
            "**/other.yaml#/paths",
        ] {
            assert!(!covers(pattern, &get), "{pattern}");
        }
        let other = Pointer::root("common/pets.yaml").child("Pet");
        assert!(covers("../common/pets.yaml#/Pet", &other));
        assert!(covers("../common/**#", &other));
        assert!(covers("../**/*.yaml#/P*", &other));
        assert_eq!(PlacePattern::parse("a", "/no/hash"), None);
        assert_eq!(PlacePattern::parse("a", "#/a~2"), None);
    }

    #[test]
    fn a_pattern_with_many_stars_is_matched_in_bounded_time() {
        let many = format!("#/{}b", "*a".repeat(2_000));
        let pattern = PlacePattern::parse("a", &many).expect("a pattern");
        assert!(!pattern.covers(&Pointer::root("a").child(&"a".repeat(4_000))));
    }
}
