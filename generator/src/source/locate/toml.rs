//! Scans the tables, arrays and values of a TOML text.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::track::Tracker;

/// Feeds every value to the tracker, unless the text can't be parsed.
pub(super) fn scan(text: &str, tracker: &mut Tracker) {
    if let Ok(root) = DeTable::parse(text) {
        table(root.get_ref(), begin_of(root.span()), tracker);
    }
}

fn table(members: &DeTable<'_>, span: Range<usize>, tracker: &mut Tracker) {
    tracker.open(span, true);
    for (key, member) in members {
        tracker.key(key.get_ref(), key.span());
        value(member, tracker);
    }
    tracker.close();
}

fn value(node: &Spanned<DeValue<'_>>, tracker: &mut Tracker) {
    match node.get_ref() {
        DeValue::Table(members) => table(members, begin_of(node.span()), tracker),
        DeValue::Array(items) => {
            tracker.open(begin_of(node.span()), false);
            items.iter().for_each(|item| value(item, tracker));
            tracker.close();
        }
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => tracker.scalar(node.span()),
    }
}

fn begin_of(span: Range<usize>) -> Range<usize> {
    span.start..span.end.min(span.start + 1)
}
