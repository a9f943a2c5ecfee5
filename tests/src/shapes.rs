//! Descriptions of any size: one item repeated so often that a nonlinear step is visible, and several copies of a real
//! description. This module must not know the generated code.

use serde_json::{Map, Value, json};

/// A description in which one kind of item is repeated.
pub struct Shape {
    pub name: &'static str,
    make: fn(usize) -> Value,
}

impl Shape {
    /// The description with this number of items, as JSON.
    pub fn text(&self, count: usize) -> String {
        (self.make)(count).to_string()
    }
}

/// The kinds of items.
pub const SHAPES: [Shape; 17] = [
    Shape {
        name: "chain-of-one-of",
        make: |count| {
            let link = |n| json!({"oneOf": [reference(n + 1), {"type": "string"}]});
            schemas(count, link, json!({"type": "integer"}))
        },
    },
    Shape {
        name: "chain-of-objects",
        make: |count| {
            let link = |n| json!({"type": "object", "properties": {"next": reference(n + 1)}});
            schemas(count, link, json!({"type": "integer"}))
        },
    },
    Shape {
        name: "parameters",
        make: |count| {
            let parameter = |n| json!({"name": format!("p{n}"), "in": "query", "schema": {"type": "string"}});
            let list: Vec<Value> = (0..count).map(parameter).collect();
            operation(json!({"parameters": list, "responses": {"200": {"description": "ok"}}}))
        },
    },
    Shape {
        name: "responses",
        make: |count| operation(json!({"responses": Map::from_iter((0..count).map(response))})),
    },
    Shape {
        name: "properties",
        make: |count| {
            sole(json!({"type": "object", "properties": properties(count, |_| json!({"type": "string"}))}))
        },
    },
    Shape {
        name: "objects-in-an-object",
        make: |count| {
            let object = |n| json!({"type": "object", "properties": {format!("q{n}"): {"type": "string"}}});
            sole(json!({"type": "object", "properties": properties(count, object)}))
        },
    },
    Shape {
        name: "enum-values",
        make: |count| {
            sole(json!({"type": "string", "enum": Vec::from_iter((0..count).map(|n| format!("v{n}")))}))
        },
    },
    Shape {
        name: "variants-by-key",
        make: |count| {
            union(count, |n| {
                object_with(&format!("k{n}"), json!({"type": "string"}))
            })
        },
    },
    Shape {
        name: "variants-by-literal",
        make: |count| {
            union(count, |n| {
                object_with("k", json!({"type": "string", "enum": [format!("t{n}")]}))
            })
        },
    },
    Shape {
        name: "variants-that-overlap",
        make: |count| {
            union(
                count,
                |n| json!({"type": "object", "properties": {format!("k{n}"): {"type": "string"}}}),
            )
        },
    },
    Shape {
        name: "variants-by-mapping",
        make: |count| {
            let mapping = (0..count).map(|n| (format!("t{n}"), json!(format!("#/components/schemas/S{n}"))));
            let discriminator = json!({"propertyName": "k", "mapping": Map::from_iter(mapping)});
            let mut whole = union(count, |_| object_with("k", json!({"type": "string"})));
            let at = format!("/components/schemas/S{count}");
            if let Some(members) = whole.pointer_mut(&at).and_then(Value::as_object_mut) {
                members.insert("discriminator".to_owned(), discriminator);
            }
            whole
        },
    },
    Shape {
        name: "operations",
        make: |count| operations(count, |_| json!([])),
    },
    Shape {
        name: "tags",
        make: |count| {
            let mut whole = operations(count, |n| json!([format!("t{n}")]));
            let tags = (0..count).map(|n| json!({"name": format!("t{n}"), "description": "some"}));
            if let Some(members) = whole.as_object_mut() {
                members.insert("tags".to_owned(), tags.collect());
            }
            whole
        },
    },
    Shape {
        name: "dangling-references",
        make: |count| {
            schemas(
                count,
                |n| json!({"$ref": format!("#/components/schemas/Gone{n}")}),
                json!({}),
            )
        },
    },
    Shape {
        name: "unions-through-all-of",
        make: |count| {
            let variant = |n: usize, key: &str| {
                let own = json!({"properties": {format!("{key}{n}"): {"type": "string"}}});
                json!({"allOf": [reference(n + 1), own]})
            };
            let union = |n: usize| match n % UNIONS_DEEP {
                0 => json!({"type": "object", "properties": {"z": {"type": "string"}}}),
                _ => json!({"oneOf": [variant(n, "x"), variant(n, "y")]}),
            };
            // Each union becomes six structs on average.
            schemas(count / 6, union, json!({"type": "object"}))
        },
    },
    Shape {
        name: "objects",
        make: |count| {
            let object = |_| json!({"type": "object", "properties": {"a": {"type": "string"}}});
            schemas(count, object, json!({"type": "object"}))
        },
    },
    Shape {
        name: "diagnostics",
        make: |count| {
            let odd = |_| json!({"type": "string", "contains": true});
            sole(json!({"type": "object", "properties": properties(count, odd)}))
        },
    },
];

/// The length of a chain of unions that are variants of each other.
const UNIONS_DEEP: usize = 5;

