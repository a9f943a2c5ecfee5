//! What a generated module needs of the manifest of its crate: plain data.

/// The dependencies and features.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Dependencies on every target but JavaScript.
    pub dependencies: Vec<NeededDependency>,
    /// The features that the code asks for. There are none if the runtime is a package.
    pub features: Vec<NeededFeature>,
}

/// A dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededDependency {
    /// Its name, in the manifest and in code.
    pub name: String,
    /// The requirement of its version, or the path of the package.
    pub source: NeededSource,
    /// Whether its default features are needed.
    pub default_features: bool,
    /// Its further features.
    pub features: Vec<String>,
    /// Whether only features need it.
    pub is_optional: bool,
}

/// Where a dependency comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NeededSource {
    /// A registry: the requirement of the version.
    Version(String),
    /// The runtime package, with the path from the folder of the module.
    Runtime(String),
    /// The user: the value in the manifest.
    Own(String),
}

/// A feature of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededFeature {
    /// Its name.
    pub name: String,
    /// The dependencies that it needs.
    pub brings: Vec<String>,
    /// The features of dependencies that it enables, as `DEPENDENCY/FEATURE`.
    pub enables: Vec<String>,
    /// Whether a package has it by default.
    pub is_default: bool,
}
