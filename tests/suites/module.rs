//! A client as a module of another crate: what the generator prints about the crate is done word by word, and the crate then
//! compiles without a warning, under lints that generated code would violate, and calls a server.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use tests::command::generator;

const OURS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/adopt");

const MANIFEST: &str = "[package]\nname = \"NAME\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                        [lints.rust]\nmissing_docs = \"deny\"\nunreachable_pub = \"deny\"\nunused = \"deny\"\n\n\
                        [lints.clippy]\nall = \"deny\"\npedantic = \"deny\"\nindexing_slicing = \"deny\"\n\n\
                        [features]\n";

/// The program decodes a book and sends a request, which fails because nothing listens.
const PROGRAM: &str = "//! A program.\n\n#[rustfmt::skip]\nmod PARENT;\n\nuse PATH::{Client, types::Book};\n\n\
fn main() {\n    \
    let book: Result<Book, _> = serde_json::from_str(r#\"{\"id\": 1, \"title\": \"Emma\"}\"#);\n    \
    println!(\"{}\", book.map(|book| book.title).unwrap_or_default());\n    \
    let client = Client::builder().base_url(\"http://127.0.0.1:9\").build();\n    \
    println!(\"{}\", client.is_ok());\n}\n";

struct Package {
    folder: TempDir,
}

impl Package {
    /// A package with a module at this path below `src`.
    fn new(name: &str, config: &str, program: &str) -> Self {
        let package = Self {
            folder: TempDir::new().expect("a folder"),
        };
        package.put("Cargo.toml", &MANIFEST.replace("NAME", name));
        package.put("spec/generator.toml", config);
        package.put("src/main.rs", program);
        fs::copy(
            Path::new(CASE).join("openapi.yaml"),
            package.path("spec/books.yaml"),
        )
        .expect("copied");
        fs::copy(Path::new(OURS).join("Cargo.lock"), package.path("Cargo.lock")).expect("copied");
        package
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    /// Generates, and does what is printed.
    fn complete(&self) {
        let run = generator(self.folder.path(), &[]);
        assert_eq!(run.code, Some(0), "{run:?}");
        for line in run.stderr.lines().filter_map(|line| line.strip_prefix("    ")) {
            match line.strip_prefix("cargo ") {
                Some(arguments) => {
                    let mut words: Vec<&str> = arguments.split(' ').collect();
                    words.push("--offline");
                    succeeds(&self.cargo(&words));
                }
                None => {
                    let path = self.path("Cargo.toml");
                    let manifest = fs::read_to_string(&path).expect("a manifest");
                    let with = format!("[features]\n{line}\n");
                    fs::write(&path, manifest.replacen("[features]\n", &with, 1)).expect("written");
                }
            }
        }
        let run = generator(self.folder.path(), &["check"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", Path::new(OURS).join("target"))
            .env("CARGO_TERM_COLOR", "never");
        command.output().expect("cargo starts")
    }
}

fn succeeds(output: &Output) -> String {
    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}");
    assert!(!printed.contains("warning"), "{printed}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn program(parent: &str, path: &str) -> String {
    PROGRAM.replace("PARENT", parent).replace("PATH", path)
}

#[test]
fn a_module_with_its_runtime_compiles_after_what_is_printed() {
    let config = "[[client]]\nspec = \"books.yaml\"\nmodule = \"src/clients/books\"\n";
    let package = Package::new("module-embedded", config, &program("clients", "clients::books"));
    package.put("src/clients/mod.rs", "#[rustfmt::skip]\npub(crate) mod books;\n");
    package.complete();
    succeeds(&package.cargo(&["clippy", "--offline", "--quiet"]));
    assert_eq!(
        succeeds(&package.cargo(&["run", "--offline", "--quiet"])),
        "Emma\ntrue\n"
    );
    succeeds(&package.cargo(&["fmt", "--check"]));
    // The links of the docs begin at the module.
    let lints = [
        "rustdoc",
        "--offline",
        "--quiet",
        "--",
        "--document-private-items",
        "-D",
        "warnings",
    ];
    succeeds(&package.cargo(&lints));
}

#[test]
fn a_module_over_a_shared_runtime_compiles_after_what_is_printed() {
    let config = "[runtime]\nout = \"module-runtime\"\n[[client]]\nspec = \"books.yaml\"\nmodule = \"src/api\"\n\
                  [[client]]\nspec = \"books.yaml\"\nmodule = \"src/other\"\n";
    let program = program("api", "api").replace("mod api;\n", "mod api;\n#[rustfmt::skip]\nmod other;\n");
    let package = Package::new("module-shared", config, &program);
    package.complete();
    succeeds(&package.cargo(&["clippy", "--offline", "--quiet"]));
    succeeds(&package.cargo(&["fmt", "--check"]));
}
