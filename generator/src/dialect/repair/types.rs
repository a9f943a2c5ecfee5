//! Repairs `type`: unknown names, `null` and lists in versions without them, and lists of schemas for `items`.

use super::super::keywords::{Dialect, Keys, Object, Takes};
use super::super::visit::{Members, Path};
use super::{Reading, Repair};
use crate::diagnostics::Code;
use crate::source::Node;

/// The names of types in `dialect`.
pub(super) fn names(dialect: Dialect) -> &'static [&'static str] {
    match Object::Schema.keys_in(dialect) {
        Keys::Fixed(rows) => match rows.get("type").map(|keyword| keyword.takes) {
            Some(Takes::Choice(names) | Takes::TypeNames(names)) => names,
            Some(_) | None => &[],
        },
        Keys::Free(..) => &[],
    }
}

/// Common other names of types. They are only suggested in help, because their meaning is not certain.
const MEANT: [(&str, &str); 22] = [
    ("int", "integer"),
    ("int32", "integer"),
    ("int64", "integer"),
    ("long", "integer"),
    ("uint", "integer"),
    ("float", "number"),
    ("double", "number"),
    ("decimal", "number"),
    ("bool", "boolean"),
    ("str", "string"),
    ("text", "string"),
    ("date", "string"),
    ("datetime", "string"),
    ("date-time", "string"),
    ("uuid", "string"),
    ("email", "string"),
    ("url", "string"),
    ("uri", "string"),
    ("list", "array"),
    ("dict", "object"),
    ("map", "object"),
    ("struct", "object"),
];

/// The type that was probably meant.
fn meant(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let lower = name.trim().to_ascii_lowercase();
    let same = known.iter().copied().find(|known| *known == lower);
    let other = || {
        MEANT
            .iter()
            .find(|(word, _)| *word == lower)
            .map(|(_, meant)| *meant)
    };
    same.or_else(other)
        .or_else(|| crate::diagnostics::did_you_mean(name, known.iter().copied()))
}

/// Whether the value of `type` is already read: a name, or a list of names.
pub(super) fn is_read(object: Object, node: &Node) -> bool {
    let is_typed = matches!(
        object,
        Object::Schema | Object::Parameter | Object::Header | Object::Items
    );
    is_typed && matches!(node, Node::String(_) | Node::Array(_))
}

/// What an object is without a valid `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Untyped {
    /// Any JSON value.
    Any,
    /// What its other keywords describe.
    Shaped,
    /// A string.
    Text,
}

/// Keywords of a schema that determine its type, with or without `type`.
const SHAPES: [&str; 10] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "enum",
    "items",
    "oneOf",
    "prefixItems",
    "properties",
];

/// Keywords of strings. A parameter with one of them is a string, since its value is sent as text.
const OF_TEXT: [&str; 3] = ["maxLength", "minLength", "pattern"];

