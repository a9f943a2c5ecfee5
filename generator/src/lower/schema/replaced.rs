//! Types of the user: for formats and single schemas in generator.toml and, if that is allowed, in the description.

use std::collections::{BTreeMap, BTreeSet};

use super::facets::{Facets, JsonType};
use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Library, TextFormat, Type};
use crate::lower::Lowering;
use crate::rust_path::RustPath;
use crate::source::{Node, Pointer};
use crate::{Overrides, RustType};

/// The chosen types, and which of them are used.
pub(crate) struct Custom<'m> {
    overrides: &'m Overrides,
    used_formats: BTreeSet<String>,
    used_types: BTreeSet<Pointer>,
    /// The types of the user that are in use, each with its placeholder.
    pub placeholders: BTreeMap<RustPath, Option<RustPath>>,
    /// The libraries whose types are in use.
    pub libraries: BTreeSet<Library>,
}

/// The extension that names a Rust type in a description.
const KEYWORD: &str = "x-rust-type";

/// The keywords that generated types would check.
const CHECKED: [&str; 12] = [
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
];

impl<'m> Custom<'m> {
    pub(crate) fn new(overrides: &'m Overrides) -> Self {
        Self {
            overrides,
            used_formats: BTreeSet::new(),
            used_types: BTreeSet::new(),
            placeholders: BTreeMap::new(),
            libraries: BTreeSet::new(),
        }
    }

    /// Whether a type of the user replaces the schema at `at`.
    pub(super) fn replaces(&self, at: &Pointer) -> bool {
        self.overrides.types.contains_key(at)
    }

    /// The schemas that types of the user replace.
    pub(super) fn replaced(&self) -> Vec<Pointer> {
        self.overrides.types.keys().cloned().collect()
    }

    /// Whether `x-rust-type` of the schema replaces it.
    pub(super) fn is_named_by(&self, facets: &Facets) -> bool {
        self.overrides.rust_types && facets.extensions.contains_key(KEYWORD)
    }

    fn take(&mut self, chosen: &RustType) -> Type {
        let path = chosen.path();
        if let Some(library) = Library::of_path(&path.names()) {
            self.libraries.insert(library);
            return Type::Custom(path.clone());
        }
        generated(path).unwrap_or_else(|| {
            let placeholder = self.placeholders.entry(path.clone()).or_default();
            if placeholder.is_none() {
                *placeholder = chosen.placeholder().cloned();
            }
            Type::Custom(path.clone())
        })
    }
}

impl Lowering<'_, '_> {
    /// The type that replaces the whole schema at `at`.
    pub(super) fn replacement(&mut self, facets: &Facets, at: &Pointer) -> Option<Type> {
        let chosen = match self.lowered.custom.overrides.types.get(at) {
            Some(chosen) => {
                self.lowered.custom.used_types.insert(at.clone());
                chosen.clone()
            }
            None => self.described(facets, at)?,
        };
        Some(self.chosen(&chosen, at))
    }

    /// The user's type for strings or numbers with the schema's format.
    pub(super) fn of_format(
        &mut self,
        facets: &Facets,
        kind: Option<JsonType>,
        at: &Pointer,
    ) -> Option<Type> {
        let format = facets.format.as_ref()?;
        let overrides = self.lowered.custom.overrides;
        let of_libraries = || {
            let mut libraries = overrides.libraries.iter();
            libraries.find_map(|library| RustType::of_library(*library, format))
        };
        let chosen = overrides.formats.get(format).cloned().or_else(of_libraries)?;
        let is_of_library = Library::of_path(&chosen.path().names()).is_some();
        let fits = match (kind?, generated(chosen.path())) {
            (JsonType::String, None | Some(Type::String | Type::Text(_))) => true,
            // The types of libraries are written as strings.
            (JsonType::Number | JsonType::Integer, None) => !is_of_library,
            (JsonType::Number | JsonType::Integer, Some(Type::F64 | Type::I64 | Type::U64)) => true,
            (
                JsonType::String
                | JsonType::Number
                | JsonType::Integer
                | JsonType::Boolean
                | JsonType::Array
                | JsonType::Object,
                _,
            ) => false,
        };
        if !fits {
            return None;
        }
        self.lowered.custom.used_formats.insert(format.clone());
        Some(self.chosen(&chosen, at))
    }

    fn chosen(&mut self, chosen: &RustType, at: &Pointer) -> Type {
        let ty = self.lowered.custom.take(chosen);
        if let Type::Custom(path) = &ty {
            self.report_unchecked(path, at);
        }
        ty
    }

