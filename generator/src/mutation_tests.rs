//! Descriptions in which any one node is something else, through the whole pipeline: nothing panics, nothing runs for
//! ever, and what has no error is Rust.

use std::fs;
use std::path::Path;

use crate::dialect::to_3_0;
use crate::lock::Lock;
use crate::model::Model;
use crate::model::mutation_tests::{every_pointer, replacements, slot};
use crate::source::{Node, Pointer, parse};
use crate::{check, diagnostics::Diagnostics, emit, format, lower};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases/features");

/// Whether a crate came out; its files are Rust then.
fn is_generated(tree: Node) -> bool {
    let mut diagnostics = Diagnostics::new();
    let Some(tree) = to_3_0(tree, "api", &mut diagnostics) else {
        return false;
    };
    let model = Model::new("api", &tree);
    let (api, _) = lower::lower(&model, &Lock::default(), &mut diagnostics);
    check::check(&api, &mut diagnostics);
    if diagnostics.has_errors() {
        return false;
    }
    let package = emit::Package {
        name: "api".into(),
        version: "0.1.0".into(),
        spec: "api.yaml".into(),
    };
    for (path, tokens) in emit::emit(&api, &package).rust {
        if let Err(error) = format::format(emit::HEADER, tokens) {
            panic!("{}: {error}", path.display());
        }
    }
    true
}

fn mutate(name: &str, text: &str) -> (usize, usize) {
    let tree = parse("api", text, &mut Diagnostics::new()).expect("a tree");
    let mut pointers = Vec::new();
    every_pointer(&tree, &Pointer::root("api"), &mut pointers);
    assert!(is_generated(tree.clone()), "{name}");
    let (mut generated, mut refused) = (0, 0);
    for (index, at) in pointers.iter().enumerate() {
        // A sixth of the replacements for each node, in turn, so that every kind of node meets all of them.
        for replacement in replacements().into_iter().skip(index % 6).step_by(6) {
            let mut mutated = tree.clone();
            *slot(&mut mutated, at) = replacement;
            match is_generated(mutated) {
                true => generated += 1,
                false => refused += 1,
            }
        }
    }
    (generated, refused)
}

#[test]
fn whatever_a_node_is_the_outcome_is_rust_or_a_finding() {
    let (mut generated, mut refused) = (0, 0);
    let mut cases: Vec<_> = fs::read_dir(Path::new(CASES))
        .expect("the cases")
        .map(|entry| entry.expect("a file").path())
        .collect();
    cases.sort();
    for path in cases {
        let text = fs::read_to_string(&path).expect("a text");
        let (some, others) = mutate(&path.display().to_string(), &text);
        generated += some;
        refused += others;
    }
    assert!(generated > 500 && refused > 500, "{generated}, {refused}");
}
