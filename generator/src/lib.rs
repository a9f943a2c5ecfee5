//! Generates a Rust client crate from an OpenAPI description.
//!
//! [`generate`] is the whole pipeline: text in, files in memory and [`Diagnostics`] out. The binary reads
//! `spec/generator.toml`, writes the files and prints the diagnostics.
//!
//! ```
//! use generator::{Input, Options, generate};
//!
//! let input = Input {
//!     name: "pets.yaml".to_owned(),
//!     text: "{openapi: 3.0.4, info: {title: Pets, version: '1'}, paths: {}}".to_owned(),
//!     lock: None,
//!     options: Options { package: "pets".to_owned(), ..Options::default() },
//! };
//! let output = generate(&input);
//! eprint!("{}", output.diagnostics);
//! let package = output.into_result().expect("a description without errors");
//! assert!(package.files.contains_key(std::path::Path::new("src/lib.rs")));
//! ```
//!
//! # Mapping
//!
//! | OpenAPI | Rust |
//! |---|---|
//! | `object` with `properties` | a struct; if requests contain it, with `new(required…)` and setters |
//! | required, optional | `T`, `Option<T>` |
//! | required and nullable, optional and nullable | `Option<T>`, `Option<Option<T>>` (`Option<T>` in what is only received) |
//! | `additionalProperties` absent or `true`, a schema, `false` | a field `extra: Extra`, a typed map, no field |
//! | a required property with one value | no field: the value is written, and any value is read |
//! | `object` without `properties`, `array` | `BTreeMap<String, T>`, `Vec<T>` |
//! | `allOf` | one merged struct; for a single reference, the referenced type |
//! | `oneOf`, `anyOf` | an enum with a variant for each type and one for any other value; variants are distinguished by discriminator, JSON type, key or literal |
//! | `discriminator` in a schema that others have in their `allOf` | an enum over those schemas, by tag; for any other tag, a struct of their common properties |
//! | `enum` of strings or of integers | an open enum, with names from `x-enum-varnames`; for mixed values, an enum over their types |
//! | `oneOf` of described single values, `anyOf` of a string and an `enum` | an open enum |
//! | `string` | `String`; with `pattern` in requests, and with a length in path parameters, components and variants: a newtype whose values are valid |
//! | `integer`, with format `uint64`; `number`; `boolean` | `i64`, `u64`; `f64`; `bool` |
//! | a string with `format` `date-time`, `uuid`, `byte` and others | `format::DateTime`, `format::Uuid`, `format::Base64`: constructed only from valid text; any text is received |
//! | any other `format` | the bounds of an integer, or documentation; `password` is redacted in `Debug` |
//! | no type | `serde_json::Value` |
//! | constraints on numbers, lists and maps | validated together before a request is sent |
//! | `readOnly`, `writeOnly` | not in requests, not in responses; if requests and responses contain a type and such a property is required, there are two types: `Pet` and `PetRequest` |
//! | `default`, `example`, descriptions | documentation; `deprecated` is `#[deprecated]` |
//! | a type that contains itself | a `Box`, where Rust requires one |
//! | a tag | a method of the client, which returns a value with the operations as methods |
//! | an operation | a method with the path parameters in the order of the path, then the other required parameters and the body in the order that the lock pins (at first query, header, cookie, body); optional parameters are setters |
//! | several documented success responses, or several error responses | an enum with a variant for each status |
//! | an XML body | the type of its schema, and a table that maps properties to XML nodes, from `xml` |
//! | security schemes | setters of the client's builder; each operation sends the first alternative whose credentials are set |
//!
//! # Other files
//!
//! A description may refer to other files. [`References::on_disk`] reads those in the root folder of the description;
//! [`References::new`] takes a function that returns their texts.
//!
//! # From a build script
//!
//! Prefer to commit the generated package: it can be reviewed, and its users don't compile a generator. Otherwise [`build`]
//! generates into `OUT_DIR`. A build script can't create a package, because cargo has already resolved all packages. So the
//! crate with the build script becomes the client. Its `src/lib.rs` is
//!
//! ```text
//! include!(concat!(env!("OUT_DIR"), "/src/lib.rs"));
//! ```
//!
//! its `Cargo.toml` has the features and dependencies of the generated package, and its `build.rs` is
//!
//! ```no_run
//! fn main() -> Result<(), generator::BuildError> {
//!     generator::build("petstore.yaml", generator::Options::default())
//! }
//! ```

