//! Members of items in the lock: a line an item, and below it, indented, a line a member.

use std::fmt::Write as _;

use super::text::{key, places};
use super::{Key, Lock};

/// What the lock has for a member of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pin {
    /// Where it stands among the members: the lowest first. After a merge two members may have one place.
    pub place: u64,
    /// Whether it is an argument of a function, and not a setter.
    pub is_argument: bool,
    /// Its Rust name; `None` where the user chose that elsewhere.
    pub name: Option<String>,
}

/// What starts the line of a member.
const INDENT: &str = "  ";

/// Stands behind the place of an argument.
const ARGUMENT: &str = "!";

/// Stands in the place of a name that the user chose.
const CHOSEN: &str = "-";

/// What separates the kind of the members from the pointer of the item.
const OF: &str = " of ";

/// A line of the part about members.
pub(super) enum Line<'t> {
    Item(Key),
    Member(&'t str, Pin),
}

/// Reads a line of the part about members; `None` where it is none.
pub(super) fn parse(line: &str) -> Option<Line<'_>> {
    let Some(member) = line.strip_prefix(INDENT) else {
        let (what, places) = line.split_once(OF)?;
        let is_word = !what.is_empty() && what.chars().all(|char| char.is_ascii_alphabetic());
        return is_word.then(|| key(what, places)).flatten().map(Line::Item);
    };
    let (pin, key) = member.split_once(" = ")?;
    let (place, name) = pin.split_once(' ')?;
    let argument = place.strip_suffix(ARGUMENT);
    let pin = Pin {
        place: argument.unwrap_or(place).parse().ok()?,
        is_argument: argument.is_some(),
        name: (name != CHOSEN).then(|| name.to_owned()),
    };
    Some(Line::Member(key, pin))
}

/// Writes the part about members.
pub(super) fn render(lock: &Lock, text: &mut String) {
    for (item, members) in &lock.items {
        let _ = writeln!(text, "{}{OF}{}", item.what, places(item));
        for (key, pin) in members {
            let argument = if pin.is_argument { ARGUMENT } else { "" };
            let name = pin.name.as_deref().unwrap_or(CHOSEN);
            let _ = writeln!(text, "{INDENT}{}{argument} {name} = {key}", pin.place);
        }
    }
}
