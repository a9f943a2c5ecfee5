//! The matrix: each row of `cases/review/rows` is compiled, and its surfaces are compared.

use std::collections::{BTreeMap, BTreeSet};

use generator::Runtime;
use tests::corpus::{Workspace, shared_runtime};
use tests::review::packages::{self, Package};
use tests::review::rows::{self, Expected, Failures};
use tests::review::rustc::{self, Module, Program};
use tests::review::{Finding, Group, Row, Verdict, Version, merge};

/// The workspace of the clients of all rows.
pub(crate) const WORKSPACE: &str = "review";

/// What each module of witnesses uses.
const IMPORTS: &str = "use api::{types, operations, Blocking, Client, ErrorKind}; type C = Client<Blocking>; \
                       type R<T> = Result<T, Box<dyn std::error::Error>>;";

/// The rows whose surfaces say something else about the signatures than the witnesses, and why.
const OTHER_VERDICT: &[(&str, Verdict, &str)] = &[
    (
        "B1",
        Verdict::Major,
        "`impl Into<Choice>` takes what the one body was",
    ),
    (
        "O7",
        Verdict::Patch,
        "deprecation is documentation, which a surface has not",
    ),
    (
        "Q14b",
        Verdict::Patch,
        "a constant is checked when it is compiled, and the check is a meaning",
    ),
    (
        "Q21",
        Verdict::Major,
        "`impl Into<Choice>` takes what the one body was",
    ),
    (
        "Q21b",
        Verdict::Major,
        "`impl Into<Choice>` takes what the one body was",
    ),
];

/// The rows whose surfaces say something else about the meanings than is true, and why.
const OTHER_MEANING: &[(&str, &str)] = &[
    (
        "O3c",
        "ids of operations are in errors and spans, and not on the wire",
    ),
    ("Q8", "a looser check refuses nothing that was sent"),
    ("Q9d", "a format without a type of its own is documentation"),
    ("Q15", "a looser check refuses nothing that was sent"),
    ("Q18", "a default is documentation"),
    (
        "R1b",
        "a property moves from `extra` to a field, which is a new item",
    ),
    ("R10", "a value is no longer unknown, which its new variant says"),
    ("R19", "a value is no longer unknown, which its new variant says"),
    (
        "R19c",
        "a new variant takes values from another, whose own evidence is the same",
    ),
    (
        "R29",
        "a property that isn't received reads as absent, as an optional one may",
    ),
    ("S1b", "more responses are documented"),
    ("S2b", "more responses are documented"),
    ("S10d", "more responses are documented"),
    ("S11", "more headers are documented"),
];

#[test]
fn each_witness_fails_as_its_row_says() {
    let rows = rows::all().expect("rows");
    let groups = merge::groups(&rows).expect("no name is in two rows");
    let clients = packages();
    let workspace = Workspace::open(WORKSPACE).expect("a workspace");
    let programs = Version::ALL.map(|version| program(version, &groups));
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
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Compares what fails with what the row says. With `REVIEW_UPDATE=1`, the row is changed.
fn check(row: &Row, failures: Failures, wrong: &mut Vec<String>) {
    // The codes of lints are words. A lint is an error only for code that asks for it.
    let codes = || failures.values().flatten();
    let rust = match (codes().any(|code| code.starts_with("E0")), surface(row).verdict) {
        (true, _) => Verdict::Major,
        (false, Verdict::Patch) if failures.is_empty() => Verdict::Patch,
        (false, Verdict::Patch | Verdict::Minor | Verdict::Major) => Verdict::Minor,
    };
    let measured = Expected {
        fails: failures,
        rust,
        ..row.expected.clone()
    };
    if measured == row.expected {
        return;
    }
    if std::env::var_os("REVIEW_UPDATE").is_some() {
        row.expect(&measured).expect("written");
    }
    wrong.push(format!("{}: {:?} {:?}", row.name, measured.rust, measured.fails));
}

#[test]
fn the_surface_says_what_rustc_says() {
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let rows = rows::all().expect("rows");
    let names: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    for row in &rows {
        let finding = surface(row);
        let Expected {
            change,
            rust,
            silent,
            fails,
        } = &row.expected;
        let codes: BTreeSet<&str> = fails.values().flatten().map(String::as_str).collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let mark = |is: bool| if is { "†" } else { " " };
        println!(
            "{:5} {rust} {} | {} {} | {change} {}",
            row.name,
            mark(*silent),
            finding.verdict,
            mark(finding.silent),
            codes.join(" ")
        );
        let verdict = OTHER_VERDICT.iter().find(|(name, ..)| *name == row.name);
        let said = verdict.map_or(*rust, |(_, said, _)| *said);
        let excused = verdict.is_none_or(|(_, said, _)| said != rust);
        if finding.verdict != said || !excused {
            wrong.push(format!("{}: {rust}, but {finding:#?}", row.name));
        }
        let differs = OTHER_MEANING.iter().any(|(name, _)| *name == row.name);
        // Where code doesn't compile, other meanings come to light.
        if *rust != Verdict::Major && (finding.silent != *silent) != differs {
            wrong.push(format!("{}: silent is {silent}, but {finding:#?}", row.name));
        }
        let verdict = match rust {
            Verdict::Patch => "patch",
            Verdict::Minor => "minor",
            Verdict::Major => "major",
        };
        *counts.entry(verdict).or_default() += 1;
        *counts.entry("silent").or_default() += usize::from(*silent);
    }
    println!("{counts:?}");
    let excused = OTHER_VERDICT.iter().map(|(name, ..)| name);
    for name in excused.chain(OTHER_MEANING.iter().map(|(name, _)| name)) {
        assert!(names.contains(*name), "{name} is not a row");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the surfaces of the row's own descriptions say.
fn surface(row: &Row) -> Finding {
    let [old, new] = packages::pair("row", &row.old, &row.new, &Runtime::Embedded).expect("two clients");
    Finding::of(&old.surface, &new.surface)
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

fn package_name(number: usize, version: Version) -> String {
    format!("pair-{number}-{}", version.as_str())
}

/// All witnesses, with the clients of a version.
fn program(version: Version, groups: &[Group]) -> Program {
    let mut dependencies = "http = \"1\"\nserde_json = \"1\"\n".to_owned();
    let mut modules = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let package = package_name(number, version);
        dependencies.push_str(&format!(
            "pair{number} = {{ path = \"../{package}\", package = \"{package}\", default-features = false }}\n"
        ));
        modules.extend(group.rows.iter().map(|row| Module {
            name: module(row),
            imports: format!("use pair{number} as api; {IMPORTS}"),
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
