//! The report as SARIF 2.1.0.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{Accepted, Change, Rule, Silent};
use super::data::{Data, Which};
use super::level::Level;
use super::places::{self, Place, Places};
use super::safe::sentence;
use super::summary::{CLIENT_REMOVED, sentences};
use super::totals::not_compared;
use super::words::promise;
use super::{Compared, Outcome};
use crate::machine::sarif::{
    Artifact, Base, Descriptor, Details, Driver, Help, Invocation, Location, MOST, Notification, Physical,
    Region, Run, SarifResult, Suppression, Text, Tool, log, path, without_links,
};

/// The report as indented JSON, with a run for each client.
pub fn sarif(all: &[Data<'_>]) -> String {
    log(all.iter().map(run).collect())
}

#[derive(Serialize)]
struct Rows {
    rows: &'static [&'static str],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Verdicts {
    subject: String,
    old_client_new_server: &'static str,
    new_client_old_server: &'static str,
    rust: &'static str,
    silent: bool,
}

fn run(data: &Data<'_>) -> Run<Rows, Verdicts> {
    let (invocation, results) = match &data.report.outcome {
        Outcome::Compared(of) => compared(data, of),
        Outcome::NotCompared(reasons) => (failed(data, reasons), None),
        Outcome::ClientAdded => (ended(data, Vec::new()), Some(Vec::new())),
        Outcome::ClientRemoved => (ended(data, Vec::new()), Some(vec![removed(data)])),
    };
    Run {
        column_kind: "unicodeCodePoints",
        // Up to the last slash it is the category of the run.
        automation_details: Some(Details {
            id: format!("api-review/{}/", path(data.report.package)),
        }),
        tool: Tool {
            driver: Driver {
                name: "generator diff",
                version: env!("CARGO_PKG_VERSION"),
                rules: Rule::ALL.iter().copied().map(descriptor).collect(),
            },
        },
        original_uri_base_ids: [Which::New, Which::Old]
            .map(|which| (base_id(which), base(data.named(which).revision)))
            .into(),
        invocations: [invocation],
        results,
    }
}

fn descriptor(rule: Rule) -> Descriptor<Rows> {
    Descriptor {
        id: rule.code(),
        short_description: text(rule.title()),
        help: Help {
            text: rule.explanation(),
            markdown: rule.explanation(),
        },
        properties: Some(Rows { rows: rule.rows() }),
    }
}

fn base_id(which: Which) -> &'static str {
    match which {
        Which::Old => "OLD",
        Which::New => "NEW",
    }
}

fn base(revision: &str) -> Base {
    Base {
        description: match revision {
            "" => text("the folder of the file"),
            _ => text(&format!("the root of the repository: {revision}")),
        },
    }
}

fn compared(data: &Data<'_>, of: &Compared<'_>) -> (Invocation, Option<Vec<SarifResult<Verdicts>>>) {
    let review = of.review;
    let changes = review.changes.iter().zip(places::all(data));
    let mut results: Vec<(Level, SarifResult<Verdicts>)> = changes
        .map(|(change, places)| {
            let level = data.level(change);
            (level, result(data, change, level, places))
        })
        .collect();
    let unexplained = review.unexplained.iter();
    results.extend(unexplained.map(|one| (Level::Error, not_explained(data, &one.what))));
    // What fails the gate must not be what is left out.
    results.sort_by_key(|(level, _)| *level);
    let more = results.len().saturating_sub(MOST);
    results.truncate(MOST);
    let mut notifications: Vec<Notification> = omitted(more).into_iter().collect();
    let reasons = data.report.decision.reasons.iter();
    notifications.extend(reasons.map(|reason| Notification {
        level: "error",
        message: text(&format!("at the gate: {reason}")),
        locations: Vec::new(),
    }));
    notifications.extend(not_compared(&review.left_out).map(|words| Notification {
        level: "warning",
        message: text(&format!("not compared: {words}")),
        locations: Vec::new(),
    }));
    notifications.extend(promised(data, of));
    (
        ended(data, notifications),
        Some(results.into_iter().map(|(_, result)| result).collect()),
    )
}

/// A run that ended with a result.
fn ended(data: &Data<'_>, tool_execution_notifications: Vec<Notification>) -> Invocation {
    Invocation {
        execution_successful: true,
        exit_code: data.report.exit_code(),
        tool_execution_notifications,
    }
}

