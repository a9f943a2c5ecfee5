//! Keywords at each place of a value: a keyword that differs belongs to a change or is counted, and never disappears.

use serde_json::{Value, json};

use super::{Harmless, Review};
use crate::{Input, Options, review};

fn input(description: &Value) -> Input {
    Input {
        name: "api".to_owned(),
        text: description.to_string(),
        lock: None,
        options: Options {
            package: "api".to_owned(),
            ..Options::default()
        },
    }
}

/// The places of a value.
#[derive(Clone, Copy, Debug)]
enum Place {
    Sent,
    Received,
    Both,
    Item,
    MapValue,
    Body,
    Response,
    ResponseItem,
    Parameter,
    ParameterContent,
    Header,
    Shared,
    Part,
    Branch,
    Webhook,
    Form,
    File,
    Event,
}

const PLACES: [Place; 18] = [
    Place::Sent,
    Place::Received,
    Place::Both,
    Place::Item,
    Place::MapValue,
    Place::Body,
    Place::Response,
    Place::ResponseItem,
    Place::Parameter,
    Place::ParameterContent,
    Place::Header,
    Place::Shared,
    Place::Part,
    Place::Branch,
    Place::Webhook,
    Place::Form,
    Place::File,
    Place::Event,
];

/// An object with a property.
fn object(schema: &Value) -> Value {
    json!({"type": "object", "properties": {"a": schema, "b": {"type": "boolean"}}})
}

/// A description with the schema at a place.
fn at(place: Place, schema: &Value) -> Value {
    let plain = json!({"type": "object", "properties": {"z": {"type": "string"}}});
    let (mut sent, mut received) = (plain.clone(), plain);
    let (mut sent_type, mut received_type) = ("application/json", "application/json");
    let mut parameters = json!([]);
    let mut headers = json!({});
    let mut schemas = json!({});
    let mut webhooks = json!({});
    match place {
        Place::Sent => sent = object(schema),
        Place::Received => received = object(schema),
        Place::Both => {
            schemas = json!({"Both": object(schema)});
            sent = json!({"$ref": "#/components/schemas/Both"});
            received = sent.clone();
        }
        Place::Item => sent = object(&json!({"type": "array", "items": schema})),
        Place::MapValue => sent = object(&json!({"type": "object", "additionalProperties": schema})),
        Place::Body => sent = schema.clone(),
        Place::Response => received = schema.clone(),
        Place::ResponseItem => received = json!({"type": "array", "items": schema}),
        Place::Parameter => parameters = json!([{"name": "q", "in": "query", "schema": schema}]),
        Place::ParameterContent => {
            parameters =
                json!([{"name": "q", "in": "query", "content": {"application/json": {"schema": schema}}}]);
        }
        Place::Header => headers = json!({"x-a": {"schema": schema}}),
        Place::Shared => {
            schemas = json!({"Shared": schema});
            let shared = json!({"$ref": "#/components/schemas/Shared"});
            sent = json!({"type": "object", "properties": {"a": shared, "b": shared}});
            received = sent.clone();
        }
        Place::Part => sent = object(&json!({"allOf": [schema, {"description": "A part."}]})),
        Place::Branch => {
            sent = object(
                &json!({"oneOf": [schema, {"type": "object", "properties": {"k": {"type": "string"}}, "required": ["k"]}]}),
            )
        }
        Place::Webhook => {
            webhooks = json!({"hook": {"post": {"operationId": "hook", "requestBody": {"content": {"application/json": {"schema": object(schema)}}}, "responses": {"204": {"description": "Done."}}}}});
        }
        Place::Form => {
            sent_type = "application/x-www-form-urlencoded";
            sent = object(schema);
        }
        Place::File => {
            sent_type = "multipart/form-data";
            sent = object(schema);
        }
        Place::Event => {
            received_type = "text/event-stream";
            received = schema.clone();
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Api", "version": "1"},
        "paths": {"/a": {"post": {
            "operationId": "send",
            "parameters": parameters,
            "requestBody": {"content": {sent_type: {"schema": sent}}},
            "responses": {"200": {"description": "Done.", "headers": headers, "content": {received_type: {"schema": received}}}},
        }}},
        "webhooks": webhooks,
        "components": {"schemas": schemas},
    })
}

