//! Parses the traits that types derive, and their attributes.

use std::collections::BTreeMap;
use std::fmt;

use generator::{Attribute, Derive};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::pointers::is_fragment;
use super::table::{Described, Shape};
use super::types::{Dependencies, required};

/// `derive = ["Eq"]`, or a table of lists by schema, in which `*` is every type.
#[derive(Debug, Default)]
pub(crate) struct Derives {
    of_all: Vec<Spanned<Named>>,
    of_one: BTreeMap<String, Vec<Spanned<Named>>>,
}

/// A trait, or why the text is none. The whole file is read first, so that the message has the place of the text.
#[derive(Debug)]
struct Named(Result<Derive, String>);

/// `attributes`: lists of attributes by schema.
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    of_one: BTreeMap<String, Vec<Attribute>>,
    /// The first text that is not an attribute: its place, and the message.
    wrong: Option<(usize, String)>,
}

/// The key of the traits of all types.
const ALL: &str = "*";

impl Derives {
    /// The traits of all types.
    pub(crate) fn of_all(&self) -> Vec<Derive> {
        values(&self.of_all)
    }

    /// The traits of the types of a schema.
    pub(crate) fn of_one(&self) -> BTreeMap<String, Vec<Derive>> {
        let entries = self.of_one.iter();
        entries.map(|(key, list)| (key.clone(), values(list))).collect()
    }

    /// The first text that is not a trait, or the first trait whose crate is not in `dependencies`: its place, and the message.
    pub(crate) fn undeclared(&self, dependencies: &Dependencies) -> Option<(usize, String)> {
        let required = required(dependencies);
        let all = self.of_all.iter().chain(self.of_one.values().flatten());
        let missing = all.filter_map(|entry| {
            let Named(named) = entry.get_ref();
            let message = match named {
                Err(message) => message.clone(),
                Ok(derive) => {
                    let missing = derive.missing(&required)?;
                    format!(
                        "`{derive}` needs the crate `{missing}`, which is not in `dependencies`: add it there"
                    )
                }
            };
            Some((entry.span().start, message))
        });
        missing.min()
    }
}

fn values(list: &[Spanned<Named>]) -> Vec<Derive> {
    let values = list.iter().filter_map(|entry| {
        let Named(named) = entry.get_ref();
        named.as_ref().ok().cloned()
    });
    values.collect()
}

impl Attributes {
    /// The attributes of the types of a schema.
    pub(crate) fn of_one(&self) -> &BTreeMap<String, Vec<Attribute>> {
        &self.of_one
    }

    /// The first text that is not an attribute: its place, and the message.
    pub(crate) fn wrong(&self) -> Option<(usize, String)> {
        self.wrong.clone()
    }
}

fn checked(key: String) -> Result<String, String> {
    match key.contains('#') {
        true => is_fragment(&key).map(|()| key),
        false => Ok(key),
    }
}

impl Described for Derives {
    fn shape() -> Shape {
        let list = || Shape::List(Box::new(Shape::Text));
        Shape::Either(vec![list(), Shape::Map(Box::new(list()))])
    }
}

impl Described for Attributes {
    fn shape() -> Shape {
        BTreeMap::<String, Vec<String>>::shape()
    }
}

impl<'de> Deserialize<'de> for Derives {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DerivesVisitor)
    }
}

struct DerivesVisitor;

impl<'de> Visitor<'de> for DerivesVisitor {
    type Value = Derives;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of traits, or a table of lists by schema")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut traits: A) -> Result<Derives, A::Error> {
        let mut derives = Derives::default();
        while let Some(one) = traits.next_element()? {
            derives.of_all.push(one);
        }
        Ok(derives)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Derives, A::Error> {
        let mut derives = Derives::default();
        while let Some(key) = entries.next_key::<String>()? {
            let list: Vec<Spanned<Named>> = entries.next_value()?;
            match key == ALL {
                true => derives.of_all = list,
                false => drop(
                    derives
                        .of_one
                        .insert(checked(key).map_err(de::Error::custom)?, list),
                ),
            }
        }
        Ok(derives)
    }
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self(Derive::new(&text)))
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let table = BTreeMap::<String, Vec<Spanned<String>>>::deserialize(deserializer)?;
        let mut attributes = Self::default();
        for (key, list) in table {
            let mut read = Vec::new();
            for text in list {
                match Attribute::new(text.get_ref()) {
                    Ok(attribute) => read.push(attribute),
                    Err(message) => {
                        attributes.wrong = attributes.wrong.or(Some((text.span().start, message)))
                    }
                }
            }
            attributes
                .of_one
                .insert(checked(key).map_err(de::Error::custom)?, read);
        }
        Ok(attributes)
    }
}

#[cfg(test)]
mod tests {
    use generator::Pointer;

    use crate::program::config::Config;
    use crate::program::layout::Layout;

    const CLIENT: &str = "[[client]]\nspec = \"a.yaml\"\npackage = \"a\"\nout = \"generated\"\n";

    #[test]
    fn traits_are_for_all_types_or_for_those_of_a_schema() {
        let of = |lines: &str| {
            let config = Config::parse(
                "generator.toml",
                &format!("{CLIENT}{lines}\n"),
                &Layout::default(),
            )
            .expect("a config");
            config.clients[0].overrides("a.yaml", &Pointer::root("generator.toml"))
        };
        let overrides = of("derive = [\"Eq\", \"Hash\"]");
        let names = overrides.derives.iter().map(ToString::to_string);
        assert_eq!(names.collect::<Vec<_>>(), ["Eq", "Hash"]);
        let overrides = of(
            "derive = { \"*\" = [\"Eq\"], Pet = [\"Ord\", \"my_macros::Audit\"] }\n\
             attributes = { \"#/components/schemas/Pet\" = [\"#[must_use]\"] }\n\
             dependencies = { my-macros = \"1\" }",
        );
        assert_eq!(overrides.derives.len(), 1);
        let pet = Pointer::root("a.yaml").descend(["components", "schemas", "Pet"]);
        assert_eq!(overrides.type_derives[&pet][1].to_string(), "my_macros::Audit");
        assert!(overrides.attributes.contains_key(&pet));
    }

    #[test]
    fn an_error_in_a_trait_has_its_place() {
        let with = |line: &str| {
            Config::parse("generator.toml", &format!("{CLIENT}{line}\n"), &Layout::default())
                .expect_err("an error")
        };
        let starts = [
            (
                with("derive = [\"Eq\", \"Clone\"]"),
                "generator.toml:5:17: every type is already `Clone`",
            ),
            (
                with("derive = [\"strum::Display\"]"),
                "generator.toml:5:11: `strum::Display` needs the crate `strum`, which is not in `dependencies`",
            ),
            (
                with("derive = { \"a#b\" = [\"Eq\"] }"),
                "generator.toml:5:10: `a#b` is not a pointer",
            ),
            (
                with("attributes = { Pet = [\"must_use\"] }"),
                "generator.toml:5:23: `must_use` is not an attribute",
            ),
        ];
        for (message, start) in starts {
            assert!(message.starts_with(start) && !message.contains('\n'), "{message}");
        }
    }
}
