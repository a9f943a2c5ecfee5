use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Output};

use generator::Files;

use super::{Verdict, write};

fn files(files: &[(&str, &str)]) -> Files {
    let files = files.iter();
    let files = files.map(|(path, text)| (PathBuf::from(path), (*text).to_owned()));
    files.collect::<BTreeMap<_, _>>()
}

#[test]
fn writing_changes_modified_files_and_removes_obsolete_ones() {
    let folder = tempfile::tempdir().unwrap();
    let modified = |path: &str| {
        fs::metadata(folder.path().join(path))
            .unwrap()
            .modified()
            .unwrap()
    };
    write(
        folder.path(),
        &files(&[("Cargo.toml", "a"), ("src/lib.rs", "b"), ("src/x/y.rs", "c")]),
    )
    .unwrap();
    let before = modified("Cargo.toml");
    std::thread::sleep(std::time::Duration::from_millis(20));
    write(
        folder.path(),
        &files(&[("Cargo.toml", "a"), ("src/lib.rs", "changed")]),
    )
    .unwrap();
    assert_eq!(modified("Cargo.toml"), before);
    assert!(modified("src/lib.rs") > before);
    assert!(!folder.path().join("src/x/y.rs").exists());
}

#[test]
fn a_verdict_counts_the_errors_and_warnings_without_the_summary_of_cargo() {
    let of = |code: i32, printed: &str| {
        Verdict::of(&Output {
            status: ExitStatus::from_raw(code << 8),
            stdout: Vec::new(),
            stderr: printed.as_bytes().to_vec(),
        })
    };
    assert_eq!(
        of(0, "    Checking a v0.1.0\n    Finished `dev`\n"),
        Verdict::Clean
    );
    let warned = "warning: unused variable: `x`\n --> a\nwarning: `a` (lib) generated 1 warning\n";
    assert_eq!(of(0, warned), Verdict::Warnings(1, warned.to_owned()));
    let failed =
        "error[E0308]: mismatched types\nerror: could not compile `a` (lib) due to 1 previous error\n";
    assert_eq!(of(101, failed), Verdict::Errors(1, failed.to_owned()));
    // An error of cargo itself has no diagnostics to count, but is an error.
    assert!(matches!(of(101, "no such command"), Verdict::Errors(0, _)));
}
