//! What generator.toml adds to the manifest of a package: plain data.

use std::collections::{BTreeMap, BTreeSet};

/// The oldest Rust that compiles a package.
pub const RUST_VERSION: &str = "1.85";

/// What generator.toml adds to the manifest of a package. Values are in the syntax of `Cargo.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Keys of `[package]` with their values. The generator decides `name`, `version` and `edition`.
    pub package: BTreeMap<String, String>,
    /// Whether the package may be published to a registry.
    pub is_published: bool,
    /// The tables below `[package.metadata]`, with their headers.
    pub metadata: String,
    /// Features with what they enable. `default` replaces the default features.
    pub features: BTreeMap<String, Vec<String>>,
    /// The names of added dependencies that are optional.
    pub optional: BTreeSet<String>,
    /// The dependencies of tests and examples.
    pub dev_dependencies: BTreeMap<String, String>,
}
