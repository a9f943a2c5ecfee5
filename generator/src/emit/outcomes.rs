//! Outcomes: the documented responses of an operation, and the Rust types of its successes and errors.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::docs;
use super::scope::Scope;
use super::tokens::index;
use crate::imports::{BYTES, OUTCOME, XML};
use crate::ir::{Case, Documented, Outcome, OutcomeEnum, OutcomeForm, StatusKey};

pub(super) fn case(case: &Case, scope: &Scope) -> TokenStream {
    let xml = scope.import(XML);
    let status = match case.status {
        StatusKey::Exact(code) => {
            let code = index(usize::from(code));
            quote! { status(#code) }
        }
        StatusKey::Range(class) => {
            let class = index(usize::from(class));
            quote! { range(#class) }
        }
        StatusKey::Default => quote! { default_response() },
    };
    let content = case.content.as_ref().map(|content| {
        let root = case.xml.as_ref().map(|name| scope.ident(name));
        let (reader, usual) = match (content, root) {
            (Documented::Typed(_), Some(root)) => (quote! { .xml(&#xml::#root) }, "application/xml"),
            (Documented::Typed(_), None) => (quote! { .json() }, "application/json"),
            (Documented::Text, _) => (quote! { .text() }, "text/plain"),
            (Documented::Bytes, _) => (quote! { .bytes() }, "*/*"),
        };
        let media_type = &case.media_type;
        let other = (media_type != usual).then(|| quote! { .media_type(#media_type) });
        quote! { #reader #other }
    });
    // The runtime treats 4XX, 5XX and `default` as errors, and the rest as output.
    let output = (case.success && case.status == StatusKey::Default).then(|| quote! { .output() });
    let other = case.is_other.then(|| quote! { .other() });
    quote! { #status #content #output #other }
}

/// The Rust type of the successes or of the errors, and the enum of all of them if there is one.
pub(super) fn outcome(outcome: &Outcome, scope: &Scope) -> (TokenStream, Option<TokenStream>) {
    let ty = match &outcome.form {
        OutcomeForm::Empty => quote! { () },
        OutcomeForm::Body(body) => documented(body, scope),
        OutcomeForm::Optional(body) => {
            let body = documented(body, scope);
            quote! { Option<#body> }
        }
        OutcomeForm::Enum(several) => scope.ident(&several.name).into_token_stream(),
    };
    (ty, outcome.variants().map(|several| outcome_enum(several, scope)))
}

fn documented(body: &Documented, scope: &Scope) -> TokenStream {
    match body {
        Documented::Typed(of) => scope.ty(of),
        Documented::Text => quote! { String },
        Documented::Bytes => scope.import(BYTES).into_token_stream(),
    }
}

fn outcome_enum(several: &OutcomeEnum, scope: &Scope) -> TokenStream {
    let (table, name) = (scope.import(OUTCOME), scope.ident(&several.name));
    let rows = several.variants.iter().map(|variant| {
        let docs = docs::item(&variant.docs, &docs::status(variant.status));
        let name = scope.ident(&variant.name);
        let key = match variant.status {
            StatusKey::Exact(code) => {
                let code = index(usize::from(code));
                quote! { #code }
            }
            StatusKey::Range(class) => {
                let class = index(usize::from(class));
                quote! { range(#class) }
            }
            StatusKey::Default => quote! { default },
        };
        let media_types = &variant.media_types;
        let media_types = (!media_types.is_empty()).then(|| quote! { [#(#media_types),*] });
        let body = variant
            .body
            .as_ref()
            .map(|body| documented(body, scope))
            .map(|body| quote! { (#body) });
        quote! { #(#docs)* #name #body = #key #media_types }
    });
    quote! { #table! { pub enum #name { #(#rows,)* } } }
}
