//! The JSON Schema test suite as components of a description. A group has a schema, and instances with their validity.

use std::fs;
use std::io;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::holder;
use crate::skip;

/// A schema with its tests.
#[derive(Clone, Debug, Deserialize)]
pub struct Group {
    /// The name of the file, which is usually that of the keyword.
    #[serde(skip)]
    pub keyword: String,
    pub description: String,
    pub schema: Value,
    pub tests: Vec<Test>,
}

/// An instance and whether it is valid.
#[derive(Clone, Debug, Deserialize)]
pub struct Test {
    pub description: String,
    pub data: Value,
    pub valid: bool,
}

impl Group {
    /// The name of the group in tables.
    pub fn name(&self) -> String {
        format!("{} / {}", self.keyword, self.description)
    }
}

/// All groups, in the order of their files. `None` after a skip.
pub fn groups() -> io::Result<Option<Vec<Group>>> {
    let Some(folder) = skip::shared("conformance/json-schema-2020-12")? else {
        return Ok(None);
    };
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let groups: Vec<Group> = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let keyword = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        all.extend(groups.into_iter().map(|group| Group {
            keyword: keyword.clone(),
            ..group
        }));
    }
    Ok(Some(all))
}

/// The names of the component with a group's schema and of the holder of its values.
pub fn names(index: usize) -> (String, String) {
    (format!("Schema{index}"), format!("Of{index}"))
}

/// A description with the schemas of these groups, named by their numbers.
pub fn description<'g>(groups: impl IntoIterator<Item = (usize, &'g Group)>) -> String {
    let (mut schemas, mut sent) = (Map::new(), Map::new());
    for (index, group) in groups {
        let (schema, of) = names(index);
        let root = format!("#/components/schemas/{schema}");
        let place = Place { root: &root, index };
        schemas.insert(schema, place.embed(&group.schema));
        sent.insert(
            of.clone(),
            json!({ "$ref": format!("#/components/schemas/{of}") }),
        );
        schemas.insert(of, holder(&root));
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "JSON Schema", "version": "2020-12" },
        // Only types in requests are validated.
        "paths": { "/": { "post": {
            "operationId": "send",
            "requestBody": { "content": { "application/json": {
                "schema": { "type": "object", "properties": sent },
            } } },
            "responses": { "204": { "description": "Taken." } },
        } } },
        "components": { "schemas": schemas },
    });
    document.to_string()
}

/// The place to which a schema is moved.
#[derive(Clone, Copy)]
struct Place<'r> {
    root: &'r str,
    index: usize,
}

impl Place<'_> {
    /// The moved schema: references into itself are changed, values are not.
    fn embed(self, schema: &Value) -> Value {
        match schema {
            Value::Object(members) => {
                let members = members.iter().filter(|(key, _)| *key != "$schema");
                let moved = members.map(|(key, value)| (key.clone(), self.member(key, value)));
                Value::Object(moved.collect())
            }
            Value::Array(items) => items.iter().map(|item| self.embed(item)).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => schema.clone(),
        }
    }

    fn member(self, key: &str, value: &Value) -> Value {
        match (key, value) {
            ("$ref" | "$dynamicRef", Value::String(target)) => Value::String(self.target(target)),
            ("$anchor" | "$dynamicAnchor", Value::String(name)) => Value::String(self.anchor(name)),
            ("const" | "enum" | "default" | "examples", _) => value.clone(),
            _ => self.embed(value),
        }
    }

    /// The new target of a reference into the schema. References to other documents are unchanged.
    fn target(self, target: &str) -> String {
        match target.split_once('#') {
            Some(("", fragment)) if fragment.is_empty() || fragment.starts_with('/') => {
                format!("{}{fragment}", self.root)
            }
            Some((document, anchor)) if !anchor.is_empty() && !anchor.starts_with('/') => {
                format!("{document}#{}", self.anchor(anchor))
            }
            _ => target.to_owned(),
        }
    }

    /// The anchor with the group's number, so that anchors of two groups in one document don't collide.
    fn anchor(self, name: &str) -> String {
        format!("{name}{}", self.index)
    }
}
