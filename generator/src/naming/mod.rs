//! The one place where Rust names are made: from wire names, in scoped tables, pinned by the lock.
//! Knows nothing of schemas; whoever lowers says which names a thing would like, best first.

mod chosen;
mod identity;
mod item;
mod members;
mod names;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub(crate) use chosen::{Rejection, Rejected};
pub(crate) use identity::Identity;
pub(crate) use item::Key;
pub(crate) use members::{List, Members, Unnamed};
pub(crate) use names::{Names, OPERATION, OPERATION_ID, OPERATION_TYPE};
pub(crate) use words::{camel, file, ident, kebab, reserved_words, snake};

use crate::source::Pointer;
use words::{is_identifier, is_type_name};

/// A valid Rust identifier, raw (`r#type`) where it is a keyword. Only this module makes one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// The identifier as it stands in source text, `r#` included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a variant may have the same name as an argument: it begins with a letter that has no case.
    pub fn is_caseless(&self) -> bool {
        let first = self.0.trim_start_matches("r#").chars().next();
        first.is_some_and(|c| !c.is_lowercase() && !c.is_uppercase())
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name on the wire and its name in Rust, which travel together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The name as the description spells it, byte for byte.
    pub wire: String,
    /// The identifier that stands for it.
    pub rust: Ident,
}

/// What an identifier is for, which decides its case and what it must not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A struct, enum or alias: `UpperCamelCase`, never a name of the prelude.
    Type,
    /// An enum variant: `UpperCamelCase`.
    Variant,
    /// A field, parameter, method or module: `snake_case`.
    Value,
    /// A constant: `SHOUTY_SNAKE_CASE`.
    Const,
}

/// The names taken in one scope (a module, a struct, an enum), each with what took it.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    kind: Kind,
    taken: BTreeMap<String, Option<Pointer>>,
    /// Names that the lock keeps for their owners, who may come later.
    pinned: BTreeSet<String>,
}

impl Scope {
    /// An empty scope for names of one kind.
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            taken: BTreeMap::new(),
            pinned: BTreeSet::new(),
        }
    }

    /// Keeps a name for whoever takes it with [`Self::take_pinned`].
    fn pin(&mut self, name: &str) {
        self.pinned.insert(name.to_owned());
    }

    fn is_free(&self, name: &str) -> bool {
        !self.taken.contains_key(name) && !self.pinned.contains(name)
    }

    /// Who has a name, where that is something of the description.
    fn holder(&self, name: &str) -> Option<&Pointer> {
        self.taken.get(name)?.as_ref()
    }

    /// Takes a name that emitted code uses for itself, so that nothing else gets it.
    pub(crate) fn reserve(&mut self, name: &str) {
        let name = match words::is_keyword(name) {
            true => format!("r#{name}"),
            false => name.to_owned(),
        };
        self.taken.insert(name, None);
    }

    /// Takes the first of `candidates` that is free, or the first one with the smallest free number behind it. The
    /// number starts at 2, as a person would count: `Asc`, `Asc2`.
    pub(crate) fn take(&mut self, candidates: &[&str], at: &Pointer) -> Taken {
        let mut first = None;
        for candidate in candidates {
            let ident = ident(self.kind, candidate);
            if self.is_free(&ident.0) {
                self.taken.insert(ident.0.clone(), Some(at.clone()));
                return Taken {
                    ident,
                    instead_of: first,
                };
            }
            let holder = self.holder(&ident.0).cloned();
            first = first.or(Some(Collision {
                wanted: ident,
                holder,
            }));
        }
        let base = first
            .as_ref()
            .map_or_else(|| ident(self.kind, ""), |collision| collision.wanted.clone());
        let ident = self.numbered(&base);
        self.taken.insert(ident.0.clone(), Some(at.clone()));
        Taken {
            ident,
            instead_of: first,
        }
    }

    /// Takes exactly this name, which the lock has pinned; `None` where it isn't free or isn't valid.
    pub(crate) fn take_pinned(&mut self, pinned: &str, at: &Pointer) -> Option<Ident> {
        let fits = self.kind != Kind::Type || is_type_name(pinned);
        let valid = fits && is_identifier(pinned) && !self.taken.contains_key(pinned);
        valid.then(|| {
            self.taken.insert(pinned.to_owned(), Some(at.clone()));
            Ident(pinned.to_owned())
        })
    }

    fn numbered(&self, base: &Ident) -> Ident {
        let stem = base.0.strip_prefix("r#").unwrap_or(&base.0);
        let stem = stem.strip_suffix('_').unwrap_or(stem);
        let mut number: u64 = 2;
        loop {
            let candidate = format!("{stem}{number}");
            if self.is_free(&candidate) {
                return Ident(candidate);
            }
            number = number.saturating_add(1);
        }
    }
}

/// What [`Scope::take`] gave.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The identifier.
    pub ident: Ident,
    /// The better name that something else had.
    pub instead_of: Option<Collision>,
}

impl Taken {
    fn as_wanted(ident: Ident) -> Self {
        Self {
            ident,
            instead_of: None,
        }
    }
}

/// A name that was wanted twice.
#[derive(Debug)]
pub(crate) struct Collision {
    /// The identifier that was wanted.
    pub wanted: Ident,
    /// Who has it; `None` where the emitted code itself does.
    pub holder: Option<Pointer>,
}
