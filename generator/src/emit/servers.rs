//! `servers.rs`: the servers of the description, if there are several or one has variables.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::tokens::{ident, wire};
use super::uses::with_uses;
use crate::imports::{File, SERVER, SERVER_TABLE, SERVER_VARIABLE};
use crate::ir::{Api, Server, Variable};

/// The module, if it is needed.
pub(super) fn module(api: &Api) -> Option<TokenStream> {
    let has_variables = api.servers.iter().any(|server| !server.variables.is_empty());
    if api.servers.len() < 2 && !has_variables {
        return None;
    }
    let mut known = Vec::new();
    let mut enums = Vec::new();
    for variable in api.servers.iter().flat_map(|server| &server.variables) {
        let Some((name, values)) = &variable.values else {
            continue;
        };
        if known.contains(&name) {
            continue;
        }
        known.push(name);
        let docs = docs::attributes(&[format!(
            "The values of the variable {}.",
            docs::code(&variable.name.wire)
        )]);
        let name = ident(name);
        let rows = values.iter().map(|value| {
            let (variant, wire) = (ident(&value.rust), wire(&value.wire));
            quote! { #variant = #wire }
        });
        enums.push(quote! { #SERVER_VARIABLE! { #(#docs)* #name { #(#rows),* } } });
    }
    let servers = api.servers.iter().map(self::server);
    let items = with_uses(File::Servers, quote! { #(#servers)* #(#enums)* });
    Some(quote! {
        #![doc = " The servers of the description, for `ClientBuilder::server`."]
        #items
    })
}

fn server(server: &Server) -> TokenStream {
    let (function, template) = (ident(&server.function), &server.template);
    let docs = docs::item(&server.docs, &docs::code(template));
    if server.variables.is_empty() {
        return quote! {
            #(#docs)*
            #[must_use]
            pub fn #function() -> #SERVER {
                #SERVER::new(#template, &[])
            }
        };
    }
    let ty = ident(&server.ty);
    let rows = server.variables.iter().map(row);
    quote! { #SERVER_TABLE! { #(#docs)* #function: #ty = #template { #(#rows)* } } }
}

fn row(variable: &Variable) -> TokenStream {
    let (name, wire, default) = (ident(&variable.name.rust), &variable.name.wire, &variable.default);
    let docs = docs::item(&variable.docs, &format!("Sets {}.", docs::code(wire)));
    let of = match &variable.values {
        Some((of, _)) => {
            let of = ident(of);
            quote! { #of }
        }
        None => quote! { String },
    };
    quote! { #(#docs)* #name: #of = #wire or #default, }
}
