//! The report for GitLab's code quality widget, which needs no token.

use serde::Serialize;

use super::super::{Change, Severity};
use super::Outcome;
use super::data::Data;
use super::places::{self, Place};
use super::safe::sentence;
use super::summary::{CLIENT_REMOVED, sentences};
use super::totals::not_compared;
use super::words::promise;

/// The reports of all clients as one JSON list of issues. The widget shows one issue of several with the same fingerprint, so
/// those of several clients begin with the package.
pub fn code_quality(all: &[Data<'_>]) -> String {
    let mut issues = Vec::new();
    for data in all {
        let mut of_client = of_client(data);
        if all.len() > 1 {
            for issue in &mut of_client {
                issue.fingerprint = format!("{} {}", data.report.package, issue.fingerprint);
            }
        }
        issues.append(&mut of_client);
    }
    // Only a map with keys that are not strings fails, and there is none.
    let text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text + "\n"
}

fn of_client(data: &Data<'_>) -> Vec<Issue> {
    match &data.report.outcome {
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
            let reasons = data.report.decision.reasons.iter();
            issues.extend(reasons.map(|reason| {
                let text = format!("at the gate: {}", sentence(reason));
                let fingerprint = format!("gate {}", sentence(reason));
                failed(data, "gate", text, fingerprint)
            }));
            let left_out = not_compared(&of.review.left_out);
            issues.extend(left_out.map(|words| Issue {
                description: format!("not compared: {}", sentence(&words)),
                check_name: "not-compared",
                fingerprint: "not-compared".to_owned(),
                severity: "major",
                location: location(data, None),
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
        Outcome::ClientAdded => Vec::new(),
        Outcome::ClientRemoved => {
            let issue = failed(
                data,
                "client-removed",
                CLIENT_REMOVED.to_owned(),
                "client-removed".to_owned(),
            );
            let severity = match data.report.decision.is_passed() {
                true => "major",
                false => issue.severity,
            };
            vec![Issue { severity, ..issue }]
        }
    }
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
