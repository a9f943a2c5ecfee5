//! Arguments: how a caller passes a parameter or a body, and how it is converted into a value.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tokens::integer;
use crate::imports::{BODY, INTO_LISTED, Import, LISTED, LISTED_ITEMS, MEDIA_BODY, SCHEMA, TEXTS, VALUE};
use crate::ir::{Api, Body, BodyFormat, Literal, Parameter, Passed, Type};

/// How a caller passes a parameter.
pub(super) fn argument(of: &Type, api: &Api, scope: &Scope) -> TokenStream {
    match api.passed(of) {
        Passed::Copied(of) => scope.ty(of),
        Passed::Text => quote! { &str },
        Passed::Listed(of) => {
            let (of, into) = (scope.ty(of), scope.import(INTO_LISTED));
            quote! { impl #into<#of> }
        }
        Passed::Texts => quote! { impl IntoIterator<Item = impl AsRef<str>> },
        Passed::ListedItems(item) => {
            let (item, into) = (scope.ty(item), scope.import(INTO_LISTED));
            quote! { impl IntoIterator<Item = impl #into<#item>> }
        }
        Passed::Items(item) => {
            let item = scope.ty(item);
            quote! { impl IntoIterator<Item = impl Into<#item>> }
        }
        Passed::Borrowed(of) => {
            let of = scope.ty(of);
            quote! { &#of }
        }
    }
}

/// What the setter of a parameter takes, as a row of the table says it.
pub(super) fn setter_type(of: &Type, api: &Api, scope: &Scope) -> TokenStream {
    let passed = api.passed(of);
    match passed {
        Passed::Copied(_) | Passed::Text | Passed::Borrowed(_) => argument(of, api, scope),
        Passed::Texts => quote! { str as texts },
        Passed::Listed(of) => {
            let of = scope.ty(of);
            quote! { #of as listed }
        }
        Passed::ListedItems(item) => {
            let item = scope.ty(item);
            quote! { #item as listed_items }
        }
        Passed::Items(item) => {
            let item = scope.ty(item);
            quote! { #item as list }
        }
    }
}

/// The conversion of an argument before its value is read.
pub(super) fn collected(parameter: &Parameter, api: &Api, scope: &Scope) -> Option<TokenStream> {
    let name = scope.ident(&parameter.name.rust);
    let converted = |by: Import, of: &Type| {
        let (by, of) = (scope.import(by), scope.ty(of));
        Some(quote! { let #name = #by::<#of>::of(#name); })
    };
    match api.passed(&parameter.ty) {
        Passed::Copied(_) | Passed::Text | Passed::Borrowed(_) => None,
        Passed::Texts => {
            let texts = scope.import(TEXTS);
            Some(quote! { let #name = #texts::of(#name); })
        }
        Passed::Listed(of) => converted(LISTED, of),
        Passed::ListedItems(item) => converted(LISTED_ITEMS, item),
        Passed::Items(item) => {
            let item = scope.ty(item);
            Some(quote! { let #name: Vec<#item> = #name.into_iter().map(Into::into).collect(); })
        }
    }
}

pub(super) fn value(parameter: &Parameter, api: &Api, scope: &Scope) -> TokenStream {
    let [schema, value] = scope.imports([SCHEMA, VALUE]);
    match &parameter.constant {
        Some(Literal::String(text)) => return quote! { #value::Str(#text) },
        Some(Literal::Integer(number)) => {
            let number = integer(*number);
            return quote! { #value::I64(#number) };
        }
        Some(Literal::Bool(flag)) => return quote! { #value::Bool(#flag) },
        None => {}
    }
    let name = scope.ident(&parameter.name.rust);
    match api.passed(&parameter.ty) {
        Passed::Texts | Passed::Listed(_) | Passed::ListedItems(_) => quote! { #name.value() },
        Passed::Text => quote! { #value::Str(#name) },
        Passed::Copied(_) | Passed::Items(_) => quote! { #schema::value(&#name) },
        Passed::Borrowed(_) => quote! { #schema::value(#name) },
    }
}

/// The type that a variant of a choice of bodies borrows.
pub(super) fn borrowed_type(of: &Type, api: &Api, scope: &Scope) -> TokenStream {
    match api.passed(of) {
        Passed::Text => quote! { str },
        Passed::Texts => quote! { [String] },
        Passed::ListedItems(item) | Passed::Items(item) => {
            let item = scope.ty(item);
            quote! { [#item] }
        }
        Passed::Copied(_) | Passed::Listed(_) | Passed::Borrowed(_) => scope.ty(of),
    }
}

/// A body that is a list of texts is collected first.
pub(super) fn collected_body(body: &Body, api: &Api, scope: &Scope) -> Option<TokenStream> {
    let [content] = body.contents.as_slice() else {
        return None;
    };
    let typed = content.typed.as_ref()?;
    let (name, texts) = (scope.ident(&body.name), scope.import(TEXTS));
    (api.passed(&typed.ty) == Passed::Texts).then(|| quote! { let #name = #texts::of(#name); })
}

/// The argument of a request body, and how the call takes it.
pub(super) fn body_parts(body: &Body, api: &Api, scope: &Scope) -> (TokenStream, TokenStream) {
    let [bytes, media_body, value] = scope.imports([BODY, MEDIA_BODY, VALUE]);
    let name = scope.ident(&body.name);
    if let Some(choice) = chosen(body, scope) {
        return (
            quote! { #name: impl Into<#choice> },
            quote! { .chosen::<#choice>(#name) },
        );
    }
    let Some(content) = body.contents.first() else {
        return (quote! {}, quote! {});
    };
    let media_type = &content.media_type;
    match &content.typed {
        Some(typed) => {
            let call = |body: TokenStream| match typed.format {
                BodyFormat::Json => quote! { .json(#body) },
                BodyFormat::Form
                | BodyFormat::Multipart
                | BodyFormat::Text
                | BodyFormat::Xml
                | BodyFormat::Framed(_)
                | BodyFormat::Parts => {
                    quote! { .encoded(#body) }
                }
            };
            match api.passed(&typed.ty) {
                Passed::Text => (quote! { #name: &str }, quote! { .written(#value::Str(#name)) }),
                Passed::Texts => (
                    quote! { #name: &[impl AsRef<str>] },
                    quote! { .written(#name.value()) },
                ),
                Passed::ListedItems(item) | Passed::Items(item) => {
                    let item = scope.ty(item);
                    (
                        quote! { #name: &[#item] },
                        quote! { .written(#value::List(&#name)) },
                    )
                }
                Passed::Copied(_) => {
                    let ty = scope.ty(&typed.ty);
                    (quote! { #name: #ty }, call(quote! { &#name }))
                }
                Passed::Listed(_) | Passed::Borrowed(_) => {
                    let ty = scope.ty(&typed.ty);
                    (quote! { #name: &#ty }, call(quote! { #name }))
                }
            }
        }
        None if content.range.is_some() => {
            let range = &content.range;
            (
                quote! { #name: impl Into<#media_body> },
                quote! { .ranged_body(#range, #name) },
            )
        }
        None => (
            quote! { #name: impl Into<#bytes> },
            quote! { .raw_body(#media_type, #name) },
        ),
    }
}

/// The type of the choice, as used in a method.
fn chosen(body: &Body, scope: &Scope) -> Option<TokenStream> {
    let name = scope.ident(body.choice.as_ref()?);
    let lifetime = lifetime(body);
    Some(quote! { #name #lifetime })
}

/// The generics of a method that takes the body.
pub(super) fn lifetime(body: &Body) -> Option<TokenStream> {
    body.choice_borrows().then(|| quote! { <'b> })
}
