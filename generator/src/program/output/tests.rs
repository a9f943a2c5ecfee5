use std::time::SystemTime;

use tempfile::TempDir;

use crate::program::output::*;

fn files(entries: &[(&str, &str)]) -> Files {
    entries
        .iter()
        .map(|(path, text)| (PathBuf::from(path), (*text).to_owned()))
        .collect()
}

fn folder() -> (TempDir, Folder) {
    let temporary = TempDir::new().expect("a folder");
    let folder = Folder::new(temporary.path().join("generated"));
    (temporary, folder)
}

/// The files below `folder`/`at`. A link is listed, not followed.
fn collect_files(folder: &Path, at: &Path, into: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder.join(at)).expect("a folder") {
        let entry = entry.expect("an entry");
        let below = at.join(entry.file_name());
        if entry.file_type().expect("a kind").is_dir() {
            collect_files(folder, &below, into);
        } else {
            into.insert(below);
        }
    }
}

fn written(changed: usize, unchanged: usize, removed: usize) -> Result<Written, String> {
    Ok(Written {
        changed,
        unchanged,
        removed,
    })
}

fn everything(folder: &Folder) -> Vec<String> {
    let mut found = BTreeSet::new();
    collect_files(&folder.path, Path::new(""), &mut found);
    found.iter().map(|path| path.display().to_string()).collect()
}

fn modified(folder: &Folder, path: &str) -> SystemTime {
    fs::metadata(folder.path.join(path))
        .and_then(|metadata| metadata.modified())
        .expect("a time")
}

#[test]
fn only_changed_files_are_written_and_stale_files_are_removed() {
    let (_temporary, folder) = folder();
    let first = files(&[("src/lib.rs", "1"), ("src/old/a.rs", "2"), ("Cargo.toml", "3")]);
    assert_eq!(folder.write(&first), written(3, 0, 0));
    assert_eq!(
        everything(&folder),
        [".generated", "Cargo.toml", "src/lib.rs", "src/old/a.rs"]
    );
    let before = (modified(&folder, "src/lib.rs"), modified(&folder, ".generated"));
    assert_eq!(folder.write(&first), written(0, 3, 0));
    assert_eq!(
        before,
        (modified(&folder, "src/lib.rs"), modified(&folder, ".generated"))
    );
    let second = files(&[("src/lib.rs", "1"), ("Cargo.toml", "4")]);
    assert_eq!(folder.write(&second), written(1, 1, 1));
    assert_eq!(everything(&folder), [".generated", "Cargo.toml", "src/lib.rs"]);
    assert!(
        !folder.path.join("src/old").exists(),
        "an empty folder is removed"
    );
    assert_eq!(before.0, modified(&folder, "src/lib.rs"));
    assert_eq!(folder.compare(&second), Ok(vec![]));
}

#[test]
fn files_of_others_are_left_alone() {
    let (_temporary, folder) = folder();
    folder
        .write(&files(&[("src/lib.rs", "1"), ("src/a.rs", "2")]))
        .expect("written");
    fs::write(folder.path.join("Cargo.lock"), "theirs").expect("written");
    fs::write(folder.path.join("src/theirs.rs"), "theirs").expect("written");
    assert_eq!(folder.write(&files(&[("src/lib.rs", "1")])), written(0, 1, 1));
    assert_eq!(
        everything(&folder),
        [".generated", "Cargo.lock", "src/lib.rs", "src/theirs.rs"]
    );
    let refused = folder
        .write(&files(&[("src/lib.rs", "3"), ("src/theirs.rs", "4")]))
        .expect_err("refused");
    assert!(
        refused.ends_with("src/theirs.rs: the generator did not write this file; move it away"),
        "{refused}"
    );
    assert_eq!(
        fs::read_to_string(folder.path.join("src/lib.rs")).expect("a text"),
        "1",
        "nothing was written"
    );
    // If the list was deleted, a file that is already up to date is adopted.
    fs::remove_file(folder.path.join(LIST)).expect("removed");
    assert_eq!(folder.write(&files(&[("src/lib.rs", "1")])), written(0, 1, 0));
}

