//! `custom.rs`: the user's own types, each of which one line makes usable.

use quote::quote;

use super::scope::{Fragment, Scope};
use crate::imports::{CUSTOM, File};
use crate::ir::Api;

/// The module.
pub(super) fn module(api: &Api) -> Fragment {
    let scope = Scope::new(File::Custom);
    let table = scope.import(CUSTOM);
    let rows = api.custom.iter().map(|(path, placeholder)| {
        let path = scope.foreign(path);
        let placeholder = placeholder
            .as_ref()
            .map(|placeholder| scope.foreign(placeholder))
            .map(|placeholder| quote! { = #placeholder });
        quote! { #table! { #path #placeholder } }
    });
    let rows = rows.collect();
    let head = quote! { #![doc = " The types that are not generated. serde reads and writes them."] };
    scope.finish(head, rows)
}
