//! Operations: a file a tag, with a method that encodes and the table of each operation.

use std::collections::BTreeSet;
use std::path::PathBuf;

use proc_macro2::{Ident as Token, Span, TokenStream, TokenTree};
use quote::quote;

use super::arguments::{argument, body_parts, collected, value};
use super::bodies;
use super::checks::Checks;
use super::table::items;
use super::tokens::{gate, ident};
use super::types::names;
use super::{Package, docs};
use crate::ir::{Api, Group, Operation, Parameter};

/// `operations.rs` and a file a group.
pub(super) fn modules(api: &Api, checks: &Checks<'_>, package: &Package) -> Vec<(PathBuf, TokenStream)> {
    let mut files = Vec::new();
    let mut names = Vec::new();
    let mut own = TokenStream::new();
    for group in &api.groups {
        match &group.tag {
            Some(tag) => {
                let path = format!("src/operations/{}.rs", tag.file);
                files.push((
                    path.into(),
                    file(self::group(group, api, checks, package), &tag.docs, &tag.wire),
                ));
                names.push((
                    ident(&tag.method),
                    tag.file.as_str(),
                    gate(api.features.of_tag(&tag.method)),
                ));
            }
            None => own = self::group(group, api, checks, package),
        }
    }
    let uses = uses(&own);
    let (modules, globs): (Vec<_>, Vec<_>) = names
        .iter()
        .map(|(name, file, gate)| module(name, file, gate.as_ref(), &own))
        .unzip();
    let body = quote! {
        #![doc = " What can be called, by tag: the methods that encode a call, and what stands for each operation."]
        #(#modules)*
        #(#globs)*
        #uses
        #own
    };
    files.push(("src/operations.rs".into(), body));
    files
}

