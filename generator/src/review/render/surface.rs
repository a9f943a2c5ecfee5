//! The surface: each line that is gone, new or different, with the kinds of change that explain it.

use std::collections::BTreeSet;

use super::safe::{value, whole};
use super::{Outcome, Report};

/// The lines of `surface.txt` that differ, as a diff. Each line ends with the codes of the changes that explain it.
pub fn surface(report: &Report<'_>) -> String {
    let compared = match &report.outcome {
        Outcome::Compared(compared) => compared,
        Outcome::NotCompared(reasons) => return format!("not compared: {}\n", value(&reasons.join("; "))),
    };
    let mut out = String::new();
    for line in &compared.review.surface {
        let changes = compared.review.changes.iter();
        let codes: BTreeSet<&str> = changes
            .filter(|change| line.changes.contains(&change.id))
            .map(|change| change.rule.code())
            .collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let codes = match codes.is_empty() {
            true => "unexplained".to_owned(),
            false => codes.join(", "),
        };
        for (sign, text) in [('-', &line.old), ('+', &line.new)] {
            if let Some(text) = text {
                let item = whole(&line.item);
                out.push_str(&format!("{sign} {item}: {}    {codes}\n", whole(text)));
            }
        }
    }
    out
}
