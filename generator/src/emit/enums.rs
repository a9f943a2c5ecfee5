//! Open enums of strings and integers.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::tokens::{ident, integer};
use crate::ir::{Enum, EnumVariant, IntegerVariant};

/// An enum of strings.
pub(super) fn strings(name: &Ident, values: &Enum<EnumVariant>, attributes: &TokenStream) -> TokenStream {
    let unknown = ident(&values.unknown);
    let variants = values.variants.iter().map(|variant| {
        let docs = docs::item(&variant.docs, &docs::named(&variant.name.wire));
        let name = ident(&variant.name.rust);
        quote! { #(#docs)* #name, }
    });
    let rows = values.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name.rust), &variant.name.wire);
        quote! { #name = #wire, }
    });
    quote! {
        #attributes
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that the description doesn't name."]
            #unknown(String),
        }
        string_enum! { #name { #(#rows)* ..#unknown } }
    }
}

/// An enum of integers.
pub(super) fn integers(name: &Ident, values: &Enum<IntegerVariant>, attributes: &TokenStream) -> TokenStream {
    let unknown = ident(&values.unknown);
    let variants = values.variants.iter().map(|variant| {
        let docs = docs::item(&variant.docs, &format!("`{}`", variant.value));
        let name = ident(&variant.name);
        quote! { #(#docs)* #name, }
    });
    let rows = values.variants.iter().map(|variant| {
        let (name, value) = (ident(&variant.name), integer(variant.value));
        quote! { #name = #value, }
    });
    quote! {
        #attributes
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that the description doesn't name."]
            #unknown(i64),
        }
        integer_enum! { #name { #(#rows)* ..#unknown } }
    }
}
