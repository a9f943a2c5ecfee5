//! A table for each keyword: a schema, its 3.0 shape, and the diagnostics.

use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::dialect::to_3_0;
use crate::source::{Node, Pointer, parse};

mod since_3_2;

const HEAD: &str = "openapi: 3.1.1\ninfo: {title: Pets, version: '1'}\n";

fn translated(rest: &str) -> (Node, Vec<(Code, String)>) {
    let mut diagnostics = Diagnostics::new();
    let tree = parse("api.yaml", &format!("{HEAD}{rest}"), &mut diagnostics).expect("a tree");
    let tree = to_3_0(tree, "api.yaml", &mut diagnostics).expect("3.1");
    let found = diagnostics.iter().map(|found| (found.code, found.at.to_string()));
    (tree, found.collect())
}

fn yaml(text: &str) -> serde_json::Value {
    let mut diagnostics = Diagnostics::new();
    parse("a.yaml", text, &mut diagnostics).expect("a tree").to_json()
}

/// Checks the schema `A` in the 3.0 shape, and the diagnostics: code, and pointer below `A`.
#[track_caller]
fn schema(before: &str, after: &str, found: &[(Code, &str)]) {
    let (tree, all) = translated(&format!("components: {{schemas: {{B: {{}}, A: {before}}}}}"));
    let at = Pointer::root("api.yaml").descend(["components", "schemas", "A"]);
    assert_eq!(tree.at(&at).map(Node::to_json), Some(yaml(after)), "{before}");
    let found: Vec<_> = found
        .iter()
        .map(|(code, below)| (*code, format!("{at}{below}")))
        .collect();
    assert_eq!(all, found, "{before}");
}

#[test]
fn type_as_a_list() {
    for (before, after) in [
        ("{type: [string, 'null']}", "{type: string, nullable: true}"),
        (
            "{type: ['null', array], items: {type: [integer]}}",
            "{type: array, nullable: true, items: {type: integer}}",
        ),
        ("{type: [number, integer]}", "{type: number}"),
        ("{type: [string, number, boolean, object, array, integer]}", "{}"),
        ("{type: 'null'}", "{nullable: true, enum: [null]}"),
        ("{type: ['null']}", "{nullable: true, enum: [null]}"),
        (
            "{type: [string, integer, 'null'], minLength: 1, minimum: 0, title: T, format: int32}",
            "{nullable: true, title: T, anyOf: [{type: string, minLength: 1}, {type: integer, minimum: 0, format: int32}]}",
        ),
        (
            "{type: [string, integer], enum: [a, 1, b]}",
            "{anyOf: [{type: string, enum: [a, b]}, {type: integer, enum: [1]}]}",
        ),
        (
            "{type: [string, integer], enum: [a, b]}",
            "{type: string, enum: [a, b]}",
        ),
        (
            "{type: [object, array], properties: {a: {type: 'null'}}, items: {const: 1}}",
            "{anyOf: [{type: object, properties: {a: {nullable: true, enum: [null]}}}, {type: array, items: {enum: [1]}}]}",
        ),
    ] {
        schema(before, after, &[]);
    }
    schema(
        "{type: [string, object], allOf: [true]}",
        "{allOf: [{}]}",
        &[(Code::Lossy, "/type")],
    );
    let (_, found) = translated("components: {schemas: {A: {type: [string, strnig]}}}");
    assert_eq!(
        found,
        [(Code::WrongType, "#/components/schemas/A/type/1".to_owned())]
    );
}

#[test]
fn null_as_a_variant() {
    for (before, after) in [
        (
            "{anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}",
            "{anyOf: [{$ref: '#/components/schemas/B'}], nullable: true}",
        ),
        (
            "{oneOf: [{const: null}, {type: string}]}",
            "{oneOf: [{type: string}], nullable: true}",
        ),
        ("{oneOf: [{type: 'null'}]}", "{nullable: true, enum: [null]}"),
        (
            "{anyOf: [{type: [string, 'null']}, true]}",
            "{anyOf: [{type: string, nullable: true}, {}]}",
        ),
    ] {
        schema(before, after, &[]);
    }
}

