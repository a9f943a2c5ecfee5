//! Translates the Swagger Object itself: servers and components.

use super::super::visit::{Members, Path};
use super::{Translation, bodies, responses};
use crate::source::Node;

/// Moves the members of the document to their new places. All nodes below are already translated.
pub(super) fn translate(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    members.remove("swagger");
    members.insert("openapi".to_owned(), Node::String("3.0.4".to_owned()));
    servers(translation, members, at);
    let media = translation.media.clone();
    if let Some(Node::Object(shared)) = members.get_mut("responses") {
        responses::responses(translation, shared, &media, &at.child("responses"));
    }
    let mut components = parameters(translation, members, at);
    for (old, new) in [
        ("definitions", "schemas"),
        ("responses", "responses"),
        ("securityDefinitions", "securitySchemes"),
    ] {
        if let Some(section) = members.remove(old) {
            translation.moved(at, &["components", new], &[old]);
            components.insert(new.to_owned(), section);
        }
    }
    members.insert("components".to_owned(), Node::Object(components));
    for key in ["host", "basePath", "schemes", "consumes", "produces"] {
        members.remove(key);
    }
}

/// Swagger 2.0, `host`, `basePath` and `schemes`: a server for `https` and `http`, in this order.
fn servers(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    let text = |key| members.get(key).and_then(Node::as_str);
    let path = text("basePath").unwrap_or_default().trim_end_matches('/');
    let urls = match text("host") {
        None if path.is_empty() => return,
        None => vec![path.to_owned()],
        Some(host) => {
            let schemes = members
                .get("schemes")
                .and_then(Node::as_array)
                .unwrap_or_default();
            let mut schemes: Vec<&str> = schemes
                .iter()
                .filter_map(Node::as_str)
                .filter(|scheme| matches!(*scheme, "http" | "https"))
                .collect();
            if schemes.is_empty() {
                schemes.push("https");
            }
            schemes.sort_by_key(|scheme| *scheme != "https");
            let url = |scheme| format!("{scheme}://{host}{path}");
            schemes.into_iter().map(url).collect()
        }
    };
    let server = |url| Node::Object(Members::from([("url".to_owned(), Node::String(url))]));
    let place = if text("host").is_some() {
        "host"
    } else {
        "basePath"
    };
    let servers = urls.into_iter().map(server).collect();
    translation.moved(at, &["servers"], &[place]);
    members.insert("servers".to_owned(), Node::Array(servers));
}

/// Swagger 2.0, Parameters Definitions Object: in 3.0, bodies are components of another kind. Forms belong to the operations
/// that refer to them; their shared schemas are components.
fn parameters(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) -> Members {
    let Some(Node::Object(shared)) = members.remove("parameters") else {
        return Members::new();
    };
    let consumes = translation.media.consumes.clone();
    let (mut parameters, mut request_bodies) = (Members::new(), Members::new());
    let mut forms = Members::new();
    for (name, parameter) in shared {
        let Node::Object(parameter) = parameter else {
            continue;
        };
        match parameter.get("in").and_then(Node::as_str) {
            Some("body") => {
                let schema = parameter.get("schema").cloned();
                let schema = schema.unwrap_or_else(|| Node::Object(Members::new()));
                let body = bodies::body(&parameter, &schema, &consumes);
                let [old, new] = [["parameters"].as_slice(), &["components", "requestBodies"]]
                    .map(|way| at.pointer().descend(way.iter().copied()).child(&name));
                bodies::moved_body(translation, &body, &old, &new);
                request_bodies.insert(name, Node::Object(body));
            }
            Some("formData") => {
                if let Some(schema) = bodies::form_parameter(&parameter) {
                    let new = ["components", bodies::FORM_PARAMETERS, &name];
                    translation.moved(at, &new, &["parameters", &name]);
                    forms.insert(name, schema);
                }
            }
            Some(_) | None => {
                translation.moved(at, &["components", "parameters", &name], &["parameters", &name]);
                parameters.insert(name, Node::Object(parameter));
            }
        }
    }
    let sections = [
        ("parameters", parameters),
        ("requestBodies", request_bodies),
        (bodies::FORM_PARAMETERS, forms),
    ];
    let filled = sections.into_iter().filter(|(_, section)| !section.is_empty());
    filled
        .map(|(name, section)| (name.to_owned(), Node::Object(section)))
        .collect()
}
