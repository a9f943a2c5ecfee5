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
    let constants = object.constants.iter().map(|constant| {
        let (wire, value) = (&constant.wire, literal(&constant.value));
        quote! { const #wire = #value, }
    });
    let rows = object
        .fields
        .iter()
        .enumerate()
        .map(|(number, field)| row(number, field, checks));
    let extra = extra(&object.extra);
    // What only the server writes is never made by a caller.
    let only_received = def.direction.response && !def.direction.request;
    let setters = (!only_received).then(|| setters(def, object));
    quote! {
        object! {
            #attributes
            pub struct #name { #(#constants)* #(#rows)* #extra }
        }
        #setters
    }
}

fn row(number: usize, field: &Field, checks: &Checks<'_>) -> TokenStream {
    let (number, name, wire) = (index(number), ident(&field.name.rust), &field.name.wire);
    let docs = docs::row(&field.docs);
    let deprecated = field.deprecated.then(|| quote! { #[deprecated] });
    let of = ty(&field.ty, Place::Types);
    let (of, presence) = match field.presence {
        Presence::Required => (of, quote! { required }),
        Presence::Optional => (quote! { Option<#of> }, quote! { optional }),
        Presence::Nullable => (quote! { Option<#of> }, quote! { nullable }),
        Presence::OptionalNullable => (quote! { Option<Option<#of>> }, quote! { tristate }),
    };
    let check = checks
        .path(&field.constraints)
        .map(|check| quote! { check(&#check) });
    let secret = field.secret.then(|| quote! { secret });
    quote! { #(#docs)* #deprecated #number #name: #of = #presence #wire #check #secret, }
}

/// What the table says of other properties; nothing where it keeps them in `extra`, as it does unless told otherwise.
fn extra(extra: &Extra) -> Option<TokenStream> {
    match extra {
        Extra::Keep(name) if name.as_str() == "extra" => None,
        Extra::Keep(name) => {
            let name = ident(name);
            Some(quote! { ..#name: Extra, })
        }
        Extra::Typed(name, of) => {
            let (name, of) = (ident(name), ty(of, Place::Types));
            Some(quote! { ..#name: BTreeMap<String, #of>, })
        }
        Extra::None => Some(quote! { closed, }),
    }
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
            // Source: OpenAPI 3.0.4, Schema Object, `readOnly`: it "SHOULD NOT be sent as part of the request".
            Presence::Optional | Presence::OptionalNullable if field.read_only => {}
            Presence::Optional => optional.push(quote! { #name: #ty, }),
            Presence::OptionalNullable => optional.push(quote! { #name: #ty as tristate, }),
        }
    }
    quote! { setters! { #name(#(#required),*) { #(#optional)* } } }
}
