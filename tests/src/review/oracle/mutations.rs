//! Random changes of a description, of the kinds that people make: keywords of schemas, parameters, bodies and responses.

use serde_json::{Map, Value, json};

use super::Dice;

type Members = Map<String, Value>;

/// A change of an object; `false` if it doesn't fit the object.
type Change = fn(&mut Members, &mut Dice) -> bool;

const SCHEMA: &[(&str, Change)] = &[
    ("nullable", |schema, _| toggle(schema, "nullable")),
    ("type", change_type),
    ("format", |schema, dice| {
        let formats = ["date-time", "date", "uuid", "int32", "int64", "email", "byte"];
        put(schema, "format", &formats.map(Value::from), dice)
    }),
    ("enum", change_enum),
    ("pattern", |schema, dice| {
        let patterns = ["^[a-z]+$", "^[a-z0-9]*$", "^.{2,3}$", "a"];
        is(schema, "string") && put(schema, "pattern", &patterns.map(Value::from), dice)
    }),
    ("length", |schema, dice| {
        let keyword = dice.pick(&["minLength", "maxLength"]).unwrap_or_default();
        is(schema, "string") && put(schema, keyword, &[0, 1, 2, 3, 12].map(Value::from), dice)
    }),
    ("bound", |schema, dice| {
        let keyword = dice
            .pick(&["minimum", "maximum", "multipleOf"])
            .unwrap_or_default();
        let is_number = is(schema, "integer") || is(schema, "number");
        is_number && put(schema, keyword, &[1, 2, 5, 50].map(Value::from), dice)
    }),
    ("count", |schema, dice| {
        let keyword = dice.pick(&["minItems", "maxItems"]).unwrap_or_default();
        is(schema, "array") && put(schema, keyword, &[0, 1, 2].map(Value::from), dice)
    }),
    ("unique", |schema, _| {
        is(schema, "array") && toggle(schema, "uniqueItems")
    }),
    ("required", change_required),
    ("property", change_property),
    ("additional", |schema, dice| {
        let values = [
            json!(false),
            json!(true),
            json!({"type": "string"}),
            json!({"type": "integer"}),
        ];
        is(schema, "object") && put(schema, "additionalProperties", &values, dice)
    }),
    ("read-only", |schema, _| toggle(schema, "readOnly")),
    ("write-only", |schema, _| toggle(schema, "writeOnly")),
    ("branch", change_branch),
    ("wrap", wrap),
    ("unwrap", unwrap),
    ("default", |schema, dice| {
        // The validator puts a default in the place of a value that is left out, so it has to be valid.
        let value = match is(schema, "string") {
            true => json!("a"),
            false => json!(1),
        };
        let is_typed = is(schema, "string") || is(schema, "integer") || is(schema, "number");
        is_typed && !schema.contains_key("enum") && put(schema, "default", &[value], dice)
    }),
];

const OPERATION: &[(&str, Change)] = &[
    ("parameter", add_parameter),
    ("parameter", change_parameter),
    ("body required", |operation, _| {
        let body = operation.get_mut("requestBody").and_then(Value::as_object_mut);
        body.is_some_and(|body| toggle(body, "required"))
    }),
    ("no body", |operation, _| {
        operation.remove("requestBody").is_some()
    }),
    ("media type", change_media_type),
    ("response", change_responses),
    ("deprecated", |operation, _| toggle(operation, "deprecated")),
];

/// How many changes are tried until one fits its place.
const TRIES: usize = 40;

/// Changes one place of a description, and names the change and the place.
pub fn mutate(document: &mut Value, dice: &mut Dice) -> Option<String> {
    let (mut schemas, mut operations) = (Vec::new(), Vec::new());
    places(document, "", "", &mut schemas, &mut operations);
    for _ in 0..TRIES {
        let (places, kinds) = match operations.is_empty() || !dice.once_in(4) {
            true => (&schemas, SCHEMA),
            false => (&operations, OPERATION),
        };
        let (Some(at), Some((name, change))) = (dice.pick(places), dice.pick(kinds)) else {
            continue;
        };
        let place = document.pointer_mut(&at).and_then(Value::as_object_mut);
        let Some(place) = place else { continue };
        let mut changed = place.clone();
        if change(&mut changed, dice) && changed != *place {
            *place = changed;
            return Some(format!("{name} at {at}"));
        }
    }
    None
}

