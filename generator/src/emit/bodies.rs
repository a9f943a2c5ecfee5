//! Request bodies: the rows of an operation's table that declare how its body is encoded, and the enum for several media types.

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::arguments::{borrowed_type, lifetime};
use super::checks::Checks;
use super::docs;
use super::tokens::{ident, style_name};
use crate::imports::{BODY, CHOICE, MEDIA_BODY, STYLE, XML};
use crate::ir::{Api, BodyContent, BodyFormat, Encoding, Operation, Style, TypedBody};

/// The rows of a body with a single media type.
pub(super) fn rows(operation: &Operation, checks: &Checks<'_>) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    if body.choice.is_some() {
        // The choice declares how each variant is encoded; this row is for code that reads a request.
        return operation
            .bodies()
            .find_map(root)
            .map(|root| quote! { xml = #root, });
    }
    let content = body.contents.first()?;
    let typed = content.typed.as_ref()?;
    let media_type = &content.media_type;
    let writing = (typed.writing != BodyFormat::Json).then(|| {
        let writing = writing(typed.writing);
        quote! { writing = #writing, }
    });
    let content_type = (media_type != "application/json").then(|| quote! { content_type = #media_type, });
    let check = checks
        .path(&typed.constraints)
        .map(|check| quote! { body = &#check, });
    let encoding = encodings(typed).map(|rows| quote! { encoding = #rows, });
    let root = root(typed).map(|root| quote! { xml = #root, });
    Some(quote! { #writing #content_type #check #encoding #root })
}

/// The root of an XML body.
fn root(typed: &TypedBody) -> Option<TokenStream> {
    let name = ident(typed.xml.as_ref()?);
    Some(quote! { &#XML::#name })
}

/// The enum by which a caller chooses a media type.
pub(super) fn choice(operation: &Operation, api: &Api, checks: &Checks<'_>) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let name = ident(body.choice.as_ref()?);
    let docs = format!(
        " The request body of [`{}`], in one of several media types.",
        operation.marker
    );
    let rows = body.contents.iter().map(|content| variant(content, api, checks));
    let generics = lifetime(body);
    Some(quote! {
        #CHOICE! {
            #[doc = #docs]
            pub enum #name [#generics] { #(#rows)* }
        }
    })
}

fn variant(content: &BodyContent, api: &Api, checks: &Checks<'_>) -> TokenStream {
    let (name, media_type) = (ident(&content.variant), &content.media_type);
    let docs = format!(" {}", docs::code(media_type));
    let from = (!content.convertible).then(|| quote! { from() });
    if let Some(range) = content.range.as_ref().filter(|_| content.typed.is_none()) {
        let docs = format!(" `{range}`");
        return quote! { #[doc = #docs] #name(#MEDIA_BODY) = range(#range) #from, };
    }
    let Some(typed) = &content.typed else {
        return quote! { #[doc = #docs] #name(#BODY) = raw(#media_type) #from, };
    };
    let (ty, writing) = (borrowed_type(&typed.ty, api), writing(typed.writing));
    let check = checks
        .path(&typed.constraints)
        .map(|check| quote! { check(&#check) });
    let encoding = encodings(typed).map(|rows| quote! { encoding(#rows) });
    let root = root(typed).map(|root| quote! { root(#root) });
    quote! { #[doc = #docs] #name(&'b #ty) = #writing(#media_type) #check #encoding #root #from, }
}

fn writing(writing: BodyFormat) -> Token {
    let name = match writing {
        BodyFormat::Json => "Json",
        BodyFormat::Form => "Form",
        BodyFormat::Multipart => "Multipart",
        BodyFormat::Text => "Text",
        BodyFormat::Xml => "Xml",
    };
    Token::new(name, Span::call_site())
}

fn encodings(typed: &TypedBody) -> Option<TokenStream> {
    let rows = typed.encoding.iter().map(encoding);
    (!typed.encoding.is_empty()).then(|| quote! { &[#(#rows),*] })
}

fn encoding(encoding: &Encoding) -> TokenStream {
    let name = &encoding.name;
    let media_type = encoding
        .media_type
        .as_ref()
        .map(|media_type| quote! { .media_type(#media_type) });
    let style = encoding.style.map(|style| {
        let name = Token::new(style_name(style), Span::call_site());
        let usual = matches!(style, Style::Form | Style::DeepObject);
        let explode = (encoding.explode != usual).then(|| {
            let explode = encoding.explode;
            quote! { .explode(#explode) }
        });
        quote! { .style(#STYLE::#name) #explode }
    });
    let reserved = encoding.allow_reserved.then(|| quote! { .allow_reserved() });
    quote! { property(#name) #media_type #style #reserved }
}
