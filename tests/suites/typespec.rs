//! The descriptions that Microsoft's cross-language suite is emitted to: each generates without an error and checks without
//! a warning. Every run generates them all and checks a few; `CORPUS=all` checks them all.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use generator::diagnostics::{Diagnostics, Severity, Style, render, summary};
use generator::{Files, Input, Options};
use tests::corpus::{Verdict, Workspace};

const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../shared/conformance/typespec-openapi-3.0"
);

/// Those that show something that no other one does.
const QUICK: [&str; 10] = [
    "ts-authentication-http-custom",
    "ts-authentication-union",
    "ts-encode-bytes",
    "ts-parameters-collection-format",
    "ts-payload-multipart",
    "ts-payload-xml",
    "ts-special-words",
    "ts-streaming-sse",
    "ts-type-property-additional-properties",
    "ts-type-union",
];

#[test]
fn descriptions_generate_and_check_without_a_warning() {
    if !Path::new(FOLDER).is_dir() {
        // Past the test harness, which swallows what a passing test prints with `println!`.
        writeln!(io::stderr(), "\nSKIPPED: {FOLDER} is not there").expect("printed");
        return;
    }
    let mut texts = BTreeMap::new();
    collect(Path::new(FOLDER), "ts", &mut texts);
    assert_eq!(texts.len(), 74);
    let all = std::env::var("CORPUS").is_ok_and(|chosen| chosen == "all");
    let workspace = Workspace::open("typespec").expect("a workspace");
    let mut members = Vec::new();
    for (name, text) in &texts {
        let files = generated(name, text);
        if all || QUICK.contains(&name.as_str()) {
            workspace.write(name, &files).expect("written");
            members.push(name.as_str());
        }
    }
    assert_eq!(members.len(), if all { texts.len() } else { QUICK.len() });
    workspace
        .set_members(members.iter().copied())
        .expect("a manifest");
    let check = ["check", "--workspace", "--no-default-features", "--keep-going"];
    let verdict = Verdict::of(&workspace.cargo(&check).output().expect("cargo starts"));
    assert_eq!(verdict, Verdict::Clean, "{}", verdict.printed());
}

/// Every description below the folder, by the name of its package: the folders it is in, and its version where it has one.
fn collect(folder: &Path, name: &str, texts: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let file = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, &format!("{name}-{file}"), texts);
        } else if let Some(version) = file
            .strip_prefix("openapi.")
            .and_then(|rest| rest.strip_suffix("json"))
        {
            let package = format!("{name}-{}", version.replace('.', "-"));
            let package = package.trim_end_matches('-').to_lowercase();
            texts.insert(package, fs::read_to_string(&path).expect("a text"));
        }
    }
}

fn generated(name: &str, text: &str) -> Files {
    let file = format!("{name}.json");
    let input = Input {
        name: file.clone(),
        text: text.to_owned(),
        lock: None,
        options: Options {
            package: name.to_owned(),
            ..Options::default()
        },
    };
    let mut diagnostics = Diagnostics::new();
    let generated = generator::generate(&input, &mut diagnostics);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let errors: Vec<_> = found
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    let printed = render(&errors, &[(file, text.to_owned())].into(), Style::Plain);
    generated
        .unwrap_or_else(|| panic!("{name}: {}\n{printed}", summary(&errors)))
        .files
}
