use openapiv3::ReferenceOr;

use super::*;
use crate::source::parse;

fn tree(text: &str) -> Node {
    parse("api.yaml", text, &mut Diagnostics::new()).expect("a tree")
}

fn at(keys: &[&str]) -> Pointer {
    Pointer::root("api.yaml").descend(keys.iter().copied())
}

#[test]
fn the_keywords_of_a_schema_are_in_the_order_of_the_text() {
    let tree = tree(
        "components: {schemas: {'a/b%': {type: object, required: [z], properties: {z: {type: strnig}, a: {$ref: '#/nowhere'}}, \
         additionalProperties: {type: string}, x-order: [2, 1], unknown: 1, description: D}}}",
    );
    let model = Model::new("api.yaml", &tree);
    let mut diagnostics = Diagnostics::new();
    let [(name, pointer)] = model.schemas().try_into().expect("one schema");
    assert_eq!(name, "a/b%");
    let read = model.schema(&pointer, &mut diagnostics).expect("a schema");
    let keywords: Vec<_> = read.iter().map(|(keyword, _)| *keyword).collect();
    assert_eq!(
        keywords,
        [
            "type",
            "required",
            "properties",
            "additionalProperties",
            "x-order",
            "description"
        ]
    );
    for (keyword, value) in read {
        assert_eq!(model.node(&pointer.child(keyword)), Some(value));
    }
    // The schemas below it are read separately.
    assert_eq!(diagnostics.iter().count(), 0);
}

#[test]
fn a_wrong_keyword_does_not_lose_the_schema() {
    for (text, read, reported) in [
        (
            "{type: integer, enum: [18446744073709551615], minimum: 9.0}",
            3,
            0,
        ),
        ("{type: number, minimum: x}", 1, 1),
        ("{properties: {a: 1}}", 1, 1),
        ("{type: object, required: no}", 1, 1),
        ("{allOf: {}, oneOf: [1, {}]}", 1, 2),
        ("{minLength: -3, maxLength: 1e300, items: []}", 0, 3),
        ("{type: null, discriminator: {}}", 0, 2),
    ] {
        let tree = tree(&format!("components: {{schemas: {{A: {text}}}}}"));
        let mut diagnostics = Diagnostics::new();
        let model = Model::new("api.yaml", &tree);
        let schema = model.schema(&at(&["components", "schemas", "A"]), &mut diagnostics);
        let schema = schema.expect("a schema");
        assert_eq!(
            (schema.len(), diagnostics.iter().count()),
            (read, reported),
            "{text}"
        );
    }
}

#[test]
fn children_of_an_operation_are_references_to_their_places() {
    let tree = tree("get: {parameters: [{in: query, name: q}], responses: {default: {$ref: '#/x'}}}");
    let model = Model::new("api.yaml", &tree);
    let operation = model
        .operation(&at(&["get"]), &mut Diagnostics::new())
        .expect("an operation");
    let reference = |key: &str| format!("#/get/{key}");
    assert_eq!(
        operation.parameters,
        [ReferenceOr::Reference {
            reference: reference("parameters/0")
        }]
    );
    assert_eq!(
        operation.responses.default,
        Some(ReferenceOr::Reference {
            reference: reference("responses/default")
        })
    );
}

#[test]
fn paths_and_operations() {
    let tree = tree(
        "paths:\n  x-note: 1\n  /pets/{id}:\n    parameters: [{$ref: '#/components/parameters/id'}]\n    delete: {security: [], responses: {}}\n    \
         get:\n      requestBody: {content: {a/b: {schema: {}}}}\n      callbacks: 7\n      responses: {'200': {content: {a/b: {schema: {type: string}}}}, 4XX: {$ref: '#/x'}}\n  \
         /again: {$ref: '#/paths/~1pets~1{id}'}\n",
    );
    let model = Model::new("api.yaml", &tree);
    let mut diagnostics = Diagnostics::new();
    let [pets, again] = model.paths(&mut diagnostics).try_into().expect("two paths");
    assert_eq!(
        (pets.path.as_str(), again.path.as_str()),
        ("/pets/{id}", "/again")
    );
    assert_eq!(again.pointer, pets.declared);
    assert_eq!(pets.parameters, [pets.pointer.child("parameters").index(0)]);
    assert_eq!(
        model.reference(&pets.parameters[0]),
        Some(at(&["components", "parameters", "id"]))
    );
    let [(Method::Delete, delete), (Method::Get, get)] = pets.operations.as_slice() else {
        panic!("{pets:?}")
    };
    assert_eq!(model.security(delete, &mut diagnostics), Some(vec![]));
    assert_eq!(model.security(get, &mut diagnostics), None);
    let operation = model.operation(get, &mut diagnostics).expect("an operation");
    let body = get.child("requestBody");
    assert_eq!(
        operation.request_body,
        Some(ReferenceOr::Reference {
            reference: body.to_reference()
        })
    );
    assert_eq!(operation.responses.responses.len(), 2);
    let place = get.descend(["responses", "200"]);
    let response = model.response(&place, &mut diagnostics).expect("a response");
    assert_eq!((response.description.as_str(), response.content.len()), ("", 1));
    let [(name, media_type)] = model.content(&place).try_into().expect("one media type");
    assert_eq!(
        (name.as_str(), media_type.last().as_deref()),
        ("a/b", Some("a/b"))
    );
    assert!(
        model
            .media_type(&media_type, &mut diagnostics)
            .expect("a media type")
            .schema
            .is_some()
    );
}

#[test]
fn parameters_headers_and_security_schemes() {
    let tree = tree(
        "p: {in: query, name: q, style: deepObject, schema: {type: object}}\nh: {schema: {type: string}, required: true}\n\
         s: {type: http, scheme: bearer}\no: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://x/'}}}\nbad: {in: header, name: h}\n",
    );
    let model = Model::new("api.yaml", &tree);
    let mut diagnostics = Diagnostics::new();
    assert!(model.parameter(&at(&["p"]), &mut diagnostics).is_some());
    assert!(model.header(&at(&["h"]), &mut diagnostics).is_some());
    assert!(model.security_scheme(&at(&["s"]), &mut diagnostics).is_some());
    assert!(
        model.security_scheme(&at(&["o"]), &mut diagnostics).is_some(),
        "scopes are taken as empty"
    );
    assert!(!diagnostics.has_errors());
    assert!(model.parameter(&at(&["bad"]), &mut diagnostics).is_none());
    assert!(diagnostics.has_errors());
}

/// Every schema of a real description is read.
#[test]
fn the_corpus_is_typed_node_by_node() {
    let Some(path) = crate::skip::shared("corpus/nexus.json").expect("the description") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("a text");
    let tree = parse("nexus.json", &text, &mut Diagnostics::new()).expect("a tree");
    let model = Model::new("nexus.json", &tree);
    let mut diagnostics = Diagnostics::new();
    for (name, pointer) in model.schemas() {
        assert!(model.schema(&pointer, &mut diagnostics).is_some(), "{name}");
    }
    let paths = model.paths(&mut diagnostics);
    let operations: Vec<_> = paths.iter().flat_map(|path| &path.operations).collect();
    assert_eq!(operations.len(), 317);
    for (_, pointer) in operations {
        let operation = model.operation(pointer, &mut diagnostics).expect("an operation");
        for parameter in model.items(&pointer.child("parameters")) {
            assert!(model.parameter(&parameter, &mut diagnostics).is_some());
        }
        assert!(operation.operation_id.is_some());
    }
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
}