impl Repair<'_> {
    /// Repairs `type` of a schema, a parameter or a header. An invalid value is left out.
    pub(super) fn types(&mut self, object: Object, members: &mut Members, at: &Path<'_>) {
        let Some(known) = self.known_types(object) else {
            return;
        };
        let place = at.child("type");
        let untyped = self.untyped(object, members);
        let keep = match members.get_mut("type") {
            None => return,
            Some(Node::String(name))
                if object == Object::Schema && name == "file" && !known.contains(&"file") =>
            {
                self.report(Code::WrongType, &place, "the type `file` belongs to Swagger 2.0")
                    .read_as_meant("it is read as a string with the format `binary`");
                members.insert("type".to_owned(), Node::String("string".to_owned()));
                members.insert("format".to_owned(), Node::String("binary".to_owned()));
                return;
            }
            Some(Node::String(name)) if object == Object::Schema && name == "null" => {
                self.null_type(&place);
                true
            }
            Some(Node::String(name)) => {
                known.contains(&name.as_str()) || self.unknown_type(untyped, name, known, &place)
            }
            Some(Node::Array(names)) => self.type_list((object, untyped), names, known, &place),
            // Every value of a wrong type is reported later.
            Some(Node::Null | Node::Bool(_) | Node::Number(_) | Node::Object(_)) => return,
        };
        if !keep {
            members.remove("type");
            if untyped == Untyped::Text {
                members.insert("type".to_owned(), Node::String("string".to_owned()));
            }
        } else if object != Object::Schema
            && let Some(only) = members
                .get("type")
                .and_then(Node::as_array)
                .and_then(<[Node]>::first)
                .cloned()
        {
            members.insert("type".to_owned(), only);
        }
    }

    /// How an object of this kind is read without its type.
    fn untyped(&self, object: Object, members: &Members) -> Untyped {
        let has = |keys: &[&str]| keys.iter().any(|key| members.contains_key(key));
        if object != Object::Schema {
            Untyped::Text
        } else if has(&SHAPES) {
            Untyped::Shaped
        } else if self.owner == Some(Object::Parameter) && has(&OF_TEXT) {
            Untyped::Text
        } else {
            Untyped::Any
        }
    }

    fn known_types(&self, object: Object) -> Option<&'static [&'static str]> {
        if !matches!(
            object,
            Object::Schema | Object::Parameter | Object::Header | Object::Items
        ) {
            return None;
        }
        match self.takes(object, "type")? {
            Takes::Choice(names) | Takes::TypeNames(names) => Some(names),
            Takes::Any
            | Takes::Text
            | Takes::Flag
            | Takes::Number
            | Takes::Count
            | Takes::Items(_)
            | Takes::Map(_)
            | Takes::Inline(_)
            | Takes::Reference(_)
            | Takes::SchemaOrFlag
            | Takes::NumberOrFlag => None,
        }
    }

    /// Reads a list of types where only one is allowed. Several types are read as a string. Returns whether there is only one.
    fn one_type(&mut self, names: &mut Vec<Node>, at: &Path<'_>) -> bool {
        names.retain(|name| name.as_str() != Some("null"));
        let diagnostic = self.report(Code::WrongType, at, "`type` must be a string, not an array");
        let is_one = names.len() == 1;
        if is_one {
            diagnostic.read_as_meant("the only type is read");
        } else {
            diagnostic.loosened("it is treated as a string");
        }
        is_one
    }

    fn null_type(&mut self, at: &Path<'_>) {
        if self.dialect == Dialect::OpenApi30 {
            self.report(Code::WrongType, at, "the type `null` needs OpenAPI 3.1")
                .read_as_meant("it is read as in OpenAPI 3.1")
                .help("3.0 has `nullable`");
        }
    }

    fn unknown_type(
        &mut self,
        untyped: Untyped,
        name: &str,
        known: &'static [&'static str],
        at: &Path<'_>,
    ) -> bool {
        let expected = known.join("`, `");
        let message = format!("`type` must be one of `{expected}`, not `{name}`");
        let diagnostic = self.report(Code::WrongType, at, message);
        diagnostic.loosened(match untyped {
            Untyped::Any => "it accepts any JSON value",
            Untyped::Shaped => "the other keywords of the schema determine its type",
            Untyped::Text => "it is treated as a string",
        });
        if let Some(meant) = meant(name, known) {
            diagnostic.help(format!("did you mean `{meant}`?"));
        }
        false
    }

    /// Repairs a list of type names. Returns whether it is kept.
    fn type_list(
        &mut self,
        (object, untyped): (Object, Untyped),
        names: &mut Vec<Node>,
        known: &'static [&'static str],
        at: &Path<'_>,
    ) -> bool {
        let is_name = |node: &Node| {
            node.as_str()
                .is_some_and(|name| name == "null" || known.contains(&name))
        };
        // `null` without quotes.
        for name in names.iter_mut().filter(|name| **name == Node::Null) {
            *name = Node::String("null".to_owned());
        }
        if let Some((index, other)) = names.iter().enumerate().find(|(_, name)| !is_name(name)) {
            let name = other.as_str().unwrap_or_else(|| other.kind().described());
            return self.unknown_type(untyped, name, known, &at.index(index));
        }
        if names.is_empty() {
            self.report(Code::WrongType, at, "a `type` without names allows no value")
                .loosened("it is ignored");
            return false;
        }
        if object != Object::Schema {
            return self.one_type(names, at);
        }
        if self.dialect == Dialect::OpenApi30 {
            self.report(Code::WrongType, at, "a list of types needs OpenAPI 3.1")
                .read_as_meant("it is read as in OpenAPI 3.1")
                .help("3.0 has `nullable` and `oneOf`");
        }
        true
    }
}

/// Reads `items` as a list of schemas, as in draft 4 of JSON Schema: an item may match any of them.
pub(super) fn tuple(dialect: Dialect, items: &[Node]) -> Option<Reading> {
    let is_schema = |item: &Node| item.as_object().is_some();
    if !items.iter().all(is_schema) {
        return None;
    }
    let union = if dialect == Dialect::Swagger20 {
        None
    } else {
        Some("anyOf")
    };
    let mut members = Members::new();
    if let Some(union) = union {
        members.insert(union.to_owned(), Node::Array(items.to_vec()));
    }
    let effect = if union.is_some() {
        "each item may match any of them"
    } else {
        "an item may be any JSON value"
    };
    let reading = Reading::new(Node::Object(members), effect);
    Some(match union {
        Some(union) => reading.wrapped(union),
        None => reading,
    })
}
