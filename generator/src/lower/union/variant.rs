//! A variant of a union, before it has a name.

use super::profile::Profile;
use crate::lower::schema::facets::Facets;
use crate::source::Pointer;

/// A variant on its way.
pub(super) struct Variant {
    pub at: Pointer,
    /// The schema that it only refers to.
    pub target: Option<Pointer>,
    pub facets: Facets,
    pub profile: Profile,
    /// Whether its schema says all there is: nothing beside the union adds to it.
    pub whole: bool,
    /// The values of the declared tag that stand for it.
    pub tags: Vec<String>,
    /// Its name as a component.
    pub component: Option<String>,
    /// The name of its items' component, where it is a list.
    pub items_component: Option<String>,
}
