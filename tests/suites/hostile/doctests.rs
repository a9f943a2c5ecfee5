//! The doctests that rustdoc finds in a generated crate: only the generator's own examples, and no text of the description,
//! whichever Markdown form of code it uses.

use generator::Files;
use serde_json::Value;
use tests::corpus::Workspace;

use super::injection::{HARMLESS, PARTICULAR, filled};

const FORMS: &str = include_str!("../../cases/docs/forms.json");

/// The schemas of the template that have the same name in every copy.
const FIXED: [&str; 3] = ["First", "Second", "Other"];

#[test]
fn rustdoc_lists_no_doctest_of_a_text() {
    let forms: Vec<String> = serde_json::from_str(FORMS).expect("forms");
    assert!(forms.len() >= 40, "{}", forms.len());
    let plain = vec!["x".to_owned(); forms.len()];
    let workspace = Workspace::open("hostile").expect("a workspace");
    let packages = [("doctests-forms", &forms), ("doctests-plain", &plain)];
    for (name, texts) in packages {
        workspace.write(name, &package(name, texts)).expect("written");
    }
    workspace
        .set_members(packages.map(|(name, _)| name))
        .expect("a manifest");
    let [with_forms, with_plain] = packages.map(|(name, _)| doctests(&workspace, name));
    assert!(with_plain.len() >= forms.len(), "an example of each operation");
    assert_eq!(with_forms.len(), with_plain.len(), "{with_forms:#?}");
}

/// The output of `cargo test --doc -- --list`.
fn doctests(workspace: &Workspace, name: &str) -> Vec<String> {
    let arguments = ["test", "--doc", "--package", name, "--no-default-features"];
    let mut cargo = workspace.cargo(&arguments);
    let output = cargo.args(["--", "--list"]).output().expect("cargo starts");
    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {printed}");
    let listed = String::from_utf8_lossy(&output.stdout);
    let tests = listed.lines().filter(|line| line.ends_with(": test"));
    tests.map(str::to_owned).collect()
}

fn package(name: &str, texts: &[String]) -> Files {
    let description = description(texts).to_string();
    let (generated, found) = super::generate("injection.json", &description);
    let mut files = generated.unwrap_or_else(|| panic!("{found:#?}")).files;
    let manifest = files.entry("Cargo.toml".into()).or_default();
    *manifest = manifest.replacen("\"hostile\"", &format!("{name:?}"), 1);
    files
}

/// One description with a copy of the template for each text.
fn description(texts: &[String]) -> Value {
    let mut copies = texts.iter().enumerate().map(|(index, text)| copy(index, text));
    let mut all = copies.next().expect("a text");
    for copy in copies {
        add(&mut all, copy);
    }
    all["info"]["description"] = texts.join("\n\n").into();
    all
}

/// The template with a text at the start of every place, followed by a suffix that distinguishes places and copies.
fn copy(index: usize, text: &str) -> Value {
    let filled = filled(|place| {
        // A response header with an invalid name is left out together with its description.
        if PARTICULAR.contains(&place) || place == "answerfield" {
            return format!("{place}{HARMLESS}{index}");
        }
        format!("{text}\n{place}{index}")
    });
    let renamed = FIXED.iter().fold(filled, |filled, name| {
        let key = format!("\"{name}\": ");
        let reference = format!("schemas/{name}\"");
        filled
            .replace(&key, &format!("\"{name}{index}\": "))
            .replace(&reference, &format!("schemas/{name}{index}\""))
    });
    serde_json::from_str(&renamed).expect("JSON")
}

/// Adds the entries of maps and lists. An existing entry is kept.
fn add(all: &mut Value, more: Value) {
    match (all, more) {
        (Value::Object(all), Value::Object(more)) => {
            for (key, value) in more {
                add(all.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(all), Value::Array(more)) => all.extend(more),
        (all @ Value::Null, more) => *all = more,
        _ => {}
    }
}