#[test]
fn constants_examples_and_bounds() {
    for (before, after) in [
        ("{const: a}", "{enum: [a]}"),
        ("{const: null}", "{nullable: true, enum: [null]}"),
        ("{const: {b: [1]}}", "{enum: [{b: [1]}]}"),
        ("{examples: [a, b]}", "{example: a}"),
        ("{examples: []}", "{}"),
        ("{examples: [a], example: b}", "{examples: [a], example: b}"),
        ("{exclusiveMinimum: 5}", "{exclusiveMinimum: true, minimum: 5}"),
        (
            "{exclusiveMinimum: 5, minimum: 5}",
            "{exclusiveMinimum: true, minimum: 5}",
        ),
        ("{exclusiveMinimum: 5, minimum: 6}", "{minimum: 6}"),
        ("{exclusiveMaximum: 5, maximum: 4}", "{maximum: 4}"),
        (
            "{exclusiveMaximum: 1.5, maximum: 4}",
            "{exclusiveMaximum: true, maximum: 1.5}",
        ),
        (
            "{type: string, contentEncoding: base64}",
            "{type: string, contentEncoding: base64, format: byte}",
        ),
        (
            "{contentMediaType: image/png}",
            "{contentMediaType: image/png, format: binary}",
        ),
        (
            "{contentMediaType: application/json}",
            "{contentMediaType: application/json}",
        ),
    ] {
        schema(before, after, &[]);
    }
    schema(
        "{exclusiveMinimum: true, minimum: 1, nullable: true}",
        "{exclusiveMinimum: true, minimum: 1, nullable: true}",
        &[
            (Code::UnknownKey, "/nullable"),
            (Code::UnknownKey, "/exclusiveMinimum"),
        ],
    );
}

#[test]
fn references_with_siblings() {
    let reference = "$ref: '#/components/schemas/B'";
    for (before, after) in [
        (format!("{{{reference}}}"), format!("{{{reference}}}")),
        (
            format!("{{{reference}, $comment: c}}"),
            format!("{{{reference}, $comment: c}}"),
        ),
        (
            format!("{{{reference}, description: d}}"),
            format!("{{allOf: [{{{reference}}}], description: d}}"),
        ),
        (
            format!("{{{reference}, allOf: [{{type: object}}], required: [a]}}"),
            format!("{{allOf: [{{{reference}}}, {{type: object}}], required: [a]}}"),
        ),
        (
            format!("{{{reference}, type: [object, 'null']}}"),
            format!("{{allOf: [{{{reference}}}], type: object, nullable: true}}"),
        ),
    ] {
        schema(&before, &after, &[]);
    }
    schema(
        "{$dynamicRef: '#/components/schemas/B'}",
        "{$ref: '#/components/schemas/B'}",
        &[(Code::Lossy, "/$dynamicRef")],
    );
}

#[test]
fn anchors_identifiers_and_definitions() {
    for (before, after) in [
        (
            "{$defs: {C: {$anchor: c}}, items: {$ref: '#c'}}",
            "#/components/schemas/A/$defs/C",
        ),
        (
            "{$defs: {C: {$id: 'http://a/c'}}, items: {$ref: 'http://a/c'}}",
            "#/components/schemas/A/$defs/C",
        ),
        (
            "{$defs: {C: {$id: 'c', properties: {d: {}}}}, items: {$ref: 'c#/properties/d'}}",
            "#/components/schemas/A/$defs/C/properties/d",
        ),
        (
            "{$dynamicAnchor: node, items: {$ref: '#node'}}",
            "#/components/schemas/A",
        ),
    ] {
        let (tree, found) = translated(&format!("components: {{schemas: {{A: {before}}}}}"));
        let at = Pointer::root("").descend(["components", "schemas", "A", "items", "$ref"]);
        assert_eq!(tree.at(&at), Some(&Node::String(after.to_owned())), "{before}");
        assert_eq!(found, [], "{before}");
    }
    let (_, found) = translated("components: {schemas: {A: {$ref: '#nowhere'}}}");
    assert_eq!(
        found,
        [(Code::DanglingReference, "#/components/schemas/A/$ref".to_owned())]
    );
}

