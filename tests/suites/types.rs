//! What generated types and calls do: a crate is generated from the description of a case, and the hand-written program
//! beside it is built on it and run.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use generator::diagnostics::Diagnostics;
use generator::{Files, Input, Options};
use tests::corpus::Workspace;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");

#[test]
fn ordinary_cases() {
    judge("ordinary");
}

#[test]
fn shapes_of_every_kind() {
    judge("shapes");
}

fn judge(case: &str) {
    let workspace = Workspace::open(case).expect("a workspace");
    workspace.write(case, &client(case)).expect("written");
    let judge: BTreeMap<PathBuf, String> = ["Cargo.toml", "main.rs"]
        .map(|path| (path.into(), text(case, path)))
        .into();
    workspace.write("judge", &judge).expect("written");
    workspace.set_members([case, "judge"]).expect("a manifest");
    let output = workspace
        .cargo(&["test", "--package", &format!("{case}-judge"), "--quiet"])
        .output()
        .expect("cargo starts");
    let printed = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (printed(&output.stdout), printed(&output.stderr));
    assert!(output.status.success(), "{stderr}\n{stdout}");
    assert!(!stderr.contains("warning"), "{stderr}");
}

fn client(case: &str) -> Files {
    let mut diagnostics = Diagnostics::new();
    let input = Input {
        name: format!("{case}.yaml"),
        text: text(case, &format!("{case}.yaml")),
        lock: None,
        options: Options {
            package: case.into(),
            ..Options::default()
        },
    };
    let generated = generator::generate(&input, &mut diagnostics);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    assert!(found.is_empty(), "{found:#?}");
    generated.expect("a package").files
}

fn text(case: &str, path: &str) -> String {
    fs::read_to_string(Path::new(CASES).join(case).join(path)).expect("a text")
}
