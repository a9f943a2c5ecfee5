//! Runs the whole pipeline on descriptions in which one node is replaced: nothing panics, every run ends, and a description
//! without errors gives valid Rust.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Allow, AllowSource, Code};
use crate::dialect::to_3_0;
use crate::ir::Api;
use crate::lock::Lock;
use crate::model::Model;
use crate::model::mutation_tests::{every_pointer, replacements, slot};
use crate::source::{Node, Pointer, parse, reference};
use crate::{check, diagnostics::Diagnostics, emit, format, lower};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases/features");

/// Whether a crate is generated. Asserts that its files are valid Rust.
fn is_generated(tree: Node) -> bool {
    let mut diagnostics = Diagnostics::new();
    let Some(tree) = to_3_0(tree, "api", &mut diagnostics) else {
        return false;
    };
    let model = Model::new("api", &tree);
    let (mut api, _) = lower::lower(
        &model,
        Lock::default(),
        crate::Mode::Client,
        &crate::Overrides::default(),
        &mut diagnostics,
    );
    check::check(&mut api, &mut diagnostics);
    if diagnostics.has_errors() {
        return false;
    }
    is_rust(&api);
    true
}

fn is_rust(api: &Api) {
    let package = emit::Package {
        dependencies: std::collections::BTreeMap::new(),
        name: "api".into(),
        version: "0.1.0".into(),
        spec: "api.yaml".into(),
        mode: crate::Mode::Client,
        runtime: emit::Runtime::Embedded,
        is_included: false,
        manifest: crate::Manifest::default(),
        module: Vec::new(),
    };
    let formatted = |tokens| format::format(emit::HEADER, tokens);
    for (path, text) in emit::emit(api, &package, formatted).rust {
        if let Err(error) = text {
            panic!("{}: {error}", path.display());
        }
    }
}

fn mutate(name: &str, text: &str) -> (usize, usize) {
    let tree = parse("api", text, &mut Diagnostics::new()).expect("a tree");
    let mut pointers = Vec::new();
    every_pointer(&tree, &Pointer::root("api"), &mut pointers);
    assert!(is_generated(tree.clone()), "{name}");
    let (mut generated, mut refused) = (0, 0);
    for (index, at) in pointers.iter().enumerate() {
        // Each node gets a sixth of the replacements in turn, so that every kind of node gets all of them.
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

/// The api with all diagnostics allowed. `None` if the version can't be read.
fn allowed(tree: Node) -> Option<Api> {
    let mut diagnostics = Diagnostics::new();
    for &code in Code::ALL {
        diagnostics.allow(Allow::new(code, None, AllowSource::Argument(String::new())));
    }
    let tree = to_3_0(tree, "api", &mut diagnostics)?;
    let model = Model::new("api", &tree);
    let (api, _) = lower::lower(
        &model,
        Lock::default(),
        crate::Mode::Client,
        &crate::Overrides::default(),
        &mut diagnostics,
    );
    assert!(!diagnostics.has_errors());
    Some(api)
}

fn operations(api: &Api) -> BTreeSet<Pointer> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    operations.map(|operation| operation.pointer.clone()).collect()
}

/// Whether the operation depends on this place, directly or by references, or is below it, or the place contains every
/// reference to its path item.
fn is_touched(tree: &Node, operation: &Pointer, at: &Pointer) -> bool {
    let item = operation.parent().expect("a path item");
    let mut everywhere = Vec::new();
    every_pointer(tree, &Pointer::root("api"), &mut everywhere);
    let mut users = everywhere.iter().filter(|user| {
        let target = reference(tree, user).and_then(Node::as_str);
        target.and_then(|text| Pointer::from_reference("api", text)) == Some(item.clone())
    });
    if let Some(first) = users.next()
        && first.is_within(at)
        && users.all(|user| user.is_within(at))
    {
        return true;
    }
    let mut pending = vec![operation.clone(), item.child("parameters")];
    let mut seen = BTreeSet::new();
    while let Some(next) = pending.pop() {
        if !seen.insert(next.clone()) {
            continue;
        }
        if next.is_within(at) || at.is_within(&next) {
            return true;
        }
        let mut below = Vec::new();
        tree.at(&next)
            .into_iter()
            .for_each(|node| every_pointer(node, &next, &mut below));
        let targets = below.iter().filter_map(|at| reference(tree, at)?.as_str());
        pending.extend(targets.filter_map(|text| Pointer::from_reference("api", text)));
    }
    false
}

/// Whether every mentioned type exists, so that the code compiles.
fn is_closed(api: &Api) -> bool {
    let mut mentioned = Vec::new();
    api.types
        .values()
        .for_each(|def| def.shape.mentioned(&mut mentioned));
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    for parameter in operations.flat_map(|operation| &operation.parameters) {
        parameter.ty.named(&mut mentioned);
    }
    mentioned.iter().all(|name| api.types.contains_key(name))
}

/// An invalid node affects only what depends on it: the other operations and the types that they need are generated.
#[test]
fn an_invalid_node_does_not_affect_other_operations() {
    let (mut kept, mut judged) = (0, 0);
    let cases = cases();
    for path in cases {
        let text = fs::read_to_string(&path).expect("a text");
        let tree = parse("api", &text, &mut Diagnostics::new()).expect("a tree");
        let before = operations(&allowed(tree.clone()).expect("an api"));
        let mut pointers = Vec::new();
        every_pointer(&tree, &Pointer::root("api"), &mut pointers);
        let junk = [
            Node::Null,
            Node::String("junk".into()),
            Node::Number(7.into()),
            Node::Array(vec![Node::Null]),
        ];
        for (index, at) in pointers.iter().enumerate() {
            for junk in junk.iter().skip(index % 2).step_by(2) {
                let mut mutated = tree.clone();
                *slot(&mut mutated, at) = junk.clone();
                let what = format!("{}: {at} = {junk:?}", path.display());
                let Some(api) = allowed(mutated) else {
                    assert!(["", "/openapi", "/swagger"].contains(&at.fragment()), "{what}");
                    continue;
                };
                assert!(is_closed(&api), "{what}: a type is missing");
                if index % 8 == 0 {
                    is_rust(&api);
                }
                let after = operations(&api);
                judged += 1;
                for operation in before.difference(&after) {
                    assert!(is_touched(&tree, operation, at), "{what}: {operation} is gone");
                }
                kept += after.len();
            }
        }
    }
    assert!(judged > 2_000 && kept > 2_000, "{judged}, {kept}");
}

/// The cases of features, except the one with references into other files, which a tree doesn't contain.
fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<_> = fs::read_dir(Path::new(CASES))
        .expect("the cases")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| !path.ends_with("files.yaml"))
        .collect();
    cases.sort();
    cases
}

#[test]
fn any_node_gives_valid_rust_or_a_diagnostic() {
    let (mut generated, mut refused) = (0, 0);
    let cases = cases();
    for path in cases {
        let text = fs::read_to_string(&path).expect("a text");
        let (some, others) = mutate(&path.display().to_string(), &text);
        generated += some;
        refused += others;
    }
    assert!(generated > 5_000 && refused > 250, "{generated}, {refused}");
}
