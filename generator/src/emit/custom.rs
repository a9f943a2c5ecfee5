//! `custom.rs`: the user's own types, each of which one line makes usable.

use proc_macro2::TokenStream;
use quote::quote;

use super::uses::{foreign, with_uses};
use crate::imports::{CUSTOM, File};
use crate::ir::Api;

/// The module.
pub(super) fn module(api: &Api) -> TokenStream {
    let rows = api.custom.iter().map(|(path, placeholder)| {
        let path = foreign(path);
        let placeholder = placeholder
            .as_deref()
            .map(foreign)
            .map(|placeholder| quote! { = #placeholder });
        quote! { #CUSTOM! { #path #placeholder } }
    });
    let rows = with_uses(File::Custom, rows.collect());
    quote! {
        #![doc = " The types that are not generated. serde reads and writes them."]
        #rows
    }
}
