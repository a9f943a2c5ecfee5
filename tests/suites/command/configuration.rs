//! Where generator.toml may be, what its paths are relative to, and descriptions without it.

use std::fs;
use std::process::Command;

use super::{CONFIG, PETS, Workspace, could_not_run};
use tests::command::{generator, generator_with};

fn empty() -> Workspace {
    let workspace = Workspace::new(PETS);
    fs::remove_dir_all(workspace.path("spec")).expect("removed");
    workspace
}

/// Makes a git repository, which needs no commit.
fn init(workspace: &Workspace) {
    let git = Command::new("git")
        .args(["init", "--quiet"])
        .current_dir(workspace.path(""))
        .status();
    assert!(git.expect("git starts").success());
}

#[test]
fn the_configuration_may_be_beside_the_description() {
    let workspace = empty();
    workspace.put("pets.yaml", PETS);
    workspace.put(
        "generator.toml",
        format!("#:schema ./generator.schema.json\n{CONFIG}"),
    );
    workspace.put("src/deep/main.rs", "");
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(workspace.path("pets.lock").exists() && workspace.path("generated/Cargo.toml").exists());
    let below = generator(&workspace.path("src/deep"), &["check"]);
    assert_eq!(below.code, Some(0), "{below:?}");
    // The one in `spec` comes first.
    workspace.put("spec/generator.toml", "");
    could_not_run(
        &workspace.run(&["check"]),
        "spec/generator.toml:1:1: missing field `client`",
    );
}

#[test]
fn an_argument_names_the_configuration() {
    let workspace = empty();
    workspace.put("api/pets.yaml", PETS);
    workspace.put("api/clients.toml", CONFIG);
    let run = workspace.run(&["--config", "api/clients.toml"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(workspace.path("api/generated/Cargo.toml").exists() && workspace.path("api/pets.lock").exists());
    for command in ["check", "coverage"] {
        let run = workspace.run(&[command, "--config", "api/clients.toml"]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    let run = generator(&workspace.path("api"), &["check", "--config", "clients.toml"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    could_not_run(
        &workspace.run(&["--config", "no.toml"]),
        "no.toml: there is no such file",
    );
}

#[test]
fn paths_may_lead_upwards_within_the_repository() {
    let workspace = empty();
    workspace.put("descriptions/pets.yaml", PETS);
    workspace.put(
        "rust/generator.toml",
        CONFIG
            .replace("pets.yaml", "../descriptions/pets.yaml")
            .replace("generated", "../clients/pets"),
    );
    let before = workspace.snapshot();
    let arguments = ["--config", "rust/generator.toml"];
    could_not_run(
        &workspace.run(&arguments),
        "rust/generator.toml:2:8: `../descriptions/pets.yaml` must be inside the git repository",
    );
    assert_eq!(workspace.snapshot(), before);
    init(&workspace);
    let run = workspace.run(&arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(workspace.path("clients/pets/Cargo.toml").exists());
    assert!(workspace.path("descriptions/pets.lock").exists());
    workspace.put(
        "rust/generator.toml",
        CONFIG.replace("pets.yaml", "../../pets.yaml"),
    );
    could_not_run(
        &workspace.run(&arguments),
        "rust/generator.toml:2:8: `../../pets.yaml` must be inside",
    );
}

#[test]
fn the_search_ends_at_the_root_of_the_repository() {
    let workspace = Workspace::new(PETS);
    workspace.put("inner/.git", "gitdir: elsewhere\n");
    could_not_run(
        &generator(&workspace.path("inner"), &["check"]),
        "there is no spec/generator.toml or generator.toml",
    );
}

#[test]
fn clients_with_one_package_are_refused() {
    let workspace = Workspace::new(PETS);
    workspace.put(
        "spec/generator.toml",
        format!("{CONFIG}{}", CONFIG.replace("generated", "other")),
    );
    let before = workspace.snapshot();
    could_not_run(
        &workspace.run(&[]),
        "spec/generator.toml:7:11: the client in `generated` already has a package `pets-runtime`",
    );
    assert_eq!(workspace.snapshot(), before);
}

#[test]
fn a_description_is_read_from_standard_input() {
    let workspace = empty();
    let arguments = ["--spec", "-", "--out", "out", "--package", "pets"];
    let run = generator_with(&workspace.path(""), &arguments, &[], PETS);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(workspace.path("out/Cargo.toml").exists());
    let check = [&["check"], &arguments[..]].concat();
    let other = PETS.replace("Pets", "Dogs");
    assert_eq!(
        generator_with(&workspace.path(""), &check, &[], PETS).code,
        Some(0)
    );
    assert_eq!(
        generator_with(&workspace.path(""), &check, &[], &other).code,
        Some(1)
    );
    let run = generator_with(
        &workspace.path(""),
        &check,
        &[],
        "openapi: 3.0.3\ninfo: {}\npaths: []\n",
    );
    assert!(run.stderr.contains("--> <stdin>:2:1\n"), "{run:?}");
    let run = generator_with(&workspace.path(""), &["coverage", "--spec", "-"], &[], PETS);
    assert!(run.stdout.starts_with("<stdin>: "), "{run:?}");
}

#[test]
fn a_url_is_not_fetched() {
    let workspace = empty();
    let run = workspace.run(&[
        "--spec",
        "https://example.com/a.yaml",
        "--out",
        "out",
        "--package",
        "pets",
    ]);
    could_not_run(
        &run,
        "nothing is fetched: use `curl -fsSL https://example.com/a.yaml | generator --spec -`",
    );
    could_not_run(
        &workspace.run(&["init", "https://example.com/a.yaml"]),
        "nothing is fetched",
    );
}
