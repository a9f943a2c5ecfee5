//! One change as Markdown.

use std::fmt::Write as _;

use super::super::safe::{VALUE, code, fenced, prose, value};
use super::super::{Entry, Report, decision, words};
use super::{Links, count, verdict};
use crate::machine::sarif::path;
use crate::source::{AROUND, SourceLocation};

/// How many uses are listed.
const USES: usize = 40;

/// A change with all its facts.
pub(super) fn full(report: &Report<'_>, entry: &Entry<'_>, links: Links<'_>) -> String {
    let change = entry.change;
    let mut out = format!(
        "\n**{}** · {}{} · {}{} · `{}`\n\n",
        change.rule.code(),
        prose(&change.message),
        place(entry, links),
        verdict(change.rust, change.silent),
        gate(report, entry),
        change.id,
    );
    for fact in facts(entry) {
        let _ = writeln!(out, "- {fact}");
    }
    texts(entry, &mut out);
    uses(entry, &mut out);
    out
}

/// A change as an item of a list.
pub(super) fn brief(report: &Report<'_>, entry: &Entry<'_>, links: Links<'_>) -> String {
    let change = entry.change;
    format!(
        "- **{}** · {}{} · {}{} · `{}`\n",
        change.rule.code(),
        prose(&change.message),
        place(entry, links),
        verdict(change.rust, change.silent),
        gate(report, entry),
        change.id,
    )
}

/// ` · **at the gate** (old-clients=break)`
fn gate(report: &Report<'_>, entry: &Entry<'_>) -> String {
    let levels = decision::levels(&report.decision, entry.change);
    levels.map_or_else(String::new, |levels| format!(" · **at the gate** ({levels})"))
}

fn facts(entry: &Entry<'_>) -> Vec<String> {
    let change = entry.change;
    let wire = change
        .wire
        .iter()
        .map(|fact| format!("**Wire:** {}", prose(fact)));
    let mut facts: Vec<String> = wire.collect();
    facts.extend(
        words::rust(entry, words::Reader::Reviewer)
            .iter()
            .map(|fact| format!("**Rust:** {fact}")),
    );
    if let Some(help) = &change.help {
        facts.push(format!("**Instead:** {}", prose(help)));
    }
    if let Some(accepted) = &change.accepted {
        let kind = match accepted.correction {
            true => "The description was wrong",
            false => "Accepted",
        };
        facts.push(format!("**{kind}:** {}", prose(&accepted.reason)));
    }
    facts
}

/// The lines of both texts.
fn texts(entry: &Entry<'_>, out: &mut String) {
    let line = |sign: char, at: &SourceLocation| format!("{sign} {}", value(&excerpt(at)));
    let [old, new] = entry.own_places();
    let is_same = matches!((old, new), (Some(old), Some(new)) if old.snippet == new.snippet);
    let old = old.iter().map(|at| line('-', at));
    let lines: Vec<String> = old.chain(new.iter().map(|at| line('+', at))).collect();
    if !lines.is_empty() && !is_same {
        out.push('\n');
        out.push_str(&fenced("diff", &lines));
    }
}

/// The line of a place. Of a long one it is the part from shortly before the node.
fn excerpt(at: &SourceLocation) -> String {
    let is_long = at.snippet.chars().count() > VALUE;
    let skipped = at.column.saturating_sub(AROUND);
    match is_long && skipped > 0 {
        true => std::iter::once('…')
            .chain(at.snippet.chars().skip(skipped))
            .collect(),
        false => at.snippet.trim().to_owned(),
    }
}

fn uses(entry: &Entry<'_>, out: &mut String) {
    let uses = &entry.change.uses;
    let first = uses.iter().take(USES);
    let mut lines: Vec<String> = first.map(words::used_by).collect();
    match lines.as_slice() {
        [] => {}
        [only] => {
            let _ = writeln!(out, "\nused by {}", code(only));
        }
        [_, ..] => {
            if uses.len() > USES {
                lines.push(format!("and {} more", uses.len().saturating_sub(USES)));
            }
            let _ = write!(
                out,
                "\n<details><summary>used by {}</summary>\n\n{}\n</details>\n",
                count(uses.len(), "place"),
                fenced("", &lines)
            );
        }
    }
}

/// ` · parcels.yaml:11`, as a link where there is an address.
fn place(entry: &Entry<'_>, links: Links<'_>) -> String {
    let (at, base, before) = match entry.own_places() {
        [_, Some(at)] => (at, links.base, ""),
        [Some(at), None] => (at, links.old_base, " before"),
        [None, None] => return String::new(),
    };
    let file = at.file();
    let name = file.rsplit('/').next().unwrap_or(file);
    let label = code(&format!("{name}:{}", at.line));
    match base {
        Some(base) => format!(" · [{label}]({}){before}", address(base, file, at.line)),
        None => format!(" · {label}{before}"),
    }
}

/// An address that can't leave the parentheses of a link.
fn address(base: &str, file: &str, line: usize) -> String {
    let is_safe = |c: &char| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '<' | '>' | '"' | '\\' | '`');
    let base: String = base.trim_end_matches('/').chars().filter(is_safe).collect();
    format!("{base}/{}#L{line}", path(file))
}
