//! The table of a run, and its bars.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Compiled, Outcome, Verdict};

/// Descriptions that no tool could read, with the reason, one line each.
const REFUSED: &str = include_str!("../../world/refused.txt");

/// The one description that is too large for the usual bars of time and memory.
const HUGE: &str = "microsoft.com/graph-beta";

/// The number of rows in the lists of the slowest and the largest.
const ROWS: usize = 10;

/// The limits of one run: seconds of processor time, and bytes of memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bars {
    pub seconds: f64,
    pub peak: u64,
}

impl Bars {
    /// The bars for a description.
    pub fn of(name: &str) -> Self {
        match name {
            HUGE => Self {
                seconds: 60.0,
                peak: 6 << 30,
            },
            _ => Self {
                seconds: 20.0,
                peak: 2 << 30,
            },
        }
    }
}

/// The table in Markdown, and whether every bar is met.
pub fn table(outcomes: &[Outcome], compiled: &[Compiled]) -> (String, bool) {
    let surprises = surprises(outcomes);
    let changed = listed(outcomes, |outcome| match &outcome.verdict {
        Verdict::Changed(files) => Some(files.join(", ")),
        Verdict::Generated | Verdict::Refused(_) | Verdict::Crashed(_) => None,
    });
    let crashed = listed(outcomes, |outcome| match &outcome.verdict {
        Verdict::Crashed(ending) => Some(ending.clone()),
        Verdict::Generated | Verdict::Refused(_) | Verdict::Changed(_) => None,
    });
    let refused = listed(outcomes, |outcome| match &outcome.verdict {
        Verdict::Refused(errors) => Some(reason(errors)),
        Verdict::Generated | Verdict::Crashed(_) | Verdict::Changed(_) => None,
    });
    let costly = listed(outcomes, |outcome| {
        let bars = Bars::of(&outcome.name);
        let is_costly = outcome.seconds > bars.seconds || outcome.peak > bars.peak;
        is_costly.then(|| cost(outcome))
    });
    let dirty: Vec<String> = compiled
        .iter()
        .filter(|one| !one.messages.is_empty())
        .map(|one| format!("{}: {}", one.name, reason(&one.messages)))
        .collect();
    let all = outcomes.len();
    let generated = all - refused.len() - crashed.len();
    let seconds: f64 = outcomes.iter().map(|outcome| outcome.seconds).sum();
    let mut out = format!(
        "| | descriptions | bar |\n|---|---|---|\n\
         | generated | {generated} of {all} | all but those in tests/world/refused.txt |\n\
         | refused | {} | |\n| crashed | {} | 0 |\n| changed by the second run, or stale by `check` | {} | 0 |\n\
         | over 20 s or 2 GiB (Graph beta: 60 s, 6 GiB) | {} | 0 |\n\
         | compiled without a warning | {} of {} | all |\n\nFirst runs took {seconds:.0} CPU s.\n",
        refused.len(),
        crashed.len(),
        changed.len(),
        costly.len(),
        compiled.len() - dirty.len(),
        compiled.len(),
    );
    list(&mut out, "Refused", &refused);
    list(&mut out, "Differences from tests/world/refused.txt", &surprises);
    list(&mut out, "Crashed", &crashed);
    list(&mut out, "Changed", &changed);
    list(&mut out, "Over the bars", &costly);
    list(&mut out, "Not clean", &dirty);
    codes(&mut out, outcomes);
    most(&mut out, "Slowest", outcomes, |outcome| outcome.seconds);
    most(&mut out, "Largest", outcomes, |outcome| outcome.peak as f64);
    let failures = [&surprises, &crashed, &changed, &costly, &dirty];
    (out, failures.iter().all(|failures| failures.is_empty()))
}

fn listed(outcomes: &[Outcome], what: impl Fn(&Outcome) -> Option<String>) -> Vec<String> {
    let line = |outcome: &Outcome| what(outcome).map(|text| format!("{}: {text}", outcome.name));
    outcomes.iter().filter_map(line).collect()
}

/// The first message, and the number of others.
fn reason(messages: &[String]) -> String {
    let first = messages.first().map(String::as_str).unwrap_or_default();
    match messages.len() {
        0 | 1 => first.to_owned(),
        count => format!("{first} (and {} more)", count - 1),
    }
}

/// The differences from the list of refused descriptions.
fn surprises(outcomes: &[Outcome]) -> Vec<String> {
    let lines = REFUSED.lines().filter(|line| !line.starts_with('#'));
    let expected: BTreeMap<&str, &str> = lines.filter_map(|line| line.split_once(": ")).collect();
    listed(outcomes, |outcome| {
        let is_refused = matches!(outcome.verdict, Verdict::Refused(_));
        match (is_refused, expected.contains_key(outcome.name.as_str())) {
            (true, true) | (false, false) => None,
            (true, false) => Some("refused, and not on the list".to_owned()),
            (false, true) => Some("generates; take it off the list".to_owned()),
        }
    })
}

fn cost(outcome: &Outcome) -> String {
    format!("{:.2} s, {} MiB", outcome.seconds, outcome.peak >> 20)
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n{title}:\n");
        lines.iter().for_each(|line| {
            let _ = writeln!(out, "- {line}");
        });
    }
}

fn codes(out: &mut String, outcomes: &[Outcome]) {
    let mut codes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (code, count) in outcomes.iter().flat_map(|outcome| &outcome.codes) {
        let (all, descriptions) = codes.entry(code).or_default();
        *all += count;
        *descriptions += 1;
    }
    out.push_str("\n| diagnostic | count | in descriptions |\n|---|---|---|\n");
    for (code, (all, descriptions)) in codes {
        let _ = writeln!(out, "| {code} | {all} | {descriptions} |");
    }
}

fn most(out: &mut String, title: &str, outcomes: &[Outcome], of: impl Fn(&Outcome) -> f64) {
    let mut sorted: Vec<&Outcome> = outcomes.iter().collect();
    sorted.sort_by(|left, right| of(right).total_cmp(&of(left)));
    let lines: Vec<String> = sorted
        .into_iter()
        .take(ROWS)
        .map(|outcome| format!("{}: {}", outcome.name, cost(outcome)))
        .collect();
    list(out, title, &lines);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(name: &str, verdict: Verdict, seconds: f64) -> Outcome {
        Outcome {
            name: name.to_owned(),
            verdict,
            seconds,
            peak: 1 << 20,
            codes: BTreeMap::from([("error[syntax]".to_owned(), 2)]),
        }
    }

    #[test]
    fn each_missed_bar_fails_the_run() {
        let clean = [outcome("a", Verdict::Generated, 1.0)];
        assert!(table(&clean, &[]).1);
        let failures = [
            outcome("a", Verdict::Changed(vec!["types.rs".to_owned()]), 1.0),
            outcome("a", Verdict::Crashed("signal".to_owned()), 1.0),
            outcome("a", Verdict::Refused(vec!["why".to_owned()]), 1.0),
            outcome("a", Verdict::Generated, 21.0),
        ];
        for failure in failures {
            let (text, is_passed) = table(&[failure], &[]);
            assert!(!is_passed && text.contains("- a: "), "{text}");
        }
        let compiled = Compiled {
            name: "a".to_owned(),
            messages: vec!["warning: unused".to_owned()],
        };
        assert!(!table(&clean, &[compiled]).1);
    }
}
