//! The matrix: the witnesses of each row of `cases/review/rows` are compiled with both clients.

use std::collections::BTreeMap;

use generator::review::{Review, Rust};
use tests::corpus::{Workspace, shared_runtime};
use tests::measure;
use tests::review::packages::{self, Package};
use tests::review::rows::{self, Expected, Failures};
use tests::review::rustc::{self, Module, Program};
use tests::review::{Group, Row, Version, merge};

/// The workspace of the clients of all rows.
pub(crate) const WORKSPACE: &str = "review";

/// The imports of each module of witnesses. A crate may lack `types` or `operations`.
const IMPORTS: &str = "use api::*; type R<T> = Result<T, Box<dyn std::error::Error>>;";

/// What a module uses of a client. A crate of types alone has none.
const CLIENT: &str = "type C = Client<Blocking>;";

#[test]
fn each_witness_fails_as_its_row_expects() {
    let before = measure::spent().expect("a time");
    let rows = rows::all().expect("rows");
    let groups = merge::groups(&rows).expect("no name is in two rows");
    let clients = packages();
    let workspace = Workspace::open(WORKSPACE).expect("a workspace");
    let programs = Version::ALL.map(|version| program(version, &groups, &clients));
    let mut members: Vec<String> = programs.iter().map(|program| program.name.clone()).collect();
    for (name, package) in clients {
        workspace.write(&name, &package.files).expect("written");
        members.push(name);
    }
    workspace
        .set_members(members.iter().map(String::as_str))
        .expect("a manifest");
    let failed = rustc::failing(&workspace, &programs).expect("an error is in a witness");
    drop(workspace);
    let [old, _] = &programs;
    let with_old: Vec<_> = failed
        .keys()
        .filter(|(program, _)| *program == old.name)
        .collect();
    assert!(
        with_old.is_empty(),
        "{with_old:?} don't compile with the old client"
    );
    let mut wrong = Vec::new();
    let [_, new] = &programs;
    for row in &rows {
        let failures = failed
            .get(&(new.name.clone(), module(row)))
            .cloned()
            .unwrap_or_default();
        check(row, failures, &mut wrong);
    }
    let spent = measure::spent().expect("a time") - before;
    println!(
        "{} rows in {} pairs of clients: {:.1} CPU s",
        rows.len(),
        groups.len(),
        spent.as_secs_f64()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Compares the failures with those in the row. With `REVIEW_UPDATE=1`, the row is changed.
fn check(row: &Row, failures: Failures, wrong: &mut Vec<String>) {
    // The codes of lints are words. A lint is an error only for code that asks for it.
    let breaks = failures.values().flatten().any(|code| code.starts_with("E0"));
    let rust = match breaks {
        true => Rust::Major,
        false if failures.is_empty() && is_same(row) => Rust::Patch,
        false => Rust::Minor,
    };
    let rust = rust.as_str().to_owned();
    if (&rust, &failures) == (&row.expected.rust, &row.expected.fails) {
        return;
    }
    wrong.push(format!("{}: {rust} {failures:?}", row.name));
    update(row, |expected| {
        expected.rust = rust;
        expected.fails = failures;
    });
}

/// Whether the client has the same items as before.
fn is_same(row: &Row) -> bool {
    let new = reviewed(row).surface;
    new.iter().all(|line| line.rust == Rust::Patch)
}

/// Changes what a row says, where that is asked for.
pub(crate) fn update(row: &Row, change: impl FnOnce(&mut Expected)) {
    if std::env::var_os("REVIEW_UPDATE").is_some() {
        row.update(change).expect("written");
    }
}

/// The review of a row.
pub(crate) fn reviewed(row: &Row) -> Review {
    packages::review(&row.old, &row.new).expect("a review")
}

/// The clients of a group.
fn client(number: usize, group: &Group) -> [Package; 2] {
    let name = format!("pair-{number}");
    packages::pair(&name, &group.old, &group.new, &shared_runtime(WORKSPACE)).expect("two clients")
}

/// The clients of all groups, by their packages.
pub(crate) fn packages() -> BTreeMap<String, Package> {
    let groups = merge::groups(&rows::all().expect("rows")).expect("no name is in two rows");
    let pairs = groups.iter().enumerate().map(|(number, group)| {
        let names = Version::ALL.map(|version| package_name(number, version));
        names.into_iter().zip(client(number, group))
    });
    pairs.flatten().collect()
}

pub(crate) fn package_name(number: usize, version: Version) -> String {
    format!("pair-{number}-{}", version.as_str())
}

/// All witnesses, with the clients of a version.
fn program(version: Version, groups: &[Group], clients: &BTreeMap<String, Package>) -> Program {
    let mut dependencies = "http = \"1\"\nserde_json = \"1\"\n".to_owned();
    let mut modules = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let package = package_name(number, version);
        let options = &group.side(version).options;
        let client = if options.contains("# mode: types") {
            ""
        } else {
            CLIENT
        };
        let name = format!("pair{number}");
        dependencies.push_str(
            &clients
                .get(&package)
                .expect("a client")
                .dependency(&name, &package),
        );
        modules.extend(group.rows.iter().map(|row| Module {
            name: module(row),
            imports: format!("use pair{number} as api; {IMPORTS} {client}"),
            items: rustc::items(&row.witness).expect("functions and constants"),
        }));
    }
    Program {
        name: format!("witness-{}", version.as_str()),
        dependencies,
        modules,
    }
}

/// The module of a row's witnesses.
fn module(row: &Row) -> String {
    row.name.to_lowercase()
}
