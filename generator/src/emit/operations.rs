//! Operations: one file per tag, with the methods that create calls and the table of each operation.

use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{argument, body_parts, collected, collected_body, lifetime, value};
use super::checks::Checks;
use super::table::items;
use super::tokens::{file_name, gate, ident, parameter_of_mode};
use super::uses::with_uses;
use super::{Package, docs};
use crate::imports::{ASYNC, CALL, CLIENT, File, MODE};
use crate::ir::{Api, Argument, Group, Operation, Parameter};

/// `operations.rs` and one file per group.
pub(super) fn modules(api: &Api, checks: &Checks<'_>, package: &Package) -> Vec<(PathBuf, TokenStream)> {
    let mut files = Vec::new();
    let mut names = Vec::new();
    let mut own = TokenStream::new();
    for group in &api.groups {
        match &group.tag {
            Some(tag) => {
                let path = format!("src/operations/{}.rs", file_name(&tag.module));
                files.push((
                    path.into(),
                    file(self::group(group, api, checks, package), &tag.docs, &tag.wire),
                ));
                names.push((ident(&tag.module), gate(api.features.of_tag(&tag.method))));
            }
            None => own = self::group(group, api, checks, package),
        }
    }
    let (modules, globs): (Vec<_>, Vec<_>) = names
        .iter()
        .map(|(module, gate)| {
            (
                quote! { #gate mod #module; },
                quote! { #gate pub use #module::*; },
            )
        })
        .unzip();
    let own = with_uses(File::Operations, own);
    let body = quote! {
        #![doc = " The operations by tag: the methods that create calls, and a marker type for each operation."]
        #(#modules)*
        #(#globs)*
        #own
    };
    files.push(("src/operations.rs".into(), body));
    files
}

fn file(body: TokenStream, docs: &crate::ir::Docs, tag: &str) -> TokenStream {
    let text = docs
        .text
        .as_deref()
        .map_or_else(|| docs::tagged(tag), docs::one_line);
    let text = format!(" {text}");
    let body = with_uses(File::Operations, body);
    quote! { #![doc = #text] #body }
}

fn group(group: &Group, api: &Api, checks: &Checks<'_>, package: &Package) -> TokenStream {
    let accessor = group.tag.as_ref().map(|tag| tag.method.as_str());
    let methods = group
        .operations
        .iter()
        .map(|operation| method(operation, api, package, accessor));
    let mode = parameter_of_mode();
    let holder = match &group.tag {
        Some(tag) => {
            let name = ident(&tag.ty);
            let docs = docs::item(&tag.docs, &docs::tagged(&tag.wire));
            quote! {
                #(#docs)*
                #[derive(Debug)]
                pub struct #name<'c, #mode: #MODE = #ASYNC> {
                    pub(crate) client: &'c #CLIENT<#mode>,
                }
                impl<#mode: #MODE> #name<'_, #mode> { #(#methods)* }
            }
        }
        None => quote! { impl<#mode: #MODE> #CLIENT<#mode> { #(#methods)* } },
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
    let taken = || required.iter().filter(|parameter| parameter.is_argument());
    let arguments = operation.arguments().into_iter().map(|given| match given {
        Argument::Parameter(parameter) => {
            let (name, ty) = (ident(&parameter.name.rust), argument(&parameter.ty, api));
            quote! { #name: #ty }
        }
        Argument::Body(body) => body_parts(body, api).0,
    });
    let values: Vec<TokenStream> = required.iter().map(|parameter| value(parameter, api)).collect();
    let lists = taken().filter_map(|parameter| collected(parameter, api));
    let required_body = operation.body.as_ref().filter(|body| body.required);
    let lifetime = required_body.and_then(lifetime);
    let body_list = required_body.and_then(|body| collected_body(body, api));
    let body_call = required_body.map(|body| body_parts(body, api).1);
    let mode = parameter_of_mode();
    let call = quote! { #CALL::new(#client, &[#(#values),*]) };
    // Formatters break a long method chain badly, so part of it gets a name.
    let encode = match body_call {
        Some(body) if values.len() < 2 => quote! { #call #body },
        Some(body) => quote! { let call = #call; call #body },
        None => call,
    };
    let is_caseless = taken().any(|parameter| parameter.name.rust.is_caseless());
    let allowed = is_caseless.then(|| quote! { #[allow(bindings_with_variant_name)] });
    quote! {
        #(#docs)*
        #deprecated
        #allowed
        pub fn #name #lifetime(&self, #(#arguments),*) -> #CALL<#marker, #mode> {
            #(#lists)*
            #body_list
            #encode
        }
    }
}
