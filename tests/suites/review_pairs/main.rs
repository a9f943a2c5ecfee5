//! Reviews of pairs of descriptions: inputs after public complaints, real consecutive versions, and every kind of change. No
//! difference is left unexplained.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

mod cases;
mod real;
mod same;
mod webs;

use std::fs;
use std::path::{Path, PathBuf};

use generator::review::{Change, Effect, Review, Rule, Rust, Silent};
use generator::{Input, Options, review};

fn input(name: &str, text: String) -> Input {
    Input {
        name: name.to_owned(),
        text,
        lock: None,
        options: Options {
            package: "api".to_owned(),
            ..Options::default()
        },
    }
}

fn text(folder: &Path, name: &str) -> String {
    let paths = ["yaml", "json", "yml"].map(|extension| folder.join(name).with_extension(extension));
    let found = paths.iter().find(|path| path.exists()).expect("a description");
    fs::read_to_string(found).expect("a text")
}

/// The review of `old` and `new` in a folder.
fn compared(folder: &Path) -> Review {
    let (old, new) = (
        input("old", text(folder, "old")),
        input("new", text(folder, "new")),
    );
    let comparison = review(&old, &new);
    let message = format!("{}\n{}{}", folder.display(), comparison.old, comparison.new);
    comparison.review.expect(&message)
}

fn explained(review: &Review, name: &str) {
    let left: Vec<String> = review
        .unexplained
        .iter()
        .map(|one| format!("{name}: {} {}", one.layer, one.what))
        .collect();
    assert!(left.is_empty(), "{}", left.join("\n"));
}

/// The folders in a folder, by name.
fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).expect("a folder");
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    all.retain(|path| path.is_dir());
    all.sort();
    all
}

/// The changes, without those of `info`.
fn changes(review: &Review) -> Vec<&Change> {
    let all = review.changes.iter();
    all.filter(|change| change.rule != Rule::InfoChanged).collect()
}

fn worst(review: &Review) -> (Effect, Effect, Rust, Silent) {
    let all = &review.changes;
    (
        all.iter().map(|of| of.old_clients).max().unwrap_or_default(),
        all.iter().map(|of| of.new_clients).max().unwrap_or_default(),
        all.iter().map(|of| of.rust).max().unwrap_or_default(),
        all.iter().map(|of| of.silent).max().unwrap_or_default(),
    )
}

#[test]
fn every_kind_of_change_is_explained() {
    let Some(pairs) = tests::skip::shared("review/pairs").expect("the pairs") else {
        return;
    };
    let all = folders(&pairs);
    for folder in &all {
        explained(&compared(folder), &folder.display().to_string());
    }
    assert!(all.len() > 200, "{}", all.len());
}
