//! Members of items in the lock: a line an item, and below it, indented, a line a member.

use std::fmt::Write as _;

use super::text::{key, places};
use super::{Key, Lock};

/// What the lock has for a member of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pin {
    /// Where it stands, by the order of the lines.
    pub place: Place,
    /// When it is read: what is read first names the types that several members share. A new member is read last. After a merge
    /// two members may have one turn.
    pub read_order: u64,
    /// Its Rust name; `None` where the user chose that elsewhere.
    pub name: Option<String>,
}

/// Where a member stands among the members of its item: the order of the lines, and behind each line those that are new there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    line: usize,
    added: usize,
}

impl Place {
    /// The place of a line, from 1.
    pub(crate) fn of_line(line: usize) -> Self {
        Self { line, added: 0 }
    }

    /// The place of the `added`th new member, from 1, which stands behind this one.
    #[must_use]
    pub(crate) fn followed_by(self, added: usize) -> Self {
        Self { added, ..self }
    }
}

/// What starts the line of a member.
const INDENT: &str = "  ";

/// Stands in the place of a name that the user chose.
const CHOSEN: &str = "-";

/// What separates the kind of the members from the pointer of the item.
const BEFORE_PLACE: &str = " of ";

/// A line of the part about members.
pub(super) enum Line<'t> {
    Item(Key),
    /// A member, its turn and its name.
    Member(&'t str, u64, Option<String>),
}

/// Reads a line of the part about members; `None` where it is none.
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

/// Writes the part about members.
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
