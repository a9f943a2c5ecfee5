//! Arguments: the names of parameters and of the body, their order, and which of them are arguments.

use std::collections::BTreeMap;

use super::parameters::{Caller, Read};
use crate::ir::{Location, Parameter};
use crate::lock::{self, Absence, Place};
use crate::lower::Lowering;
use crate::lower::naming::reserved;
use crate::naming::{Ident, Key, Kind, List, Members, Unnamed};

/// The named parameters of an operation, in the order of its arguments, and the position of its body.
pub(super) struct Arguments {
    pub parameters: Vec<Parameter>,
    pub body: Option<BodyArgument>,
}

/// The body among the arguments of an operation.
pub(crate) struct BodyArgument {
    pub name: Ident,
    /// The number of arguments before it.
    pub after: usize,
    /// Whether the lock keeps it as an argument although it is optional.
    pub is_kept: bool,
}

/// The key of the body in the lock.
const BODY: &str = "body";

impl Lowering<'_, '_> {
    /// The parameters of an operation. Path parameters come first, in the order of the path. The others are in lock order.
    pub(super) fn arguments(&mut self, caller: &Caller<'_>) -> Option<Arguments> {
        let mut expressions = self.expressions(caller.address.path, caller.item)?;
        let of_path = expressions.len();
        expressions.extend(caller.address.query_expressions());
        let mut found = self.found(caller)?;
        self.settle_path(caller.item, &expressions, of_path, &mut found, caller.at);
        let names = self.argument_names(caller, &found);
        let item = arguments_of(caller).item();
        for read in found.iter_mut().filter(|read| read.described.is_some()) {
            read.is_kept = self.keeps_argument(&item, &read.key(), read.required, read.is_argument());
            read.required |= read.is_kept;
        }
        let body_required = caller.body.map(|required| {
            let is_kept = self.keeps_argument(&item, &Key::added(BODY), required, required);
            (required || is_kept, is_kept)
        });
        let member = |key: &Key| names.get(key).map(|member| (member.place, member.name.clone()));
        let mut placed = BTreeMap::new();
        for read in found {
            let key = read.key();
            let Some((place, name)) = member(&key) else {
                continue;
            };
            let position = match read.place {
                Location::Path => {
                    let index = expressions.iter().position(|wire| *wire == read.wire);
                    Position::OfPath(index.unwrap_or_default())
                }
                Location::Query | Location::QueryString | Location::Header | Location::Cookie => {
                    Position::new(place, read.required)
                }
            };
            placed.insert((position, key), (read, name));
        }
        let body = body_required.zip(member(&Key::added(BODY)));
        let body = body.map(|((required, is_kept), (place, name))| {
            let position = Position::new(place, required);
            let before = placed.range(..(position, Key::added(BODY)));
            BodyArgument {
                name,
                after: before.filter(|(_, (read, _))| read.is_argument()).count(),
                is_kept,
            }
        });
        // They are lowered in an order that a new parameter does not change.
        let mut read: Vec<_> = placed.into_iter().enumerate().collect();
        read.sort_by_cached_key(|(_, ((_, key), _))| names.get(key).map(|member| member.read_order));
        let parameters = read
            .into_iter()
            .map(|(index, (_, (read, name)))| (index, self.parameter(read, name)));
        let parameters: BTreeMap<usize, Parameter> = parameters.collect();
        Some(Arguments {
            parameters: parameters.into_values().collect(),
            body,
        })
    }

    /// Whether the lock keeps an optional parameter or body as an argument.
    fn keeps_argument(&mut self, item: &lock::Key, key: &Key, required: bool, is_argument: bool) -> bool {
        let was = self.names.kept_absence(item, key);
        let is_kept = !required && was == Some(Absence::default());
        let absence = Absence {
            missing: !is_argument && !is_kept,
            null: false,
        };
        self.names.keep_absence(item, key, absence);
        is_kept
    }

    fn argument_names(&mut self, caller: &Caller<'_>, found: &[Read]) -> Members {
        let mut unnamed: Vec<Unnamed> = found.iter().map(Read::unnamed).collect();
        let body = || Unnamed::added(BODY, &["body", "content"], &caller.at.child("requestBody"));
        unnamed.extend(caller.body.map(|_| body()));
        let list = arguments_of(caller);
        self.members(Kind::Value, reserved::CALL_METHODS, list, &unnamed, Some("name"))
    }
}

/// The arguments and setters of an operation, for the lock.
fn arguments_of<'a>(caller: &Caller<'a>) -> List<'a> {
    List::new("arguments", caller.declared)
}

/// The position of a parameter among the arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Position {
    /// By its position in the path.
    OfPath(usize),
    /// By its position in the lock.
    Argument(Place),
    Setter(Place),
}

impl Position {
    fn new(place: Place, is_argument: bool) -> Self {
        match is_argument {
            true => Self::Argument(place),
            false => Self::Setter(place),
        }
    }
}
