//! Options of a generated package.

use std::collections::BTreeMap;

use crate::derive::{Attribute, Derive};
use crate::diagnostics::{Allow, Deny};
use crate::entries::Entries;
use crate::ir::Library;
use crate::listed_words;
use crate::manifest::Manifest;
use crate::overlay::Overlay;
use crate::references::References;
use crate::rust_type::RustType;
use crate::source::{Pointer, SourceMap};

/// The options of a generated package.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the generated package.
    pub package: String,
    /// The version of the generated package. `info.version` is not used, since it may not be a valid version.
    pub version: Option<String>,
    /// Diagnostics that do not fail the run.
    pub allow: Vec<Allow>,
    /// Diagnostics that fail the run although they are not errors by themselves.
    pub deny: Vec<Deny>,
    /// The part of the description to generate.
    pub only: Only,
    /// Whether to generate a client or only types.
    pub mode: Mode,
    /// The files that the description may refer to.
    pub references: References,
    /// Overlays, which change the description before anything else. They are applied in this order.
    pub overlays: Vec<Overlay>,
    /// Further options, by place in the description.
    pub overrides: Overrides,
    /// The cargo features of the generated package.
    pub features: Features,
    /// The place of the support code.
    pub runtime: Runtime,
    /// What is added to the manifest of the package.
    pub manifest: Manifest,
    /// Whether another file includes `src/lib.rs`, such as the root of a crate with a build script. Then it has neither crate
    /// attributes nor crate documentation.
    pub is_included: bool,
    /// The path of the module in its crate, such as `["api"]`, if the output is a module of an existing crate. It is empty for a
    /// package. The files are then those of the folder of the module, with `mod.rs`.
    pub module: Vec<String>,
    /// Whether the package has `surface.txt`, which lists its public items and their meaning on the wire.
    pub surface: bool,
    /// The places of these options in generator.toml, for diagnostics about them.
    pub config: Option<Pointer>,
    /// The name of the lock file, as diagnostics show it.
    pub lock_name: Option<String>,
}

/// The selected operations. If nothing is named, everything is generated. An operation is selected if any entry names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// Tags, as the description spells them.
    pub tags: Vec<String>,
    /// Path templates, or a prefix followed by `*`: `/repos/*`.
    pub paths: Vec<String>,
    /// Values of `operationId`.
    pub operations: Vec<String>,
}

impl Only {
    /// Whether everything is selected.
    pub fn is_everything(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty()
    }
}

/// Options that override or complete the description.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Rust names for schemas, properties, values of enums, variants of unions, operations, parameters and tags
    /// (`/tags/NAME`), by JSON pointer.
    pub names: BTreeMap<Pointer, String>,
    /// The header by which the server recognizes a repeated request.
    pub idempotency_key: Option<IdempotencyKey>,
    /// The signatures of webhooks.
    pub signature: Option<Signature>,
    /// The user's types by format, for strings and numbers.
    pub formats: BTreeMap<String, RustType>,
    /// The libraries whose types are those of their formats, where `formats` has no other. The first one with a type counts.
    pub libraries: Vec<Library>,
    /// The user's types of single schemas, by JSON pointer.
    pub types: BTreeMap<Pointer, RustType>,
    /// Whether the description may name types with `x-rust-type`.
    pub rust_types: bool,
    /// The dependencies that are added, for these types or for features: each name, and its value as in `Cargo.toml`.
    pub dependencies: BTreeMap<String, String>,
    /// The traits that all types derive, as far as their members have them.
    pub derives: Vec<Derive>,
    /// The traits that types of single schemas derive, by JSON pointer.
    pub type_derives: BTreeMap<Pointer, Vec<Derive>>,
    /// Attributes of the types of single schemas, by JSON pointer.
    pub attributes: BTreeMap<Pointer, Vec<Attribute>>,
    /// Pagination rules. They take precedence over inferred rules.
    pub pagination: Vec<Pagination>,
    /// The places of these entries in generator.toml.
    pub entries: Entries,
}