#[test]
fn booleans_tuples_and_patterns() {
    schema("true", "{}", &[]);
    schema("false", "{x-never: true}", &[]);
    schema(
        "{additionalProperties: false}",
        "{additionalProperties: false}",
        &[],
    );
    schema(
        "{prefixItems: [{type: string}, {type: integer}]}",
        "{type: array, prefixItems: [{type: string}, {type: integer}]}",
        &[],
    );
    schema(
        "{prefixItems: [{type: string}], items: {type: integer}}",
        "{type: array, prefixItems: [{type: string}], x-rest-items: {type: integer}}",
        &[],
    );
    schema(
        "{type: array, prefixItems: [{type: number}, {type: number}], items: false}",
        "{type: array, prefixItems: [{type: number}, {type: number}], items: {type: number}, maxItems: 2}",
        &[],
    );
    // Pydantic closes a tuple with `maxItems`.
    schema(
        "{type: array, prefixItems: [{type: number, title: X}, {type: number}], minItems: 2, maxItems: 2}",
        "{type: array, prefixItems: [{type: number, title: X}, {type: number}], items: {type: number, title: X}, minItems: 2, maxItems: 2}",
        &[],
    );
    schema(
        "{type: array, prefixItems: [{type: number}, {type: number}], maxItems: 3}",
        "{type: array, prefixItems: [{type: number}, {type: number}], maxItems: 3}",
        &[],
    );
    schema(
        "{type: array, prefixItems: [{type: number}, {type: string}], items: {type: string}, maxItems: 1}",
        "{type: array, prefixItems: [{type: number}, {type: string}], maxItems: 1}",
        &[],
    );
    schema(
        "{patternProperties: {^x: {type: string}}, additionalProperties: false}",
        "{type: object, patternProperties: {^x: {type: string}}, additionalProperties: {type: string}, x-other-properties: false}",
        &[],
    );
    schema(
        "{patternProperties: {'.*': {type: string}}}",
        "{type: object, patternProperties: {'.*': {type: string}}, additionalProperties: {type: string}}",
        &[],
    );
    schema(
        "{patternProperties: {^x: {type: string}}}",
        "{patternProperties: {^x: {type: string}}, additionalProperties: true}",
        &[],
    );
    schema(
        "{unevaluatedProperties: {type: string}}",
        "{unevaluatedProperties: {type: string}, additionalProperties: {type: string}}",
        &[],
    );
    schema(
        "{allOf: [true], unevaluatedProperties: false}",
        "{allOf: [{}], unevaluatedProperties: false}",
        &[(Code::Lossy, "/unevaluatedProperties")],
    );
}

/// Keywords that no Rust type can express are kept, because references may lead into them, and are reported.
#[test]
fn keywords_that_are_judged_on_json_stay_as_they_are() {
    for keyword in [
        "propertyNames: {type: string}",
        "contains: {type: string}, minContains: 1",
        "if: {type: string}, then: {}",
        "dependentRequired: {a: [b]}",
        "dependentSchemas: {a: {type: string}}",
        "not: {type: string}",
    ] {
        let text = format!("{{{keyword}}}");
        schema(&text, &text, &[]);
    }
}

