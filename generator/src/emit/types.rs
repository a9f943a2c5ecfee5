//! `types.rs`: every schema, by name.

use proc_macro2::TokenStream;
use quote::quote;

use super::checks::Checks;
use super::tokens::{Place, ident, ty};
use super::{docs, enums, structs, unions};
use crate::ir::{Api, Shape, Type, TypeDef};

/// The module of types.
pub(super) fn module(api: &Api, checks: &Checks<'_>) -> TokenStream {
    let items: Vec<TokenStream> = api.types.values().map(|def| definition(def, checks)).collect();
    let body = quote! { #(#items)* };
    let uses = uses(&body);
    quote! {
        #![doc = " What the description's schemas are in Rust."]
        #uses
        #body
    }
}

/// Imports what the body names, so that no import is idle.
fn uses(body: &TokenStream) -> TokenStream {
    let text = body.to_string();
    let has = |word: &str| text.contains(word);
    let map = has("BTreeMap <").then(|| quote! { use std::collections::BTreeMap; });
    let extra = has(": Extra ,").then(|| quote! { use crate::runtime::json::Extra; });
    let format = has("format ::").then(|| quote! { use crate::format; });
    let checks = has("checks ::").then(|| quote! { use crate::checks; });
    let patterns = has("patterns ::").then(|| quote! { use crate::patterns; });
    let macros: Vec<TokenStream> = [
        "integer_enum",
        "newtype",
        "object",
        "string_enum",
        "string_newtype",
        "union",
    ]
    .into_iter()
    .filter(|name| {
        text.split_whitespace()
            .zip(text.split_whitespace().skip(1))
            .any(|pair| pair == (*name, "!"))
    })
    .map(|name| {
        let name = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
        quote! { #name }
    })
    .collect();
    let macros = match macros.as_slice() {
        [] => None,
        [one] => Some(quote! { use crate::runtime::macros::#one; }),
        several => Some(quote! { use crate::runtime::macros::{#(#several),*}; }),
    };
    quote! { #checks #format #patterns #extra #macros #map }
}

fn definition(def: &TypeDef, checks: &Checks<'_>) -> TokenStream {
    let name = ident(&def.name);
    let docs = docs::item(&def.docs, &fallback(def));
    let deprecated = def.deprecated.then(|| quote! { #[deprecated] });
    let attributes = quote! { #(#docs)* #deprecated };
    match &def.shape {
        Shape::Struct(object) => structs::structure(def, object, checks, &attributes),
        Shape::StringEnum(values) => enums::strings(&name, values, &attributes),
        Shape::IntegerEnum(values) => enums::integers(&name, values, &attributes),
        Shape::Union(union) => unions::union(&name, union, &attributes),
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
    }
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
