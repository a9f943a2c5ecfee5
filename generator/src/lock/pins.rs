//! Members of items in the lock: one line for each item, followed by one indented line for each of its members.

use std::fmt::Write as _;
use std::sync::Arc;

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
    pub name: Option<Arc<str>>,
    /// How it can be left out. `None` if the release doesn't keep it.
    pub absence: Option<Absence>,
}

/// How a member can be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Absence {
    /// Whether it can be absent: the property of a field, or a parameter, which is a setter then.
    pub missing: bool,
    /// Whether it can be `null`.
    pub null: bool,
}

impl Absence {
    /// How a member with an `earlier` form can be left out. It keeps that form if the form has everything that this one has.
    #[must_use]
    pub(crate) fn kept_as(self, earlier: Self) -> Self {
        match self.and(earlier) == self {
            true => earlier,
            false => self,
        }
    }

    /// What holds for both.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            missing: self.missing && other.missing,
            null: self.null && other.null,
        }
    }
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

/// Follows the name of a member that can be absent.
const MISSING: &str = "?";

/// Follows the name of a member that can be `null`.
const NULL: &str = "|null";

/// Separates the kind of the members from the pointer of the item.
const BEFORE_PLACE: &str = " of ";

/// A line of the part about members.
pub(super) enum Line<'t> {
    Item(Key),
    /// A member, and its line.
    Member(&'t str, Pinned),
}

/// What a line has for a member. The order of the lines is its place.
pub(super) struct Pinned {
    read_order: u64,
    name: Option<Arc<str>>,
    absence: Option<Absence>,
}

impl Pinned {
    pub(super) fn at(self, place: Place) -> Pin {
        let Self {
            read_order,
            name,
            absence,
        } = self;
        Pin {
            place,
            read_order,
            name,
            absence,
        }
    }
}

/// Parses a line of the second part. `None` if it is not such a line.
pub(super) fn parse(line: &str) -> Option<Line<'_>> {
    let Some(member) = line.strip_prefix(INDENT) else {
        let (kind, places) = line.split_once(BEFORE_PLACE)?;
        let is_word = !kind.is_empty() && kind.chars().all(|char| char.is_ascii_alphabetic());
        return is_word.then(|| key(kind, places)).flatten().map(Line::Item);
    };
    let (pin, key) = member.split_once(" = ")?;
    let (read_order, marked) = pin.split_once(' ')?;
    let (rest, null) = unmarked(marked, NULL);
    let (name, missing) = unmarked(rest, MISSING);
    let pinned = Pinned {
        read_order: read_order.parse().ok()?,
        name: (name != CHOSEN).then(|| name.into()),
        absence: Some(Absence { missing, null }),
    };
    Some(Line::Member(key, pinned))
}

/// The text without the mark, and whether it has it.
fn unmarked<'t>(text: &'t str, mark: &str) -> (&'t str, bool) {
    match text.strip_suffix(mark) {
        Some(rest) => (rest, true),
        None => (text, false),
    }
}

/// Writes the second part.
pub(super) fn render(lock: &Lock, text: &mut String) {
    for (item, members) in &lock.items {
        let _ = writeln!(text, "{}{BEFORE_PLACE}{}", item.kind, places(item));
        let mut members: Vec<_> = members.iter().collect();
        members.sort_by_key(|(key, pin)| (pin.place, *key));
        for (key, pin) in members {
            let name = pin.name.as_deref().unwrap_or(CHOSEN);
            let Absence { missing, null } = pin.absence.unwrap_or_default();
            let missing = if missing { MISSING } else { "" };
            let null = if null { NULL } else { "" };
            let _ = writeln!(text, "{INDENT}{} {name}{missing}{null} = {key}", pin.read_order);
        }
    }
}
