//! Properties of every comparison: a description does not differ from itself, both directions name the same places, and no
//! mutation panics.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Review, Rule, Side, Unexplained};
use crate::comparison::{Comparison, sides};
use crate::model::mutation_tests::{every_pointer, replacements, slot};
use crate::source::{Node, Pointer, parse};
use crate::{Diagnostics, Input, Options, References, Unread, review};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases");

/// How many mutations are tried; `REVIEW_MUTATIONS` is another number.
const MUTATIONS: usize = 300;

/// A file that a case refers to.
fn beside(path: &str) -> Result<String, Unread> {
    fs::read_to_string(Path::new(CASES).join("files").join(path)).map_err(|_| Unread::Missing)
}

fn input(text: String) -> Input {
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
fn cases() -> Vec<(PathBuf, String)> {
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

/// What happens to a node by chance.
#[derive(Clone, Copy, Debug)]
enum Edit {
    /// It is another value.
    Replace,
    /// It is gone.
    Remove,
    /// Its key is another one.
    Rename,
    /// It is a copy of another node of the description.
    Copy,
}

/// A description with one node edited by chance.
struct Mutation {
    /// The case, the place and the value, for messages.
    name: String,
    before: String,
    after: String,
}

impl Mutation {
    fn new(seed: usize, (path, text): &(PathBuf, String), edit: Edit) -> Self {
        let mut dice = Dice(u64::try_from(seed).expect("a seed"));
        let mut tree = parse("api", text, &mut Diagnostics::new()).expect("a tree");
        let mut pointers = Vec::new();
        every_pointer(&tree, &Pointer::root("api"), &mut pointers);
        let at = pointers[dice.below(pointers.len())].clone();
        let name = format!("seed {seed}: {}: {at}", path.display());
        let name = match edit {
            Edit::Replace => {
                let mut all = replacements();
                let replacement = all.swap_remove(dice.below(all.len()));
                let name = format!("{name} = {replacement:?}");
                *slot(&mut tree, &at) = replacement;
                name
            }
            Edit::Remove => {
                take(&mut tree, &at);
                format!("{name} is removed")
            }
            Edit::Rename => {
                if let (Some(node), Some(list)) = (take(&mut tree, &at), at.parent())
                    && let Node::Object(members) = slot(&mut tree, &list)
                {
                    members.insert("renamed".to_owned(), node);
                }
                format!("{name} is renamed")
            }
            Edit::Copy => {
                let from = &pointers[dice.below(pointers.len())];
                let copy = tree.at(from).expect("a node").clone();
                *slot(&mut tree, &at) = copy;
                format!("{name} is a copy of {from}")
            }
        };
        Self {
            name,
            before: text.clone(),
            after: tree.to_json().to_string(),
        }
    }
}

/// Removes a node.
fn take(tree: &mut Node, at: &Pointer) -> Option<Node> {
    let (list, key) = (at.parent()?, at.last()?);
    match slot(tree, &list) {
        Node::Object(members) => members.remove(&key),
        Node::Array(items) => Some(items.remove(key.parse().expect("an index"))),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => None,
    }
}

/// The changes with their places, for messages.
fn places(review: &Review) -> Vec<String> {
    let place = |at: &Option<Pointer>| at.as_ref().map(ToString::to_string).unwrap_or_default();
    let changes = review.changes.iter();
    changes
        .map(|change| format!("{} {} → {}", change.rule, place(&change.old), place(&change.new)))
        .collect()
}

/// A number from the environment.
fn number(variable: &str, default: usize) -> usize {
    let value = std::env::var(variable).ok();
    value.and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn mutations_are_explained_and_both_directions_name_the_same_places() {
    let compared = explained(&[Edit::Replace], number("REVIEW_MUTATIONS", MUTATIONS));
    assert!(compared[0] * 2 > compared[1], "{compared:?}");
}

#[test]
fn nodes_that_go_and_nodes_that_are_copied_are_explained() {
    let count = number("REVIEW_MUTATIONS", MUTATIONS / 3);
    let compared = explained(&[Edit::Remove, Edit::Rename, Edit::Copy], count);
    assert!(compared[0] * 8 > compared[1], "{compared:?}");
}

/// Compares originals with their mutations and the other way round, and counts the compared pairs and all.
fn explained(edits: &[Edit], count: usize) -> [usize; 2] {
    let first = number("REVIEW_SEED", 0);
    let cases = cases();
    let mut compared_count = 0_usize;
    let mut wrong = Vec::new();
    for seed in first..first + count {
        let mutation = Mutation::new(seed, &cases[seed % cases.len()], edits[seed % edits.len()]);
        eprintln!("{}", mutation.name);
        let (old, new) = (input(mutation.before), input(mutation.after));
        let mut comparison = Comparison::default();
        let Some((before, after)) = sides(&old, &new, &mut comparison) else {
            continue;
        };
        if comparison.old.has_errors() || comparison.new.has_errors() {
            continue;
        }
        compared_count += 1;
        let (there, back) = (super::compare(&before, &after), super::compare(&after, &before));
        for (direction, review) in [("there", &there), ("back", &back)] {
            let left = review.unexplained.iter();
            let line =
                |one: &Unexplained| format!("{}\n    {direction}: {} {}", mutation.name, one.layer, one.what);
            let lines: Vec<String> = left.map(line).collect();
            if !lines.is_empty() {
                wrong.extend(lines);
                wrong.push(format!("    {direction}: of {:#?}", places(review)));
            }
        }
        let (a, b) = (subjects(&there, false), subjects(&back, true));
        if a != b {
            let (there, back): (Vec<_>, Vec<_>) = (a.difference(&b).collect(), b.difference(&a).collect());
            wrong.push(format!(
                "{}\n    there: {there:?}\n    back: {back:?}",
                mutation.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    [compared_count, count]
}
