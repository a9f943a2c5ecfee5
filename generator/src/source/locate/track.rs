//! Finds the places of wanted pointers in a stream of values and keys. This module knows no format.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Place;
use crate::source::pointer::Pointer;

/// Tracks the position of the scanner in a trie of the wanted pointers.
#[derive(Debug)]
pub(super) struct Tracker {
    trie: Vec<Wanted>,
    open: Vec<Frame>,
}

#[derive(Debug, Default)]
struct Wanted {
    children: BTreeMap<String, usize>,
    place: Option<Place>,
}

/// One open object or array. `wanted` is its index in the trie, if it has one.
#[derive(Debug)]
struct Frame {
    wanted: Option<usize>,
    position: Position,
}

#[derive(Debug)]
enum Position {
    Item(usize),
    Key,
    /// The key has been read. `wanted` is the index of its value in the trie, if it has one.
    Value {
        wanted: Option<usize>,
        key: Range<usize>,
    },
}

impl Tracker {
    pub(super) fn new<'p>(pointers: impl IntoIterator<Item = &'p Pointer>) -> Self {
        let mut tracker = Self {
            trie: vec![Wanted::default()],
            open: Vec::new(),
        };
        for pointer in pointers {
            let mut at = 0;
            for token in pointer.tokens() {
                at = tracker.want(at, &token);
            }
        }
        tracker
    }

    fn want(&mut self, parent: usize, token: &str) -> usize {
        let next = self.trie.len();
        let Some(wanted) = self.trie.get_mut(parent) else {
            return parent;
        };
        let child = *wanted.children.entry(token.to_owned()).or_insert(next);
        if child == next {
            self.trie.push(Wanted::default());
        }
        child
    }

    /// Whether the text of the next key matters. A scanner may skip the decoding of other keys.
    pub(super) fn wants_key(&self) -> bool {
        self.open.last().is_some_and(|frame| frame.wanted.is_some())
    }

    /// Whether the next scalar is a key.
    pub(super) fn expects_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|frame| matches!(frame.position, Position::Key))
    }

    /// Adds a key of the innermost open object.
    pub(super) fn key(&mut self, text: &str, span: Range<usize>) {
        let Some(frame) = self.open.last_mut() else { return };
        let child = frame
            .wanted
            .and_then(|at| self.trie.get(at)?.children.get(text).copied());
        frame.position = Position::Value {
            wanted: child,
            key: span,
        };
    }

    /// Adds a scalar value or an alias.
    pub(super) fn scalar(&mut self, span: Range<usize>) {
        self.begin_value(span, false);
    }

    /// Begins an object or an array.
    pub(super) fn open(&mut self, span: Range<usize>, is_object: bool) {
        let wanted = self.begin_value(span, true);
        let position = if is_object {
            Position::Key
        } else {
            Position::Item(0)
        };
        self.open.push(Frame { wanted, position });
    }

    /// Ends the innermost open object or array.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Advances the parent, and records the place of the value if it is wanted.
    fn begin_value(&mut self, span: Range<usize>, is_container: bool) -> Option<usize> {
        let (wanted, key) = match self.open.last_mut() {
            None => (Some(0), None),
            Some(frame) => frame.advance(&self.trie, &span),
        };
        let entry = self.trie.get_mut(wanted?)?;
        match &mut entry.place {
            // The last of several equal keys is the one that is read.
            Some(place) => {
                place.last_key = key;
                place.value = span;
                place.is_container = is_container;
            }
            None => {
                entry.place = Some(Place {
                    key,
                    last_key: None,
                    value: span,
                    is_container,
                })
            }
        }
        wanted
    }

    pub(super) fn exact(&self, pointer: &Pointer) -> Option<&Place> {
        let wanted = pointer
            .tokens()
            .try_fold(self.trie.first()?, |at, token| self.child(at, &token))?;
        wanted.place.as_ref()
    }

    pub(super) fn nearest(&self, pointer: &Pointer) -> Option<&Place> {
        let mut at = self.trie.first()?;
        for token in pointer.tokens() {
            match self.child(at, &token).filter(|child| child.place.is_some()) {
                Some(child) => at = child,
                None => break,
            }
        }
        at.place.as_ref()
    }

    fn child(&self, at: &Wanted, token: &str) -> Option<&Wanted> {
        self.trie.get(*at.children.get(token)?)
    }

    /// Moves every place by `by` bytes.
    pub(super) fn shift(&mut self, by: usize) {
        self.map(|at| at + by);
    }

    /// Maps the offsets of every place.
    pub(super) fn map(&mut self, offset: impl Fn(usize) -> usize) {
        let map = |range: &mut Range<usize>| *range = offset(range.start)..offset(range.end);
        for place in self.trie.iter_mut().filter_map(|wanted| wanted.place.as_mut()) {
            map(&mut place.value);
            place.key.iter_mut().for_each(map);
            place.last_key.iter_mut().for_each(map);
        }
    }

    /// The offsets of all places.
    pub(super) fn offsets(&self) -> Vec<usize> {
        let places = self.trie.iter().filter_map(|wanted| wanted.place.as_ref());
        let ranges =
            places.flat_map(|place| [Some(&place.value), place.key.as_ref(), place.last_key.as_ref()]);
        ranges
            .flatten()
            .flat_map(|range| [range.start, range.end])
            .collect()
    }
}

impl Frame {
    /// Returns the index of the next value in the trie and its key, and advances by one value.
    fn advance(&mut self, trie: &[Wanted], span: &Range<usize>) -> (Option<usize>, Option<Range<usize>>) {
        match std::mem::replace(&mut self.position, Position::Key) {
            Position::Item(index) => {
                self.position = Position::Item(index + 1);
                let children = self
                    .wanted
                    .and_then(|at| trie.get(at))
                    .map(|wanted| &wanted.children);
                (
                    children.and_then(|children| children.get(&index.to_string()).copied()),
                    None,
                )
            }
            Position::Value { wanted, key } => (wanted, Some(key)),
            // In YAML a key may be an object or an array. No pointer leads to its value.
            Position::Key => {
                self.position = Position::Value {
                    wanted: None,
                    key: span.clone(),
                };
                (None, None)
            }
        }
    }
}
