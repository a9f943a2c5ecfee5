//! The state of lowering, grouped by subject. Pointers share long prefixes, so maps that are only looked up hash them.

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
pub(super) struct Lowered<'m, 't> {
    pub(super) types: BTreeMap<Ident, ir::TypeDef>,
    pub(super) patterns: Patterns,
    /// The constraints of the aliases among the types.
    pub(super) of_aliases: BTreeMap<Ident, ir::Constraints>,
    /// How values are represented in XML bodies.
    pub(super) xml: Tables,
    /// The types of the user.
    pub(super) custom: Custom<'m>,
    /// Discriminator values that unions expect in the structs they hold.
    pub(super) tags: Vec<Expected>,
    /// The headers of responses.
    pub(super) headers: Headers<'t>,
    /// The callbacks of the operations.
    pub(super) callbacks: Vec<PathItem>,
}

/// The state of schemas that have a name or need one.
#[derive(Default)]
pub(super) struct Schemas {
    /// The components in other documents.
    pub(super) external_components: BTreeMap<Pointer, String>,
    /// The named schemas, in the order of their naming.
    pub(super) declared: IndexMap<Pointer, Ident>,
    /// The names of the components.
    pub(super) component_names: BTreeSet<Ident>,
    /// Names without a definition yet, each with the schemas that must all hold. Usually it is one schema.
    pub(super) pending: VecDeque<(Vec<Pointer>, Ident)>,
    /// The preferred names of schemas in operations and in shared parts.
    pub(super) homes: Homes,
    /// Anonymous schemas that contain themselves.
    pub(super) recursion: Recursion,
    /// The children of each base schema.
    pub(super) children: Children,
}

/// The state of schemas at the places that use them.
#[derive(Default)]
pub(super) struct Uses {
    /// The anonymous schemas that have been used.
    pub(super) known: IndexMap<Vec<Pointer>, Use>,
    /// The types that represent the same schemas.
    pub(super) placed: IndexMap<Identity, Vec<Ident>>,
    /// Anonymous types, by their preferred names.
    pub(super) anonymous: BTreeMap<String, Vec<Ident>>,
}

/// Merging of `allOf`. Without the two caches, schemas that repeat a part, whose parts do so too, take time exponential in
/// their depth.
#[derive(Default)]
pub(super) struct Merging {
    /// The schemas that are being merged, to detect an `allOf` that contains itself.
    pub(super) open: Vec<Pointer>,
    /// The merged schemas. `None` if a part is invalid.
    pub(super) merged: IndexMap<Pointer, Option<Facets>>,
    /// The profiles of nested variants, by depth.
    pub(super) profiles: IndexMap<(Pointer, usize), Option<Profile>>,
}
