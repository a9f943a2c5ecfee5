//! The report as JSON, by the schema of `docs/src/review.schema.json`. A change of its meaning needs another number.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::data::{Data, Which};
use super::places::{self, Place, Places};
use super::{Outcome, Report};
use crate::review::{Accepted, Change, Promise, Silent, SurfaceChange, Totals};

/// How a report names the files that are not committed.
const WORKING_TREE: &str = "working tree";

/// The version of the schema.
const SCHEMA: u32 = 1;

/// The report as indented JSON. The reports of several clients are the list `clients` of one object.
pub fn json(all: &[Data<'_>]) -> String {
    // Only a map with keys that are not strings fails, and there is none.
    let text = match all {
        [data] => serde_json::to_string_pretty(&document(data)),
        several => serde_json::to_string_pretty(&Several {
            schema: SCHEMA,
            generator: env!("CARGO_PKG_VERSION"),
            clients: several.iter().map(document).collect(),
        }),
    };
    text.unwrap_or_default() + "\n"
}

fn document<'a>(data: &'a Data<'_>) -> Document<'a> {
    Document {
        schema: SCHEMA,
        generator: env!("CARGO_PKG_VERSION"),
        package: data.report.package,
        status: data.report.outcome.as_str(),
        old: side(data, Which::Old),
        new: side(data, Which::New),
        gate: gate(data.report),
        rest: match &data.report.outcome {
            Outcome::Compared(of) => Rest::Compared(Box::new(compared(data, of))),
            Outcome::NotCompared(reasons) => Rest::Failed {
                error: error(data, reasons),
            },
            Outcome::ClientAdded | Outcome::ClientRemoved => Rest::Alone {},
        },
    }
}

#[derive(Serialize)]
struct Several<'a> {
    schema: u32,
    generator: &'a str,
    clients: Vec<Document<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    generator: &'a str,
    package: &'a str,
    status: &'static str,
    old: SideOf<'a>,
    new: SideOf<'a>,
    gate: GateOf<'a>,
    #[serde(flatten)]
    rest: Rest<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Rest<'a> {
    Compared(Box<Compared<'a>>),
    Failed {
        error: ErrorOf<'a>,
    },
    /// Only one side has the client.
    Alone {},
}

/// What the gate decides.
#[derive(Serialize)]
struct GateOf<'a> {
    result: &'static str,
    exit_code: u8,
    levels: BTreeMap<&'static str, &'static str>,
    failing: usize,
    reasons: &'a [String],
}

fn gate<'a>(report: &'a Report<'_>) -> GateOf<'a> {
    let decision = &report.decision;
    GateOf {
        result: report.gate(),
        exit_code: report.exit_code(),
        levels: decision.gate.levels().into(),
        failing: decision.failing.len(),
        reasons: &decision.reasons,
    }
}

#[derive(Serialize)]
struct SideOf<'a> {
    spec: &'a str,
    rev: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

#[derive(Serialize)]
struct ErrorOf<'a> {
    message: String,
    diagnostics: Vec<DiagnosticOf<'a>>,
}

#[derive(Serialize)]
struct DiagnosticOf<'a> {
    side: &'static str,
    code: &'a str,
    message: &'a str,
    at: Option<Place>,
}

#[derive(Serialize)]
struct Compared<'a> {
    verdict: Verdict<'a>,
    operations: Operations,
    changes: Vec<ChangeOf<'a>>,
    surface: Vec<Line<'a>>,
    unexplained: Vec<Unexplained<'a>>,
    not_compared: NotCompared<'a>,
    harmless: HarmlessOf,
}

/// What was left out, because an error is in it.
#[derive(Serialize)]
struct NotCompared<'a> {
    operations: &'a BTreeSet<String>,
    differing: &'a BTreeSet<String>,
    types: &'a BTreeSet<String>,
    codes: &'a BTreeSet<&'static str>,
}

