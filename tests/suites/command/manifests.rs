//! What generator.toml adds to the manifest of a package, and the names of packages.

use super::{CONFIG, PETS, Workspace, could_not_run};

const ADDED: &str = r#"
[client.dependencies]
aws-lc-rs = { version = "1", optional = true }

[client.manifest.package]
license = "MIT OR Apache-2.0"
repository = "https://example.com/pets"
keywords = ["pets", "api"]
categories = ["api-bindings"]
authors = ["Pet Team <pets@example.com>"]
description = "Pets, typed."
rust-version = "1.88"
readme = false
publish = true

[client.manifest.package.metadata.docs.rs]
all-features = true

[client.manifest.features]
default = ["hyper", "ring", "gzip"]
fips = ["aws-lc", "dep:aws-lc-rs", "aws-lc-rs/fips"]

[client.manifest.dev-dependencies]
tokio = { version = "1", features = ["full"] }
"#;

fn with(added: &str) -> Workspace {
    let workspace = Workspace::new(PETS);
    workspace.put(
        "spec/generator.toml",
        format!("{CONFIG}runtime = \"embedded\"\n{added}"),
    );
    workspace
}

#[test]
fn the_manifest_has_what_is_added() {
    let workspace = with(ADDED);
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let text = std::fs::read_to_string(workspace.path("generated/Cargo.toml")).expect("a manifest");
    let manifest: toml::Table = text.parse().expect("TOML");
    let package = &manifest["package"];
    assert_eq!(package["license"].as_str(), Some("MIT OR Apache-2.0"));
    assert_eq!(package["description"].as_str(), Some("Pets, typed."));
    assert_eq!(package["rust-version"].as_str(), Some("1.88"));
    assert_eq!(package["publish"].as_bool(), Some(true));
    assert_eq!(package["keywords"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        package["metadata"]["docs"]["rs"]["all-features"].as_bool(),
        Some(true)
    );
    let features = &manifest["features"];
    assert_eq!(features["default"].as_array().map(Vec::len), Some(3));
    assert_eq!(features["fips"][1].as_str(), Some("dep:aws-lc-rs"));
    assert_eq!(
        manifest["dependencies"]["aws-lc-rs"]["optional"].as_bool(),
        Some(true)
    );
    assert_eq!(
        manifest["dev-dependencies"]["tokio"]["version"].as_str(),
        Some("1")
    );
    let readme = std::fs::read_to_string(workspace.path("generated/README.md")).expect("a readme");
    assert!(readme.contains("| `gzip` (default) |") && readme.contains("| `fips` | Enables `aws-lc`"));
    assert_eq!(workspace.run(&["check"]).code, Some(0));
}

/// The lines of `[client.manifest.package]`, and the message about it.
const REJECTED: &[(&str, &str)] = &[
    (
        "license = \"MIT or Apache\"",
        "8:11: `MIT or Apache` is not an SPDX license expression such as `MIT OR Apache-2.0`: ",
    ),
    (
        "license = \"Proprietary\"",
        "8:11: `Proprietary` is not an SPDX license expression such as `MIT OR Apache-2.0`: ",
    ),
    (
        "keywords = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]",
        "8:12: crates.io accepts at most 5 of them, and there are 6",
    ),
    (
        "keywords = [\"two words\"]",
        "8:12: `two words` is not a keyword: ",
    ),
    (
        "categories = [\"API Bindings\"]",
        "8:14: `API Bindings` is not a category of crates.io",
    ),
    (
        "repository = \"github.com/a\"",
        "8:14: `github.com/a` is not a URL",
    ),
    ("description = \" \"", "8:15: the description is empty"),
    (
        "rust-version = \"1.70\"",
        "8:16: the generated code needs Rust 1.85",
    ),
    ("rust-version = \"new\"", "8:16: `new` is not a version of Rust"),
    (
        "publish = 1",
        "8:11: expected `true`, `false` or a list of registries",
    ),
    (
        "publish = true",
        "8:11: crates.io requires a `license` or a `license-file`",
    ),
    (
        "license-file = \"LICENSE\"",
        "8:16: `LICENSE` does not exist in the folder of the package",
    ),
    (
        "readme = \"GUIDE.md\"",
        "8:10: `GUIDE.md` does not exist in the folder of the package",
    ),
    ("edition = \"2021\"", "8:1: unknown field `edition`"),
];

#[test]
fn metadata_that_cargo_rejects_is_one_located_line() {
    for (line, message) in REJECTED {
        let workspace = with(&format!("\n[client.manifest.package]\n{line}\n"));
        let before = workspace.snapshot();
        could_not_run(&workspace.run(&[]), &format!("spec/generator.toml:{message}"));
        assert_eq!(workspace.snapshot(), before, "{line}");
    }
    let workspace = Workspace::new(PETS);
    workspace.put("spec/generator.toml", format!("{CONFIG}version = \"1.0\"\n"));
    could_not_run(
        &workspace.run(&[]),
        "spec/generator.toml:5:11: `1.0` is not a version such as `1.0.0`",
    );
}

#[test]
fn dependencies_that_cargo_rejects_are_one_located_line() {
    for (added, message) in [
        (
            "\n[client.dependencies]\nserde = \"1\"\n",
            "7:1: `serde` is already a dependency of every package",
        ),
        (
            "\n[client.manifest.dev-dependencies]\na = { version = \"1\", optional = true }\n",
            "7:1: `a` is optional, which a dependency of tests can't be",
        ),
        (
            "\n[client.manifest.features]\n\"dep:a\" = []\n",
            "7:1: `dep:a` is not the name of a feature",
        ),
        (
            "\n[client.manifest.package]\npublish = true\nlicense = \"MIT\"\n[client.dependencies]\na = { path = \"../a\" }\n",
            "11:5: the package is published, so the dependency `a` needs a `version`",
        ),
    ] {
        let workspace = with(added);
        let before = workspace.snapshot();
        could_not_run(&workspace.run(&[]), &format!("spec/generator.toml:{message}"));
        assert_eq!(workspace.snapshot(), before, "{added}");
    }
}

#[test]
fn a_conflict_with_the_package_is_a_located_diagnostic() {
    for (added, place, message) in [
        (
            "runtime = \"embedded\"\n[client.manifest.features]\nhyper = []\n",
            "spec/generator.toml:7:1",
            "the package already has a feature `hyper`",
        ),
        (
            "runtime = \"embedded\"\n[client.manifest.features]\nextra = [\"jiff\", \"jif\"]\n",
            "spec/generator.toml:7:18",
            "the package has no feature `jif`",
        ),
        (
            "[client.manifest.package]\nlicense = \"MIT\"\npublish = true\n",
            "spec/generator.toml:7:11",
            "the package depends on its runtime package, which is not published",
        ),
        (
            "runtime = \"embedded\"\ndependencies = { a = { version = \"1\", optional = true } }\n",
            "spec/generator.toml:6:18",
            "no feature enables the optional dependency `a`",
        ),
    ] {
        let workspace = Workspace::new(PETS);
        workspace.put("spec/generator.toml", format!("{CONFIG}{added}"));
        let before = workspace.snapshot();
        let run = workspace.run(&[]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(
            run.stderr.contains(place) && run.stderr.contains(message),
            "{run:?}"
        );
        assert_eq!(workspace.snapshot(), before, "{added}");
    }
}

#[test]
fn two_packages_with_one_name_are_one_located_line() {
    let client = |package: &str, out: &str| {
        format!("[[client]]\nspec = \"pets.yaml\"\npackage = \"{package}\"\nout = \"{out}\"\n")
    };
    for (config, message) in [
        (
            client("pets", "a") + &client("pets", "b"),
            "7:11: the client in `a` already has a package `pets",
        ),
        (
            client("pets", "a") + &client("pets-runtime", "b"),
            "7:11: the client in `a` already has a package `pets-runtime`",
        ),
        (
            format!("[runtime]\nout = \"shared\"\n{}", client("shared", "a")),
            "5:11: [runtime] already has a package `shared`",
        ),
    ] {
        let workspace = Workspace::new(PETS);
        workspace.put("spec/generator.toml", config);
        let before = workspace.snapshot();
        could_not_run(&workspace.run(&[]), &format!("spec/generator.toml:{message}"));
        assert_eq!(workspace.snapshot(), before);
    }
}

#[test]
fn a_name_that_the_workspace_has_is_one_located_line() {
    let workspace = Workspace::new(PETS);
    workspace.put(
        "Cargo.toml",
        "[workspace]\nmembers = [\"generated\", \"crates/*\"]\n",
    );
    workspace.put("crates/app/Cargo.toml", "[package]\nname = \"app\"\n");
    assert_eq!(workspace.run(&[]).code, Some(0), "its own folder is no conflict");
    assert_eq!(workspace.run(&[]).code, Some(0));
    for name in ["pets", "pets-runtime"] {
        workspace.put(
            "crates/other/Cargo.toml",
            format!("[package]\nname = \"{name}\"\n"),
        );
        // A change, without which nothing is done.
        workspace.put("spec/generator.toml", format!("# {name}\n{CONFIG}"));
        let before = workspace.snapshot();
        let message = format!(
            "spec/generator.toml:4:11: the workspace already has a package `{name}`, in `crates/other`"
        );
        could_not_run(&workspace.run(&[]), &message);
        assert_eq!(workspace.snapshot(), before);
    }
    workspace.put(
        "Cargo.toml",
        "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"generated\"]\n",
    );
    assert_eq!(workspace.run(&[]).code, Some(0), "it is not in the workspace");
}
