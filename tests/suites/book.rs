//! README, the book under `docs/` and the other documents say what is so: their code is compiled or printed by the
//! generator, their configurations and commands run, their links lead somewhere, and their lists are complete.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use generator::diagnostics::Diagnostics;
use generator::{Input, Options};
use tempfile::TempDir;
use tests::book::{Block, anchors, blocks, links, replaced};
use tests::command::generator;
use tests::folder::read;
use tests::support;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const DESCRIPTION: &str = include_str!("../cases/book/acme.yaml");

const TABLE_BEGINS: &str = "<!-- support table: begin -->";
const TABLE_ENDS: &str = "<!-- support table: end -->";

/// Where code is that the test run compiles.
const COMPILED: [&str; 6] = [
    "examples",
    "tests/cases/build-script",
    "tests/cases/ordinary",
    "tests/cases/tour",
    "tests/cases/types-only",
    "tests/cases/xml",
];

/// Folders with documents for readers, not for the generator.
const FOLDERS: [&str; 4] = [".github", "docs/src", "examples", "tests/external"];
const FILES: [&str; 6] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "tests/README.md",
];

/// Every document for readers, by its path from the root.
fn documents() -> BTreeMap<PathBuf, String> {
    let below = |folder: &str| {
        let files = read(&Path::new(ROOT).join(folder)).expect("a folder");
        let folder = PathBuf::from(folder);
        let paths = files.into_keys().map(move |path| folder.join(path));
        paths.filter(|path| path.extension().is_some_and(|end| end == "md"))
    };
    let paths = FOLDERS.into_iter().flat_map(below);
    let paths = paths.chain(FILES.map(PathBuf::from));
    paths.map(|path| (path.clone(), text(&path))).collect()
}

/// README and the chapters.
fn guides() -> impl Iterator<Item = (PathBuf, String)> {
    let is_guide = |path: &Path| path == Path::new("README.md") || path.starts_with("docs");
    documents().into_iter().filter(move |(path, _)| is_guide(path))
}

