//! Request bodies: the rows of an operation's table that declare how its body is encoded, and the enum for several media types.

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::arguments::{borrowed_type, lifetime};
use super::checks::Checks;
use super::docs;
use super::scope::Scope;
use super::tokens::style_name;
use crate::imports::{BODY, CHOICE, MEDIA_BODY, STYLE, XML};
use crate::ir::{Api, BodyContent, BodyFormat, Encoding, Framing, Operation, Style, TypedBody};

/// The rows of a body with a single media type.
pub(super) fn rows(operation: &Operation, checks: &Checks<'_>, scope: &Scope) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    if body.choice.is_some() {
        // The choice declares how each variant is encoded; this row is for code that reads a request.
        return operation
            .bodies()
            .find_map(|typed| root(typed, scope))
            .map(|root| quote! { xml = #root, });
    }
    let content = body.contents.first()?;
    let typed = content.typed.as_ref()?;
    let media_type = &content.media_type;
    let format = (typed.format != BodyFormat::Json).then(|| {
        let format = format_name(typed.format);
        quote! { format = #format, }
    });
    let content_type = (media_type != "application/json").then(|| quote! { content_type = #media_type, });
    let check = checks
        .path(&typed.constraints, scope)
        .map(|check| quote! { body = &#check, });
    let encoding = encodings(typed, scope).map(|rows| quote! { encoding = #rows, });
    let root = root(typed, scope).map(|root| quote! { xml = #root, });
    Some(quote! { #format #content_type #check #encoding #root })
}

/// The root of an XML body.
fn root(typed: &TypedBody, scope: &Scope) -> Option<TokenStream> {
    let (xml, name) = (scope.import(XML), scope.ident(typed.xml.as_ref()?));
    Some(quote! { &#xml::#name })
}

/// The enum by which a caller chooses a media type.
pub(super) fn choice(
    operation: &Operation,
    api: &Api,
    checks: &Checks<'_>,
    scope: &Scope,
) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let (table, name) = (scope.import(CHOICE), scope.ident(body.choice.as_ref()?));
    let docs = format!(
        " The request body of [`{}`], in one of several media types.",
        operation.marker
    );
    let rows = body
        .contents
        .iter()
        .map(|content| variant(content, api, checks, scope));
    let generics = lifetime(body);
    Some(quote! {
        #table! {
            #[doc = #docs]
            pub enum #name [#generics] { #(#rows)* }
        }
    })
}

fn variant(content: &BodyContent, api: &Api, checks: &Checks<'_>, scope: &Scope) -> TokenStream {
    let [body, media_body] = scope.imports([BODY, MEDIA_BODY]);
    let (name, media_type) = (scope.ident(&content.variant), &content.media_type);
    let docs = format!(" {}", docs::code(media_type));
    let from = (!content.convertible).then(|| quote! { from() });
    if let Some(range) = content.range.as_ref().filter(|_| content.typed.is_none()) {
        let docs = format!(" `{range}`");
        return quote! { #[doc = #docs] #name(#media_body) = range(#range) #from, };
    }
    let Some(typed) = &content.typed else {
        return quote! { #[doc = #docs] #name(#body) = raw(#media_type) #from, };
    };
    let (ty, format) = (borrowed_type(&typed.ty, api, scope), format_name(typed.format));
    let check = checks
        .path(&typed.constraints, scope)
        .map(|check| quote! { check(&#check) });
    let encoding = encodings(typed, scope).map(|rows| quote! { encoding(#rows) });
    let root = root(typed, scope).map(|root| quote! { root(#root) });
    quote! { #[doc = #docs] #name(&'b #ty) = #format(#media_type) #check #encoding #root #from, }
}

fn format_name(format: BodyFormat) -> Token {
    let name = match format {
        BodyFormat::Json => "Json",
        BodyFormat::Form => "Form",
        BodyFormat::Multipart => "Multipart",
        BodyFormat::Text => "Text",
        BodyFormat::Xml => "Xml",
        BodyFormat::Framed(Framing::Events) => "Events",
        BodyFormat::Framed(Framing::Lines) => "Lines",
        BodyFormat::Framed(Framing::Sequence) => "Sequence",
        BodyFormat::Parts => "Parts",
    };
    Token::new(name, Span::call_site())
}

fn encodings(typed: &TypedBody, scope: &Scope) -> Option<TokenStream> {
    let rows = typed.encoding.iter().map(|of| encoding(of, scope));
    (!typed.encoding.is_empty()).then(|| quote! { &[#(#rows),*] })
}

fn encoding(encoding: &Encoding, scope: &Scope) -> TokenStream {
    let name = &encoding.name;
    let media_type = encoding
        .media_type
        .as_ref()
        .map(|media_type| quote! { .media_type(#media_type) });
    let style = encoding.style.map(|style| {
        let (of, name) = (
            scope.import(STYLE),
            Token::new(style_name(style), Span::call_site()),
        );
        let usual = matches!(style, Style::Form | Style::DeepObject);
        let explode = (encoding.explode != usual).then(|| {
            let explode = encoding.explode;
            quote! { .explode(#explode) }
        });
        quote! { .style(#of::#name) #explode }
    });
    let reserved = encoding.allow_reserved.then(|| quote! { .allow_reserved() });
    quote! { property(#name) #media_type #style #reserved }
}
