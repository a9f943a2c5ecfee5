//! What a review says about deployed clients holds for compiled clients: they read random responses of the new server, and
//! an independent validator accepts their random requests for the new description.

use std::collections::BTreeMap;
use std::ops::Range;

use generator::internals::ir::Api;
use generator::review::Effect;
use tests::corpus::Workspace;
use tests::external::Tools;
use tests::review::oracle::{Dice, Pair, mutate, run};
use tests::review::packages::json;
use tests::review::{Group, Version, merge, rows};

use super::matrix::{WORKSPACE, package_name, packages};

/// How many random requests, and responses of each kind, each operation of a pair has.
const ROUNDS: usize = 10;

/// How many random changes of rows are tried; `REVIEW_ORACLE` is another number, and `REVIEW_SEED` the first seed.
const MUTATIONS: usize = 150;

/// The least number of rows that are said to break deployed clients and have a trial that fails.
const LEAST: usize = 50;

#[test]
fn old_clients_meet_what_the_verdict_says() {
    let Some(python) = Tools::python().expect("an installation") else {
        return;
    };
    let groups = merge::groups(&rows::all().expect("rows")).expect("no name is in two rows");
    // Those with options have other clients than the oracle expects.
    let groups: Vec<(usize, Group)> = groups.into_iter().enumerate().filter(is_plain).collect();
    let rows = row_pairs(&groups);
    let first = number("REVIEW_SEED").unwrap_or(0);
    let count = number("REVIEW_ORACLE").unwrap_or(MUTATIONS);
    let mutated = mutated_pairs(&groups, first..first + count);
    let workspace = Workspace::open(WORKSPACE).expect("a workspace");
    for (name, package) in packages() {
        workspace.write(&name, &package.files).expect("written");
    }
    let clients = clients(&groups);
    let pairs: Vec<Pair> = rows.iter().chain(&mutated).cloned().collect();
    let tally = run(&workspace, &clients, &python, &pairs, ROUNDS).expect("answers");
    drop(workspace);
    println!(
        "{} rows and {} mutations: responses and requests checked {:?}, not valid {:?}, refused by types {}, \
         not judged {}, said to break {:?}",
        rows.len(),
        mutated.len(),
        tally.checked,
        tally.invalid,
        tally.refused,
        tally.unjudged,
        tally.broken
    );
    for (what, pairs) in [("rows", &rows), ("mutations", &mutated)] {
        let breaking = pairs.iter().filter(|pair| pair.worst == Effect::Break);
        let (shown, hidden): (Vec<&Pair>, Vec<&Pair>) =
            breaking.partition(|pair| tally.shown.contains(&pair.name));
        println!(
            "{what}: {} said to break and fail, {} don't",
            shown.len(),
            hidden.len()
        );
        let least = if what == "rows" { LEAST } else { 0 };
        assert!(shown.len() >= least, "{} {what} fail", shown.len());
        for pair in hidden {
            println!("  {}: {}", pair.name, pair.breaks.join("; "));
        }
    }
    let wrong = tally.wrong.iter().map(|(name, why)| format!("{name}: {why}"));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A number from the environment.
fn number(variable: &str) -> Option<usize> {
    std::env::var(variable).ok()?.parse().ok()
}

fn is_plain((_, group): &(usize, Group)) -> bool {
    [&group.old, &group.new]
        .iter()
        .all(|side| side.options.trim().is_empty())
}

/// The rows themselves.
fn row_pairs(groups: &[(usize, Group)]) -> Vec<Pair> {
    let pairs = groups.iter().flat_map(|(number, group)| {
        let package = package_name(*number, Version::Old);
        group.rows.iter().map(move |row| {
            let pair = Pair::new(
                &row.name,
                &package,
                row.old.tree.to_json(),
                row.new.tree.to_json(),
            );
            pair.unwrap_or_else(|| panic!("{} is not compared", row.name))
        })
    });
    pairs.collect()
}

/// Random changes of the old descriptions. The seed of each is in its name.
fn mutated_pairs(groups: &[(usize, Group)], seeds: Range<usize>) -> Vec<Pair> {
    let rows = groups.iter().flat_map(|(number, group)| {
        group
            .rows
            .iter()
            .map(move |row| (package_name(*number, Version::Old), row))
    });
    let rows: Vec<_> = rows.collect();
    let pairs = seeds.filter_map(|seed| {
        let mut dice = Dice::new(seed as u64);
        let (package, row) = dice.pick(&rows)?;
        let old = row.old.tree.to_json();
        let mut new = old.clone();
        let change = mutate(&mut new, &mut dice)?;
        Pair::new(
            &format!("seed {seed} ({}, {change})", row.name),
            &package,
            old,
            new,
        )
    });
    pairs.collect()
}

/// What the old descriptions mean for their clients, by package.
fn clients(groups: &[(usize, Group)]) -> BTreeMap<String, Api> {
    let clients = groups.iter().map(|(number, group)| {
        let api = generator::internals::api("api.json", &json(&group.old.tree)).expect("a client");
        (package_name(*number, Version::Old), api)
    });
    clients.collect()
}
