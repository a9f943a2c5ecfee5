//! The surface of a generated crate: each public item with its signature and its meaning on the wire.
//!
//! A line of `surface.txt` is `item: signature = meaning`. It shows how a change of a description affects code that uses the
//! crate: a removed item or another signature is a compile error, another meaning with the same signature compiles and behaves
//! differently, and a new item breaks nothing.
//!
//! The surface is computed from the [`Api`] alone. It contains no documentation and no items of the runtime.

mod accepted;
mod checks;
mod client;
mod contents;
mod operations;
mod rust;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::ir::Api;
use crate::naming::Ident;

pub(crate) use checks::{evidence, literal, text as checks};
pub(crate) use client::signature_meaning as signature;
pub(crate) use contents::{content_meaning as content, style};
pub(crate) use operations::{member as parameter_member, paging_meaning as pages, status};
pub(crate) use rust::{argument, body_argument, documented, names, ty};

/// The file of the surface, beside `Cargo.toml` of the generated package.
pub(crate) const FILE: &str = "surface.txt";

/// The public items of a generated crate, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Surface {
    lines: BTreeMap<String, Line>,
}

/// One public item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The part that rustc checks: types of arguments, the type of a field.
    pub(crate) signature: String,
    /// The meaning on the wire: a key, a value, a location, constraints.
    pub(crate) meaning: String,
    /// The part of the description that it belongs to.
    pub(crate) owner: Owner,
    /// The members of the owner that it represents. Empty for the owner as a whole.
    pub(crate) members: BTreeSet<Member>,
    /// The types that its signature names.
    pub(crate) names: BTreeSet<Ident>,
    /// Whether requests contain it.
    pub(crate) is_sent: bool,
    /// Other signatures whose uses compile with this one: a choice of bodies is made from each body that it can be.
    pub(crate) accepts: BTreeSet<String>,
    /// What the item is to code that uses it.
    pub(crate) kind: Kind,
}

/// What an item is to code that uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A type.
    Type,
    /// A trait that a type derives because the user wants it.
    Trait,
    /// A field of a struct.
    Field,
    /// A variant of an enum.
    Variant,
    /// A method or constructor with so many arguments.
    Function(usize),
    /// A function or constant of a module.
    Free,
    /// What a call returns.
    Response,
    /// Not an item: what the line before it means.
    Note,
}

/// The part of a description that an item belongs to, by its name in the generated crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    /// A named type.
    Type(Ident),
    /// An operation, by its marker.
    Operation(Ident),
    /// A tag, by its name in the description.
    Tag(String),
    /// A security scheme, by its name in the description.
    Scheme(String),
    /// A response header, by its constant.
    Header(Ident),
    /// The servers of the description.
    Servers,
    /// A webhook, by its marker.
    Webhook(Ident),
    /// The signature of webhooks.
    Signature,
}

/// A member of an owner.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Member {
    /// A property, by its name on the wire.
    Property(String),
    /// The additional properties of a struct.
    Extra,
    /// A value of an enum, as JSON.
    Value(String),
    /// A variant of a union.
    Variant(String),
    /// A parameter: `query limit`.
    Parameter(String),
    /// The request body.
    Body,
    /// The successful responses.
    Output,
    /// The other responses.
    Error,
    /// The headers of the responses.
    Headers,
    /// The pages of a list.
    Pages,
    /// The items of a stream.
    Stream,
    /// Method, path, server, credentials and the idempotency key.
    Call,
}

impl Surface {
    /// The surface of the crate that is generated from `api`.
    pub(crate) fn of(api: &Api) -> Self {
        let mut surface = Self::default();
        types::add(api, &mut surface);
        operations::add(api, &mut surface);
        client::add(api, &mut surface);
        surface
    }

    /// The lines under the earlier names of types, which code can still use; `None` if no type has one.
    pub(crate) fn accepted(api: &Api) -> Option<Self> {
        accepted::of(api)
    }

    /// The lines, by item.
    pub(crate) fn lines(&self) -> &BTreeMap<String, Line> {
        &self.lines
    }

    fn add(&mut self, item: String, line: Line) {
        self.lines.insert(item, line);
    }
}

impl Line {
    /// A line of an owner as a whole.
    fn new(owner: &Owner, signature: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self {
            signature: signature.into(),
            meaning: meaning.into(),
            owner: owner.clone(),
            members: BTreeSet::new(),
            names: BTreeSet::new(),
            is_sent: false,
            accepts: BTreeSet::new(),
            kind: Kind::Type,
        }
    }

    /// Sets the members that the item represents.
    fn members(mut self, members: impl IntoIterator<Item = Member>) -> Self {
        self.members.extend(members);
        self
    }

    /// Says what the item is.
    fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// Adds other signatures whose uses compile with this item too.
    fn accepts(mut self, signatures: impl IntoIterator<Item = String>) -> Self {
        self.accepts.extend(signatures);
        self
    }

    /// Sets the types that the signature names.
    fn names(mut self, names: impl IntoIterator<Item = Ident>) -> Self {
        self.names.extend(names);
        self
    }
}

impl fmt::Display for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines
            .iter()
            .try_for_each(|(item, line)| writeln!(f, "{item}: {line}"))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.signature.as_str(), self.meaning.as_str()) {
            (signature, "") => f.write_str(signature),
            ("", meaning) => write!(f, "= {meaning}"),
            (signature, meaning) => write!(f, "{signature} = {meaning}"),
        }
    }
}

/// A text from the description in double quotes, on one line.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
