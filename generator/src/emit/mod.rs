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
mod example_value;
mod expression;
mod first_call;
mod foreign;
mod frequency;
mod guides;
mod headers;
mod manifest;
mod markdown;
mod module;
mod needs;
mod operations;
mod outcomes;
mod package_files;
mod pages;
mod patterns;
mod runtime;
mod scope;
mod servers;
mod structs;
mod table;
mod tokens;
mod types;
mod unions;
mod webhooks;
mod xml;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use example::{of_operation, of_type};
pub(crate) use needs::needs;
pub(crate) use package_files::HEADER;
use scope::Fragment;

use crate::imports::FORMAT;
use crate::ir::Api;
use crate::parallel;
use crate::{Manifest, Mode};

/// The runtime package with this name for `mode`: the text of each file by its path.
pub(crate) fn runtime(name: &str, mode: Mode) -> BTreeMap<PathBuf, String> {
    runtime::package(name, mode)
}

/// A generated crate. `T` is what becomes of the tokens of a Rust file.
#[derive(Debug, Default)]
pub(crate) struct Crate<T> {
    /// Rust files, by path from the crate's folder.
    pub rust: BTreeMap<PathBuf, T>,
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
    /// The dependencies that the user adds: the name and the value in the manifest.
    pub dependencies: BTreeMap<String, String>,
    /// What the user adds to the manifest.
    pub manifest: Manifest,
    /// The path of the module in its crate; empty for a package.
    pub module: Vec<String>,
}

impl Package {
    /// The path of the crate or of the module in the code of its users.
    fn krate(&self) -> String {
        match self.is_module() {
            true => module::path(&self.module),
            false => in_rust(&self.name),
        }
    }

    /// The path of the crate or of the module in its own code, where links of docs begin.
    fn root(&self) -> String {
        module::path(&self.module)
    }

    fn is_module(&self) -> bool {
        !self.module.is_empty()
    }

    /// The name of the runtime package, if the runtime is one.
    pub(crate) fn runtime_package(&self) -> Option<&str> {
        self.runtime.package().map(|(name, _)| name)
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

/// A program that makes the first call of the crate; `None` if there is no operation.
pub(crate) fn example(api: &Api, package: &Package) -> Option<String> {
    match package.mode {
        Mode::Client => first_call::file(api, package),
        Mode::Types => None,
    }
}

/// Prints the whole crate. `finish` gets the tokens of each Rust file. Files are printed in parallel, and the tokens of a file are
/// gone before the thread prints the next one.
pub(crate) fn emit<T: Send>(
    api: &Api,
    package: &Package,
    finish: impl Fn(TokenStream) -> T + Sync,
) -> Crate<T> {
    let checks = checks::Checks::of(api);
    let printed = parallel::map(files(api, &checks, package), |file| file.print(&finish));
    let mut needs = Needs::default();
    let mut rust = BTreeMap::new();
    for (path, file, needed) in printed.into_iter().flatten() {
        needs.add(&path, needed);
        rust.insert(path, file);
    }
    let library = library(api, &checks, package, needs);
    rust.insert("src/lib.rs".into(), finish(library));
    let mut text = match &package.runtime {
        Runtime::Own(name) => {
            let files = runtime::package(name, package.mode).into_iter();
            files
                .map(|(path, text)| (Path::new(RUNTIME).join(path), text))
                .collect()
        }
        Runtime::Shared { .. } => BTreeMap::new(),
        Runtime::Embedded => runtime::module(package.mode, &package.module),
    };
    if !package.is_module() {
        text.extend(package_files::files(api, package));
        return Crate { rust, text };
    }
    let in_folder = |path: PathBuf| module::file(&path);
    let rust = rust.into_iter();
    let rust = rust.filter_map(|(path, file)| Some((in_folder(path)?, file)));
    let text = text.into_iter();
    let text = text.filter_map(|(path, file)| Some((in_folder(path)?, file)));
    Crate {
        rust: rust.collect(),
        text: text.chain([package_files::attributes(package)]).collect(),
    }
}

/// A Rust file that is not printed yet.
struct Planned<'a> {
    path: PathBuf,
    /// Prints it; `None` if the API needs no such file.
    print: Box<dyn FnOnce() -> Option<Fragment> + Send + 'a>,
}

impl<'a> Planned<'a> {
    fn new(path: impl Into<PathBuf>, print: impl FnOnce() -> Option<Fragment> + Send + 'a) -> Self {
        Self {
            path: path.into(),
            print: Box::new(print),
        }
    }

