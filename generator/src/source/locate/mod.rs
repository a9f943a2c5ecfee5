//! Pointers to places in a text, in one pass over it, and only when something is to be printed.
//! The tree has no spans; this walks the tokens of the text and keeps those that were asked for.

mod json;
#[cfg(test)]
mod tests;
mod toml;
mod track;
mod yaml;

use std::ops::Range;

use super::pointer::Pointer;
use track::Tracker;

/// Where one node is, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The key that the node is the value of, with its quotes; `None` for the root and for items of arrays.
    pub key: Option<Range<usize>>,
    /// The last of several equal keys.
    pub last_key: Option<Range<usize>>,
    /// The value; of an object or array only where it begins.
    pub value: Range<usize>,
    /// Whether the value is an object or an array.
    pub is_container: bool,
}

/// The places of the pointers that were asked for, and of everything above them.
#[derive(Debug)]
pub struct Places {
    tracker: Tracker,
}

impl Places {
    /// The place of the node that `pointer` names, or of the nearest node above it that is in the text.
    pub fn get(&self, pointer: &Pointer) -> Option<&Place> {
        self.tracker.nearest(pointer)
    }

    /// The bytes that stand for the node, or for the nearest node above it: the value where it is neither an object nor an
    /// array, otherwise the key.
    pub fn span(&self, pointer: &Pointer) -> Option<&Range<usize>> {
        let place = self.get(pointer)?;
        let is_scalar = self.exact(pointer).is_some() && !place.is_container;
        let value = is_scalar.then_some(&place.value);
        Some(value.or(place.key.as_ref()).unwrap_or(&place.value))
    }

    /// The place of exactly this node.
    pub fn exact(&self, pointer: &Pointer) -> Option<&Place> {
        self.tracker.exact(pointer)
    }
}

/// Finds the places of all `pointers` in the text of the document `name`. A text that can't be parsed has them up to there.
pub fn locate<'p>(name: &str, text: &str, pointers: impl IntoIterator<Item = &'p Pointer>) -> Places {
    let mut tracker = Tracker::new(pointers);
    // Both scanners count from after the byte order mark.
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
