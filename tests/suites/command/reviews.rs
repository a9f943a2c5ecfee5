//! `generator diff`: its sides, its exit codes, and the lines that name the compared descriptions.

use std::fs;
use std::path::Path;
use std::process::Command;

use tests::command::Run;

use super::{CONFIG, Workspace, could_not_run};

pub(crate) const OLD: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get: {operationId: listPets, responses: {'200': {description: Pets., content: {application/json: {schema: {$ref: 'common.yaml#/Pet'}}}}}}
  /owners:
    get: {operationId: listOwners, responses: {'204': {description: Done.}}}
";
const COMMON: &str = "Pet: {type: object, properties: {name: {type: string}}}\n";

/// Runs git in a folder, without the user's configuration.
pub(crate) fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.com",
            "-c",
            "protocol.file.allow=always",
        ])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
}

impl Workspace {
    pub(crate) fn in_git(&self, arguments: &[&str]) {
        git(self.0.path(), arguments);
    }

    pub(crate) fn commit(&self) {
        self.in_git(&["add", "--all"]);
        self.in_git(&["commit", "--quiet", "--allow-empty", "--message", "A change"]);
    }
}

/// A repository whose branch `main` has one commit.
pub(crate) fn repository() -> Workspace {
    let workspace = Workspace::new(OLD);
    workspace.put("spec/common.yaml", COMMON);
    workspace.in_git(&["init", "--quiet", "--initial-branch=main"]);
    workspace.commit();
    workspace
}

pub(crate) fn ends(run: &Run, code: i32, line: &str) {
    assert_eq!(run.code, Some(code), "{run:?}");
    assert!(run.stdout.contains(line), "{line}: {run:?}");
}

#[test]
fn a_change_is_compared_with_the_merge_base_and_nothing_is_written() {
    let workspace = repository();
    let before = workspace.snapshot();
    ends(&workspace.run(&["diff"]), 0, "nothing changed");
    assert_eq!(workspace.snapshot(), before);
    workspace.in_git(&["checkout", "--quiet", "-b", "topic"]);
    workspace.put("spec/common.yaml", COMMON.replace("string", "integer"));
    let run = workspace.run(&["diff"]);
    ends(&run, 1, "type-changed");
    ends(
        &workspace.run(&["diff", "--surface"]),
        1,
        "+ types::Pet.name: Option<i64> = \"name\" optional    type-changed",
    );
    assert_eq!(workspace.run(&["diff", "main"]).code, Some(1));
    workspace.commit();
    ends(&workspace.run(&["diff", "main", "topic"]), 1, "type-changed");
    ends(&workspace.run(&["diff", "topic", "topic"]), 0, "nothing changed");
    let open = [
        "diff",
        "--gate",
        "old-clients=none",
        "--gate",
        "rust=none",
        "--gate",
        "silent=none",
    ];
    ends(&workspace.run(&open), 0, "type-changed");
    could_not_run(
        &workspace.run(&["diff", "--gate", "wire=none"]),
        "`wire=none` is not a gate",
    );
}

#[test]
fn files_are_compared_with_revisions_and_with_each_other() {
    let workspace = repository();
    workspace.put("spec/new.yaml", OLD.replace("/owners", "/people"));
    ends(&workspace.run(&["diff", "main", "spec/new.yaml"]), 1, "/people");
    ends(
        &workspace.run(&["diff", "spec/pets.yaml", "spec/new.yaml"]),
        1,
        "/people",
    );
    ends(&workspace.run(&["diff", "spec/pets.yaml"]), 0, "nothing changed");
    could_not_run(
        &workspace.run(&["diff", "gone"]),
        "`gone` is neither a git revision nor a file",
    );
    could_not_run(&workspace.run(&["diff", "--", "-x"]), "it begins with `-`");
    could_not_run(
        &workspace.run(&["diff", "--client", "cats"]),
        "there is no client `cats`",
    );
}

