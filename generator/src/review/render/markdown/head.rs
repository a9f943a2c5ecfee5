//! The first lines of a comment: its marker, its title, the four verdicts and the counts.

use std::fmt::Write as _;

use super::super::safe::{cell, code, prose, value};
use super::super::summary::{CLIENT_ADDED, CLIENT_REMOVED};
use super::super::words::promise;
use super::super::{Compared, Entry, Report, decision};
use crate::review::{Change, Effect, Rust, Silent};

/// How many changes a verdict names.
const NAMED: usize = 2;

/// The first line of a comment with several clients, or about a failure before any client was read.
pub(super) const MARKER_OF_ALL: &str = "<!-- generator-diff:*:v1 -->";

/// The line that the comment is found by. A name of a package is plain, and anything else would end the HTML comment.
fn marker(report: &Report<'_>) -> String {
    if report.package.is_empty() {
        return format!("{MARKER_OF_ALL}\n");
    }
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let package: String = report.package.chars().filter(plain).take(200).collect();
    format!("<!-- generator-diff:{package}:v1 -->\n")
}

/// `spec/parcels.yaml`, and what is compared with what.
fn sides(report: &Report<'_>) -> String {
    let (old, new) = (&report.old, &report.new);
    match (old.file == new.file, old.revision == new.revision) {
        (true, false) => format!(
            "{}, {} → {}",
            code(new.file),
            code(old.revision),
            code(new.revision)
        ),
        _ => format!("{} → {}", code(&old.path()), code(&new.path())),
    }
}

pub(super) fn not_compared(report: &Report<'_>, reasons: &[String]) -> String {
    let mut out = marker(report);
    let _ = writeln!(out, "## ❌ API review: not compared\n\n{}\n", sides(report));
    out.push_str(
        "**The descriptions could not be compared. This is not a result: changes are unknown.**\n\n",
    );
    for reason in reasons {
        let _ = writeln!(out, "- {}", prose(reason));
    }
    out
}

/// The mark of what the gate decides.
fn mark(report: &Report<'_>) -> &'static str {
    match report.decision.is_passed() {
        true => "✅",
        false => "❌",
    }
}

/// Why the gate fails, beside the changes that are marked.
fn reasons(report: &Report<'_>, out: &mut String) {
    for reason in &report.decision.reasons {
        let _ = writeln!(out, "- **At the gate:** {}", prose(reason));
    }
}

pub(super) fn client_added(report: &Report<'_>) -> String {
    format!(
        "{}✅ API review: {}: {CLIENT_ADDED}.\n",
        marker(report),
        code(report.package)
    )
}

pub(super) fn client_removed(report: &Report<'_>) -> String {
    format!(
        "{}{} API review: {}: {CLIENT_REMOVED}.\n",
        marker(report),
        mark(report),
        code(report.package)
    )
}

pub(super) fn nothing(report: &Report<'_>, compared: &Compared<'_>) -> String {
    let mut line = format!(
        "{}{} API review: nothing changed in {}.",
        marker(report),
        mark(report),
        sides(report)
    );
    for reason in &report.decision.reasons {
        let _ = write!(line, " **At the gate:** {}.", prose(reason));
    }
    if let Some(words) = super::without_effect(compared.review.harmless) {
        let _ = write!(line, " Without effect: {words}.");
    }
    for note in &report.notes {
        let _ = write!(line, " {}", prose(note));
    }
    line.push('\n');
    line
}

pub(super) fn head(report: &Report<'_>, compared: &Compared<'_>) -> String {
    let mut out = marker(report);
    let [old, new] = &compared.review.versions;
    let versions = match (old.as_str(), new.as_str()) {
        ("", _) | (_, "") => String::new(),
        (old, new) if old == new => format!(" · {}", code(new)),
        (old, new) => format!(" · {} → {}", code(old), code(new)),
    };
    let _ = writeln!(
        out,
        "## {} API review: {}{versions} · gate {}\n",
        mark(report),
        code(report.new.file),
        decision::words(&report.decision),
    );
    reasons(report, &mut out);
    if !report.decision.reasons.is_empty() {
        out.push('\n');
    }
    table(compared, &mut out);
    let operations = &compared.review.operations;
    let totals = &compared.totals;
    let _ = writeln!(
        out,
        "\n{}: {} · **{} unexplained** · {} accepted · operations: {} changed, {} with a changed type, {} added, {} removed, {} unchanged",
        super::count(compared.entries.len(), "change"),
        totals.severity_words(),
        compared.review.unexplained.len(),
        totals.accepted,
        operations.changed,
        operations.by_types,
        operations.added,
        operations.removed,
        operations.same,
    );
    if let Some(words) = super::not_compared(&compared.review.left_out) {
        let _ = writeln!(out, "\n⚠️ **Not compared:** {}.", prose(&words));
    }
    if let Some(words) = super::without_effect(compared.review.harmless) {
        let _ = writeln!(out, "\nWithout effect: {words}.");
    }
    for line in report.notes.iter().chain(&promise(compared)) {
        let _ = writeln!(out, "\n{}", prose(line));
    }
    out
}

fn table(compared: &Compared<'_>, out: &mut String) {
    let totals = &compared.totals;
    let wire = |effect: Effect| match effect {
        Effect::Break => "❌",
        Effect::Unknown | Effect::Caution => "⚠️",
        Effect::None => "✅",
    };
    let is_partial = totals.old_clients.is_partial;
    let rust = match totals.rust.0 {
        Rust::Major => "❌",
        Rust::Minor | Rust::Patch if is_partial => "⚠️",
        Rust::Minor | Rust::Patch => "✅",
    };
    let silent = match totals.silent.1 {
        0 if is_partial => "⚠️",
        0 => "✅",
        _ => "❌",
    };
    let old_effect = totals.old_clients.effect();
    let new_effect = totals.new_clients.effect();
    let rows = [
        (
            "**Old clients → new server** (nobody compiles)",
            format!("{} {}", wire(old_effect), totals.old_clients.words()),
            why(compared, |change| {
                old_effect != Effect::None && change.old_clients == old_effect
            }),
        ),
        (
            "**New client → old server**",
            format!("{} {}", wire(new_effect), totals.new_clients.words()),
            why(compared, |change| {
                new_effect != Effect::None && change.new_clients == new_effect
            }),
        ),
        (
            "**Code that is compiled again**",
            format!("{rust} {}", totals.rust_words()),
            why(compared, |change| {
                change.rust == totals.rust.0 && change.rust != Rust::Patch
            }),
        ),
        (
            "**… and behaves differently** †",
            format!("{silent} {}", totals.silent_words()),
            why(compared, |change| change.silent != Silent::No),
        ),
    ];
    out.push_str("| who | verdict | why |\n|---|---|---|\n");
    for (who, verdict, why) in rows {
        let _ = writeln!(out, "| {who} | {verdict} | {why} |");
    }
}

/// The first changes that are the reason of a verdict.
fn why(compared: &Compared<'_>, is_reason: impl Fn(&Change) -> bool) -> String {
    let is_reason = |entry: &&Entry<'_>| is_reason(entry.change);
    let mut reasons = compared.entries.iter().filter(is_reason);
    let first = reasons.by_ref().take(NAMED);
    let mut parts: Vec<String> = first
        .map(|entry| cell(&prose(&value(&entry.change.message))))
        .collect();
    match reasons.count() {
        0 => {}
        more => parts.push(format!("and {more} more")),
    }
    parts.join(" · ")
}