/// The client that only the old side has.
fn removed(data: &Data<'_>) -> SarifResult<Verdicts> {
    let level = if data.report.decision.is_passed() {
        Level::Warning
    } else {
        Level::Error
    };
    SarifResult {
        rule_id: "client-removed",
        level: level.sarif(),
        message: text(CLIENT_REMOVED),
        ..about_the_whole(data)
    }
}

fn omitted(more: usize) -> Option<Notification> {
    (more > 0).then(|| Notification {
        level: "warning",
        message: text(&format!("{more} more changes are only in the JSON report")),
        locations: Vec::new(),
    })
}

/// A promise of `info.version` that the changes do not keep.
fn promised(data: &Data<'_>, of: &Compared<'_>) -> Option<Notification> {
    let place = places::of_info_version(data);
    promise(of).map(|line| Notification {
        level: "note",
        message: text(&line),
        locations: place.iter().map(|place| location(place, "NEW", None)).collect(),
    })
}

fn failed(data: &Data<'_>, reasons: &[String]) -> Invocation {
    let reason = Notification {
        level: "error",
        message: text(&format!("not compared: {}", reasons.join("; "))),
        locations: Vec::new(),
    };
    let diagnostics = data.diagnostics.iter().take(MOST).map(|diagnostic| {
        let id = base_id(diagnostic.side);
        let place = places::of_diagnostic(data, diagnostic);
        Notification {
            level: "error",
            message: text(&format!("{}: {}", diagnostic.code, diagnostic.message)),
            locations: place.iter().map(|place| location(place, id, None)).collect(),
        }
    });
    Invocation {
        execution_successful: false,
        exit_code: 2,
        tool_execution_notifications: std::iter::once(reason).chain(diagnostics).collect(),
    }
}

fn result(data: &Data<'_>, change: &Change, level: Level, places: Places) -> SarifResult<Verdicts> {
    let Places { old, new: _, nearest } = places;
    let here = nearest.as_ref().map(|place| location(place, "NEW", None));
    SarifResult {
        rule_id: change.rule.code(),
        rule_index: Rule::ALL.iter().position(|rule| *rule == change.rule),
        level: level.sarif(),
        message: Text {
            text: without_links(&sentences(change).join(". ")),
        },
        locations: vec![here.unwrap_or_else(|| whole(data))],
        related_locations: old
            .iter()
            .map(|place| location(place, "OLD", Some("it was here")))
            .collect(),
        partial_fingerprints: [("change/v1", change.id.clone())].into(),
        suppressions: change.accepted.iter().map(suppression).collect(),
        properties: Some(Verdicts {
            subject: without_links(&sentence(&change.subject)),
            old_client_new_server: change.old_clients.as_str(),
            new_client_old_server: change.new_clients.as_str(),
            rust: change.rust.as_str(),
            silent: change.silent != Silent::No,
        }),
    }
}

fn not_explained(data: &Data<'_>, what: &str) -> SarifResult<Verdicts> {
    SarifResult {
        message: text(&format!("no change explains this difference: {what}")),
        ..about_the_whole(data)
    }
}

/// A result that is at the description as a whole.
fn about_the_whole(data: &Data<'_>) -> SarifResult<Verdicts> {
    SarifResult {
        rule_id: "unexplained",
        rule_index: None,
        level: Level::Error.sarif(),
        message: text(""),
        locations: vec![whole(data)],
        related_locations: Vec::new(),
        partial_fingerprints: BTreeMap::new(),
        suppressions: Vec::new(),
        properties: None,
    }
}

fn suppression(accepted: &Accepted) -> Suppression {
    Suppression {
        kind: "external",
        justification: without_links(&sentence(&accepted.reason)),
    }
}

fn location(place: &Place, base: &'static str, message: Option<&str>) -> Location {
    Location {
        physical_location: Physical {
            artifact_location: artifact(&place.file, base),
            region: Some(Region {
                start_line: place.line,
                start_column: place.column,
            }),
        },
        message: message.map(text),
    }
}

/// The new description as a whole.
fn whole(data: &Data<'_>) -> Location {
    Location {
        physical_location: Physical {
            artifact_location: artifact(data.report.new.file, "NEW"),
            region: None,
        },
        message: None,
    }
}

fn artifact(file: &str, uri_base_id: &'static str) -> Artifact {
    Artifact {
        uri: path(file),
        uri_base_id,
    }
}

fn text(text: &str) -> Text {
    Text {
        text: without_links(&sentence(text)),
    }
}
