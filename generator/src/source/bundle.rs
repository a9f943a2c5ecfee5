//! The places of other documents in the tree of a description. They are below one extension member of the root, each under
//! its path from the folder of the description, so that one tree contains everything that a pointer can name.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::pointer::Pointer;
pub use super::pointer::{MEMBER, document_of, place};
use super::tree::Node;

/// The bytes that the part of a reference before its `#` contains only percent-encoded.
const NOT_IN_A_FILE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'#')
    .add(b'%')
    .add(b'?')
    .add(b'"')
    .add(b'<')
    .add(b'>');

/// Whether `at` is in another document that is not in the tree. Such a document couldn't be read, and that is already
/// reported.
pub fn is_unread(tree: &Node, at: &Pointer) -> bool {
    document_of(at).is_some_and(|document| tree.at(&document).is_none())
}

/// The unescaped tokens of the pointer within its own document.
pub fn tokens(at: &Pointer) -> Vec<Cow<'_, str>> {
    let skipped = if document_of(at).is_some() { 2 } else { 0 };
    at.tokens().skip(skipped).collect()
}

/// The node at `at` as a reference from the folder of the description: `#/a` in the description, `pets.yaml#/a` elsewhere.
pub fn spelled(at: &Pointer) -> String {
    let Some(document) = document_of(at) else {
        return at.to_reference();
    };
    let within = at
        .fragment()
        .strip_prefix(document.fragment())
        .unwrap_or_default();
    let file = document.last().unwrap_or_default();
    let file = utf8_percent_encode(&file, NOT_IN_A_FILE);
    format!("{file}{}", Pointer::at("", within).to_reference())
}

/// The node as the lock names it: a pointer in the description, or a reference into another document.
pub fn key(at: &Pointer) -> Cow<'_, str> {
    if document_of(at).is_some() {
        spelled(at).into()
    } else {
        at.fragment().into()
    }
}

/// [`key`], sharing the text of the pointer where it is the key.
pub fn shared_key(at: &Pointer) -> Arc<str> {
    match key(at) {
        Cow::Borrowed(_) => at.shared_fragment(),
        Cow::Owned(key) => key.into(),
    }
}

/// The place of a node in the tree with the root `root`, from its [`key`].
pub fn at_key(root: &Pointer, key: &str) -> Option<Pointer> {
    if key.is_empty() || key.starts_with('/') {
        return Some(root.below(key));
    }
    let named = Pointer::from_reference("", key)?;
    let document = place(root, named.document());
    Some(document.below(named.fragment()))
}

/// Whether the schema at `at` is a named one, such as a member of `components/schemas`.
pub fn is_component(at: &Pointer) -> bool {
    let path = tokens(at);
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    match path.as_slice() {
        ["components", "schemas", _] => true,
        [] | [_] | ["definitions" | "$defs" | "schemas", _] => document_of(at).is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_of_another_document_is_named_by_file_and_pointer() {
        let root = Pointer::root("spec/api.yaml");
        let pet = place(&root, "my schemas/pet#1.json").descend(["$defs", "a/b"]);
        assert_eq!(spelled(&pet), "my%20schemas/pet%231.json#/$defs/a~1b");
        assert_eq!(at_key(&root, &key(&pet)), Some(pet.clone()));
        assert_eq!(tokens(&pet), ["$defs", "a/b"]);
        let own = root.child("paths");
        assert_eq!((spelled(&own).as_str(), &*key(&own)), ("#/paths", "/paths"));
        assert_eq!(at_key(&root, "/paths"), Some(own));
    }
}
