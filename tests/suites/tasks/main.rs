//! The ten programs in `examples/tasks`: each does one task with the client of a real description, and a mock server that
//! openapi-backend makes from the description judges what it sends.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

mod clients;
mod proxy;

use std::path::Path;
use std::process::Command;

use serde_json::json;
use tests::mock::{Mock, Verdict};

use clients::{Client, program};
use proxy::Proxy;

/// Runs a program with the address of a mock server, and returns what it prints and the requests that the mock judged. `None`
/// after a skip.
fn run(name: &str, of: Client, prepare: impl Fn(&Mock) -> Vec<String>) -> Option<(String, Vec<Verdict>)> {
    let (program, description) = (program(name)?, of.description()?);
    let mock = Mock::serving(&description, of.paths()).expect("a mock")?;
    let arguments = prepare(&mock);
    let printed = output(Command::new(program).arg(mock.base_url()).args(arguments));
    let verdicts = mock.verdicts().expect("verdicts");
    let wrong: Vec<&Verdict> = verdicts.iter().filter(|verdict| !verdict.valid).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    Some((printed, verdicts))
}

/// What a program prints. It must succeed.
fn output(command: &mut Command) -> String {
    let output = command.output().expect("the program starts");
    let printed = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{}{}",
        printed(&output.stdout),
        printed(&output.stderr)
    );
    printed(&output.stdout)
}

/// The request line of the only request.
fn only(verdicts: &[Verdict]) -> String {
    let [verdict] = verdicts else {
        panic!("{verdicts:#?}");
    };
    format!("{} {}", verdict.method, verdict.url)
}

fn nothing(_: &Mock) -> Vec<String> {
    Vec::new()
}

#[test]
fn list() {
    let pets = json!([{ "id": 1, "name": "Rex" }, { "id": 2, "name": "Tom" }]);
    let answer = |mock: &Mock| {
        mock.answer_next_with(200, &pets).expect("an answer");
        Vec::new()
    };
    let Some((printed, verdicts)) = run("list", Client::Petstore, answer) else {
        return;
    };
    assert_eq!(printed, "Rex\nTom\n");
    assert_eq!(only(&verdicts), "GET /v2/pets?tags=dog&tags=cat&limit=10");
}

