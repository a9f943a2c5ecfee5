//! What instances lose on their way through generated types: `snapshots/fidelity`, which may only get better. With
//! `FIDELITY=accept` it is written also where it got worse, with the reason in the commit.
//!
//! A valid instance is decoded, breaks no rule, and comes out equal. Where a schema has no `type`, the keywords in it imply
//! one, as people write it (`properties` without `type: object`): an instance of another type is refused, and listed as such.
//!
//! An invalid one is one of these:
//! - rejected: not decoded, or validation speaks up before it is sent;
//! - unknown: decoded into an arm for what the description doesn't name, or into an extra in place of a constant. Enums and
//!   unions are open by design;
//! - mended: what comes out is another value, since the type has no place for what is wrong: a closed object skips what it
//!   doesn't name;
//! - lossy: the generator said that something of this schema is not enforced;
//! - a violation of all that.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use generator::diagnostics::{Code, Diagnostics, Severity};
use generator::{Generated, Input, Options};
use serde_json::Value;
use tests::corpus::Workspace;
use tests::fidelity::suite::{self, Group, Test};
use tests::fidelity::{Answer, Question, ask, equal, ratchet};

const PACKAGE: &str = "json-schema";

#[test]
fn json_schema_suite() -> io::Result<()> {
    let Some(groups) = suite::groups()? else {
        return Ok(());
    };
    let mut tally = Tally::default();
    let mut taken: BTreeMap<usize, BTreeSet<Code>> = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        let (generated, findings) = generate(suite::description([(index, group)]));
        match generated {
            Some(_) => drop(taken.insert(index, findings)),
            None => tally.refuse(group, &findings),
        }
    }
    let described = groups
        .iter()
        .enumerate()
        .filter(|(index, _)| taken.contains_key(index));
    let (generated, findings) = generate(suite::description(described));
    let generated = generated.unwrap_or_else(|| panic!("all together are refused: {findings:?}"));
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
        let findings = taken.get(&index).cloned().unwrap_or_default();
        tally.count(group, test, &answer, &findings);
    }
    ratchet::hold(PACKAGE, &tally.render(), tally.lines)
}

/// What came of the instances.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<&'static str, usize>,
    refused: BTreeMap<Code, usize>,
    /// Whatever isn't as the suite has it, by name.
    lines: BTreeSet<String>,
}

impl Tally {
    fn refuse(&mut self, group: &Group, findings: &BTreeSet<Code>) {
        let codes: Vec<String> = findings.iter().map(ToString::to_string).collect();
        self.lines
            .insert(format!("refused {}: {}", codes.join(" "), group.name()));
        for code in findings {
            *self.refused.entry(*code).or_default() += 1;
        }
        *self.counts.entry("refused groups").or_default() += 1;
    }

    fn count(&mut self, group: &Group, test: &Test, answer: &Answer, findings: &BTreeSet<Code>) {
        let (verdict, why) = match test.valid {
            true => valid(group, test, answer),
            false => (invalid(test, answer, findings), String::new()),
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

/// As the suite has it.
const GOOD: [&str; 5] = [
    "valid, equal",
    "invalid, rejected",
    "invalid, unknown",
    "invalid, mended",
    "invalid, lossy",
];

fn valid(group: &Group, test: &Test, answer: &Answer) -> (&'static str, String) {
    match answer {
        Answer::Refused(message) => {
            let found = message.split(", expected").next().unwrap_or_default();
            let is_whole = found.starts_with("$.v[0]:") && group.schema.get("type").is_none();
            let is_implied = is_whole || !says_type(&group.schema);
            let verdict = match found.contains("invalid type") && is_implied {
                true => "valid, not of the implied type",
                false => "valid, refused",
            };
            (verdict, found.to_owned())
        }
        Answer::Taken { encoded, .. } if !equal(&test.data, encoded) => {
            ("valid, changed", format!("{} became {encoded}", test.data))
        }
        Answer::Taken { violations, .. } if !violations.is_empty() => {
            ("valid, denied", violations.join("; "))
        }
        Answer::Taken { .. } => ("valid, equal", String::new()),
    }
}

/// Whether a `type` stands anywhere in the schema.
fn says_type(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => members
            .iter()
            .any(|(key, value)| key == "type" || says_type(value)),
        Value::Array(items) => items.iter().any(says_type),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn invalid(test: &Test, answer: &Answer, findings: &BTreeSet<Code>) -> &'static str {
    match answer {
        Answer::Refused(_) => "invalid, rejected",
        Answer::Taken { violations, .. } if !violations.is_empty() => "invalid, rejected",
        Answer::Taken { unknown: true, .. } => "invalid, unknown",
        Answer::Taken { encoded, .. } if !equal(&test.data, encoded) => "invalid, mended",
        Answer::Taken { .. } if !findings.is_empty() => "invalid, lossy",
        Answer::Taken { .. } => "invalid, taken",
    }
}

/// Generates, with the codes of what is refused, or else of what is not enforced.
fn generate(text: String) -> (Option<Generated>, BTreeSet<Code>) {
    let input = Input {
        name: "suite.json".into(),
        text,
        lock: None,
        options: Options {
            package: PACKAGE.into(),
            ..Options::default()
        },
    };
    let mut diagnostics = Diagnostics::new();
    let generated = generator::generate(&input, &mut diagnostics);
    let refused = |severity| matches!(severity, Severity::Error) == generated.is_none();
    let codes = diagnostics
        .iter()
        .filter(|finding| refused(finding.severity) && finding.code != Code::NameCollision);
    let codes = codes.map(|finding| finding.code).collect();
    (generated, codes)
}