/// The header of an idempotency key. Each call generates a new value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The name of the header.
    pub header: String,
    /// Values of `operationId`. If it is empty, every POST and PATCH has the key.
    pub operations: Vec<String>,
}

/// The signature of webhooks: HMAC-SHA256 in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name of the header.
    pub header: String,
    /// The prefix of the signature.
    pub prefix: String,
    /// Whether the signature is encoded as base64 instead of hexadecimal digits.
    pub base64: bool,
    /// The header with the time of signing, and its tolerance in seconds.
    pub timestamp: Option<(String, u64)>,
}

impl Overrides {
    /// The same options with pointers into the translated tree (OpenAPI 3.0).
    pub(crate) fn translated(&self, sources: &SourceMap) -> Self {
        let names = self.names.iter();
        let types = self.types.iter();
        let (derives, attributes) = (self.type_derives.iter(), self.attributes.iter());
        Self {
            names: names
                .map(|(at, name)| (sources.target(at), name.clone()))
                .collect(),
            entries: self.entries.translated(sources),
            types: types.map(|(at, ty)| (sources.target(at), ty.clone())).collect(),
            type_derives: derives
                .map(|(at, all)| (sources.target(at), all.clone()))
                .collect(),
            attributes: attributes
                .map(|(at, all)| (sources.target(at), all.clone()))
                .collect(),
            ..self.clone()
        }
    }
}

/// A pagination rule. Places in a response are paths such as `$.data[-1].id`:
/// names, and `[-1]` for the last item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pagination {
    /// Values of `operationId`. If it is empty, the rule applies to every operation that it fits.
    pub operations: Vec<String>,
    /// The kind of pagination.
    pub kind: PageKind,
    /// The parameter that selects the page: a query parameter, or a place in the JSON body of the request, such as
    /// `$.page.cursor`.
    pub parameter: Option<String>,
    /// The place of the next page's cursor or address in a page.
    pub next: Option<String>,
    /// The place where `false` means that the page is the last one.
    pub more: Option<String>,
    /// The place of the listed items. It is inferred if it is not set.
    pub items: Option<String>,
    /// The number of the first page. The default is 1.
    pub first: Option<i64>,
}

/// A kind of pagination.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageKind {
    /// A string in the page is the value of the parameter.
    #[default]
    Cursor,
    /// The number of items received so far is the value of the parameter.
    Offset,
    /// The page number is the value of the parameter.
    Page,
    /// An address in the header `Link` (RFC 8288) or in the page.
    Link,
    /// No pagination.
    None,
}

listed_words!(pub PageKind, "pagination kind": Cursor = "cursor", Offset = "offset", Page = "page", Link = "link", None = "none");

/// The purpose of a package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A client: the types, and a method for each operation.
    #[default]
    Client,
    /// The types only, to read and write the JSON of an API. The package does not depend on HTTP crates.
    Types,
}

/// The place of the support code, which sends, decodes and validates. The generated code is the same in each
/// case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// In a package `NAME-runtime` in the folder `runtime` of the generated package. It changes only with the generator.
    #[default]
    Package,
    /// In one package for several clients: see [`crate::runtime_package`].
    Shared {
        /// The name of the package.
        package: String,
        /// The folder of the package, relative to the generated package, with `/` as separator.
        path: String,
    },
    /// In the generated crate itself, for a crate that is published alone. Clients with the user's own types use this form too,
    /// since Rust allows only the crate of a trait to implement it for foreign types.
    Embedded,
}

impl Runtime {
    /// The name of the runtime package of a client that has its own.
    pub fn own_package(client: &str) -> String {
        format!("{client}-runtime")
    }
}

/// The parts of a package that cargo features can disable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Features {
    /// None: all operations and types are always compiled.
    #[default]
    None,
    /// The operations of a tag, and the types that only they need.
    Tags,
}

listed_words!(pub Features, "value of `features`": None = "none", Tags = "tags");

listed_words!(pub Mode, "mode": Client = "client", Types = "types");
