//! S2: references that lead out of the description's folder. Opening a pipe without a writer never returns, so it would be
//! noticed, and a listener would notice a connection.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::process::Command;

use tempfile::TempDir;
use tests::command::limited;

const SECONDS: u32 = 5;
const KIB: u32 = 512 << 10;

fn description(reference: &str) -> String {
    let reference = serde_json::to_string(reference).expect("a string");
    format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"get": {{"operationId": "a",
        "responses": {{"200": {{"description": "ok", "content": {{"application/json": {{"schema":
        {{"$ref": {reference}}}}}}}}}}}}}}}}}}}"#
    )
}

#[test]
fn s2_references_open_no_file_outside_and_no_connection() {
    let folder = TempDir::new().expect("a folder");
    let (outside, inside) = (folder.path().join("outside.json"), folder.path().join("spec"));
    fs::create_dir(&inside).expect("a folder");
    let made = Command::new("mkfifo")
        .arg(&outside)
        .status()
        .expect("mkfifo starts");
    assert!(made.success(), "a pipe");
    symlink(&outside, inside.join("link.json")).expect("a link");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("not blocking");
    let host = listener.local_addr().expect("an address");
    for reference in [
        format!("http://{host}/pets.json#/Pet"),
        format!("//{host}/pets.json#/Pet"),
        format!("file://{}#/Pet", outside.display()),
        format!("{}#/Pet", outside.display()),
        "file:///etc/passwd".to_owned(),
        "/etc/passwd#/root".to_owned(),
        "../outside.json#/Pet".to_owned(),
        "%2e%2e/outside.json#/Pet".to_owned(),
        "..\\outside.json#/Pet".to_owned(),
        "link.json#/Pet".to_owned(),
        "./link.json".to_owned(),
    ] {
        fs::write(inside.join("pets.json"), description(&reference)).expect("written");
        let arguments = ["--spec", "pets.json", "--out", "out", "--package", "pets"];
        let run = limited(&inside, &arguments, SECONDS, KIB);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(1), ""),
            "{reference}: {run:?}"
        );
        let located =
            run.stderr.contains("error[external-reference]") && run.stderr.contains("--> pets.json:3:");
        assert!(located, "{reference}: {}", run.stderr);
        assert!(!run.stderr.contains("root:x"), "{reference}: {}", run.stderr);
        assert!(!inside.join("out").exists(), "{reference}");
        let called = listener.accept().map(|_| ()).map_err(|error| error.kind());
        assert_eq!(called, Err(std::io::ErrorKind::WouldBlock), "{reference}");
    }
}

/// Files above the description are read only inside the git repository or the named folder.
#[test]
fn s2_a_root_folder_is_never_left() {
    let folder = TempDir::new().expect("a folder");
    let repository = folder.path().join("repository");
    let spec = repository.join("api/v1");
    for made in [&spec, &repository.join(".git"), &repository.join("common")] {
        fs::create_dir_all(made).expect("a folder");
    }
    let pet = r#"{"Pet": {"type": "string"}}"#;
    fs::write(folder.path().join("outside.json"), pet).expect("written");
    fs::write(repository.join("common/pet.json"), pet).expect("written");
    symlink(folder.path().join("outside.json"), repository.join("link.json")).expect("a link");
    symlink(&repository, folder.path().join("linked")).expect("a link");
    let is_read = |reference: &str, from: &std::path::Path, root: &[&str]| {
        fs::write(spec.join("pets.json"), description(reference)).expect("written");
        let arguments = ["--spec", "pets.json", "--out", "out", "--package", "pets"];
        let run = limited(from, &[&arguments[..], root].concat(), SECONDS, KIB);
        let is_refused = run.stderr.contains("error[external-reference]");
        assert_eq!(run.code, Some(i32::from(is_refused)), "{reference}: {run:?}");
        !is_refused
    };
    let above = "../../common/pet.json#/Pet";
    assert!(is_read(above, &spec, &[]));
    assert!(is_read(above, &folder.path().join("linked/api/v1"), &[]));
    assert!(is_read("../../api/v1/../../common/pet.json#/Pet", &spec, &[]));
    for outside in ["../../../outside.json#/Pet", "../../link.json#/Pet"] {
        assert!(!is_read(outside, &spec, &[]), "{outside}");
    }
    assert!(
        !is_read(above, &spec, &["--root", ".."]),
        "a root folder of the user's own"
    );
    fs::remove_dir(repository.join(".git")).expect("removed");
    assert!(!is_read(above, &spec, &[]), "no repository");
    assert!(is_read(above, &spec, &["--root", "../.."]));
    let run = limited(
        &spec,
        &[
            "--spec",
            "pets.json",
            "--out",
            "out",
            "--package",
            "pets",
            "--root",
            "../../common",
        ],
        SECONDS,
        KIB,
    );
    assert_eq!(run.code, Some(2), "{run:?}");
}

