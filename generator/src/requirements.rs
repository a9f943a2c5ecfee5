//! The features and dependencies of a generated package, as one table. The manifest is printed from it, and
//! names are reserved by it.

use crate::Mode;

/// A feature of every package, and the dependencies that it enables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Feature {
    pub name: &'static str,
    /// Its effect: sentences of Markdown for the manifest and the readme.
    pub docs: &'static str,
    pub brings: &'static [&'static str],
    /// The features of dependencies that it also enables, in the syntax of a manifest.
    pub enables: &'static [&'static str],
    on_by_default: OnByDefault,
    /// Whether a package of types only has it too.
    of_types: bool,
}

/// When a feature is on by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnByDefault {
    Never,
    Always,
    /// If the description has typed XML bodies.
    WithXml,
}

impl Feature {
    /// Whether the feature is on by default in a package that has, or doesn't have, typed XML bodies.
    pub(crate) fn is_default(&self, has_xml: bool) -> bool {
        match self.on_by_default {
            OnByDefault::Never => false,
            OnByDefault::Always => true,
            OnByDefault::WithXml => has_xml,
        }
    }
}

/// The targets that need a dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Any,
    /// All targets except JavaScript (`wasm32-unknown-unknown`).
    Native,
    /// JavaScript, which provides fetch, a clock and random numbers instead of sockets.
    JavaScript,
}

impl Target {
    /// The section of the manifest.
    pub(crate) fn section(self) -> &'static str {
        match self {
            Self::Any => "dependencies",
            Self::Native => {
                "target.'cfg(not(all(target_arch = \"wasm32\", target_os = \"unknown\")))'.dependencies"
            }
            Self::JavaScript => {
                "target.'cfg(all(target_arch = \"wasm32\", target_os = \"unknown\"))'.dependencies"
            }
        }
    }
}

/// A dependency of every package. It is optional if a feature enables it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dependency {
    pub name: &'static str,
    pub version: &'static str,
    pub default_features: bool,
    pub features: &'static [&'static str],
    pub target: Target,
    of_types: bool,
    /// Whether the code that is generated from a description uses it, not only the runtime.
    pub is_named: bool,
    /// Whether the user may also depend on it, for its types.
    is_replaceable: bool,
}

impl Dependency {
    const fn new(name: &'static str, version: &'static str) -> Self {
        Self {
            name,
            version,
            default_features: true,
            features: &[],
            target: Target::Any,
            of_types: false,
            is_named: false,
            is_replaceable: false,
        }
    }

    /// Its features. Default features are off.
    const fn only(self, features: &'static [&'static str]) -> Self {
        Self {
            default_features: false,
            features,
            ..self
        }
    }

    const fn with(self, features: &'static [&'static str]) -> Self {
        Self { features, ..self }
    }

    const fn on(self, target: Target) -> Self {
        Self { target, ..self }
    }

    const fn of_types(self) -> Self {
        Self {
            of_types: true,
            ..self
        }
    }

    const fn named(self) -> Self {
        Self {
            is_named: true,
            ..self
        }
    }

    const fn replaceable(self) -> Self {
        Self {
            is_replaceable: true,
            ..self
        }
    }

    /// Whether a feature enables it.
    pub(crate) fn is_optional(&self) -> bool {
        FEATURES.iter().any(|feature| feature.brings.contains(&self.name))
    }
}

/// The features of a package for `mode`.
pub(crate) fn features(mode: Mode) -> impl Iterator<Item = &'static Feature> {
    let is_there = move |feature: &&Feature| mode == Mode::Client || feature.of_types;
    FEATURES.iter().filter(is_there)
}

/// The dependencies of a package for `mode`.
pub(crate) fn dependencies(mode: Mode) -> impl Iterator<Item = &'static Dependency> {
    let is_there = move |dependency: &&Dependency| mode == Mode::Client || dependency.of_types;
    DEPENDENCIES.iter().filter(is_there)
}

/// The feature that enables everything in the description.
pub(crate) const ALL: &str = "all";

/// The feature that is on by default.
pub(crate) const DEFAULT: &str = "default";

/// The feature of the types that no operation uses.
pub(crate) const OTHER_TYPES: &str = "other-types";

/// The names that features of tags can't have: existing features, and names of dependencies.
pub(crate) fn reserved_features() -> impl Iterator<Item = &'static str> {
    let features = FEATURES.iter().map(|feature| feature.name);
    let dependencies = DEPENDENCIES.iter().map(|dependency| dependency.name);
    features
        .chain(dependencies)
        .chain([ALL, OTHER_TYPES, DEFAULT, "test"])
}

