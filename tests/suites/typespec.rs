//! The descriptions of Microsoft's cross-language suite: each generates without an error and compiles without a warning. Every
//! run generates all of them and compiles a few. `CORPUS=all` compiles all of them.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use generator::diagnostics::{Severity, Style, render, summary};
use generator::{Files, Input, Options};
use tests::conformance::{self, Version};
use tests::corpus::{Verdict, Workspace, shared_runtime};

/// The descriptions that cover more than the others.
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
    let Some(descriptions) = conformance::descriptions(Version::V3_0).expect("readable") else {
        return;
    };
    assert_eq!(descriptions.len(), 74);
    let all = std::env::var("CORPUS").is_ok_and(|chosen| chosen == "all");
    let workspace = Workspace::open("typespec").expect("a workspace");
    let mut members = Vec::new();
    for (name, description) in &descriptions {
        let files = generated(name, &description.text);
        if all || QUICK.contains(&name.as_str()) {
            workspace.write(name, &files).expect("written");
            members.push(name.as_str());
        }
    }
    assert_eq!(members.len(), if all { descriptions.len() } else { QUICK.len() });
    workspace
        .set_members(members.iter().copied())
        .expect("a manifest");
    let check = ["check", "--workspace", "--no-default-features", "--keep-going"];
    let verdict = Verdict::of(&workspace.cargo(&check).output().expect("cargo starts"));
    assert_eq!(verdict, Verdict::Clean, "{}", verdict.printed());
}

fn generated(name: &str, text: &str) -> Files {
    let file = format!("{name}.json");
    let input = Input {
        name: file.clone(),
        text: text.to_owned(),
        lock: None,
        options: Options {
            package: name.to_owned(),
            runtime: shared_runtime("typespec"),
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
    let printed = render(&errors, &[(file, text.to_owned())].into(), Style::Plain);
    generated
        .unwrap_or_else(|| panic!("{name}: {}\n{printed}", summary(&errors)))
        .files
}