#[test]
fn paths_that_lead_out_are_refused() {
    let (temporary, folder) = folder();
    for path in ["../out.rs", "/tmp/out.rs", "src/../../out.rs", ""] {
        assert!(folder.write(&files(&[(path, "x")])).is_err(), "{path}");
    }
    fs::create_dir_all(&folder.path).expect("a folder");
    fs::write(temporary.path().join("victim"), "x").expect("written");
    fs::write(folder.path.join(LIST), "../victim\n").expect("written");
    assert!(folder.write(&files(&[("a", "x")])).is_err());
    assert!(temporary.path().join("victim").exists());
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (temporary, folder) = folder();
    let outside = temporary.path().join("outside");
    fs::create_dir_all(&outside).expect("a folder");
    fs::write(outside.join("lib.rs"), "theirs").expect("written");
    fs::create_dir_all(&folder.path).expect("a folder");
    symlink(&outside, folder.path.join("src")).expect("a link");
    fs::write(folder.path.join(LIST), "src/lib.rs\n").expect("written");
    assert!(folder.write(&files(&[("src/lib.rs", "x")])).is_err());
    assert!(
        folder.write(&files(&[("a.rs", "x")])).is_err(),
        "a stale file behind a link"
    );
    assert_eq!(
        fs::read_to_string(outside.join("lib.rs")).expect("a text"),
        "theirs"
    );
    assert!(!folder.path.join("a.rs").exists());
}

#[test]
fn differences_are_missing_edited_stale_and_extra_files() {
    let (_temporary, folder) = folder();
    folder
        .write(&files(&[
            ("src/a.rs", "a\n"),
            ("src/b.rs", "b\n"),
            ("src/c.rs", "c\n"),
        ]))
        .expect("written");
    fs::write(folder.path.join("src/a.rs"), "edited\n").expect("written");
    fs::remove_file(folder.path.join("src/b.rs")).expect("removed");
    fs::write(folder.path.join("src/extra.rs"), "extra\n").expect("written");
    let wanted = files(&[("src/a.rs", "a\n"), ("src/b.rs", "b\n")]);
    let found = folder.compare(&wanted).expect("differences");
    let of = |name: &str| {
        found
            .iter()
            .find(|it| it.path.ends_with(name))
            .expect("a difference")
    };
    let sides = |name: &str| (of(name).old.as_deref(), of(name).new.as_deref());
    assert_eq!(
        found.len(),
        4,
        "and the list, but nothing that was not written: {found:?}"
    );
    assert_eq!(sides("a.rs"), (Some("edited\n"), Some("a\n")));
    assert_eq!(sides("b.rs"), (None, Some("b\n")));
    assert_eq!(sides("c.rs"), (Some("c\n"), None));
    let diff = unified(of("a.rs"));
    assert!(diff.contains("@@ -1 +1 @@\n-edited\n+a\n"), "{diff}");
    assert!(unified(of("b.rs")).starts_with("--- /dev/null\n+++ b/"));
}

#[test]
fn the_files_of_an_interrupted_run_are_repaired() {
    let (_temporary, folder) = folder();
    let wanted = files(&[("src/a.rs", "a"), ("src/b.rs", "b")]);
    folder.write(&wanted).expect("written");
    // The run was killed after it had moved the list and one file.
    fs::write(
        folder.path.join(LIST),
        list(
            [
                PathBuf::from("src/a.rs"),
                PathBuf::from("src/b.rs"),
                PathBuf::from("src/c.rs"),
            ]
            .iter(),
        ),
    )
    .expect("written");
    fs::write(folder.path.join("src/c.rs"), "c").expect("written");
    let stage = folder.path.join(".generated-a1B2c3");
    fs::create_dir(&stage).expect("a folder");
    fs::write(stage.join("1"), "half").expect("written");
    let theirs = folder.path.join(".generated-of-theirs");
    fs::create_dir(&theirs).expect("a folder");
    folder.write(&wanted).expect("written");
    assert_eq!(folder.compare(&wanted), Ok(vec![]));
    assert_eq!(everything(&folder), [".generated", "src/a.rs", "src/b.rs"]);
    assert!(!stage.exists() && theirs.exists());
    let staged = folder.path.join(".generated-file-a1B2c3");
    fs::write(&staged, "half").expect("written");
    assert_eq!(write_file(&folder.path.join("x.lock"), "x"), Ok(true));
    assert!(!staged.exists());
}

#[test]
fn runs_take_turns() {
    let (temporary, _) = folder();
    let first = Turn::take(temporary.path(), || ()).expect("a turn");
    let (waits, waiting) = std::sync::mpsc::channel();
    let path = temporary.path().to_owned();
    let second = std::thread::spawn(move || Turn::take(&path, || waits.send(()).expect("heard")).is_ok());
    waiting.recv().expect("the second run waits");
    assert!(!second.is_finished());
    drop(first);
    assert!(second.join().expect("an end"));
}
