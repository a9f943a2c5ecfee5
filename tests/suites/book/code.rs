//! Code blocks: code that calls a client is compiled, and shown output is generated again.

use std::collections::BTreeMap;
use std::path::Path;

use generator::{Input, Options};
use tests::book::{blocks, replaced};
use tests::folder::read;

use crate::{ROOT, guides, text, written};

/// The folders with code that the test run compiles.
const COMPILED: [&str; 7] = [
    "examples",
    "tests/cases/adopt",
    "tests/cases/build-script",
    "tests/cases/ordinary",
    "tests/cases/tour",
    "tests/cases/types-only",
    "tests/cases/xml",
];

/// A block that calls a client is a part of an example or a case.
#[test]
fn shown_code_is_compiled() {
    let compiled: Vec<String> = COMPILED
        .iter()
        .flat_map(|folder| read(&Path::new(ROOT).join(folder)).expect("a folder"))
        .filter(|(path, _)| path.extension().is_some_and(|end| end == "rs"))
        .filter_map(|(_, bytes)| Some(flush(std::str::from_utf8(&bytes).ok()?)))
        .collect();
    let mut count = 0;
    for (path, document) in guides() {
        for block in blocks(&document) {
            assert!(!block.code.is_empty() || block.info != "rust,no_run");
            if block.info == "rust,no_run" {
                count += 1;
                let code = flush(block.code);
                assert!(
                    compiled.iter().any(|text| text.contains(&code)),
                    "{}: no example and no case contains\n{}",
                    path.display(),
                    block.code
                );
            }
        }
    }
    assert!(count > 10, "only {count} blocks were found");
}

/// The text without indentation.
fn flush(text: &str) -> String {
    text.lines().flat_map(|line| [line.trim_start(), "\n"]).collect()
}

/// A Rust block after a YAML block must be its output. A block after `<!-- file: PATH -->` must be that file. A text block must
/// be the diagnostic of a case with the same place. If a block differs, this test writes it.
#[test]
fn shown_output_is_current() {
    let printed = printed();
    let mut stale = Vec::new();
    let mut counts = BTreeMap::new();
    for (path, document) in guides() {
        let mut codes = Vec::new();
        let mut part: Option<&str> = None;
        for block in blocks(&document) {
            let (kind, code) = match (block.info, block.file) {
                (_, Some(file)) => ("file", text(Path::new(file))),
                ("yaml", None) => {
                    part = Some(block.code);
                    continue;
                }
                ("rust", None) => match part.take() {
                    Some(part) => ("output", output_of(part)),
                    None => panic!("{}: Rust without YAML\n{}", path.display(), block.code),
                },
                ("text", None) => {
                    let found = printed.iter().find(|text| place(text) == place(block.code));
                    ("diagnostic", found.expect("a diagnostic at that place").clone())
                }
                _ => continue,
            };
            *counts.entry(kind).or_insert(0) += 1;
            codes.push((block.at, code));
        }
        stale.extend(written(&path, &document, &replaced(&document, &codes)));
    }
    assert_eq!(
        stale, [""; 0],
        "these documents were stale and have been rewritten"
    );
    assert_eq!(
        counts.into_keys().collect::<Vec<_>>(),
        ["diagnostic", "file", "output"]
    );
}

/// All diagnostics of the cases.
fn printed() -> Vec<String> {
    let cases = read(&Path::new(ROOT).join("tests/cases/diagnostics")).expect("a folder");
    let snapshots = cases
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|end| end == "snap"));
    let texts = snapshots.map(|(_, bytes)| String::from_utf8(bytes).expect("UTF-8"));
    let parts = |text: String| {
        let parts = text.split("\n\n").map(|part| format!("{part}\n"));
        parts.collect::<Vec<_>>()
    };
    texts.flat_map(parts).collect()
}

/// `unknown-key.yaml:14:7`
fn place(diagnostic: &str) -> Option<&str> {
    let mut lines = diagnostic.lines();
    lines.find_map(|line| line.trim_start().strip_prefix("--> "))
}

/// The output of the generator for a part of a description: paths, or schemas.
fn output_of(part: &str) -> String {
    let head = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n";
    match part.starts_with('/') {
        true => items_of(format!("{head}{}", indented(part, "  ")), "src/operations.rs"),
        false => {
            let schemas = indented(part, "    ");
            let text = format!("{head}{}components:\n  schemas:\n{schemas}", users_of(part));
            items_of(text, "src/types.rs")
        }
    }
}

fn indented(text: &str, by: &str) -> String {
    text.lines().map(|line| format!("{by}{line}\n")).collect()
}

/// Paths whose requests and responses contain each of the schemas.
fn users_of(schemas: &str) -> String {
    let names = schemas.lines().filter(|line| !line.starts_with(' '));
    let names = names.filter_map(|line| line.strip_suffix(':'));
    let user = |name: &str| {
        let content =
            format!("content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}");
        format!(
            "  /{name}:\n    put:\n      operationId: put{name}\n      requestBody: {{required: true, {content}}}\n      \
             responses: {{'200': {{description: It., {content}}}}}\n"
        )
    };
    names.map(user).collect()
}

/// The items in a generated file, without its head and its imports.
fn items_of(text: String, file: &str) -> String {
    let input = Input {
        name: "shown.yaml".to_owned(),
        text,
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
    let generated = generated.unwrap_or_else(|| panic!("{found:#?}"));
    assert!(found.is_empty(), "{found:#?}");
    let printed = generated.files.get(Path::new(file)).expect("a file");
    let is_item = |part: &&str| {
        !["// ", "//! ", "use "]
            .iter()
            .any(|start| part.starts_with(start))
    };
    let items = printed.trim_end().split("\n\n").filter(is_item);
    items.collect::<Vec<_>>().join("\n\n") + "\n"
}
