//! The GitHub Action and the hooks that this repository offers, run as their users' tools run them.

#![cfg(unix)]

use std::fs;
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use tests::command::{binary, generator};
use tests::external::{Tools, transcript};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const PETS: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\n";
const CONFIG: &str = "[[client]]\nspec = \"pets.yaml\"\npackage = \"pets\"\nout = \"generated\"\n";

/// A cargo that installs the program that the suite has built. `.ci/adopt` tries the real one.
const CARGO: &str = "#!/usr/bin/env bash
[ \"$1 $2 $3 $5\" = 'install --locked --path --root' ] || exit 9
[ -f \"$4/Cargo.toml\" ] || exit 9
mkdir -p \"$6/bin\"
ln -s \"$BUILT\" \"$6/bin/generator\"
";

/// A folder whose client is up to date.
fn workspace() -> io::Result<TempDir> {
    let folder = TempDir::new()?;
    fs::create_dir(folder.path().join("spec"))?;
    fs::write(folder.path().join("spec/pets.yaml"), PETS)?;
    fs::write(folder.path().join("spec/generator.toml"), CONFIG)?;
    let run = generator(folder.path(), &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    Ok(folder)
}

/// Makes the client of the folder stale.
fn change(folder: &Path) -> io::Result<()> {
    fs::write(folder.join("spec/pets.yaml"), PETS.replace("Pets", "Cats"))
}

/// `PATH` with `folder` before the rest.
fn path_with(folder: &Path) -> io::Result<std::ffi::OsString> {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let folders = [PathBuf::from(folder)]
        .into_iter()
        .chain(std::env::split_paths(&rest));
    std::env::join_paths(folders).map_err(io::Error::other)
}

fn git(folder: &Path, arguments: &[&str]) -> io::Result<()> {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    let output = Command::new("git")
        .current_dir(folder)
        .args(identity)
        .args(arguments)
        .output()?;
    assert!(output.status.success(), "{}", transcript(&output));
    Ok(())
}

/// The schema of GitHub's actions accepts the action, and rejects it with a misspelled word.
#[test]
fn the_action_matches_the_schema_of_actions() -> io::Result<()> {
    let Some(python) = Tools::python()? else {
        return Ok(());
    };
    let action = fs::canonicalize(Path::new(ROOT).join(".github/actions/generate/action.yml"))?;
    let judge = |action: &Path| {
        let arguments = [
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "vendor.github-actions",
        ];
        python.command().args(arguments).arg(action).output()
    };
    let ours = judge(&action)?;
    assert!(ours.status.success(), "{}", transcript(&ours));
    let text = fs::read_to_string(&action)?;
    let wrong = text.replace("using: composite", "using: composit");
    assert_ne!(wrong, text);
    let folder = TempDir::new()?;
    let path = folder.path().join("action.yml");
    fs::write(&path, wrong)?;
    assert!(!judge(&path)?.status.success(), "a wrong action was accepted");
    Ok(())
}

/// The shell steps of the action install the program of its revision and run the command.
#[test]
fn the_steps_of_the_action_check_clients() -> io::Result<()> {
    let Some(python) = Tools::python()? else {
        return Ok(());
    };
    let tools = TempDir::new()?;
    let cargo = tools.path().join("cargo");
    fs::write(&cargo, CARGO)?;
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755))?;
    let action = fs::canonicalize(Path::new(ROOT).join(".github/actions/generate/action.yml"))?;
    let run = |folder: &Path, command: &str| -> io::Result<Output> {
        let temp = TempDir::new()?;
        python
            .command()
            .arg("action.py")
            .args([&action, temp.path()])
            .arg(format!("working-directory={}", folder.display()))
            .arg(format!("command={command}"))
            .env("PATH", path_with(tools.path())?)
            .env("BUILT", binary())
            .output()
    };
    let folder = workspace()?;
    let fresh = run(folder.path(), "check")?;
    assert!(fresh.status.success(), "{}", transcript(&fresh));
    change(folder.path())?;
    let stale = run(folder.path(), "check")?;
    assert_eq!(stale.status.code(), Some(1), "{}", transcript(&stale));
    let written = run(folder.path(), "generate --client pets")?;
    assert!(written.status.success(), "{}", transcript(&written));
    assert!(run(folder.path(), "check")?.status.success());
    Ok(())
}

/// The program pre-commit installs the hooks from a repository and runs them.
#[test]
fn pre_commit_runs_the_hooks() -> io::Result<()> {
    let Some(python) = Tools::python()? else {
        return Ok(());
    };
    let hooks = TempDir::new()?;
    let manifest = ".pre-commit-hooks.yaml";
    fs::copy(Path::new(ROOT).join(manifest), hooks.path().join(manifest))?;
    git(hooks.path(), &["init", "--quiet"])?;
    git(hooks.path(), &["add", "."])?;
    git(hooks.path(), &["commit", "--quiet", "--message", "Offer hooks"])?;
    let programs = TempDir::new()?;
    symlink(binary(), programs.path().join("generator"))?;
    let cache = TempDir::new()?;
    let folder = workspace()?;
    git(folder.path(), &["init", "--quiet"])?;
    let run = |hook: &str| -> io::Result<Output> {
        git(folder.path(), &["add", "."])?;
        python
            .command()
            .current_dir(folder.path())
            .args(["-m", "pre_commit", "try-repo"])
            .arg(hooks.path())
            .args([hook, "--all-files"])
            .env("PATH", path_with(programs.path())?)
            .env("PRE_COMMIT_HOME", cache.path())
            .output()
    };
    let fresh = run("generator-check")?;
    assert!(fresh.status.success(), "{}", transcript(&fresh));
    change(folder.path())?;
    let stale = run("generator-check")?;
    assert_eq!(stale.status.code(), Some(1), "{}", transcript(&stale));
    let written = run("generator-generate")?;
    let is_reported = transcript(&written).contains("files were modified by this hook");
    assert!(
        !written.status.success() && is_reported,
        "{}",
        transcript(&written)
    );
    assert!(run("generator-check")?.status.success());
    Ok(())
}