/// The pointers of all schemas and operations below a place whose key is `key`.
fn places(node: &Value, at: &str, key: &str, schemas: &mut Vec<String>, operations: &mut Vec<String>) {
    match node {
        Value::Object(members) => {
            let is_map = ["properties", "schemas"].contains(&key);
            let is_schema = members.contains_key("type") || members.contains_key("properties");
            let is_schema = is_schema || members.contains_key("oneOf") || members.contains_key("allOf");
            if is_schema && !is_map {
                schemas.push(at.to_owned());
            }
            if members.contains_key("responses") && key != "components" {
                operations.push(at.to_owned());
            }
            // A security scheme has a type too.
            for (name, member) in members.iter().filter(|(name, _)| *name != "securitySchemes") {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                places(member, &format!("{at}/{escaped}"), name, schemas, operations);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{index}"), "", schemas, operations);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is(schema: &Members, name: &str) -> bool {
    schema.get("type").is_some_and(|of| of == name)
}

/// Adds `true`, or removes the member.
fn toggle(members: &mut Members, key: &str) -> bool {
    if members.remove(key).is_none() {
        members.insert(key.to_owned(), json!(true));
    }
    true
}

/// Sets one of these values, or removes the member.
fn put(members: &mut Members, key: &str, values: &[Value], dice: &mut Dice) -> bool {
    if members.contains_key(key) && dice.once_in(2) {
        return members.remove(key).is_some();
    }
    let value = dice.pick(values).unwrap_or_default();
    members.insert(key.to_owned(), value.clone()) != Some(value)
}

fn change_type(schema: &mut Members, dice: &mut Dice) -> bool {
    let all = ["string", "integer", "number", "boolean", "object"];
    let Some(chosen) = dice.pick(&all).filter(|chosen| !is(schema, chosen)) else {
        return false;
    };
    schema.remove("enum");
    schema.insert("type".to_owned(), json!(chosen)).is_some()
}

fn change_enum(schema: &mut Members, dice: &mut Dice) -> bool {
    if !is(schema, "string") {
        return false;
    }
    match schema.get_mut("enum").and_then(Value::as_array_mut) {
        Some(values) if values.len() > 1 && dice.once_in(2) => drop(values.remove(dice.below(values.len()))),
        Some(values) if dice.once_in(4) => values.clear(),
        Some(values) => values.push(json!("fresh")),
        None => drop(schema.insert("enum".to_owned(), json!(["a", "abc"]))),
    }
    if schema
        .get("enum")
        .and_then(Value::as_array)
        .is_some_and(Vec::is_empty)
    {
        schema.remove("enum");
    }
    true
}

fn names(schema: &Members, key: &str) -> Vec<String> {
    let names = schema.get(key).map(|names| match names {
        Value::Object(members) => members.keys().cloned().collect(),
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    });
    names.unwrap_or_default()
}

fn change_required(schema: &mut Members, dice: &mut Dice) -> bool {
    let Some(name) = dice.pick(&names(schema, "properties")) else {
        return false;
    };
    let mut required = names(schema, "required");
    match required.iter().position(|known| *known == name) {
        Some(index) => drop(required.remove(index)),
        None => required.push(name),
    }
    require(schema, required);
    true
}

/// Makes these properties the required ones.
fn require(schema: &mut Members, names: Vec<String>) {
    match names.is_empty() {
        true => drop(schema.remove("required")),
        false => drop(schema.insert("required".to_owned(), json!(names))),
    }
}

fn change_property(schema: &mut Members, dice: &mut Dice) -> bool {
    let gone = dice.pick(&names(schema, "properties"));
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return false;
    };
    if let Some(gone) = gone.filter(|_| dice.once_in(2)) {
        properties.remove(&gone);
        let mut required = names(schema, "required");
        required.retain(|name| *name != gone);
        require(schema, required);
        return true;
    }
    let of = dice.pick(&["string", "integer", "boolean"]).unwrap_or_default();
    properties.insert("fresh".to_owned(), json!({ "type": of }));
    true
}

fn change_branch(schema: &mut Members, dice: &mut Dice) -> bool {
    let branches = ["oneOf", "anyOf"]
        .into_iter()
        .find(|key| schema.contains_key(*key));
    let branches = branches
        .and_then(|key| schema.get_mut(key))
        .and_then(Value::as_array_mut);
    match branches {
        Some(branches) if branches.len() > 1 && dice.once_in(2) => {
            branches.remove(dice.below(branches.len()));
        }
        Some(branches) => branches.push(json!({ "type": "object", "properties": { "fresh": { "type": "string" } }, "required": ["fresh"] })),
        None => return false,
    }
    true
}

fn wrap(schema: &mut Members, dice: &mut Dice) -> bool {
    let inner = Value::Object(std::mem::take(schema));
    let wrapped = match dice.below(4) {
        0 => json!({ "allOf": [inner] }),
        1 => json!({ "oneOf": [inner, { "type": "integer" }] }),
        2 => json!({ "anyOf": [inner, { "type": "array", "items": { "type": "string" } }] }),
        _ => json!({ "type": "array", "items": inner }),
    };
    schema.extend(wrapped.as_object().cloned().unwrap_or_default());
    true
}

fn unwrap(schema: &mut Members, _: &mut Dice) -> bool {
    let mut inner = ["items", "allOf", "oneOf"]
        .into_iter()
        .filter_map(|key| match schema.get(key)? {
            Value::Array(items) => items.first()?.as_object().cloned(),
            Value::Object(inner) => Some(inner.clone()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        });
    let Some(inner) = inner.next() else { return false };
    *schema = inner;
    true
}

fn add_parameter(operation: &mut Members, dice: &mut Dice) -> bool {
    let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
    let place = dice.pick(&["query", "header"]).unwrap_or_default();
    let of = dice.pick(&["string", "integer"]).unwrap_or_default();
    let is_required = dice.once_in(3);
    let added = json!({ "name": "x-fresh", "in": place, "required": is_required, "schema": { "type": of } });
    parameters.as_array_mut().map(|all| all.push(added)).is_some()
}

fn change_parameter(operation: &mut Members, dice: &mut Dice) -> bool {
    let Some(all) = operation.get_mut("parameters").and_then(Value::as_array_mut) else {
        return false;
    };
    let index = dice.below(all.len());
    let is_path = all
        .get(index)
        .is_some_and(|of| of.get("in").is_some_and(|place| place == "path"));
    if is_path || all.is_empty() {
        return false;
    }
    if dice.once_in(3) {
        all.remove(index);
        return true;
    }
    let Some(parameter) = all.get_mut(index).and_then(Value::as_object_mut) else {
        return false;
    };
    match dice.below(3) {
        0 => toggle(parameter, "required"),
        1 => {
            let place = dice.pick(&["query", "header"]).unwrap_or_default();
            parameter.insert("in".to_owned(), json!(place)).is_some()
        }
        _ => toggle(parameter, "deprecated"),
    }
}

fn change_media_type(operation: &mut Members, dice: &mut Dice) -> bool {
    let contents = match dice.once_in(2) {
        true => operation.get_mut("requestBody"),
        false => operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
            .and_then(|all| all.values_mut().next()),
    };
    let contents = contents
        .and_then(|of| of.get_mut("content"))
        .and_then(Value::as_object_mut);
    let Some(contents) = contents else { return false };
    let Some(of) = contents.get("application/json").cloned() else {
        return false;
    };
    if dice.once_in(2) {
        contents.remove("application/json");
    }
    contents.insert("application/vnd.fresh+json".to_owned(), of);
    true
}

fn change_responses(operation: &mut Members, dice: &mut Dice) -> bool {
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else {
        return false;
    };
    let content = json!({ "application/json": { "schema": { "type": "object", "properties": { "a": { "type": "string" } } } } });
    let status = dice
        .pick(&["200", "202", "204", "400", "default", "4XX"])
        .unwrap_or_default();
    match (responses.len() > 1 && dice.once_in(3), dice.once_in(2)) {
        (true, _) => drop(responses.remove(status)),
        (false, true) => drop(responses.insert(
            status.to_owned(),
            json!({ "description": "fresh", "content": content }),
        )),
        (false, false) => drop(responses.insert(status.to_owned(), json!({ "description": "fresh" }))),
    }
    !responses.is_empty()
}
