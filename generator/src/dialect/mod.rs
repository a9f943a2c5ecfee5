//! From any version of OpenAPI to a tree in the 3.0 shape, checked against the table of keywords.
//! Knows nothing of Rust or of the ir.

mod check;
mod keywords;
mod references;
mod rules;
mod since_3_1;
mod swagger;
mod table;
#[cfg(test)]
mod tests;
mod values;
mod visit;

pub use check::missing;
pub use keywords::{Dialect, Handling, Keys, Keyword, Object, Presence, Rows, Rule, Takes};
pub use rules::is_typed;
pub use since_3_1::{NEVER, OTHERS, REST};
pub use values::{count, fits, key_fits};

use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Kind, Node, Pointer};

/// The tree in the 3.0 shape, or `None` when its version can't be read. Everything wrong with the tree is reported, and what
/// is found in it later is said of the text.
pub fn to_3_0(mut tree: Node, document: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let root = Pointer::root(document);
    let key = if tree.get("openapi").is_some() {
        "openapi"
    } else {
        "swagger"
    };
    let Some(version) = tree.get(key).and_then(Node::as_str) else {
        unversioned(&tree, key, &root, diagnostics);
        return None;
    };
    let Some(dialect) = dialect(key, version) else {
        let message = format!("version `{version}` is not read");
        diagnostics
            .report(Code::UnsupportedVersion, &root.child(key), message)
            .help("the generator reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2");
        return None;
    };
    if dialect.has_json_schema() {
        since_3_1::resolve_anchors(&mut tree, document);
    }
    check::check(dialect, &tree, document, diagnostics);
    match dialect {
        Dialect::Swagger20 => swagger::translate(&mut tree, document, diagnostics),
        Dialect::OpenApi30 => {}
        Dialect::OpenApi31 | Dialect::OpenApi32 => since_3_1::translate(&mut tree, document, diagnostics),
    }
    Some(tree)
}

impl Dialect {
    /// The version that a description says it is written in, where it is one that is read.
    pub fn of(tree: &Node) -> Option<Self> {
        ["openapi", "swagger"]
            .into_iter()
            .find_map(|key| dialect(key, tree.get(key)?.as_str()?))
    }
}

/// The version that `openapi: 3.1.0` or `swagger: '2.0'` names.
fn dialect(key: &str, version: &str) -> Option<Dialect> {
    let is = |minor: &str| {
        let patch = version.strip_prefix(minor);
        patch.is_some_and(|patch| patch.is_empty() || patch.starts_with(['.', '-']))
    };
    match key {
        "swagger" => is("2.0").then_some(Dialect::Swagger20),
        _ if is("3.0") => Some(Dialect::OpenApi30),
        _ if is("3.1") => Some(Dialect::OpenApi31),
        _ if is("3.2") => Some(Dialect::OpenApi32),
        _ => None,
    }
}

/// What has no version is no description; what has one that is no string nearly is. A `null` in place of either is an
/// error, other than deeper in the tree: there is nothing to go on with.
fn unversioned(tree: &Node, key: &str, root: &Pointer, diagnostics: &mut Diagnostics) {
    match (tree.kind(), tree.get(key)) {
        (_, Some(version)) if version.kind() != Kind::Null => {
            fits(Takes::Text, version, &root.child(key), diagnostics);
        }
        (Kind::Object | Kind::Null, _) => {
            diagnostics
                .report(
                    Code::MissingField,
                    root,
                    "there is no `openapi` with a version: this is no description",
                )
                .help("an OpenAPI description begins with `openapi: 3.0.4`");
        }
        (Kind::Boolean | Kind::Number | Kind::String | Kind::Array, _) => {
            fits(Takes::Inline(Object::OpenApi), tree, root, diagnostics);
        }
    }
}