    /// The path, the finished file, and what it needs of the root.
    fn print<T>(self, finish: &impl Fn(TokenStream) -> T) -> Option<(PathBuf, T, Needed)> {
        let fragment = (self.print)()?;
        let needed = Needed {
            formats: fragment.names(&FORMAT),
            foreign_letters: fragment.has_foreign_letters,
        };
        Some((self.path, finish(fragment.tokens), needed))
    }
}

/// The Rust files around the root.
fn files<'a>(api: &'a Api, checks: &'a checks::Checks<'a>, package: &'a Package) -> Vec<Planned<'a>> {
    let mut files = vec![
        Planned::new("src/checks.rs", || {
            (!checks.is_empty()).then(|| checks::module(checks))
        }),
        Planned::new("src/patterns.rs", || {
            (!api.patterns.is_empty()).then(|| patterns::module(api))
        }),
        Planned::new("src/custom.rs", || {
            (!api.custom.is_empty()).then(|| custom::module(api))
        }),
    ];
    if !api.types.is_empty() {
        files.extend(types::modules(api, checks, package));
    }
    match package.mode {
        Mode::Client => {
            files.push(Planned::new("src/client.rs", || {
                Some(client::module(api, package))
            }));
            files.push(Planned::new("src/headers.rs", || headers::module(api)));
            files.push(Planned::new("src/servers.rs", || servers::module(api)));
            files.push(Planned::new("src/webhooks.rs", || webhooks::module(api)));
            files.push(Planned::new("src/xml.rs", || xml::module(api)));
            files.extend(operations::modules(api, checks, package));
        }
        Mode::Types => {}
    }
    files
}

/// What one file needs of the root.
struct Needed {
    /// It names the types of the runtime's formats.
    formats: bool,
    /// It has names with letters beyond ASCII.
    foreign_letters: bool,
}

/// What the emitted modules use, and the root must therefore provide or allow.
#[derive(Clone, Copy, Default)]
struct Needs {
    /// The types of the runtime's formats.
    formats: bool,
    /// A response header.
    headers: bool,
    /// A choice of servers.
    servers: bool,
    /// A webhook or callback.
    webhooks: bool,
    /// XML tables.
    xml: bool,
    /// Lints allowed, for names with letters beyond ASCII.
    foreign_letters: bool,
}

impl Needs {
    /// Adds what the file at `path` needs.
    fn add(&mut self, path: &Path, file: Needed) {
        let Needed {
            formats,
            foreign_letters,
        } = file;
        self.formats |= formats;
        self.foreign_letters |= foreign_letters;
        self.headers |= path == Path::new("src/headers.rs");
        self.servers |= path == Path::new("src/servers.rs");
        self.webhooks |= path == Path::new("src/webhooks.rs");
        self.xml |= path == Path::new("src/xml.rs");
    }
}

fn library(api: &Api, checks: &checks::Checks<'_>, package: &Package, needs: Needs) -> TokenStream {
    let docs = docs::library(api, package);
    let types = (!api.types.is_empty()).then(|| quote! { pub mod types; });
    let checks = (!checks.is_empty()).then(|| quote! { mod checks; });
    let headers = needs.headers.then(|| quote! { pub mod headers; });
    let servers = needs.servers.then(|| quote! { pub mod servers; });
    let webhooks = needs.webhooks.then(|| quote! { pub mod webhooks; });
    let xml = needs.xml.then(|| quote! { mod xml; });
    let formats = needs
        .formats
        .then(|| quote! { #[doc(inline)] pub use runtime::format; });
    // Names in the description's own language aren't typing errors.
    let foreign = needs.foreign_letters.then(|| {
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
    // The dependency on a runtime package enables the features of libraries; a runtime in the crate can't.
    let libraries = api
        .libraries
        .iter()
        .filter(|_| package.runtime.package().is_none());
    let libraries = libraries.map(|library| {
        let name = library.name();
        let message = format!("the types of this crate need its feature `{name}`");
        quote! { #[cfg(not(feature = #name))] compile_error!(#message); }
    });
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
    let attributes = (!package.is_included).then(|| match package.is_module() {
        true => quote! {
            #(#docs)*
            #![forbid(unsafe_code)]
            #![allow(
                warnings, deprecated, future_incompatible, nonstandard_style, rust_2018_idioms, unused,
                missing_copy_implementations, missing_debug_implementations, missing_docs, single_use_lifetimes,
                trivial_casts, trivial_numeric_casts, unexpected_cfgs, unreachable_pub, unused_lifetimes,
                unused_qualifications, unused_results, variant_size_differences
            )]
            #![allow(clippy::all, clippy::cargo, clippy::nursery, clippy::pedantic, clippy::restriction)]
            #![allow(rustdoc::all)]

            #foreign
        },
        false => quote! {
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
        },
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

        #(#libraries)*

        #formats
        #http
        #[doc(inline)]
        pub use runtime::json::{DecodeError, ExactJson, Extra, InvalidString, UnknownValue, Violation #validation};
    }
}
