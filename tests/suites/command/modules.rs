//! Modules in existing crates: where they can be, and what their crates need.

use super::{PETS, Workspace, could_not_run};

const MODULE: &str = "[[client]]\nspec = \"pets.yaml\"\nmodule = \"src/api\"\n";
const APP: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

/// A package with one module.
fn package(config: &str) -> Workspace {
    let workspace = Workspace::new(PETS);
    workspace.put("spec/generator.toml", config);
    workspace.put("Cargo.toml", APP);
    workspace.put("src/lib.rs", "pub mod api;\n");
    workspace
}

#[test]
fn a_module_has_the_files_of_a_module() {
    let workspace = package(MODULE);
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("api: 0 operations"), "{run:?}");
    let declared = "declare the module in src/lib.rs: `#[rustfmt::skip] pub mod api;`\n";
    assert!(run.stderr.starts_with(declared), "{run:?}");
    for (path, is_there) in [
        ("mod.rs", true),
        ("client.rs", true),
        ("runtime/mod.rs", true),
        ("runtime/json/mod.rs", true),
        ("surface.txt", true),
        (".gitattributes", true),
        ("lib.rs", false),
        ("src", false),
        ("Cargo.toml", false),
        ("README.md", false),
        ("rustfmt.toml", false),
    ] {
        assert_eq!(workspace.path("src/api").join(path).exists(), is_there, "{path}");
    }
    let before = workspace.snapshot();
    let second = workspace.run(&[]);
    assert!(!second.stderr.contains("declare"), "{second:?}");
    assert_eq!(workspace.snapshot(), before);
}

#[test]
fn what_the_crate_lacks_is_a_hint_and_fails_a_check() {
    let workspace = package(MODULE);
    let lines = [
        "Cargo.toml:1:1: the module `crate::api` needs more of this package\nrun in `.`:\n",
        "    cargo add bytes@1\n",
        "    cargo add hyper@1 --no-default-features --features client,http1\n",
        "    cargo add serde_json@1 --features float_roundtrip,raw_value\n",
        "add to `[features]`:\n    hyper = []\n    ring = [\"rustls/ring\"]\n    default = [\"hyper\", \"ring\"]\n",
    ];
    for (arguments, code) in [(&[][..], 0), (&["check"], 1)] {
        let run = workspace.run(arguments);
        assert_eq!(run.code, Some(code), "{run:?}");
        for line in lines {
            assert!(run.stderr.contains(line), "{line}: {}", run.stderr);
        }
        for absent in ["ureq", "web-sys", "chrono"] {
            assert!(!run.stderr.contains(absent), "{}", run.stderr);
        }
    }
    let some = "[features]\nureq = [\"dep:ureq\"]\n[dependencies]\nbytes = \"1.5\"\nhttp = \"0.2\"\nureq = { version = \"3\", \
                optional = true, default-features = false, features = [\"platform-verifier\"] }\n";
    workspace.put("Cargo.toml", format!("{APP}{some}"));
    let run = workspace.run(&["check"]);
    assert!(run.stderr.starts_with("Cargo.toml:7:1: "), "{run:?}");
    for (line, is_there) in [
        ("bytes", false),
        ("cargo add http@1\n", true),
        (
            "cargo add ureq@3 --no-default-features --features platform-verifier,rustls\n",
            true,
        ),
        ("hyper", false),
        ("[features]", false),
    ] {
        assert_eq!(run.stderr.contains(line), is_there, "{line}: {}", run.stderr);
    }
}

#[test]
fn types_need_few_dependencies() {
    let workspace = package(&format!("{MODULE}mode = \"types\"\n"));
    let run = workspace.run(&[]);
    assert!(
        run.stderr.contains("cargo add serde@1") && !run.stderr.contains("hyper"),
        "{run:?}"
    );
    let own = "serde = { version = \"1\", features = [\"derive\"] }\n\
               serde_json = { workspace = true, features = [\"raw_value\"] }\n";
    let inherited = "[workspace]\n[workspace.dependencies]\nserde_json = { version = \"1\", features = [\"float_roundtrip\"] }\n";
    workspace.put("Cargo.toml", format!("{APP}[dependencies]\n{own}{inherited}"));
    let run = workspace.run(&["check"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
}

#[test]
fn an_impossible_module_is_one_located_line() {
    type Prepare = fn(&Workspace);
    let cases: [(&str, Prepare, &str); 9] = [
        (
            "module = \"src/api\"",
            |of| of.put("src/api", ""),
            "3:10: `src/api` is a file, and the module is a folder",
        ),
        (
            "module = \"src/api\"",
            |of| of.put("src/api.rs", ""),
            "3:10: `src/api.rs` is already this module: move it away",
        ),
        (
            "module = \"src/api.rs\"",
            |_| {},
            "3:10: a module is a folder: `src/api`",
        ),
        (
            "module = \"lib/api\"",
            |_| {},
            "3:10: neither `lib.rs` nor `main.rs` of `` is above `lib/api`",
        ),
        (
            "module = \"src/my-api\"",
            |_| {},
            "3:10: `my-api` is not a path of modules in Rust",
        ),
        (
            "module = \"src/type/api\"",
            |_| {},
            "3:10: `type/api` is not a path of modules in Rust",
        ),
        (
            "module = \"src/api\"\npackage = \"api\"",
            |_| {},
            "4:11: `package` is for packages, and this client is a module of an existing package",
        ),
        (
            "module = \"src/api\"\nfeatures = \"tags\"",
            |_| {},
            "4:12: `features` is for packages, and this client is a module of an existing package",
        ),
        (
            "module = \"src/api\"\n[[client]]\nspec = \"pets.yaml\"\nmodule = \"src/other\"",
            |_| {},
            "6:10: another module of the crate already contains a runtime: let them share one, with `[runtime]`",
        ),
    ];
    for (lines, prepare, message) in cases {
        let workspace = package(&format!("[[client]]\nspec = \"pets.yaml\"\n{lines}\n"));
        prepare(&workspace);
        let before = workspace.snapshot();
        could_not_run(&workspace.run(&[]), &format!("spec/generator.toml:{message}"));
        assert_eq!(workspace.snapshot(), before, "{lines}");
    }
    let workspace = Workspace::new(PETS);
    workspace.put("spec/generator.toml", MODULE);
    could_not_run(
        &workspace.run(&[]),
        "spec/generator.toml:3:10: there is no package above `src/api`: `cargo new` creates one",
    );
    workspace.put("Cargo.toml", APP);
    workspace.put("src/main.rs", "");
    workspace.put("src/api/mod.rs", "// mine\n");
    could_not_run(
        &workspace.run(&[]),
        "src/api/mod.rs: the generator did not write this file; move it away",
    );
}
