//! Explanation: each line of the surface that differs belongs to the changes that cause it, and decides their verdict in Rust.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Rust, Silent};
use super::codes::codes;
use super::walk::Walk;
use crate::naming::Ident;
use crate::surface::{Line, Member, Owner, Surface};

/// A line of the surface that is gone, new or different.
#[derive(Clone, Debug)]
pub struct SurfaceChange {
    /// The public item.
    pub item: String,
    /// The old line; `None` for a new item.
    pub old: Option<String>,
    /// The new line; `None` for an item that is gone.
    pub new: Option<String>,
    /// What it means for code that uses the item.
    pub rust: Rust,
    /// The errors of rustc that ordinary uses of the item meet, the most likely first.
    pub codes: &'static [&'static str],
    /// Whether the item has the same signature and another meaning.
    pub silent: bool,
    /// The ids of the changes that explain it.
    pub changes: Vec<String>,
}

/// The differences of the surface, each with the changes that explain it.
pub(super) fn explain(walk: &mut Walk<'_>) -> Vec<SurfaceChange> {
    let mut lines = Vec::new();
    let (old, new) = (walk.old.surface.lines(), walk.new.surface.lines());
    let accepted = Surface::accepted(&walk.new.api);
    let items: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let index = Index::new(&walk.changes, &walk.carried);
    let mut claimed = Vec::new();
    for item in items {
        let sides = [old.get(item), new.get(item)];
        let accepted = accepted.as_ref().and_then(|lines| lines.lines().get(item));
        let Some((rust, silent)) = verdict(sides, accepted) else {
            continue;
        };
        claimed.push((item, sides, rust, silent, index.claims(sides)));
    }
    for (item, sides, rust, silent, claims) in claimed {
        let [before, after] = sides;
        let codes = match rust {
            Rust::Major => codes(before, after),
            Rust::Minor | Rust::Patch => &[],
        };
        for number in &claims {
            if let Some(change) = walk.changes.get_mut(*number) {
                change.rust = change.rust.max(rust);
                change.codes.extend(codes);
                change.surface.push(item.clone());
                if silent && !change.claims.is_audible {
                    let kind = if is_sent(sides) {
                        Silent::Sent
                    } else {
                        Silent::Read
                    };
                    change.silent = change.silent.max(kind);
                }
            }
        }
        let is_silent = |number: &usize| {
            walk.changes
                .get(*number)
                .is_some_and(|change| !change.claims.is_audible)
        };
        let silent = silent && (claims.is_empty() || claims.iter().any(is_silent));
        let [before, after] = sides.map(|line| line.map(ToString::to_string));
        let ids = claims.iter().filter_map(|number| walk.changes.get(*number));
        lines.push(SurfaceChange {
            item: item.clone(),
            old: before,
            new: after,
            rust,
            codes,
            silent,
            changes: ids.map(|change| change.id.clone()).collect(),
        });
    }
    lines
}

/// What the difference of a line means; `None` without one. Code for the old client compiles if the new line, or the line under
/// the earlier names of types, accepts the old signature.
fn verdict(sides: [Option<&Line>; 2], accepted: Option<&Line>) -> Option<(Rust, bool)> {
    match (sides, accepted) {
        ([Some(a), Some(b)], _) if a.signature == b.signature => {
            (a.meaning != b.meaning).then_some((Rust::Patch, true))
        }
        ([Some(a), Some(b)], _) if b.accepts.contains(&a.signature) => {
            Some((Rust::Minor, a.meaning != b.meaning))
        }
        ([Some(a), new], Some(accepted)) if a.signature == accepted.signature => {
            let silent = a.meaning != accepted.meaning;
            (silent || new.is_some()).then_some((Rust::Minor, silent))
        }
        ([Some(_), _], _) => Some((Rust::Major, false)),
        ([None, Some(_)], _) => Some((Rust::Minor, false)),
        ([None, None], _) => None,
    }
}

