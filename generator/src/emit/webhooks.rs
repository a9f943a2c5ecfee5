//! `webhooks.rs`: what the server sends on its own, and how it is signed.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::tokens::{Place, ident, ty};
use super::types::names;
use crate::Signature;
use crate::ir::{Api, Webhook};

/// The module, where there is any, or the user says how they are signed.
pub(super) fn module(api: &Api) -> Option<TokenStream> {
    if api.webhooks.is_empty() && api.signature.is_none() {
        return None;
    }
    let webhooks: Vec<TokenStream> = api.webhooks.iter().map(webhook).collect();
    let signature = api.signature.as_ref().map(signature);
    let text = quote! { #(#webhooks)* }.to_string();
    let format = names(&text, "format ::").then(|| quote! { use crate::format; });
    let types = names(&text, "types ::").then(|| quote! { use crate::types; });
    let map = names(&text, "BTreeMap <").then(|| quote! { use std::collections::BTreeMap; });
    let imported = signature
        .is_some()
        .then(|| quote! { use crate::runtime::http::Signature; });
    let imported_macro = (!webhooks.is_empty()).then(|| quote! { use crate::runtime::macros::webhook; });
    let timed = api
        .signature
        .as_ref()
        .and_then(|signature| signature.timestamp.as_ref());
    let duration = timed.map(|_| quote! { use std::time::Duration; });
    Some(quote! {
        #![doc = " What the server sends on its own: webhooks and callbacks, to be read by whatever server they come to."]
        #format
        #imported
        #imported_macro
        #types
        #map
        #duration
        #signature
        #(#webhooks)*
    })
}

fn webhook(webhook: &Webhook) -> TokenStream {
    let (marker, name, payload) = (
        ident(&webhook.marker),
        &webhook.name,
        ty(&webhook.payload, Place::Elsewhere),
    );
    let docs = docs::item(&webhook.docs, &format!("`{}`", name.replace('`', "'")));
    let deprecated = webhook.deprecated.then(|| quote! { #[deprecated] });
    quote! {
        webhook! {
            #(#docs)*
            #deprecated
            #marker: #name of #payload
        }
    }
}

fn signature(signature: &Signature) -> TokenStream {
    let header = &signature.header;
    let base64 = signature.base64.then(|| quote! { .base64() });
    let prefix = (!signature.prefix.is_empty()).then(|| {
        let prefix = &signature.prefix;
        quote! { .prefix(#prefix) }
    });
    let timestamp = signature.timestamp.as_ref().map(|(header, seconds)| {
        let seconds = proc_macro2::Literal::u64_unsuffixed(*seconds);
        quote! { .timestamp(#header, Duration::from_secs(#seconds)) }
    });
    quote! {
        #[doc = " How all of them are signed."]
        pub const SIGNATURE: Signature = Signature::hmac_sha256(#header)#prefix #base64 #timestamp;
    }
}
