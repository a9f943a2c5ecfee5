//! Places: file, line and column of each change on both sides.

use serde::Serialize;

use super::data::{Data, SideDiagnostic, Which};
use crate::review::Change;
use crate::source::{Pointer, SourceLocation};

/// A place in a file.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) pointer: String,
}

/// The places of a change.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// In the old description; `None` for what is new.
    pub(super) old: Option<Place>,
    /// In the new description; `None` for what is gone.
    pub(super) new: Option<Place>,
    /// In the new description; for what is gone, the key of the nearest node that is left.
    pub(super) nearest: Option<Place>,
}

/// The places of all changes, in their order. Each file is read once.
pub(super) fn all(data: &Data<'_>) -> Vec<Places> {
    let changes = data.review().map_or(&[][..], |review| &review.changes);
    let in_new = |at: &Pointer| Pointer::at(data.name(Which::New), at.fragment());
    let old = locate(data, Which::Old, changes.iter().map(|change| change.old.clone()));
    let new = changes.iter().map(|change| {
        let gone = || change.old.as_ref().map(in_new);
        change.new.clone().or_else(gone)
    });
    let new = locate(data, Which::New, new);
    let both = changes.iter().zip(old.into_iter().zip(new));
    let places = both.map(|(change, (old, nearest))| Places {
        old: old.filter(|_| !is_new(change)),
        new: nearest.clone().filter(|_| !is_gone(change)),
        nearest,
    });
    places.collect()
}

/// Whether the old description has only the parent of what changes.
fn is_new(change: &Change) -> bool {
    change.from.is_empty() && !change.to.is_empty() && change.new.is_some()
}

/// Whether the new description has only the parent of what changes.
fn is_gone(change: &Change) -> bool {
    change.new.is_none() || change.to.is_empty() && !change.from.is_empty() && change.old.is_some()
}

/// The places of nodes of one side, in their order.
fn locate(data: &Data<'_>, which: Which, nodes: impl Iterator<Item = Option<Pointer>>) -> Vec<Option<Place>> {
    let nodes: Vec<Option<Pointer>> = nodes.collect();
    let mut found = data.sources(which).locate_all(nodes.iter().flatten()).into_iter();
    let places = nodes.iter().map(|node| {
        node.as_ref()?;
        found.next()?.map(|location| place(data, which, &location))
    });
    places.collect()
}

/// The place of an error.
pub(super) fn of_diagnostic(data: &Data<'_>, diagnostic: &SideDiagnostic) -> Option<Place> {
    let place = of_node(data, diagnostic.side, &diagnostic.at)?;
    Some(match diagnostic.position {
        Some((line, column)) => Place {
            line,
            column,
            ..place
        },
        None => place,
    })
}

/// The place of a node of a file.
pub(super) fn of_node(data: &Data<'_>, which: Which, at: &Pointer) -> Option<Place> {
    let sources = data.sources(which);
    let location = sources.locate(&sources.target(at));
    location.map(|location| place(data, which, &location))
}

/// The place of `info.version` in the new description.
pub(super) fn of_info_version(data: &Data<'_>) -> Option<Place> {
    let at = Pointer::root(data.name(Which::New))
        .child("info")
        .child("version");
    of_node(data, Which::New, &at)
}

fn place(data: &Data<'_>, which: Which, location: &SourceLocation) -> Place {
    Place {
        file: data.path(which, location.file()),
        line: location.line,
        column: location.column,
        pointer: format!("#{}", location.pointer.fragment()),
    }
}
