//! Converts the ir into tokens, with one file per construct. Emitters can't fail, decide or read: a question that arises here
//! is a missing field of the ir.

mod arguments;
mod bodies;
mod checks;
mod client;
mod custom;
mod docs;
mod enums;
mod example;
mod headers;
mod manifest;
mod markdown;
mod operations;
mod outcomes;
mod package_files;
mod patterns;
mod runtime;
mod servers;
mod structs;
mod table;
mod tokens;
mod types;
mod unions;
mod uses;
mod webhooks;
mod xml;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

pub(crate) use package_files::HEADER;

use crate::Mode;
use crate::imports::FORMAT;
use crate::ir::Api;

/// The runtime package with this name for `mode`: the text of each file by its path.
pub(crate) fn runtime(name: &str, mode: Mode) -> BTreeMap<PathBuf, String> {
    runtime::package(name, mode)
}

/// A generated crate before formatting.
#[derive(Debug, Default)]
pub(crate) struct Crate {
    /// Rust files, by path from the crate's folder.
    pub rust: BTreeMap<PathBuf, TokenStream>,
    /// Every other file, including copied ones.
    pub text: BTreeMap<PathBuf, String>,
}

/// The properties of the output that don't come from the description.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    /// The package's name on the command line: `applivery`.
    pub name: String,
    pub version: String,
    /// The description's file name, for the docs.
    pub spec: String,
    pub mode: Mode,
    pub runtime: Runtime,
    /// Whether another file includes `src/lib.rs`, which then has no crate attributes.
    pub is_included: bool,
    /// The dependencies for the user's own types: the name and the value in the manifest.
    pub dependencies: BTreeMap<String, String>,
}

impl Package {
    /// The name of the crate in Rust code.
    fn krate(&self) -> String {
        in_rust(&self.name)
    }
}

/// Where the support code of a package is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Runtime {
    /// In a package with this name in the folder `runtime`, which is emitted too.
    Own(String),
    /// In a package with this name at this path, which is emitted separately.
    Shared { package: String, path: String },
    /// In the crate itself.
    Embedded,
}

/// The folder of a package's own runtime.
const RUNTIME: &str = "runtime";

impl Runtime {
    /// The name and the path of the runtime package, if it is one.
    fn package(&self) -> Option<(&str, &str)> {
        match self {
            Self::Own(package) => Some((package, RUNTIME)),
            Self::Shared { package, path } => Some((package, path)),
            Self::Embedded => None,
        }
    }
}

/// The crate name of a package.
fn in_rust(package: &str) -> String {
    package.replace('-', "_")
}

/// Prints the whole crate.
pub(crate) fn emit(api: &Api, package: &Package) -> Crate {
    let mut out = Crate::default();
    let checks = checks::Checks::of(api);
    if !api.types.is_empty() {
        out.rust.extend(types::modules(api, &checks, package));
    }
    if !checks.is_empty() {
        out.rust.insert("src/checks.rs".into(), checks::module(&checks));
    }
    if !api.patterns.is_empty() {
        out.rust.insert("src/patterns.rs".into(), patterns::module(api));
    }
    if !api.custom.is_empty() {
        out.rust.insert("src/custom.rs".into(), custom::module(api));
    }
    match package.mode {
        Mode::Client => {
            out.rust.insert("src/client.rs".into(), client::module(api));
            out.rust
                .extend(headers::module(api).map(|module| ("src/headers.rs".into(), module)));
            out.rust
                .extend(servers::module(api).map(|module| ("src/servers.rs".into(), module)));
            out.rust.extend(operations::modules(api, &checks, package));
            out.rust
                .extend(webhooks::module(api).map(|module| ("src/webhooks.rs".into(), module)));
            out.rust
                .extend(xml::module(api).map(|module| ("src/xml.rs".into(), module)));
        }
        Mode::Types => {}
    }
    let uses = Uses {
        formats: names_formats(&out),
        headers: out.rust.contains_key(Path::new("src/headers.rs")),
        servers: out.rust.contains_key(Path::new("src/servers.rs")),
        webhooks: out.rust.contains_key(Path::new("src/webhooks.rs")),
        xml: out.rust.contains_key(Path::new("src/xml.rs")),
        foreign_letters: out
            .rust
            .values()
            .any(|tokens| has_foreign_letters(tokens.clone())),
    };
    let library = library(api, &checks, package, uses);
    out.rust.insert("src/lib.rs".into(), library);
    match &package.runtime {
        Runtime::Own(name) => {
            let files = runtime::package(name, package.mode);
            let files = files
                .into_iter()
                .map(|(path, text)| (Path::new(RUNTIME).join(path), text));
            out.text.extend(files);
        }
        Runtime::Shared { .. } => {}
        Runtime::Embedded => out.text.extend(runtime::module(package.mode)),
    }
    out.text.extend(package_files::files(api, package));
    out
}

