//! Properties of every comparison: a description does not differ from itself, both directions name the same places, and no
//! mutation panics.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Review;
use crate::model::mutation_tests::{every_pointer, replacements, slot};
use crate::source::{Pointer, parse};
use crate::{Diagnostics, Input, Options, review};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases");

/// How many mutations are tried; `REVIEW_MUTATIONS` is another number.
const MUTATIONS: usize = 120;

fn input(text: String) -> Input {
    Input {
        name: "api".to_owned(),
        text,
        lock: None,
        options: Options {
            package: "api".to_owned(),
            ..Options::default()
        },
    }
}

fn compared(old: &str, new: &str) -> Option<Review> {
    review(&input(old.to_owned()), &input(new.to_owned())).review
}

/// The descriptions of the features, but for the one that refers to other files.
fn cases() -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(Path::new(CASES).join("features")).expect("the cases");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| !path.ends_with("files.yaml"));
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
fn subjects(review: &Review, is_mirrored: bool) -> BTreeSet<String> {
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
    let entries = fs::read_dir(Path::new(CASES).join("review/rows")).expect("the rows");
    let mut rows: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder").path()).collect();
    rows.sort();
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

/// A generator of numbers with a seed that a failure prints.
struct Dice(u64);

impl Dice {
    /// A number below `bound`. Source: Vigna, SplitMix64.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(bound.max(1)).expect("a bound"))
            .expect("an index")
    }
}

#[test]
fn no_mutation_panics() {
    let count = std::env::var("REVIEW_MUTATIONS")
        .ok()
        .and_then(|text| text.parse().ok());
    let count = count.unwrap_or(MUTATIONS);
    let cases = cases();
    let mut compared_count = 0_usize;
    for seed in 0..count {
        let mut dice = Dice(u64::try_from(seed).expect("a seed"));
        let (path, text) = &cases[seed % cases.len()];
        let mut tree = parse("api", text, &mut Diagnostics::new()).expect("a tree");
        let mut pointers = Vec::new();
        every_pointer(&tree, &Pointer::root("api"), &mut pointers);
        let at = pointers[dice.below(pointers.len())].clone();
        let mut all = replacements();
        let replacement = all.swap_remove(dice.below(all.len()));
        eprintln!("seed {seed}: {}: {at} = {replacement:?}", path.display());
        *slot(&mut tree, &at) = replacement;
        if let Some(review) = compared(text, &tree.to_json().to_string()) {
            compared_count += 1;
            for one in &review.unexplained {
                eprintln!("    unexplained: {} {}", one.layer, one.what);
            }
        }
    }
    assert!(compared_count * 2 > count, "{compared_count} of {count}");
}
