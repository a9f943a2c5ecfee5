//! The only place where Rust names are made: from wire names, in scoped tables, pinned by the lock.
//! It knows no schemas. Callers pass the candidates for a name, the preferred one first.

mod chosen;
mod identity;
mod item;
mod members;
mod names;
mod standing;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

pub(crate) use chosen::{Rejected, Rejection};
pub(crate) use identity::Identity;
pub(crate) use item::Key;
pub(crate) use members::{List, Members, Unnamed};
pub(crate) use names::{FORMER_TYPE, Names, OPERATION, OPERATION_ID, OPERATION_TYPE, TYPE};
pub(crate) use standing::Standing;
pub(crate) use words::{camel, file, ident, kebab, reserved_words, snake, variable};
pub use words::{is_module_name, is_reserved};

use crate::source::Pointer;
use words::{is_identifier, is_type_name};

/// A valid Rust identifier, raw (`r#type`) if it is a keyword. Only this module creates one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(Arc<str>);

impl Ident {
    /// The identifier as it is written in source text, including `r#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the identifier begins with a letter without case, so that a variant and an argument may have the same name.
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

/// A name on the wire together with its name in Rust.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The name in the description, byte for byte.
    pub wire: String,
    /// The identifier for it.
    pub rust: Ident,
}

/// The use of an identifier, which determines its case and the names that are not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A struct, enum or alias: `UpperCamelCase`, never a name in the prelude.
    Type,
    /// An enum variant: `UpperCamelCase`.
    Variant,
    /// A field, parameter, method or module: `snake_case`.
    Value,
    /// A constant: `SHOUTY_SNAKE_CASE`.
    Const,
}

/// The names that are taken in one scope (a module, a struct, an enum), each with the place that took it.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    kind: Kind,
    /// Names that emitted code uses itself.
    reserved: Cow<'static, [&'static str]>,
    taken: BTreeMap<Arc<str>, Option<Pointer>>,
    /// Names that the lock reserves for items that may be named later.
    pinned: BTreeSet<String>,
}

impl Scope {
    /// An empty scope for names of one kind.
    pub(crate) fn new(kind: Kind) -> Self {
        Self::with_reserved(kind, [].as_slice())
    }

    /// An empty scope for names of one kind, without the names that emitted code uses itself.
    pub(crate) fn with_reserved(kind: Kind, reserved: impl Into<Cow<'static, [&'static str]>>) -> Self {
        Self {
            kind,
            reserved: reserved.into(),
            taken: BTreeMap::new(),
            pinned: BTreeSet::new(),
        }
    }

    /// Reserves a name for [`Self::take_pinned`].
    fn pin(&mut self, name: &str) {
        self.pinned.insert(name.to_owned());
    }

    fn is_free(&self, name: &str) -> bool {
        !self.is_taken(name) && !self.pinned.contains(name)
    }

    fn is_taken(&self, name: &str) -> bool {
        let stem = name.strip_prefix("r#").unwrap_or(name);
        self.reserved.contains(&stem) || self.taken.contains_key(name)
    }

    /// The place in the description that has the name.
    fn owner(&self, name: &str) -> Option<&Pointer> {
        self.taken.get(name)?.as_ref()
    }

    /// Takes a name that emitted code uses itself.
    pub(crate) fn reserve(&mut self, name: &str) {
        let name = match words::is_keyword(name) {
            true => format!("r#{name}"),
            false => name.to_owned(),
        };
        self.taken.insert(name.into(), None);
    }

    /// Takes the first of `candidates` that is free, or otherwise the first one with the smallest free number appended, counted
    /// from 2: `Asc`, `Asc2`.
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
            let owner = self.owner(&ident.0).cloned();
            first = first.or(Some(Collision { wanted: ident, owner }));
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

    /// Takes exactly this name, which is pinned by the lock. `None` if it isn't free or isn't valid.
    pub(crate) fn take_pinned(&mut self, pinned: &str, at: &Pointer) -> Option<Ident> {
        let fits = self.kind != Kind::Type || is_type_name(pinned);
        let valid = fits && is_identifier(pinned) && !self.is_taken(pinned);
        valid.then(|| {
            let name: Arc<str> = pinned.into();
            self.taken.insert(Arc::clone(&name), Some(at.clone()));
            Ident(name)
        })
    }

    fn numbered(&self, base: &Ident) -> Ident {
        let stem = base.0.strip_prefix("r#").unwrap_or(&base.0);
        let stem = stem.strip_suffix('_').unwrap_or(stem);
        let mut number: u64 = 2;
        loop {
            let candidate = format!("{stem}{number}");
            if self.is_free(&candidate) {
                return Ident(candidate.into());
            }
            number = number.saturating_add(1);
        }
    }
}

/// The result of [`Scope::take`].
#[derive(Debug)]
pub(crate) struct Taken {
    /// The identifier.
    pub ident: Ident,
    /// The preferred name, if another item has it.
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

/// A name that two items would have.
#[derive(Debug)]
pub(crate) struct Collision {
    /// The preferred identifier.
    pub wanted: Ident,
    /// The place that has it. `None` if the emitted code itself uses it.
    pub owner: Option<Pointer>,
}
