//! Replaces any one node of a description: for each, the whole front end returns a value or a diagnostic, and nothing panics.

use std::fs;

use super::*;
use crate::dialect::to_3_0;
use crate::source::Members;
use crate::source::parse;

/// The replacements of each node.
pub(crate) fn replacements() -> Vec<Node> {
    let object = |key: &str, value: Node| Node::Object(Members::from([(key.to_owned(), value)]));
    vec![
        Node::Null,
        Node::Bool(true),
        Node::Number(u64::MAX.into()),
        Node::Number(crate::source::Number::from_f64(-0.5).expect("finite")),
        Node::String(String::new()),
        Node::String("integer".into()),
        Node::Array(vec![Node::Null, Node::Number(1.into())]),
        object("$ref", Node::String("#/paths".into())),
        object("$ref", Node::Null),
        object("", Node::Array(Vec::new())),
        object("type", Node::String("integer".into())),
    ]
}

pub(crate) fn every_pointer(node: &Node, at: &Pointer, into: &mut Vec<Pointer>) {
    into.push(at.clone());
    for (key, value) in node.as_object().into_iter().flatten() {
        every_pointer(value, &at.child(key), into);
    }
    for (index, item) in node.as_array().into_iter().flatten().enumerate() {
        every_pointer(item, &at.index(index), into);
    }
}

pub(crate) fn slot<'n>(node: &'n mut Node, at: &Pointer) -> &'n mut Node {
    at.tokens().fold(node, |node, token| match node {
        Node::Object(members) => members.get_mut(token.as_ref()).expect("a member"),
        Node::Array(items) => &mut items[token.parse::<usize>().expect("an index")],
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => panic!("{at} is a leaf"),
    })
}

/// Reads every node as every object, which no stage does. Each result is a value or a diagnostic.
fn read_everything(tree: &Node, pointers: &[Pointer]) -> usize {
    let mut diagnostics = Diagnostics::new();
    let model = Model::new("api", tree);
    model.info(&mut diagnostics);
    model.tags(&mut diagnostics);
    model.paths(&mut diagnostics);
    for at in pointers
        .iter()
        .filter(|at| model.node(at).is_some_and(|node| node.as_object().is_some()))
    {
        model.servers(at, &mut diagnostics);
        model.security(at, &mut diagnostics);
        model.schema(at, &mut diagnostics);
        model.operation(at, &mut diagnostics);
        model.parameter(at, &mut diagnostics);
        model.request_body(at, &mut diagnostics);
        model.response(at, &mut diagnostics);
        model.header(at, &mut diagnostics);
        model.media_type(at, &mut diagnostics);
        model.security_scheme(at, &mut diagnostics);
    }
    diagnostics.iter().count()
}

#[test]
fn any_node_may_have_any_value() {
    let Some(corpus) = crate::skip::shared("corpus").expect("the corpus") else {
        return;
    };
    for name in ["petstore.yaml", "link-example.yaml"] {
        let text = fs::read_to_string(corpus.join(name)).expect("a text");
        let whole = parse(name, &text, &mut Diagnostics::new()).expect("a tree");
        let mut pointers = Vec::new();
        every_pointer(&whole, &Pointer::root("api"), &mut pointers);
        for at in &pointers {
            for replacement in replacements() {
                let mut tree = whole.clone();
                *slot(&mut tree, at) = replacement;
                let mut diagnostics = Diagnostics::new();
                to_3_0(tree.clone(), "api", &mut diagnostics);
                let near = pointers
                    .iter()
                    .filter(|other| at.is_within(other) || other.is_within(at));
                read_everything(&tree, &near.cloned().collect::<Vec<_>>());
            }
        }
        assert!(
            read_everything(&whole, &pointers) > 100,
            "a response is not a parameter"
        );
    }
}

/// The walk over the tree and the model report the same diagnostic, and it is printed once.
#[test]
fn walk_and_model_agree() {
    let text = "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\ncomponents: {schemas: {A: {type: strnig, minLength: x, required: 1}}}\n";
    let mut diagnostics = Diagnostics::new();
    let tree = parse("api", text, &mut diagnostics).expect("a tree");
    let tree = to_3_0(tree, "api", &mut diagnostics).expect("3.0");
    let walked = diagnostics.iter().count();
    let model = Model::new("api", &tree);
    for (_, at) in model.schemas() {
        assert!(model.schema(&at, &mut diagnostics).is_some());
    }
    assert_eq!((walked, diagnostics.iter().count()), (3, 3));
}

/// In translated versions too, the result is a tree, and every error has a place in the text.
#[test]
fn any_node_of_any_version_may_have_any_value() {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases/dialects");
    for name in ["pets20.yaml", "pets31.yaml"] {
        let text = fs::read_to_string(format!("{cases}/{name}")).expect("a case");
        let tree = parse(name, &text, &mut Diagnostics::new()).expect("a tree");
        let mut pointers = Vec::new();
        every_pointer(&tree, &Pointer::root("api"), &mut pointers);
        for at in &pointers {
            for replacement in replacements() {
                let mut mutated = tree.clone();
                *slot(&mut mutated, at) = replacement.clone();
                let mut diagnostics = Diagnostics::new();
                to_3_0(mutated.clone(), "api", &mut diagnostics);
                for found in diagnostics.iter() {
                    let owner = found.at.parent().unwrap_or_else(|| found.at.clone());
                    let is_there = mutated.at(&owner).is_some();
                    assert!(is_there, "{name}: {at} = {replacement:?}: {found:?}");
                }
            }
        }
    }
}
