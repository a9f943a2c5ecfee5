//! The files under `generated/` are the output for `spec/`, byte for byte, on every machine and in every run. Additions to a
//! description rename nothing.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::diagnostics::Code;
use generator::{Generated, Input, Options};
use tempfile::TempDir;
use tests::command::generator;
use tests::folder::{copy, read};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// If the committed client differs, this test writes it, so that the next run passes and the difference can be reviewed.
#[test]
fn the_committed_client_is_up_to_date() {
    let root = Path::new(ROOT);
    let check = generator(root, &["check"]);
    if check.code != Some(0) {
        let generate = generator(root, &["generate"]);
        assert_eq!(generate.code, Some(0), "{generate:?}");
    }
    assert_eq!(
        check.code,
        Some(0),
        "the client was stale and has been generated:\n{}{}",
        check.stdout,
        check.stderr
    );
}

#[test]
fn an_empty_folder_gets_the_committed_bytes() {
    let committed = committed();
    for _ in 0..2 {
        let workspace = workspace();
        assert_eq!(run(&workspace), committed);
    }
}

#[test]
fn deleted_files_are_written_again() {
    let workspace = workspace();
    let folder = workspace.path().join("generated");
    copy(&Path::new(ROOT).join("generated"), &folder).expect("copied");
    fs::remove_dir_all(folder.join("src")).expect("removed");
    fs::remove_file(folder.join("Cargo.toml")).expect("removed");
    assert_eq!(run(&workspace), committed());
    fs::remove_dir_all(&folder).expect("removed");
    assert_eq!(run(&workspace), committed());
}

#[test]
fn the_runtime_is_the_generators_own() {
    let ours = read(&Path::new(ROOT).join("generator/src/runtime")).expect("a folder");
    let theirs = read(&Path::new(ROOT).join("generated/runtime/src")).expect("a folder");
    // Each file has its own header, and the root is printed.
    for (path, text) in ours {
        if path != Path::new("mod.rs") {
            let copied = theirs.get(&path).unwrap_or_else(|| panic!("no {path:?}"));
            let text = String::from_utf8(text).expect("UTF-8");
            let copied = String::from_utf8_lossy(copied);
            let header = format!("// Copied from runtime/{} of generator ", path.display());
            assert!(copied.starts_with(&header), "{copied}");
            assert!(
                copied.ends_with(&format!("; independent of the description.\n\n{text}")),
                "{path:?}"
            );
        }
    }
}

/// Each dependency of a default client is a cost for its users, and a procedural macro is one for every build.
#[test]
fn a_default_client_has_few_dependencies_and_no_procedural_macro() {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "applivery",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
        ])
        .current_dir(ROOT)
        .output()
        .expect("cargo starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = printed.lines().map(|line| line.trim_end_matches(" (*)"));
    let all: BTreeSet<&str> = lines.filter(|line| !line.contains("(/")).collect();
    assert!(all.iter().any(|line| line.starts_with("rustls v")), "{all:?}");
    assert!(all.len() <= 60, "{} dependencies: {all:#?}", all.len());
    let macros = all.iter().filter(|line| line.contains("(proc-macro)"));
    assert_eq!(macros.count(), 0, "{all:#?}");
}

