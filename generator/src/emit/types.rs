//! `types.rs`: every schema, by name; in files below it where they are many.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::checks::Checks;
use super::tokens::{Place, gate, ident, ty};
use super::{docs, enums, structs, unions};
use crate::ir::{Api, Shape, Type, TypeDef};
use crate::naming::{self, Ident};

/// How many types stand in one file at most; more are a file for each first word of their names.
const ONE_FILE: usize = 500;

/// Words that a module can't have for a name: it would hide a crate, or a system keeps the file's name for a device.
const TAKEN: [&str; 10] = [
    "alloc", "aux", "bytes", "con", "core", "http", "nul", "prn", "serde", "std",
];

/// `types.rs`, and the files below it where there are many types. A type's file follows from its name alone, so that another
/// schema moves nothing.
pub(super) fn modules(api: &Api, checks: &Checks<'_>) -> Vec<(PathBuf, TokenStream)> {
    let all: Vec<&TypeDef> = api.types.values().collect();
    if all.len() <= ONE_FILE {
        let module = module(&all, api, checks);
        let text = quote! {
            #![doc = " What the description's schemas are in Rust."]
            #module
        };
        return vec![("src/types.rs".into(), text)];
    }
    let mut files: BTreeMap<Ident, Vec<&TypeDef>> = BTreeMap::new();
    for def in all {
        files.entry(file(&def.name, api)).or_default().push(def);
    }
    let names: Vec<Token> = files.keys().map(ident).collect();
    let root = quote! {
        #![doc = " What the description's schemas are in Rust, in a file for each first word of their names."]
        #(mod #names;)*
        #(pub use #names::*;)*
    };
    let files = files.iter().map(|(name, defs)| {
        let name = name.as_str().trim_start_matches("r#");
        (format!("src/types/{name}.rs").into(), module(defs, api, checks))
    });
    std::iter::once(("src/types.rs".into(), root))
        .chain(files)
        .collect()
}

/// The module of a type: the first word of its name, `pet` of `PetOwner`.
fn file(name: &Ident, api: &Api) -> Ident {
    let name = name.as_str().trim_start_matches("r#");
    let rest = name.chars().skip(1);
    let rest = rest.take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let word: String = name.chars().take(1).chain(rest).collect();
    let word = word.to_lowercase();
    let is_crate = |path: &String| path.contains(&format!("{word}::"));
    match TAKEN.contains(&word.as_str()) || api.custom.keys().any(is_crate) {
        true => naming::file(&format!("{word}_types")),
        false => naming::file(&word),
    }
}

fn module(defs: &[&TypeDef], api: &Api, checks: &Checks<'_>) -> TokenStream {
    let items = defs.iter().map(|def| definition(def, api, checks));
    let body = quote! { #(#items)* };
    let uses = uses(defs, &body);
    quote! {
        #uses
        #body
    }
}

/// Imports what the body names, so that no import is idle.
fn uses(defs: &[&TypeDef], body: &TokenStream) -> TokenStream {
    let text = body.to_string();
    let has = |word: &str| names(&text, word);
    let map = has("BTreeMap <").then(|| quote! { use std::collections::BTreeMap; });
    let file = has("FilePart").then(|| quote! { use crate::runtime::http::FilePart; });
    let extra = has(": Extra ,").then(|| quote! { use crate::runtime::json::Extra; });
    let format = has("format ::").then(|| quote! { use crate::format; });
    let checks = has("checks ::").then(|| quote! { use crate::checks; });
    let patterns = has("patterns ::").then(|| quote! { use crate::patterns; });
    let others = names_others(defs).then(|| quote! { use super::*; });
    let macros: BTreeSet<&str> = defs.iter().filter_map(|def| table(&def.shape)).collect();
    let macros: Vec<Token> = macros
        .into_iter()
        .map(|name| Token::new(name, Span::call_site()))
        .collect();
    let macros = match macros.as_slice() {
        [] => None,
        [one] => Some(quote! { use crate::runtime::macros::#one; }),
        several => Some(quote! { use crate::runtime::macros::{#(#several),*}; }),
    };
    quote! { #others #checks #format #patterns #file #extra #macros #map }
}

/// Whether the text begins a path with the word: `format ::` isn't in `my :: format ::`.
pub(super) fn names(text: &str, word: &str) -> bool {
    let mut before = text.match_indices(word).filter_map(|(at, _)| text.get(..at));
    before.any(|before| {
        !before.ends_with(":: ") && !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

/// Whether a type is made of one that is not among them.
fn names_others(defs: &[&TypeDef]) -> bool {
    let own: BTreeSet<&Ident> = defs.iter().map(|def| &def.name).collect();
    let mut named = Vec::new();
    defs.iter().for_each(|def| def.shape.mentioned(&mut named));
    named.iter().any(|name| !own.contains(name))
}

/// The macro that prints the shape.
fn table(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Struct(_) => Some("object"),
        Shape::StringEnum(_) => Some("string_enum"),
        Shape::IntegerEnum(_) => Some("integer_enum"),
        Shape::Union(_) => Some("union"),
        Shape::StringNewtype(_) => Some("string_newtype"),
        Shape::Newtype(_) => Some("newtype"),
        Shape::Alias(_) => None,
    }
}

fn definition(def: &TypeDef, api: &Api, checks: &Checks<'_>) -> TokenStream {
    let name = ident(&def.name);
    let docs = docs::item(&def.docs, &fallback(def));
    let deprecated = def.deprecated.then(|| quote! { #[deprecated] });
    let attributes = quote! { #(#docs)* #deprecated };
    let gate = gate(api.features.of_type(&def.name).iter().map(String::as_str));
    let item = match &def.shape {
        Shape::Struct(object) => structs::structure(def, object, checks, &attributes),
        Shape::StringEnum(values) => enums::strings(&name, values, &attributes),
        Shape::IntegerEnum(values) => enums::integers(&name, values, &attributes),
        Shape::Union(union) => unions::union(&name, union, checks, &attributes),
        Shape::StringNewtype(newtype) => {
            let check = checks.path(&newtype.constraints);
            let debug = newtype.secret.then(|| quote! { secret });
            quote! {
                string_newtype! { #attributes pub struct #name check(&#check) #debug }
            }
        }
        Shape::Newtype(inner) => {
            let inner = ty(inner, Place::Types);
            quote! {
                #attributes
                #[derive(Clone, PartialEq)]
                pub struct #name(pub #inner);
                #gate
                newtype! { #name(#inner) }
            }
        }
        Shape::Alias(inner) => {
            let inner = ty(inner, Place::Types);
            quote! {
                #attributes
                pub type #name = #inner;
            }
        }
    };
    quote! { #gate #item }
}

/// What is said of a type of which the description says nothing.
fn fallback(def: &TypeDef) -> String {
    match &def.shape {
        Shape::Alias(Type::Named(name)) => format!("Another name of [`{name}`]."),
        Shape::Struct(_)
        | Shape::StringEnum(_)
        | Shape::IntegerEnum(_)
        | Shape::Union(_)
        | Shape::StringNewtype(_)
        | Shape::Newtype(_)
        | Shape::Alias(_) => format!("The schema at `{}`.", def.pointer.to_string().replace('`', "'")),
    }
}
