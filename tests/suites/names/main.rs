//! The output compiles without a warning whatever the names in a description are. Each name that generated code uses itself, in
//! several spellings, and words of other scripts are in every place that becomes a Rust name.
//!
//! A run uses the plain spelling, `NAMES=all` all spellings.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

mod description;
mod spellings;

use std::collections::BTreeSet;

use description::description;
use generator::diagnostics::{Severity, Style, render};
use generator::{Features, Files, Input, Options};
use spellings::{MARKS, SCRIPTS, Spelling};
use tests::corpus::{Verdict, Workspace};

#[test]
fn every_name_compiles_in_every_place() {
    let workspace = Workspace::open("names").expect("a workspace");
    let spellings: Vec<_> = match std::env::var("NAMES").is_ok_and(|names| names == "all") {
        true => Spelling::ALL.to_vec(),
        false => vec![Spelling::Plain],
    };
    let mut members = Vec::new();
    for (index, spelling) in spellings.into_iter().enumerate() {
        let features = match index % 2 {
            0 => Features::Tags,
            _ => Features::None,
        };
        let member = format!("names-{}", format!("{spelling:?}").to_lowercase());
        let files = generated(&member, spelling, features);
        workspace.write(&member, &files).expect("written");
        members.push(member);
    }
    workspace
        .set_members(members.iter().map(String::as_str))
        .expect("a manifest");
    let output = workspace
        .cargo(&["check", "--workspace", "--all-features", "--keep-going"])
        .output()
        .expect("cargo starts");
    let verdict = Verdict::of(&output);
    assert!(verdict == Verdict::Clean, "{}", verdict.printed());
}

/// The package of a description with all names in one spelling.
fn generated(package: &str, spelling: Spelling, features: Features) -> Files {
    let in_use = generator::internals::names_in_use();
    let names = in_use.into_iter().chain(SCRIPTS);
    let names: BTreeSet<String> = names.map(|name| spelling.of(name)).collect();
    let marks = MARKS.map(str::to_owned);
    let names: BTreeSet<String> = names.into_iter().chain(marks).collect();
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let input = Input {
        name: format!("{package}.json"),
        text: description(&names),
        lock: None,
        options: Options {
            package: package.to_owned(),
            features,
            ..Options::default()
        },
    };
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let errors: Vec<_> = found
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect();
    assert!(
        errors.is_empty(),
        "{}",
        render(&errors, &[(input.name, input.text)].into(), Style::Plain)
    );
    generated.expect("a package").files
}
