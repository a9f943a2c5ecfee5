//! Values of another type where an object is expected.

use super::super::keywords::{Dialect, Object};
use super::super::visit::Members;
use super::{Reading, types};
use crate::source::Node;

/// The object that the value stands for.
pub(super) fn object(dialect: Dialect, object: Object, node: &Node) -> Option<Reading> {
    match node {
        Node::Array(items) => list(dialect, object, items),
        Node::String(text) => text_of(dialect, object, text),
        Node::Null => of_null(object),
        // Since 3.1 a boolean is a schema.
        Node::Bool(flag) if object == Object::Schema => {
            Some(Reading::new(boolean(*flag), "it is read as in OpenAPI 3.1"))
        }
        Node::Bool(_) | Node::Number(_) if object == Object::Example => Some(value(node)),
        Node::Bool(_) | Node::Number(_) | Node::Object(_) => None,
    }
}

fn list(dialect: Dialect, object: Object, items: &[Node]) -> Option<Reading> {
    match (object, items) {
        (Object::Example, _) => Some(value(&Node::Array(items.to_vec()))),
        (_, []) => Some(Reading::new(
            Node::Object(Members::new()),
            "it is read as an empty object",
        )),
        (_, [only @ Node::Object(_)]) => Some(
            Reading::new(only.clone(), "its only item is read in its place")
                .moved(None, Some("0".to_owned())),
        ),
        (Object::Schema, items) => types::tuple(dialect, items),
        _ => None,
    }
}

fn text_of(dialect: Dialect, object: Object, text: &str) -> Option<Reading> {
    let key = match object {
        Object::Discriminator => "propertyName",
        Object::Contact | Object::License | Object::Tag | Object::Xml => "name",
        Object::ExternalDocumentation | Object::Server => "url",
        Object::Info => "title",
        Object::Response => "description",
        Object::ServerVariable => "default",
        Object::Example => "value",
        Object::Schema if types::names(dialect).contains(&text) => "type",
        Object::SecurityRequirement if !text.is_empty() => {
            let members = Members::from([(text.to_owned(), Node::Array(Vec::new()))]);
            let effect = format!("it is read as `{text}: []`");
            return Some(Reading::new(Node::Object(members), effect).wrapped(text));
        }
        Object::Schema
        | Object::SecurityRequirement
        | Object::OpenApi
        | Object::Components
        | Object::Paths
        | Object::PathItem
        | Object::Operation
        | Object::Parameter
        | Object::RequestBody
        | Object::MediaType
        | Object::Encoding
        | Object::Responses
        | Object::Callback
        | Object::Link
        | Object::Header
        | Object::SecurityScheme
        | Object::OAuthFlows
        | Object::OAuthFlow
        | Object::Items => return None,
    };
    let members = Members::from([(key.to_owned(), Node::String(text.to_owned()))]);
    let effect = format!("it is read as the object's `{key}`");
    Some(Reading::new(Node::Object(members), effect).wrapped(key))
}

/// An empty object, for keywords whose value is often left empty.
fn of_null(object: Object) -> Option<Reading> {
    let is_often_empty = matches!(
        object,
        Object::Response
            | Object::MediaType
            | Object::PathItem
            | Object::Paths
            | Object::Responses
            | Object::Info
    );
    let empty = || Reading::new(Node::Object(Members::new()), "it is read as an empty object");
    is_often_empty.then(empty)
}

fn value(node: &Node) -> Reading {
    let members = Members::from([("value".to_owned(), node.clone())]);
    Reading::new(Node::Object(members), "it is read as the value of the example").wrapped("value")
}

fn boolean(flag: bool) -> Node {
    let mut members = Members::new();
    if !flag {
        members.insert(super::super::NEVER.to_owned(), Node::Bool(true));
    }
    Node::Object(members)
}
