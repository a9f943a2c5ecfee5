//! Generates a Rust client crate from an OpenAPI description.

use std::collections::BTreeMap;
use std::path::PathBuf;

use diagnostics::{Allow, Diagnostics};
use model::Model;

pub mod diagnostics;
pub mod dialect;
pub mod model;
pub mod pattern;
pub mod source;

/// One description and what is to be made of it.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file name, as findings show it.
    pub name: String,
    /// JSON or YAML.
    pub text: String,
    /// What [`Generated::lock`] was the last time.
    pub lock: Option<String>,
    pub options: Options,
}

/// What the user decides.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the generated package.
    pub package: String,
    /// Its version; `info.version` does not have to be one.
    pub version: Option<String>,
    /// The findings that do not fail the run.
    pub allow: Vec<Allow>,
}

/// The text of each file by its path, relative to the folder of the package.
pub type Files = BTreeMap<PathBuf, String>;

/// A generated package.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    pub files: Files,
    /// The names that were given, to be kept beside the description.
    pub lock: String,
    pub summary: Summary,
}

/// What is in a generated package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub operations: usize,
    pub types: usize,
    pub patterns: usize,
}

/// Makes a package of a description. What is wrong with it goes to `diagnostics`; `None` when nothing can be made of it.
pub fn generate(input: &Input, diagnostics: &mut Diagnostics) -> Option<Generated> {
    for allow in &input.options.allow {
        diagnostics.allow(allow.clone());
    }
    let tree = source::parse(&input.name, &input.text, diagnostics)?;
    let tree = dialect::to_3_0(tree, &input.name, diagnostics)?;
    let _model = Model::new(&input.name, &tree);
    (!diagnostics.has_errors()).then(Generated::default)
}

#[cfg(test)]
// It is the generated crate that exports it, and its MSRV is older than let chains and `is_multiple_of`.
#[allow(unreachable_pub, clippy::collapsible_if, clippy::manual_is_multiple_of)]
mod runtime;
#[cfg(test)]
#[allow(unreachable_pub)] // Its types are written as generated code writes them.
mod runtime_tests;