/// `root` of a client in generator.toml limits its references to that folder, relative to `spec/`.
#[test]
fn s2_the_root_folder_of_a_client_is_its_own() {
    let folder = TempDir::new().expect("a folder");
    let spec = folder.path().join("work/spec");
    for made in [&spec.join("v1"), &folder.path().join("work/common")] {
        fs::create_dir_all(made).expect("a folder");
    }
    let pet = r#"{"Pet": {"type": "string"}}"#;
    fs::write(folder.path().join("work/common/pet.json"), pet).expect("written");
    fs::write(folder.path().join("outside.json"), pet).expect("written");
    for (root, reference, is_read) in [
        ("", "../../common/pet.json#/Pet", false),
        ("root = \".\"", "../../common/pet.json#/Pet", false),
        ("root = \"..\"", "../../common/pet.json#/Pet", true),
        ("root = \"..\"", "../../../outside.json#/Pet", false),
        ("root = \"../..\"", "../../../outside.json#/Pet", true),
    ] {
        fs::write(spec.join("v1/pets.json"), description(reference)).expect("written");
        let client = "[[client]]\nspec = \"v1/pets.json\"\npackage = \"pets\"\nout = \"out\"";
        fs::write(spec.join("generator.toml"), format!("{client}\n{root}\n")).expect("written");
        let run = limited(&folder.path().join("work"), &["generate"], SECONDS, KIB);
        let is_refused = run.stderr.contains("error[external-reference]");
        assert_eq!(run.code, Some(i32::from(!is_read)), "{root} {reference}: {run:?}");
        assert_eq!(is_refused, !is_read, "{root} {reference}: {run:?}");
    }
    let client = "[[client]]\nspec = \"v1/pets.json\"\npackage = \"pets\"\nout = \"out\"\nroot = \"v2\"\n";
    fs::write(spec.join("generator.toml"), client).expect("written");
    let run = limited(&folder.path().join("work"), &["generate"], SECONDS, KIB);
    assert!(run.code != Some(0) && run.stderr.contains("v2"), "{run:?}");
}

/// Files that generator.toml names are read, also for a URL, without a connection.
#[test]
fn s2_configured_files_are_read_instead_of_urls() {
    let folder = TempDir::new().expect("a folder");
    let spec = folder.path().join("spec");
    fs::create_dir(&spec).expect("a folder");
    fs::create_dir(folder.path().join("shared")).expect("a folder");
    fs::write(
        folder.path().join("shared/pet.json"),
        r#"{"Pet": {"type": "string"}}"#,
    )
    .expect("written");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("not blocking");
    let url = format!("http://{}/pets.json", listener.local_addr().expect("an address"));
    symlink(folder.path().join("shared/pet.json"), spec.join("link.json")).expect("a link");
    for (reference, named) in [
        (format!("{url}#/Pet"), format!("{url:?} = \"../shared/pet.json\"")),
        (
            "../shared/pet.json#/Pet".to_owned(),
            "\"../shared/pet.json\" = \"../shared/pet.json\"".to_owned(),
        ),
        (
            "link.json#/Pet".to_owned(),
            "\"link.json\" = \"link.json\"".to_owned(),
        ),
    ] {
        fs::write(spec.join("pets.json"), description(&reference)).expect("written");
        for (names, code) in [(named.as_str(), 0), ("", 1)] {
            let config = format!(
                "[[client]]\nspec = \"pets.json\"\npackage = \"pets\"\nout = \"out\"\n[client.references]\n{names}\n"
            );
            fs::write(spec.join("generator.toml"), config).expect("written");
            let run = limited(folder.path(), &["check"], SECONDS, KIB);
            let is_refused = run.stderr.contains("error[external-reference]");
            // `check` fails, since nothing has been generated.
            assert_eq!(
                (run.code, is_refused),
                (Some(1), code == 1),
                "{reference}: {run:?}"
            );
        }
    }
    assert!(listener.accept().is_err(), "a connection was made");
}

/// A reference to an unreadable file in the folder is a located warning, and the run doesn't wait.
#[test]
fn s2_only_files_are_read() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("folder")).expect("a folder");
    let made = Command::new("mkfifo")
        .arg(folder.path().join("pipe.json"))
        .status();
    assert!(made.expect("mkfifo starts").success(), "a pipe");
    fs::write(folder.path().join("latin1.json"), b"{\"Pet\": \"\xe9\"}").expect("written");
    symlink("ring.json", folder.path().join("ring.json")).expect("a link");
    for reference in [
        "folder#/Pet",
        "pipe.json#/Pet",
        "latin1.json#/Pet",
        "ring.json",
        "gone.json",
        "pets.json/x",
    ] {
        fs::write(folder.path().join("pets.json"), description(reference)).expect("written");
        let arguments = ["--spec", "pets.json", "--out", "out", "--package", "pets"];
        let run = limited(folder.path(), &arguments, SECONDS, KIB);
        let is_located =
            run.stderr.contains("warning[dangling-reference]") && run.stderr.contains("--> pets.json:3:");
        assert!(run.code == Some(0) && is_located, "{reference}: {run:?}");
    }
}

/// The length of a chain of documents is limited, as that of references in one document is.
#[test]
fn s2_documents_are_parsed_once_however_they_refer_to_each_other() {
    let folder = TempDir::new().expect("a folder");
    for n in 0..1_000 {
        let text = format!(
            r##"{{"type": "object", "properties": {{"next": {{"$ref": "{}.json"}}, "all": {{"$ref": "0.json"}}}}}}"##,
            (n + 1) % 1_000
        );
        fs::write(folder.path().join(format!("{n}.json")), text).expect("written");
    }
    fs::write(folder.path().join("pets.json"), description("0.json")).expect("written");
    let arguments = ["--spec", "pets.json", "--out", "out", "--package", "pets"];
    let run = limited(folder.path(), &arguments, SECONDS * 4, KIB);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("1000 types"), "{run:?}");
}
