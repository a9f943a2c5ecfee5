//! The losses of JSON instances that pass through generated types: `snapshots/fidelity`, which may only improve. With
//! `FIDELITY=accept` it is rewritten even if it is worse; state the reason in the commit.
//!
//! A valid instance is decoded, violates no constraint, and is encoded as an equal value. The keywords of a schema without
//! `type` imply one (`properties` without `type: object`). An instance of another type is refused, and listed as such.
//!
//! An invalid instance is one of these:
//! - rejected: it is not decoded, or validation reports it before it is sent;
//! - unknown: it is decoded into the variant for unknown values, or into an additional property in place of a constant. Enums
//!   and unions are open by design;
//! - mended: another value is encoded, since the type can't hold the invalid part: a closed object skips additional properties;
//! - lossy: a diagnostic reports that a part of the schema is not enforced;
//! - otherwise, it is a defect.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;

use generator::diagnostics::{Code, Severity};
use generator::{Generated, Input, Options};
use serde_json::Value;
use tests::corpus::{self, Description, Workspace, shared_runtime};
use tests::fidelity::suite::{self, Group, Test};
use tests::fidelity::{Question, Response, ask, equal, ratchet, real};

const PACKAGE: &str = "json-schema";

#[test]
fn json_schema_suite() -> io::Result<()> {
    let Some(groups) = suite::groups()? else {
        return Ok(());
    };
    let mut tally = Tally::default();
    let mut taken: BTreeMap<usize, BTreeSet<Code>> = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        let (generated, codes) = generate(PACKAGE, suite::description([(index, group)]));
        match generated {
            Some(_) => drop(taken.insert(index, codes)),
            None => tally.refuse(group, &codes),
        }
    }
    let described = groups
        .iter()
        .enumerate()
        .filter(|(index, _)| taken.contains_key(index));
    let (generated, codes) = generate(PACKAGE, suite::description(described));
    let generated = generated.unwrap_or_else(|| panic!("all together are refused: {codes:?}"));
    let tests: Vec<(usize, &Group, &Test)> = taken
        .keys()
        .filter_map(|index| Some((*index, groups.get(*index)?)))
        .flat_map(|(index, group)| group.tests.iter().map(move |test| (index, group, test)))
        .collect();
    let questions: Vec<Question> = tests
        .iter()
        .map(|(index, _, test)| Question {
            holder: suite::names(*index).1,
            instance: test.data.clone(),
        })
        .collect();
    let workspace = Workspace::open("fidelity")?;
    let answers = ask(&workspace, PACKAGE, generated.files, &questions)?;
    for ((index, group, test), answer) in tests.into_iter().zip(answers) {
        let codes = taken.get(&index).cloned().unwrap_or_default();
        tally.count(group, test, &answer, &codes);
    }
    ratchet::hold(PACKAGE, &tally.render(), tally.lines)
}

/// The results for the instances.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<&'static str, usize>,
    refused: BTreeMap<Code, usize>,
    /// The results that differ from the suite, by name.
    lines: BTreeSet<String>,
}

impl Tally {
    fn refuse(&mut self, group: &Group, codes: &BTreeSet<Code>) {
        let names: Vec<String> = codes.iter().map(ToString::to_string).collect();
        self.lines
            .insert(format!("refused {}: {}", names.join(" "), group.name()));
        for code in codes {
            *self.refused.entry(*code).or_default() += 1;
        }
        *self.counts.entry("refused groups").or_default() += 1;
    }

    fn count(&mut self, group: &Group, test: &Test, answer: &Response, codes: &BTreeSet<Code>) {
        let (verdict, why) = match test.valid {
            true => valid(group, test, answer),
            false => (invalid(test, answer, codes), String::new()),
        };
        *self.counts.entry(verdict).or_default() += 1;
        if !GOOD.contains(&verdict) {
            let name = format!("{} / {}", group.name(), test.description);
            let line = format!("{verdict}: {name}: {why}");
            self.lines.insert(line.trim_end_matches([':', ' ']).to_owned());
        }
    }

    fn render(&self) -> String {
        let counts = self
            .counts
            .iter()
            .map(|(verdict, count)| format!("{verdict} {count}\n"));
        let refused = self
            .refused
            .iter()
            .map(|(code, count)| format!("refused {code} {count}\n"));
        counts.chain(refused).collect()
    }
}

/// The results that agree with the suite.
const GOOD: [&str; 5] = [
    "valid, equal",
    "invalid, rejected",
    "invalid, unknown",
    "invalid, mended",
    "invalid, lossy",
];

