//! A struct, its table, its constructor and its setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::checks::Checks;
use super::docs;
use super::tokens::{Place, ident, index, literal, ty};
use crate::ir::{Extra, Field, Presence, Struct, TypeDef};

/// A struct with its table.
pub(super) fn structure(
    def: &TypeDef,
    object: &Struct,
    checks: &Checks<'_>,
    attributes: &TokenStream,
) -> TokenStream {
    let name = ident(&def.name);
    let fields = object.fields.iter().map(field);
    let extra = extra_field(&object.extra);
    let table = table(def, object, checks);
    // What only the server writes is never made by a caller.
    let only_received = def.direction.response && !def.direction.request;
    let setters = (!only_received).then(|| setters(def, object));
    quote! {
        #attributes
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* #extra }
        #setters
        #table
    }
}

fn field(field: &Field) -> TokenStream {
    let name = ident(&field.name.rust);
    let docs = docs::item(&field.docs, &docs::named(&field.name.wire));
    let deprecated = field.deprecated.then(|| quote! { #[deprecated] });
    let ty = presented(field);
    quote! { #(#docs)* #deprecated pub #name: #ty, }
}

fn presented(field: &Field) -> TokenStream {
    let ty = ty(&field.ty, Place::Types);
    match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => quote! { Option<#ty> },
        Presence::OptionalNullable => quote! { Option<Option<#ty>> },
    }
}

fn extra_field(extra: &Extra) -> Option<TokenStream> {
    match extra {
        Extra::Keep(name) => {
            let name = ident(name);
            Some(quote! { #[doc = " Properties that the description doesn't name."] pub #name: Extra, })
        }
        Extra::Typed(name, of) => {
            let (name, of) = (ident(name), ty(of, Place::Types));
            Some(quote! { #[doc = " Every other property."] pub #name: BTreeMap<String, #of>, })
        }
        Extra::None => None,
    }
}

fn table(def: &TypeDef, object: &Struct, checks: &Checks<'_>) -> TokenStream {
    let name = ident(&def.name);
    let constants = object.constants.iter().map(|constant| {
        let (wire, value) = (&constant.wire, literal(&constant.value));
        quote! { const #wire = #value, }
    });
    let fields = object
        .fields
        .iter()
        .enumerate()
        .map(|(number, field)| row(number, field, checks));
    let extra = match &object.extra {
        Extra::Keep(name) | Extra::Typed(name, _) => {
            let name = ident(name);
            Some(quote! { ..#name })
        }
        Extra::None => None,
    };
    quote! { object! { #name { #(#constants)* #(#fields)* #extra } } }
}

fn row(number: usize, field: &Field, checks: &Checks<'_>) -> TokenStream {
    let (number, name, wire) = (index(number), ident(&field.name.rust), &field.name.wire);
    let presence = match field.presence {
        Presence::Required => quote! { required },
        Presence::Optional => quote! { optional },
        Presence::Nullable => quote! { nullable },
        Presence::OptionalNullable => quote! { tristate },
    };
    let check = checks
        .path(&field.constraints)
        .map(|check| quote! { check(&#check) });
    let secret = field.secret.then(|| quote! { secret });
    quote! { #number #name #wire #presence #check #secret, }
}

/// What a caller makes the value with: `new` from what is required, a setter for the rest.
fn setters(def: &TypeDef, object: &Struct) -> TokenStream {
    let name = ident(&def.name);
    let mut required = Vec::new();
    let mut optional = Vec::new();
    for field in &object.fields {
        let (name, ty) = (ident(&field.name.rust), ty(&field.ty, Place::Types));
        match field.presence {
            Presence::Required => required.push(quote! { #name: #ty }),
            Presence::Nullable => required.push(quote! { #name: Option<#ty> }),
            Presence::Optional => optional.push(quote! { #name: #ty, }),
            Presence::OptionalNullable => optional.push(quote! { #name: #ty as tristate, }),
        }
    }
    quote! { setters! { #name(#(#required),*) { #(#optional)* } } }
}
