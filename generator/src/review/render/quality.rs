//! The report for GitLab's code quality widget, which needs no token.

use serde::Serialize;

use super::super::{Change, Severity};
use super::Outcome;
use super::data::Data;
use super::places::{self, Place};
use super::safe::sentence;
use super::summary::sentences;
use super::words::promise;

/// The report as a JSON list of issues.
pub fn code_quality(data: &Data<'_>) -> String {
    let issues = match &data.report.outcome {
        Outcome::Compared(of) => {
            let places = places::all(data).into_iter().map(|places| places.nearest);
            let changes = of.review.changes.iter().zip(places);
            let mut issues: Vec<Issue> = changes.map(|(one, place)| change(data, one, place)).collect();
            let unexplained = of.review.unexplained.iter();
            issues.extend(unexplained.map(|one| {
                let text = format!("no change explains this difference: {}", sentence(&one.what));
                failed(
                    data,
                    "unexplained",
                    text,
                    format!("unexplained {}", sentence(&one.what)),
                )
            }));
            issues.extend(promise(of).map(|line| Issue {
                description: sentence(&line),
                check_name: "info-version",
                fingerprint: "info-version".to_owned(),
                severity: "minor",
                location: location(data, places::of_info_version(data)),
            }));
            issues
        }
        Outcome::NotCompared(reasons) => {
            let text = format!("not compared: {}", sentence(&reasons.join("; ")));
            vec![failed(data, "not-compared", text, "not-compared".to_owned())]
        }
    };
    // Only a map with keys that are not strings fails, and there is none.
    let text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text + "\n"
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

fn change(data: &Data<'_>, change: &Change, place: Option<Place>) -> Issue {
    Issue {
        description: sentences(change).join(". "),
        check_name: change.rule.code(),
        fingerprint: change.id.clone(),
        severity: severity(change, data.is_failing(change)),
        location: location(data, place),
    }
}

/// An issue that always fails the gate.
fn failed(data: &Data<'_>, check_name: &'static str, description: String, fingerprint: String) -> Issue {
    Issue {
        description,
        check_name,
        fingerprint,
        severity: "blocker",
        location: location(data, None),
    }
}

fn location(data: &Data<'_>, place: Option<Place>) -> Location {
    let (path, begin) = place.map_or_else(
        || (data.report.new.file.to_owned(), 1),
        |place| (place.file, place.line),
    );
    Location {
        path,
        lines: Lines { begin },
    }
}

fn severity(change: &Change, is_failing: bool) -> &'static str {
    match change.severity() {
        Severity::Silent | Severity::Break if is_failing => "blocker",
        _ if is_failing => "critical",
        Severity::Silent | Severity::Break | Severity::Major => "major",
        Severity::Caution => "minor",
        Severity::Minor | Severity::Patch => "info",
    }
}
