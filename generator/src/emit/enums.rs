//! Open enums of strings and integers.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::tokens::{ident, integer, unknown, wire};
use crate::imports::{INTEGER_ENUM, STRING_ENUM};
use crate::ir::{Enum, EnumVariant, IntegerVariant};

/// An enum of strings.
pub(super) fn strings(name: &Ident, values: &Enum<EnumVariant>, attributes: &TokenStream) -> TokenStream {
    let unknown = unknown();
    let rows = values.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name.rust), wire(&variant.name.wire));
        let docs = docs::row(&variant.docs);
        quote! { #(#docs)* #name = #wire, }
    });
    quote! {
        #STRING_ENUM! {
            #attributes
            pub enum #name { #(#rows)* ..#unknown }
        }
    }
}

/// An enum of integers.
pub(super) fn integers(name: &Ident, values: &Enum<IntegerVariant>, attributes: &TokenStream) -> TokenStream {
    let unknown = unknown();
    let rows = values.variants.iter().map(|variant| {
        let (name, value) = (ident(&variant.name), integer(variant.value));
        let docs = docs::row(&variant.docs);
        quote! { #(#docs)* #name = #value, }
    });
    quote! {
        #INTEGER_ENUM! {
            #attributes
            pub enum #name { #(#rows)* ..#unknown }
        }
    }
}
