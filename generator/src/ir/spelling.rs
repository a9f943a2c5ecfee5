//! Types as the generated code spells them, with the path that a dependent crate writes.

use super::{Documented, Type};

impl Type {
    /// The Rust type.
    pub(crate) fn spelled(&self) -> String {
        match self {
            Self::Bool => "bool".to_owned(),
            Self::I64 => "i64".to_owned(),
            Self::U64 => "u64".to_owned(),
            Self::F64 => "f64".to_owned(),
            Self::String => "String".to_owned(),
            Self::Text(format) => format!("format::{}", format.rust()),
            Self::Custom(path) => path.to_string(),
            Self::File => "FilePart".to_owned(),
            Self::Json => "serde_json::Value".to_owned(),
            Self::Named(name) => format!("types::{name}"),
            Self::Boxed(inner) => format!("Box<{}>", inner.spelled()),
            Self::Array(inner) => format!("Vec<{}>", inner.spelled()),
            Self::Map(inner) => format!("BTreeMap<String, {}>", inner.spelled()),
            Self::Nullable(inner) => format!("Option<{}>", inner.spelled()),
        }
    }
}

impl Documented {
    /// The Rust type of the body of a response.
    pub(crate) fn spelled(&self) -> String {
        match self {
            Self::Typed(of) => of.spelled(),
            Self::Text => "String".to_owned(),
            Self::Bytes => "Bytes".to_owned(),
        }
    }
}