#[test]
fn clients_are_paired_by_their_packages() {
    let workspace = repository();
    workspace.in_git(&["mv", "spec/pets.yaml", "spec/animals.yaml"]);
    let renamed = CONFIG.replace("pets.yaml", "animals.yaml");
    workspace.put("spec/generator.toml", &renamed);
    ends(
        &workspace.run(&["diff"]),
        0,
        "the description is spec/animals.yaml now, and was spec/pets.yaml",
    );
    let other = renamed.replace("\"pets\"", "\"animals\"");
    workspace.put("spec/generator.toml", other);
    let run = workspace.run(&["diff"]);
    ends(&run, 1, "animals: the client is new; there is nothing to compare");
    ends(&run, 1, "pets: the client is removed");
}

#[test]
fn a_checkout_without_the_main_branch_names_the_branch_to_fetch() {
    let workspace = repository();
    workspace.in_git(&["checkout", "--quiet", "-b", "topic"]);
    workspace.commit();
    workspace.in_git(&["checkout", "--quiet", "main"]);
    workspace.put("spec/other.yaml", "so that the two commits differ");
    workspace.commit();
    let url = format!("file://{}", workspace.0.path().display());
    let clone = Workspace::new(OLD);
    let shallow = clone.path("shallow");
    let folder = clone.0.path();
    git(
        folder,
        &[
            "clone",
            "--quiet",
            "--depth=1",
            "--no-single-branch",
            "--branch=topic",
            &url,
            "shallow",
        ],
    );
    let run = tests::command::generator(&shallow, &["diff"]);
    could_not_run(&run, "is not in this shallow clone");
    git(&shallow, &["fetch", "--quiet", "--unshallow"]);
    ends(
        &tests::command::generator(&shallow, &["diff"]),
        0,
        "nothing changed",
    );
    git(&shallow, &["checkout", "--quiet", "--detach"]);
    for name in ["refs/remotes/origin/HEAD", "refs/remotes/origin/main"] {
        git(&shallow, &["update-ref", "--no-deref", "-d", name]);
    }
    let run = tests::command::generator(&shallow, &["diff"]);
    could_not_run(
        &run,
        "none of origin/HEAD, origin/main, origin/master, main, master exists",
    );
    fs::remove_dir_all(workspace.path(".git")).expect("removed");
    could_not_run(
        &workspace.run(&["diff"]),
        "this folder is not in a git repository",
    );
}

#[test]
fn a_failed_comparison_is_never_reported_as_unchanged() {
    let workspace = repository();
    let before = workspace.snapshot();
    for (path, text, what) in [
        ("spec/pets.yaml", "- just\n- a list\n", "error["),
        ("spec/pets.yaml", "openapi: 3.0.3\n: [", "error[syntax]"),
        (
            "spec/pets.lock",
            "<<<<<<< HEAD\n",
            "line 1 of the lock is invalid",
        ),
    ] {
        let old = fs::read_to_string(workspace.path(path)).ok();
        workspace.put(path, text);
        let run = workspace.run(&["diff"]);
        ends(&run, 2, ": not compared");
        assert!(run.stderr.contains(what), "{run:?}");
        assert!(!run.stdout.contains("nothing changed"), "{run:?}");
        match old {
            Some(old) => workspace.put(path, old),
            None => fs::remove_file(workspace.path(path)).expect("removed"),
        }
    }
    workspace.put("spec/generator.toml", "[[client]]\n");
    could_not_run(&workspace.run(&["diff"]), "generator.toml:1:1: missing field");
    workspace.put("spec/generator.toml", CONFIG);
    let paths = |snapshot: std::collections::BTreeMap<_, _>| snapshot.into_keys().collect::<Vec<_>>();
    assert_eq!(paths(workspace.snapshot()), paths(before));
}

