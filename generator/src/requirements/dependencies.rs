//! The dependencies of every package, sorted by name.

use super::{Dependency, Target};

pub(super) const DEPENDENCIES: &[Dependency] = &[
    Dependency::new("bytes", "1").named(),
    Dependency::new("chrono", "0.4")
        .only(&["std"])
        .of_types()
        .replaceable(),
    Dependency::new("clap", "4")
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
    Dependency::new("jiff1", "1")
        .package("jiff")
        .only(&["std"])
        .of_types(),
    Dependency::new("percent-encoding", "2.3"),
    Dependency::new("quick-xml", "0.41"),
    Dependency::new("reqwest", "0.13")
        .only(&["rustls"])
        .on(Target::Native),
    Dependency::new("rust_decimal", "1")
        .only(&["std"])
        .of_types()
        .replaceable(),
    Dependency::new("rustls", "0.23")
        .only(&["std", "tls12"])
        .on(Target::Native),
    Dependency::new("rustls-platform-verifier", "0.7").on(Target::Native),
    Dependency::new("schemars", "1")
        .only(&["std"])
        .of_types()
        .replaceable(),
    Dependency::new("secrecy", "0.10").of_types().replaceable(),
    Dependency::new("serde", "1").only(&["std"]).of_types().named(),
    Dependency::new("serde_json", "1")
        .with(&["float_roundtrip", "raw_value"])
        .of_types()
        .named(),
    Dependency::new("sha2", "0.10").only(&[]),
    Dependency::new("time", "0.3")
        .only(&["formatting", "parsing", "std"])
        .of_types()
        .replaceable(),
    Dependency::new("tokio", "1")
        .only(&["rt", "time"])
        .on(Target::Native),
    Dependency::new("tower-service", "0.3").on(Target::Native),
    Dependency::new("tracing", "0.1").only(&["std"]),
    Dependency::new("ureq", "3")
        .only(&["platform-verifier", "rustls"])
        .on(Target::Native),
    Dependency::new("url", "2")
        .only(&["std"])
        .of_types()
        .replaceable(),
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
