//! `readOnly` and `writeOnly`: a type that travels both ways is split where the two sides differ, and each side loses the
//! properties that never travel its way.

mod restrict;
mod split;

use crate::ir::Api;
use crate::naming::Names;

/// Splits the types that differ between requests and responses, then restricts each type to what travels its way.
pub(crate) fn separate(api: &mut Api, names: &mut Names<'_>) {
    split::split(api, names);
    restrict::restrict(&mut api.types);
}
