//! ir → tokens, one file a shape. Nothing here can fail, decide or read: whoever asks a question here has found a missing
//! field of the ir.

mod arguments;
mod checks;
mod client;
mod docs;
mod enums;
mod example;
mod manifest;
mod operations;
mod outcomes;
mod patterns;
mod runtime;
mod structs;
mod table;
mod tokens;
mod types;
mod unions;

use std::collections::BTreeMap;
use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::quote;

pub use manifest::HEADER;

use crate::ir::Api;

/// A generated crate before formatting.
#[derive(Debug, Default)]
pub struct Crate {
    /// Rust files, by path from the crate's folder.
    pub rust: BTreeMap<PathBuf, TokenStream>,
    /// Every other file, and those that are copied.
    pub text: BTreeMap<PathBuf, String>,
}

/// What the output is called, beside what the description says.
#[derive(Clone, Debug)]
pub struct Package {
    /// The package's name on the command line: `applivery`.
    pub name: String,
    pub version: String,
    /// The description's file name, for the docs.
    pub spec: String,
}

impl Package {
    /// The crate's name in Rust.
    fn krate(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// Prints the whole crate.
pub fn emit(api: &Api, package: &Package) -> Crate {
    let mut out = Crate::default();
    let checks = checks::Checks::of(api);
    out.rust.insert("src/client.rs".into(), client::module(api));
    if !api.types.is_empty() {
        out.rust.extend(types::modules(api, &checks));
    }
    if !checks.is_empty() {
        out.rust.insert("src/checks.rs".into(), checks::module(&checks));
    }
    if !api.patterns.is_empty() {
        out.rust.insert("src/patterns.rs".into(), patterns::module(api));
    }
    for (path, tokens) in operations::modules(api, &checks, package) {
        out.rust.insert(path, tokens);
    }
    let library = library(api, &checks, package, names_formats(&out));
    out.rust.insert("src/lib.rs".into(), library);
    out.text.extend(runtime::files());
    out.text.extend(manifest::files(api, package));
    out
}

/// Whether anything is of a type of the runtime's formats.
fn names_formats(out: &Crate) -> bool {
    out.rust
        .values()
        .any(|tokens| tokens.to_string().contains("use crate :: format"))
}

fn library(api: &Api, checks: &checks::Checks<'_>, package: &Package, formats: bool) -> TokenStream {
    let docs = docs::library(api, package);
    let types = (!api.types.is_empty()).then(|| quote! { pub mod types; });
    let checks = (!checks.is_empty()).then(|| quote! { mod checks; });
    let formats = formats.then(|| quote! { pub use runtime::format; });
    let patterns = (!api.patterns.is_empty()).then(|| quote! { mod patterns; });
    quote! {
        #(#docs)*
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #![recursion_limit = "1024"]
        #![allow(deprecated)]
        #![allow(rustdoc::bare_urls, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags)]
        #![allow(clippy::too_many_arguments, clippy::large_enum_variant, clippy::should_implement_trait)]
        #![allow(clippy::doc_markdown, clippy::doc_lazy_continuation, clippy::doc_overindented_list_items)]

        #checks
        mod client;
        pub mod operations;
        #patterns
        mod runtime;
        #types

        #formats
        pub use runtime::http::*;
        pub use runtime::json::{DecodeError, Extra, InvalidString, Violation};
    }
}
