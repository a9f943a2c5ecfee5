//! The methods of the runtime's types and of the standard library's traits, which generated methods must
//! not hide.

use std::collections::BTreeSet;

use crate::{imports, naming, requirements};

/// The methods of every `Call`.
pub(crate) const CALL_METHODS: &[&str] = &[
    "attempt_middleware",
    "attempt_timeout",
    "base_url",
    "call",
    "call_middleware",
    "chosen",
    "encoded",
    "events",
    "fmt",
    "header",
    "into_future",
    "items",
    "json",
    "lenient",
    "new",
    "on_attempt",
    "pages",
    "parameter",
    "ranged_body",
    "raw",
    "raw_body",
    "request",
    "retry",
    "send",
    "stream",
    "strict",
    "timeout",
    "without_validation",
    "written",
];

/// The methods of every client, without those that start its builders.
pub(crate) const CLIENT_METHODS: &[&str] = &["clone", "fmt", "without_validation"];

/// The methods of every client builder.
pub(crate) const BUILDER_METHODS: &[&str] = &[
    "attempt_middleware",
    "attempt_timeout",
    "base_url",
    "build",
    "call_middleware",
    "connect_timeout",
    "credential",
    "credential_for",
    "credentials_from",
    "fmt",
    "header",
    "lenient",
    "new",
    "on_attempt",
    "proxy_from_environment",
    "response_limit",
    "retry",
    "server",
    "stall_timeout",
    "timeout",
    "transport",
    "trust_origin",
    "user_agent",
    "without_validation",
];

/// The builder's methods that are generated for its security schemes.
pub(crate) const SCHEME_METHODS: &[&str] = &["credentials_from_env"];

/// The methods of every generated struct. The setter of a property with such a name would hide the method.
pub(crate) const OBJECT_METHODS: &[&str] = &["clone", "into", "new", "to_owned"];

/// All names that generated code uses itself or can't have. Tests put each of them into every place of a description.
pub fn names_in_use() -> BTreeSet<&'static str> {
    let methods = [
        CALL_METHODS,
        CLIENT_METHODS,
        BUILDER_METHODS,
        SCHEME_METHODS,
        OBJECT_METHODS,
    ];
    let methods = methods.into_iter().flatten().copied();
    let builders = [
        imports::BUILDER,
        imports::BLOCKING_BUILDER,
        imports::MODE_PARAMETER,
    ];
    let imported = imports::ALL.iter().map(|import| import.name);
    methods
        .chain(builders)
        .chain(imported)
        .chain(imports::reserved_modules())
        .chain(requirements::reserved_features())
        .chain(naming::reserved_words())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use proc_macro2::{TokenStream, TokenTree};
    use syn::{ImplItem, Item, Type};

    use super::{BUILDER_METHODS, CALL_METHODS, CLIENT_METHODS, OBJECT_METHODS};

    const RUNTIME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/runtime");

    fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => rust_files(&path, found),
                false => found.push(path),
            }
        }
    }

    /// All methods of a type. Private methods are included, since two methods with one name conflict whatever their visibility is.
    fn methods(of: &str) -> BTreeSet<String> {
        let mut files = Vec::new();
        rust_files(Path::new(RUNTIME), &mut files);
        let mut names = BTreeSet::new();
        for file in files {
            let text = std::fs::read_to_string(file).unwrap();
            for item in syn::parse_file(&text).unwrap().items {
                let Item::Impl(block) = item else { continue };
                let Type::Path(path) = &*block.self_ty else {
                    continue;
                };
                if path.path.segments[0].ident != of {
                    continue;
                }
                for item in &block.items {
                    if let ImplItem::Fn(method) = item {
                        names.insert(method.sig.ident.to_string());
                    }
                }
            }
        }
        names
    }

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn every_method_of_the_runtime_is_reserved() {
        assert_eq!(methods("Call"), set(CALL_METHODS));
        assert_eq!(methods("Client"), set(CLIENT_METHODS));
        assert_eq!(methods("ClientBuilder"), set(BUILDER_METHODS));
    }

    /// The names that follow `fn`.
    fn functions(tokens: TokenStream, found: &mut BTreeSet<String>) {
        let mut is_named = false;
        for tree in tokens {
            match tree {
                TokenTree::Ident(word) if is_named => {
                    found.insert(word.to_string());
                    is_named = false;
                }
                TokenTree::Ident(word) => is_named = word == "fn",
                TokenTree::Group(group) => functions(group.stream(), found),
                TokenTree::Punct(_) | TokenTree::Literal(_) => is_named = false,
            }
        }
    }

    #[test]
    fn what_the_macros_add_to_a_struct_is_reserved() {
        let text = std::fs::read_to_string(format!("{RUNTIME}/macros/object.rs")).unwrap();
        let macros = text.split("macro_rules! ").filter(|text| {
            ["__constructor ", "__setter "]
                .iter()
                .any(|name| text.starts_with(name))
        });
        let mut found = BTreeSet::new();
        for text in macros {
            let (body, _) = text.split_once("\n}\n").unwrap();
            let (_, body) = body.split_once('{').unwrap();
            functions(body.parse().unwrap(), &mut found);
        }
        assert_eq!(found, set(&["new"]));
        assert!(OBJECT_METHODS.contains(&"new"));
    }
}