#![warn(missing_docs)]
use std::collections::BTreeMap;
use std::path::PathBuf;

pub use build_script::{BuildError, build};
pub use comparison::{Comparison, Sides, Used, review, uses};
pub use coverage::{Counts, Coverage};
pub use derive::{Attribute, Derive};
pub use describe::{Answer, Page, describe};
use diagnostics::{Code, Diagnostic, Diagnostics, Part};
use dialect::Bundle;
pub use entries::Entries;
use ir::Api;
pub use ir::Library;
use lock::Lock;
pub use manifest::Manifest;
use model::Model;
pub use needs::{NeededDependency, NeededFeature, NeededSource, Needs};
pub use options::{
    Features, IdempotencyKey, Mode, Only, Options, Overrides, PageKind, Pagination, Runtime, Signature,
};
pub use overlay::Overlay;
#[cfg(feature = "cli")]
pub use program::command;
pub use references::{References, Unread};
pub use repairs::{Repairs, repairs};
pub use rust_type::RustType;
pub use source::{PlacePattern, Pointer};
use surface::Surface;

// The program names the library as its users do.
#[cfg(feature = "cli")]
extern crate self as generator;

mod build_script;
mod check;
mod comparison;
mod coverage;
mod derive;
mod derived;
mod describe;
pub mod diagnostics;
#[allow(missing_docs)] // Only the tests of this repository see it.
mod dialect;
mod dump;
mod emit;
mod entries;
mod faults;
mod features;
mod format;
mod imports;
#[allow(missing_docs)] // Only the tests of this repository see it.
mod ir;
mod lock;
mod lower;
mod machine;
mod manifest;
mod manifest_check;
pub mod messages;
mod model;
#[allow(missing_docs)] // Only the tests of this repository see it.
mod naming;
mod needs;
mod options;
mod overlay;
mod packaged;
mod parallel;
mod passes;
mod pattern;
#[cfg(feature = "cli")]
mod program;
mod referenced_files;
mod references;
mod repairs;
mod requirements;
pub mod review;
mod rust_path;
mod rust_type;
mod same;
mod select;
#[allow(missing_docs)] // Only the tests of this repository see it.
mod source;
mod surface;
mod words;

/// The parts of the stages that the binary and the tests of this repository use. It changes without notice.
#[doc(hidden)]
#[allow(missing_docs)]
pub mod internals {
    pub use crate::describe::all_pages;
    pub use crate::dump::{Stage, dump};
    pub use crate::lower::names_in_use;
    pub use crate::manifest::RUST_VERSION;
    pub use crate::parallel::map as in_parallel;
    pub use crate::requirements::refused_dependency;
    pub use crate::words::unknown as unknown_word;

    /// Keywords and dialects.
    pub mod dialect {
        pub use crate::dialect::*;
    }

    /// The decisions about a description.
    pub mod ir {
        pub use crate::ir::*;
    }

    /// The tree of a text.
    pub mod source {
        pub use crate::source::*;
    }

    pub use crate::naming::{Ident, is_module_name, is_reserved};

    /// The public items of a package, each with its signature and its meaning on the wire.
    pub fn surface(input: &crate::Input) -> Option<std::collections::BTreeMap<String, (String, String)>> {
        let mut diagnostics = crate::Diagnostics::new();
        let bundle = crate::read(input, &mut diagnostics)?;
        let (api, _) = crate::understand(bundle, input, &mut diagnostics)?;
        let surface = crate::Surface::of(&api);
        let lines = surface.lines().iter();
        let lines = lines.map(|(item, line)| (item.clone(), (line.signature.clone(), line.meaning.clone())));
        Some(lines.collect())
    }

