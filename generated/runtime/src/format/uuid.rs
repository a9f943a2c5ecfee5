// Copied from runtime/format/uuid.rs of generator 0.1.0; independent of the description.

//! The type of the crate `uuid`, as the type of fields, and conversions to and from it.

use crate::runtime::format::{conversions, library};

pub use ::uuid::Uuid;

conversions! {
    Uuid = Uuid, ::uuid::Error;
}

library! {
    Uuid = Uuid, Self::nil();
}
