//! The check that cargo accepts what generator.toml adds to the manifest of a package.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostics};
use crate::ir::Api;
use crate::options::Options;
use crate::requirements::{self, ALL, DEFAULT};
use crate::source::Pointer;

/// Reports what cargo would reject in the package of this API. `runtime` is the name of its runtime package; `None` if the runtime
/// is in the crate.
pub(crate) fn check(
    options: &Options,
    api: &Api,
    runtime: Option<&str>,
    document: &Pointer,
    diagnostics: &mut Diagnostics,
) {
    let client = options.config.as_ref().unwrap_or(document);
    let manifest = client.child("manifest");
    let names = Names::of(options, api, runtime);
    let mut report = |at: &Pointer, problem: String, help: &str| {
        diagnostics
            .report(Code::InvalidOverride, at, problem)
            .effect("nothing is generated, since cargo would reject the package")
            .help(help);
    };
    for (name, enabled) in &options.manifest.features {
        let at = manifest.descend(["features", name]);
        if names.ours.contains(name.as_str()) {
            report(
                &at,
                format!("the package already has a feature `{name}`"),
                "choose another name, or list the feature in `default`",
            );
        }
        for (index, text) in enabled.iter().enumerate() {
            if let Some(problem) = names.problem(text) {
                report(&at.index(index), problem, "correct the entry in generator.toml");
            }
        }
    }
    let enabled: BTreeSet<&str> = options
        .manifest
        .features
        .values()
        .flatten()
        .map(String::as_str)
        .collect();
    for name in &options.manifest.optional {
        let activation = format!("{ACTIVATION}{name}");
        if !enabled.contains(activation.as_str()) {
            let at = client.descend(["dependencies", name]);
            let help = format!("add `{activation}` to a feature of `[client.manifest.features]`");
            report(
                &at,
                format!("no feature enables the optional dependency `{name}`"),
                &help,
            );
        }
    }
    if options.manifest.is_published && runtime.is_some() {
        report(
            &manifest.descend(["package", "publish"]),
            "the package depends on its runtime package, which is not published".to_owned(),
            "add `runtime = \"embedded\"` to the client, so that its runtime is in the crate",
        );
    }
}

/// What enables an optional dependency, before its name.
const ACTIVATION: &str = "dep:";

/// The features and dependencies of a package.
struct Names<'a> {
    /// The features that the generator adds.
    ours: BTreeSet<&'a str>,
    /// All features.
    features: BTreeSet<&'a str>,
    /// All dependencies; `true` for those that are optional.
    dependencies: BTreeMap<&'a str, bool>,
}

impl<'a> Names<'a> {
    fn of(options: &'a Options, api: &'a Api, runtime: Option<&'a str>) -> Self {
        let tags = &api.features.all;
        let ours: BTreeSet<&str> = requirements::features(options.mode)
            .map(|feature| feature.name)
            .chain(tags.iter().map(|feature| feature.name.as_str()))
            .chain((!tags.is_empty()).then_some(ALL))
            .collect();
        let added = options.manifest.features.keys().map(String::as_str);
        let features = ours.iter().copied().chain(added).chain([DEFAULT]).collect();
        let own = requirements::dependencies(options.mode)
            .filter(|of| of.is_named || runtime.is_none())
            .map(|of| (of.name, of.is_optional()));
        let optional = &options.manifest.optional;
        let added = options.overrides.dependencies.keys();
        let added = added.map(|name| (name.as_str(), optional.contains(name)));
        Self {
            ours,
            features,
            dependencies: own
                .chain(runtime.map(|name| (name, false)))
                .chain(added)
                .collect(),
        }
    }

    /// Why a feature can't enable this.
    fn problem(&self, text: &str) -> Option<String> {
        if let Some(name) = text.strip_prefix(ACTIVATION) {
            return match self.dependencies.get(name) {
                Some(true) => None,
                Some(false) => Some(format!("the dependency `{name}` is not optional")),
                None => Some(format!("the package has no dependency `{name}`")),
            };
        }
        if let Some((name, _)) = text.split_once('/') {
            let name = name.strip_suffix('?').unwrap_or(name);
            let is_there = self.dependencies.contains_key(name);
            return (!is_there).then(|| format!("the package has no dependency `{name}`"));
        }
        let is_there = self.features.contains(text);
        (!is_there).then(|| format!("the package has no feature `{text}`"))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Input, Manifest, Options, Output, Runtime, generate};

    const EMPTY: &str = "{openapi: 3.0.4, info: {title: Pets, version: '1'}, paths: {}}";

    fn problems(manifest: Manifest, runtime: Runtime) -> Vec<String> {
        let Output { diagnostics, .. } = generate(&Input {
            name: "pets.yaml".to_owned(),
            text: EMPTY.to_owned(),
            lock: None,
            options: Options {
                package: "pets".to_owned(),
                manifest,
                runtime,
                ..Options::default()
            },
        });
        diagnostics
            .iter()
            .map(|diagnostic| diagnostic.message.clone())
            .collect()
    }

    fn enabling(text: &str) -> Manifest {
        Manifest {
            features: [("extra".to_owned(), vec![text.to_owned()])].into(),
            ..Manifest::default()
        }
    }

    #[test]
    fn a_feature_enables_what_the_package_has() {
        for text in ["hyper", "dep:hyper", "hyper?/http2", "serde_json/preserve_order"] {
            assert_eq!(problems(enabling(text), Runtime::Embedded), [""; 0], "{text}");
        }
        for (text, problem) in [
            ("hyperr", "the package has no feature `hyperr`"),
            ("dep:openssl", "the package has no dependency `openssl`"),
            ("openssl/vendored", "the package has no dependency `openssl`"),
            ("dep:serde_json", "the dependency `serde_json` is not optional"),
        ] {
            assert_eq!(problems(enabling(text), Runtime::Embedded), [problem]);
        }
        let runtime = problems(enabling("dep:hyper"), Runtime::Package);
        assert_eq!(runtime, ["the package has no dependency `hyper`"]);
        assert_eq!(
            problems(enabling("pets-runtime/hyper"), Runtime::Package),
            [""; 0]
        );
    }

    #[test]
    fn what_cargo_would_reject_is_an_error() {
        let same = Manifest {
            features: [("hyper".to_owned(), Vec::new())].into(),
            ..Manifest::default()
        };
        assert_eq!(
            problems(same, Runtime::Embedded),
            ["the package already has a feature `hyper`"]
        );
        let optional = Manifest {
            optional: ["openssl".to_owned()].into(),
            ..Manifest::default()
        };
        assert_eq!(
            problems(optional, Runtime::Embedded),
            ["no feature enables the optional dependency `openssl`"]
        );
        let published = Manifest {
            is_published: true,
            ..Manifest::default()
        };
        assert_eq!(problems(published.clone(), Runtime::Embedded), [""; 0]);
        assert_eq!(
            problems(published, Runtime::Package),
            ["the package depends on its runtime package, which is not published"]
        );
    }
}
