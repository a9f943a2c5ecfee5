//! Parses the types of formats: libraries, or types one by one.

use std::collections::BTreeMap;
use std::fmt;

use generator::{Library, RustType};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::{Spanned, Value};

use super::table::{Described, Shape};
use super::types::TypeEntry;

/// `formats = "jiff"`, `formats = ["jiff", "uuid"]`, or a table of types by format.
#[derive(Debug, Default)]
pub(crate) struct Formats {
    /// The libraries whose types are those of all their formats.
    pub(crate) libraries: Vec<Library>,
    /// The types of single formats, each with its place in the file.
    of_one: BTreeMap<String, Spanned<FormatEntry>>,
}

/// The type of a format: `"jiff"`, or as [`TypeEntry`].
#[derive(Clone, Debug)]
enum FormatEntry {
    Library(Library),
    Type(TypeEntry),
}

impl Formats {
    /// Whether nothing is chosen.
    pub(crate) fn is_empty(&self) -> bool {
        self.libraries.is_empty() && self.of_one.is_empty()
    }

    /// The types of single formats.
    pub(crate) fn chosen(&self) -> BTreeMap<String, RustType> {
        let types = self.of_one.iter().filter_map(|(format, entry)| {
            let chosen = match entry.get_ref() {
                FormatEntry::Library(library) => RustType::of_library(*library, format)?,
                FormatEntry::Type(TypeEntry(chosen)) => chosen.clone(),
            };
            Some((format.clone(), chosen))
        });
        types.collect()
    }

    /// The first format for which the library has no type: its place, and the message.
    pub(crate) fn without_type(&self) -> Option<(usize, String)> {
        let missing = self.of_one.iter().filter_map(|(format, entry)| {
            let FormatEntry::Library(library) = entry.get_ref() else {
                return None;
            };
            if library.type_of(format).is_some() {
                return None;
            }
            let formats: Vec<String> = library
                .types()
                .iter()
                .map(|(name, _)| format!("`{name}`"))
                .collect();
            let message = format!(
                "`{}` has no type for the format `{format}`, but for {}",
                library.name(),
                formats.join(", ")
            );
            Some((entry.span().start, message))
        });
        missing.min()
    }

    /// The entries that are types.
    pub(super) fn types(&self) -> impl Iterator<Item = (usize, &RustType)> {
        self.of_one.values().filter_map(|entry| match entry.get_ref() {
            FormatEntry::Library(_) => None,
            FormatEntry::Type(TypeEntry(chosen)) => Some((entry.span().start, chosen)),
        })
    }
}

impl<'de> Deserialize<'de> for Formats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FormatsVisitor)
    }
}

struct FormatsVisitor;

impl<'de> Visitor<'de> for FormatsVisitor {
    type Value = Formats;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a library, a list of them, or a table of types by format")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Formats, E> {
        Ok(Formats {
            libraries: vec![library(name).map_err(E::custom)?],
            ..Formats::default()
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Formats, A::Error> {
        let mut formats = Formats::default();
        while let Some(name) = names.next_element::<String>()? {
            formats.libraries.push(library(&name).map_err(de::Error::custom)?);
        }
        Ok(formats)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Formats, A::Error> {
        let mut formats = Formats::default();
        while let Some((format, entry)) = entries.next_entry()? {
            formats.of_one.insert(format, entry);
        }
        Ok(formats)
    }
}

fn library(name: &str) -> Result<Library, String> {
    Library::named(name).ok_or_else(|| {
        let names = Library::ALL.map(|library| format!("`{}`", library.name()));
        format!("`{name}` is not one of the libraries {}", names.join(", "))
    })
}

impl<'de> Deserialize<'de> for FormatEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match value.as_str().and_then(Library::named) {
            Some(library) => Ok(Self::Library(library)),
            None => TypeEntry::of(value).map(Self::Type).map_err(de::Error::custom),
        }
    }
}

impl Described for Formats {
    fn shape() -> Shape {
        let libraries = || Shape::Words(Library::ALL.map(Library::name).to_vec());
        let of_one = Shape::Either(vec![libraries(), TypeEntry::shape()]);
        Shape::Either(vec![
            libraries(),
            Shape::List(Box::new(libraries())),
            Shape::Map(Box::new(of_one)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use generator::{Library, Pointer};

    use crate::program::config::Config;
    use crate::program::layout::Layout;

    const CLIENT: &str = "[[client]]\nspec = \"a.yaml\"\npackage = \"a\"\nout = \"generated\"\n";

    #[test]
    fn libraries_have_the_types_of_formats() {
        let of = |line: &str| {
            let config = Config::parse("generator.toml", &format!("{CLIENT}{line}\n"), &Layout::default())
                .expect("a config");
            config.clients[0].overrides("a.yaml", &Pointer::root("generator.toml"))
        };
        assert_eq!(of("formats = \"jiff\"").libraries, [Library::Jiff]);
        let both = of("formats = [\"chrono\", \"uuid\"]").libraries;
        assert_eq!(both, [Library::Chrono, Library::Uuid]);
        let overrides = of("formats = { date = \"time\", uuid = \"String\" }");
        let paths = overrides.formats.values().map(ToString::to_string);
        assert_eq!(paths.collect::<Vec<_>>(), ["format::time::Date", "String"]);
        assert_eq!(overrides.libraries, []);
    }

    #[test]
    fn an_error_has_its_place() {
        let with = |line: &str| {
            let text = format!("{CLIENT}{line}\n");
            Config::parse("generator.toml", &text, &Layout::default()).expect_err("an error")
        };
        let starts = [
            (
                with("formats = \"joda\""),
                "generator.toml:5:11: `joda` is not one of the libraries `chrono`, `jiff`, `jiff1`",
            ),
            (
                with("formats = [\"jiff\", 5]"),
                "generator.toml:5:20: invalid type: integer `5`, expected a string",
            ),
            (
                with("formats = { uuid = \"jiff\" }"),
                "generator.toml:5:20: `jiff` has no type for the format `uuid`, but for `date`, `date-time`",
            ),
        ];
        for (message, start) in starts {
            assert!(message.starts_with(start) && !message.contains('\n'), "{message}");
        }
    }
}
