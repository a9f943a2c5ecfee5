//! Repairs keywords of schemas that belong to another version or another object.

use super::super::keywords::{Dialect, Object};
use super::super::since_3_1;
use super::super::visit::{Members, Path};
use super::{Repair, scalars};
use crate::diagnostics::Code;
use crate::source::Node;

impl Repair<'_> {
    /// Repairs the members of a schema, before the other repairs.
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

    /// Removes `required: true` of a property, which comes from draft 3 of JSON Schema.
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
            members.remove("required");
        }
    }

    /// Removes empty `allOf`, `anyOf` and `oneOf`.
    fn empty_unions(&mut self, members: &mut Members, at: &Path<'_>) {
        for key in ["allOf", "anyOf", "oneOf"] {
            let items = members.get(key).and_then(Node::as_array);
            if items.is_some_and(<[Node]>::is_empty) {
                let message = format!("an empty `{key}` has no meaning");
                self.report(Code::InvalidConstraint, &at.child(key), message)
                    .loosened("it is ignored");
                members.remove(key);
            }
        }
    }

    /// Corrects the values of `enum`, `const` and `default` that have quotes although the type is not `string`, or the reverse.
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

    /// Translates keywords of OpenAPI 3.1 that 3.0 expresses in another way.
    fn of_3_1(&mut self, members: &mut Members, at: &Path<'_>) {
        if members.contains_key("const") && !members.contains_key("enum") {
            self.newer("const", at);
            since_3_1::constant(self.diagnostics, self.origins, members, at);
        }
    }

    /// Translates numeric exclusive bounds in versions where they are booleans.
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

    /// Translates the Discriminator Object of OpenAPI 3 to the property name that Swagger 2.0 has.
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

    /// Translates types that 3.0 expresses in another way, after the schemas below.
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

/// The only type of a schema, apart from `null`.
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
