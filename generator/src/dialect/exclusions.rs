//! Keywords of OpenAPI 3.2 that exclude each other, and other requirements of 3.2 that the tables can't express.

use std::collections::BTreeMap;

use super::keywords::Object;
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::{Node, Pointer};

/// An object, a keyword, and the keywords that have no effect beside it. OpenAPI 3.2.0, sections 4.12 (Parameter Object), 4.14
/// (Media Type Object), 4.15 (Encoding Object), 4.19 (Example Object) and 4.26 (XML Object).
const EXCLUSIONS: &[(Object, &str, &[&str])] = &[
    (
        Object::Parameter,
        "content",
        &["schema", "style", "explode", "allowReserved"],
    ),
    (Object::MediaType, "encoding", &["prefixEncoding", "itemEncoding"]),
    (Object::Encoding, "encoding", &["prefixEncoding", "itemEncoding"]),
    (
        Object::Example,
        "value",
        &["dataValue", "serializedValue", "externalValue"],
    ),
    (Object::Example, "serializedValue", &["externalValue"]),
    (Object::Xml, "nodeType", &["attribute", "wrapped"]),
];

/// Checks an object of OpenAPI 3.2.
pub(super) fn check(object: Object, node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    for (_, kept, others) in EXCLUSIONS.iter().filter(|(of, ..)| *of == object) {
        let others = others.iter().filter(|_| node.get(kept).is_some());
        for other in others.filter(|other| node.get(other).is_some()) {
            let message = format!("`{other}` has no effect beside `{kept}`");
            report(message, &at.child(other), diagnostics).effect(format!("`{kept}` is read"));
        }
    }
    if object == Object::OpenApi {
        own_address(node, at, diagnostics);
        parents(node, at, diagnostics);
    }
    if object == Object::Parameter {
        parameter(node, at, diagnostics);
    }
}

/// OpenAPI 3.2.0, section 4.1.1: `$self` has no fragment.
fn own_address(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    let address = node.get("$self").and_then(Node::as_str);
    if address.is_some_and(|address| address.contains('#')) {
        let message = "the address of a description has no fragment";
        report(message, &at.child("$self"), diagnostics).effect("it is ignored");
    }
}

/// OpenAPI 3.2.0, section 4.22.1, `parent`: it is another tag, and no tag contains itself.
fn parents(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    let text = |tag: &Node, key: &str| tag.get(key).and_then(Node::as_str).map(str::to_owned);
    let tags = node.get("tags").and_then(Node::as_array).unwrap_or_default();
    let named = tags
        .iter()
        .filter_map(|tag| Some((text(tag, "name")?, text(tag, "parent"))));
    let named: BTreeMap<String, Option<String>> = named.collect();
    for (index, tag) in tags.iter().enumerate() {
        let Some(parent) = text(tag, "parent") else {
            continue;
        };
        let mut above = Some(&parent);
        let mut steps = 0;
        while let Some(name) = above.filter(|_| steps <= named.len()) {
            above = named.get(name).and_then(Option::as_ref);
            steps += 1;
        }
        let message = match named.contains_key(&parent) {
            false => format!("no tag has the name `{parent}`"),
            true if above.is_some() => format!("`{parent}` is below this tag itself"),
            true => continue,
        };
        let at = at.child("tags").index(index).child("parent");
        report(message, &at, diagnostics).effect("only documentation names it");
    }
}

/// OpenAPI 3.2.0, section 4.12.1: the whole query is described by `content`, and the name of a path parameter has no braces.
fn parameter(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    let text = |key| node.get(key).and_then(Node::as_str);
    if text("in") == Some("querystring") && node.get("content").is_none() {
        let message = "a parameter with `in: querystring` needs `content`";
        let diagnostic = report(message, &at.child("schema"), diagnostics);
        diagnostic.effect("its properties are sent as query parameters");
    }
    let name = text("name").unwrap_or_default();
    if text("in") == Some("path") && name.contains(['{', '}']) {
        let message = format!("the name `{name}` can't occur in a path");
        report(message, &at.child("name"), diagnostics).effect("no path has this parameter");
    }
}

fn report<'d>(
    message: impl Into<String>,
    at: &Pointer,
    diagnostics: &'d mut Diagnostics,
) -> &'d mut crate::diagnostics::Diagnostic {
    diagnostics
        .report(Code::IgnoredKeyword, at, message)
        .on_key()
        .severity(Severity::Warning)
}
