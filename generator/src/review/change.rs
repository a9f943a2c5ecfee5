//! A change: what differs, where, and what it does to the four groups that a report keeps apart.

use std::collections::BTreeSet;

use super::rules::Rule;
use crate::source::Pointer;
use crate::surface::{Member, Owner};

/// One difference between two descriptions.
#[derive(Clone, Debug)]
pub struct Change {
    /// The kind of change.
    pub rule: Rule,
    /// The stable id: 12 hexadecimal digits, independent of lines, revisions and wording.
    pub id: String,
    /// What changes, for people: `Parcel.arrives`.
    pub subject: String,
    /// The place in the old description; `None` for what is new.
    pub old: Option<Pointer>,
    /// The place in the new description; `None` for what is gone.
    pub new: Option<Pointer>,
    /// The old value, for people; empty for what is new.
    pub from: String,
    /// The new value, for people; empty for what is gone.
    pub to: String,
    /// What deployed clients of the old description meet at a server of the new one.
    pub old_clients: Effect,
    /// What clients of the new description meet at a server of the old one.
    pub new_clients: Effect,
    /// What a new compilation of code that uses the client meets.
    pub rust: Rust,
    /// Whether such code compiles and then behaves differently.
    pub silent: Silent,
    /// One line: what is different.
    pub message: String,
    /// One line a fact: what happens on the wire.
    pub wire: Vec<String>,
    /// What the author of the change can do instead.
    pub help: Option<String>,
    /// A value that one side takes and the other doesn't, as JSON.
    pub witness: Option<String>,
    /// The errors of rustc that code is likely to meet.
    pub codes: BTreeSet<&'static str>,
    /// The lines of the surface that it explains, by item.
    pub surface: Vec<String>,
    /// The operations that it reaches, each with the shortest path to it.
    pub uses: Vec<Use>,
    /// The entry of generator.toml that accepts it.
    pub accepted: Option<Accepted>,
    /// The parts of the generated crate that it explains.
    pub(crate) claims: Claims,
}

/// A use of something that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The id of the operation.
    pub operation: String,
    /// Method and path: `GET /parcels`.
    pub at: String,
    /// `request`, a status, `parameter query limit`, or `webhook`.
    pub place: String,
    /// The types and members that lead there: `[] Parcel.arrives`.
    pub path: String,
}

/// Why a change may pass the gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The reason, as generator.toml gives it.
    pub reason: String,
    /// Whether the description was wrong and the server is as it was.
    pub correction: bool,
}

/// What one side meets on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing.
    #[default]
    None,
    /// Works, but something is not understood or not used.
    Caution,
    /// Not decided.
    Unknown,
    /// Requests are refused, or responses can't be read.
    Break,
}

/// What rustc finds in code that uses the generated crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rust {
    /// Nothing.
    #[default]
    Patch,
    /// There is more to use.
    Minor,
    /// Code may fail to compile.
    Major,
}

/// Whether code compiles and then behaves differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silent {
    /// It behaves the same.
    #[default]
    No,
    /// It reads something else.
    Read,
    /// It sends something else.
    Sent,
}

/// What a change explains.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claims {
    /// The owner on each side.
    pub(crate) owners: [Option<Owner>; 2],
    /// The members of the owner; without any, the owner as a whole.
    pub(crate) members: BTreeSet<Member>,
    /// Whether lines that only name the owner are explained too: its name or its form is another one.
    pub(crate) mentions: bool,
    /// Whether code never behaves differently, although the meaning of a line is spelled in another way.
    pub(crate) is_audible: bool,
    /// Other owners that it explains, of either side: these members of each or, without any, the owner as a whole.
    pub(crate) also: Vec<(Owner, BTreeSet<Member>)>,
}

impl Effect {
    /// The word of the published JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Caution => "caution",
            Self::Unknown => "unknown",
            Self::Break => "break",
        }
    }
}

impl Rust {
    /// The word of the published JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}