/// Schemas, to which a keyword is added.
fn schemas() -> Vec<Value> {
    vec![
        json!({"type": "string", "enum": ["alpha", "beta"]}),
        json!({"enum": ["alpha", "beta"]}),
        json!({"type": "integer", "enum": [1, 20]}),
        json!({"type": "number", "enum": [1.5, 2.5]}),
        json!({"enum": ["alpha", 1, true]}),
        json!({"type": ["string", "null"], "enum": ["alpha", "beta", null]}),
        json!({"type": "boolean", "enum": [true]}),
        json!({"type": "string", "enum": ["alpha"]}),
        json!({"type": "string", "const": "alpha"}),
        json!({"type": "integer", "const": 1}),
        json!({"type": "string"}),
        json!({"type": "string", "pattern": "^[a-z]*$"}),
        json!({"type": "string", "maxLength": 9}),
        json!({"type": "string", "format": "date-time"}),
        json!({"type": "string", "format": "hostname"}),
        json!({"type": "integer"}),
        json!({"type": "integer", "format": "int32"}),
        json!({"type": "number"}),
        json!({"type": "boolean"}),
        json!({"type": "object", "properties": {"k": {"type": "string"}}}),
        json!({"type": "array", "items": {"type": "string"}}),
        json!({}),
    ]
}

fn keywords() -> Vec<(&'static str, Value)> {
    let formats = [
        "date-time",
        "date",
        "uuid",
        "hostname",
        "email",
        "int32",
        "int64",
        "uint64",
        "int8",
        "float",
        "double",
        "password",
        "byte",
        "binary",
        "decimal",
        "own",
    ];
    let mut all: Vec<(&str, Value)> = formats.iter().map(|format| ("format", json!(format))).collect();
    all.extend([
        ("minLength", json!(5)),
        ("minLength", json!(1)),
        ("maxLength", json!(4)),
        ("pattern", json!("^[a-z]+$")),
        ("pattern", json!("^a")),
        ("minimum", json!(0)),
        ("minimum", json!(2)),
        ("maximum", json!(2)),
        ("exclusiveMinimum", json!(1)),
        ("multipleOf", json!(1)),
        ("multipleOf", json!(5)),
        ("minItems", json!(1)),
        ("uniqueItems", json!(true)),
        ("minProperties", json!(1)),
        ("default", json!("alpha")),
        ("default", json!(1)),
        ("title", json!("A title")),
        ("examples", json!(["alpha"])),
        ("deprecated", json!(true)),
        ("contentMediaType", json!("application/json")),
        ("contentEncoding", json!("base64")),
        ("x-own", json!(1)),
    ]);
    all
}

/// How many of the combinations are left out after each one that is tried; `REVIEW_KEYWORDS` is another number.
const STRIDE: usize = 97;

fn is_counted(review: &Review) -> bool {
    !review.changes.is_empty() || review.harmless != Harmless::default()
}

