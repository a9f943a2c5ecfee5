//! Which places of a description are documentation.

use super::keywords::{Dialect, Handling, Keys, Object, Takes};
use crate::source::Pointer;

/// Whether the value at a place of a description is documentation, or of no use to a client.
pub(crate) fn is_documentation(at: &Pointer) -> bool {
    [Dialect::Swagger20, Dialect::OpenApi32]
        .into_iter()
        .any(|dialect| is_in(dialect, at))
}

fn is_in(dialect: Dialect, at: &Pointer) -> bool {
    let mut takes = Takes::Inline(Object::OpenApi);
    for key in at.tokens() {
        let object = match takes {
            Takes::Inline(object) | Takes::Reference(object) => object,
            Takes::SchemaOrFlag => Object::Schema,
            Takes::Map(inner) | Takes::Items(inner) => {
                takes = *inner;
                continue;
            }
            Takes::Any
            | Takes::Text
            | Takes::Flag
            | Takes::Number
            | Takes::Count
            | Takes::Choice(_)
            | Takes::TypeNames(_)
            | Takes::NumberOrFlag => return false,
        };
        takes = match object.keys_in(dialect) {
            Keys::Free(_, inner) => inner,
            Keys::Fixed(rows) => match rows.get(&key) {
                None => return false,
                Some(row) => match row.handling {
                    Handling::Annotation | Handling::Ignored | Handling::NotGenerated => return true,
                    Handling::Typed | Handling::NotEnforced => row.takes,
                },
            },
        };
    }
    false
}
