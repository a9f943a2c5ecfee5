//! Defaults: documentation only, never sent. The documentation must be correct.

use super::facets::{Facets, JsonType};
use crate::diagnostics::{Code, Diagnostic};
use crate::lower::Lowering;
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// Reports a `default` that is not valid against its schema, and removes it.
    /// Source: OpenAPI 3.0.4, Schema Object, `default` "MUST conform to the defined type".
    pub(super) fn check_default(&mut self, facets: &mut Facets, at: &Pointer) {
        let Some(problem) = facets
            .default
            .as_ref()
            .and_then(|default| problem(facets, default))
        else {
            return;
        };
        facets.default = None;
        let mut diagnostic = Diagnostic::new(Code::InvalidDefault, &at.child("default"), problem);
        diagnostic.effect("it is left out of the documentation");
        self.diagnostics.push(diagnostic);
    }
}

fn problem(facets: &Facets, default: &serde_json::Value) -> Option<String> {
    if default.is_null() {
        return None;
    }
    if let Some(ty) = facets.ty.filter(|ty| !is_of(*ty, default)) {
        return Some(format!("`{default}` does not have the type `{}`", ty.as_str()));
    }
    let (values, _) = facets.enumeration.as_ref()?;
    (!values.contains(default)).then(|| format!("`{default}` is not one of the values of `enum`"))
}

fn is_of(ty: JsonType, value: &serde_json::Value) -> bool {
    match ty {
        JsonType::String => value.is_string(),
        JsonType::Number => value.is_number(),
        JsonType::Integer => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Array => value.is_array(),
        JsonType::Object => value.is_object(),
    }
}
