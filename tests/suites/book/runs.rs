//! Runs the configurations and commands in the documents.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use tests::book::blocks;
use tests::command::generator;

use crate::{guides, text};

const DESCRIPTION: &str = include_str!("../../cases/book/acme.yaml");

/// Every TOML block is a valid `generator.toml`.
#[test]
fn shown_configurations_work() {
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
    assert!(count > 5, "only {count} blocks were found");
}

/// The clients that the documents select by name.
const CONFIG: &str = r#"
[[client]]
spec = "orders.yaml"
package = "acme-orders"
out = "clients/acme-orders"

[[client]]
spec = "stock.yaml"
package = "acme-stock"
out = "clients/acme-stock"
"#;

/// A workspace with clients, and with the description at each path that the documents use.
fn workspace() -> TempDir {
    let workspace = TempDir::new().expect("a folder");
    let spec = workspace.path().join("spec");
    fs::create_dir(&spec).expect("a folder");
    for name in ["acme.yaml", "orders.yaml", "stock.yaml", "../openapi.yaml"] {
        fs::write(spec.join(name), DESCRIPTION).expect("written");
    }
    fs::write(spec.join("generator.toml"), CONFIG).expect("written");
    // A package, for modules.
    fs::create_dir(workspace.path().join("src")).expect("a folder");
    fs::write(workspace.path().join("src/lib.rs"), "").expect("written");
    fs::write(workspace.path().join("Cargo.toml"), "[package]\nname = \"app\"\n").expect("written");
    workspace
}

/// The commands for a user's own description work.
#[test]
fn shown_commands_work() {
    let mut count = 0;
    for (path, document) in guides() {
        let shells = blocks(&document).into_iter().filter(|block| block.info == "sh");
        let lines = shells.flat_map(|block| block.code.lines());
        for line in lines.filter_map(|line| line.strip_prefix("generator ")) {
            count += 1;
            let arguments: Vec<&str> = line.split_whitespace().collect();
            let workspace = workspace();
            if arguments.first() == Some(&"init") {
                fs::remove_file(workspace.path().join("spec/generator.toml")).expect("removed");
            }
            let run = generator(workspace.path(), &arguments);
            assert_eq!(run.code, Some(0), "{}: {line}\n{}", path.display(), run.stderr);
        }
    }
    assert!(count > 0, "no command is shown");
}

/// Every option in inline code exists, and the book names every option of the program.
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
    for arguments in [
        &["--help"][..],
        &["coverage", "--help"],
        &["dump", "--help"],
        &["diff", "--help"],
        &["generate", "--help"],
        &["init", "--help"],
    ] {
        known.extend(words(&generator(workspace.path(), arguments).stdout));
    }
    let commands = words(&text(Path::new("docs/src/commands.md")));
    known.retain(|option| !["--help", "--version"].contains(&option.as_str()));
    assert_eq!(commands, known);
}