/// Copies of the description in one: each copy has its own paths, schemas and operation ids, and refers to its own schemas.
pub fn copies(text: &str, times: usize) -> serde_json::Result<String> {
    let original: Value = serde_json::from_str(text)?;
    let mut whole = original.clone();
    for number in 1..times {
        let copy = renamed(&original, number);
        for at in ["/paths", "/components/schemas"] {
            let from = copy.pointer(at).and_then(Value::as_object).cloned();
            if let (Some(from), Some(to)) = (from, whole.pointer_mut(at).and_then(Value::as_object_mut)) {
                to.extend(from);
            }
        }
    }
    Ok(whole.to_string())
}

fn renamed(original: &Value, number: usize) -> Value {
    let mut copy = original.clone();
    if let Some(paths) = copy.pointer_mut("/paths").and_then(Value::as_object_mut) {
        *paths = std::mem::take(paths)
            .into_iter()
            .map(|(path, item)| (format!("/copy{number}{path}"), item))
            .collect();
    }
    if let Some(schemas) = copy
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    {
        *schemas = std::mem::take(schemas)
            .into_iter()
            .map(|(name, schema)| (format!("{name}Copy{number}"), schema))
            .collect();
    }
    suffix(&mut copy, number);
    copy
}

fn suffix(value: &mut Value, number: usize) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match (key.as_str(), &mut *member) {
                    ("operationId", Value::String(id)) => id.push_str(&format!("_copy{number}")),
                    ("$ref", Value::String(target)) if target.starts_with("#/components/schemas/") => {
                        target.push_str(&format!("Copy{number}"));
                    }
                    _ => suffix(member, number),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| suffix(item, number)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn reference(to: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/S{to}")})
}

fn object_with(key: &str, schema: Value) -> Value {
    json!({"type": "object", "required": [key], "properties": {key: schema}})
}

fn properties(count: usize, each: impl Fn(usize) -> Value) -> Value {
    Value::Object((0..count).map(|n| (format!("p{n}"), each(n))).collect())
}

fn response(number: usize) -> (String, Value) {
    let schema = json!({"type": "object", "properties": {format!("x{number}"): {"type": "string"}}});
    let content = json!({"application/json": {"schema": schema}});
    // There are at most 500 statuses. Any other key is a diagnostic.
    let status = (100 + number).to_string();
    (status, json!({"description": "some", "content": content}))
}

fn union(count: usize, each: impl Fn(usize) -> Value) -> Value {
    let list: Vec<Value> = (0..count).map(reference).collect();
    schemas(count, each, json!({"oneOf": list}))
}

/// A description with this number of schemas, each built from its number, and a last one. The response of an operation contains
/// the first and the last.
fn schemas(count: usize, each: impl Fn(usize) -> Value, last: Value) -> Value {
    let mut all: Map<String, Value> = (0..count).map(|n| (format!("S{n}"), each(n))).collect();
    all.insert(format!("S{count}"), last);
    let answer =
        |schema: Value| json!({"description": "ok", "content": {"application/json": {"schema": schema}}});
    let responses = json!({"200": answer(reference(0)), "400": answer(reference(count))});
    let get = json!({"get": {"operationId": "a", "responses": responses}});
    description(Map::from_iter([("/a".to_owned(), get)]), all)
}

fn sole(schema: Value) -> Value {
    schemas(0, |_| Value::Null, schema)
}

fn operation(operation: Value) -> Value {
    let mut get = operation;
    if let Some(members) = get.as_object_mut() {
        members.insert("operationId".to_owned(), json!("a"));
    }
    description(
        Map::from_iter([("/a".to_owned(), json!({"get": get}))]),
        Map::new(),
    )
}

/// A description with this number of operations, each on its own path and with its own tags.
fn operations(count: usize, tags: impl Fn(usize) -> Value) -> Value {
    let item = |n: usize| {
        let responses = json!({"200": {"description": "ok"}});
        let get = json!({"operationId": format!("a{n}"), "tags": tags(n), "responses": responses});
        (format!("/a{n}"), json!({"get": get}))
    };
    description((0..count).map(item).collect(), Map::new())
}

fn description(paths: Map<String, Value>, schemas: Map<String, Value>) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    #[test]
    fn each_copy_refers_to_its_own_schemas() {
        let one = r##"{"paths":{"/a":{"get":{"operationId":"a","x":{"$ref":"#/components/schemas/A"}}}},"components":{"schemas":{"A":{"$ref":"#/components/schemas/A"}}}}"##;
        let two: Value = serde_json::from_str(&super::copies(one, 2).unwrap()).unwrap();
        let at = |pointer: &str| two.pointer(pointer).and_then(Value::as_str);
        assert_eq!(at("/paths/~1a/get/operationId"), Some("a"));
        assert_eq!(at("/paths/~1copy1~1a/get/operationId"), Some("a_copy1"));
        assert_eq!(
            at("/components/schemas/ACopy1/$ref"),
            Some("#/components/schemas/ACopy1")
        );
        assert_eq!(at("/paths/~1a/get/x/$ref"), Some("#/components/schemas/A"));
    }
}