/// Adds, before all others, a schema whose name collides with an existing one, a schema with a free name, and an operation.
#[test]
fn additions_rename_nothing() {
    let lock = committed_text("spec/applivery.lock");
    let description = committed_text("spec/applivery.yaml")
        .replace(
            "\n  schemas:\n",
            "\n  schemas:\n    application_action: {type: object, properties: {id: {type: string}}}\n    Fresh: {type: string}\n",
        )
        .replace(
            "\npaths:\n",
            "\npaths:\n  /fresh:\n    get:\n      tags: [Windows Devices]\n      operationId: Execute-Windows-Device-Action\n      responses: {'204': {description: Done.}}\n",
        );
    let generated = generate(description, Some(lock.clone()));
    let (before, after) = (names(&lock), names(&generated.lock));
    for (key, name) in &before {
        assert_eq!(after.get(key), Some(name), "{key}");
    }
    let added: Vec<_> = after
        .iter()
        .filter(|(key, _)| !before.contains_key(*key))
        .collect();
    assert_eq!(
        added,
        [
            ("method /paths/~1fresh/get & /tags/Windows Devices", "get_fresh"),
            ("operation /paths/~1fresh/get", "get_fresh"),
            ("operation-id /paths/~1fresh/get", "Execute-Windows-Device-Action"),
            (
                "operation-type /paths/~1fresh/get",
                "ExecuteWindowsDeviceActionOperation"
            ),
            ("outcome /paths/~1fresh/get/responses/error", "()"),
            ("type /components/schemas/Fresh", "Fresh"),
            (
                "type /components/schemas/application_action",
                "ApplicationAction2"
            ),
        ]
        .map(|(key, name)| (key.to_owned(), name.to_owned()))
        .iter()
        .map(|(key, name)| (key, name))
        .collect::<Vec<_>>()
    );
    let unchanged = ["src/client.rs", "src/checks.rs", "src/patterns.rs"];
    for path in unchanged {
        let text = generated.files.get(Path::new(path)).expect("a file");
        assert_eq!(text, &committed_text(&format!("generated/{path}")), "{path}");
    }
}

/// Adds a header with an existing name and another type, in an operation before all others.
#[test]
fn headers_keep_their_names() {
    let answer = |schema: &str| {
        format!(
            "      responses: {{'204': {{description: Done., headers: {{X-Next: {{schema: {schema}}}}}}}}}\n"
        )
    };
    let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n";
    let old = format!(
        "  /b:\n    get:\n      operationId: b\n{}",
        answer("{type: string}")
    );
    let new = format!(
        "  /a:\n    get:\n      operationId: a\n{}",
        answer("{type: integer}")
    );
    let before = generate(format!("{head}{old}"), None);
    assert!(before.lock.contains("X_NEXT = header /headers/x-next text\n"));
    let after = generate(format!("{head}{new}{old}"), Some(before.lock));
    let headers = after.files.get(Path::new("src/headers.rs")).expect("a file");
    assert!(headers.contains("const X_NEXT: Header<String> "), "{headers}");
    assert!(
        headers.contains("const X_NEXT_INTEGER: Header<i64> "),
        "{headers}"
    );
}

/// Operations of one tag, each with its own schemas, a path and an id.
fn things(operations: &[(&str, &str)]) -> String {
    let mut text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n".to_owned();
    for (path, id) in operations {
        text.push_str(&format!("  {path}:\n    get:\n      tags: [Things]\n"));
        if !id.is_empty() {
            text.push_str(&format!("      operationId: {id}\n"));
        }
        text.push_str(THING);
        for name in path.split('{').filter_map(|part| Some(part.split_once('}')?.0)) {
            text.push_str(&format!(
                "      - {{name: {name}, in: path, required: true, schema: {{type: string, enum: [x, y]}}}}\n"
            ));
        }
    }
    text
}

const THING: &str = "      responses:
        '200': {description: Ok., content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}
        '201': {description: Ok.}
      parameters:
      - {name: kind, in: query, schema: {type: string, enum: [a, b]}}
";

/// The names in a lock.
fn given(lock: &str) -> Vec<String> {
    let mut given: Vec<String> = names(lock).into_values().collect();
    given.sort();
    given
}

#[test]
fn an_operation_at_another_path_is_identified_by_its_id() {
    let before = generate(
        things(&[("/first", "get-thing"), ("/v1/second", "getThing")]),
        None,
    );
    let pinned = "\ngetThing = operation-id /paths/~1v1~1second/get\n";
    assert!(before.lock.contains(pinned), "{}", before.lock);
    // It comes first now, and a new operation would have the name of both.
    let moved = things(&[
        ("/v2/second", "getThing"),
        ("/a", "GetThing"),
        ("/first", "get-thing"),
    ]);
    let after = names(&generate(moved, Some(before.lock.clone())).lock);
    for (key, name) in names(&before.lock) {
        let key = key.replace("~1v1~1", "~1v2~1");
        assert_eq!(after.get(&key), Some(&name), "{key}");
    }
}

