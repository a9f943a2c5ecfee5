//! The effects of changes that no Rust type shows.

use serde_json::{Value, json};

use super::tests::input;
use crate::review;

/// A description with a path item.
fn description(path_item: &Value) -> String {
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Api", "version": "1"},
        "paths": {"/a": path_item},
    });
    document.to_string()
}

/// A description whose operation sends this body.
fn sending(media_type: &str, schema: &Value) -> String {
    description(&json!({"post": {
        "operationId": "send",
        "requestBody": {"required": true, "content": {media_type: {"schema": schema}}},
        "responses": {"204": {"description": "Done."}},
    }}))
}

/// The rules of all changes with their effects on old and on new clients. Everything is explained.
fn effects(old: &str, new: &str) -> Vec<(&'static str, [&'static str; 2])> {
    let review = review(&input(old.to_owned()), &input(new.to_owned())).review;
    let review = review.expect("a review");
    assert_eq!(review.unexplained, [], "{old} {new}");
    let changes = review.changes.iter();
    let found = changes.map(|of| (of.rule.code(), [of.old_clients.as_str(), of.new_clients.as_str()]));
    found.collect()
}

#[test]
fn listed_values_that_no_type_shows_are_compared() {
    let of = |schema: &Value| {
        sending(
            "application/json",
            &json!({"type": "object", "properties": {"a": schema}}),
        )
    };
    let two = of(&json!({"type": "number", "enum": [1.5, 2.5]}));
    let one = of(&json!({"type": "number", "enum": [1.5]}));
    let any = of(&json!({"type": "number"}));
    assert_eq!(effects(&two, &one), [("enum-value-removed", ["break", "none"])]);
    assert_eq!(effects(&one, &two), [("enum-value-added", ["none", "caution"])]);
    assert_eq!(effects(&any, &one), [("constraint-tightened", ["break", "none"])]);
    assert_eq!(
        effects(&one, &any),
        [("constraint-loosened", ["none", "caution"])]
    );
    let mixed = of(&json!({"enum": [0.5, 1, false, true]}));
    let fewer = of(&json!({"enum": [0.5, false]}));
    assert_eq!(
        effects(&mixed, &fewer),
        [("enum-value-removed", ["break", "none"]); 2]
    );
    let spelled = of(&json!({"type": "number", "enum": [1.50, 2.5]}));
    assert_eq!(effects(&two, &spelled), []);
}

#[test]
fn a_body_whose_schema_shapes_no_type_is_not_decided() {
    let of = |schema: &Value| sending("multipart/form-data", schema);
    let typed = of(&json!({"type": "object", "properties": {"a": {"type": "string"}}}));
    let number = of(&json!({"type": "integer"}));
    let object = of(&json!({"type": "object"}));
    assert_eq!(
        effects(&typed, &number),
        [("type-changed", ["unknown", "caution"])]
    );
    assert_eq!(effects(&number, &typed), [("type-changed", ["break", "unknown"])]);
    assert_eq!(effects(&typed, &object), [("type-changed", ["none", "caution"])]);
    assert_eq!(effects(&object, &typed), [("type-changed", ["break", "none"])]);
}

#[test]
fn a_style_that_is_spelled_out_changes_nothing() {
    let of = |place: &str, more: &Value| {
        let mut parameter =
            json!({"name": "q", "in": place, "schema": {"type": "array", "items": {"type": "string"}}});
        for (key, value) in more.as_object().expect("an object") {
            parameter[key] = value.clone();
        }
        description(&json!({"get": {
            "operationId": "read",
            "parameters": [parameter],
            "responses": {"204": {"description": "Done.", "headers": {"x-a": {"schema": {"type": "string"}}}}},
        }}))
    };
    for (place, style, explode) in [
        ("query", "form", true),
        ("cookie", "form", true),
        ("header", "simple", false),
    ] {
        let plain = of(place, &json!({}));
        for spelled in [
            json!({"style": style}),
            json!({"explode": explode}),
            json!({"style": style, "explode": explode}),
        ] {
            let spelled = of(place, &spelled);
            assert_eq!(effects(&plain, &spelled), []);
            assert_eq!(effects(&spelled, &plain), []);
        }
        let other = of(place, &json!({"explode": !explode}));
        assert_eq!(
            effects(&plain, &other),
            [("parameter-style-changed", ["break", "break"])],
            "{place}"
        );
    }
}

#[test]
fn a_second_path_of_a_shared_path_item_is_an_operation() {
    let of = |paths: &Value| {
        let get = json!({"responses": {"204": {"description": "Done."}}});
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Api", "version": "1"},
            "paths": paths,
            "components": {"pathItems": {"Thing": {"get": get}}},
        })
        .to_string()
    };
    let thing = json!({"$ref": "#/components/pathItems/Thing"});
    let (one, two) = (of(&json!({"/a": thing})), of(&json!({"/a": thing, "/b": thing})));
    assert_eq!(effects(&one, &two), [("operation-added", ["none", "caution"])]);
    assert_eq!(effects(&two, &one), [("operation-removed", ["break", "none"])]);
}

#[test]
fn a_security_scheme_is_deprecated_since_3_2() {
    let of = |version: &str, scheme: &Value| {
        json!({
            "openapi": version,
            "info": {"title": "Api", "version": "1"},
            "paths": {"/a": {"get": {"security": [{"key": []}], "responses": {"204": {"description": "Done."}}}}},
            "components": {"securitySchemes": {"key": scheme}},
        })
        .to_string()
    };
    let plain = json!({"type": "apiKey", "in": "header", "name": "X-Key"});
    let mut old = plain.clone();
    old["deprecated"] = json!(true);
    let both = |version: &str| (of(version, &plain), of(version, &old));
    let (before, after) = both("3.2.0");
    assert_eq!(effects(&before, &after), [("deprecated", ["none", "none"])]);
    assert_eq!(
        effects(&after, &before),
        [("deprecation-removed", ["none", "none"])]
    );
    let (before, after) = both("3.0.3");
    assert_eq!(effects(&before, &after), []);
}

/// A string with a pattern has a type of its own, and one with a length has not.
#[test]
fn constraints_are_compared_when_a_string_loses_its_own_type() {
    let of = |schema: &Value| {
        sending(
            "application/json",
            &json!({"type": "object", "properties": {"a": schema}}),
        )
    };
    let pattern = of(&json!({"type": "string", "pattern": "^a$"}));
    let short = of(&json!({"type": "string", "maxLength": 5}));
    let any = of(&json!({"pattern": "^a$"}));
    assert_eq!(
        effects(&pattern, &short),
        [("constraint-loosened", ["none", "caution"])]
    );
    assert_eq!(
        effects(&short, &pattern),
        [("constraint-tightened", ["break", "none"])]
    );
    assert_eq!(effects(&pattern, &any), [("type-widened", ["none", "caution"])]);
    assert_eq!(effects(&any, &pattern), [("type-narrowed", ["break", "none"])]);
}