fn text(path: &Path) -> String {
    let path = Path::new(ROOT).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Fails when the document isn't as it is to be, and writes it.
fn assert_fresh(path: &Path, old: &str, fresh: &str) {
    if fresh != old {
        fs::write(Path::new(ROOT).join(path), fresh).expect("written");
        panic!(
            "{} was stale, and has been written now: look at the difference",
            path.display()
        );
    }
}

#[test]
fn every_chapter_is_in_the_summary() {
    let summary = text(Path::new("docs/src/SUMMARY.md"));
    let mut listed = links(&summary);
    listed.sort();
    let files = read(&Path::new(ROOT).join("docs/src")).expect("a folder");
    let chapters: Vec<String> = files
        .keys()
        .map(|path| path.to_string_lossy().into_owned())
        .filter(|name| name != "SUMMARY.md")
        .collect();
    assert_eq!(listed, chapters);
}

#[test]
fn every_link_leads_somewhere() {
    let documents = documents();
    let mut count = 0;
    for (path, document) in &documents {
        for link in links(document) {
            if link.contains("://") {
                continue;
            }
            count += 1;
            let (file, anchor) = link
                .split_once('#')
                .map_or((link, None), |(file, a)| (file, Some(a)));
            let target = match file {
                "" => path.clone(),
                _ => joined(path, file),
            };
            let place = format!("{}: {link}", path.display());
            assert!(Path::new(ROOT).join(&target).exists(), "{place} leads nowhere");
            // The book is built alone.
            assert!(
                !path.starts_with("docs") || target.starts_with("docs/src"),
                "{place} leaves the book"
            );
            if let Some(anchor) = anchor {
                assert!(
                    anchors(&text(&target)).contains(anchor),
                    "{place} has no such heading"
                );
            }
        }
    }
    assert!(count > 50, "{count} links are too few to be all");
}

/// The path that a link in a document leads to, from the root.
fn joined(document: &Path, link: &str) -> PathBuf {
    let mut path = document.parent().unwrap_or(Path::new("")).to_owned();
    for component in Path::new(link).components() {
        match component {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    path
}

/// A block that calls a client is a part of an example or a case.
#[test]
fn code_that_is_shown_is_compiled() {
    let compiled: Vec<String> = COMPILED
        .iter()
        .flat_map(|folder| read(&Path::new(ROOT).join(folder)).expect("a folder"))
        .filter(|(path, _)| path.extension().is_some_and(|end| end == "rs"))
        .filter_map(|(_, bytes)| Some(flush(std::str::from_utf8(&bytes).ok()?)))
        .collect();
    let mut count = 0;
    for (path, document) in guides() {
        for block in blocks(&document) {
            assert!(!block.code.is_empty() || block.info != "rust,no_run");
            if block.info == "rust,no_run" {
                count += 1;
                let code = flush(block.code);
                assert!(
                    compiled.iter().any(|text| text.contains(&code)),
                    "{}: no example and no case has\n{}",
                    path.display(),
                    block.code
                );
            }
        }
    }
    assert!(count > 10, "{count} blocks are too few to be all");
}

/// The text without indentation.
fn flush(text: &str) -> String {
    text.lines().flat_map(|line| [line.trim_start(), "\n"]).collect()
}

/// A block of Rust after one of YAML is what the generator makes of it. When it isn't so, this writes it.
#[test]
fn output_that_is_shown_is_what_the_generator_prints() {
    let mut count = 0;
    for (path, document) in guides() {
        let mut codes = Vec::new();
        let mut schemas: Option<&str> = None;
        for block in blocks(&document) {
            match block.info {
                "yaml" => schemas = Some(block.code),
                "rust" => {
                    let schemas = schemas.take();
                    let schemas =
                        schemas.unwrap_or_else(|| panic!("{}: no YAML before Rust", path.display()));
                    codes.push((block.at, types_of(schemas)));
                }
                _ => {}
            }
        }
        count += codes.len();
        assert_fresh(&path, &document, &replaced(&document, &codes));
    }
    assert!(count > 3, "{count} blocks are too few to be all");
}

/// The types of schemas that requests and responses carry.
fn types_of(schemas: &str) -> String {
    let names = schemas.lines().filter(|line| !line.starts_with(' '));
    let names = names.filter_map(|line| line.strip_suffix(':'));
    let paths: String = names
        .map(|name| {
            let content = format!("content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}");
            format!(
                "  /{name}:\n    put:\n      operationId: put{name}\n      requestBody: {{required: true, {content}}}\n      \
                 responses: {{'200': {{description: It., {content}}}}}\n"
            )
        })
        .collect();
    let indented: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}components:\n  schemas:\n{indented}"
    );
    let input = Input {
        name: "shown.yaml".to_owned(),
        text,
        lock: None,
        options: Options::default(),
    };
    let mut diagnostics = Diagnostics::new();
    let generated = generator::generate(&input, &mut diagnostics);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let generated = generated.unwrap_or_else(|| panic!("{found:#?}"));
    assert!(found.is_empty(), "{found:#?}");
    let types = generated.files.get(Path::new("src/types.rs")).expect("types");
    let items = types.trim_end().split("\n\n");
    let items = items.filter(|item| {
        !["// ", "//! ", "use "]
            .iter()
            .any(|start| item.starts_with(start))
    });
    items.collect::<Vec<_>>().join("\n\n") + "\n"
}

/// A block behind `<!-- file: PATH -->` is that file. When it isn't so, this writes it.
#[test]
fn files_that_are_shown_are_whole() {
    let mut count = 0;
    for (path, document) in guides() {
        let shown = |block: Block<'_>| Some((block.at, text(Path::new(block.file?))));
        let codes: Vec<_> = blocks(&document).into_iter().filter_map(shown).collect();
        count += codes.len();
        assert_fresh(&path, &document, &replaced(&document, &codes));
    }
    assert!(count > 0, "no file is shown");
}

/// A diagnostic in the book is one of a case, found again by its place. When it isn't so, this writes it.
#[test]
fn diagnostics_that_are_shown_are_printed() {
    let cases = read(&Path::new(ROOT).join("tests/cases/diagnostics")).expect("a folder");
    let printed: Vec<String> = cases
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|end| end == "snap"))
        .flat_map(|(_, bytes)| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let all: Vec<String> = text.split("\n\n").map(|part| format!("{part}\n")).collect();
            all
        })
        .collect();
    let place = |text: &str| {
        text.lines()
            .find_map(|line| Some(line.trim_start().strip_prefix("--> ")?.to_owned()))
    };
    let mut count = 0;
    for (path, document) in guides() {
        let text_blocks = blocks(&document).into_iter().filter(|block| block.info == "text");
        let codes: Vec<_> = text_blocks
            .map(|block| {
                let fresh = printed.iter().find(|text| place(text) == place(block.code));
                (block.at, fresh.expect("a diagnostic at that place").clone())
            })
            .collect();
        count += codes.len();
        assert_fresh(&path, &document, &replaced(&document, &codes));
    }
    assert!(count > 0, "no diagnostic is shown");
}

