//! `webhooks.rs`: webhooks, callbacks and their signature.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::scope::{Fragment, Scope};
use crate::Signature;
use crate::imports::{DURATION, File, SIGNATURE, WEBHOOK};
use crate::ir::{Api, Webhook};

/// The module, if there are webhooks or the configuration declares a signature.
pub(super) fn module(api: &Api) -> Option<Fragment> {
    if api.webhooks.is_empty() && api.signature.is_none() {
        return None;
    }
    let scope = Scope::new(File::Webhooks);
    let signature = api.signature.as_ref().map(|of| signature(of, &scope));
    let webhooks = api.webhooks.iter().map(|of| webhook(of, &scope));
    let items = signature.into_iter().chain(webhooks).collect();
    let head = quote! {
        #![doc = " Webhooks and callbacks: requests that the server sends. Any HTTP server can decode them with these types."]
    };
    Some(scope.finish(head, items))
}

fn webhook(webhook: &Webhook, scope: &Scope) -> TokenStream {
    let table = scope.import(WEBHOOK);
    let (marker, name, payload) = (
        scope.ident(&webhook.marker),
        &webhook.name,
        scope.ty(&webhook.payload),
    );
    let docs = docs::item(&webhook.docs, &docs::code(name));
    let deprecated = webhook.deprecated.then(|| quote! { #[deprecated] });
    quote! {
        #table! {
            #(#docs)*
            #deprecated
            #marker: #name of #payload
        }
    }
}

fn signature(signature: &Signature, scope: &Scope) -> TokenStream {
    let [duration, ty] = scope.imports([DURATION, SIGNATURE]);
    let header = &signature.header;
    let base64 = signature.base64.then(|| quote! { .base64() });
    let prefix = (!signature.prefix.is_empty()).then(|| {
        let prefix = &signature.prefix;
        quote! { .prefix(#prefix) }
    });
    let timestamp = signature.timestamp.as_ref().map(|(header, seconds)| {
        let seconds = proc_macro2::Literal::u64_unsuffixed(*seconds);
        quote! { .timestamp(#header, #duration::from_secs(#seconds)) }
    });
    quote! {
        #[doc = " The signature of all webhooks."]
        pub const SIGNATURE: #ty = #ty::hmac_sha256(#header)#prefix #base64 #timestamp;
    }
}