/// What the emitted modules use, and the root must therefore provide or allow.
#[derive(Clone, Copy)]
struct Uses {
    /// A type of the runtime's formats.
    formats: bool,
    /// A response header.
    headers: bool,
    /// A choice of servers.
    servers: bool,
    /// A webhook or callback.
    webhooks: bool,
    /// XML tables.
    xml: bool,
    /// A name with letters beyond ASCII.
    foreign_letters: bool,
}

fn has_foreign_letters(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(word) => !word.to_string().is_ascii(),
        TokenTree::Group(group) => has_foreign_letters(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether any type is one of the runtime's formats.
fn names_formats(out: &Crate) -> bool {
    out.rust.values().any(|tokens| uses::begins_with(tokens, &FORMAT))
}

fn library(api: &Api, checks: &checks::Checks<'_>, package: &Package, uses: Uses) -> TokenStream {
    let docs = docs::library(api, package);
    let types = (!api.types.is_empty()).then(|| quote! { pub mod types; });
    let checks = (!checks.is_empty()).then(|| quote! { mod checks; });
    let headers = uses.headers.then(|| quote! { pub mod headers; });
    let servers = uses.servers.then(|| quote! { pub mod servers; });
    let webhooks = uses.webhooks.then(|| quote! { pub mod webhooks; });
    let xml = uses.xml.then(|| quote! { mod xml; });
    let formats = uses
        .formats
        .then(|| quote! { #[doc(inline)] pub use runtime::format; });
    // Names in the description's own language aren't typing errors.
    let foreign = uses.foreign_letters.then(|| {
        quote! { #![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)] }
    });
    let custom = (!api.custom.is_empty()).then(|| quote! { mod custom; });
    let patterns = (!api.patterns.is_empty()).then(|| quote! { mod patterns; });
    let (client, operations, http, validation) = match package.mode {
        Mode::Client => (
            Some(quote! { mod client; }),
            Some(quote! { pub mod operations; }),
            Some(quote! {
                pub use client::{BlockingClient, Call, Client, ClientBuilder};
                #[doc(inline)]
                pub use runtime::http::exports::*;
            }),
            None,
        ),
        // A client validates before it sends; users of types alone call `violations` themselves.
        Mode::Types => (None, None, None, Some(quote! { , violations })),
    };
    let runtime = match package.runtime.package() {
        Some((name, _)) => {
            let name: TokenStream = in_rust(name).parse().unwrap_or_default();
            quote! { use #name as runtime; }
        }
        None => quote! { mod runtime; },
    };
    // An import for one feature is unused without it.
    let idle = (!api.features.all.is_empty())
        .then(|| quote! { #![cfg_attr(not(feature = "all"), allow(dead_code, unused_imports))] });
    let attributes = (!package.is_included).then(|| {
        quote! {
            #(#docs)*
            #![forbid(unsafe_code)]
            #![warn(missing_docs)]
            #![recursion_limit = "1024"]
            #![allow(deprecated)]
            #![allow(rustdoc::bare_urls, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags)]
            #![allow(clippy::too_many_arguments, clippy::large_enum_variant, clippy::should_implement_trait)]
            #foreign
            #![allow(clippy::doc_markdown, clippy::doc_lazy_continuation, clippy::doc_overindented_list_items)]

            #idle
        }
    });
    quote! {
        #attributes
        #checks
        #client
        #custom
        #headers
        #operations
        #patterns
        #runtime
        #servers
        #types
        #webhooks
        #xml

        #formats
        #http
        #[doc(inline)]
        pub use runtime::json::{DecodeError, ExactJson, Extra, InvalidString, UnknownValue, Violation #validation};
    }
}