/// Every block of TOML is a `generator.toml` that generates.
#[test]
fn configurations_that_are_shown_work() {
    let mut count = 0;
    for (path, document) in guides() {
        for block in blocks(&document).into_iter().filter(|block| block.info == "toml") {
            count += 1;
            let workspace = workspace();
            fs::write(workspace.path().join("spec/generator.toml"), block.code).expect("written");
            let run = generator(workspace.path(), &[]);
            assert_eq!(
                run.code,
                Some(0),
                "{}: {}\n{}",
                path.display(),
                block.code,
                run.stderr
            );
        }
    }
    assert!(count > 5, "{count} blocks are too few to be all");
}

/// A workspace with the description under each name that the documents use.
fn workspace() -> TempDir {
    let workspace = TempDir::new().expect("a folder");
    let spec = workspace.path().join("spec");
    fs::create_dir(&spec).expect("a folder");
    for name in ["acme.yaml", "orders.yaml", "stock.yaml", "../openapi.yaml"] {
        fs::write(spec.join(name), DESCRIPTION).expect("written");
    }
    workspace
}

/// The commands for the reader's own description generate.
#[test]
fn commands_that_are_shown_work() {
    let mut count = 0;
    for (path, document) in guides() {
        let shells = blocks(&document).into_iter().filter(|block| block.info == "sh");
        let lines = shells.flat_map(|block| block.code.lines());
        for line in lines.filter_map(|line| line.strip_prefix("generator ")) {
            count += 1;
            let arguments: Vec<&str> = line.split_whitespace().collect();
            let run = generator(workspace().path(), &arguments);
            assert_eq!(run.code, Some(0), "{}: {line}\n{}", path.display(), run.stderr);
        }
    }
    assert!(count > 0, "no command is shown");
}

/// The program has every option that is named between back quotes, and the book names every option of the program.
#[test]
fn options_are_those_of_the_program() {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        words
            .filter(|word| {
                word.strip_prefix("--")
                    .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
            })
            .map(str::to_owned)
            .collect()
    };
    let workspace = workspace();
    let mut known = BTreeSet::new();
    for arguments in [&["--help"][..], &["coverage", "--help"]] {
        known.extend(words(&generator(workspace.path(), arguments).stdout));
    }
    let commands = words(&text(Path::new("docs/src/commands.md")));
    known.retain(|option| !["--help", "--version"].contains(&option.as_str()));
    assert_eq!(commands, known);
}

/// The book says of each keyword what the table of keywords says. When it doesn't, this writes it.
#[test]
fn the_book_has_the_table_of_keywords() {
    let path = Path::new("docs/src/keywords.md");
    let document = text(path);
    let (before, rest) = document.split_once(TABLE_BEGINS).expect("where the table begins");
    let (_, after) = rest.split_once(TABLE_ENDS).expect("where the table ends");
    let table = support::table();
    let fresh = format!("{before}{TABLE_BEGINS}\n\n{table}\n{TABLE_ENDS}{after}");
    assert_fresh(path, &document, &fresh);
}

/// The names in the first cells of a table that are links.
fn rows(document: &str) -> BTreeSet<String> {
    let cells = document.lines().filter_map(|line| line.strip_prefix("| ["));
    cells
        .filter_map(|cell| Some(cell.split_once(']')?.0.to_owned()))
        .collect()
}

/// The names of the targets of the package `tests` of a kind.
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
    let names: BTreeSet<String> = files
        .keys()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    assert_eq!(targets("example"), names);
    assert_eq!(rows(&text(Path::new("examples/README.md"))), names);
}

#[test]
fn every_suite_is_listed() {
    assert_eq!(rows(&text(Path::new("tests/README.md"))), targets("test"));
}
