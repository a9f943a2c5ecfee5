//! Open enums of strings and integers.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::scope::Scope;
use super::tokens::{integer, unknown, wire};
use crate::imports::{INTEGER_ENUM, STRING_ENUM};
use crate::ir::{Enum, EnumVariant, IntegerVariant};

/// An enum of strings.
pub(super) fn strings(
    name: &Ident,
    values: &Enum<EnumVariant>,
    attributes: &TokenStream,
    scope: &Scope,
) -> TokenStream {
    let table = scope.import(STRING_ENUM);
    let unknown = unknown();
    let rows = values.variants.iter().map(|variant| {
        let (name, wire) = (scope.ident(&variant.name.rust), wire(&variant.name.wire));
        let docs = docs::row(&variant.docs);
        quote! { #(#docs)* #name = #wire, }
    });
    quote! {
        #table! {
            #attributes
            pub enum #name { #(#rows)* ..#unknown }
        }
    }
}

/// An enum of integers.
pub(super) fn integers(
    name: &Ident,
    values: &Enum<IntegerVariant>,
    attributes: &TokenStream,
    scope: &Scope,
) -> TokenStream {
    let table = scope.import(INTEGER_ENUM);
    let unknown = unknown();
    let rows = values.variants.iter().map(|variant| {
        let (name, value) = (scope.ident(&variant.name), integer(variant.value));
        let docs = docs::row(&variant.docs);
        quote! { #(#docs)* #name = #value, }
    });
    quote! {
        #table! {
            #attributes
            pub enum #name { #(#rows)* ..#unknown }
        }
    }
}
