//! A description with each of some names in every place that becomes a Rust name.

use serde_json::{Map, Value, json};

/// The number of members of an object, a list of values or an operation.
const CHUNK: usize = 40;

/// The description.
pub(crate) fn description(names: &[String]) -> String {
    let tags: Vec<Value> = names.iter().map(|name| json!({"name": name})).collect();
    let description = json!({
        "openapi": "3.1.0",
        "info": {"title": "Names", "version": "1"},
        "servers": servers(names),
        "tags": tags,
        "paths": paths(names),
        "webhooks": keyed(names, |_, name| json!({"post": {
            "requestBody": {"content": {"application/json": {"schema": component(name)}}},
            "responses": {"204": {"description": "It."}},
        }})),
        "components": {
            "schemas": schemas(names),
            "securitySchemes": keyed(names, |_, name| json!({"type": "apiKey", "in": "query", "name": name})),
        },
    });
    description.to_string()
}

/// A server for each name, and one with all names as variables and values.
fn servers(names: &[String]) -> Vec<Value> {
    let servers = names.iter().enumerate().map(|(index, name)| {
        json!({
            "url": format!("https://{index}.example.com{}", template(name)),
            "description": name,
            "variables": {name: {"enum": [name, "other"], "default": name}},
        })
    });
    servers.collect()
}

fn paths(names: &[String]) -> Map<String, Value> {
    let mut paths = Map::new();
    for (index, name) in names.iter().enumerate() {
        paths.insert(format!("/{index}{}", template(name)), one(name));
    }
    for (index, chunk) in names.chunks(CHUNK).enumerate() {
        let place = ["query", "header", "cookie"];
        for place in place {
            for required in [true, false] {
                let operation = many(chunk, place, required);
                paths.insert(format!("/{place}/{required}/{index}"), json!({"get": operation}));
            }
        }
        let in_path: Vec<String> = chunk
            .iter()
            .filter(|name| is_in_template(name))
            .cloned()
            .collect();
        let templates: String = in_path.iter().map(|name| template(name)).collect();
        paths.insert(
            format!("/path/{index}{templates}"),
            json!({"get": many(&in_path, "path", true)}),
        );
        paths.insert(format!("/content/{index}"), content(chunk));
    }
    paths
}

/// Operations with the name, an argument, headers and several responses.
fn one(name: &str) -> Value {
    let headers = json!({name: {"schema": {"type": "string"}}});
    let in_path = json!({"name": name, "in": "path", "required": true, "schema": component(name)});
    let parameters: Vec<Value> = is_in_template(name).then_some(in_path).into_iter().collect();
    let inline = json!({"type": "object", "properties": {name: {"type": "string", "enum": [name, "other"]}}});
    json!({
        "parameters": parameters,
        "get": {
            "operationId": name,
            "tags": [name],
            "security": [{name: []}],
            "responses": {
                "200": {"description": "It.", "headers": headers, "content": {"application/json": {"schema": component(name)}}},
                "202": {"description": "It.", "content": {"application/json": {"schema": inline}}},
                "default": {"description": "It.", "content": {"application/json": {"schema": component(name)}}},
            },
        },
        "post": {
            "tags": [name],
            "requestBody": {"content": {
                "application/json": {"schema": component(name)},
                "text/plain": {"schema": {"type": "string"}},
            }},
            "responses": {"204": {"description": "It."}},
        },
    })
}

/// An operation with parameters of these names, each with the type of the same name.
fn many(names: &[String], place: &str, required: bool) -> Value {
    let parameters = names
        .iter()
        .map(|name| json!({"name": name, "in": place, "required": required, "schema": component(name)}));
    let parameters: Vec<Value> = parameters.collect();
    json!({"parameters": parameters, "responses": {"204": {"description": "It."}}})
}

/// Bodies of each media type with members of these names.
fn content(names: &[String]) -> Value {
    let properties = keyed(names, |_, _| json!({"type": "string"}));
    let schema = json!({"type": "object", "properties": properties});
    let files = keyed(names, |_, _| json!({"type": "string", "format": "binary"}));
    let operation = |media_type: &str, schema: &Value| {
        json!({
            "requestBody": {"content": {media_type: {"schema": schema}}},
            "responses": {"200": {"description": "It.", "content": {media_type: {"schema": schema}}}},
        })
    };
    json!({
        "post": operation("application/xml", &schema),
        "put": operation("application/x-www-form-urlencoded", &schema),
        "patch": operation("multipart/form-data", &json!({"type": "object", "properties": files})),
    })
}

/// A segment with a variable of this name, in a path or a server.
fn template(name: &str) -> String {
    match is_in_template(name) {
        true => format!("/{{{name}}}"),
        false => String::new(),
    }
}

/// Whether the name can be in a template. Text after `#` is a fragment.
fn is_in_template(name: &str) -> bool {
    !name.contains('#')
}

/// A schema for each name, with alternating forms, and schemas with members of all names.
fn schemas(names: &[String]) -> Map<String, Value> {
    let mut schemas = keyed(names, form);
    for (index, chunk) in names.chunks(CHUNK).enumerate() {
        let of_type = keyed(chunk, |_, name| component(name));
        let inline = keyed(
            chunk,
            |_, name| json!({"type": "object", "properties": {name: {"type": "array", "items": {"enum": [name]}}}}),
        );
        let components: Vec<Value> = chunk.iter().map(|name| component(name)).collect();
        let all = [
            ("Optional", json!({"type": "object", "properties": of_type})),
            (
                "Required",
                json!({"type": "object", "properties": of_type, "required": chunk}),
            ),
            (
                "Closed",
                json!({"type": "object", "properties": inline, "additionalProperties": false}),
            ),
            ("Listed", json!({"type": "string", "enum": chunk})),
            (
                "Numbered",
                json!({"type": "integer", "enum": (0..chunk.len()).collect::<Vec<_>>(), "x-enum-varnames": chunk}),
            ),
            ("AnyOf", json!({"anyOf": components})),
        ];
        for (name, schema) in all {
            schemas.insert(format!("{name} {index} of all"), schema);
        }
    }
    schemas
}

/// A schema of one of the forms that become named types.
fn form(index: usize, name: &str) -> Value {
    match index % 9 {
        0 => json!({"type": "object", "required": [name], "properties": {name: {"type": "string"}}}),
        1 => json!({"type": "string", "pattern": "^[a-z]+$"}),
        2 => json!({"type": "string", "enum": [name, "other"]}),
        3 => json!({"type": "array", "items": component(name)}),
        4 => {
            json!({"oneOf": [{"type": "string"}, {"type": "object", "title": name, "properties": {name: {"type": "boolean"}}}]})
        }
        5 => {
            json!({"type": "object", "additionalProperties": {"type": "object", "properties": {name: {"type": "integer"}}}})
        }
        6 => json!({"type": "integer", "enum": [1, 2], "x-enum-varnames": [name, "other"]}),
        7 => json!({"type": "object", "readOnly": false, "properties": {
            name: {"type": "string", "readOnly": true},
            "kept": {"type": "string", "writeOnly": true},
        }}),
        _ => json!({"type": "string", "format": "date-time"}),
    }
}

fn component(name: &str) -> Value {
    let name = name.replace('~', "~0").replace('/', "~1");
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn keyed(names: &[String], of: impl Fn(usize, &str) -> Value) -> Map<String, Value> {
    let members = names.iter().enumerate();
    members
        .map(|(index, name)| (name.clone(), of(index, name)))
        .collect()
}
