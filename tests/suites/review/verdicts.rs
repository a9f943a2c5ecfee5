//! The verdicts of each row: the rules, what they do on the wire and to code, and whether rustc agrees.

use std::collections::{BTreeMap, BTreeSet};

use generator::review::verdict::Verdict;
use generator::review::{Review, Rule, Rust, Silent};
use tests::review::rows::{self, Expected, Row};

use super::matrix::{reviewed, update};

/// The rows whose review says something else about code than the witnesses, and why.
const OTHER_VERDICT: &[(&str, Rust, &str)] = &[
    ("R31", Rust::Major, UNUSED),
    ("S2", Rust::Major, UNUSED),
    ("S5", Rust::Major, UNUSED),
    ("S6", Rust::Major, UNUSED),
    ("S8b", Rust::Major, UNUSED),
];

/// A type that no operation used is now received.
const UNUSED: &str = "`new` of the type goes, and the witness does not call it";

/// The errors that the review does not expect in a row, and why.
const UNFORESEEN: &[(&str, &str, &str)] = &[
    (
        "Q4b",
        "E0624",
        "the setter that goes has the name of a function of the macro",
    ),
    (
        "Q10b",
        "E0277",
        "the argument that stays is in the place of the new one",
    ),
    ("R22c", "E0608", "only values of JSON have an index"),
];

fn silent(of: Silent) -> &'static str {
    match of {
        Silent::No => "no",
        Silent::Read => "read",
        Silent::Sent => "sent",
    }
}

/// What the review says about a row. What rustc says is as the row has it.
fn said(row: &Row, review: &Review) -> Expected {
    let verdict = Verdict::of(review);
    let codes = review.changes.iter().map(|change| change.rule.code().to_owned());
    let wire = review.changes.iter().flat_map(|change| {
        let facts = change.wire.iter();
        facts.map(move |fact| format!("{} {}: {fact}", change.rule, change.subject))
    });
    Expected {
        rules: codes.collect(),
        old_clients: verdict.old_clients.as_str().to_owned(),
        new_clients: verdict.new_clients.as_str().to_owned(),
        silent: silent(verdict.silent).to_owned(),
        wire: wire.collect(),
        ..row.expected.clone()
    }
}

#[test]
fn each_review_is_as_its_row_says() {
    let mut wrong = Vec::new();
    for row in rows::all().expect("rows") {
        let review = reviewed(&row);
        if !review.unexplained.is_empty() {
            wrong.push(format!("{}: {:?}", row.name, review.unexplained));
        }
        let said = said(&row, &review);
        if said == row.expected {
            continue;
        }
        wrong.push(format!("{}: {said:#?}", row.name));
        update(&row, |expected| {
            let (rust, fails) = (expected.rust.clone(), expected.fails.clone());
            *expected = Expected { rust, fails, ..said };
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_review_says_about_code_what_rustc_says() {
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let rows = rows::all().expect("rows");
    for row in &rows {
        let Expected {
            change,
            rules: _,
            old_clients,
            new_clients,
            rust,
            silent,
            fails,
            wire: _,
        } = &row.expected;
        let review = reviewed(row);
        let rust_of_review = Verdict::of(&review).rust;
        let name = &row.name;
        let codes: BTreeSet<&str> = fails.values().flatten().map(String::as_str).collect();
        let foretold: BTreeSet<&str> = review
            .changes
            .iter()
            .flat_map(|of| of.codes.iter().copied())
            .collect();
        let unforeseen = codes
            .difference(&foretold)
            .copied()
            .filter(|of| of.starts_with("E0"));
        let unforeseen: Vec<&str> = unforeseen.collect();
        let known = UNFORESEEN
            .iter()
            .filter(|(other, ..)| other == name)
            .map(|(_, code, _)| *code);
        if unforeseen != known.collect::<Vec<&str>>() {
            wrong.push(format!("{name}: {unforeseen:?} are not in {foretold:?}"));
        }
        let codes: Vec<&str> = codes.into_iter().collect();
        let codes = codes.join(" ");
        println!("{name:5} {old_clients:7} {new_clients:7} {rust} {silent:4} | {change} {codes}");
        let other = OTHER_VERDICT.iter().find(|(other, ..)| other == name);
        let expected = other.map_or(rust.as_str(), |(_, said, _)| said.as_str());
        if rust_of_review.as_str() != expected || other.is_some_and(|(_, said, _)| said.as_str() == rust) {
            wrong.push(format!("{name}: {rust}, but the review says {rust_of_review:?}"));
        }
        *counts.entry(rust.clone()).or_default() += 1;
        *counts.entry(format!("silent: {silent}")).or_default() += 1;
    }
    println!("{counts:?}");
    for (name, ..) in OTHER_VERDICT {
        assert!(rows.iter().any(|row| row.name == *name), "{name} is not a row");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The table of rules names the rows that each rule covers, and the reviews of the rows report it there.
#[test]
fn each_rule_is_reported_in_the_rows_of_its_table() {
    let rows = rows::all().expect("rows");
    let found: BTreeMap<&str, &BTreeSet<String>> = rows
        .iter()
        .map(|row| (row.name.as_str(), &row.expected.rules))
        .collect();
    let mut wrong = Vec::new();
    for rule in Rule::ALL {
        let code = rule.code();
        for row in rule.rows() {
            if found.get(row).is_none_or(|rules| !rules.contains(code)) {
                wrong.push(format!("{code} is not reported in the row {row}"));
            }
        }
        if rule.rows().is_empty() {
            wrong.push(format!("{code} has no row"));
        }
        if !rule.explanation().starts_with(&format!("# {code}\n")) {
            wrong.push(format!("the page of {code} has another title"));
        }
    }
    for (row, codes) in found {
        let mut rules = codes.iter().map(|code| code.parse::<Rule>().expect("a rule"));
        if !codes.is_empty() && !rules.any(|rule| rule.rows().contains(&row)) {
            wrong.push(format!("{row} is a row of none of {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
