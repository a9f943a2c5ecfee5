//! Versions of OpenAPI: the same API in each version gives the same crate, and the documents of the specification's own suite
//! pass or fail as their names state.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

use std::fs;
use std::path::Path;

use generator::diagnostics::{Code, Diagnostic, Severity, Style, render};
use generator::{Generated, Input, Options};
use tests::skip;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/dialects");

fn generate(name: &str, text: &str) -> (Option<Generated>, Vec<Diagnostic>) {
    let input = Input {
        name: name.to_owned(),
        text: text.to_owned(),
        lock: None,
        options: Options {
            package: "pets".to_owned(),
            ..Options::default()
        },
    };
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    (generated, found)
}

/// The crate of a case, which must have no diagnostics. The description has the name `pets.yaml` in each case.
fn case(name: &str) -> Generated {
    let text = fs::read_to_string(Path::new(CASES).join(name)).expect("a case");
    let (generated, found) = generate("pets.yaml", &text);
    let is_loud = |found: &Diagnostic| found.severity != Severity::Note;
    let loud: Vec<_> = found.into_iter().filter(is_loud).collect();
    let printed = render(&loud, &[("pets.yaml".to_owned(), text)].into(), Style::Plain);
    assert!(loud.is_empty(), "{printed}");
    generated.expect("a crate")
}

#[track_caller]
fn assert_same(name: &str) {
    let (expected, found) = (case("pets30.yaml"), case(name));
    assert!(expected.files.keys().eq(found.files.keys()));
    for (path, text) in &expected.files {
        assert_eq!(found.files.get(path), Some(text), "{}", path.display());
    }
    assert_eq!(found.lock, expected.lock);
}

#[test]
fn an_api_in_2_0_is_the_crate_of_3_0() {
    assert_same("pets20.yaml");
}

#[test]
fn an_api_in_3_1_is_the_crate_of_3_0() {
    assert_same("pets31.yaml");
}

/// Documents that are refused although the suite's schema accepts them, each with all codes of its errors.
const REFUSED: &[(&str, &[Code])] = &[
    // A reference to example.com, which is not fetched.
    ("security-scheme-object-examples.yaml", &[Code::ExternalReference]),
];

/// Among the documents that fail, only the diagnostic of `link-object-no-body.yaml` has another place than the fault: `links`,
/// since nothing below them is read.
#[test]
fn documents_pass_or_fail_as_their_names_state() {
    let Some(folder) = skip::shared("conformance/openapi-3.1-documents").expect("the documents") else {
        return;
    };
    let mut wrong = Vec::new();
    for (name, text) in documents(&folder.join("pass")) {
        let (generated, found) = generate(&name, &text);
        let errors = found.iter().filter(|found| found.severity == Severity::Error);
        let mut codes: Vec<Code> = errors.map(|found| found.code).collect();
        codes.dedup();
        let refused = REFUSED
            .iter()
            .find(|(file, _)| *file == name)
            .map(|(_, codes)| *codes);
        // An error fails the run, but there may be output if it is allowed.
        let as_expected = match refused {
            None => codes.is_empty() && generated.is_some(),
            Some(refused) => codes == refused,
        };
        if !as_expected {
            let printed = render(&found, &[(name.clone(), text)].into(), Style::Plain);
            wrong.push(format!("{name} is not as expected:\n{printed}"));
        }
    }
    for (name, text) in documents(&folder.join("fail")) {
        let (_, found) = generate(&name, &text);
        if found
            .iter()
            .all(|found| found.at.fragment().is_empty() && is_harmless(found))
        {
            wrong.push(format!("{name} is found right"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a diagnostic is a warning about a missing part that is read as empty.
fn is_harmless(found: &Diagnostic) -> bool {
    found.severity != Severity::Error && found.code != Code::MissingField
}

/// The documents of a folder, by name.
fn documents(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut documents: Vec<_> = entries
        .map(|entry| entry.expect("a file"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read_to_string(entry.path()).expect("a text"))
        })
        .collect();
    documents.sort();
    documents
}
