//! The command line: exit codes, one clear line if a command can't run, and an unchanged folder if a description is invalid.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

mod clients;
mod configuration;
mod diagnostics;
mod init;
mod manifests;
mod merges;
mod modules;
mod pages;
mod printing;
mod review_entries;
mod review_failures;
mod review_parts;
mod reviews;
mod unchanged;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempDir;
use tests::command::{Run, generator};

const PETS: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\n";
const CONFIG: &str = "[[client]]\nspec = \"pets.yaml\"\npackage = \"pets\"\nout = \"generated\"\n";

/// The versions of crates that are there.
const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");

/// A workspace with one description.
struct Workspace(TempDir);

impl Workspace {
    fn new(description: &str) -> Self {
        let workspace = Self(TempDir::new().expect("a folder"));
        workspace.put("spec/generator.toml", CONFIG);
        workspace.put("spec/pets.yaml", description);
        workspace
    }

    fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn run(&self, arguments: &[&str]) -> Run {
        generator(self.0.path(), arguments)
    }

    /// All files with their contents and modification times.
    fn snapshot(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        collect(self.0.path(), &mut files);
        files
    }
}

fn collect(folder: &Path, into: &mut BTreeMap<PathBuf, (Vec<u8>, SystemTime)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            let modified = fs::metadata(&path)
                .and_then(|metadata| metadata.modified())
                .expect("a time");
            into.insert(path.clone(), (fs::read(&path).expect("a file"), modified));
        }
    }
}

/// Asserts exit code 2 and what clap says about wrong arguments.
fn wrong_arguments(run: &Run, why: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    let is_shown = run.stderr.starts_with("error: ") && run.stderr.contains(why);
    assert!(
        is_shown && run.stderr.ends_with("For more information, try '--help'.\n"),
        "{run:?}"
    );
}

/// Asserts exit code 2 and a single line that begins with `error: ` and contains `why`.
fn could_not_run(run: &Run, why: &str) {
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.stderr.starts_with("error: ") && run.stderr.contains(why),
        "{run:?}"
    );
    assert_eq!(
        (run.stderr.lines().count(), run.stdout.as_str()),
        (1, ""),
        "{run:?}"
    );
}

#[test]
fn the_second_run_changes_nothing() {
    let workspace = Workspace::new(PETS);
    let first = workspace.run(&[]);
    assert_eq!(first.code, Some(0), "{first:?}");
    assert!(
        first
            .stdout
            .starts_with("pets: 0 operations, 0 types, 0 patterns; "),
        "{first:?}"
    );
    let before = workspace.snapshot();
    assert!(before.contains_key(&workspace.path("spec/pets.lock")));
    let second = workspace.run(&["generate"]);
    assert!(second.stdout.contains("; 0 files changed, "), "{second:?}");
    assert_eq!(workspace.snapshot(), before);
    assert_eq!(workspace.run(&["check"]).code, Some(0));
    assert_eq!(
        generator(&workspace.path("spec"), &["check"]).code,
        Some(0),
        "from a folder below"
    );
}

#[test]
fn check_prints_what_is_stale_and_writes_nothing() {
    let workspace = Workspace::new(PETS);
    assert_eq!(workspace.run(&[]).code, Some(0));
    workspace.put("spec/pets.lock", "# edited\n");
    workspace.put("generated/src/extra.rs", "extra\n");
    let before = workspace.snapshot();
    let run = workspace.run(&["check"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stdout.contains("-# edited\n") && !run.stdout.contains("-extra\n"),
        "{run:?}"
    );
    assert!(run.stdout.contains("pets: 1 file not up to date"), "{run:?}");
    assert_eq!(workspace.snapshot(), before);
    // Both commands ignore files that the generator did not write.
    assert_eq!(workspace.run(&[]).code, Some(0));
    assert_eq!(workspace.run(&["check"]).code, Some(0));
    assert!(workspace.path("generated/src/extra.rs").exists());
}

#[test]
fn an_invalid_description_is_exit_1_and_changes_nothing() {
    for description in [
        "{",
        "openapi: 4.0.3\n",
        "paths: {$ref: x}",
        &"[".repeat(100_000),
        "swagger: '1.2'",
        "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {/a: {$ref: '#/b'}}\n",
    ] {
        let workspace = Workspace::new(description);
        workspace.put("generated/src/lib.rs", "theirs");
        let before = workspace.snapshot();
        for arguments in [&[][..], &["check"]] {
            let run = workspace.run(arguments);
            assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
            assert!(run.stderr.contains("--> spec/pets.yaml:"), "{run:?}");
            assert!(
                !run.stderr.contains('\u{1b}'),
                "no colours, since it is not a terminal"
            );
        }
        assert_eq!(workspace.snapshot(), before);
    }
}

#[test]
fn invalid_utf_8_is_located() {
    let workspace = Workspace::new("");
    workspace.put("spec/pets.yaml", b"openapi: 3.0.3\ninfo: {title: \xff}\n");
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains("--> spec/pets.yaml:2:15\n"), "{run:?}");
    assert!(run.stderr.contains("read as Windows-1252"), "{run:?}");
}

