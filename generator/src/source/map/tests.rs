//! Nodes of a tree are located by line and column.

use crate::diagnostics::Diagnostics;
use crate::source::{Pointer, SourceMap, parse};
use crate::{Overlay, dialect, overlay};

fn spelled(map: &SourceMap, at: &Pointer) -> String {
    let found = map.locate(at).unwrap();
    format!(
        "{}:{}:{} {}",
        found.file(),
        found.line,
        found.column,
        found.snippet
    )
}

#[test]
fn nodes_of_a_translated_tree_lead_to_the_description_and_to_the_overlay() {
    let text = "swagger: '2.0'\ninfo: {title: Pets, version: '1'}\npaths: {}\ndefinitions:\n  Pet: {type: object, maxProperties: 3}\n";
    let fixes = Overlay {
        name: "fix.yaml".to_owned(),
        text: "overlay: 1.0.0\ninfo: {title: Fix, version: '1'}\nactions:\n  - target: $.definitions\n    update:\n      Dog: {type: string}\n".to_owned(),
    };
    let mut diagnostics = Diagnostics::new();
    let tree = parse("api.yaml", text, &mut diagnostics).unwrap();
    let tree = overlay::apply(&[fixes], "api.yaml", tree, &mut diagnostics);
    dialect::to_3_0(tree, "api.yaml", &mut diagnostics).unwrap();
    let mut map = std::mem::take(diagnostics.sources_mut());
    map.add_text("api.yaml", text.to_owned());
    let schemas = Pointer::at("api.yaml", "/components/schemas");
    let pet = schemas.descend(["Pet", "maxProperties"]);
    assert_eq!(
        map.origin(&pet),
        Pointer::at("api.yaml", "/definitions/Pet/maxProperties")
    );
    assert_eq!(map.target(&map.origin(&pet)), pet);
    assert_eq!(
        spelled(&map, &pet),
        "api.yaml:5:38   Pet: {type: object, maxProperties: 3}"
    );
    let dog = schemas.descend(["Dog", "type"]);
    assert_eq!(spelled(&map, &dog), "fix.yaml:6:19       Dog: {type: string}");
    // A node that is not in any text has the place of the nearest node above it.
    let missing = schemas.child("Pet").child("items");
    assert_eq!(
        spelled(&map, &missing),
        "api.yaml:5:3   Pet: {type: object, maxProperties: 3}"
    );
    assert_eq!(map.locate(&Pointer::root("other.yaml")), None);
}

#[test]
fn all_nodes_of_a_long_line_are_located_in_their_order() {
    let mut map = SourceMap::default();
    let members: Vec<String> = (0..1_000).map(|index| format!("\"é{index}\":{index}")).collect();
    map.add_text("api.json", format!("{{{}}}", members.join(",")));
    let root = Pointer::root("api.json");
    let nodes = [root.child("é900"), root.child("é0"), root.child("none")];
    let found: Vec<_> = map.locate_all(&nodes).into_iter().flatten().collect();
    let columns: Vec<(usize, usize)> = found.iter().map(|found| (found.line, found.column)).collect();
    // `{"é0":` has six characters, and `"é10":10,` has nine.
    let before = |count: usize| {
        members
            .iter()
            .take(count)
            .map(|text| text.chars().count() + 1)
            .sum::<usize>()
    };
    assert_eq!(columns, [(1, before(900) + 9), (1, 7), (1, 1)]);
    assert!(found.iter().all(|found| found.snippet.len() <= 2 * super::AROUND));
    assert!(found.first().unwrap().snippet.contains("\"é900\":900"));
}
