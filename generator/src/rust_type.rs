//! A type of the user, which replaces a generated type.

use std::collections::BTreeMap;

use crate::format::{self, Named};
use crate::ir::TextFormat;

/// A type that replaces schemas, such as `uuid::Uuid`, with the placeholder of a value until it is read.
///
/// It is read and written by serde: it implements `Clone + PartialEq + Serialize + DeserializeOwned`, and `Default` if no
/// placeholder is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustType {
    path: Named,
    placeholder: Option<Named>,
}

impl RustType {
    /// The type at `path`. `placeholder` is the path of a value or function, for a type that does not implement `Default`.
    ///
    /// # Errors
    /// One of them is not a path, or `path` leads to a type that the generator adds itself, such as `Vec`.
    pub fn new(path: &str, placeholder: Option<&str>) -> Result<Self, String> {
        let path = format::type_path(path)?;
        let head = path.text.split('<').next().unwrap_or_default();
        let is_container = match head.rsplit_once("::") {
            None => CONTAINERS.contains(&head),
            Some((module, name)) => {
                let root = module.split("::").next().unwrap_or_default();
                ["std", "core", "alloc"].contains(&root) && CONTAINERS.contains(&name)
            }
        };
        if is_container {
            return Err(format!(
                "the generator adds `{head}` itself: name the type inside it"
            ));
        }
        let is_format = path.roots.iter().any(|root| root == "format");
        let format = path.text.strip_prefix("format::").and_then(TextFormat::named);
        if is_format && format.is_none() {
            return Err(format!("there is no `{}`", path.text));
        }
        let placeholder = placeholder.map(format::value_path).transpose()?;
        Ok(Self { path, placeholder })
    }

    /// The path of the type, as it is printed.
    pub fn path(&self) -> &str {
        &self.path.text
    }

    /// The path of its placeholder, if it does not implement `Default`.
    pub fn placeholder(&self) -> Option<&str> {
        self.placeholder
            .as_ref()
            .map(|placeholder| placeholder.text.as_str())
    }

    /// A crate that it needs and that these dependencies lack.
    pub fn missing(&self, dependencies: &BTreeMap<String, String>) -> Option<&str> {
        let has = |root: &str| {
            let mut crates = dependencies.keys().map(|name| name.replace('-', "_"));
            ALWAYS.contains(&root) || crates.any(|name| name == root)
        };
        let roots = self
            .path
            .roots
            .iter()
            .chain(self.placeholder.iter().flat_map(|placeholder| &placeholder.roots));
        roots.map(String::as_str).find(|root| !has(root))
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
    fn a_type_says_what_it_needs() {
        let money = RustType::new("my_types::Money", Some("other::ZERO")).expect("a type");
        assert_eq!(
            (money.path(), money.placeholder()),
            ("my_types::Money", Some("other::ZERO"))
        );
        let none = [].into();
        assert_eq!(money.missing(&none), Some("my_types"));
        let mine = [("my-types".to_owned(), "\"1\"".to_owned())].into();
        assert_eq!(money.missing(&mine), Some("other"));
        let own = RustType::new("crate::Money", None).expect("a type");
        assert_eq!(own.missing(&none), None);
    }

    #[test]
    fn containers_are_the_generators_own() {
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