/// Whether a line is about what is sent.
fn is_sent(sides: [Option<&Line>; 2]) -> bool {
    let member_is_sent = |member: &Member| match member {
        Member::Parameter(_) | Member::Body | Member::Call => true,
        Member::Property(_)
        | Member::Extra
        | Member::Value(_)
        | Member::Variant(_)
        | Member::Output
        | Member::Error
        | Member::Headers
        | Member::Pages
        | Member::Stream => false,
    };
    let is_sent = |line: &Line| {
        line.members.iter().any(member_is_sent)
            || match &line.owner {
                Owner::Scheme(_) | Owner::Servers => true,
                Owner::Type(_) => line.is_sent,
                Owner::Operation(_)
                | Owner::Tag(_)
                | Owner::Header(_)
                | Owner::Webhook(_)
                | Owner::Signature => false,
            }
    };
    sides.into_iter().flatten().any(is_sent)
}

/// A change by its number, with the members that it claims of an owner.
type Claim<'a> = (usize, &'a BTreeSet<Member>);

/// The changes by what they claim.
struct Index<'a> {
    changes: &'a [Change],
    /// By side and owner.
    owners: [BTreeMap<&'a Owner, Vec<Claim<'a>>>; 2],
    /// The types that a change brings or takes away, by side.
    carried: [BTreeMap<&'a Ident, Vec<usize>>; 2],
}

impl<'a> Index<'a> {
    fn new(changes: &'a [Change], carried: &'a [[BTreeSet<Ident>; 2]]) -> Self {
        let mut index = Self {
            changes,
            owners: [BTreeMap::new(), BTreeMap::new()],
            carried: [BTreeMap::new(), BTreeMap::new()],
        };
        for (number, change) in changes.iter().enumerate() {
            for (owners, owner) in index.owners.iter_mut().zip(&change.claims.owners) {
                if let Some(owner) = owner {
                    owners
                        .entry(owner)
                        .or_default()
                        .push((number, &change.claims.members));
                }
                for (owner, members) in &change.claims.also {
                    owners.entry(owner).or_default().push((number, members));
                }
            }
        }
        for (number, sides) in carried.iter().enumerate() {
            for (index, names) in index.carried.iter_mut().zip(sides) {
                for name in names {
                    index.entry(name).or_default().push(number);
                }
            }
        }
        index
    }

    /// The numbers of the changes that explain a line.
    fn claims(&self, sides: [Option<&Line>; 2]) -> BTreeSet<usize> {
        let mut members: BTreeSet<&Member> = BTreeSet::new();
        sides
            .into_iter()
            .flatten()
            .for_each(|line| members.extend(&line.members));
        let mut all = BTreeSet::new();
        let mut exact = BTreeSet::new();
        for (line, (owners, carried)) in sides.iter().zip(self.owners.iter().zip(&self.carried)) {
            let Some(line) = line else { continue };
            for (number, own) in owners.get(&line.owner).into_iter().flatten() {
                if own.iter().any(|member| members.contains(member)) {
                    exact.insert(*number);
                } else if own.is_empty() || members.is_empty() {
                    all.insert(*number);
                }
            }
            if let Owner::Type(name) = &line.owner {
                all.extend(carried.get(name).into_iter().flatten());
            }
        }
        if !exact.is_empty() {
            return exact;
        }
        if !all.is_empty() {
            return all;
        }
        self.mentions(sides)
    }

    /// The changes of the types that a line names.
    fn mentions(&self, sides: [Option<&Line>; 2]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for (line, (owners, carried)) in sides.iter().zip(self.owners.iter().zip(&self.carried)) {
            for name in line.iter().flat_map(|line| &line.names) {
                let owner = Owner::Type(name.clone());
                let changes = owners.get(&owner).into_iter().flatten().map(|(number, _)| number);
                found.extend(changes.filter(|number| {
                    self.changes
                        .get(**number)
                        .is_some_and(|change| change.claims.mentions)
                }));
                found.extend(carried.get(name).into_iter().flatten());
            }
        }
        found
    }
}
