//! A type of the user, which replaces a generated type.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use crate::format;
use crate::ir::{Library, TextFormat};
use crate::rust_path::{PathKind, RustPath, Segment};

/// A type that replaces schemas, such as `uuid::Uuid`, with the placeholder of a value until it is read.
///
/// It is read and written by serde: it implements `Clone + PartialEq + Serialize + DeserializeOwned`, and `Default` if no
/// placeholder is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustType {
    path: RustPath,
    placeholder: Option<RustPath>,
}

impl RustType {
    /// The type at `path`. `placeholder` is the path of a value or function, for a type that does not implement `Default`.
    ///
    /// # Errors
    /// One of them is not a path, or `path` leads to a type that the generator adds itself, such as `Vec`.
    pub fn new(path: &str, placeholder: Option<&str>) -> Result<Self, String> {
        let path = format::type_path(path)?;
        let names = path.names();
        let is_container = match names.as_slice() {
            [name] | ["std" | "core" | "alloc", .., name] => CONTAINERS.contains(name),
            [..] => false,
        };
        if is_container {
            return Err(format!(
                "the generator adds `{}` itself: name the type inside it",
                names.join("::")
            ));
        }
        let has_format = path.roots().contains(&"format");
        let is_format = matches!(names.as_slice(), ["format", name] if TextFormat::named(name).is_some())
            || Library::of_path(&names).is_some();
        if has_format && (!is_format || path.is_generic()) {
            return Err(format!("there is no `{path}`"));
        }
        let placeholder = placeholder.map(format::value_path).transpose()?;
        Ok(Self { path, placeholder })
    }

    /// The type that a library has for a format.
    pub fn of_library(library: Library, format: &str) -> Option<Self> {
        let names = ["format", library.name(), library.type_of(format)?];
        let segments = names.map(|name| Segment {
            name: name.to_owned(),
            arguments: Vec::new(),
        });
        let path = RustPath {
            segments: segments.into(),
            kind: PathKind::Type,
        };
        Some(Self {
            path,
            placeholder: None,
        })
    }

    /// The path of the type.
    pub(crate) fn path(&self) -> &RustPath {
        &self.path
    }

    /// The path of its placeholder, if it does not implement `Default`.
    pub(crate) fn placeholder(&self) -> Option<&RustPath> {
        self.placeholder.as_ref()
    }

    /// A crate that it needs and that these dependencies lack.
    pub fn missing(&self, dependencies: &BTreeMap<String, String>) -> Option<&str> {
        let has = |root: &str| {
            let mut crates = dependencies.keys().map(|name| name.replace('-', "_"));
            ALWAYS.contains(&root) || crates.any(|name| name == root)
        };
        let paths = std::iter::once(&self.path).chain(&self.placeholder);
        paths.flat_map(RustPath::roots).find(|root| !has(root))
    }
}

/// The path of the type.
impl Display for RustType {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.path.fmt(f)
    }
}

/// The types that the generator adds around a type.
const CONTAINERS: [&str; 6] = ["BTreeMap", "Box", "Cow", "Option", "Vec", "str"];

/// The crates that every generated package has. `format` is its own module.
const ALWAYS: [&str; 5] = ["core", "crate", "format", "serde_json", "std"];

#[cfg(test)]
mod tests {
    use super::RustType;

    #[test]
    fn a_type_names_the_crates_that_it_needs() {
        let money = RustType::new("my_types::Money", Some("other::ZERO")).expect("a type");
        assert_eq!(money.to_string(), "my_types::Money");
        let placeholder = money.placeholder().map(ToString::to_string);
        assert_eq!(placeholder.as_deref(), Some("other::ZERO"));
        let none = [].into();
        assert_eq!(money.missing(&none), Some("my_types"));
        let mine = [("my-types".to_owned(), "\"1\"".to_owned())].into();
        assert_eq!(money.missing(&mine), Some("other"));
        let own = RustType::new("crate::Money", None).expect("a type");
        assert_eq!(own.missing(&none), None);
    }

    #[test]
    fn the_containers_that_the_generator_adds_are_refused() {
        for path in [
            "Vec<u8>",
            "Option<a::B>",
            "std::vec::Vec<u8>",
            "std::borrow::Cow<'static, str>",
        ] {
            assert!(RustType::new(path, None).is_err(), "{path}");
        }
        assert!(RustType::new("std::collections::BTreeSet<String>", None).is_ok());
        assert!(RustType::new("mine::Vec<u8>", None).is_ok());
    }
}
