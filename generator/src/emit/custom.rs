//! `custom.rs`: the types that the user names, each let in by one line.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Api;

/// The module.
pub(super) fn module(api: &Api) -> TokenStream {
    let rows = api.custom.iter().map(|(path, blank)| {
        let path: TokenStream = path.parse().unwrap_or_default();
        let blank: Option<TokenStream> = blank.as_ref().map(|blank| blank.parse().unwrap_or_default());
        let blank = blank.map(|blank| quote! { = #blank });
        quote! { custom! { #path #blank } }
    });
    quote! {
        #![doc = " The types that are not generated, and serde reads and writes."]
        use crate::runtime::macros::custom;
        #(#rows)*
    }
}
