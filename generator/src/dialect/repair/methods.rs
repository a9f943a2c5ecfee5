//! The methods of `additionalOperations`.

use super::super::keywords::{Dialect, Keys, Object, Takes};
use super::super::visit::{Members, Path};
use super::Repair;
use crate::diagnostics::Code;
use crate::source::Node;

impl Repair<'_> {
    /// Removes operations whose key is not a method, or is one with a field of its own. OpenAPI 3.2.0, section 4.9.1.
    pub(super) fn additional_operations(&mut self, members: &mut Members, at: &Path<'_>) {
        const KEY: &str = "additionalOperations";
        if self.dialect < Dialect::OpenApi32 {
            return;
        }
        let Some(Node::Object(operations)) = members.get_mut(KEY) else {
            return;
        };
        let place = at.child(KEY);
        let fields = methods(self.dialect);
        let mut removed = Vec::new();
        for method in operations.keys().filter(|key| !key.starts_with("x-")) {
            let field = fields.iter().find(|field| field.eq_ignore_ascii_case(method));
            let message = match field {
                Some(field) => format!("the method `{method}` has the field `{field}` of its own"),
                None if is_token(method) => continue,
                None => format!("`{method}` is not the name of a method"),
            };
            let diagnostic = self
                .report(Code::UnknownKey, &place.child(method), message)
                .on_key();
            diagnostic.loosened("the operation is left out");
            if let Some(field) = field {
                diagnostic.help(format!("move the operation to `{field}` of the path"));
            }
            removed.push(method.clone());
        }
        removed.extend(operations.keys().filter(|key| key.starts_with("x-")).cloned());
        self.without(operations, &removed);
    }
}

/// The fields of a Path Item Object that are operations.
fn methods(dialect: Dialect) -> Vec<&'static str> {
    match Object::PathItem.keys_in(dialect) {
        Keys::Fixed(rows) => {
            let is_operation = |takes: Takes| matches!(takes, Takes::Inline(Object::Operation));
            let rows = rows.iter().filter(|row| is_operation(row.takes));
            rows.map(|row| row.name).collect()
        }
        Keys::Free(..) => Vec::new(),
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}
