//! Conversions to and from the types of the crate `uuid`.

use crate::runtime::format::conversions;

conversions! {
    Uuid = ::uuid::Uuid, ::uuid::Error;
}
