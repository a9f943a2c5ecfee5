//! The report for a terminal: the four verdicts, each change with both texts, and how to accept and to explain.

mod entry;
mod snippet;

use std::fmt::Write as _;

use annotate_snippets::Renderer;
use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;

use self::entry::{Printer, is_brief};
use super::safe::{sentence, value};
use super::summary::{CLIENT_ADDED, CLIENT_REMOVED};
use super::totals::{not_compared as not_compared_words, without_effect};
use super::words::promise;
use super::{Compared, Entry, Outcome, Report, count, decision};

/// How a report is printed in a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminal {
    /// Whether the text has colours.
    pub is_colored: bool,
    /// Whether changes that break nobody are printed in full.
    pub is_verbose: bool,
}

/// How many differences without an explanation are printed.
const UNEXPLAINED: usize = 20;

/// The report as text.
pub fn text(report: &Report<'_>, terminal: Terminal) -> String {
    match &report.outcome {
        Outcome::NotCompared(reasons) => not_compared(report, reasons),
        Outcome::ClientAdded => format!("{}: {CLIENT_ADDED}\n", value(report.package)),
        Outcome::ClientRemoved => {
            let mut out = format!("{}: {CLIENT_REMOVED}\n", value(report.package));
            gate(report, &mut out);
            out
        }
        Outcome::Compared(compared) if compared.is_empty() => {
            let mut out = format!("{}: nothing changed\n", head(report));
            harmless(compared, &mut out);
            if !report.decision.is_passed() {
                gate(report, &mut out);
            }
            notes(report, &mut out);
            out
        }
        Outcome::Compared(compared) => all(report, compared, terminal),
    }
}

/// `parcels: spec/parcels.yaml, origin/main → working tree`.
fn head(report: &Report<'_>) -> String {
    let (old, new) = (&report.old, &report.new);
    let sides = match (old.file == new.file, old.revision == new.revision) {
        (true, false) => format!(
            "{}, {} → {}",
            value(new.file),
            value(old.revision),
            value(new.revision)
        ),
        _ => format!("{} → {}", value(&old.path()), value(&new.path())),
    };
    format!("{}: {sides}", value(report.package))
}

fn not_compared(report: &Report<'_>, reasons: &[String]) -> String {
    let mut out = format!(
        "{}: not compared\n\nThis is not a result: changes are unknown.\n",
        head(report)
    );
    for reason in reasons {
        let _ = writeln!(out, "  - {}", sentence(reason));
    }
    out
}

fn all(report: &Report<'_>, compared: &Compared<'_>, terminal: Terminal) -> String {
    let mut out = format!("{}\n\n", head(report));
    table(compared, &mut out);
    out.push('\n');
    gate(report, &mut out);
    counts(compared, &mut out);
    harmless(compared, &mut out);
    if let Some(words) = not_compared_words(&compared.review.left_out) {
        let _ = writeln!(out, "not compared: {}", sentence(&words));
    }
    unexplained(compared, &mut out);
    let renderer = match terminal.is_colored {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let printer = Printer::new(report, compared, renderer.term_width(DEFAULT_TERM_WIDTH));
    let is_open = |entry: &&Entry<'_>| entry.change.accepted.is_none();
    let open: Vec<&Entry<'_>> = compared.entries.iter().filter(is_open).collect();
    let (brief, full): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|entry| !terminal.is_verbose && is_brief(entry.change));
    for entry in full {
        out.push('\n');
        out.push_str(&printer.full(entry));
    }
    if !brief.is_empty() {
        out.push('\n');
    }
    for entry in brief {
        out.push_str(&printer.brief(entry));
    }
    accepted(compared, &printer, &mut out);
    closing(report, compared, &mut out);
    out
}

fn table(compared: &Compared<'_>, out: &mut String) {
    let totals = &compared.totals;
    let rows = [
        ("who", "verdict".to_owned()),
        ("old clients → new server", totals.old_clients.words()),
        ("new client → old server", totals.new_clients.words()),
        ("code that is compiled again", totals.rust_words()),
        ("… and behaves differently †", totals.silent_words()),
    ];
    for (who, verdict) in rows {
        let _ = writeln!(out, "  {who:<29}  {verdict}");
    }
}

/// What the gate decides, and why.
fn gate(report: &Report<'_>, out: &mut String) {
    let _ = writeln!(out, "gate: {}", decision::words(&report.decision));
    for reason in &report.decision.reasons {
        let _ = writeln!(out, "  - {}", sentence(reason));
    }
}

fn counts(compared: &Compared<'_>, out: &mut String) {
    let operations = &compared.review.operations;
    let totals = &compared.totals;
    let _ = writeln!(
        out,
        "operations: {} changed, {} with a changed type, {} added, {} removed, {} unchanged",
        operations.changed, operations.by_types, operations.added, operations.removed, operations.same,
    );
    let severities = match totals.severities.is_empty() {
        true => String::new(),
        false => format!(" ({})", totals.severity_words()),
    };
    let _ = writeln!(
        out,
        "{}{severities}, {} unexplained, {} accepted",
        count(compared.entries.len(), "change"),
        compared.review.unexplained.len(),
        totals.accepted,
    );
}

fn harmless(compared: &Compared<'_>, out: &mut String) {
    if let Some(words) = without_effect(compared.review.harmless) {
        let _ = writeln!(out, "without effect: {words}");
    }
}

fn unexplained(compared: &Compared<'_>, out: &mut String) {
    let all = &compared.review.unexplained;
    if all.is_empty() {
        return;
    }
    out.push_str("\nerror: the comparison can't explain all differences: review these lines by hand\n");
    for difference in all.iter().take(UNEXPLAINED) {
        let _ = writeln!(out, "   = {}: {}", difference.layer, sentence(&difference.what));
    }
    if all.len() > UNEXPLAINED {
        let _ = writeln!(out, "   = and {} more", all.len().saturating_sub(UNEXPLAINED));
    }
}

fn accepted(compared: &Compared<'_>, printer: &Printer<'_, '_>, out: &mut String) {
    let mut is_first = true;
    for entry in &compared.entries {
        let Some(accepted) = &entry.change.accepted else {
            continue;
        };
        if is_first {
            out.push_str("\naccepted:\n");
            is_first = false;
        }
        out.push_str(&printer.brief(entry));
        let kind = match accepted.correction {
            true => "correction: ",
            false => "",
        };
        let _ = writeln!(out, "   = {kind}{}", sentence(&accepted.reason));
    }
}

fn notes(report: &Report<'_>, out: &mut String) {
    for line in &report.notes {
        let _ = writeln!(out, "{}", sentence(line));
    }
}

fn closing(report: &Report<'_>, compared: &Compared<'_>, out: &mut String) {
    let (old, new) = (compared.surface_lines_gone(), compared.surface_lines_new());
    let _ = writeln!(
        out,
        "\nsurface: +{new} −{old} (`generator diff --surface` prints it)"
    );
    notes(report, out);
    if let Some(line) = promise(compared) {
        let _ = writeln!(out, "{}", sentence(&line));
    }
    let mut open = compared
        .entries
        .iter()
        .filter(|entry| entry.change.accepted.is_none());
    if let Some(first) = open.next() {
        let _ = writeln!(
            out,
            "accept: generator diff --accept {} --reason \"…\"\nexplain: generator explain {}",
            first.change.id,
            first.change.rule.code(),
        );
    }
}