#[test]
fn an_operation_is_identified_by_the_shape_of_its_path() {
    let before = generate(things(&[("/t/{id}/x", ""), ("/t-{id}-x", "")]), None);
    let renamed = things(&[("/t-{other}-x", ""), ("/t/{thingId}/x", "")]);
    let after = generate(renamed, Some(before.lock.clone()));
    let names = names(&after.lock);
    for (key, name) in self::names(&before.lock) {
        let key = key
            .replace("~1t~1{id}", "~1t~1{thingId}")
            .replace("~1t-{id}", "~1t-{other}");
        assert_eq!(names.get(&key), Some(&name), "{key}");
    }
}

#[test]
fn an_operation_with_another_method_is_identified_by_its_id() {
    let text = things(&[("/first", "get-thing"), ("/second", "getThing")]);
    let before = generate(text.clone(), None);
    let after = generate(text.replace("    get:", "    patch:"), Some(before.lock.clone()));
    assert_eq!(given(&after.lock), given(&before.lock));
}

#[test]
fn the_name_of_a_removed_item_is_free() {
    let before = generate(things(&[("/first", "get-thing"), ("/second", "getThing")]), None);
    let after = things(&[("/second", "getThing"), ("/third", "get_thing")]);
    let after = names(&generate(after, Some(before.lock)).lock);
    let name = |path: &str| after.get(&format!("operation /paths/~1{path}/get")).cloned();
    assert_eq!(name("second").as_deref(), Some("get_second"));
    assert_eq!(name("third").as_deref(), Some("get_thing"));
}

/// One edit of the lock renames an item.
#[test]
fn the_lock_determines_names() {
    let lock = committed_text("spec/applivery.lock");
    let edited = lock.replace("WipeType = ", "Wipe = ");
    let generated = generate(committed_text("spec/applivery.yaml"), Some(edited.clone()));
    assert_eq!(generated.lock, edited);
    let types = generated.files.get(Path::new("src/types.rs")).expect("types");
    assert!(types.contains("pub enum Wipe {") && !types.contains("WipeType"));
}

#[test]
fn an_invalid_lock_is_reported_and_nothing_is_generated() {
    let input = input(
        committed_text("spec/applivery.yaml"),
        Some("WipeType\n".to_owned()),
    );
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input);
    assert!(generated.is_none());
    assert_eq!(
        diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect::<Vec<_>>(),
        [Code::InvalidLock]
    );
}

/// A folder with the descriptions and without output.
fn workspace() -> TempDir {
    let workspace = TempDir::new().expect("a folder");
    copy(&Path::new(ROOT).join("spec"), &workspace.path().join("spec")).expect("copied");
    workspace
}

/// The files of a workspace after a run, below `generated` and `spec`.
fn run(workspace: &TempDir) -> Tree {
    let run = generator(workspace.path(), &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    read(workspace.path()).expect("a folder")
}

fn committed() -> Tree {
    let mut all = Tree::new();
    for folder in ["generated", "spec"] {
        let files = read(&Path::new(ROOT).join(folder)).expect("a folder");
        let below = |(path, bytes): (PathBuf, _)| (Path::new(folder).join(path), bytes);
        all.extend(files.into_iter().map(below));
    }
    all
}

fn committed_text(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).expect("a text")
}

/// The names of items in a lock, by key. Lines of members are indented.
fn names(lock: &str) -> BTreeMap<String, String> {
    lock.lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, key)| (key.to_owned(), name.to_owned()))
        .collect()
}

fn generate(text: String, lock: Option<String>) -> Generated {
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input(text, lock));
    let (Ok(found) | Err(found)) = diagnostics.finish();
    generated.unwrap_or_else(|| panic!("{found:#?}"))
}

fn input(text: String, lock: Option<String>) -> Input {
    Input {
        name: "spec/applivery.yaml".into(),
        text,
        lock,
        options: Options {
            package: "applivery".into(),
            ..Options::default()
        },
    }
}
