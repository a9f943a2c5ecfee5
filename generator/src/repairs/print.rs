//! Prints an overlay.

use std::fmt::Write as _;

use super::Found;
use super::json_path::json_path;
use super::yaml::{string, value};
use crate::dialect::{Action, Change};
use crate::source::{Node, Pointer};

/// An overlay as text.
pub(super) struct Printed {
    pub text: String,
    pub actions: usize,
}

/// The most diagnostics that the description of an action has.
const MOST: usize = 3;

/// The overlay for the description in the file `spec`. The diagnostics in `found` describe the actions; `left` are those that no
/// action can repair.
pub(super) fn print(spec: &str, changes: &[Change], found: &[Found], left: &[String]) -> Printed {
    let mut out = String::new();
    if !left.is_empty() {
        out.push_str("# The generator reads these parts in another way than they are written too. This overlay does not repair them:\n");
        for line in left {
            let _ = writeln!(out, "# - {}", line.replace(|c: char| c.is_control(), " "));
        }
    }
    let title = string(&format!("Repairs of {spec}"));
    let _ = write!(
        out,
        "overlay: 1.1.0\ninfo:\n  title: {title}\n  version: \"1\"\nactions:\n"
    );
    let mut number = 0_usize;
    for change in changes {
        number = number.saturating_add(1);
        action(change, found, &mut out);
    }
    Printed {
        text: out,
        actions: number,
    }
}

fn action(change: &Change, found: &[Found], out: &mut String) {
    let _ = writeln!(out, "  - target: {}", string(&json_path(&change.path)));
    let description = described(change, found);
    if !description.is_empty() {
        let _ = writeln!(out, "    description: {}", string(&description));
    }
    match &change.action {
        Action::Remove => out.push_str("    remove: true\n"),
        Action::Merge(members) => {
            out.push_str("    update:");
            value(&Node::Object(members.clone()), 6, out);
        }
    }
}

/// The diagnostics about the places of a change: the nearest ones.
fn described(change: &Change, found: &[Found]) -> String {
    let Some(first) = found.first() else {
        return String::new();
    };
    let root = Pointer::root(first.at.document());
    let places = change.places(&root);
    let distance = |found: &Found| {
        let distances = places.iter().filter_map(|place| distance(place, &found.at));
        distances.min()
    };
    let mut near: Vec<(usize, &str)> = found
        .iter()
        .filter_map(|found| Some((distance(found)?, found.line.as_str())))
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    let nearest = near.first().map(|(distance, _)| *distance);
    near.retain(|(distance, _)| Some(*distance) == nearest);
    near.dedup();
    let lines: Vec<&str> = near.iter().take(MOST).map(|(_, line)| *line).collect();
    lines.join("; ")
}

/// The number of steps between two places of which one contains the other.
fn distance(one: &Pointer, other: &Pointer) -> Option<usize> {
    let is_related = one.is_within(other) || other.is_within(one);
    let depth = |at: &Pointer| at.tokens().count();
    is_related.then(|| depth(one).abs_diff(depth(other)))
}
