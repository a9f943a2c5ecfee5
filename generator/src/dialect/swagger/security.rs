//! Translates security schemes of Swagger 2.0.

use super::super::visit::{Members, Path};
use super::Translation;
use crate::source::Node;

/// Swagger 2.0, Security Scheme Object.
pub(super) fn scheme(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    match members.get("type").and_then(Node::as_str) {
        Some("basic") => basic(members),
        Some("oauth2") => flow(translation, members, at),
        Some(_) | None => {}
    }
}

/// `basic`: it becomes an HTTP authentication scheme.
fn basic(members: &mut Members) {
    members.insert("type".to_owned(), Node::String("http".to_owned()));
    members.insert("scheme".to_owned(), Node::String("basic".to_owned()));
}

/// `flow`: it becomes one of the flows of the scheme.
fn flow(translation: &mut Translation<'_>, members: &mut Members, at: &Path<'_>) {
    let flow = members.remove("flow");
    let name = match flow.as_ref().and_then(Node::as_str) {
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        Some("password") => "password",
        Some(_) | None => "implicit",
    };
    let mut flow = Members::new();
    for key in ["authorizationUrl", "tokenUrl", "scopes"] {
        if let Some(value) = members.remove(key) {
            flow.insert(key.to_owned(), value);
        }
    }
    translation.moved(at, &["flows"], &["flow"]);
    translation.moved(at, &["flows", name], &[]);
    let flows = Members::from([(name.to_owned(), Node::Object(flow))]);
    members.insert("flows".to_owned(), Node::Object(flows));
}
