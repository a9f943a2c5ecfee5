//! `readOnly` and `writeOnly`: a type that is sent and received is split if the two forms differ, and each form loses the
//! properties that never occur in its direction.

mod restrict;
mod split;

use crate::ir::Api;
use crate::naming::Names;

/// Splits the types that differ between requests and responses, then restricts each type to the properties of its direction.
pub(crate) fn separate(api: &mut Api, names: &mut Names<'_>) {
    split::split(api, names);
    restrict::restrict(&mut api.types);
}
