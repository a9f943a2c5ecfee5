//! Translates the OpenAPI Object, and keywords that affect several of its parts.

use super::super::visit::Members;
use crate::source::Node;

/// Translates the document as a whole.
pub(super) fn translate(members: &mut Members) {
    members.insert("openapi".to_owned(), Node::String("3.0.4".to_owned()));
    paths_are_optional(members);
    client_certificates(members);
}

/// OpenAPI 3.1.1, section 4.8.1: `paths` is optional.
fn paths_are_optional(members: &mut Members) {
    members.insert_missing("paths", || Node::Object(Members::new()));
}

/// OpenAPI 3.1.1, section 4.8.27.1, `mutualTLS`: a certificate belongs to the transport and not to a request, so such a
/// requirement is removed.
fn client_certificates(members: &mut Members) {
    let names = remove_schemes(members);
    if names.is_empty() {
        return;
    }
    forget_requirements(members, &names);
    let Some(Node::Object(paths)) = members.get_mut("paths") else {
        return;
    };
    for item in paths.values_mut().filter_map(Node::as_object_mut) {
        for (field, operation) in item.iter_mut() {
            // The map has operations too.
            let operations = match field.as_str() {
                "additionalOperations" => operation
                    .as_object_mut()
                    .into_iter()
                    .flatten()
                    .map(|(_, of)| of)
                    .collect(),
                _ => vec![operation],
            };
            for operation in operations.into_iter().filter_map(Node::as_object_mut) {
                forget_requirements(operation, &names);
            }
        }
    }
}

fn remove_schemes(members: &mut Members) -> Vec<String> {
    let components = members.get_mut("components").and_then(Node::as_object_mut);
    let schemes = components.and_then(|components| components.get_mut("securitySchemes"));
    let Some(schemes) = schemes.and_then(Node::as_object_mut) else {
        return Vec::new();
    };
    let is_certificate = |scheme: &Node| scheme.get("type").and_then(Node::as_str) == Some("mutualTLS");
    let names = schemes.iter().filter(|(_, scheme)| is_certificate(scheme));
    let names = names.map(|(name, _)| name.clone()).collect();
    schemes.retain(|_, scheme| !is_certificate(scheme));
    names
}

fn forget_requirements(owner: &mut Members, names: &[String]) {
    let Some(Node::Array(requirements)) = owner.get_mut("security") else {
        return;
    };
    for requirement in requirements.iter_mut().filter_map(Node::as_object_mut) {
        requirement.retain(|name, _| !names.contains(name));
    }
}
