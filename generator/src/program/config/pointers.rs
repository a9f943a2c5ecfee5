//! Places in descriptions as generator.toml writes them.

use std::collections::BTreeMap;

use generator::internals::source::{Pointer, join_path};
use serde::{Deserialize, Deserializer, de};

/// The node for a pointer in the file. A pointer into another document begins with its path relative to the description.
pub(super) fn place(document: &str, pointer: &str) -> Pointer {
    let at = Pointer::from_reference("", pointer).unwrap_or_else(|| Pointer::root(""));
    let document = match at.document() {
        "" => document.to_owned(),
        file => join_path(document, file),
    };
    Pointer::at(&document, at.fragment())
}

/// The pointer to a schema that is named by a pointer or, if it is a component, by its name.
pub(crate) fn pointer(key: &str) -> String {
    match key.contains('#') {
        true => key.to_owned(),
        false => format!(
            "#/components/schemas/{}",
            key.replace('~', "~0").replace('/', "~1")
        ),
    }
}

/// The table with places in `document` as keys.
pub(super) fn placed<T: Clone>(document: &str, table: &BTreeMap<String, T>) -> BTreeMap<Pointer, T> {
    let entries = table.iter();
    entries
        .map(|(key, value)| (place(document, &pointer(key)), value.clone()))
        .collect()
}

/// A table with pointers as keys.
pub(super) fn by_fragment<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, T>, D::Error> {
    let table = BTreeMap::<String, T>::deserialize(deserializer)?;
    for text in table.keys() {
        is_fragment(text).map_err(de::Error::custom)?;
    }
    Ok(table)
}

pub(super) fn is_fragment(text: &str) -> Result<(), String> {
    if text.contains('#') && Pointer::from_reference("", text).is_some() {
        Ok(())
    } else {
        Err(format!(
            "`{text}` is not a pointer such as `#/components/schemas/Pet`"
        ))
    }
}
