//! What is known while a description is lowered, by what it is about.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use indexmap::IndexMap;

use super::body::response_headers::Headers;
use super::body::xml::Tables;
use super::naming::homes::Homes;
use super::schema::facets::Facets;
use super::schema::patterns::Patterns;
use super::schema::recursion::Recursion;
use super::schema::replaced::Custom;
use super::schema::used::Use;
use super::union::inheritance::Children;
use super::union::profile::Profile;
use crate::ir;
use crate::model::PathItem;
use crate::naming::{Ident, Identity};
use crate::passes::Expected;
use crate::source::Pointer;

/// What has been lowered so far.
pub(super) struct Made<'m, 't> {
    pub(super) types: BTreeMap<Ident, ir::TypeDef>,
    pub(super) patterns: Patterns,
    /// The constraints of the aliases among the types.
    pub(super) of_aliases: BTreeMap<Ident, ir::Constraints>,
    /// How values stand in bodies of XML.
    pub(super) xml: Tables,
    /// The types that the user chose.
    pub(super) custom: Custom<'m>,
    /// Tags that unions expect of the structs they hold.
    pub(super) tags: Vec<Expected>,
    /// The headers of responses.
    pub(super) headers: Headers<'t>,
    /// The callbacks of the operations.
    pub(super) callbacks: Vec<PathItem>,
}

/// What is known of schemas that have a name, or should get one.
#[derive(Default)]
pub(super) struct Schemas {
    /// The components that are in other documents.
    pub(super) elsewhere: BTreeMap<Pointer, String>,
    /// Schemas that have a name, in the order in which they got it.
    pub(super) declared: IndexMap<Pointer, Ident>,
    /// The names of the components.
    pub(super) component_names: BTreeSet<Ident>,
    /// Names without a definition yet, each with the schemas that must all hold: one as a rule.
    pub(super) pending: VecDeque<(Vec<Pointer>, Ident)>,
    /// The names that schemas in operations, and in shared parts of them, would like.
    pub(super) homes: Homes,
    /// Anonymous schemas that contain themselves.
    pub(super) recursion: Recursion,
    /// The children of each base schema.
    pub(super) children: Children,
}

/// What is known of schemas at the places that use them.
#[derive(Default)]
pub(super) struct Uses {
    /// The anonymous schemas that were used already.
    pub(super) known: BTreeMap<Vec<Pointer>, Use>,
    /// The types that stand for the same.
    pub(super) placed: BTreeMap<Identity, Vec<Ident>>,
    /// Anonymous types, by the name that they wanted.
    pub(super) anonymous: BTreeMap<String, Vec<Ident>>,
}

/// Merging `allOf`. Without the two caches, schemas that name a part twice, whose parts do so too, take time in two to the
/// power of their depth.
#[derive(Default)]
pub(super) struct Merging {
    /// Schemas being merged, to find an `allOf` of itself.
    pub(super) open: Vec<Pointer>,
    /// Merged schemas; `None` where a part is wrong.
    pub(super) merged: BTreeMap<Pointer, Option<Facets>>,
    /// The profiles of variants inside variants, by their depth.
    pub(super) profiles: BTreeMap<(Pointer, usize), Option<Profile>>,
}
