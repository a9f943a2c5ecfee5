//! Adds missing required members: an empty value, or one that the rest of the object implies.

use super::super::keywords::{Keys, Keyword, Object, Presence, Takes};
use super::super::visit::{Members, Path};
use super::Repair;
use crate::diagnostics::Code;
use crate::dialect::Dialect;
use crate::source::Node;

impl Repair<'_> {
    /// Adds missing required members.
    pub(super) fn complete(&mut self, object: Object, members: &mut Members, at: &Path<'_>) {
        if members.contains_key("$ref") {
            return;
        }
        if object == Object::Parameter {
            self.place_of(members, at);
            self.name_of_body(members, at);
            self.required_in_path(members, at);
        }
        if matches!(object, Object::Parameter | Object::Header | Object::Items) {
            self.typed(object, members, at);
        }
        if object == Object::ServerVariable {
            self.default_of_variable(members, at);
        }
        let Keys::Fixed(rows) = object.keys_in(self.dialect) else {
            return;
        };
        for keyword in rows.required() {
            if keyword.presence != Presence::Assumed || members.contains_key(keyword.name) {
                continue;
            }
            let message = format!("{} needs `{}`", object.described(), keyword.name);
            self.report(Code::MissingField, at, message)
                .loosened("it is treated as empty");
            members.insert(keyword.name.to_owned(), self.empty(keyword));
            self.added.insert(at.pointer().child(keyword.name));
        }
    }

    /// An empty value, with its own required members.
    fn empty(&self, keyword: &Keyword) -> Node {
        let mut empty = keyword.takes.empty();
        if let (Takes::Inline(object), Node::Object(members)) = (keyword.takes, &mut empty)
            && let Keys::Fixed(rows) = object.keys_in(self.dialect)
        {
            let assumed = rows
                .required()
                .filter(|keyword| keyword.presence == Presence::Assumed);
            members.extend(assumed.map(|keyword| (keyword.name.to_owned(), keyword.takes.empty())));
        }
        empty
    }

    fn default_of_variable(&mut self, members: &mut Members, at: &Path<'_>) {
        let first = members
            .get("enum")
            .and_then(Node::as_array)
            .and_then(<[Node]>::first);
        let Some(first) = first.filter(|_| !members.contains_key("default")).cloned() else {
            return;
        };
        self.report(Code::MissingField, at, "a Server Variable Object needs `default`")
            .loosened("the first value of its `enum` is used");
        members.insert("default".to_owned(), first);
    }

    /// Adds a missing `in`: `path` if the path has an expression with the parameter's name, otherwise `query`.
    fn place_of(&mut self, members: &mut Members, at: &Path<'_>) {
        if members.contains_key("in") {
            return;
        }
        let name = members.get("name").and_then(Node::as_str).unwrap_or_default();
        let expression = format!("{{{name}}}");
        let is_in_path = at.pointer().tokens().any(|token| token.contains(&expression));
        let is_body = self.dialect == Dialect::Swagger20 && members.contains_key("schema");
        let place = match (is_in_path, is_body) {
            (true, _) => "path",
            (false, true) => "body",
            (false, false) => "query",
        };
        let diagnostic = self.report(Code::MissingField, at, "a Parameter Object needs `in`");
        match place {
            "query" => diagnostic.loosened("it is treated as a query parameter"),
            place => diagnostic.read_as_meant(format!("it is read as `{place}`")),
        };
        members.insert("in".to_owned(), Node::String(place.to_owned()));
    }

    /// Adds a missing `name` to a body, whose name has no effect.
    fn name_of_body(&mut self, members: &mut Members, at: &Path<'_>) {
        let is_body = members.get("in").and_then(Node::as_str) == Some("body");
        if is_body && !members.contains_key("name") {
            self.report(Code::MissingField, at, "a Parameter Object needs `name`")
                .read_as_meant("it is read as `body`");
            members.insert("name".to_owned(), Node::String("body".to_owned()));
        }
    }

    /// OpenAPI 3.0.4, section 4.7.12.2.1: a path parameter is required.
    fn required_in_path(&mut self, members: &mut Members, at: &Path<'_>) {
        let is_optional = members.get("required").and_then(Node::as_bool) != Some(true);
        if members.get("in").and_then(Node::as_str) == Some("path") && is_optional {
            self.report(Code::MissingField, at, "a path parameter needs `required: true`")
                .loosened("it is treated as required");
            members.insert("required".to_owned(), Node::Bool(true));
        }
    }

    /// Adds a missing type to a parameter or a header: it is a string.
    fn typed(&mut self, object: Object, members: &mut Members, at: &Path<'_>) {
        let is_swagger = self.dialect == Dialect::Swagger20;
        let is_body = members.get("in").and_then(Node::as_str) == Some("body");
        let has = |key: &str| members.contains_key(key);
        let text = || Node::String("string".to_owned());
        let (needed, key, value) = match (is_swagger, is_body) {
            (true, true) if has("schema") => return,
            (true, false) if has("type") => return,
            (false, _) if has("schema") || has("content") => return,
            (true, false) => ("type", "type", text()),
            (true, true) => ("schema", "schema", Node::Object(Members::new())),
            (false, _) => {
                let schema = Members::from([("type".to_owned(), text())]);
                ("schema` or `content", "schema", Node::Object(schema))
            }
        };
        let effect = if is_body {
            "it accepts any JSON value"
        } else {
            "it is treated as a string"
        };
        let message = format!("{} needs `{needed}`", object.described());
        self.report(Code::MissingField, at, message).loosened(effect);
        members.insert(key.to_owned(), value);
    }

    /// Whether the item is an optional parameter without a name, which is left out of the list.
    pub(super) fn is_nameless(&mut self, takes: Takes, node: &Node, at: &Path<'_>) -> bool {
        let is_parameter = matches!(takes, Takes::Reference(Object::Parameter)) && node.get("$ref").is_none();
        let has_name = node.get("name").is_some();
        let is_needed = node.get("required").and_then(Node::as_bool) == Some(true);
        if !is_parameter || has_name || is_needed {
            return false;
        }
        self.report(Code::MissingField, at, "a Parameter Object needs `name`")
            .loosened("it is left out");
        true
    }
}
