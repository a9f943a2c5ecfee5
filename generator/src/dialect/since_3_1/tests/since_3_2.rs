//! The keywords of OpenAPI 3.2, in descriptions of that version and of earlier ones.

use super::{translated, yaml};
use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::to_3_0;
use crate::source::{Node, Pointer, parse};

#[test]
fn what_3_2_adds() {
    let text = "openapi: 3.2.0\ninfo: {title: Pets, version: '1'}\n$self: https://a\ntags: [{name: a, summary: A, parent: b, kind: nav}, {name: b}]\n\
        paths:\n  /a:\n    query: {}\n    additionalOperations: {COPY: {}}\n    get:\n      responses: {200: {summary: Yes., content: \
        {a/b: {itemSchema: {}, examples: {c: {dataValue: 1}}}}}}\n";
    let mut diagnostics = Diagnostics::new();
    let tree = parse("api.yaml", text, &mut diagnostics).expect("a tree");
    let tree = to_3_0(tree, "api.yaml", &mut diagnostics).expect("3.2");
    let found: Vec<_> = diagnostics
        .iter()
        .map(|it| (it.code, it.at.last().unwrap_or_default()))
        .collect();
    assert_eq!(found, []);
    let answer = Pointer::root("").descend(["paths", "/a", "get", "responses", "200"]);
    assert_eq!(
        tree.at(&answer).map(Node::to_json),
        Some(yaml(
            "{description: Yes., content: {a/b: {itemSchema: {}, examples: {c: {value: 1}}}}}"
        ))
    );
}

/// FastAPI writes `itemSchema` into descriptions of 3.1. It is read as in 3.2, in the schema dialect of the description.
#[test]
fn item_schema_is_read_in_3_1() {
    let (tree, found) = translated(
        "paths: {/a: {get: {responses: {200: {description: Yes., content: {application/jsonl: {itemSchema: {type: [string, 'null']}}}}}}}}",
    );
    let media = Pointer::root("api.yaml").descend([
        "paths",
        "/a",
        "get",
        "responses",
        "200",
        "content",
        "application/jsonl",
    ]);
    let item = media.child("itemSchema");
    assert_eq!(
        tree.at(&item).map(Node::to_json),
        Some(yaml("{type: string, nullable: true}"))
    );
    assert_eq!(found, [(Code::UnknownKey, item.to_string())]);
}

/// An earlier version has no such keywords, so that no stage reads them.
#[test]
fn what_3_2_adds_is_not_read_in_earlier_versions() {
    for version in ["3.0.4", "3.1.1"] {
        let text = format!(
            "openapi: {version}\ninfo: {{title: Pets, version: '1'}}\npaths:\n  /a/{{b}}:\n    query: {{}}\n    additionalOperations: {{COPY: {{}}}}\n\
             \x20   parameters: [{{name: b, in: path, required: true, allowReserved: true, schema: {{type: string}}}}]\n\
             components: {{securitySchemes: {{key: {{type: http, scheme: basic, deprecated: true}}}}}}\n"
        );
        let mut diagnostics = Diagnostics::new();
        let tree = parse("api.yaml", &text, &mut diagnostics).expect("a tree");
        let tree = to_3_0(tree, "api.yaml", &mut diagnostics).expect("3.1");
        let found: Vec<_> = diagnostics
            .iter()
            .map(|it| it.at.last().unwrap_or_default())
            .collect();
        assert_eq!(
            found,
            ["query", "additionalOperations", "allowReserved", "deprecated"],
            "{version}"
        );
        let (item, scheme) = (
            Pointer::root("").descend(["paths", "/a/{b}"]),
            Pointer::root("").descend(["components", "securitySchemes", "key"]),
        );
        let keys = |at: &Pointer| -> Vec<String> {
            let members = tree.at(at).and_then(Node::as_object);
            members
                .into_iter()
                .flat_map(|members| members.keys().cloned())
                .collect()
        };
        assert_eq!(keys(&item), ["parameters"]);
        assert_eq!(
            keys(&item.child("parameters").index(0)),
            ["name", "in", "required", "schema"]
        );
        assert_eq!(keys(&scheme), ["type", "scheme"]);
    }
}

/// Methods that have fields of their own, and keys that are no methods.
#[test]
fn additional_operations_have_other_methods() {
    let text = "openapi: 3.2.0\ninfo: {title: Pets, version: '1'}\npaths:\n  /a:\n    additionalOperations: {POST: {}, COPY: {}, 'A B': {}, Query: {}}\n";
    let mut diagnostics = Diagnostics::new();
    let tree = parse("api.yaml", text, &mut diagnostics).expect("a tree");
    let tree = to_3_0(tree, "api.yaml", &mut diagnostics).expect("3.2");
    let found: Vec<_> = diagnostics
        .iter()
        .map(|it| (it.code, it.at.last().unwrap_or_default()))
        .collect();
    let unknown = |key: &str| (Code::UnknownKey, key.to_owned());
    assert_eq!(found, [unknown("POST"), unknown("A B"), unknown("Query")]);
    let at = Pointer::root("").descend(["paths", "/a", "additionalOperations"]);
    assert_eq!(
        tree.at(&at).map(Node::to_json),
        Some(yaml("{COPY: {responses: {}}}"))
    );
}
