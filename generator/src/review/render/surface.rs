//! The surface: each line that is gone, new or different, with the kinds of change that explain it.

use std::collections::{BTreeMap, BTreeSet};

use super::safe::{value, whole};
use super::summary::{CLIENT_ADDED, CLIENT_REMOVED};
use super::{Outcome, Report, SurfaceChange};

/// The lines of `surface.txt` that differ, as a diff. Each line ends with the codes of the changes that explain it. With
/// `is_whole`, the lines that do not differ are there too.
pub fn surface(report: &Report<'_>, is_whole: bool) -> String {
    let compared = match &report.outcome {
        Outcome::Compared(compared) => compared,
        Outcome::NotCompared(reasons) => return format!("not compared: {}\n", value(&reasons.join("; "))),
        Outcome::ClientAdded => return format!("{}: {CLIENT_ADDED}\n", value(report.package)),
        Outcome::ClientRemoved => return format!("{}: {CLIENT_REMOVED}\n", value(report.package)),
    };
    let changes = compared.review.changes.iter();
    let rules: BTreeMap<&str, &str> = changes
        .map(|change| (change.id.as_str(), change.rule.code()))
        .collect();
    let differing = compared.review.surface.iter();
    let mut items: BTreeMap<&str, String> = differing
        .map(|line| (line.item.as_str(), difference(line, &rules)))
        .collect();
    if is_whole {
        let kept = compared.review.kept.iter();
        items.extend(
            kept.map(|(item, line)| (item.as_str(), format!("  {}: {}\n", whole(item), whole(line)))),
        );
    }
    items.into_values().collect()
}

/// The lines of an item that differs.
fn difference(line: &SurfaceChange, rules: &BTreeMap<&str, &str>) -> String {
    let codes = line
        .changes
        .iter()
        .filter_map(|id| rules.get(id.as_str()).copied());
    let codes: BTreeSet<&str> = codes.collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let codes = match codes.is_empty() {
        true => "unexplained".to_owned(),
        false => codes.join(", "),
    };
    let mut out = String::new();
    for (sign, text) in [('-', &line.old), ('+', &line.new)] {
        if let Some(text) = text {
            let item = whole(&line.item);
            out.push_str(&format!("{sign} {item}: {}    {codes}\n", whole(text)));
        }
    }
    out
}
