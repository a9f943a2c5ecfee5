//! `webhooks.rs`: webhooks, callbacks and their signature.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::tokens::{Place, ident, ty};
use super::uses::with_uses;
use crate::Signature;
use crate::imports::{DURATION, File, SIGNATURE, WEBHOOK};
use crate::ir::{Api, Webhook};

/// The module, if there are webhooks or the configuration declares a signature.
pub(super) fn module(api: &Api) -> Option<TokenStream> {
    if api.webhooks.is_empty() && api.signature.is_none() {
        return None;
    }
    let webhooks: Vec<TokenStream> = api.webhooks.iter().map(webhook).collect();
    let signature = api.signature.as_ref().map(signature);
    let items = with_uses(File::Webhooks, quote! { #signature #(#webhooks)* });
    Some(quote! {
        #![doc = " Webhooks and callbacks: requests that the server sends. Any HTTP server can decode them with these types."]
        #items
    })
}

fn webhook(webhook: &Webhook) -> TokenStream {
    let (marker, name, payload) = (
        ident(&webhook.marker),
        &webhook.name,
        ty(&webhook.payload, Place::Elsewhere),
    );
    let docs = docs::item(&webhook.docs, &docs::code(name));
    let deprecated = webhook.deprecated.then(|| quote! { #[deprecated] });
    quote! {
        #WEBHOOK! {
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
        quote! { .timestamp(#header, #DURATION::from_secs(#seconds)) }
    });
    quote! {
        #[doc = " The signature of all webhooks."]
        pub const SIGNATURE: #SIGNATURE = #SIGNATURE::hmac_sha256(#header)#prefix #base64 #timestamp;
    }
}
