//! README, the book under `docs/` and the other documents are correct: their code is compiled or generated, their configurations
//! and commands run, their links have targets, and their lists are complete.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

mod code;
mod lists;
mod names;
mod reviews;
mod runs;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use tests::book::{anchors, links};
use tests::folder::read;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The folders with documents for readers.
const FOLDERS: [&str; 4] = [".github", "docs/src", "examples", "tests/external"];
const FILES: [&str; 6] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "tests/README.md",
];

/// All documents for readers, by their paths from the root.
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

/// Writes the document if it differs. Returns its path in that case.
fn written(path: &Path, old: &str, fresh: &str) -> Option<String> {
    (fresh != old).then(|| {
        fs::write(Path::new(ROOT).join(path), fresh).expect("written");
        path.display().to_string()
    })
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
        .filter(|name| name != "SUMMARY.md" && name.ends_with(".md"))
        .collect();
    assert_eq!(listed, chapters);
}

#[test]
fn every_link_has_a_target() {
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
            assert!(
                Path::new(ROOT).join(&target).exists(),
                "{place}: the target doesn't exist"
            );
            // The book is built separately from the other documents.
            assert!(
                !path.starts_with("docs") || target.starts_with("docs/src"),
                "{place}: the target is not in the book"
            );
            if let Some(anchor) = anchor {
                assert!(
                    anchors(&text(&target)).contains(anchor),
                    "{place}: the target has no such heading"
                );
            }
        }
    }
    assert!(count > 50, "only {count} links were found");
}

/// The target of a link in a document, as a path from the root.
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
