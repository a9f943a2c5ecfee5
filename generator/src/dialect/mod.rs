//! Translates a tree of any version of OpenAPI to the 3.0 shape, and checks it against the table of keywords.
//! This module knows neither Rust nor the ir.

mod changes;
mod check;
mod documentation;
mod exclusions;
mod follow;
mod keywords;
mod link;
mod references;
mod repair;
mod rules;
mod since_3_1;
mod swagger;
mod table;
#[cfg(test)]
mod tests;
mod values;
mod visit;

pub use changes::{Action, Change, Step};
pub use check::missing;
pub(crate) use documentation::is_documentation;
pub use keywords::{Dialect, Handling, Keys, Keyword, Object, Presence, Rows, Rule, Takes};
pub(crate) use link::link;
pub use link::{Bundle, Part};
pub use rules::is_typed;
pub use since_3_1::{COOKIE_STYLE, NEVER, OTHERS, QUERYSTRING, REST, UNTYPED_PARTS};
pub use values::{count, fits, is_fit, key_fits};

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostics};
use crate::references::References;
use crate::source::{Kind, Node, Origins, Pointer};

/// The tree in the 3.0 shape; `None` if its version can't be read. Every error in the tree is reported. Later diagnostics have
/// pointers into the translated tree, which lead to the text.
pub fn translate(bundle: Bundle, document: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let Bundle { mut tree, parts } = bundle;
    if parts.is_empty() {
        unread(&tree, &Pointer::root(document), diagnostics);
        return None;
    }
    since_3_1::resolve_anchors(&mut tree, &parts);
    let mut origins = Origins::default();
    let added = mend(&mut tree, &parts, &mut origins, diagnostics);
    let mut idle = Vec::new();
    for part in &parts {
        check::check(&tree, part, &added, &mut idle, diagnostics);
    }
    for place in idle {
        remove(&mut tree, &place);
    }
    // The description itself comes last, because other documents need parts of it before its translation.
    for part in parts.iter().rev() {
        match part.dialect {
            Dialect::Swagger20 => swagger::translate(&mut tree, part, &mut origins, diagnostics),
            Dialect::OpenApi30 => {}
            Dialect::OpenApi31 | Dialect::OpenApi32 => {
                since_3_1::translate(&mut tree, part, &mut origins, diagnostics);
            }
        }
    }
    references::rewrite(&mut tree, &parts, &origins);
    if !origins.is_empty() || parts.iter().any(|part| part.dialect != Dialect::OpenApi30) {
        diagnostics.translated(origins);
    }
    Some(tree)
}

/// Repairs references and formal errors. Returns the places of members that were missing.
fn mend(
    tree: &mut Node,
    parts: &[Part],
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<Pointer> {
    for part in parts {
        follow::follow(tree, part, diagnostics);
    }
    let mut added = BTreeSet::new();
    for part in parts {
        repair::repair(tree, part, &mut added, origins, diagnostics);
    }
    added
}

/// The repairs that reading the description makes, as changes of its tree.
pub(crate) fn repairs(
    document: &str,
    tree: &Node,
    references: &References,
    diagnostics: &mut Diagnostics,
) -> Vec<Change> {
    let Some(dialect) = Dialect::of(tree) else {
        return Vec::new();
    };
    let Bundle { tree: respelled, .. } = link::respelled(document, tree.clone(), diagnostics);
    let mut found = changes::changes(dialect, tree, &respelled);
    let Bundle { mut tree, parts } = link(document, respelled, references, diagnostics);
    since_3_1::resolve_anchors(&mut tree, &parts);
    let before = tree.clone();
    mend(&mut tree, &parts, &mut Origins::default(), diagnostics);
    found.extend(changes::changes(dialect, &before, &tree));
    found
}

/// Removes a member of an object.
fn remove(tree: &mut Node, place: &Pointer) {
    let owner = place.parent().and_then(|owner| tree.at_mut(&owner));
    if let (Some(Node::Object(members)), Some(key)) = (owner, place.last()) {
        members.remove(&key);
    }
}

/// [`translate`] for a description that refers to no other document.
pub fn to_3_0(tree: Node, document: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    translate(Bundle::alone(document, tree), document, diagnostics)
}

/// Reports why a tree is not an OpenAPI description.
fn unread(tree: &Node, root: &Pointer, diagnostics: &mut Diagnostics) {
    let key = if tree.get("openapi").is_some() {
        "openapi"
    } else {
        "swagger"
    };
    let Some(version) = tree.get(key).and_then(version) else {
        return unversioned(tree, key, root, diagnostics);
    };
    let message = format!("version `{version}` is not supported");
    diagnostics
        .report(Code::UnsupportedVersion, &root.child(key), message)
        .help("the generator reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2");
}

impl Dialect {
    /// The version of a description; `None` if it has none or is not supported.
    pub fn of(tree: &Node) -> Option<Self> {
        ["openapi", "swagger"]
            .into_iter()
            .find_map(|key| dialect(&version(tree.get(key)?)?))
    }
}

/// The version as a string, even without quotes.
fn version(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(text.trim().to_owned()),
        Node::Number(number) => Some(number.to_string()),
        Node::Null | Node::Bool(_) | Node::Array(_) | Node::Object(_) => None,
    }
}

/// The dialect of a version such as `3.1.0` or `2.0`, under either key.
fn dialect(version: &str) -> Option<Dialect> {
    let is = |dialect: Dialect| {
        let patch = version
            .trim_start_matches(['v', 'V'])
            .strip_prefix(dialect.minor());
        patch.is_some_and(|patch| patch.is_empty() || patch.starts_with(['.', '-']))
    };
    let is_alone = |major: &str| version == major;
    match version {
        _ if is(Dialect::Swagger20) || is_alone("2") => Some(Dialect::Swagger20),
        _ if is(Dialect::OpenApi30) || is_alone("3") => Some(Dialect::OpenApi30),
        _ if is(Dialect::OpenApi31) => Some(Dialect::OpenApi31),
        _ if is(Dialect::OpenApi32) => Some(Dialect::OpenApi32),
        _ => None,
    }
}

/// Reports a tree without a version, or with one that is not a string. Unlike deeper in the tree, `null` is an error here,
/// because nothing else can be read.
fn unversioned(tree: &Node, key: &str, root: &Pointer, diagnostics: &mut Diagnostics) {
    match (tree.kind(), tree.get(key)) {
        (_, Some(version)) if version.kind() != Kind::Null => {
            fits(Takes::Text, version, &root.child(key), diagnostics);
        }
        (Kind::Null, _) => {
            diagnostics
                .report(Code::MissingField, root, "the description is empty")
                .help("an OpenAPI description begins with `openapi: 3.0.4`");
        }
        (Kind::Object, _) => {
            diagnostics
                .report(
                    Code::MissingField,
                    root,
                    "this is not an OpenAPI description: it has neither `openapi` nor `swagger` with a version",
                )
                .help("an OpenAPI description begins with `openapi: 3.0.4`");
        }
        (Kind::Boolean | Kind::Number | Kind::String | Kind::Array, _) => {
            fits(Takes::Inline(Object::OpenApi), tree, root, diagnostics);
        }
    }
}
