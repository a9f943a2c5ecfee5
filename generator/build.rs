//! The support code of generated clients is compiled here for its tests, with all of its features. They are features of the
//! generated packages, and the generator has no use for them.

const FEATURES: [&str; 25] = [
    "aws-lc",
    "brotli",
    "chrono",
    "clap",
    "gzip",
    "http2",
    "hyper",
    "jiff",
    "jiff1",
    "reqwest",
    "ring",
    "rust_decimal",
    "schemars",
    "secrecy",
    "socks",
    "testing",
    "time",
    "tower",
    "tracing",
    "ureq",
    "url",
    "uuid",
    "webhooks",
    "xml",
    "zstd",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let listed = FEATURES.map(|feature| format!("{feature:?}")).join(", ");
    println!("cargo::rustc-check-cfg=cfg(feature, values({listed}))");
    for feature in FEATURES {
        println!("cargo::rustc-cfg=feature={feature:?}");
    }
}
