//! Locates nodes in a text, in one pass, when diagnostics are printed. The tree has no spans, so this scans the tokens of the
//! text and keeps the places of the requested pointers.

mod json;
#[cfg(test)]
mod tests;
mod toml;
mod track;
mod yaml;

use std::ops::Range;

use super::pointer::Pointer;
use track::Tracker;

/// The place of one node, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The key of the node, with its quotes; `None` for the root and for items of arrays.
    pub key: Option<Range<usize>>,
    /// The last of several equal keys.
    pub last_key: Option<Range<usize>>,
    /// The value; for an object or array, its first byte.
    pub value: Range<usize>,
    /// Whether the value is an object or an array.
    pub is_container: bool,
}

/// The places of the requested pointers, and of all nodes above them.
#[derive(Debug)]
pub struct Places {
    tracker: Tracker,
}

impl Places {
    /// The place of the node at `pointer`, or of the nearest node above it that is in the text.
    pub fn get(&self, pointer: &Pointer) -> Option<&Place> {
        self.tracker.nearest(pointer)
    }

    /// The bytes to highlight for the node, or for the nearest node above it: a scalar value, or the key of anything else.
    pub fn span(&self, pointer: &Pointer) -> Option<&Range<usize>> {
        let place = self.get(pointer)?;
        let is_scalar = self.exact(pointer).is_some() && !place.is_container;
        let value = is_scalar.then_some(&place.value);
        Some(value.or(place.key.as_ref()).unwrap_or(&place.value))
    }

    /// The place of this node, if it is in the text.
    pub fn exact(&self, pointer: &Pointer) -> Option<&Place> {
        self.tracker.exact(pointer)
    }
}

/// Finds the places of all `pointers` in the text of the document `name`. If the text can't be parsed, only places before the
/// error are found.
pub fn locate<'p>(name: &str, text: &str, pointers: impl IntoIterator<Item = &'p Pointer>) -> Places {
    let mut tracker = Tracker::new(pointers);
    // The scanners count from the end of the byte order mark.
    let body = super::format::without_bom(text);
    if name.ends_with(".toml") {
        toml::scan(body, &mut tracker);
    } else if super::format::is_json(name, body) {
        json::scan(body, &mut tracker);
    } else {
        yaml::scan(&super::tabs::blanked(body), &mut tracker);
    }
    tracker.shift(text.len() - body.len());
    Places { tracker }
}
