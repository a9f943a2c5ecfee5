//! A run with the inputs and outputs of an earlier run does nothing, and prints the same.

use std::fs;
use std::path::PathBuf;

use super::Workspace;
use tests::command::Run;

/// A description with a diagnostic, an overlay and a reference to another file.
const DESCRIPTION: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents: {schemas: {Pet: {$ref: 'pet.yaml'}, \
                           Cat: {typ: object}}}\n";
const CONFIG: &str =
    "[[client]]\nspec = \"pets.yaml\"\npackage = \"pets\"\nout = \"generated\"\noverlays = [\"more.yaml\"]\n";
const OVERLAY: &str = "overlay: 1.0.0\ninfo: {title: a, version: '1'}\nactions: [{target: $.info, update: {description: Pets.}}]\n";
const PET: &str = "type: object\nproperties: {name: {type: string}}\n";

/// In the printed text of a record: only a run that uses the record prints it.
const MARK: &str = "from the record";

fn workspace() -> Workspace {
    let workspace = Workspace::new(DESCRIPTION);
    workspace.put("spec/generator.toml", CONFIG);
    workspace.put("spec/more.yaml", OVERLAY);
    workspace.put("spec/pet.yaml", PET);
    workspace.put("target/.rustc_info.json", "{}");
    workspace
}

fn records(workspace: &Workspace) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(workspace.path("target/generator")) else {
        return Vec::new();
    };
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// Runs until a run has changed nothing, and marks its record, which is the only one.
fn mark(workspace: &Workspace) {
    for _ in 0..2 {
        assert_eq!(workspace.run(&[]).code, Some(0));
    }
    let [record]: [PathBuf; 1] = records(workspace).try_into().expect("one record");
    let text = fs::read_to_string(&record).expect("a record");
    let marked = text.replacen("\"printed\":\"", &format!("\"printed\":\"{MARK} "), 1);
    assert_ne!(text, marked);
    fs::write(record, marked).expect("written");
}

fn is_marked(run: &Run) -> bool {
    run.stderr.contains(MARK)
}

/// The output without the time that the run took.
fn timeless(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split(" (").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_run_without_changes_prints_what_the_earlier_run_printed() {
    let workspace = workspace();
    let first = workspace.run(&[]);
    assert_eq!(first.code, Some(0), "{first:?}");
    assert!(first.stderr.contains("typ"), "{first:?}");
    let again = workspace.run(&[]);
    assert_eq!((again.code, &again.stderr), (Some(0), &first.stderr));
    mark(&workspace);
    let before = workspace.snapshot();
    let generated = workspace.run(&["generate"]);
    let checked = workspace.run(&["check"]);
    assert!(
        is_marked(&generated) && is_marked(&checked),
        "{generated:?} {checked:?}"
    );
    assert_eq!(timeless(&generated.stdout), timeless(&again.stdout));
    assert_eq!(timeless(&checked.stdout), "pets: up to date");
    assert_eq!((generated.code, checked.code), (Some(0), Some(0)));
    assert_eq!(workspace.snapshot(), before);
}

#[test]
fn a_change_of_any_file_is_noticed() {
    let workspace = workspace();
    for (path, is_generated) in [
        ("spec/pets.yaml", false),
        ("spec/generator.toml", false),
        ("spec/more.yaml", false),
        ("spec/pet.yaml", false),
        ("spec/pets.lock", true),
        ("generated/src/types.rs", true),
        ("generated/Cargo.toml", true),
        ("generated/.generated", true),
        ("generated/runtime/Cargo.toml", true),
    ] {
        mark(&workspace);
        let text = fs::read_to_string(workspace.path(path)).expect(path);
        workspace.put(path, format!("{text}# changed\n"));
        let checked = workspace.run(&["check"]);
        assert!(!is_marked(&checked), "{path}: {checked:?}");
        assert_eq!(checked.code, Some(i32::from(is_generated)), "{path}: {checked:?}");
        workspace.put(path, text);
    }
    for path in ["spec/pet.yaml", "spec/pets.lock", "generated/src/types.rs"] {
        mark(&workspace);
        let text = fs::read_to_string(workspace.path(path)).expect(path);
        fs::remove_file(workspace.path(path)).expect("removed");
        assert!(!is_marked(&workspace.run(&["check"])), "{path}");
        workspace.put(path, text);
        assert!(is_marked(&workspace.run(&["check"])), "{path}: as before");
    }
}

#[test]
fn a_missing_file_that_appears_is_noticed() {
    let workspace = workspace();
    fs::remove_file(workspace.path("spec/pet.yaml")).expect("removed");
    mark(&workspace);
    assert!(is_marked(&workspace.run(&[])));
    workspace.put("spec/pet.yaml", PET);
    let with = workspace.run(&[]);
    assert!(!is_marked(&with) && with.code == Some(0), "{with:?}");
}

#[test]
fn other_arguments_and_failures_have_no_record() {
    let workspace = workspace();
    let denied = workspace.run(&["--deny", "warnings"]);
    assert_eq!(
        (denied.code, records(&workspace).len()),
        (Some(1), 0),
        "{denied:?}"
    );
    assert_eq!(workspace.run(&["check"]).code, Some(1));
    assert_eq!(workspace.run(&[]).code, Some(0));
    assert_eq!(records(&workspace).len(), 0, "this run changed the lock");
    mark(&workspace);
    assert!(!is_marked(&workspace.run(&["check", "-v"])));
    assert!(is_marked(&workspace.run(&["check"])));
}

#[test]
fn without_a_target_folder_nothing_is_recorded() {
    let workspace = workspace();
    fs::remove_dir_all(workspace.path("target")).expect("removed");
    assert_eq!(workspace.run(&[]).code, Some(0));
    assert!(!workspace.path("target").exists());
}
