//! `init` writes a client that compiles, and overwrites nothing. `doctor` reports what is odd.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Workspace, could_not_run};
use tests::command::Run;

const DESCRIPTION: &str = "\
openapi: 3.0.3
info: {title: Pet Store, version: '1'}
servers: [{url: 'https://pets.example.com'}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components: {schemas: {Pet: {type: object, properties: {name: {type: string}}}}}
";

const MEMBERS: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"clients/*\"]\n";

fn fresh() -> Workspace {
    let workspace = Workspace::new(DESCRIPTION);
    fs::remove_dir_all(workspace.path("spec")).expect("removed");
    workspace.put("openapi.yaml", DESCRIPTION);
    workspace
}

/// Asserts that nothing is written, and a line about why.
fn refused(workspace: &Workspace, arguments: &[&str], why: &str) {
    let before = workspace.snapshot();
    could_not_run(&workspace.run(arguments), why);
    assert_eq!(workspace.snapshot(), before);
}

fn cargo(folder: &Path, arguments: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("init");
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target);
    let run = Run::from(cargo.output().expect("cargo starts"));
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn init_writes_a_client_with_an_example_that_compiles() {
    let workspace = fresh();
    workspace.put("Cargo.toml", MEMBERS);
    let run = workspace.run(&["init", "--ci", "github"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for path in [
        "generator.toml",
        "generator.schema.json",
        "openapi.lock",
        ".gitattributes",
        ".github/workflows/api-client.yml",
        "clients/pet-store/Cargo.toml",
        "clients/pet-store/examples/first_call.rs",
    ] {
        assert!(workspace.path(path).is_file(), "{path}: {run:?}");
    }
    let commands = "cargo run -p pet-store --example first_call --features ureq";
    assert!(
        run.stdout.contains(commands) && run.stdout.contains("  generator check "),
        "{run:?}"
    );
    assert_eq!(workspace.run(&["check"]).code, Some(0));
    fs::copy(super::LOCK, workspace.path("Cargo.lock")).expect("copied");
    cargo(
        &workspace.path(""),
        &[
            "check",
            "-p",
            "pet-store",
            "--example",
            "first_call",
            "--features",
            "ureq",
        ],
    );
    refused(
        &workspace,
        &["init"],
        "generator.toml: there is a configuration already",
    );
}

#[test]
fn init_in_spec_puts_the_configuration_there() {
    let workspace = Workspace::new(DESCRIPTION);
    fs::remove_file(workspace.path("spec/generator.toml")).expect("removed");
    let run = workspace.run(&[
        "init",
        "spec/pets.yaml",
        "--package",
        "zoo",
        "--out",
        "zoo",
        "--ci",
        "gitlab",
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(workspace.path("spec/generator.toml").is_file() && workspace.path("zoo/Cargo.toml").is_file());
    assert!(
        run.stdout
            .contains("add `include: {local: .gitlab/api-client.yml}`"),
        "{run:?}"
    );
    assert!(
        run.stdout.contains("cargo run --manifest-path zoo/Cargo.toml"),
        "{run:?}"
    );
    assert_eq!(workspace.run(&["check"]).code, Some(0));
}

#[test]
fn init_overwrites_nothing() {
    for file in ["generator.schema.json", ".github/workflows/api-client.yml"] {
        let workspace = fresh();
        workspace.put(file, "theirs");
        refused(
            &workspace,
            &["init", "--ci", "github"],
            &format!("{file}: the file exists already"),
        );
    }
    let workspace = fresh();
    workspace.put("clients/pet-store/notes.txt", "theirs");
    refused(
        &workspace,
        &["init"],
        "clients/pet-store/notes.txt: the folder of the package must be empty",
    );
    let workspace = fresh();
    workspace.put(".gitattributes", "* text\n");
    let run = workspace.run(&["init"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stdout
            .contains("add `/openapi.lock linguist-generated` to .gitattributes"),
        "{run:?}"
    );
    assert_eq!(
        fs::read_to_string(workspace.path(".gitattributes")).expect("a file"),
        "* text\n"
    );
}

#[test]
fn init_refuses_what_cargo_would_refuse() {
    let workspace = fresh();
    workspace.put("Cargo.toml", "[workspace]\nmembers = [\"app\"]\n");
    workspace.put("app/Cargo.toml", "[package]\nname = \"app\"\n");
    refused(
        &workspace,
        &["init"],
        "Cargo.toml:2:1: the workspace has no member `clients/pet-store`",
    );
    workspace.put("Cargo.toml", "[workspace]\nmembers = [\"app\", \"clients/*\"]\n");
    workspace.put("app/Cargo.toml", "[package]\nname = \"pet-store\"\n");
    refused(
        &workspace,
        &["init"],
        "app/Cargo.toml:2:1: the package name `pet-store` is in use",
    );
    workspace.put("app/Cargo.toml", "[package]\nname = \"pet-store-runtime\"\n");
    refused(
        &workspace,
        &["init"],
        "app/Cargo.toml:2:1: the package name `pet-store-runtime` is in use",
    );
    let workspace = fresh();
    refused(
        &workspace,
        &["init", "no.yaml"],
        "no.yaml: no such file or directory",
    );
    workspace.put("api.json", "{}");
    refused(
        &workspace,
        &["init"],
        "there are openapi.yaml and api.json: name the description",
    );
    let before = workspace.snapshot();
    let run = workspace.run(&["init", "api.json"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(workspace.snapshot(), before);
}

fn git(workspace: &Workspace, arguments: &[&str]) {
    let run = Command::new("git")
        .args(arguments)
        .current_dir(workspace.path(""))
        .output();
    let run = Run::from(run.expect("git starts"));
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn doctor_reports_what_is_odd() {
    let workspace = fresh();
    workspace.put("Cargo.toml", MEMBERS);
    workspace.put("Cargo.lock", "");
    git(&workspace, &["init", "--quiet"]);
    assert_eq!(workspace.run(&["init"]).code, Some(0));
    let run = workspace.run(&["doctor"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stderr
            .contains("warning[not-committed]: `openapi.lock` is not committed"),
        "{run:?}"
    );
    git(&workspace, &["add", "."]);
    let run = workspace.run(&["doctor"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), "1 client: nothing is odd\n"),
        "{run:?}"
    );

    workspace.put("clients/pet-store/src/lib.rs", "// edited\n");
    workspace.put("clients/pet-store/runtime/src/lib.rs", "// old\n");
    workspace.put("Cargo.toml", "[workspace]\nmembers = []\n");
    fs::remove_file(workspace.path("Cargo.lock")).expect("removed");
    fs::remove_file(workspace.path(".gitattributes")).expect("removed");
    let config = fs::read_to_string(workspace.path("generator.toml")).expect("a file");
    workspace.put(
        "generator.toml",
        format!("{config}[client.dependencies]\nuuid = \"1\"\n"),
    );
    let before = workspace.snapshot();
    let run = workspace.run(&["doctor"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    for part in [
        "error[no-member]: the workspace has no member `clients/pet-store`: add it to `members`\n  --> Cargo.toml:2:1\n",
        "warning[not-up-to-date]: ",
        "warning[old-runtime]: the runtime of `pet-store`",
        "warning[no-effect]: `dependencies` has no effect without `formats`, `types` or `rust-types`\n  --> generator.toml:",
        "note[no-cargo-lock]: ",
        "note[no-attributes]: ",
    ] {
        assert!(run.stderr.contains(part), "{part}: {run:?}");
    }
    assert_eq!(workspace.snapshot(), before);
    let short = workspace.run(&["doctor", "--message-format", "short"]);
    assert!(
        short.stderr.starts_with("Cargo.toml:2:1: error[no-member]: "),
        "{short:?}"
    );
}

#[test]
fn doctor_reports_clients_that_were_never_generated() {
    let workspace = Workspace::new(DESCRIPTION);
    let run = workspace.run(&["doctor"]);
    assert!(
        run.stderr.contains("warning[no-lock]: `pets` has no lock"),
        "{run:?}"
    );
    assert!(
        run.stderr
            .contains("warning[not-up-to-date]: `pets` has not been generated"),
        "{run:?}"
    );
    workspace.put("spec/pets.yaml", "openapi: 4\n");
    let run = workspace.run(&["doctor"]);
    assert!(
        run.stderr
            .contains("error[not-generated]: `pets` can't be generated"),
        "{run:?}"
    );
}

#[test]
fn a_title_that_is_a_keyword_gets_a_longer_package_name() {
    let workspace = fresh();
    workspace.put("openapi.yaml", DESCRIPTION.replace("Pet Store", "Match"));
    let run = workspace.run(&["init"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let config = fs::read_to_string(workspace.path("generator.toml")).expect("a file");
    assert!(config.contains("\"match-client\""), "{config}");
}

/// The example runs as it is, so it must not delete anything of the user's.
#[test]
fn the_first_example_changes_nothing_on_the_server() {
    let workspace = fresh();
    let operations = "  /pets:
    delete: {operationId: deleteAllPets, responses: {'204': {description: Done.}}}
    post: {operationId: wipePets, responses: {'204': {description: Done.}}}
    get: {operationId: listPets, responses: {'204': {description: None.}}}
";
    let description = DESCRIPTION.replace("paths:\n", &format!("paths:\n{operations}"));
    workspace.put("openapi.yaml", description);
    let run = workspace.run(&["init"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for file in ["examples/first_call.rs", "README.md"] {
        let path = workspace.path("clients/pet-store").join(file);
        let text = fs::read_to_string(path).expect("a file");
        assert!(text.contains(".list_pets()"), "{file}: {text}");
    }
}
