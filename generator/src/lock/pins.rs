//! Members of items in the lock: one line for each item, followed by one indented line for each of its members.

use std::fmt::Write as _;

use super::text::{key, places};
use super::{Key, Lock};

/// The entry of a member of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pin {
    /// The position among the members, by the order of the lines.
    pub place: Place,
    /// The order in which members are read: the first one that is read names the types that several members share. A new member is
    /// read last. After a merge, two members may have the same number.
    pub read_order: u64,
    /// The Rust name. `None` if the user chose it in generator.toml.
    pub name: Option<String>,
}

/// The position of a member among the members of its item: by line, and after each line the new members in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    line: usize,
    added: usize,
}

impl Place {
    /// The place of a line, counted from 1.
    pub(crate) fn of_line(line: usize) -> Self {
        Self { line, added: 0 }
    }

    /// The place of the `added`th new member, counted from 1, after this place.
    #[must_use]
    pub(crate) fn followed_by(self, added: usize) -> Self {
        Self { added, ..self }
    }
}

/// The start of a member's line.
const INDENT: &str = "  ";

/// Replaces a name that the user chose.
const CHOSEN: &str = "-";

/// Separates the kind of the members from the pointer of the item.
const BEFORE_PLACE: &str = " of ";

/// A line of the part about members.
pub(super) enum Line<'t> {
    Item(Key),
    /// A member, its read order and its name.
    Member(&'t str, u64, Option<String>),
}

/// Parses a line of the second part. `None` if it is not such a line.
pub(super) fn parse(line: &str) -> Option<Line<'_>> {
    let Some(member) = line.strip_prefix(INDENT) else {
        let (kind, places) = line.split_once(BEFORE_PLACE)?;
        let is_word = !kind.is_empty() && kind.chars().all(|char| char.is_ascii_alphabetic());
        return is_word.then(|| key(kind, places)).flatten().map(Line::Item);
    };
    let (pin, key) = member.split_once(" = ")?;
    let (read_order, name) = pin.split_once(' ')?;
    let name = (name != CHOSEN).then(|| name.to_owned());
    Some(Line::Member(key, read_order.parse().ok()?, name))
}

/// Writes the second part.
pub(super) fn render(lock: &Lock, text: &mut String) {
    for (item, members) in &lock.items {
        let _ = writeln!(text, "{}{BEFORE_PLACE}{}", item.kind, places(item));
        let mut members: Vec<_> = members.iter().collect();
        members.sort_by_key(|(key, pin)| (pin.place, *key));
        for (key, pin) in members {
            let name = pin.name.as_deref().unwrap_or(CHOSEN);
            let _ = writeln!(text, "{INDENT}{} {name} = {key}", pin.read_order);
        }
    }
}
