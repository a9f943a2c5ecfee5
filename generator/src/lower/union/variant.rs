//! A variant of a union before it has a name.

use super::profile::Profile;
use crate::lower::schema::facets::Facets;
use crate::source::Pointer;

/// A variant that is being built.
pub(super) struct Variant {
    pub at: Pointer,
    /// The schema that it only refers to.
    pub target: Option<Pointer>,
    pub facets: Facets,
    pub profile: Profile,
    /// Whether its schema is complete: no keywords beside the union add to it.
    pub whole: bool,
    /// The discriminator values that select it.
    pub tags: Vec<String>,
    /// The name of its component.
    pub component: Option<String>,
    /// The name of its items' component, if it is a list.
    pub items_component: Option<String>,
}
