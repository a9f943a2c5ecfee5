//! Arguments: how a caller passes a parameter or a body, and how it is converted into a value.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::tokens::{integer, resolved};
use crate::imports::{BODY, MEDIA_BODY, SCHEMA, TEXTS, VALUE};
use crate::ir::{Api, Body, BodyFormat, Literal, Parameter, Type, View};

/// How a caller passes a parameter.
pub(super) fn argument(of: &Type, api: &Api, scope: &Scope) -> TokenStream {
    let of = resolved(of, api);
    match of.view() {
        View::Array(inner) if is_text(inner, api) => quote! { impl IntoIterator<Item = impl AsRef<str>> },
        View::Array(inner) => {
            let inner = scope.ty(inner);
            quote! { impl IntoIterator<Item = impl Into<#inner>> }
        }
        View::Leaf if *of == Type::String => quote! { &str },
        View::Leaf if of.is_scalar() => scope.ty(of),
        View::Leaf | View::Named(_) | View::Boxed(_) | View::Map(_) | View::Nullable(_) => {
            let of = scope.ty(of);
            quote! { &#of }
        }
    }
}

/// What the setter of a parameter takes, as a row of the table says it.
pub(super) fn setter_type(of: &Type, api: &Api, scope: &Scope) -> TokenStream {
    match resolved(of, api).view() {
        View::Array(inner) if is_text(inner, api) => quote! { str as texts },
        View::Array(inner) => {
            let inner = scope.ty(inner);
            quote! { #inner as list }
        }
        View::Leaf | View::Named(_) | View::Boxed(_) | View::Map(_) | View::Nullable(_) => {
            argument(of, api, scope)
        }
    }
}

/// A list is collected first, whatever its owner.
pub(super) fn collected(parameter: &Parameter, api: &Api, scope: &Scope) -> Option<TokenStream> {
    match resolved(&parameter.ty, api).view() {
        View::Array(inner) if is_text(inner, api) => {
            let (name, texts) = (scope.ident(&parameter.name.rust), scope.import(TEXTS));
            Some(quote! { let #name = #texts::of(#name); })
        }
        View::Array(inner) => {
            let (name, inner) = (scope.ident(&parameter.name.rust), scope.ty(inner));
            Some(quote! { let #name: Vec<#inner> = #name.into_iter().map(Into::into).collect(); })
        }
        View::Leaf | View::Named(_) | View::Boxed(_) | View::Map(_) | View::Nullable(_) => None,
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
    let of = resolved(&parameter.ty, api);
    match of.view() {
        View::Array(inner) if is_text(inner, api) => quote! { #name.value() },
        View::Array(_) => quote! { #schema::value(&#name) },
        View::Leaf if *of == Type::String => quote! { #value::Str(#name) },
        View::Leaf if of.is_scalar() => quote! { #schema::value(&#name) },
        View::Leaf | View::Named(_) | View::Boxed(_) | View::Map(_) | View::Nullable(_) => {
            quote! { #schema::value(#name) }
        }
    }
}

/// Whether the items of a list are texts, which are borrowed.
fn is_text(item: &Type, api: &Api) -> bool {
    matches!(resolved(item, api), Type::String)
}

/// How a body that is a text or a list is borrowed, so that callers needn't own one.
enum Borrowed<'t> {
    Text,
    Texts,
    List(&'t Type),
}

fn borrowed<'t>(of: &'t Type, api: &'t Api) -> Option<Borrowed<'t>> {
    let of = resolved(of, api);
    match of.view() {
        View::Array(inner) if is_text(inner, api) => Some(Borrowed::Texts),
        View::Array(inner) => Some(Borrowed::List(inner)),
        View::Leaf => (*of == Type::String).then_some(Borrowed::Text),
        View::Named(_) | View::Boxed(_) | View::Map(_) | View::Nullable(_) => None,
    }
}

/// The type that a variant of a choice of bodies borrows.
pub(super) fn borrowed_type(of: &Type, api: &Api, scope: &Scope) -> TokenStream {
    let text = Type::String;
    let item = match borrowed(of, api) {
        Some(Borrowed::Text) => return quote! { str },
        Some(Borrowed::Texts) => &text,
        Some(Borrowed::List(item)) => item,
        None => return scope.ty(of),
    };
    let item = scope.ty(item);
    quote! { [#item] }
}

/// A body that is a list of texts is collected first.
pub(super) fn collected_body(body: &Body, api: &Api, scope: &Scope) -> Option<TokenStream> {
    let [content] = body.contents.as_slice() else {
        return None;
    };
    let typed = content.typed.as_ref()?;
    let (name, texts) = (scope.ident(&body.name), scope.import(TEXTS));
    matches!(borrowed(&typed.ty, api), Some(Borrowed::Texts))
        .then(|| quote! { let #name = #texts::of(#name); })
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
            match borrowed(&typed.ty, api) {
                Some(Borrowed::Text) => {
                    return (quote! { #name: &str }, quote! { .written(#value::Str(#name)) });
                }
                Some(Borrowed::Texts) => {
                    return (
                        quote! { #name: &[impl AsRef<str>] },
                        quote! { .written(#name.value()) },
                    );
                }
                Some(Borrowed::List(item)) => {
                    let item = scope.ty(item);
                    return (
                        quote! { #name: &[#item] },
                        quote! { .written(#value::List(&#name)) },
                    );
                }
                None => {}
            }
            let ty = scope.ty(&typed.ty);
            let call = match typed.format {
                BodyFormat::Json => quote! { .json(#name) },
                BodyFormat::Form | BodyFormat::Multipart | BodyFormat::Text | BodyFormat::Xml => {
                    quote! { .encoded(#name) }
                }
            };
            (quote! { #name: &#ty }, call)
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
