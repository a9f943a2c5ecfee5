//! The output of a description is repeatable: with the lock of the first run, further runs change no file and no lock.
//! `REPEATABLE=github,plaid` selects descriptions, `REPEATABLE=all` includes the large ones.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::fs;
use std::path::{Path, PathBuf};

use generator::{Generated, Input, Options, References, Unread};
use serde_json::json;
use tests::skip;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");

/// The limit of a description's size for every run, in bytes.
const LARGEST: u64 = 600_000;

/// The number of runs with a lock for each description.
const RUNS: usize = 3;

#[test]
fn every_case_is_repeatable() {
    let repeated = check(Path::new(CASES));
    assert!(repeated > 50, "only {repeated} cases were generated");
}

#[test]
fn every_real_description_is_repeatable() {
    let folders = ["corpus", "corpus-raw", "review/real"];
    let found = folders.map(|folder| skip::shared(folder).expect("the descriptions"));
    let generated: Vec<usize> = found.iter().flatten().map(|folder| check(folder)).collect();
    let is_any = generated.iter().any(|count| *count > 0);
    assert!(is_any || generated.is_empty(), "no description was generated");
}

/// Texts that would break the lines of a lock, in every place that becomes a name.
#[test]
fn any_text_is_pinned() {
    let hostile = [
        "Pets\nand dogs",
        " = ",
        "# no comment",
        "#2",
        " & ",
        "a & #2",
        "  blanks  ",
        "back\\slash\\n",
        "\r\t\u{0}\u{85}\u{2028}\u{feff}",
        "\u{1f600}",
        "a/b~c",
        "%41%",
    ];
    let (mut paths, mut schemas) = (serde_json::Map::new(), serde_json::Map::new());
    for (index, text) in hostile.iter().enumerate() {
        let listed = json!({"type": "string", "enum": [text, "other"]});
        let object = json!({"type": "object", "properties": {*text: listed.clone()}});
        let operation = json!({
            "tags": [text],
            "operationId": text,
            "parameters": [{"name": format!("p{index}"), "in": "query", "schema": listed.clone()}],
            "responses": {
                "200": {"description": "", "headers": {"X-A": {"schema": listed}}, "content": {"application/json": {"schema": object.clone()}}},
                "201": {"description": ""},
            },
        });
        paths.insert(format!("/{index}/{text}"), json!({"get": operation}));
        schemas.insert((*text).to_owned(), object);
    }
    let description = json!({
        "openapi": "3.0.3",
        "info": {"title": "Hostile", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    });
    let path = Path::new("hostile.json");
    let again = |lock: Option<String>| generate_text(path, description.to_string(), lock);
    let first = again(None).expect("a package");
    repeat(&first, again).unwrap_or_else(|difference| panic!("{difference}"));
}

/// The name of a shared part follows from its place, not from its first user.
#[test]
fn the_order_of_paths_does_not_affect_names() {
    let path = Path::new(CASES).join("features/shared.yaml");
    let text = fs::read_to_string(&path).expect("a text");
    let (head, rest) = text.split_once("  /a:\n").expect("a path");
    let (first, rest) = rest.split_once("  /b/{id}:\n").expect("a path");
    let (second, rest) = rest.split_once("components:\n").expect("components");
    let reordered = format!("{head}  /b/{{id}}:\n{second}  /a:\n{first}components:\n{rest}");
    assert_ne!(reordered, text);
    let lock = |text: String| generate_text(&path, text, None).expect("a package").lock;
    assert_eq!(types(&lock(reordered)), types(&lock(text)));
}

/// References as bundlers write them: into an operation that comes later, and into components other than schemas.
#[test]
fn a_reference_into_an_operation_is_its_type() {
    const TEXT: &str = r"
openapi: 3.0.3
info: {title: Bundled, version: '1'}
paths:
  /early:
    get:
      operationId: early
      parameters: [{$ref: '#/paths/~1late/get/parameters/0'}]
      responses:
        '200': {description: Ok., content: {application/json: {schema: {$ref: '#/paths/~1late/get/responses/200/content/application~1json/schema'}}}}
        '404': {$ref: '#/paths/~1late/get/responses/404'}
  /late:
    get:
      operationId: late
      parameters: [{name: sort, in: query, schema: {type: string, enum: [up, down]}}]
      responses:
        '200': {description: Ok., content: {application/json: {schema: {type: object, properties: {mode: {type: string, enum: [a, b]}}}}}}
        '404': {description: No., content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}}
components:
  schemas:
    User:
      type: object
      properties:
        sort: {$ref: '#/components/parameters/Sort/schema'}
        mode: {$ref: '#/paths/~1late/get/responses/200/content/application~1json/schema/properties/mode'}
  parameters:
    Sort: {name: sort, in: query, schema: {type: string, enum: [up, down]}}
";
    let path = Path::new("bundled.yaml");
    let again = |lock: Option<String>| generate_text(path, TEXT.to_owned(), lock);
    let first = again(None).expect("a package");
    repeat(&first, again).unwrap_or_else(|difference| panic!("{difference}"));
    let mut names = types(&first.lock);
    names.retain(|name| !name.contains("operation"));
    let listed = names.iter().filter(|line| line.contains("~1late/get/")).count();
    // A parameter, two responses and a property, each once.
    assert_eq!(listed, 4, "{names:#?}");
    assert!(
        names.contains(&"Sort = type /components/parameters/Sort/schema".to_owned()),
        "{names:#?}"
    );
}