#[derive(Serialize)]
struct Verdict<'a> {
    old_client_new_server: &'static str,
    new_client_old_server: &'static str,
    rust: &'static str,
    silent: usize,
    failing: usize,
    info_version: InfoVersion<'a>,
    crate_version: Option<Version<'a>>,
}

/// What `info.version` promises, and the changes that break clients although it promises compatibility.
#[derive(Serialize)]
struct InfoVersion<'a> {
    change: &'static str,
    contradicted_by: &'a [String],
}

#[derive(Serialize)]
struct Version<'a> {
    old: &'a str,
    new: &'a str,
    least: String,
    ok: bool,
}

#[derive(Serialize)]
struct Operations {
    added: usize,
    removed: usize,
    changed: usize,
    by_types: usize,
    same: usize,
}

/// Keywords that differ without any effect.
#[derive(Serialize)]
struct HarmlessOf {
    documentation: usize,
    received_constraints: usize,
    unused: usize,
    respelled: usize,
}

#[derive(Serialize)]
struct ChangeOf<'a> {
    id: &'a str,
    code: &'static str,
    row: &'static str,
    rows: &'static [&'static str],
    subject: &'a str,
    old: Option<Value<'a>>,
    new: Option<Value<'a>>,
    old_client_new_server: &'static str,
    new_client_old_server: &'static str,
    rust: &'static str,
    codes: &'a BTreeSet<&'static str>,
    silent: bool,
    behaviour: &'static str,
    failing: bool,
    /// The levels of the gate that it fails.
    gate: &'a [String],
    uses: Vec<UseOf<'a>>,
    surface: Vec<Line<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<&'a str>,
    message: &'a str,
    effect: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    accepted: Option<AcceptedOf<'a>>,
}

/// A place with the value that it has.
#[derive(Serialize)]
struct Value<'a> {
    #[serde(flatten)]
    place: Place,
    value: &'a str,
}

#[derive(Serialize)]
struct UseOf<'a> {
    operation: &'a str,
    at: &'a str,
    place: &'a str,
    path: &'a str,
}

/// A line of the surface that differs: of the change, or with the changes.
#[derive(Serialize)]
struct Line<'a> {
    item: &'a str,
    #[serde(rename = "-", skip_serializing_if = "Option::is_none")]
    old: Option<&'a str>,
    #[serde(rename = "+", skip_serializing_if = "Option::is_none")]
    new: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    changes: &'a [String],
}

#[derive(Serialize)]
struct AcceptedOf<'a> {
    reason: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
struct Unexplained<'a> {
    layer: &'static str,
    what: &'a str,
}

fn side<'a>(data: &Data<'a>, which: Which) -> SideOf<'a> {
    let text = data.sources(which).texts().get(data.name(which));
    let named = data.named(which);
    SideOf {
        spec: named.file,
        rev: given(named.revision).filter(|revision| *revision != WORKING_TREE),
        version: data
            .review()
            .and_then(|review| given(which.of(review.versions.each_ref().map(String::as_str)))),
        sha256: text.map(|text| format!("{:x}", Sha256::digest(text))),
    }
}

fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn error<'a>(data: &'a Data<'_>, reasons: &[String]) -> ErrorOf<'a> {
    let diagnostics = data.diagnostics.iter().map(|diagnostic| DiagnosticOf {
        side: diagnostic.side.as_str(),
        code: diagnostic.code,
        message: &diagnostic.message,
        at: places::of_diagnostic(data, diagnostic),
    });
    ErrorOf {
        message: reasons.join("; "),
        diagnostics: diagnostics.collect(),
    }
}

