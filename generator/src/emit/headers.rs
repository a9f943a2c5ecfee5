//! `headers.rs`: a constant for each documented response header, with its name and its type.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::scope::{Fragment, Scope};
use super::tokens::gate;
use crate::imports::{File, HEADER};
use crate::ir::{Api, Header, HeaderForm};
use crate::naming::Ident;

/// The module, if a header is documented.
pub(super) fn module(api: &Api) -> Option<Fragment> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let headers: BTreeMap<&Ident, &Header> = operations
        .flat_map(|operation| &operation.headers)
        .map(|header| (&header.name.rust, header))
        .collect();
    if headers.is_empty() {
        return None;
    }
    let scope = Scope::new(File::Headers);
    let constants = headers
        .values()
        .map(|header| constant(header, api, &scope))
        .collect();
    let head = quote! {
        #![doc = " The documented response headers: `response.header(headers::NAME)?`."]
    };
    Some(scope.finish(head, constants))
}

fn constant(header: &Header, api: &Api, scope: &Scope) -> TokenStream {
    let ty = scope.import(HEADER);
    let (name, wire, of) = (
        scope.ident(&header.name.rust),
        &header.name.wire,
        scope.ty(&header.ty),
    );
    let docs = docs::item(&header.docs, &docs::code(wire));
    let deprecated = header.deprecated.then(|| quote! { #[deprecated] });
    let mut named = Vec::new();
    header.ty.named(&mut named);
    let features = named.iter().flat_map(|name| api.features.of_type(name));
    let gate = gate(features.map(String::as_str));
    let form = match header.form {
        HeaderForm::Simple { explode: false } => quote! {},
        HeaderForm::Simple { explode: true } => quote! { .exploded() },
        HeaderForm::Json => quote! { .json() },
        HeaderForm::Text => quote! { .text() },
    };
    quote! {
        #(#docs)*
        #deprecated
        #gate
        pub const #name: #ty<#of> = #ty::new(#wire)#form;
    }
}
