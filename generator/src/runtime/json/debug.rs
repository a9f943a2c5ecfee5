//! `Debug` from the tables, with secrets hidden.

use std::fmt;

use crate::runtime::json::schema::{Object, Union, Value};

/// The `Debug` of an object.
pub fn debug_object(_object: &dyn Object, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
    Ok(())
}

/// The `Debug` of a union.
pub fn debug_union(_union: &dyn Union, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
    Ok(())
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}
