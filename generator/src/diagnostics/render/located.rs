//! The places of diagnostics, for reports that are not text.

use std::collections::BTreeMap;

use super::super::{Diagnostic, Part};
use super::{Printer, Style};
use crate::source::Pointer;

/// A line and a column, from 1.
type Position = (usize, usize);

/// A diagnostic with its position, and its related places with their positions and labels.
type Located<'d> = (
    &'d Diagnostic,
    Option<Position>,
    Vec<(&'d Pointer, Position, &'d str)>,
);

/// The diagnostics in the order of the text, errors last. `sources` has the text of each document by its name.
pub fn located<'d>(found: &'d [Diagnostic], sources: &BTreeMap<String, String>) -> Vec<Located<'d>> {
    let printer = Printer::new(found, sources, Style::Plain);
    let position = |at: &Pointer, part: Part| {
        let source = printer.sources.get(at.document())?;
        Some(source.position(at, part))
    };
    let sorted = printer.sorted(found).into_iter();
    sorted
        .map(|diagnostic| {
            let related = diagnostic
                .related
                .iter()
                .filter_map(|(at, label)| Some((at, position(at, Part::Key)?, label.as_str())));
            let own = position(&diagnostic.at, diagnostic.part);
            (diagnostic, own, related.collect())
        })
        .collect()
}
