//! Scans the events of a YAML text with a parser that provides spans.

use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::track::Tracker;

/// Feeds every event to the tracker.
pub(super) fn scan(text: &str, tracker: &mut Tracker) {
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        match event {
            Event::MappingStart(..) => tracker.open(begin_of(span), true),
            Event::SequenceStart(..) => tracker.open(begin_of(span), false),
            Event::MappingEnd | Event::SequenceEnd => tracker.close(),
            Event::Scalar(key, ..) if tracker.expects_key() => tracker.key(&key, range_of(span)),
            Event::Scalar(..) | Event::Alias(_) => tracker.scalar(range_of(span)),
            Event::DocumentEnd => break,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
    characters_to_bytes(text, tracker);
}

fn range_of(span: Span) -> Range<usize> {
    span.start.index()..span.end.index()
}

fn begin_of(span: Span) -> Range<usize> {
    span.start.index()..span.start.index() + 1
}

/// Converts offsets in characters, which the parser counts, to bytes.
fn characters_to_bytes(text: &str, tracker: &mut Tracker) {
    if text.is_ascii() {
        return;
    }
    let mut wanted = tracker.offsets();
    wanted.sort_unstable();
    wanted.dedup();
    let mut starts = text
        .char_indices()
        .map(|(start, _)| start)
        .chain([text.len()])
        .enumerate();
    let bytes: Vec<(usize, usize)> = wanted
        .into_iter()
        .map(|character| {
            let start = starts.by_ref().find(|(index, _)| *index == character);
            (character, start.map_or(text.len(), |(_, start)| start))
        })
        .collect();
    tracker.map(|character| {
        let found = bytes
            .binary_search_by_key(&character, |(character, _)| *character)
            .ok();
        found
            .and_then(|found| bytes.get(found))
            .map_or(text.len(), |(_, start)| *start)
    });
}