/// The reason why the user can't depend on a crate with this name. `None` if it is allowed.
pub fn refused_dependency(name: &str) -> Option<String> {
    let name_in_rust = |name: &str| name.replace('-', "_");
    let is_same = |dependency: &&Dependency| name_in_rust(dependency.name) == name_in_rust(name);
    match DEPENDENCIES.iter().find(is_same) {
        Some(own) if !own.is_replaceable || own.name != name => {
            Some(format!("`{name}` is already a dependency of every package"))
        }
        Some(_) | None => None,
    }
}

const FEATURES: &[Feature] = &[
    Feature {
        name: "aws-lc",
        docs: "TLS of the feature `hyper` with aws-lc-rs, which takes precedence over `ring`.",
        brings: &[],
        enables: &["rustls?/aws_lc_rs"],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
    Feature {
        name: "brotli",
        docs: "Responses that are compressed with Brotli, outside JavaScript.",
        brings: &["compression-codecs"],
        enables: &["compression-codecs?/brotli"],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
    Feature {
        name: "chrono",
        docs: "Conversions between the strings of a `format` and the types of chrono.",
        brings: &["chrono"],
        enables: &[],
        on_by_default: OnByDefault::Never,
        of_types: true,
    },
    Feature {
        name: "gzip",
        docs: "Responses that are compressed with gzip, outside JavaScript.",
        brings: &["compression-codecs"],
        enables: &["compression-codecs?/gzip"],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
    Feature {
        name: "http2",
        docs: "HTTP/2 with the features `hyper` and `reqwest`, where TLS negotiates it.",
        brings: &["h2"],
        enables: &["hyper?/http2", "hyper-util?/http2", "reqwest?/http2"],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
    Feature {
        name: "hyper",
        docs: "The asynchronous client over hyper, on Tokio, with rustls and the root certificates of the operating \
               system. TLS needs `ring` or `aws-lc`. In JavaScript (`wasm32-unknown-unknown`) it uses `fetch`.",
        brings: &[
            "futures-channel",
            "http-body",
            "hyper",
            "hyper-rustls",
            "hyper-util",
            "rustls",
            "rustls-platform-verifier",
            "tokio",
            "tower-service",
            "wasm-bindgen-futures",
            "web-sys",
        ],
        enables: &[],
        on_by_default: OnByDefault::Always,
        of_types: false,
    },
    Feature {
        name: "jiff",
        docs: "Conversions between the strings of a `format` and the types of jiff.",
        brings: &["jiff"],
        enables: &[],
        on_by_default: OnByDefault::Never,
        of_types: true,
    },
    Feature {
        name: "reqwest",
        docs: "The asynchronous client over reqwest, for programs that configure a client of reqwest. It has the same TLS \
               and the same root certificates, with aws-lc-rs. Without `hyper` it is the default transport.",
        brings: &[
            "futures-channel",
            "http-body",
            "reqwest",
            "tokio",
            "wasm-bindgen-futures",
            "web-sys",
        ],
        enables: &[],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
    Feature {
        name: "ring",
        docs: "TLS of the feature `hyper` with ring.",
        brings: &[],
        enables: &["rustls?/ring"],
        on_by_default: OnByDefault::Always,
        of_types: false,
    },
    Feature {
        name: "socks",
        docs: "SOCKS proxies with the features `hyper`, `reqwest` and `ureq`.",
        brings: &[],
        enables: &["reqwest?/socks", "ureq?/socks-proxy"],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
    Feature {
        name: "testing",
        docs: "A transport in memory for tests of your own code: typed requests and responses by operation, \
               recorded fixtures.",
        brings: &[],
        enables: &[],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
    Feature {
        name: "tracing",
        docs: "A span for every call and every attempt, with the names of OpenTelemetry. Spans contain no \
               values.",
        brings: &["tracing"],
        enables: &[],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
    Feature {
        name: "ureq",
        docs: "The blocking client over ureq, with rustls and the root certificates of the operating system. \
               It is not available in JavaScript.",
        brings: &["ureq"],
        enables: &[],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
    Feature {
        name: "uuid",
        docs: "Conversions between the strings of a `format` and the type of uuid.",
        brings: &["uuid"],
        enables: &[],
        on_by_default: OnByDefault::Never,
        of_types: true,
    },
    Feature {
        name: "webhooks",
        docs: "Verification of the signatures of webhooks.",
        brings: &["hmac", "sha2"],
        enables: &[],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
    Feature {
        name: "xml",
        docs: "Typed XML bodies. It is on by default if the description has any.",
        brings: &["quick-xml"],
        enables: &[],
        on_by_default: OnByDefault::WithXml,
        of_types: false,
    },
    Feature {
        name: "zstd",
        docs: "Responses that are compressed with Zstandard, outside JavaScript.",
        brings: &["compression-codecs"],
        enables: &["compression-codecs?/zstd"],
        on_by_default: OnByDefault::Never,
        of_types: false,
    },
];

const DEPENDENCIES: &[Dependency] = &[
    Dependency::new("bytes", "1").named(),
    Dependency::new("chrono", "0.4")
        .only(&["std"])
        .of_types()
        .replaceable(),
    Dependency::new("compression-codecs", "0.4")
        .only(&[])
        .on(Target::Native),
    Dependency::new("futures-channel", "0.3")
        .only(&["std"])
        .on(Target::JavaScript),
    Dependency::new("futures-core", "0.3").only(&[]),
    Dependency::new("getrandom", "0.4")
        .with(&["wasm_js"])
        .on(Target::JavaScript),
    Dependency::new("h2", "0.4").on(Target::Native),
    Dependency::new("hmac", "0.12"),
    Dependency::new("http", "1").named(),
    Dependency::new("http-body", "1").on(Target::Native),
    Dependency::new("hyper", "1")
        .only(&["client", "http1"])
        .on(Target::Native),
    Dependency::new("hyper-rustls", "0.27")
        .only(&["tls12"])
        .on(Target::Native),
    Dependency::new("hyper-util", "0.1.21")
        .only(&["client-legacy", "client-proxy", "http1", "tokio"])
        .on(Target::Native),
    Dependency::new("jiff", "0.2")
        .only(&["std"])
        .of_types()
        .replaceable(),
    Dependency::new("percent-encoding", "2.3"),
    Dependency::new("quick-xml", "0.41"),
    Dependency::new("reqwest", "0.13")
        .only(&["rustls"])
        .on(Target::Native),
    Dependency::new("rustls", "0.23")
        .only(&["std", "tls12"])
        .on(Target::Native),
    Dependency::new("rustls-platform-verifier", "0.7").on(Target::Native),
    Dependency::new("serde", "1").only(&["std"]).of_types().named(),
    Dependency::new("serde_json", "1")
        .with(&["float_roundtrip", "raw_value"])
        .of_types()
        .named(),
    Dependency::new("sha2", "0.10").only(&[]),
    Dependency::new("tokio", "1")
        .only(&["rt", "time"])
        .on(Target::Native),
    Dependency::new("tower-service", "0.3").on(Target::Native),
    Dependency::new("tracing", "0.1").only(&["std"]),
    Dependency::new("ureq", "3")
        .only(&["platform-verifier", "rustls"])
        .on(Target::Native),
    Dependency::new("uuid", "1")
        .only(&["std"])
        .of_types()
        .replaceable(),
    Dependency::new("wasm-bindgen-futures", "0.4.50").on(Target::JavaScript),
    Dependency::new("web-sys", "0.3.77")
        .with(WEB_SYS)
        .on(Target::JavaScript),
    Dependency::new("web-time", "1").on(Target::JavaScript),
];

const WEB_SYS: &[&str] = &[
    "AbortController",
    "AbortSignal",
    "Headers",
    "ReadableStream",
    "ReadableStreamDefaultReader",
    "ReferrerPolicy",
    "Request",
    "RequestCache",
    "RequestCredentials",
    "RequestInit",
    "RequestMode",
    "RequestRedirect",
    "Response",
    "ResponseType",
];

#[cfg(test)]
mod tests {
    use super::{DEPENDENCIES, FEATURES, refused_dependency};

    #[test]
    fn features_enable_existing_dependencies() {
        for feature in FEATURES {
            for name in feature.brings {
                let mut all = DEPENDENCIES.iter();
                let found = all.find(|dependency| dependency.name == *name).expect(name);
                assert!(found.of_types || !feature.of_types, "{name}");
            }
        }
    }

    #[test]
    fn a_dependency_is_listed_once() {
        assert_eq!(refused_dependency("chrono"), None);
        assert_eq!(refused_dependency("my-types"), None);
        for name in ["serde", "serde-json", "http_body", "tokio"] {
            assert!(refused_dependency(name).is_some(), "{name}");
        }
    }
}
