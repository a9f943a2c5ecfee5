//! A struct: the table of its properties, and its constructor.

use proc_macro2::{Ident as Token, Span, TokenStream, TokenTree};
use quote::quote;

use super::checks::Checks;
use super::docs;
use super::tokens::{Place, ident, literal, ty, wire};
use crate::imports::{BTREE_MAP, EXTRA, OBJECT};
use crate::ir::{Extra, Field, Presence, Struct, Type, TypeDef};

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
    // Callers never create a type that only the server sends.
    let is_made = def.direction.request || !def.direction.response;
    let rows = object.fields.iter().map(|field| row(field, is_made, checks));
    let extra = extra(&object.extra);
    let maker = Token::new(if is_made { "new" } else { "received" }, Span::call_site());
    let check = checks
        .path(&object.constraints)
        .map(|check| quote! { check(&#check), });
    quote! {
        #OBJECT! {
            #attributes
            pub struct #name: #maker { #check #(#constants)* #(#rows)* #extra }
        }
    }
}

fn row(field: &Field, is_made: bool, checks: &Checks<'_>) -> TokenStream {
    let name = ident(&field.name.rust);
    let wire = wire(&field.name.wire);
    let docs = docs::row(&field.docs);
    let deprecated = field.deprecated.then(|| quote! { #[deprecated] });
    let of = row_type(&field.ty);
    let (of, presence) = match field.presence {
        Presence::Required => (of, quote! { required }),
        Presence::Optional => (quote! { Option<#of> }, quote! { optional }),
        Presence::Nullable => (quote! { Option<#of> }, quote! { nullable }),
        Presence::OptionalNullable => (quote! { Option<Option<#of>> }, quote! { tristate }),
    };
    // Source: OpenAPI 3.0.4, Schema Object, `readOnly`: it "SHOULD NOT be sent as part of the request".
    let has_setter = matches!(field.presence, Presence::Optional | Presence::OptionalNullable);
    let read_only = (field.read_only && has_setter && is_made).then(|| quote! { read_only });
    let check = checks
        .path(&field.constraints)
        .map(|check| quote! { check(&#check) });
    let secret = field.secret.then(|| quote! { secret });
    quote! { #(#docs)* #deprecated pub #name: #of = #presence #wire #read_only #check #secret, }
}

/// A type in a row. A custom type that is not a plain path is put in parentheses.
fn row_type(of: &Type) -> TokenStream {
    let printed = ty(of, Place::Types);
    let is_path = !matches!(printed.clone().into_iter().next(), Some(TokenTree::Punct(_)));
    if let Type::Custom(path) = of
        && (path.contains('<') || !is_path)
    {
        return quote! { (#printed) };
    }
    if let Type::Array(inner) = of {
        let inner = row_type(inner);
        return quote! { Vec<#inner> };
    }
    printed
}

/// The field for additional properties, if there is one.
fn extra(extra: &Extra) -> Option<TokenStream> {
    match extra {
        Extra::Keep(name) => {
            let name = ident(name);
            Some(quote! { ..#name: #EXTRA, })
        }
        Extra::Typed(name, of) => {
            let (name, of) = (ident(name), ty(of, Place::Types));
            Some(quote! { ..#name: #BTREE_MAP<String, #of>, })
        }
        Extra::None => None,
    }
}
