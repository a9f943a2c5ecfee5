//! Pointers with `*` in them, as `allow` of generator.toml takes them.

use super::location::join_path;
use super::pointer::{Pointer, is_escaped_well};

/// The nodes that a pointer with `*` in it names: `#/paths/*/get`, `schemas/*.yaml#/**/pattern`.
///
/// A `*` stands for any text within one token, or one part of a path; `**` for any number of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlacePattern {
    document: Vec<String>,
    tokens: Vec<String>,
}

impl PlacePattern {
    /// Reads a pattern as it is written beside the description `document`: without a file before its `#` it is about that one,
    /// and a file's path begins in its folder. `None` where it is no pointer.
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

    /// Whether `at` is one of the nodes, or below one.
    pub fn covers(&self, at: &Pointer) -> bool {
        let document: Vec<&str> = at.document().split('/').collect();
        let tokens: Vec<_> = at.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
        matches(&self.document, &document, false) && matches(&self.tokens, &tokens, true)
    }
}

/// Whether the parts match, or, where a prefix is enough, the first of them. Goes back to the last `**` alone, so that the
/// time is bounded by the product of the lengths.
fn matches(pattern: &[String], parts: &[&str], prefix: bool) -> bool {
    run(
        pattern,
        parts,
        |wanted| wanted == "**",
        |wanted, part| is_like(wanted, part),
        prefix,
    )
}

/// Whether the text matches, where `*` stands for any text.
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
    // Where the last "any number" stands, and the first item that it does not take yet.
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
    fn patterns_name_nodes_and_what_is_below_them() {
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
    fn a_pattern_of_many_stars_takes_no_time() {
        let many = format!("#/{}b", "*a".repeat(2_000));
        let pattern = PlacePattern::parse("a", &many).expect("a pattern");
        assert!(!pattern.covers(&Pointer::root("a").child(&"a".repeat(4_000))));
    }
}