    /// The type that `x-rust-type` names. A description is untrusted, so it chooses code only if the user
    /// allows it, and only from crates that the user names.
    fn described(&mut self, facets: &Facets, at: &Pointer) -> Option<RustType> {
        let value = facets.extensions.get(KEYWORD)?;
        let at = self.model.end(at).child(KEYWORD);
        if !self.lowered.custom.overrides.rust_types {
            let mut diagnostic = Diagnostic::new(
                Code::IgnoredKeyword,
                &at,
                "a description may not choose Rust types by itself",
            );
            diagnostic
                .effect("the type is generated from the schema")
                .help("`rust-types = true` in generator.toml allows it, for the crates under `dependencies`");
            self.diagnostics.push(diagnostic);
            return None;
        }
        let refusal = match path_of(value).and_then(|path| RustType::new(path, None)) {
            Ok(chosen) => match chosen.missing(&self.lowered.custom.overrides.dependencies) {
                None => return Some(chosen),
                Some(missing) => format!("`{missing}` is not a dependency of the package"),
            },
            Err(refusal) => refusal,
        };
        self.diagnostics
            .report(Code::InvalidOverride, &at, refusal)
            .effect("nothing is generated")
            .help("correct it with an overlay, or declare its crate under `dependencies` in generator.toml");
        None
    }

    fn report_unchecked(&mut self, path: &RustPath, at: &Pointer) {
        let at = self.model.end(at);
        let Some(node) = self.model.node(&at) else { return };
        for keyword in CHECKED.into_iter().filter(|keyword| is_set(node, keyword)) {
            let message = format!("`{keyword}` is left to `{path}`");
            let mut diagnostic = Diagnostic::new(Code::LeftToType, &at.child(keyword), message);
            diagnostic.effect("the generated code does not check it");
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports every entry that applies to no schema: the description has changed under it.
    pub(crate) fn report_unused_types(&mut self) {
        let Custom {
            overrides,
            used_formats,
            used_types,
            ..
        } = &self.lowered.custom;
        let formats = overrides
            .formats
            .iter()
            .filter(|(format, _)| !used_formats.contains(*format));
        let formats = formats.map(|(format, chosen)| {
            let message = format!("no schema has the format `{format}`, so `{chosen}` is unused");
            let entry = overrides.entries.format(format);
            (
                entry.unwrap_or_else(|| self.model.root().clone()),
                message,
                "formats",
            )
        });
        let types = overrides.types.iter().filter(|(at, _)| !used_types.contains(*at));
        let types = types.map(|(at, chosen)| {
            let message = format!("there is no schema at this pointer that `{chosen}` could replace");
            (
                overrides.entries.types.get(at).unwrap_or(at).clone(),
                message,
                "types",
            )
        });
        for (at, message, table) in formats.chain(types) {
            self.diagnostics
                .report(Code::InvalidOverride, &at, message)
                .effect("nothing is generated")
                .help(format!(
                    "correct the entry of `{table}` in generator.toml, or remove it"
                ));
        }
    }
}

/// The type of the ir, where the user names one that the generator itself uses.
fn generated(path: &RustPath) -> Option<Type> {
    if path.is_generic() {
        return None;
    }
    match path.names().as_slice() {
        ["String"] | ["std", "string", "String"] => Some(Type::String),
        ["bool"] => Some(Type::Bool),
        ["i64"] => Some(Type::I64),
        ["u64"] => Some(Type::U64),
        ["f64"] => Some(Type::F64),
        ["serde_json", "Value"] => Some(Type::Json),
        ["format", name] => TextFormat::named(name).map(Type::Text),
        [..] => None,
    }
}

/// `x-rust-type` is a path, or typify's object with a path. The user chooses the crate and its version.
fn path_of(value: &serde_json::Value) -> Result<&str, String> {
    let has_parameters = value
        .get("parameters")
        .and_then(serde_json::Value::as_array)
        .is_some_and(|parameters| !parameters.is_empty());
    if has_parameters {
        return Err("a type with schemas as generic arguments is not supported".to_owned());
    }
    let path = value.as_str().or_else(|| value.get("path")?.as_str());
    path.ok_or_else(|| "a type is a path such as `my_types::Money`, or an object with a `path`".to_owned())
}

fn is_set(node: &Node, keyword: &str) -> bool {
    node.get(keyword).is_some()
}
