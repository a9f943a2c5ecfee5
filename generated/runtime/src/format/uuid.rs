// Copied from runtime/format/uuid.rs of generator 0.1.0; independent of the description.

//! Conversions to and from the types of the crate `uuid`.

use crate::runtime::format::conversions;

conversions! {
    Uuid = ::uuid::Uuid, ::uuid::Error;
}
