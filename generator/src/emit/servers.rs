//! `servers.rs`: the servers of the description, if there are several or one has variables.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::scope::{Fragment, Scope};
use super::tokens::wire;
use crate::imports::{File, SERVER, SERVER_TABLE, SERVER_VARIABLE};
use crate::ir::{Api, Server, Variable};

/// The module, if it is needed.
pub(super) fn module(api: &Api) -> Option<Fragment> {
    let has_variables = api.servers.iter().any(|server| !server.variables.is_empty());
    if api.servers.len() < 2 && !has_variables {
        return None;
    }
    let scope = Scope::new(File::Servers);
    let table = scope.import(SERVER_VARIABLE);
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
        let name = scope.ident(name);
        let rows = values.iter().map(|value| {
            let (variant, wire) = (scope.ident(&value.rust), wire(&value.wire));
            quote! { #variant = #wire }
        });
        enums.push(quote! { #table! { #(#docs)* #name { #(#rows),* } } });
    }
    let servers = api.servers.iter().map(|of| server(of, &scope));
    let items = servers.chain(enums).collect();
    let head = quote! { #![doc = " The servers of the description, for `ClientBuilder::server`."] };
    Some(scope.finish(head, items))
}

fn server(server: &Server, scope: &Scope) -> TokenStream {
    let [plain, table] = scope.imports([SERVER, SERVER_TABLE]);
    let (function, template) = (scope.ident(&server.function), &server.template);
    let docs = docs::item(&server.docs, &docs::code(template));
    if server.variables.is_empty() {
        return quote! {
            #(#docs)*
            #[must_use]
            pub fn #function() -> #plain {
                #plain::new(#template, &[])
            }
        };
    }
    let ty = scope.ident(&server.ty);
    let rows = server.variables.iter().map(|variable| row(variable, scope));
    quote! { #table! { #(#docs)* #function: #ty = #template { #(#rows)* } } }
}

fn row(variable: &Variable, scope: &Scope) -> TokenStream {
    let (name, wire, default) = (
        scope.ident(&variable.name.rust),
        &variable.name.wire,
        &variable.default,
    );
    let docs = docs::item(&variable.docs, &format!("Sets {}.", docs::code(wire)));
    let of = match &variable.values {
        Some((of, _)) => {
            let of = scope.ident(of);
            quote! { #of }
        }
        None => quote! { String },
    };
    quote! { #(#docs)* #name: #of = #wire or #default, }
}