    /// The ir of a description, as far as it can be read.
    pub fn api(name: &str, text: &str) -> Option<crate::ir::Api> {
        let mut diagnostics = crate::Diagnostics::new();
        let tree = crate::source::parse(name, text, &mut diagnostics)?;
        let tree = crate::dialect::to_3_0(tree, name, &mut diagnostics)?;
        let (api, _) = crate::lower::lower(
            &crate::Model::new(name, &tree),
            crate::Lock::default(),
            crate::Mode::Client,
            &crate::Overrides::default(),
            &mut diagnostics,
        );
        Some(api)
    }
}

/// One description with its options.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file name, as diagnostics show it.
    pub name: String,
    /// JSON or YAML.
    pub text: String,
    /// [`Generated::lock`] of the previous run.
    pub lock: Option<String>,
    /// The options of the generated package.
    pub options: Options,
}

/// The text of each file by its path, relative to the folder of the package.
pub type Files = BTreeMap<PathBuf, String>;

/// A generated package.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The files, by their paths in the folder of the package.
    pub files: Files,
    /// The lock, which pins the names. Keep it with the description.
    pub lock: String,
    /// The size of the package.
    pub summary: Summary,
    /// What a module needs of the manifest of its crate.
    pub needs: Needs,
    /// The source of a program that makes a first call with the blocking client; `None` if there is no operation.
    pub example: Option<String>,
}

/// The result for a description.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The package; `None` if an error prevents it.
    pub generated: Option<Generated>,
    /// The diagnostics about the description and the options. They implement `Display`.
    pub diagnostics: Diagnostics,
}

impl Output {
    /// The package, unless there is an error.
    ///
    /// # Errors
    /// The diagnostics, if one of them is an error. They implement `Display`.
    pub fn into_result(self) -> Result<Generated, Box<Diagnostics>> {
        match self.generated {
            Some(generated) if !self.diagnostics.has_errors() => Ok(generated),
            Some(_) | None => Err(Box::new(self.diagnostics)),
        }
    }
}

/// The numbers of items in a generated package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Operations, without webhooks.
    pub operations: usize,
    /// Types.
    pub types: usize,
    /// Distinct patterns with a table.
    pub patterns: usize,
}

impl Input {
    /// The name without folders: the output must not depend on the current folder.
    fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or_default()
    }

    /// The version of the package.
    fn version(&self) -> &str {
        let version = self.options.version.as_deref();
        version.unwrap_or(review::verdict::DEFAULT_VERSION)
    }
}

/// The files of a runtime package with this name, for clients with [`Runtime::Shared`]. With [`Mode::Types`] it contains only
/// the code that types need.
pub fn runtime_package(name: &str, mode: Mode) -> Files {
    emit::runtime(name, mode)
}

/// Generates a package from a description, in memory.
pub fn generate(input: &Input) -> Output {
    let mut diagnostics = Diagnostics::new();
    let generated = package(input, &mut diagnostics);
    if generated.is_none() {
        diagnostics.give_up();
    }
    diagnostics.add_text(&input.name, input.text.clone());
    Output {
        generated,
        diagnostics,
    }
}

