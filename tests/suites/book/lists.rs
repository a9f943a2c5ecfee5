//! Lists in documents are complete: keywords, features, examples, suites.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tests::command::generator;
use tests::folder::read;
use tests::options::Tables;
use tests::support;

use crate::{ROOT, text, written};

const TABLE_BEGINS: &str = "<!-- support table: begin -->";
const TABLE_ENDS: &str = "<!-- support table: end -->";

/// The book has the current table of keywords. If it differs, this test writes it.
#[test]
fn the_book_has_the_table_of_keywords() {
    let path = Path::new("docs/src/keywords.md");
    let document = text(path);
    let (before, rest) = document.split_once(TABLE_BEGINS).expect("where the table begins");
    let (_, after) = rest.split_once(TABLE_ENDS).expect("where the table ends");
    let table = support::table();
    let fresh = format!("{before}{TABLE_BEGINS}\n\n{table}\n{TABLE_ENDS}{after}");
    let stale = written(path, &document, &fresh);
    assert_eq!(stale, None, "the document was stale and has been rewritten");
}

/// The published schema of generator.toml is current, and so are the tables in the book, which are made of it. If one differs, this
/// test writes it.
#[test]
fn the_book_has_the_options_of_generator_toml() {
    let run = generator(Path::new(ROOT), &["schema"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let path = Path::new("docs/src/generator.schema.json");
    let mut stale: Vec<String> = written(path, &text(path), &run.stdout).into_iter().collect();
    let tables = Tables::of(&run.stdout).expect("a schema");
    let path = Path::new("docs/src/configuration.md");
    let document = text(path);
    let mut fresh = document.clone();
    for (name, table) in [
        ("client", tables.client),
        ("nested", tables.nested),
        ("runtime", tables.runtime),
    ] {
        let [begins, ends] = ["begin", "end"].map(|what| format!("<!-- options of {name}: {what} -->"));
        let (before, rest) = fresh.split_once(&begins).expect("where the table begins");
        let (_, after) = rest.split_once(&ends).expect("where the table ends");
        fresh = format!("{before}{begins}\n\n{table}\n{ends}{after}");
    }
    stale.extend(written(path, &document, &fresh));
    assert!(stale.is_empty(), "{stale:?} were stale and have been rewritten");
}

/// The names of links in the first cells of a table.
fn rows(document: &str) -> BTreeSet<String> {
    let cells = document.lines().filter_map(|line| line.strip_prefix("| ["));
    cells
        .filter_map(|cell| Some(cell.split_once(']')?.0.to_owned()))
        .collect()
}

/// The names of the targets of one kind in the package `tests`.
fn targets(kind: &str) -> BTreeSet<String> {
    let manifest = text(Path::new("tests/Cargo.toml"));
    let head = format!("[[{kind}]]\nname = \"");
    let tables = manifest.split(&head).skip(1);
    tables
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect()
}

#[test]
fn every_example_is_listed_and_compiled() {
    let files = read(&Path::new(ROOT).join("examples")).expect("a folder");
    let programs = files
        .keys()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"));
    // The suite `tasks` compiles those in the folder.
    let (tasks, examples): (Vec<_>, Vec<_>) = programs.partition(|path| path.starts_with("tasks"));
    let names = |paths: Vec<&PathBuf>| -> BTreeSet<String> {
        let stems = paths.into_iter().filter_map(|path| path.file_stem());
        stems.map(|stem| stem.to_string_lossy().into_owned()).collect()
    };
    let (tasks, examples) = (names(tasks), names(examples));
    assert_eq!(targets("example"), examples);
    let listed = rows(&text(Path::new("examples/README.md")));
    assert_eq!(listed, &tasks | &examples);
}

#[test]
fn every_suite_is_listed() {
    assert_eq!(rows(&text(Path::new("tests/README.md"))), targets("test"));
}

/// Each feature of the generated package is in a row of the table.
#[test]
fn every_feature_is_listed() {
    let chapter = text(Path::new("docs/src/features.md"));
    let manifest = text(Path::new("generated/Cargo.toml"));
    let (_, features) = manifest.split_once("[features]\n").expect("features");
    let (features, _) = features.split_once("\n\n").expect("their end");
    let names = features
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0));
    let names: Vec<&str> = names.filter(|name| *name != "default").collect();
    assert!(names.len() > 5, "{names:?}");
    for name in names {
        let is_row = |line: &str| line.starts_with("| ") && line.contains(&format!("`{name}`"));
        assert!(chapter.lines().any(is_row), "{name}");
    }
}

/// Each form for bugs has a description as its first field, which is required.
#[test]
fn issue_templates_ask_for_a_minimal_description() {
    let forms = read(&Path::new(ROOT).join(".github/ISSUE_TEMPLATE")).expect("a folder");
    let mut count = 0;
    for (path, bytes) in forms {
        if path == Path::new("config.yml") {
            continue;
        }
        count += 1;
        let form = String::from_utf8(bytes).expect("UTF-8");
        let first = form.split("  - type: ").nth(1).expect("a field");
        assert!(first.contains("label: Minimal description\n"), "{path:?}");
        assert!(first.contains("validations:\n      required: true\n"), "{path:?}");
    }
    assert!(count > 1, "only {count} forms were found");
}

/// Source: Keep a Changelog 1.1.0.
#[test]
fn the_changelog_keeps_its_format() {
    const KINDS: [&str; 6] = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
    let changelog = text(Path::new("CHANGELOG.md"));
    let versions: Vec<&str> = changelog.split("\n## ").skip(1).collect();
    assert!(
        versions
            .first()
            .is_some_and(|first| first.starts_with("[Unreleased]\n"))
    );
    for version in versions {
        assert!(version.starts_with('['), "{version}");
        let mut seen = BTreeSet::new();
        for kind in version.lines().filter_map(|line| line.strip_prefix("### ")) {
            assert!(KINDS.contains(&kind), "{kind}");
            assert!(seen.insert(kind), "{kind} occurs twice");
        }
    }
}

/// README must be readable in a minute.
#[test]
fn the_readme_is_short() {
    let lines = text(Path::new("README.md")).lines().count();
    assert!(lines <= 120, "README.md has {lines} lines: move some to the book");
}

#[test]
fn rust_versions_are_those_of_the_manifests() {
    for manifest in ["Cargo.toml", "generated/Cargo.toml"] {
        let manifest = text(Path::new(manifest));
        let (_, rest) = manifest.split_once("rust-version = \"").expect("a version");
        let (version, _) = rest.split_once('"').expect("its end");
        assert!(
            text(Path::new("README.md")).contains(&format!("Rust {version}")),
            "{version}"
        );
        let stability = text(Path::new("docs/src/stability.md"));
        assert!(stability.contains(&format!("| {version} |")), "{version}");
    }
}