/// The module of a tag. What the operations without a tag import keeps its name, and a file has one in ASCII.
fn module(
    name: &Token,
    file: &str,
    gate: Option<&TokenStream>,
    own: &TokenStream,
) -> (TokenStream, TokenStream) {
    let text = name.to_string();
    let is_named = ["checks", "format", "types", "xml"].contains(&text.as_str())
        || names(&own.to_string(), &format!("{text} ::"));
    let is_imported = !own.is_empty() && is_named;
    let other = Token::new(&format!("{file}_api"), Span::call_site());
    let module = if is_imported { &other } else { name };
    let is_elsewhere = is_imported || text.trim_start_matches("r#") != file;
    let path = is_elsewhere.then(|| {
        let path = format!("operations/{file}.rs");
        quote! { #[path = #path] }
    });
    (
        quote! { #gate #path mod #module; },
        quote! { #gate pub use #module::*; },
    )
}

fn file(body: TokenStream, docs: &crate::ir::Docs, tag: &str) -> TokenStream {
    let text = docs
        .text
        .as_deref()
        .map_or_else(|| docs::tagged(tag), docs::one_line);
    let text = format!(" {text}");
    let uses = uses(&body);
    quote! { #![doc = #text] #uses #body }
}

/// Imports what the body names, so that no import is idle.
fn uses(body: &TokenStream) -> TokenStream {
    let mut words = BTreeSet::new();
    collect(body.clone(), &mut words);
    let used = |names: &[&str], path: &str| -> Option<TokenStream> {
        let found: Vec<Token> = names
            .iter()
            .filter(|name| words.contains(**name))
            .map(|name| Token::new(name, Span::call_site()))
            .collect();
        let path: TokenStream = path.parse().unwrap_or_default();
        match found.as_slice() {
            [] => None,
            [one] => Some(quote! { use #path::#one; }),
            several => Some(quote! { use #path::{#(#several),*}; }),
        }
    };
    let http = used(
        &[
            "Async", "Body", "Call", "Client", "Mode", "Style", "Texts", "outcome",
        ],
        "crate::runtime::http",
    );
    let text = body.to_string();
    // Both may be the names of parameters, too.
    let macros: Vec<&str> = ["choice", "operation"]
        .into_iter()
        .filter(|name| text.contains(&format!("{name} !")))
        .collect();
    let macros = used(&macros, "crate::runtime::macros");
    // `serde_json::Value` is always written with its path.
    let value = text.contains("Value :: Str").then_some("Value");
    // A parameter may be called so.
    let format = names(&text, "format ::").then(|| quote! { use crate::format; });
    let json: Vec<&str> = ["Schema"].into_iter().chain(value).collect();
    let json = used(&json, "crate::runtime::json");
    let checks = used(&["checks"], "crate");
    let types = used(&["types"], "crate");
    let bytes = used(&["Bytes"], "bytes");
    let map = used(&["BTreeMap"], "std::collections");
    // A parameter may be called so.
    let xml = names(&text, "xml ::").then(|| quote! { use crate::xml; });
    quote! { #checks #format #http #json #macros #types #xml #bytes #map }
}

/// Every identifier in the tokens that doesn't stand behind `::`.
fn collect(tokens: TokenStream, words: &mut BTreeSet<String>) {
    let mut colons = 0;
    for tree in tokens {
        let before = std::mem::take(&mut colons);
        match tree {
            TokenTree::Ident(word) if before < 2 => {
                words.insert(word.to_string());
            }
            TokenTree::Group(group) => collect(group.stream(), words),
            TokenTree::Punct(mark) if mark.as_char() == ':' => colons = before + 1,
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn group(group: &Group, api: &Api, checks: &Checks<'_>, package: &Package) -> TokenStream {
    let accessor = group.tag.as_ref().map(|tag| tag.method.as_str());
    let methods = group
        .operations
        .iter()
        .map(|operation| method(operation, api, package, accessor));
    let holder = match &group.tag {
        Some(tag) => {
            let name = ident(&tag.ty);
            let docs = docs::item(&tag.docs, &docs::tagged(&tag.wire));
            quote! {
                #(#docs)*
                #[derive(Debug)]
                pub struct #name<'c, M: Mode = Async> {
                    pub(crate) client: &'c Client<M>,
                }
                impl<M: Mode> #name<'_, M> { #(#methods)* }
            }
        }
        None => quote! { impl<M: Mode> Client<M> { #(#methods)* } },
    };
    let items = group
        .operations
        .iter()
        .map(|operation| items(operation, api, checks));
    quote! { #holder #(#items)* }
}

fn method(operation: &Operation, api: &Api, package: &Package, accessor: Option<&str>) -> TokenStream {
    let docs = docs::operation(operation, api, package, accessor);
    let deprecated = operation.deprecated.then(|| quote! { #[deprecated] });
    let (name, marker) = (ident(&operation.name), ident(&operation.marker));
    let client = if accessor.is_some() {
        quote! { self.client }
    } else {
        quote! { self }
    };
    let required: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .collect();
    let arguments = required.iter().map(|parameter| {
        let (name, ty) = (ident(&parameter.name.rust), argument(&parameter.ty, api));
        quote! { #name: #ty }
    });
    let values: Vec<TokenStream> = required.iter().map(|parameter| value(parameter, api)).collect();
    let lists = required.iter().filter_map(|parameter| collected(parameter, api));
    let required_body = operation.body.as_ref().filter(|body| body.required);
    let lifetime = required_body.and_then(bodies::lifetime);
    let (body_argument, body_call) = required_body.map(body_parts).unzip();
    let arguments = arguments.chain(body_argument);
    let call = quote! { Call::new(#client, &[#(#values),*]) };
    // A chain that is too long for a line is set badly by every formatter: it gets a name.
    let encode = match body_call {
        Some(body) if values.len() < 2 => quote! { #call #body },
        Some(body) => quote! { let call = #call; call #body },
        None => call,
    };
    quote! {
        #(#docs)*
        #deprecated
        pub fn #name #lifetime(&self, #(#arguments),*) -> Call<#marker, M> {
            #(#lists)*
            #encode
        }
    }
}
