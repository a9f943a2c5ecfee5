//! Names in inline code exist. A name that was renamed or removed fails the test.

use std::collections::BTreeSet;
use std::path::Path;

use tests::book::prose;
use tests::folder::read;

use crate::{ROOT, guides};

/// The folders of the sources.
const SOURCES: [&str; 6] = [
    "examples",
    "generated",
    "generator",
    "spec",
    "tests/cases",
    "tests/snapshots",
];

#[test]
fn names_in_the_guides_exist() {
    let known = known();
    let mut count = 0;
    for (path, document) in guides() {
        for name in quoted(&document) {
            count += 1;
            assert!(
                known.contains(name),
                "{}: the name `{name}` doesn't exist",
                path.display()
            );
        }
    }
    assert!(count > 100, "only {count} names were found");
}

/// The words in inline code that look like Rust names: with an inner capital or an underscore.
fn quoted(document: &str) -> BTreeSet<&str> {
    let spans = prose(document).flat_map(|line| line.split('`').skip(1).step_by(2));
    spans.flat_map(words).filter(|word| is_name(word)).collect()
}

fn is_name(word: &str) -> bool {
    let is_lower = |c: char| c.is_ascii_lowercase();
    let begins_upper = word.starts_with(|c: char| c.is_ascii_uppercase());
    (begins_upper && word.contains(is_lower)) || (word.contains('_') && word.contains(is_lower))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
}

/// All words of the sources, without comments.
fn known() -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for folder in SOURCES {
        for (path, bytes) in read(&Path::new(ROOT).join(folder)).expect("a folder") {
            let is_source = path
                .extension()
                .is_some_and(|end| ["rs", "snap", "toml", "yaml"].iter().any(|known| end == *known));
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            let lines = text
                .lines()
                .filter(|line| is_source && !line.trim_start().starts_with("//"));
            known.extend(lines.flat_map(words).map(str::to_owned));
        }
    }
    known
}
