//! A struct: the table of its properties, and its constructor.

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::checks::Checks;
use super::docs;
use super::foreign::is_plain;
use super::scope::Scope;
use super::tokens::{literal, wire};
use crate::imports::{EXTRA, OBJECT};
use crate::ir::{Api, Extra, Field, Presence, Struct, Type, TypeDef};

/// A struct with its table.
pub(super) fn structure(
    def: &TypeDef,
    object: &Struct,
    api: &Api,
    checks: &Checks<'_>,
    attributes: &TokenStream,
    scope: &Scope,
) -> TokenStream {
    let (table, name) = (scope.import(OBJECT), scope.ident(&def.name));
    let constants = object.constants.iter().map(|constant| {
        let (wire, value) = (&constant.wire, literal(&constant.value));
        quote! { const #wire = #value, }
    });
    // Callers never create a type that only the server sends.
    let is_made = def.direction.request || !def.direction.response;
    let rows = object
        .fields
        .iter()
        .map(|field| row(field, def, object, is_made, api, checks, scope));
    let extra = extra(&object.extra, scope);
    let maker = Token::new(if is_made { "new" } else { "received" }, Span::call_site());
    let check = checks
        .path(&object.constraints, scope)
        .map(|check| quote! { check(&#check), });
    quote! {
        #table! {
            #attributes
            pub struct #name: #maker { #check #(#constants)* #(#rows)* #extra }
        }
    }
}

fn row(
    field: &Field,
    def: &TypeDef,
    object: &Struct,
    is_made: bool,
    api: &Api,
    checks: &Checks<'_>,
    scope: &Scope,
) -> TokenStream {
    let name = scope.ident(&field.name.rust);
    let wire = wire(&field.name.wire);
    let docs = docs::row(&field.docs);
    let deprecated = field.deprecated.then(|| quote! { #[deprecated] });
    let of_user = api
        .derives
        .get(&def.name)
        .and_then(|all| all.fields.get(&field.name.wire));
    let of_user = of_user.into_iter().flatten();
    let of_user = of_user.filter_map(|text| text.parse::<TokenStream>().ok());
    let of = row_type(&field.ty, scope);
    let (of, presence) = match field.presence {
        Presence::Required => (of, quote! { required }),
        Presence::Optional | Presence::OptionalOrNull => (quote! { Option<#of> }, quote! { optional }),
        Presence::Nullable => (quote! { Option<#of> }, quote! { nullable }),
        Presence::OptionalNullable => {
            let null = object.null_setter(field).map(|name| {
                scope.note_letters(&name);
                let name = Token::new(&name, Span::call_site());
                quote! { (#name) }
            });
            (quote! { Option<Option<#of>> }, quote! { tristate #null })
        }
    };
    let is_nullable = field.presence == Presence::Nullable;
    let by_value = (api.is_by_value(&field.ty) && !is_nullable).then(|| quote! { by_value });
    // Source: OpenAPI 3.0.4, Schema Object, `readOnly`: it "SHOULD NOT be sent as part of the request".
    let has_setter = field.presence.is_optional();
    let read_only = (field.read_only && has_setter && is_made).then(|| quote! { read_only });
    let check = checks
        .path(&field.constraints, scope)
        .map(|check| quote! { check(&#check) });
    let secret = field.secret.then(|| quote! { secret });
    let needed = (is_made && field.is_needed()).then(|| quote! { needed });
    let never_null = (is_made && field.is_never_null()).then(|| quote! { never_null });
    quote! {
        #(#docs)* #deprecated #(#of_user)* pub #name: #of = #presence #wire #needed #never_null #read_only #by_value #check #secret,
    }
}

/// A type in a row. A custom type that is not a plain path is put in parentheses.
fn row_type(of: &Type, scope: &Scope) -> TokenStream {
    let printed = scope.ty(of);
    if let Type::Custom(path) = of
        && !is_plain(path)
    {
        return quote! { (#printed) };
    }
    if let Type::Array(inner) = of {
        let inner = row_type(inner, scope);
        return quote! { Vec<#inner> };
    }
    printed
}

/// The field for additional properties, if there is one.
fn extra(extra: &Extra, scope: &Scope) -> Option<TokenStream> {
    match extra {
        Extra::Keep(name) => {
            let (name, extra) = (scope.ident(name), scope.import(EXTRA));
            Some(quote! { ..#name: #extra, })
        }
        Extra::Typed(name, of) => {
            let (name, map) = (scope.ident(name), scope.map(of));
            Some(quote! { ..#name: #map, })
        }
        Extra::None => None,
    }
}
