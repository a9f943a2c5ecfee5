//! Microsoft's cross-language conformance suite: its server checks the requests of generated clients. By default the folders
//! run that cover more than the other suites. `CORPUS=all` runs all folders, as `cargo run -p tests --bin conformance` does.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

use tests::conformance::{self, Version};

const QUICK: [&str; 9] = [
    "authentication/union",
    "encode/bytes",
    "parameters/collection-format",
    "payload/content-negotiation",
    "payload/multipart",
    "payload/xml",
    "routes",
    "streaming/sse",
    "type/union/discriminated",
];

/// The folders with other keywords in OpenAPI 3.1.
const QUICK_3_1: [&str; 3] = ["encode/bytes", "payload/multipart", "type/property/nullable"];

#[test]
fn all_scenarios_pass_except_excluded_ones() {
    let all = std::env::var("CORPUS").is_ok_and(|chosen| chosen == "all");
    let folders = QUICK.iter().filter(|_| !all).map(|folder| (*folder).to_owned());
    let Some(run) = conformance::run(Version::V3_0, &folders.collect::<Vec<_>>()).expect("the suite runs")
    else {
        return;
    };
    println!("{}", run.table());
    assert_eq!(run.surprises().expect("the list of exclusions"), "");
    assert!(run.passed() > 140, "{}", run.table());
}

#[test]
fn scenarios_pass_with_openapi_3_1() {
    let all = std::env::var("CORPUS").is_ok_and(|chosen| chosen == "all");
    let folders = QUICK_3_1
        .iter()
        .filter(|_| !all)
        .map(|folder| (*folder).to_owned());
    let folders: Vec<String> = folders.collect();
    let Some(run) = conformance::run(Version::V3_1, &folders).expect("the suite runs") else {
        return;
    };
    println!("{}", run.table());
    assert_eq!(run.surprises().expect("the list of exclusions"), "");
    assert!(run.passed() > 40, "{}", run.table());
}