#[test]
fn a_keyword_that_differs_is_a_change_or_is_counted() {
    let stride = std::env::var("REVIEW_KEYWORDS").ok();
    let stride = stride.and_then(|text| text.parse().ok()).unwrap_or(STRIDE);
    let mut all = Vec::new();
    for place in PLACES {
        for schema in schemas() {
            all.extend(
                keywords()
                    .into_iter()
                    .map(|(keyword, value)| (place, schema.clone(), keyword, value)),
            );
        }
    }
    let mut wrong = Vec::new();
    for (place, schema, keyword, value) in all.into_iter().step_by(stride) {
        let mut changed = schema.clone();
        changed[keyword] = value.clone();
        let [a, b] = [at(place, &schema), at(place, &changed)].map(|side| input(&side));
        for (direction, old, new) in [("added to", &a, &b), ("removed from", &b, &a)] {
            let Some(review) = review(old, new).review.filter(|_| changed != schema) else {
                continue;
            };
            let name = format!("{place:?}: {keyword} {value} {direction} {schema}");
            if !review.unexplained.is_empty() {
                wrong.push(format!("{name}: unexplained: {:?}", review.unexplained));
            }
            if !is_counted(&review) {
                wrong.push(format!("{name}: neither a change nor counted"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// The verdicts of a keyword that is added beside listed values of a request, and of one that is removed there: the rule, and the
/// effects on old and on new clients.
#[test]
fn constraints_beside_listed_values_are_decided() {
    let texts = json!({"type": "string", "enum": ["alpha", "be"]});
    let integers = json!({"type": "integer", "enum": [1, 300]});
    let one = json!({"type": "string", "const": "alpha"});
    let cases = [
        (
            &texts,
            "format",
            json!("date-time"),
            "format-changed",
            ["break", "none"],
            ["none", "caution"],
        ),
        (
            &texts,
            "format",
            json!("hostname"),
            "format-changed",
            ["break", "none"],
            ["none", "caution"],
        ),
        (
            &texts,
            "format",
            json!("int32"),
            "format-changed",
            ["none", "none"],
            ["none", "none"],
        ),
        (
            &integers,
            "format",
            json!("int32"),
            "format-changed",
            ["none", "none"],
            ["none", "none"],
        ),
        (
            &integers,
            "format",
            json!("int8"),
            "format-changed",
            ["break", "none"],
            ["none", "caution"],
        ),
        (
            &one,
            "format",
            json!("uuid"),
            "format-changed",
            ["break", "none"],
            ["none", "caution"],
        ),
        (
            &texts,
            "minLength",
            json!(2),
            "constraint-respelled",
            ["none", "none"],
            ["none", "none"],
        ),
        (
            &texts,
            "pattern",
            json!("^[a-z]+$"),
            "constraint-respelled",
            ["none", "none"],
            ["none", "none"],
        ),
        (
            &integers,
            "minimum",
            json!(1),
            "constraint-respelled",
            ["none", "none"],
            ["none", "none"],
        ),
    ];
    for (schema, keyword, value, rule, added, removed) in cases {
        let mut changed = schema.clone();
        changed[keyword] = value.clone();
        for place in [Place::Sent, Place::Item, Place::Parameter] {
            let [a, b] = [at(place, schema), at(place, &changed)].map(|side| input(&side));
            for (old, new, effects) in [(&a, &b, added), (&b, &a, removed)] {
                let review = review(old, new).review.expect("a review");
                let name = format!("{place:?}: {keyword} {value} beside {schema}");
                let found = review
                    .changes
                    .iter()
                    .map(|of| (of.rule.code(), [of.old_clients.as_str(), of.new_clients.as_str()]));
                assert_eq!(found.collect::<Vec<_>>(), [(rule, effects)], "{name}");
            }
        }
    }
    for (keyword, value, added, removed) in [
        (
            "minLength",
            json!(3),
            "constraint-tightened",
            "constraint-loosened",
        ),
        (
            "pattern",
            json!("^a"),
            "constraint-tightened",
            "constraint-loosened",
        ),
    ] {
        let mut changed = texts.clone();
        changed[keyword] = value.clone();
        let [a, b] = [at(Place::Body, &texts), at(Place::Body, &changed)].map(|side| input(&side));
        for (old, new, rule) in [(&a, &b, added), (&b, &a, removed)] {
            let review = review(old, new).review.expect("a review");
            let found: Vec<&str> = review.changes.iter().map(|of| of.rule.code()).collect();
            assert_eq!(found, [rule], "{keyword} {value}");
            assert_eq!(
                review.changes[0].witness.as_deref(),
                Some("\"be\""),
                "{keyword} {value}"
            );
        }
    }
}
