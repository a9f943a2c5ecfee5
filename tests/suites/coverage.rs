//! The coverage of real descriptions: `snapshots/coverage.txt`, which may only improve. Without `CORPUS=all` or names such as
//! `CORPUS=github,asana`, only descriptions of moderate size are counted.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use generator::Counts;
use generator::diagnostics::Code;
use generator::{Input, Options};
use tests::corpus::{self, Description};
use tests::folder;
use tests::overrides::overrides;

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/coverage.txt");

const HEAD: &str = "\
# Occurrences of keywords in the descriptions of the corpus, as `generator coverage` counts them. `cargo test -p tests --test coverage`
# writes what got better; with COVERAGE=accept also what got worse, with the reason in the commit.
#
# description          typed annotation    lossy  refused  by code
";

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/diagnostics");

/// The codes that report no loss.
const NO_LOSS: [Code; 2] = [Code::NameCollision, Code::InferredPagination];

/// The size of a text that takes a debug build about a second, in bytes.
const MODERATE: u64 = 2_000_000;

#[test]
fn coverage_only_improves() -> io::Result<()> {
    let Some(descriptions) = chosen()? else {
        return Ok(());
    };
    let committed = fs::read_to_string(SNAPSHOT).unwrap_or_default();
    let before = rows(&committed);
    let mut after = before.clone();
    let mut worse = Vec::new();
    for description in descriptions {
        let row = row(&count(&description)?);
        let old = before.get(&description.name).map_or("", String::as_str);
        if is_worse(old, &row) {
            worse.push(format!("{}\n  was {old}\n  is  {row}", description.name));
        }
        after.insert(description.name, row);
    }
    let accepts = std::env::var("COVERAGE").is_ok_and(|word| word == "accept");
    assert!(
        worse.is_empty() || accepts,
        "the coverage is lower:\n{}",
        worse.join("\n")
    );
    let text = text(&after);
    if text != committed {
        fs::write(SNAPSHOT, text)?;
    }
    assert!(
        before == after,
        "the counts have changed: tests/snapshots/coverage.txt has been rewritten, commit it"
    );
    Ok(())
}

/// Each code has a case. If a run reports the code, it must be counted.
#[test]
fn every_diagnostic_is_counted() -> io::Result<()> {
    let mut counted = BTreeSet::new();
    for (path, text) in folder::read(Path::new(CASES))? {
        if path.extension().is_some_and(|extension| extension == "snap") {
            continue;
        }
        let text = String::from_utf8(text).map_err(io::Error::other)?;
        let input = input(&path.to_string_lossy(), text);
        let diagnostics = generator::generate(&input).diagnostics;
        let found: BTreeSet<_> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        let found: BTreeSet<_> = found.difference(&NO_LOSS.into()).copied().collect();
        let total = generator::coverage(&input).total();
        let codes: BTreeSet<_> = total.lossy.into_keys().chain(total.refused.into_keys()).collect();
        assert_eq!(codes, found, "{}", path.display());
        counted.extend(codes);
    }
    let not_counted: BTreeSet<_> = Code::ALL.iter().filter(|code| !counted.contains(code)).collect();
    let elsewhere = [
        Code::NameCollision,
        Code::InvalidLock,
        Code::InvalidOverlay,
        Code::UnmatchedTarget,
        Code::InferredPagination,
        Code::Internal,
        Code::UnusedSelection,
        Code::UnusedAllow,
    ];
    assert_eq!(not_counted, elsewhere.iter().collect());
    Ok(())
}

#[test]
fn a_row_is_worse_with_more_losses_or_fewer_typed_keywords() {
    let old = row_of([10, 5, 3, 2]);
    for better in [[10, 5, 3, 2], [11, 4, 3, 2], [10, 9, 2, 1], [12, 0, 0, 0]] {
        assert!(!is_worse(&old, &row_of(better)), "{better:?}");
    }
    for worse in [[9, 6, 3, 2], [11, 5, 4, 0], [10, 5, 0, 3]] {
        assert!(is_worse(&old, &row_of(worse)), "{worse:?}");
    }
    // A new description.
    assert!(!is_worse("", &row_of([1, 1, 1, 1])));
}

#[test]
fn rows_are_parsed_as_they_are_written() {
    let rows_written = BTreeMap::from([("a".to_owned(), row_of([1, 2, 3, 4]))]);
    assert_eq!(rows(&text(&rows_written)), rows_written);
}

/// The descriptions to count. `None` after a skip.
fn chosen() -> io::Result<Option<Vec<Description>>> {
    let chosen = std::env::var("CORPUS").unwrap_or_default();
    let Some(mut all) = corpus::descriptions()? else {
        return Ok(None);
    };
    let is_moderate = |description: &Description| {
        fs::metadata(&description.path).is_ok_and(|metadata| metadata.len() <= MODERATE)
    };
    match chosen.as_str() {
        "all" => {}
        "" => all.retain(is_moderate),
        names => all.retain(|description| names.split(',').any(|name| name == description.name)),
    }
    Ok(Some(all))
}

fn count(description: &Description) -> io::Result<Counts> {
    let text = fs::read_to_string(&description.path)?;
    Ok(generator::coverage(&input(&description.name, text)).total())
}

fn input(name: &str, text: String) -> Input {
    let options = Options {
        overrides: overrides(name, &text),
        ..Options::default()
    };
    Input {
        name: name.to_owned(),
        text,
        lock: None,
        options,
    }
}

fn is_worse(old: &str, new: &str) -> bool {
    let ([old_typed, _, old_lossy, old_refused], [typed, _, lossy, refused]) = (numbers(old), numbers(new));
    !old.is_empty() && (typed < old_typed || lossy > old_lossy || refused > old_refused)
}

/// The four counts of a row.
fn numbers(row: &str) -> [usize; 4] {
    let mut columns = row.split_whitespace();
    [(); 4].map(|()| {
        columns
            .next()
            .and_then(|column| column.parse().ok())
            .unwrap_or_default()
    })
}

fn row(counts: &Counts) -> String {
    let codes = |codes: &BTreeMap<Code, usize>| {
        let codes = codes.iter().map(|(code, count)| format!("{code} {count}"));
        codes.collect::<Vec<_>>()
    };
    let codes = [codes(&counts.lossy), codes(&counts.refused)].concat();
    let counts = [counts.typed, counts.annotation, counts.lossy(), counts.refused()];
    format!("{}  {}", row_of(counts), codes.join(", "))
        .trim_end()
        .to_owned()
}

fn row_of([typed, annotation, lossy, refused]: [usize; 4]) -> String {
    format!("{typed:>8} {annotation:>10} {lossy:>8} {refused:>8}")
}

fn text(rows: &BTreeMap<String, String>) -> String {
    let rows = rows.iter().map(|(name, row)| format!("{name:<20}{row}\n"));
    [HEAD.to_owned()].into_iter().chain(rows).collect()
}

fn rows(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let split = lines.filter_map(|line| line.split_at_checked(20));
    split
        .map(|(name, row)| (name.trim_end().to_owned(), row.to_owned()))
        .collect()
}
