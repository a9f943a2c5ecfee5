//! The table of an operation, and the setter of an optional body.

use proc_macro2::{Ident as Token, Literal, Span, TokenStream};
use quote::quote;

use super::arguments::{body_parts, collected_body, lifetime, setter_type};
use super::bodies;
use super::checks::Checks;
use super::docs;
use super::outcomes::{case, outcome};
use super::scope::Scope;
use super::tokens::{parameter_of_mode, style_name, wire};
use crate::imports::{CALL, MODE, OPERATION, SCHEME_POSITIONS, STYLE};
use crate::ir::{Api, Framing, Location, Method, NextPage, Operation, Paging, Parameter, Sequence, Style};

/// The operation's table, the setter of its optional body, and the types of several responses.
pub(super) fn items(operation: &Operation, api: &Api, checks: &Checks<'_>, scope: &Scope) -> TokenStream {
    let (table, marker) = (scope.import(OPERATION), scope.ident(&operation.marker));
    let (id, path) = (&operation.id, wire(&operation.path));
    let method = method(&operation.method);
    let rows = operation
        .parameters
        .iter()
        .map(|parameter| row(parameter, api, checks, scope));
    let security: Vec<TokenStream> = operation
        .security
        .iter()
        .map(|all| credentials(all, api, scope))
        .collect();
    let security = (!security.is_empty()).then(|| quote! { security = &[#(#security),*], });
    let query = &operation.query;
    let query = (!query.is_empty()).then(|| quote! { query = #query, });
    let server = &operation.server;
    let server = (!server.is_empty()).then(|| quote! { server = #server, });
    let key = operation
        .idempotency_key
        .as_ref()
        .map(|key| quote! { idempotency_key = #key, });
    let body = bodies::rows(operation, checks, scope);
    let choice = bodies::choice(operation, api, checks, scope);
    let (output, output_enum) = outcome(&operation.output, scope);
    let (error, error_enum) = outcome(&operation.error, scope);
    let stream = operation.stream.as_ref().map(|of| sequence(of, scope));
    let pages = operation.paging.as_ref().map(|of| pages(of, scope));
    let responses = operation.cases.iter().map(|of| case(of, scope));
    let body_docs = docs::of_optional_body(operation, scope.root());
    let body_setter = body_setter(operation, api, scope);
    quote! {
        #table! {
            #(#body_docs)*
            #marker: #id #method #path,
            #(#rows)*
            #query
            #server
            #security
            #key
            #body
            Ok = #output,
            Err = #error,
            #stream
            #pages
            responses = [#(#responses),*],
        }
        #body_setter
        #choice
        #output_enum
        #error_enum
    }
}

/// A method as a word, or as a text if it is no identifier: `M-SEARCH`.
fn method(method: &Method) -> TokenStream {
    let name = method.as_str();
    if name.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let word = Token::new(name, Span::call_site());
        quote! { #word }
    } else {
        quote! { #name }
    }
}

/// The security schemes of an alternative, by the names of their setters.
fn credentials(all: &[usize], api: &Api, scope: &Scope) -> TokenStream {
    let schemes = all.iter().filter_map(|scheme| api.schemes.get(*scheme));
    let names = schemes.map(|scheme| {
        let (module, name) = (scope.import(SCHEME_POSITIONS), scope.ident(&scheme.name.rust));
        quote! { #module::#name }
    });
    quote! { &[#(#names),*] }
}

/// The items of a response that is a stream.
fn sequence(sequence: &Sequence, scope: &Scope) -> TokenStream {
    let framing = match sequence.framing {
        Framing::Events => "Events",
        Framing::Lines => "Lines",
        Framing::Sequence => "Sequence",
    };
    let framing = Token::new(framing, Span::call_site());
    let (media_type, item) = (&sequence.media_type, scope.ty(&sequence.item));
    quote! { stream = #framing(#media_type) of #item, }
}

/// How a page leads to the next one, and the items of a page.
fn pages(paging: &Paging, scope: &Scope) -> TokenStream {
    let next_page = match &paging.next_page {
        NextPage::Cursor { parameter, next } => quote! { cursor(#parameter, #next) },
        NextPage::Offset { parameter } => quote! { offset(#parameter) },
        NextPage::Page { parameter, first } => {
            let first = Literal::i64_unsuffixed(*first);
            quote! { page(#parameter, #first) }
        }
        NextPage::Link { next: None } => quote! { link() },
        NextPage::Link { next: Some(next) } => quote! { link_at(#next) },
    };
    let more = paging.more.as_ref().map(|more| quote! { .more(#more) });
    let (items, element) = (&paging.items, scope.ty(&paging.element));
    quote! { pages = #next_page #more, items = #items of #element, }
}

/// A row of the table: a parameter, and its setter if it is optional.
fn row(parameter: &Parameter, api: &Api, checks: &Checks<'_>, scope: &Scope) -> TokenStream {
    let name = scope.ident(&parameter.name.rust);
    let spec = parameter_spec(parameter, checks, scope);
    if parameter.required {
        return quote! { .#name = #spec, };
    }
    let ty = setter_type(&parameter.ty, api, scope);
    let docs = docs::item(
        &parameter.docs,
        &format!("Sets {}.", docs::code(&parameter.name.wire)),
    );
    let deprecated = parameter.deprecated.then(|| quote! { #[deprecated] });
    quote! { #(#docs)* #deprecated .#name: #ty = #spec, }
}

/// The setter of an optional body, which is documented on the page of the operation.
fn body_setter(operation: &Operation, api: &Api, scope: &Scope) -> Option<TokenStream> {
    let body = operation.body.as_ref().filter(|body| !body.required)?;
    let [call_type, in_mode] = scope.imports([CALL, MODE]);
    let (marker, name) = (scope.ident(&operation.marker), scope.ident(&body.name));
    let mode = parameter_of_mode();
    let docs = docs::item(&body.docs, "Sets the request body.");
    let (argument, call) = body_parts(body, api, scope);
    let list = collected_body(body, api, scope);
    let lifetime = lifetime(body);
    Some(quote! {
        #[cfg_attr(doc, doc(hidden))]
        impl<#mode: #in_mode> #call_type<#marker, #mode> {
            #(#docs)*
            pub fn #name #lifetime(self, #argument) -> Self { #list self #call }
        }
    })
}

fn parameter_spec(parameter: &Parameter, checks: &Checks<'_>, scope: &Scope) -> TokenStream {
    let wire = &parameter.name.wire;
    let (constructor, default_style) = match parameter.location {
        Location::Path => ("path", Style::Simple),
        Location::Query => ("query", Style::Form),
        Location::QueryString => ("querystring", Style::Form),
        Location::Header => ("header", Style::Simple),
        Location::Cookie => ("cookie", Style::Form),
    };
    let constructor = Token::new(constructor, Span::call_site());
    let required =
        (parameter.required && parameter.location != Location::Path).then(|| quote! { .required() });
    let style = (parameter.style != default_style).then(|| {
        let style = Token::new(style_name(parameter.style), Span::call_site());
        let of = scope.import(STYLE);
        quote! { .style(#of::#style) }
    });
    let default_explode = matches!(default_style, Style::Form);
    let explode = (parameter.explode != default_explode).then(|| {
        let explode = parameter.explode;
        quote! { .explode(#explode) }
    });
    let reserved = parameter.allow_reserved.then(|| quote! { .allow_reserved() });
    let empty = parameter.allow_empty.then(|| quote! { .allow_empty() });
    let check = checks
        .path(&parameter.constraints, scope)
        .map(|check| quote! { .check(&#check) });
    quote! { #constructor(#wire) #required #style #explode #reserved #empty #check }
}
