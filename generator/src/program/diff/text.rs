//! The plain list of changes.

use generator::review::verdict::{Gate, Verdict};
use generator::review::{Review, Silent};

use super::side::Reviewed;

/// The verdicts, and a line for each change.
pub(super) fn changes(
    package: &str,
    old: &Reviewed,
    new: &Reviewed,
    review: &Review,
    verdict: Verdict,
    gate: Gate,
) -> String {
    let mut text = format!("{package}: {} -> {}\n", old.shown(), new.shown());
    if review.changes.is_empty() && review.unexplained.is_empty() {
        text.push_str("  no changes\n");
        return text;
    }
    text.push_str(&format!(
        "  old clients: {}; new clients: {}; Rust: {}; silent: {}\n",
        verdict.old_clients.as_str(),
        verdict.new_clients.as_str(),
        verdict.rust.as_str(),
        silent(verdict.silent)
    ));
    for change in &review.changes {
        let mark = match (&change.accepted, gate.fails(change)) {
            (Some(_), _) => "accepted",
            (None, true) => "at the gate",
            (None, false) => "passes",
        };
        text.push_str(&format!(
            "  {} {}: {} ({mark}) [{}]\n",
            change.rule, change.subject, change.message, change.id
        ));
    }
    for one in &review.unexplained {
        text.push_str(&format!("  unexplained in the {}: {}\n", one.layer, one.what));
    }
    text
}

fn silent(silent: Silent) -> &'static str {
    match silent {
        Silent::No => "no",
        Silent::Read => "read",
        Silent::Sent => "sent",
    }
}
