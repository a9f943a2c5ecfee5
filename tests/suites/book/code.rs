//! Blocks of code: what calls a client is compiled, and what is output is printed again.

use std::path::Path;

use generator::diagnostics::Diagnostics;
use generator::{Input, Options};
use tests::book::{Block, blocks, replaced};
use tests::folder::read;

use crate::{ROOT, assert_fresh, guides, text};

/// Where code is that the test run compiles.
const COMPILED: [&str; 6] = [
    "examples",
    "tests/cases/build-script",
    "tests/cases/ordinary",
    "tests/cases/tour",
    "tests/cases/types-only",
    "tests/cases/xml",
];

/// A block that calls a client is a part of an example or a case.
#[test]
fn code_that_is_shown_is_compiled() {
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
                    "{}: no example and no case has\n{}",
                    path.display(),
                    block.code
                );
            }
        }
    }
    assert!(count > 10, "{count} blocks are too few to be all");
}

/// The text without indentation.
fn flush(text: &str) -> String {
    text.lines().flat_map(|line| [line.trim_start(), "\n"]).collect()
}

/// A block of Rust after one of YAML is what the generator makes of it. When it isn't so, this writes it.
#[test]
fn output_that_is_shown_is_what_the_generator_prints() {
    let mut count = 0;
    for (path, document) in guides() {
        let mut codes = Vec::new();
        let mut schemas: Option<&str> = None;
        for block in blocks(&document) {
            match block.info {
                "yaml" => schemas = Some(block.code),
                "rust" => {
                    let schemas = schemas.take();
                    let schemas =
                        schemas.unwrap_or_else(|| panic!("{}: no YAML before Rust", path.display()));
                    codes.push((block.at, types_of(schemas)));
                }
                _ => {}
            }
        }
        count += codes.len();
        assert_fresh(&path, &document, &replaced(&document, &codes));
    }
    assert!(count > 3, "{count} blocks are too few to be all");
}

/// The types of schemas that requests and responses carry.
fn types_of(schemas: &str) -> String {
    let names = schemas.lines().filter(|line| !line.starts_with(' '));
    let names = names.filter_map(|line| line.strip_suffix(':'));
    let paths: String = names
        .map(|name| {
            let content = format!("content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}");
            format!(
                "  /{name}:\n    put:\n      operationId: put{name}\n      requestBody: {{required: true, {content}}}\n      \
                 responses: {{'200': {{description: It., {content}}}}}\n"
            )
        })
        .collect();
    let indented: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}components:\n  schemas:\n{indented}"
    );
    let input = Input {
        name: "shown.yaml".to_owned(),
        text,
        lock: None,
        options: Options::default(),
    };
    let mut diagnostics = Diagnostics::new();
    let generated = generator::generate(&input, &mut diagnostics);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let generated = generated.unwrap_or_else(|| panic!("{found:#?}"));
    assert!(found.is_empty(), "{found:#?}");
    let types = generated.files.get(Path::new("src/types.rs")).expect("types");
    let items = types.trim_end().split("\n\n");
    let items = items.filter(|item| {
        !["// ", "//! ", "use "]
            .iter()
            .any(|start| item.starts_with(start))
    });
    items.collect::<Vec<_>>().join("\n\n") + "\n"
}

/// A block behind `<!-- file: PATH -->` is that file. When it isn't so, this writes it.
#[test]
fn files_that_are_shown_are_whole() {
    let mut count = 0;
    for (path, document) in guides() {
        let shown = |block: Block<'_>| Some((block.at, text(Path::new(block.file?))));
        let codes: Vec<_> = blocks(&document).into_iter().filter_map(shown).collect();
        count += codes.len();
        assert_fresh(&path, &document, &replaced(&document, &codes));
    }
    assert!(count > 0, "no file is shown");
}

/// A diagnostic in the book is one of a case, found again by its place. When it isn't so, this writes it.
#[test]
fn diagnostics_that_are_shown_are_printed() {
    let cases = read(&Path::new(ROOT).join("tests/cases/diagnostics")).expect("a folder");
    let printed: Vec<String> = cases
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|end| end == "snap"))
        .flat_map(|(_, bytes)| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let all: Vec<String> = text.split("\n\n").map(|part| format!("{part}\n")).collect();
            all
        })
        .collect();
    let place = |text: &str| {
        text.lines()
            .find_map(|line| Some(line.trim_start().strip_prefix("--> ")?.to_owned()))
    };
    let mut count = 0;
    for (path, document) in guides() {
        let text_blocks = blocks(&document).into_iter().filter(|block| block.info == "text");
        let codes: Vec<_> = text_blocks
            .map(|block| {
                let fresh = printed.iter().find(|text| place(text) == place(block.code));
                (block.at, fresh.expect("a diagnostic at that place").clone())
            })
            .collect();
        count += codes.len();
        assert_fresh(&path, &document, &replaced(&document, &codes));
    }
    assert!(count > 0, "no diagnostic is shown");
}