/// The package; `None` if nothing can be generated. The diagnostics have the reason.
fn package(input: &Input, diagnostics: &mut Diagnostics) -> Option<Generated> {
    let Some(bundle) = read(input, diagnostics) else {
        diagnostics.stop_early();
        return None;
    };
    let (api, lock) = understand(bundle, input, diagnostics)?;
    let package = packaged::package_of(input, &api);
    let runtime = package.runtime_package();
    let document = Pointer::root(&input.name);
    manifest_check::check(&input.options, &api, runtime, &document, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let mut files = packaged::files(input, &api, &package, diagnostics)?;
    if input.options.surface {
        files.insert(surface::FILE.into(), Surface::of(&api).to_string());
    }
    let summary = Summary {
        operations: api.groups.iter().map(|group| group.operations.len()).sum(),
        types: api.types.values().filter(|def| def.same_as.is_none()).count(),
        patterns: api.patterns.len(),
    };
    Some(Generated {
        files,
        lock: lock.render(input.file_name()),
        summary,
        needs: emit::needs(&api, &package),
        example: packaged::example(input, &api),
    })
}

/// Counts the keywords of a description by their treatment in [`generate`], and the losses by diagnostic code.
pub fn coverage(input: &Input) -> Coverage {
    let mut diagnostics = Diagnostics::new();
    let bundle = read(input, &mut diagnostics);
    if let Some(bundle) = bundle.clone() {
        understand(bundle, input, &mut diagnostics);
    }
    coverage::count(bundle.as_ref(), &diagnostics)
}

/// The tree of the description after its overlays, with the documents that it refers to.
fn read(input: &Input, diagnostics: &mut Diagnostics) -> Option<Bundle> {
    for allow in &input.options.allow {
        diagnostics.allow(allow.clone());
    }
    for deny in &input.options.deny {
        diagnostics.deny(*deny);
    }
    let tree = source::parse(&input.name, &input.text, diagnostics)?;
    let tree = overlay::apply(&input.options.overlays, &input.name, tree, diagnostics);
    Some(dialect::link(
        &input.name,
        tree,
        &input.options.references,
        diagnostics,
    ))
}

/// The ir of the description, and the lock; `None` if there is an error.
fn understand(bundle: Bundle, input: &Input, diagnostics: &mut Diagnostics) -> Option<(Api, Lock)> {
    let Lowered { api, lock, tree: _ } = lowered(bundle, input, Lock::default(), diagnostics)?;
    (!diagnostics.has_errors()).then_some((api, lock))
}

/// A lowered description.
struct Lowered {
    api: Api,
    lock: Lock,
    /// The translated tree.
    tree: source::Node,
}

/// Lowers a description, even if parts of it are invalid; `None` if nothing can be read, or the lock is invalid. Names start
/// from `inherited` if the input has no lock.
fn lowered(bundle: Bundle, input: &Input, inherited: Lock, diagnostics: &mut Diagnostics) -> Option<Lowered> {
    let Some(tree) = dialect::translate(bundle, &input.name, diagnostics) else {
        diagnostics.stop_early();
        return None;
    };
    let model = Model::new(&input.name, &tree);
    let lock = match &input.lock {
        Some(text) => read_lock(text, input, diagnostics),
        None => Some(inherited),
    };
    let lock = lock.map(|lock| lock.for_version(input.version()));
    let is_readable = lock.is_some();
    let overrides = input.options.overrides.translated(diagnostics.sources());
    // All errors are reported in one run, even after earlier errors.
    let (lock, mode) = (lock.unwrap_or_default(), input.options.mode);
    let (mut api, lock) = lower::lower(&model, lock, mode, &overrides, diagnostics);
    derived::derive(&mut api, &overrides, diagnostics);
    check::check(&mut api, diagnostics);
    select::select(&mut api, &input.options, model.root(), diagnostics);
    is_readable.then_some(Lowered { api, lock, tree })
}

fn read_lock(text: &str, input: &Input, diagnostics: &mut Diagnostics) -> Option<Lock> {
    Lock::parse(text)
        .map_err(|line| {
            let name = input.options.lock_name.as_ref();
            let at = Pointer::root(name.unwrap_or(&input.name));
            let message = format!("line {line} of the lock is invalid");
            let mut diagnostic = Diagnostic::new(Code::InvalidLock, &at, message);
            if let Some(name) = name {
                diagnostics.add_text(name, text.to_owned());
                diagnostic.part(Part::Position { line, column: 1 });
            }
            diagnostics
                .push(diagnostic)
                .effect("nothing is generated, so that no name changes unnoticed")
                .help("restore the lock from version control; only the generator writes it");
        })
        .ok()
}

#[cfg(test)]
mod mutation_tests;
#[cfg(test)]
// The generated crate exports it, and its MSRV is older than let chains and `is_multiple_of`.
#[allow(unreachable_pub, clippy::collapsible_if, clippy::manual_is_multiple_of)]
mod runtime;
#[cfg(test)]
#[allow(unreachable_pub)] // Its types look like generated code.
mod runtime_tests;
#[cfg(test)]
#[allow(unreachable_pub, dead_code)] // It belongs to the package `tests`, which uses more of it.
#[path = "../../tests/src/skip/mod.rs"]
mod skip;
