//! The tables of options in the book, printed from the JSON schema of generator.toml.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

/// How many words are listed as the values of an option.
const MOST: usize = 6;

/// The tables of the options of a client, of the tables in it, and of `[runtime]`.
#[derive(Clone, Debug)]
pub struct Tables {
    pub client: String,
    pub nested: String,
    pub runtime: String,
}

impl Tables {
    /// The tables for the text of the schema.
    ///
    /// # Errors
    /// If the text is not such a schema.
    pub fn of(schema: &str) -> serde_json::Result<Self> {
        let root: Schema = serde_json::from_str(schema)?;
        let of = |key: &str| {
            root.table()
                .and_then(|table| table.get(key))
                .and_then(Schema::table)
        };
        let mut nested = String::from(HEAD);
        let mut client = String::from(HEAD);
        if let Some(table) = of("client") {
            table.rows("", &mut client);
            table.nested("", &mut nested);
        }
        let mut runtime = String::from(HEAD);
        of("runtime")
            .into_iter()
            .for_each(|table| table.rows("", &mut runtime));
        Ok(Self {
            client,
            nested,
            runtime,
        })
    }
}

const HEAD: &str = "| option | value | effect |\n|---|---|---|\n";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    #[serde(default)]
    description: String,
    r#type: Option<String>,
    r#enum: Option<Vec<String>>,
    items: Option<Box<Schema>>,
    #[serde(default)]
    any_of: Vec<Schema>,
    properties: Option<Members>,
    #[serde(default)]
    required: Vec<String>,
    additional_properties: Option<Additional>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Additional {
    Allowed(#[allow(dead_code)] bool),
    Of(Box<Schema>),
}

/// Members in the order of the text.
struct Members(Vec<(String, Schema)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// The options of a table.
struct Table<'s> {
    members: &'s [(String, Schema)],
    required: &'s [String],
}

impl<'s> Table<'s> {
    fn get(&self, key: &str) -> Option<&'s Schema> {
        let mut members = self.members.iter();
        members.find(|(name, _)| name == key).map(|(_, schema)| schema)
    }

    /// A row for each option.
    fn rows(&self, prefix: &str, out: &mut String) {
        for (key, schema) in self.members {
            let required = if self.required.contains(key) {
                ", required"
            } else {
                ""
            };
            let (value, effect) = (schema.value(), &schema.description);
            out.push_str(&format!("| `{prefix}{key}` | {value}{required} | {effect} |\n"));
        }
    }

    /// A row for each option of the tables in this one.
    fn nested(&self, prefix: &str, out: &mut String) {
        for (key, schema) in self.members {
            if let Some(table) = schema.table() {
                let prefix = format!("{prefix}{key}.");
                table.rows(&prefix, out);
                table.nested(&prefix, out);
            }
        }
    }
}

impl Schema {
    /// The table that the values are, or that their items are.
    fn table(&self) -> Option<Table<'_>> {
        let own = self.properties.as_ref().map(|Members(members)| Table {
            members,
            required: &self.required,
        });
        let of_items = || self.items.as_ref().and_then(|items| items.table());
        own.or_else(of_items)
            .or_else(|| self.any_of.iter().find_map(Self::table))
    }

    /// The values, in words.
    fn value(&self) -> String {
        if let Some(words) = &self.r#enum {
            return match words.len() {
                0..=MOST => {
                    let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
                    words.join(", ")
                }
                _ => "a name".to_owned(),
            };
        }
        if !self.any_of.is_empty() {
            let values: Vec<String> = self.any_of.iter().map(Self::value).collect();
            return values.join(" or ");
        }
        match (self.r#type.as_deref(), &self.items, &self.additional_properties) {
            (Some("array"), Some(items), _) => format!("list: {}", items.value()),
            (Some("object"), _, Some(Additional::Of(values))) => {
                format!("table of any keys: {}", values.value())
            }
            (Some("object"), ..) => "table".to_owned(),
            (Some("boolean"), ..) => "`true`, `false`".to_owned(),
            (Some("integer"), ..) => "number".to_owned(),
            (Some("string"), ..) => "text".to_owned(),
            _ => "any".to_owned(),
        }
    }
}
