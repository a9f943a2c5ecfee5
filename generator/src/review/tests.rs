//! Properties of every comparison: a description does not differ from itself, and both directions name the same places.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Review, Rule, Side};
use crate::comparison::{Comparison, sides};
use crate::source::Pointer;
use crate::{Input, Options, References, Unread, review};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases");

/// A file that a case refers to.
fn beside(path: &str) -> Result<String, Unread> {
    fs::read_to_string(Path::new(CASES).join("files").join(path)).map_err(|_| Unread::Missing)
}

pub(super) fn input(text: String) -> Input {
    Input {
        name: "api".to_owned(),
        text,
        lock: None,
        options: Options {
            package: "api".to_owned(),
            references: References::new(beside),
            ..Options::default()
        },
    }
}

fn compared(old: &str, new: &str) -> Option<Review> {
    review(&input(old.to_owned()), &input(new.to_owned())).review
}

/// The descriptions of the features.
pub(super) fn cases() -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(Path::new(CASES).join("features")).expect("the cases");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a text");
        (path, text)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn a_description_does_not_differ_from_itself() {
    let all = cases();
    for (path, text) in &all {
        let review = compared(text, text).expect("a review");
        let name = path.display();
        assert!(review.changes.is_empty(), "{name}: {:#?}", review.changes);
        assert!(review.surface.is_empty(), "{name}: {:#?}", review.surface);
        assert_eq!(review.unexplained, [], "{name}");
        assert_eq!(review.harmless, super::Harmless::default(), "{name}");
    }
    assert!(all.len() > 10, "{}", all.len());
}

/// The places of the changes on both sides, in the order of the first comparison.
pub(super) fn subjects(review: &Review, is_mirrored: bool) -> BTreeSet<String> {
    let place = |at: &Option<Pointer>| at.as_ref().map(|at| at.fragment().to_owned());
    let changes = review.changes.iter().map(|change| match is_mirrored {
        true => (place(&change.new), place(&change.old)),
        false => (place(&change.old), place(&change.new)),
    });
    changes
        .map(|(old, new)| format!("{} {}", old.unwrap_or_default(), new.unwrap_or_default()))
        .collect()
}

#[test]
fn both_directions_name_the_same_places() {
    let rows = rows();
    let mut differing = Vec::new();
    for row in &rows {
        let text = |name: &str| fs::read_to_string(row.join(name)).expect("a text");
        let (old, new) = (text("old.yaml"), text("new.yaml"));
        let (Some(there), Some(back)) = (compared(&old, &new), compared(&new, &old)) else {
            panic!("{} is not compared", row.display());
        };
        assert_eq!(back.unexplained, [], "{}", row.display());
        let (a, b) = (subjects(&there, false), subjects(&back, true));
        if a != b {
            differing.push(format!("{}: {a:?} {b:?}", row.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    assert!(rows.len() > 200, "{}", rows.len());
}

/// The folders of the rows.
fn rows() -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(CASES).join("review/rows")).expect("the rows");
    let mut rows: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder").path()).collect();
    rows.sort();
    rows
}

/// What is unexplained when the changes of these numbers are not there.
fn without(old: &Side, new: &Side, numbers: &BTreeSet<usize>) -> usize {
    let mut walk = super::walk(old, new);
    let mut number = 0..;
    walk.changes
        .retain(|_| number.next().is_some_and(|number| !numbers.contains(&number)));
    let mut number = 0..;
    walk.carried
        .retain(|_| number.next().is_some_and(|number| !numbers.contains(&number)));
    super::explained(walk).unexplained.len()
}

/// Without a change, what it explains is unexplained: nothing explains everything.
#[test]
fn what_no_change_claims_is_unexplained() {
    let (mut count, mut wrong) = (0_usize, Vec::new());
    for row in rows() {
        let text = |name: &str| input(fs::read_to_string(row.join(name)).expect("a text"));
        let sides = sides(&text("old.yaml"), &text("new.yaml"), &mut Comparison::default());
        let (old, new) = sides.expect("two descriptions");
        let new = new.expect("another description");
        let changes = super::walk(&old, &new).changes;
        let numbers: BTreeSet<usize> = (0..changes.len())
            .filter(|number| changes[*number].rule != Rule::InfoChanged)
            .collect();
        // Of several changes, one may be the consequence of another.
        if !numbers.is_empty() && without(&old, &new, &numbers) == 0 {
            wrong.push(row.display().to_string());
        }
        count += numbers.len();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 200, "{count}");
}
