//! One description always gives the same crate: with the lock that a run wrote, the next runs change no file and no lock.
//! `REPEATABLE=github,plaid` chooses among the descriptions.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use generator::diagnostics::Diagnostics;
use generator::{Generated, Input, Options, References, Unread};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared");

/// How often each description is generated with a lock.
const RUNS: usize = 3;

#[test]
fn every_case_is_generated_alike_again() {
    let repeated = check(Path::new(CASES));
    assert!(repeated > 50, "only {repeated} cases were generated");
}

#[test]
fn every_real_description_is_generated_alike_again() {
    for folder in ["corpus", "corpus-raw", "review/real"] {
        let folder = Path::new(SHARED).join(folder);
        if folder.is_dir() {
            assert!(
                check(&folder) > 0,
                "nothing of {} was generated",
                folder.display()
            );
        } else {
            // Past the test harness, which swallows what a passing test prints with `println!`.
            writeln!(io::stderr(), "\nSKIPPED: {} is not there", folder.display()).expect("a terminal");
        }
    }
}

/// Generates every description in the folder again and again. Returns how many of them can be generated.
fn check(folder: &Path) -> usize {
    let chosen = std::env::var("REPEATABLE").unwrap_or_default();
    let is_chosen = |path: &PathBuf| {
        chosen
            .split(',')
            .any(|name| path.to_string_lossy().contains(name))
    };
    let mut wrong = Vec::new();
    let mut generated = 0;
    for path in descriptions(folder).into_iter().filter(is_chosen) {
        let Some(first) = generate(&path, None) else {
            continue;
        };
        generated += 1;
        if let Err(difference) = repeated(&path, &first) {
            wrong.push(format!("{}:\n{difference}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    generated
}

/// What differs between the first run and those with its lock.
fn repeated(path: &Path, first: &Generated) -> Result<(), String> {
    // Two types never stand for the same: the generator numbers those that would.
    let numbered: Vec<&str> = first.lock.lines().filter(|line| line.contains(" & #")).collect();
    if !numbered.is_empty() {
        return Err(format!("several names for one key:\n{}", numbered.join("\n")));
    }
    let mut lock = first.lock.clone();
    for _ in 0..RUNS {
        let Some(next) = generate(path, Some(lock)) else {
            return Err("not generated with its own lock".to_owned());
        };
        if next.lock != first.lock {
            return Err(difference(&first.lock, &next.lock));
        }
        let changed = next
            .files
            .iter()
            .find(|(path, text)| first.files.get(*path) != Some(*text));
        if let Some((path, text)) = changed {
            let before = first.files.get(path).map_or("", String::as_str);
            return Err(format!("{}: {}", path.display(), difference(before, text)));
        }
        if next.files.len() != first.files.len() {
            return Err("a file is gone".to_owned());
        }
        lock = next.lock;
    }
    Ok(())
}

/// The first lines that only one of two texts has.
fn difference(before: &str, after: &str) -> String {
    let only = |one: &str, other: &str, sign: &str| -> Vec<String> {
        let others: std::collections::BTreeSet<&str> = other.lines().collect();
        let lines = one.lines().filter(|line| !others.contains(line));
        lines.take(5).map(|line| format!("{sign} {line}")).collect()
    };
    [only(before, after, "-"), only(after, before, "+")]
        .concat()
        .join("\n")
}

/// The files in the folder that may be descriptions, by path.
fn descriptions(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(descriptions(&path));
        } else if path
            .extension()
            .is_some_and(|end| end == "json" || end == "yaml" || end == "yml")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn generate(path: &Path, lock: Option<String>) -> Option<Generated> {
    let folder = path.parent().expect("a folder").to_owned();
    let beside = move |file: &str| {
        fs::read_to_string(folder.join(file)).map_err(|error| Unread::Failed(error.to_string()))
    };
    let input = Input {
        name: path.file_name()?.to_string_lossy().into_owned(),
        text: fs::read_to_string(path).ok()?,
        lock,
        options: Options {
            package: "repeated".to_owned(),
            references: References::new(beside),
            ..Options::default()
        },
    };
    generator::generate(&input, &mut Diagnostics::new())
}