fn compared<'a>(data: &Data<'a>, of: &'a super::Compared<'a>) -> Compared<'a> {
    let review = of.review;
    let lines = review.surface.iter().map(|line| (line.item.as_str(), line));
    let lines: BTreeMap<&str, &SurfaceChange> = lines.collect();
    let changes = review.changes.iter().zip(places::all(data));
    let unexplained = review.unexplained.iter().map(|one| Unexplained {
        layer: one.layer,
        what: &one.what,
    });
    Compared {
        verdict: verdict(data, of),
        operations: Operations {
            added: review.operations.added,
            removed: review.operations.removed,
            changed: review.operations.changed,
            by_types: review.operations.by_types,
            same: review.operations.same,
        },
        changes: changes
            .map(|(of, places)| change(data, of, places, &lines))
            .collect(),
        surface: review.surface.iter().map(|of| line(of, &of.changes)).collect(),
        unexplained: unexplained.collect(),
        not_compared: NotCompared {
            operations: &review.left_out.operations,
            differing: &review.left_out.differing,
            types: &review.left_out.types,
            codes: &review.left_out.codes,
        },
        harmless: HarmlessOf {
            documentation: review.harmless.documentation,
            received_constraints: review.harmless.received_constraints,
            unused: review.harmless.unused,
            respelled: review.harmless.respelled,
        },
    }
}

fn verdict<'a>(data: &Data<'a>, of: &'a super::Compared<'a>) -> Verdict<'a> {
    let Totals {
        old_clients,
        new_clients,
        rust: _,
        silent: (_, silent),
        accepted: _,
        severities: _,
    } = &of.totals;
    let is_failing = |change: &&Change| data.is_failing(change);
    let version = data.crate_version.map(|version| Version {
        old: version.old,
        new: version.new,
        least: version.least.to_string(),
        ok: version.is_enough,
    });
    Verdict {
        old_client_new_server: old_clients.effect().as_str(),
        new_client_old_server: new_clients.effect().as_str(),
        rust: if of.is_empty() {
            "none"
        } else {
            of.totals.rust_word()
        },
        silent: *silent,
        failing: of.review.changes.iter().filter(is_failing).count(),
        info_version: info_version(&of.promise),
        crate_version: version,
    }
}

fn info_version(of: &Promise) -> InfoVersion<'_> {
    let Promise {
        change,
        contradicted_by,
    } = of;
    InfoVersion {
        change: change.as_str(),
        contradicted_by,
    }
}

fn change<'a>(
    data: &Data<'a>,
    of: &'a Change,
    places: Places,
    lines: &BTreeMap<&str, &'a SurfaceChange>,
) -> ChangeOf<'a> {
    let uses = of.uses.iter().map(|one| UseOf {
        operation: &one.operation,
        at: &one.at,
        place: &one.place,
        path: &one.path,
    });
    let surface = of.surface.iter().filter_map(|item| lines.get(item.as_str()));
    ChangeOf {
        id: &of.id,
        code: of.rule.code(),
        row: of.rule.rows().first().copied().unwrap_or_default(),
        rows: of.rule.rows(),
        subject: &of.subject,
        old: value(places.old, &of.from),
        new: value(places.new, &of.to),
        old_client_new_server: of.old_clients.as_str(),
        new_client_old_server: of.new_clients.as_str(),
        rust: of.rust.as_str(),
        codes: &of.codes,
        silent: of.silent != Silent::No,
        behaviour: match of.silent {
            Silent::No => "same",
            Silent::Read => "reads-differently",
            Silent::Sent => "sends-differently",
        },
        failing: data.is_failing(of),
        gate: data.failed_levels(of),
        uses: uses.collect(),
        surface: surface.map(|of| line(of, &[])).collect(),
        witness: of.witness.as_deref(),
        message: &of.message,
        effect: of.wire.join("; "),
        help: of.help.as_deref(),
        accepted: of.accepted.as_ref().map(accepted),
    }
}

fn value(place: Option<Place>, value: &str) -> Option<Value<'_>> {
    place.map(|place| Value { place, value })
}

fn line<'a>(of: &'a SurfaceChange, changes: &'a [String]) -> Line<'a> {
    Line {
        item: &of.item,
        old: of.old.as_deref(),
        new: of.new.as_deref(),
        changes,
    }
}

fn accepted(of: &Accepted) -> AcceptedOf<'_> {
    AcceptedOf {
        reason: &of.reason,
        kind: if of.correction { "correction" } else { "deliberate" },
    }
}