/// The lines of a lock about types.
fn types(lock: &str) -> Vec<String> {
    let is_type = |line: &&str| line.contains(" = type ") || line.contains("-type ");
    lock.lines().filter(is_type).map(str::to_owned).collect()
}

/// Generates every description in the folder repeatedly. Returns the number of descriptions that can be generated.
fn check(folder: &Path) -> usize {
    let chosen = std::env::var("REPEATABLE").unwrap_or_default();
    let is_chosen = |path: &PathBuf| match chosen.as_str() {
        "" => fs::metadata(path).is_ok_and(|file| file.len() <= LARGEST),
        "all" => true,
        names => names.split(',').any(|name| path.to_string_lossy().contains(name)),
    };
    let mut wrong = Vec::new();
    let mut generated = 0;
    for path in descriptions(folder).into_iter().filter(is_chosen) {
        let Some(first) = generate(&path, None) else {
            continue;
        };
        generated += 1;
        if let Err(difference) = repeat(&first, |lock| generate(&path, lock)) {
            wrong.push(format!("{}:\n{difference}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    generated
}

/// The difference between the first run and the runs with its lock.
fn repeat(first: &Generated, generate: impl Fn(Option<String>) -> Option<Generated>) -> Result<(), String> {
    // No two names have the same key: the generator numbers such keys.
    let mut lines = first.lock.lines();
    if let Some(line) = lines.find(|line| is_numbered(line)) {
        return Err(format!("not the only name of its key: {line}"));
    }
    let mut lock = first.lock.clone();
    for _ in 0..RUNS {
        let Some(next) = generate(Some(lock)) else {
            return Err("not generated with its own lock".to_owned());
        };
        if next.lock != first.lock {
            return Err(difference(&first.lock, &next.lock));
        }
        let is_changed = |(path, text): &(&PathBuf, &String)| first.files.get(*path) != Some(*text);
        if let Some((path, text)) = next.files.iter().find(is_changed) {
            let before = first.files.get(path).map_or("", String::as_str);
            return Err(format!("{}: {}", path.display(), difference(before, text)));
        }
        if next.files.len() != first.files.len() {
            return Err("a file is missing".to_owned());
        }
        lock = next.lock;
    }
    Ok(())
}

/// Whether the key of the line ends in a number, as `type /a & #2` does.
fn is_numbered(line: &str) -> bool {
    let number = line.rsplit_once(" & #").map(|(_, number)| number);
    number.is_some_and(|number| number.parse::<usize>().is_ok())
}

/// The first lines that differ.
fn difference(before: &str, after: &str) -> String {
    let only = |one: &str, other: &str, sign: &str| -> Vec<String> {
        let others: std::collections::BTreeSet<&str> = other.lines().collect();
        let lines = one.lines().filter(|line| !others.contains(line));
        lines.take(5).map(|line| format!("{sign} {line}")).collect()
    };
    [only(before, after, "-"), only(after, before, "+")]
        .concat()
        .join("\n")
}

/// The files in the folder that may be descriptions, by path.
fn descriptions(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(descriptions(&path));
        } else if path
            .extension()
            .is_some_and(|end| end == "json" || end == "yaml" || end == "yml")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn generate(path: &Path, lock: Option<String>) -> Option<Generated> {
    generate_text(path, fs::read_to_string(path).ok()?, lock)
}

fn generate_text(path: &Path, text: String, lock: Option<String>) -> Option<Generated> {
    let folder = path.parent()?.to_owned();
    let beside = move |file: &str| {
        let beside = fs::read_to_string(folder.join(file));
        let text = beside.or_else(|_| fs::read_to_string(Path::new(CASES).join("files").join(file)));
        text.map_err(|error| Unread::Failed(error.to_string()))
    };
    let input = Input {
        name: path.file_name()?.to_string_lossy().into_owned(),
        text,
        lock,
        options: Options {
            package: "repeated".to_owned(),
            references: References::new(beside),
            ..Options::default()
        },
    };
    generator::generate(&input).generated
}
