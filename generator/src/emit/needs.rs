//! What a module needs of the manifest of its crate, from the table that manifests are printed from.

use super::manifest::{default_features, is_ours};
use super::{Package, Runtime};
use crate::ir::Api;
use crate::needs::{NeededDependency, NeededFeature, NeededSource, Needs};
use crate::requirements::{self, Dependency, Feature, Target};

/// What the code of this package needs if it is a module.
pub(crate) fn needs(api: &Api, package: &Package) -> Needs {
    let ours = requirements::dependencies(package.mode)
        .filter(|of| is_native(of) && is_ours(package, of))
        .map(dependency);
    let defaults = default_features(api, package);
    let (runtime, features) = match &package.runtime {
        Runtime::Own(_) => (None, Vec::new()),
        Runtime::Shared { package: name, path } => {
            let features = defaults.iter().map(|&name| name.to_owned()).collect();
            (Some(shared(name, path, features)), Vec::new())
        }
        Runtime::Embedded => {
            let features = requirements::features(package.mode);
            let features = features.map(|of| feature(of, defaults.contains(&of.name)));
            (None, features.collect())
        }
    };
    let added = package.dependencies.iter().map(|(name, text)| NeededDependency {
        name: name.clone(),
        source: NeededSource::Own(text.clone()),
        default_features: true,
        features: Vec::new(),
        is_optional: false,
    });
    Needs {
        dependencies: ours.chain(runtime).chain(added).collect(),
        features,
    }
}

/// Whether targets other than JavaScript need it.
fn is_native(of: &Dependency) -> bool {
    match of.target {
        Target::Any | Target::Native => true,
        Target::JavaScript => false,
    }
}

fn dependency(of: &Dependency) -> NeededDependency {
    NeededDependency {
        name: of.name.to_owned(),
        source: NeededSource::Version(of.version.to_owned()),
        default_features: of.default_features,
        features: of.features.iter().map(|&name| name.to_owned()).collect(),
        is_optional: of.is_optional(),
    }
}

fn shared(name: &str, path: &str, features: Vec<String>) -> NeededDependency {
    NeededDependency {
        name: name.to_owned(),
        source: NeededSource::Runtime(path.to_owned()),
        default_features: true,
        features,
        is_optional: false,
    }
}

fn feature(of: &Feature, is_default: bool) -> NeededFeature {
    let brings = of.brings.iter().filter(|name| {
        let mut all = requirements::dependencies(crate::Mode::Client);
        all.any(|of| of.name == **name && is_native(of))
    });
    NeededFeature {
        name: of.name.to_owned(),
        brings: brings.map(|&name| name.to_owned()).collect(),
        // The dependency may be required, and then has no `?`.
        enables: of.enables.iter().map(|text| text.replace("?/", "/")).collect(),
        is_default,
    }
}