fn valid(group: &Group, test: &Test, answer: &Response) -> (&'static str, String) {
    match answer {
        Response::Refused(message) => {
            let found = message.split(", expected").next().unwrap_or_default();
            let is_whole = found.starts_with("$.v[0]:") && group.schema.get("type").is_none();
            let is_implied = is_whole || !says_type(&group.schema);
            let verdict = match found.contains("invalid type") && is_implied {
                true => "valid, not of the implied type",
                false => "valid, refused",
            };
            (verdict, found.to_owned())
        }
        Response::Taken { encoded, .. } if !equal(&test.data, encoded) => {
            ("valid, changed", format!("{} became {encoded}", test.data))
        }
        Response::Taken { violations, .. } if !violations.is_empty() => {
            ("valid, denied", violations.join("; "))
        }
        Response::Taken { .. } => ("valid, equal", String::new()),
    }
}

/// Whether the schema contains `type` anywhere.
fn says_type(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => members
            .iter()
            .any(|(key, value)| key == "type" || says_type(value)),
        Value::Array(items) => items.iter().any(says_type),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn invalid(test: &Test, answer: &Response, codes: &BTreeSet<Code>) -> &'static str {
    match answer {
        Response::Refused(_) => "invalid, rejected",
        Response::Taken { violations, .. } if !violations.is_empty() => "invalid, rejected",
        Response::Taken { unknown: true, .. } => "invalid, unknown",
        Response::Taken { encoded, .. } if !equal(&test.data, encoded) => "invalid, mended",
        Response::Taken { .. } if !codes.is_empty() => "invalid, lossy",
        Response::Taken { .. } => "invalid, taken",
    }
}

/// Instances of the schemas of real descriptions, and mutations of them as real servers send. `CORPUS=all` uses every
/// description, `CORPUS=github,asana` these two.
#[test]
fn instances_of_real_descriptions() -> io::Result<()> {
    let chosen = std::env::var("CORPUS").unwrap_or_default();
    let descriptions = match chosen.as_str() {
        "" => corpus::named(&QUICK)?,
        "all" => corpus::descriptions()?,
        names => corpus::named(&names.split(',').collect::<Vec<_>>())?,
    };
    let workspace = Workspace::open("fidelity")?;
    let mut worse = Vec::new();
    for description in descriptions.unwrap_or_default() {
        if let Err(error) = pass(&workspace, &description) {
            worse.push(format!("{}: {error}", description.name));
        }
    }
    assert!(worse.is_empty(), "{}", worse.join("\n"));
    Ok(())
}

/// Descriptions for every run, in every dialect.
const QUICK: [&str; 4] = ["buildomat", "propolis", "tictactoe31", "uber20"];

fn pass(workspace: &Workspace, description: &Description) -> io::Result<()> {
    let name = description.name.as_str();
    let text = fs::read_to_string(&description.path)?;
    let mut document = real::read(&text).ok_or_else(|| io::Error::other("not a description"))?;
    let raw = document.clone();
    let asked = real::questions(&raw);
    real::add_holders(&mut document, &raw);
    let (generated, codes) = generate(name, document.to_string());
    let generated = generated.ok_or_else(|| io::Error::other(format!("refused: {codes:?}")))?;
    let questions: Vec<Question> = asked.iter().map(|(question, _, _)| question.clone()).collect();
    let answers = ask(workspace, name, generated.files, &questions)?;
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    let mut lines = BTreeSet::new();
    for ((question, label, wanted), answer) in asked.iter().zip(&answers) {
        let verdict = match answer {
            Response::Refused(message) => Err(format!("refused: {}", message.replace(&question.holder, "…"))),
            Response::Taken { encoded, .. } if equal(encoded, wanted) => Ok(()),
            Response::Taken { encoded, .. } => Err(format!("{wanted} became {encoded}")),
        };
        let kind = label.split(" of ").next().unwrap_or_default();
        let good = if verdict.is_ok() { "kept" } else { "lost" };
        *tally.entry(format!("{kind}, {good}")).or_default() += 1;
        if let Err(why) = verdict {
            let why: String = why.chars().take(300).collect();
            lines.insert(format!("{label}: {why}"));
        }
    }
    let tally: String = tally
        .iter()
        .map(|(kind, count)| format!("{kind} {count}\n"))
        .collect();
    ratchet::hold(name, &tally, lines)
}

/// Generates. Returns the codes of errors or, without errors, of constraints that are not enforced.
fn generate(package: &str, text: String) -> (Option<Generated>, BTreeSet<Code>) {
    let input = Input {
        name: format!("{package}.json"),
        text,
        lock: None,
        options: Options {
            package: package.into(),
            runtime: shared_runtime("fidelity"),
            ..Options::default()
        },
    };
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input);
    let refused = |severity| matches!(severity, Severity::Error) == generated.is_none();
    let codes = diagnostics
        .iter()
        .filter(|diagnostic| refused(diagnostic.severity) && diagnostic.code != Code::NameCollision);
    let codes = codes.map(|diagnostic| diagnostic.code).collect();
    (generated, codes)
}