#[test]
fn a_command_that_cannot_run_prints_one_line_and_is_exit_2() {
    let workspace = Workspace::new(PETS);
    could_not_run(
        &workspace.run(&["explain", "duplicate_key"]),
        "did you mean `duplicate-key`?",
    );
    fs::remove_file(workspace.path("spec/pets.yaml")).expect("removed");
    could_not_run(&workspace.run(&[]), "spec/pets.yaml: no such file or directory");
    workspace.put("spec/pets.yaml/nested", "");
    could_not_run(&workspace.run(&["check"]), "spec/pets.yaml: is a directory");
    workspace.put("spec/generator.toml", CONFIG.replace("package", "pakage"));
    could_not_run(
        &workspace.run(&[]),
        "spec/generator.toml:3:1: unknown field `pakage`",
    );
    could_not_run(
        &generator(TempDir::new().expect("a folder").path(), &[]),
        "there is no spec/generator.toml or generator.toml",
    );
}

#[test]
fn a_single_description_needs_no_configuration() {
    let workspace = Workspace::new("{");
    workspace.put(
        "single.json",
        r#"{"openapi": "3.0.3", "info": {"title": "S", "version": "1"}, "paths": {}}"#,
    );
    let arguments = [
        "--spec",
        "single.json",
        "--out",
        "out/single",
        "--package",
        "single",
    ];
    let run = workspace.run(&[&arguments[..], &["--mode", "types", "--features", "tags"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(!workspace.path("out/single/src/client.rs").exists());
    let run = workspace.run(&arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("single: "), "{run:?}");
    assert!(workspace.path("out/single/src/client.rs").exists());
    assert!(workspace.path("out/single/names.lock").exists());
    assert!(
        !workspace.path("single.lock").exists(),
        "nothing outside the folder"
    );
    assert_eq!(
        workspace.run(&[&["check"], &arguments[..]].concat()).code,
        Some(0)
    );
}

/// The runtime is beside the client's code, in a shared package, or in the crate. All other code is the same.
#[test]
fn the_runtime_is_where_generator_toml_says() {
    let workspace = Workspace::new(PETS);
    let client = |name: &str, more: &str| {
        CONFIG
            .replace("generated", name)
            .replace("\"pets\"", &format!("\"{name}\""))
            + more
    };
    let put = |text: String| workspace.put("spec/generator.toml", text);
    let runs = || {
        let run = workspace.run(&[]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(workspace.run(&["check"]).code, Some(0));
    };
    let has = |path: &str| workspace.path(path).exists();
    let call = "http/client/call.rs";
    put(client("one", ""));
    runs();
    assert!(has("one/runtime/Cargo.toml") && has(&format!("one/runtime/src/{call}")));
    put(client("one", "runtime = \"embedded\"\n")
        + &client("two", "")
        + "[runtime]\nout = \"lib/acme-runtime\"\n");
    runs();
    assert!(!has("one/runtime") && !has("two/runtime") && has(&format!("one/src/runtime/{call}")));
    let manifest = fs::read_to_string(workspace.path("two/Cargo.toml")).expect("a manifest");
    assert!(
        manifest.contains("acme-runtime = { path = \"../lib/acme-runtime\""),
        "{manifest}"
    );
    let text = |path: String| fs::read_to_string(workspace.path(&path)).expect("a text");
    assert_eq!(
        text(format!("one/src/runtime/{call}")),
        text(format!("lib/acme-runtime/src/{call}"))
    );
    assert_eq!(text("one/src/client.rs".into()), text("two/src/client.rs".into()));
    workspace.put("lib/acme-runtime/src/http/client/call.rs", "edited");
    let stale = workspace.run(&["check"]);
    assert_eq!(stale.code, Some(1), "{stale:?}");
    assert!(
        stale.stdout.contains("acme-runtime: 1 file not up to date"),
        "{stale:?}"
    );
}

#[test]
fn a_stage_of_the_generator_is_printed() {
    let workspace = Workspace::new(PETS);
    let ir = workspace.run(&["dump", "--ir", "spec/pets.yaml"]);
    assert_eq!((ir.code, ir.stderr.as_str()), (Some(0), ""));
    assert!(ir.stdout.starts_with("Api {") && ir.stdout.contains("title: \"Pets\""));
    let tokens = workspace.run(&["dump", "--tokens", "spec/pets.yaml"]);
    assert!(tokens.stdout.contains("// src/lib.rs\n") && tokens.code == Some(0));
    workspace.put("spec/pets.yaml", "openapi: [");
    let refused = workspace.run(&["dump", "--ir", "spec/pets.yaml"]);
    assert!(refused.code == Some(1) && refused.stderr.contains("pets.yaml") && refused.stdout.is_empty());
    assert_eq!(workspace.run(&["dump"]).code, Some(2));
}

#[test]
fn explain_lists_and_explains() {
    let workspace = Workspace::new(PETS);
    let list = workspace.run(&["explain"]);
    assert_eq!(list.code, Some(0));
    assert!(
        list.stdout
            .contains("\nduplicate-key           An object contains the same key twice.\n"),
        "{list:?}"
    );
    let page = workspace.run(&["explain", "duplicate-key"]);
    assert!(page.stdout.starts_with("# duplicate-key\n"), "{page:?}");
    let outcome = "error: an operation or a type can't be generated, and the run fails\n";
    assert!(list.stdout.ends_with(outcome), "{list:?}");
    assert!(page.stdout.contains("\nUsually: "), "{page:?}");
}

#[test]
fn coverage_counts_configured_and_named_descriptions() {
    let workspace = Workspace::new(PETS);
    workspace.put("odd.yaml", PETS.replace("paths", "colour: red\npaths"));
    workspace.put("bad.yaml", "{");
    let before = workspace.snapshot();
    let run = workspace.run(&["coverage"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(0),
            "spec/pets.yaml: 5 typed, 0 annotation, 0 lossy, 0 refused\n"
        )
    );
    let run = workspace.run(&["coverage", "--spec", "odd.yaml", "bad.yaml"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(1),
            "odd.yaml: 5 typed, 0 annotation, 1 lossy (unknown-key 1), 0 refused\n\
             bad.yaml: 0 typed, 0 annotation, 0 lossy, 1 refused (syntax 1)\n"
        )
    );
    let run = workspace.run(&["coverage", "-v", "--spec", "odd.yaml"]);
    let row = run.stdout.lines().find(|line| line.contains("colour"));
    assert_eq!(
        row.map(|row| row.split_whitespace().collect::<Vec<_>>()),
        Some(vec!["OpenAPI", "colour", "-", "-", "1", "-", "unknown-key", "1"])
    );
    let run = workspace.run(&["coverage", "--json", "--spec", "odd.yaml"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let lossy = json.pointer("/0/lossy/unknown-key");
    assert_eq!(lossy.and_then(serde_json::Value::as_u64), Some(1), "{json}");
    could_not_run(&workspace.run(&["coverage", "--spec", "none.yaml"]), "none.yaml");
    assert_eq!(workspace.snapshot(), before, "it writes nothing");
}

/// Concurrent runs wait for each other: each succeeds, and the package is the output of one of them.
#[test]
fn concurrent_runs_succeed() {
    let workspace = Workspace::new(PETS);
    let single = [
        "--spec",
        "spec/pets.yaml",
        "--out",
        "single",
        "--package",
        "single",
    ];
    for arguments in [&[][..], &single[..]] {
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| workspace.run(arguments))).collect();
            for run in runs {
                let run = run.join().expect("an end");
                assert_eq!(run.code, Some(0), "{run:?}");
            }
        });
        let check = workspace.run(&[&["check"], arguments].concat());
        assert_eq!(check.code, Some(0), "{check:?}");
    }
    let left: Vec<PathBuf> = workspace
        .snapshot()
        .into_keys()
        .filter(|path| path.to_string_lossy().contains(".generated-"))
        .collect();
    assert_eq!(left, Vec::<PathBuf>::new());
}

#[test]
fn input_that_is_not_a_description_is_an_error() {
    for (text, message) in [
        ("", "error[missing-field]: the description is empty"),
        ("# nothing\n", "error[missing-field]: the description is empty"),
        (
            "title: a\n",
            "error[missing-field]: this is not an OpenAPI description",
        ),
        (
            "openapi: 3.0.3\ninfo: {title: a, version: '1'}\npaths: !include paths.yaml\n",
            "error[syntax]: OpenAPI has no YAML tag `!include`",
        ),
    ] {
        let run = Workspace::new(text).run(&[]);
        assert_eq!(run.code, Some(1), "{text}: {run:?}");
        assert!(run.stderr.contains(message), "{text}: {}", run.stderr);
        assert!(run.stderr.contains("= help: "), "{text}: {}", run.stderr);
    }
}