#[test]
fn an_accepted_change_passes_and_still_counts_for_the_version() {
    let workspace = repository();
    workspace.put("spec/pets.yaml", OLD.replace("/owners", "/people"));
    let run = workspace.run(&["diff"]);
    ends(&run, 1, "write `version = \"0.2.0\"`");
    let ids = run
        .stdout
        .lines()
        .filter_map(|line| line.trim().strip_prefix("= id: "));
    let ids: Vec<&str> = ids.collect();
    assert!(!ids.is_empty(), "{run:?}");
    let accept = [&["diff", "--accept"][..], &ids, &["--reason", "a \"new\" name"]].concat();
    let unknown = ["diff", "--accept", "0123", "--reason", "x"];
    could_not_run(&workspace.run(&unknown), "there is no change `0123`");
    ends(&workspace.run(&accept), 0, "accepted");
    let text = fs::read_to_string(workspace.path("spec/generator.toml")).expect("a text");
    assert!(text.starts_with(CONFIG), "{text}");
    ends(&workspace.run(&["diff"]), 1, "write `version = \"0.2.0\"`");
    let versioned = text.replace("out =", "version = \"0.2.0\"\nout =");
    workspace.put("spec/generator.toml", &versioned);
    ends(&workspace.run(&["diff"]), 0, "1 accepted");
    // The entry of a merged change is a warning, and a new one that matches nothing fails.
    workspace.commit();
    let run = workspace.run(&["diff"]);
    ends(&run, 0, "nothing changed");
    assert!(run.stderr.contains("is merged; remove the entry"), "{run:?}");
    workspace.put(
        "spec/generator.toml",
        format!("{versioned}\n[[client.accept]]\ncode = \"operation-removed\"\nbelow = \"#/paths/~1x\"\nreason = \"y\"\n"),
    );
    let run = workspace.run(&["diff"]);
    ends(&run, 1, "nothing changed");
    assert!(
        run.stderr
            .contains("there is no change `operation-removed` below `#/paths/~1x`"),
        "{run:?}"
    );
}

#[test]
fn kinds_of_change_are_explained() {
    let workspace = Workspace::new(OLD);
    ends(
        &workspace.run(&["explain", "pattern-stricter"]),
        0,
        "Who breaks: ",
    );
    ends(&workspace.run(&["explain"]), 0, "pattern-stricter");
}

#[test]
fn a_report_is_written_in_each_format() {
    let workspace = repository();
    workspace.put("spec/pets.yaml", OLD.replace("/owners", "/people"));
    let formats = [
        ("--markdown", "<!-- generator-diff:pets:v1 -->"),
        ("--json", "\"path-changed\""),
        ("--sarif", "\"2.1.0\""),
        ("--code-quality", "\"fingerprint\""),
    ];
    for (option, what) in formats {
        ends(&workspace.run(&["diff", option, "-"]), 1, what);
        assert_eq!(workspace.run(&["diff", option, "report"]).code, Some(1));
        let text = fs::read_to_string(workspace.path("report")).expect("a report");
        assert!(text.contains(what), "{text}");
    }
    ends(&workspace.run(&["diff", "--annotations"]), 1, "::error ");
    workspace.put("spec/pets.yaml", "- broken\n");
    ends(&workspace.run(&["diff", "--json", "-"]), 2, "\"error\"");
    ends(
        &workspace.run(&["diff", "--sarif", "-"]),
        2,
        "\"executionSuccessful\": false",
    );
}

#[test]
fn a_warning_that_only_the_new_side_has_is_printed() {
    let workspace = repository();
    workspace.put(
        "spec/pets.yaml",
        OLD.replace("operationId: listPets", "operatonId: listPets"),
    );
    let run = workspace.run(&["diff"]);
    assert!(run.stderr.contains("warning[unknown-key]"), "{run:?}");
    assert!(run.stderr.contains("did you mean `operationId`?"), "{run:?}");
    workspace.commit();
    let run = workspace.run(&["diff", "main", "main"]);
    assert!(!run.stderr.contains("unknown-key"), "{run:?}");
}
