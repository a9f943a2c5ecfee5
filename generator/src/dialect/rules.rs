//! Requirements of the specifications on one object that the tables can't express.

use super::keywords::{Dialect, Object};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::{Node, Pointer};

/// Checks the rules for an `object` of `dialect`.
pub(super) fn check(
    dialect: Dialect,
    object: Object,
    node: &Node,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) {
    match (object, dialect) {
        (Object::Parameter, Dialect::Swagger20) => parameter_of_2_0(node, at, diagnostics),
        (Object::Header, Dialect::Swagger20) => {}
        (Object::Parameter | Object::Header, _) => {
            is_typed(object, node, at, diagnostics);
            examples(node, at, diagnostics);
        }
        (Object::MediaType, _) => examples(node, at, diagnostics),
        (Object::ServerVariable, _) => server_variable(node, at, diagnostics),
        (Object::OpenApi, Dialect::OpenApi31 | Dialect::OpenApi32) => containers(node, at, diagnostics),
        (Object::Schema, Dialect::OpenApi31 | Dialect::OpenApi32) => of_3_0(node, at, diagnostics),
        _ => {}
    }
}

/// Whether a parameter or a header has a type; reports one that doesn't.
/// OpenAPI 3.0.4, section 4.7.12: it has either a schema or content.
pub fn is_typed(object: Object, node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) -> bool {
    let typed = node.get("schema").is_some() || node.get("content").is_some();
    if !typed {
        let message = format!("{} needs `schema` or `content`", object.described());
        diagnostics.report(Code::MissingField, at, message);
    }
    typed
}

/// Swagger 2.0, Parameter Object: a body has a schema, anything else a type.
fn parameter_of_2_0(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    let is_body = node.get("in").and_then(Node::as_str) == Some("body");
    let needed = if is_body { "schema" } else { "type" };
    if node.get(needed).is_none() {
        let message = format!("{} needs `{needed}`", Object::Parameter.described());
        diagnostics.report(Code::MissingField, at, message);
    }
}

/// OpenAPI 3.0.4, sections 4.7.12 and 4.7.14: `example` and `examples` exclude each other.
fn examples(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    if node.get("example").is_some() && node.get("examples").is_some() {
        diagnostics
            .report(
                Code::IgnoredKeyword,
                &at.child("examples"),
                "`example` and `examples` are mutually exclusive",
            )
            .on_key()
            .severity(Severity::Warning)
            .effect("`example` is read");
    }
}

/// The place of an `allowReserved` without an effect, which is reported. OpenAPI 3.1.1, section 4.8.12.2.2: it applies to
/// queries. In 3.2 it applies wherever values are percent-encoded.
pub(super) fn reserved(
    dialect: Dialect,
    object: Object,
    node: &Node,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<Pointer> {
    if object != Object::Parameter || node.get("allowReserved").is_none() {
        return None;
    }
    let text = |key| node.get(key).and_then(Node::as_str);
    let is_encoded = match (text("in"), text("style")) {
        (Some("header"), _) | (Some("cookie"), Some("cookie")) => false,
        (Some("path" | "cookie"), _) => dialect >= Dialect::OpenApi32,
        (Some(_) | None, _) => true,
    };
    if is_encoded {
        return None;
    }
    let message = match dialect {
        Dialect::OpenApi32 => "`allowReserved` has no effect on values that are not percent-encoded",
        Dialect::Swagger20 | Dialect::OpenApi30 | Dialect::OpenApi31 => {
            "`allowReserved` applies to query parameters only"
        }
    };
    let place = at.child("allowReserved");
    diagnostics
        .report(Code::IgnoredKeyword, &place, message)
        .on_key()
        .severity(Severity::Warning);
    Some(place)
}

/// OpenAPI 3.1.1, section 4.8.6.1: the `enum` of a server variable is not empty.
fn server_variable(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    let values = node.get("enum").and_then(Node::as_array);
    if values.is_some_and(<[Node]>::is_empty) {
        let message = "an `enum` without values allows no value";
        diagnostics
            .report(Code::InvalidEnum, &at.child("enum"), message)
            .severity(Severity::Warning)
            .effect("it is ignored");
    }
}

/// OpenAPI 3.1.1, section 4.8.1: one of three containers is present.
fn containers(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    let containers = ["paths", "components", "webhooks"];
    if containers.iter().all(|container| node.get(container).is_none()) {
        let message = "an OpenAPI Object needs `paths`, `components` or `webhooks`";
        diagnostics
            .report(Code::MissingField, at, message)
            .loosened("the client has no operations and no types");
    }
}

/// Keywords of OpenAPI 3.0 without a meaning in 3.1, which descriptions still have. They are read as in 3.0.
fn of_3_0(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    let is_flag = |key: &&&str| node.get(key).and_then(Node::as_bool).is_some();
    let keys = ["nullable", "exclusiveMinimum", "exclusiveMaximum"];
    for key in keys.iter().filter(is_flag) {
        let message = format!("a boolean `{key}` belongs to OpenAPI 3.0");
        diagnostics
            .report(Code::UnknownKey, &at.child(key), message)
            .on_key()
            .severity(Severity::Note)
            .effect("it is read as in OpenAPI 3.0");
    }
}