/// JSON Schema 2020-12, Core, section 4.3.1: unknown keywords are annotations. One that is similar to a known keyword is
/// reported as a mistake.
#[test]
fn unknown_keywords() {
    let mut diagnostics = Diagnostics::new();
    let text = format!("{HEAD}components: {{schemas: {{A: {{stability: beta, desciption: d}}}}}}");
    let tree = parse("api.yaml", &text, &mut diagnostics).expect("a tree");
    to_3_0(tree, "api.yaml", &mut diagnostics);
    let found: Vec<_> = diagnostics
        .iter()
        .map(|it| (it.severity, it.at.last().unwrap_or_default()))
        .collect();
    assert_eq!(
        found,
        [
            (Severity::Note, "stability".into()),
            (Severity::Warning, "desciption".into())
        ]
    );
}

#[test]
fn the_document_and_its_objects() {
    let (tree, found) = translated(
        "security: [{tls: [], key: []}]\njsonSchemaDialect: https://a/b\nwebhooks: {a: {}}\npaths:\n  /a: {get: {security: [{tls: []}]}}\n\
         components:\n  securitySchemes: {tls: {type: mutualTLS}, key: {type: http, scheme: bearer}}\n  pathItems: {}\n",
    );
    let expected = yaml(
        "openapi: 3.0.4\ninfo: {title: Pets, version: '1'}\nsecurity: [{key: []}]\njsonSchemaDialect: https://a/b\nwebhooks: {a: {}}\n\
         paths: {/a: {get: {security: [{}], responses: {}}}}\ncomponents: {securitySchemes: {key: {type: http, scheme: bearer}}, pathItems: {}}\n",
    );
    assert_eq!(tree.to_json(), expected);
    let at = |key: &str| (Code::IgnoredKeyword, format!("#/{key}"));
    assert_eq!(found, [at("jsonSchemaDialect")]);
    let (tree, _) = translated("components: {}");
    assert_eq!(tree.get("paths").map(Node::to_json), Some(yaml("{}")));
}

/// Later stages report pointers into the translated tree; the user reads the text.
#[test]
fn later_diagnostics_point_into_the_text() {
    let text = format!(
        "{HEAD}components: {{schemas: {{B: {{}}, A: {{properties: {{a: {{$ref: '#/components/schemas/B', const: 1}}, b: \
         {{oneOf: [{{type: 'null'}}, {{type: [string, array], items: {{exclusiveMinimum: 2}}}}]}}}}}}}}}}"
    );
    let mut diagnostics = Diagnostics::new();
    let tree = parse("api.yaml", &text, &mut diagnostics).expect("a tree");
    to_3_0(tree, "api.yaml", &mut diagnostics).expect("3.1");
    let properties = Pointer::root("api.yaml").descend(["components", "schemas", "A", "properties"]);
    for (new, old) in [
        ("/a/allOf/0/$ref", "/a/$ref"),
        ("/a/enum/0", "/a/const"),
        ("/b/oneOf/0/anyOf/1/type", "/b/oneOf/1/type/1"),
        (
            "/b/oneOf/0/anyOf/1/items/minimum",
            "/b/oneOf/1/items/exclusiveMinimum",
        ),
    ] {
        let at = Pointer::at("api.yaml", &format!("{}{new}", properties.fragment()));
        let found = diagnostics.report(Code::Lossy, &at, new).at.to_string();
        assert_eq!(found, format!("{properties}{old}"));
    }
}

/// The model reads the translated tree with the tables of 3.0, which expect other types than those of 3.1.
#[test]
fn a_wrong_type_is_reported_once() {
    let mut diagnostics = Diagnostics::new();
    let text = format!("{HEAD}components: {{schemas: {{A: {{type: strnig, exclusiveMinimum: x}}}}}}");
    let tree = parse("api.yaml", &text, &mut diagnostics).expect("a tree");
    let tree = to_3_0(tree, "api.yaml", &mut diagnostics).expect("3.1");
    let at = Pointer::root("api.yaml").descend(["components", "schemas", "A"]);
    crate::model::Model::new("api.yaml", &tree).schema(&at, &mut diagnostics);
    let found: Vec<_> = diagnostics.iter().map(|found| found.at.to_string()).collect();
    assert_eq!(found, [format!("{at}/type"), format!("{at}/exclusiveMinimum")]);
}
