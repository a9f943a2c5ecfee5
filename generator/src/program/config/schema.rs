//! The JSON schema of generator.toml. Editors complete and check the file with it.

use serde::{Serialize, Serializer};

use super::Config;
use super::table::{Described as _, Row, Shape};

/// JSON whose objects keep the order of the options.
#[derive(Clone)]
enum Json {
    Text(&'static str),
    Boolean(bool),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Boolean(boolean) => serializer.serialize_bool(*boolean),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => serializer.collect_map(members.iter().map(|(key, value)| (key, value))),
        }
    }
}

/// The schema as indented JSON. Its draft is the one that editors support for TOML.
pub(crate) fn text() -> String {
    let mut members = vec![
        ("$schema", Json::Text("http://json-schema.org/draft-07/schema#")),
        ("title", Json::Text("generator.toml")),
    ];
    members.extend(of(Config::shape()));
    // Only a map with keys that are not strings fails, and there is none.
    serde_json::to_string_pretty(&Json::Object(members)).unwrap_or_default() + "\n"
}

/// The keywords for values of a shape.
fn of(shape: Shape) -> Vec<(&'static str, Json)> {
    let of_type = |name| vec![("type", Json::Text(name))];
    match shape {
        Shape::Text => of_type("string"),
        Shape::Any => Vec::new(),
        Shape::Boolean => of_type("boolean"),
        Shape::Integer => of_type("integer"),
        Shape::Words(words) => vec![("enum", Json::List(words.into_iter().map(Json::Text).collect()))],
        Shape::List(items) => [of_type("array"), vec![("items", Json::Object(of(*items)))]].concat(),
        Shape::Map(values) => [
            of_type("object"),
            vec![("additionalProperties", Json::Object(of(*values)))],
        ]
        .concat(),
        Shape::Table(rows) => [of_type("object"), table(rows)].concat(),
        Shape::Either(shapes) => {
            let shapes = shapes.into_iter().map(|shape| Json::Object(of(shape)));
            vec![("anyOf", Json::List(shapes.collect()))]
        }
    }
}

fn table(rows: Vec<Row>) -> Vec<(&'static str, Json)> {
    let required = rows.iter().filter(|row| row.is_required);
    let required: Vec<Json> = required.map(|row| Json::Text(row.key)).collect();
    let properties = rows.into_iter().map(|row| {
        let described = ("description", Json::Text(row.effect.trim()));
        let members = std::iter::once(described).chain(of(row.shape));
        (row.key, Json::Object(members.collect()))
    });
    vec![
        ("properties", Json::Object(properties.collect())),
        ("required", Json::List(required)),
        ("additionalProperties", Json::Boolean(false)),
    ]
}
