//! The generator as a library in the `build.rs` of another crate: the crate under `cases/build-script` is built and its tests
//! are run.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tests::corpus::Workspace;
use tests::folder::read;

const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/build-script");
const GENERATOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../generator");

#[test]
fn a_build_script_generates_its_own_crate() {
    let workspace = Workspace::open("build-script").expect("a workspace");
    workspace.write("petstore", &case()).expect("written");
    workspace.set_members(["petstore"]).expect("a manifest");
    let output = workspace
        .cargo(&["test", "--package", "petstore", "--quiet"])
        .output()
        .expect("cargo starts");
    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}");
    assert!(!printed.contains("warning"), "{printed}");
}

/// The dependencies in the manifest are those of a generated one. Only this test checks it.
#[test]
fn its_dependencies_are_those_of_a_generated_package() {
    let files = read(Path::new(CASE)).expect("a folder");
    let text = |path: &str| {
        let bytes = files.get(Path::new(path)).expect("a file");
        String::from_utf8(bytes.clone()).expect("UTF-8")
    };
    let generated = generator::generate(&generator::Input {
        name: "petstore.yaml".into(),
        text: text("petstore.yaml"),
        lock: None,
        options: generator::Options {
            runtime: generator::Runtime::Embedded,
            ..generator::Options::default()
        },
    });
    let generated = generated.generated.expect("a package").files;
    let wanted = generated.get(Path::new("Cargo.toml")).expect("a manifest");
    let dependencies = |manifest: &str| {
        let (_, rest) = manifest.split_once("\n[dependencies]\n").expect("dependencies");
        rest.trim_end().to_owned()
    };
    assert_eq!(dependencies(&text("Cargo.toml")), dependencies(wanted));
}

/// The files of the case, with the path to the generator adapted.
fn case() -> BTreeMap<PathBuf, String> {
    let generator = Path::new(GENERATOR).canonicalize().expect("a folder");
    read(Path::new(CASE))
        .expect("a folder")
        .into_iter()
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let text = text.replace(
                "../../../generator",
                &generator.to_string_lossy().replace('\\', "/"),
            );
            (path, text)
        })
        .collect()
}
