//! The schemas that a type represents, which determine whether two places of use share it.

use std::sync::Arc;

use super::names::{TYPE, place};
use crate::lock::Key;
use crate::source::Pointer;

/// The schemas that a type represents. The lock pins the type's name to them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Identity {
    /// The schema at one place.
    Schema(Pointer),
    /// Several schemas, all of which must hold: the first one and the others.
    Merged(Pointer, Vec<Pointer>),
    /// A part of another type, which extends the schema at a place.
    Part(Box<Identity>, Pointer),
}

impl Identity {
    /// The kinds of these types in the lock.
    pub(super) const KINDS: [&'static str; 3] = [TYPE, "merged-type", "part-type"];

    /// The identity of the type of these schemas. `None` if there are none.
    pub(crate) fn of(schemas: &[Pointer]) -> Option<Self> {
        match schemas {
            [] => None,
            [at] => Some(Self::Schema(at.clone())),
            [first, others @ ..] => Some(Self::Merged(first.clone(), others.to_vec())),
        }
    }

    /// The part of this type that is built from the schema at `at`.
    #[must_use]
    pub(crate) fn part(&self, at: &Pointer) -> Self {
        Self::Part(Box::new(self.clone()), at.clone())
    }

    /// The place that diagnostics about the type point to: the last schema, which distinguishes it from other types.
    pub(crate) fn at(&self) -> &Pointer {
        match self {
            Self::Schema(at) | Self::Part(_, at) => at,
            Self::Merged(first, others) => others.last().unwrap_or(first),
        }
    }

    /// The schemas that must hold beside the one at [`at`](Self::at).
    pub(crate) fn others(&self) -> Vec<Pointer> {
        match self {
            Self::Schema(_) | Self::Part(..) => Vec::new(),
            Self::Merged(first, others) => {
                let before = others.split_last().map_or(&[][..], |(_, before)| before);
                std::iter::once(first).chain(before).cloned().collect()
            }
        }
    }

    /// The place at which a user chooses the name of the type. A part has none, since its schema has its own type.
    pub(super) fn chosen_at(&self) -> Option<&Pointer> {
        match self {
            Self::Schema(_) | Self::Merged(..) => Some(self.at()),
            Self::Part(..) => None,
        }
    }

    /// The key of the name in the lock.
    pub(super) fn key(&self) -> Key {
        let [schema, merged, part] = Self::KINDS;
        let what = match self {
            Self::Schema(_) => schema,
            Self::Merged(..) => merged,
            Self::Part(..) => part,
        };
        Key::new(what, self.places())
    }

    /// The places of the schemas, in the lock's spelling.
    pub(super) fn places(&self) -> Vec<Arc<str>> {
        match self {
            Self::Schema(at) => vec![place(at)],
            Self::Merged(first, others) => std::iter::once(first).chain(others).map(place).collect(),
            Self::Part(whole, at) => {
                let mut places = whole.places();
                places.push(place(at));
                places
            }
        }
    }
}
