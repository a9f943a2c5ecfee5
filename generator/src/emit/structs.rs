//! A struct: a table of its properties, and what a caller makes it of.

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::checks::Checks;
use super::docs;
use super::tokens::{Place, ident, index, literal, ty, wire};
use crate::imports::{BTREE_MAP, EXTRA, OBJECT};
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
    // What only the server writes is never made by a caller.
    let is_made = def.direction.request || !def.direction.response;
    let rows = object
        .fields
        .iter()
        .enumerate()
        .map(|(number, field)| row(number, field, is_made, checks));
    let extra = extra(&object.extra);
    let constructor = constructor(object, is_made);
    let check = checks
        .path(&object.constraints)
        .map(|check| quote! { check(&#check), });
    quote! {
        #OBJECT! {
            #attributes
            pub struct #name #constructor { #check #(#constants)* #(#rows)* #extra }
        }
    }
}

fn row(number: usize, field: &Field, is_made: bool, checks: &Checks<'_>) -> TokenStream {
    let (number, name) = (index(number), ident(&field.name.rust));
    let wire = wire(&field.name.wire);
    let docs = docs::row(&field.docs);
    let deprecated = field.deprecated.then(|| quote! { #[deprecated] });
    let of = ty(&field.ty, Place::Types);
    let presence = match field.presence {
        Presence::Required => quote! { required },
        Presence::Optional => quote! { optional },
        Presence::Nullable => quote! { nullable },
        Presence::OptionalNullable => quote! { tristate },
    };
    // Source: OpenAPI 3.0.4, Schema Object, `readOnly`: it "SHOULD NOT be sent as part of the request".
    let has_setter = matches!(field.presence, Presence::Optional | Presence::OptionalNullable);
    let read_only = (field.read_only && has_setter && is_made).then(|| quote! { read_only });
    let check = checks
        .path(&field.constraints)
        .map(|check| quote! { check(&#check) });
    let secret = field.secret.then(|| quote! { secret });
    quote! { #(#docs)* #deprecated #number #name: #of = #presence #wire #read_only #check #secret, }
}

/// What the table says of other properties; nothing where it keeps them in `extra`, as it does unless told otherwise.
fn extra(extra: &Extra) -> Option<TokenStream> {
    match extra {
        Extra::Keep(name) if name.as_str() == "extra" => None,
        Extra::Keep(name) => {
            let name = ident(name);
            Some(quote! { ..#name: #EXTRA, })
        }
        Extra::Typed(name, of) => {
            let (name, of) = (ident(name), ty(of, Place::Types));
            Some(quote! { ..#name: #BTREE_MAP<String, #of>, })
        }
        Extra::None => Some(quote! { closed, }),
    }
}

/// What a caller, or a test where only the server makes one, makes the value with: `new` from what is required; the table
/// makes setters for the rest.
fn constructor(object: &Struct, is_made: bool) -> TokenStream {
    let maker = Token::new(if is_made { "new" } else { "received" }, Span::call_site());
    let required = object.fields.iter().filter_map(|field| {
        let (name, ty) = (ident(&field.name.rust), ty(&field.ty, Place::Types));
        match field.presence {
            Presence::Required => Some(quote! { #name: #ty }),
            Presence::Nullable => Some(quote! { #name: Option<#ty> }),
            Presence::Optional | Presence::OptionalNullable => None,
        }
    });
    quote! { : #maker(#(#required),*) }
}
