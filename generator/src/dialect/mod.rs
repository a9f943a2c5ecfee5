//! From any version of OpenAPI to a tree in the 3.0 shape, checked against the table of keywords.
//! Knows nothing of Rust or of the ir.

mod check;
mod keywords;
mod table;
#[cfg(test)]
mod tests;
mod values;

pub use check::{is_typed, missing};
pub use keywords::{Handling, Keys, Keyword, Object, Presence, Rule, Takes};
pub use values::{count, fits, key_fits};

use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, Pointer};

/// The tree in the 3.0 shape, or `None` when its version can't be read. Everything wrong with the tree is reported.
pub fn to_3_0(tree: Node, document: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let root = Pointer::root(document);
    let version = tree.get("openapi").or_else(|| tree.get("swagger"));
    match version.and_then(Node::as_str) {
        Some(version) if is_3_0(version) => {
            check::check(&tree, document, diagnostics);
            Some(tree)
        }
        Some(version) => {
            let key = if tree.get("openapi").is_some() {
                "openapi"
            } else {
                "swagger"
            };
            diagnostics
                .report(
                    Code::UnsupportedVersion,
                    &root.child(key),
                    format!("version `{version}` is not read"),
                )
                .help("the generator reads OpenAPI 3.0");
            None
        }
        None => {
            unversioned(&tree, &root, diagnostics);
            None
        }
    }
}

fn is_3_0(version: &str) -> bool {
    version
        .strip_prefix("3.0")
        .is_some_and(|patch| patch.is_empty() || patch.starts_with(['.', '-']))
}

/// What has no version is no description; what has one that is no string nearly is.
fn unversioned(tree: &Node, root: &Pointer, diagnostics: &mut Diagnostics) {
    if !fits(Takes::Inline(Object::OpenApi), tree, root, diagnostics) {
        return;
    }
    match tree.get("openapi") {
        Some(version) => {
            fits(Takes::Text, version, &root.child("openapi"), diagnostics);
        }
        None => {
            diagnostics
                .report(
                    Code::MissingField,
                    root,
                    "there is no `openapi` with a version: this is no description",
                )
                .help("an OpenAPI description begins with `openapi: 3.0.4`");
        }
    }
}
