//! What generated types and calls do: a crate is generated from `cases/ordinary`, and the hand-written program there is
//! built on it and run.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use generator::diagnostics::Diagnostics;
use generator::{Files, Input, Options};
use tests::corpus::Workspace;

const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/ordinary");

#[test]
fn ordinary_cases() {
    let workspace = Workspace::open("ordinary").expect("a workspace");
    workspace.write("ordinary", &client()).expect("written");
    let judge: BTreeMap<PathBuf, String> = ["Cargo.toml", "main.rs"]
        .map(|path| (path.into(), text(path)))
        .into();
    workspace.write("judge", &judge).expect("written");
    workspace.set_members(["ordinary", "judge"]).expect("a manifest");
    let output = workspace
        .cargo(&["test", "--package", "ordinary-judge", "--quiet"])
        .output()
        .expect("cargo starts");
    let printed = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (printed(&output.stdout), printed(&output.stderr));
    assert!(output.status.success(), "{stderr}\n{stdout}");
    assert!(!stderr.contains("warning"), "{stderr}");
}

fn client() -> Files {
    let mut diagnostics = Diagnostics::new();
    let input = Input {
        name: "ordinary.yaml".into(),
        text: text("ordinary.yaml"),
        lock: None,
        options: Options {
            package: "ordinary".into(),
            ..Options::default()
        },
    };
    let generated = generator::generate(&input, &mut diagnostics);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    assert!(found.is_empty(), "{found:#?}");
    generated.expect("a package").files
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(CASE).join(path)).expect("a text")
}
