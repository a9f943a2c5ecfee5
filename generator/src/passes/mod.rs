//! ir → ir: decisions that need the whole [`Api`]. Each file is one pass; [`run`] defines their order.

mod aliases;
mod boxing;
mod conversions;
mod direction;
mod discriminators;
mod files;
mod merge_equal;
mod newtypes;
mod pagination;
mod read_write;

use std::collections::BTreeMap;

pub(crate) use discriminators::{Claims, Expected};

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Constraints};
use crate::naming::{Ident, Names};
use crate::source::Pointer;
use crate::{Mode, Overrides};

/// The input of the passes in addition to the [`Api`].
pub(crate) struct Context<'c, 'm> {
    pub mode: Mode,
    pub names: &'c mut Names<'m>,
    /// Discriminator values that unions expect in the structs that they hold.
    pub expected: &'c [Expected],
    /// The constraints of the aliases among the types.
    pub of_aliases: &'c BTreeMap<Ident, Constraints>,
    pub overrides: &'c Overrides,
    /// The description, for diagnostics about no node of it.
    pub root: &'c Pointer,
    pub diagnostics: &'c mut Diagnostics,
}

/// Runs all passes.
pub(crate) fn run(api: &mut Api, context: Context<'_, '_>) {
    let Context {
        mode,
        names,
        expected,
        of_aliases,
        overrides,
        root,
        diagnostics,
    } = context;
    discriminators::write_tags(&mut api.types, expected);
    files::settle(api, names, mode);
    aliases::spread(api, of_aliases, diagnostics);
    direction::spread(api);
    read_write::separate(api, names);
    boxing::box_recursion(&mut api.types);
    match mode {
        Mode::Client => {
            direction::spread(api);
            direction::accept_received(&mut api.types);
            direction::merge_null_and_absent(&mut api.types);
        }
        Mode::Types => direction::both(&mut api.types),
    }
    names.forget_types(&newtypes::dissolve(api));
    conversions::settle(&mut api.types, &mut api.groups);
    merge_equal::merge(api, names);
    api.prune_patterns();
    api.prune_xml();
    match mode {
        Mode::Client => pagination::paginate(api, overrides, root, diagnostics),
        Mode::Types => {}
    }
}