#[test]
fn create() {
    let answer = |mock: &Mock| {
        let pet = json!({ "id": 7, "name": "Rex" });
        mock.answer_next_with(200, &pet).expect("an answer");
        Vec::new()
    };
    let Some((printed, verdicts)) = run("create", Client::Petstore, answer) else {
        return;
    };
    assert_eq!(printed, "created Rex\n");
    assert_eq!(only(&verdicts), "POST /v2/pets");
    let bodies: Vec<&str> = verdicts.iter().map(|verdict| verdict.body.as_str()).collect();
    assert_eq!(bodies, [r#"{"name":"Rex","tag":"dog"}"#]);
}

#[test]
fn upload() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, "four words of text").expect("written");
    let arguments = |mock: &Mock| {
        let body = json!({ "total_count": 1, "entries": [{ "id": "5", "type": "file" }] });
        mock.answer_next_with(201, &body).expect("an answer");
        vec![file.display().to_string()]
    };
    let Some((printed, verdicts)) = run("upload", Client::Box, arguments) else {
        return;
    };
    assert_eq!(printed, "uploaded 1 file\n");
    assert_eq!(only(&verdicts), "POST /2.0/files/content");
    let body = verdicts
        .iter()
        .map(|verdict| verdict.body.as_str())
        .collect::<String>();
    let attributes = body.find(r#"{"name":"notes.txt","parent":{"id":"0"}}"#);
    let content = body.find("four words of text");
    assert!(attributes.is_some() && attributes < content, "{body}");
    assert!(body.contains(r#"filename="notes.txt""#), "{body}");
}

#[test]
fn download() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("copy");
    let arguments = |mock: &Mock| {
        let body = json!("the content of the file");
        mock.answer_next_with(200, &body).expect("an answer");
        vec![file.display().to_string()]
    };
    let Some((printed, verdicts)) = run("download", Client::Box, arguments) else {
        return;
    };
    assert_eq!(printed, "23 bytes\n");
    assert_eq!(only(&verdicts), "GET /2.0/files/12345/content");
    assert_eq!(
        std::fs::read_to_string(&file).expect("the copy"),
        "the content of the file"
    );
}

#[test]
fn paginate() {
    let project = |name: &str| {
        json!({
            "id": "9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e", "name": name, "description": "",
            "time_created": "2026-01-01T00:00:00Z", "time_modified": "2026-01-01T00:00:00Z",
        })
    };
    let pages = [
        json!({ "items": [project("one"), project("two")], "next_page": "after two" }),
        json!({ "items": [project("three")], "next_page": null }),
    ];
    let answer = |mock: &Mock| {
        for page in &pages {
            mock.answer_next_with(200, page).expect("an answer");
        }
        Vec::new()
    };
    let Some((printed, verdicts)) = run("paginate", Client::Nexus, answer) else {
        return;
    };
    assert_eq!(printed, "one\ntwo\nthree\n");
    let urls: Vec<&str> = verdicts.iter().map(|verdict| verdict.url.as_str()).collect();
    assert_eq!(
        urls,
        [
            "/v1/projects?limit=2",
            "/v1/projects?limit=2&page_token=after%20two"
        ]
    );
}

#[test]
fn patch_with_null() {
    let Some((printed, verdicts)) = run("patch_null", Client::Meilisearch, nothing) else {
        return;
    };
    assert_eq!(printed, "task 147\n");
    assert_eq!(only(&verdicts), "PATCH /indexes/movies/settings");
    let bodies: Vec<&str> = verdicts.iter().map(|verdict| verdict.body.as_str()).collect();
    assert_eq!(bodies, [r#"{"displayedAttributes":["title"],"stopWords":null}"#]);
}

#[test]
fn filter_by_enum() {
    // The documented example breaks its own schema.
    let task = json!({
        "uid": 144, "indexUid": "movies", "status": "canceled", "type": "settingsUpdate",
        "enqueuedAt": "2024-08-08T09:01:13.348471Z",
    });
    let answer = |mock: &Mock| {
        let body = json!({ "results": [task], "total": 1, "limit": 20 });
        mock.answer_next_with(200, &body).expect("an answer");
        Vec::new()
    };
    let Some((printed, verdicts)) = run("filter_by_enum", Client::Meilisearch, answer) else {
        return;
    };
    assert_eq!(printed, "144 canceled\n");
    assert_eq!(only(&verdicts), "GET /tasks?statuses=failed&statuses=canceled");
}

#[test]
fn typed_error() {
    let answer = |mock: &Mock| {
        mock.answer_next(404, None).expect("an answer");
        Vec::new()
    };
    let Some((printed, verdicts)) = run("typed_error", Client::Meilisearch, answer) else {
        return;
    };
    assert_eq!(printed, "Some(404): index_not_found\n");
    assert_eq!(only(&verdicts), "GET /indexes/movies");
}

#[test]
fn mock_in_a_test() {
    if let Some(program) = program("mock_in_test") {
        assert_eq!(output(&mut Command::new(program)), "up\n");
    }
}

#[test]
fn own_client_with_a_proxy() {
    let proxy = Proxy::start().expect("a proxy");
    let arguments = |_: &Mock| vec![proxy.address()];
    let Some((printed, verdicts)) = run("own_client", Client::Meilisearch, arguments) else {
        return;
    };
    assert_eq!(printed, "the index movies\n");
    assert_eq!(only(&verdicts), "GET /indexes/movies");
    let forwarded = proxy.forwarded();
    assert!(
        matches!(forwarded.as_slice(), [line] if line.starts_with("GET http://127.0.0.1:")),
        "{forwarded:?}"
    );
}

/// Each program in the folder is run by a test of this suite, and the table of README.md lists it.
#[test]
fn every_program_has_a_test() {
    let folder = Path::new(clients::PROGRAMS);
    let readme = std::fs::read_to_string(folder.join("../README.md")).expect("README.md");
    let entries = std::fs::read_dir(folder).expect("the programs");
    let suite = include_str!("main.rs");
    let mut count = 0;
    for entry in entries {
        let file = entry.expect("a file").file_name().to_string_lossy().into_owned();
        let name = file.trim_end_matches(".rs");
        let is_run = ["run", "program"]
            .iter()
            .any(|call| suite.contains(&format!("{call}(\"{name}\"")));
        assert!(is_run, "no test runs {file}");
        assert!(
            readme.contains(&format!("(tasks/{file})")),
            "README.md doesn't list {file}"
        );
        count += 1;
    }
    assert_eq!(count, 10);
}
