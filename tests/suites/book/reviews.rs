//! The chapter about reviews: what its commands print is printed here, in a repository with the sample and beside a pair of real
//! versions.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use tests::book::{blocks, replaced};
use tests::command::generator;
use tests::skip;

use crate::{ROOT, text, written};

/// The chapter.
const CHAPTER: &str = "docs/src/reviewing.md";

/// Two consecutive versions of a description of Adyen, under the names that the chapter gives them.
const REAL: (&str, [&str; 2]) = ("review/real/adyen-legal-3-4", ["legal-v3.yaml", "legal-v4.yaml"]);

/// A line that stands for the rest of what is printed.
const REST: &str = "…";

/// When the chapter shows anything else, this writes it. A block with `…` at its end keeps its number of lines.
#[test]
fn reports_that_are_shown_are_what_is_printed() {
    let workspace = workspace();
    let real = skip::shared(REAL.0).expect("the shared folder");
    if let Some(folder) = &real {
        for (from, to) in ["old.yaml", "new.yaml"].iter().zip(REAL.1) {
            fs::copy(folder.join(from), workspace.path().join(to)).expect("copied");
        }
    }
    let document = text(Path::new(CHAPTER));
    let mut codes = Vec::new();
    let mut count = 0;
    for block in blocks(&document)
        .into_iter()
        .filter(|block| block.info == "console")
    {
        let (command, shown) = block.code.split_once('\n').expect("a command");
        let is_real = REAL.1.iter().any(|name| command.contains(name));
        if shown.is_empty() || shown.starts_with('$') || (is_real && real.is_none()) {
            continue;
        }
        count += 1;
        let line = command
            .strip_prefix("$ generator ")
            .expect("a command of the generator");
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let run = generator(workspace.path(), &arguments);
        assert!(run.code.is_some_and(|code| code < 2), "{command}: {run:?}");
        let fresh = match shown.trim_end().ends_with(REST) {
            true => {
                let lines = shown.trim_end().lines().count().saturating_sub(1);
                let first = run.stdout.lines().take(lines).map(|line| format!("{line}\n"));
                format!("{}{REST}\n", first.collect::<String>())
            }
            false => run.stdout,
        };
        codes.push((block.at, format!("{command}\n{fresh}")));
    }
    assert!(count > 3, "{count} reports are too few");
    let stale = written(Path::new(CHAPTER), &document, &replaced(&document, &codes));
    assert_eq!(stale, None, "it was stale, and has been written now");
}

/// A repository whose branch `main` has the old side of the sample, and whose working tree has the new one.
fn workspace() -> TempDir {
    let workspace = TempDir::new().expect("a folder");
    let folder = workspace.path();
    let git = |arguments: &[&str]| {
        let status = Command::new("git")
            .args(["-c", "user.name=T", "-c", "user.email=t@example.com"])
            .args(arguments)
            .current_dir(folder)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .status();
        assert!(status.expect("git starts").success(), "{arguments:?}");
    };
    let sample = |name: &str| {
        let path = Path::new(ROOT).join("tests/cases/review/sample").join(name);
        fs::copy(path, folder.join("spec/parcels.yaml")).expect("copied");
    };
    fs::create_dir(folder.join("spec")).expect("a folder");
    let config = "[[client]]\nspec = \"parcels.yaml\"\npackage = \"parcels\"\nout = \"clients/parcels\"\n";
    fs::write(folder.join("spec/generator.toml"), config).expect("written");
    sample("old.yaml");
    git(&["init", "--quiet", "--initial-branch=main"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "The first version"]);
    sample("new.yaml");
    workspace
}
