//! S2: references that lead out of the description's folder. A pipe without a writer shows who opens it, since that never
//! returns; a listener shows who calls it.

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
fn s2_references_open_nothing_outside_and_call_nobody() {
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
