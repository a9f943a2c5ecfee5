//! What the user decides of a generated package, beside what the description says.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::diagnostics::{Allow, Deny, Diagnostics};
use crate::entries::Entries;
use crate::overlay::Overlay;
use crate::references::References;
use crate::rust_type::RustType;
use crate::source::Pointer;

/// What the user decides.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the generated package.
    pub package: String,
    /// Its version; `info.version` does not have to be one.
    pub version: Option<String>,
    /// The findings that do not fail the run.
    pub allow: Vec<Allow>,
    /// The findings that fail the run, though they are no errors by themselves.
    pub deny: Vec<Deny>,
    /// The part of the description that is wanted.
    pub only: Only,
    /// Whether a client is generated, or only types.
    pub mode: Mode,
    /// What the description may refer to.
    pub references: References,
    /// Changes to the description, applied in this order before anything else.
    pub overlays: Vec<Overlay>,
    /// What else the user decides, by where it is.
    pub overrides: Overrides,
    /// Which features the generated package has.
    pub features: Features,
    /// Where the support code is.
    pub runtime: Runtime,
    /// Whether another file includes `src/lib.rs`, such as the root of a crate with a build script. Then it has no attributes
    /// and docs of a crate.
    pub is_included: bool,
    /// Whether the package has `surface.txt`, which lists its public items and their meaning on the wire.
    pub surface: bool,
    /// Where generator.toml, or what stands for it, has these options, for findings about them.
    pub config: Option<Pointer>,
    /// The name of the file that the lock is from, as findings show it.
    pub lock_name: Option<String>,
}

/// What to generate; everything, when nothing is named. An operation is taken when any entry names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// Tags, as the description writes them.
    pub tags: Vec<String>,
    /// Path templates, whole, or their beginning with a `*` behind it: `/repos/*`.
    pub paths: Vec<String>,
    /// Values of `operationId`.
    pub operations: Vec<String>,
}

impl Only {
    /// Whether everything is wanted.
    pub fn is_everything(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty()
    }
}

/// What the user decides that the description doesn't.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Rust names for schemas, properties, values of enums, variants of unions, operations, parameters and tags
    /// (`/tags/NAME`), by where they are.
    pub names: BTreeMap<Pointer, String>,
    /// The header by which the server knows a repeated request again.
    pub idempotency_key: Option<IdempotencyKey>,
    /// How webhooks are signed.
    pub signature: Option<Signature>,
    /// The types of strings and numbers of a format.
    pub formats: BTreeMap<String, RustType>,
    /// The types of single schemas, by where they are.
    pub types: BTreeMap<Pointer, RustType>,
    /// Whether the description may name types, as `x-rust-type`.
    pub rust_types: bool,
    /// What the package depends on for these types, as `Cargo.toml` has it: a name, and what stands behind its `=`.
    pub dependencies: BTreeMap<String, String>,
    /// How answers that come in pages lead from one to the next; what is found in the description counts after it.
    pub pagination: Vec<Pagination>,
    /// Where generator.toml has all this.
    pub entries: Entries,
}

/// A header that makes repeating a request harmless, whose value every call makes anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Its name.
    pub header: String,
    /// Values of `operationId`; without any, every POST and PATCH.
    pub operations: Vec<String>,
}

/// How a server signs its webhooks: with HMAC-SHA256, in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name of the header.
    pub header: String,
    /// What stands in front of the signature.
    pub prefix: String,
    /// Whether it is in base64 instead of hexadecimal digits.
    pub base64: bool,
    /// The header with the time of signing, and how many seconds that may be from now.
    pub timestamp: Option<(String, u64)>,
}

impl Overrides {
    /// The same of the tree that the description was translated to.
    #[must_use]
    pub fn translated(&self, diagnostics: &Diagnostics) -> Self {
        let sources = diagnostics.sources();
        let names = self.names.iter();
        let types = self.types.iter();
        Self {
            names: names
                .map(|(at, name)| (sources.target(at), name.clone()))
                .collect(),
            entries: self.entries.translated(sources),
            types: types.map(|(at, ty)| (sources.target(at), ty.clone())).collect(),
            ..self.clone()
        }
    }
}

/// How the answers of operations lead from one page to the next. Places in an answer are paths such as `$.data[-1].id`:
/// names, and `[-1]` for the last one of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pagination {
    /// Values of `operationId`; without any, every operation that has what it takes.
    pub operations: Vec<String>,
    /// How one page leads to the next.
    pub kind: PageKind,
    /// What says which page is wanted: a parameter of the query, or a place in the JSON body of the request, such as
    /// `$.page.cursor`.
    pub parameter: Option<String>,
    /// Where a page has the cursor, or the address, of the next one.
    pub next: Option<String>,
    /// Where `false` says that a page is the last one.
    pub more: Option<String>,
    /// Where a page lists what it holds; found, when nothing is said.
    pub items: Option<String>,
    /// The number of the first page; 1, when nothing is said.
    pub first: Option<i64>,
}

/// What leads from one page to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageKind {
    /// A text in the page, for the parameter.
    #[default]
    Cursor,
    /// How many items came so far, for the parameter.
    Offset,
    /// The number of the page, for the parameter.
    Page,
    /// An address: in the header `Link`, or in the page.
    Link,
    /// Nothing: the answers are no pages.
    None,
}

impl FromStr for PageKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "cursor" => Ok(Self::Cursor),
            "offset" => Ok(Self::Offset),
            "page" => Ok(Self::Page),
            "link" => Ok(Self::Link),
            "none" => Ok(Self::None),
            other => Err(format!(
                "unknown pagination kind `{other}`: expected `cursor`, `offset`, `page`, `link` or `none`"
            )),
        }
    }
}

/// What a package is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// To call the API: the types, and a method for each operation.
    #[default]
    Client,
    /// To read and write its JSON: the types alone, whose package depends on nothing of HTTP.
    Types,
}

/// Where the support code of a generated package is: what sends, decodes and validates. The generated code is the same in each
/// case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// In a package `NAME-runtime` in the folder `runtime` of the generated one. It only changes with the generator.
    #[default]
    Package,
    /// In a package that is written once for several clients: see [`crate::runtime_package`].
    Shared {
        /// Its name.
        package: String,
        /// Its folder, relative to that of the generated package, with `/`.
        path: String,
    },
    /// In the generated crate itself, for a crate that is published alone. Types of the user's own take this form too, since
    /// Rust lets only the crate of a trait implement it for types of others.
    Embedded,
}

/// What can be left out of a package by a feature of cargo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Features {
    /// Nothing: operations and types are all there.
    #[default]
    None,
    /// The operations of a tag, and the types that they alone need.
    Tags,
}

impl FromStr for Features {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self::None),
            "tags" => Ok(Self::Tags),
            other => Err(format!(
                "unknown value `{other}` of `features`: expected `none` or `tags`"
            )),
        }
    }
}

impl FromStr for Mode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "client" => Ok(Self::Client),
            "types" => Ok(Self::Types),
            other => Err(format!("unknown mode `{other}`: expected `client` or `types`")),
        }
    }
}
