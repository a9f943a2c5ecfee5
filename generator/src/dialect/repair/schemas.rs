//! Keywords of schemas that stand where another version, or another object, has them.

use super::super::keywords::{Dialect, Object};
use super::super::since_3_1;
use super::super::visit::{Members, Path};
use super::{Repair, scalars};
use crate::diagnostics::Code;
use crate::source::Node;

impl Repair<'_> {
    /// The members of a schema before anything else is done to them.
    pub(super) fn schema(&mut self, members: &mut Members, at: &Path<'_>) {
        self.required_flag(members, at);
        self.empty_unions(members, at);
        self.values(members, at);
        if self.dialect == Dialect::OpenApi30 {
            self.of_3_1(members, at);
        }
        if self.dialect == Dialect::Swagger20 {
            self.discriminator_object(members, at);
        }
    }

    /// `required: true` at a property, which draft 3 of JSON Schema had.
    fn required_flag(&mut self, members: &mut Members, at: &Path<'_>) {
        let is_flag = |node: &Node| {
            node.as_bool().is_some() || matches!(node.as_str(), Some("true" | "false" | "True" | "False"))
        };
        if members.get("required").is_some_and(is_flag) {
            self.report(
                Code::WrongType,
                &at.child("required"),
                "`required` of a schema must be a list of property names, not a boolean",
            )
            .loosened("it is ignored; the object's own `required` decides")
            .help("list the property in `required` of the object that has it");
            members.shift_remove("required");
        }
    }

    /// `allOf: []` and the like.
    fn empty_unions(&mut self, members: &mut Members, at: &Path<'_>) {
        for key in ["allOf", "anyOf", "oneOf"] {
            let items = members.get(key).and_then(Node::as_array);
            if items.is_some_and(<[Node]>::is_empty) {
                let message = format!("an empty `{key}` has no meaning");
                self.report(Code::InvalidConstraint, &at.child(key), message)
                    .loosened("it is ignored");
                members.shift_remove(key);
            }
        }
    }

    /// Values of an `enum`, and a constant or default, that are of the type in quotes, or without the quotes that it needs.
    fn values(&mut self, members: &mut Members, at: &Path<'_>) {
        let Some(ty) = only_type(members) else {
            return;
        };
        if let Some(Node::Array(values)) = members.get_mut("enum") {
            let place = at.child("enum");
            for (index, value) in values.iter_mut().enumerate() {
                self.of_type(&ty, value, Code::InvalidEnum, &place.index(index));
            }
        }
        for (key, code) in [("const", Code::InvalidEnum), ("default", Code::InvalidDefault)] {
            if let Some(value) = members.get_mut(key) {
                self.of_type(&ty, value, code, &at.child(key));
            }
        }
    }

    fn of_type(&mut self, ty: &str, value: &mut Node, code: Code, at: &Path<'_>) {
        let reading = match (ty, &*value) {
            ("string", Node::Bool(_) | Node::Number(_)) => scalars::text(value),
            ("integer" | "number", Node::String(_)) => scalars::number(value),
            ("boolean", Node::String(_)) => scalars::flag("", value),
            _ => None,
        };
        if let Some(reading) = reading {
            let message = format!(
                "expected a value of the type `{ty}`, not {}",
                value.kind().described()
            );
            self.report(code, at, message).read_as_meant(reading.effect);
            *value = reading.node;
        }
    }

    /// Keywords of OpenAPI 3.1 that 3.0 says otherwise.
    fn of_3_1(&mut self, members: &mut Members, at: &Path<'_>) {
        if members.contains_key("const") && !members.contains_key("enum") {
            self.newer("const", at);
            since_3_1::constant(self.diagnostics, self.origins, members, at);
        }
    }

    /// An exclusive bound that is a number, where a version has a flag.
    pub(super) fn bounds(&mut self, object: Object, members: &mut Members, at: &Path<'_>) {
        let is_typed = matches!(
            object,
            Object::Schema | Object::Parameter | Object::Header | Object::Items
        );
        if self.dialect.has_json_schema() || !is_typed {
            return;
        }
        for key in ["exclusiveMinimum", "exclusiveMaximum"] {
            if members.get(key).and_then(Node::as_number).is_some() {
                self.newer(key, at);
                since_3_1::exclusive_bound(key, self.diagnostics, self.origins, members, at);
            }
        }
    }

    fn newer(&mut self, key: &str, at: &Path<'_>) {
        let message = match key {
            "const" => "`const` was introduced in OpenAPI 3.1".to_owned(),
            key => format!("a numeric `{key}` needs OpenAPI 3.1"),
        };
        self.report(Code::WrongType, &at.child(key), message)
            .on_key()
            .read_as_meant("it is read as in OpenAPI 3.1");
    }

    /// The discriminator of OpenAPI 3 in Swagger 2.0, which has the name of the property alone.
    fn discriminator_object(&mut self, members: &mut Members, at: &Path<'_>) {
        let discriminator = members.get("discriminator");
        let Some(name) = discriminator.and_then(|node| node.get("propertyName")).cloned() else {
            return;
        };
        self.report(
            Code::WrongType,
            &at.child("discriminator"),
            "in Swagger 2.0, a `discriminator` is the name of a property, not an object",
        )
        .loosened("its `propertyName` is read");
        members.insert("discriminator".to_owned(), name);
    }

    /// What is translated when the schemas below have been: types that 3.0 says otherwise.
    pub(super) fn finish_schema(&mut self, members: &mut Members, has_null: bool, at: &Path<'_>) {
        let names = members.get("type");
        let is_newer = |node: &Node| node.as_array().is_some() || node.as_str() == Some("null");
        if names.is_some_and(is_newer) {
            since_3_1::types(self.diagnostics, self.origins, members, at);
        }
        if has_null {
            since_3_1::null_members(self.diagnostics, self.origins, members, at);
        }
        if since_3_1::is_null(members) {
            self.nulls += 1;
        }
    }
}

/// The one type that a schema has, beside `null`.
fn only_type(members: &Members) -> Option<String> {
    match members.get("type")? {
        Node::String(ty) => Some(ty.clone()),
        Node::Array(types) => {
            let mut named = types.iter().filter_map(Node::as_str).filter(|ty| *ty != "null");
            named.next().filter(|_| named.next().is_none()).map(str::to_owned)
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::Object(_) => None,
    }
}
