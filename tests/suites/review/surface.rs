//! The surface matches the generated code: each line is true as a statement that compiles, and each public item has a line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use generator::{Files, Input, Options, References, Runtime, Unread, internals};
use tests::corpus::{Workspace, shared_runtime};
use tests::overrides::overrides;
use tests::review::packages::Package;
use tests::review::rustc::{self, Module, Program};
use tests::review::{rustdoc, statements};

use super::matrix;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/features");
const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/files");

/// The workspace of the suite `features`, whose crates are the same.
const WORKSPACE: &str = "cases";

/// The program of the statements.
const PROGRAM: &str = "statements";

/// The package without operations.
const EMPTY: &str = "empty";

#[test]
fn each_line_of_a_feature_is_a_statement_that_compiles() {
    compile(WORKSPACE, &cases(&shared_runtime(WORKSPACE)));
}

#[test]
fn each_line_of_a_row_is_a_statement_that_compiles() {
    compile(matrix::WORKSPACE, &matrix::packages());
}

fn compile(workspace: &str, packages: &BTreeMap<String, Package>) {
    let workspace = Workspace::open(workspace).expect("a workspace");
    let mut lines = BTreeMap::new();
    let mut program = Program {
        name: PROGRAM.to_owned(),
        dependencies: "serde_json = \"1\"\n".to_owned(),
        modules: Vec::new(),
    };
    for (name, package) in packages {
        workspace.write(name, &package.files).expect("written");
        program.dependencies.push_str(&package.dependency(name, name));
        program.modules.push(module(name, package, &mut lines));
    }
    let members = packages.keys().map(String::as_str).chain([PROGRAM]);
    workspace.set_members(members).expect("a manifest");
    let failed = rustc::failing(&workspace, &[program]).expect("an error is in a statement");
    let mut wrong = Vec::new();
    for ((_, module), items) in failed {
        for (item, codes) in items {
            let line = lines.get(&(module.clone(), item)).expect("a line");
            wrong.push(format!("{module} {codes:?}: {line}"));
        }
    }
    println!("{} statements", lines.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The statements of a package. Adds their lines to `lines`.
fn module(name: &str, package: &Package, lines: &mut BTreeMap<(String, String), String>) -> Module {
    let module = name.replace('-', "_");
    let mut items = Vec::new();
    for (number, (item, (signature, _))) in package.surface.iter().enumerate() {
        let Some(statement) = statements::statement(number, item, signature) else {
            continue;
        };
        let line = format!("{item}: {signature}\n    {}", statement.text);
        lines.insert((module.clone(), statement.name.clone()), line);
        items.push(statement);
    }
    Module {
        imports: statements::imports(&module, package.files.contains_key(Path::new("src/client.rs"))),
        name: module,
        items,
    }
}

#[test]
fn each_public_item_has_a_line() {
    let packages = matrix::packages();
    let workspace = Workspace::open(matrix::WORKSPACE).expect("a workspace");
    let empty = empty(&shared_runtime(matrix::WORKSPACE));
    workspace.write(EMPTY, &empty).expect("written");
    let packages = with_each_kind(&packages);
    for (name, package) in &packages {
        workspace.write(name, &package.files).expect("written");
    }
    let members = packages.keys().map(|name| name.as_str()).chain([EMPTY]);
    workspace.set_members(members).expect("a manifest");
    let of_the_runtime = rustdoc::items(&workspace, EMPTY).expect("items");
    let (mut count, mut missing) = (0, Vec::new());
    let mut heads = BTreeSet::new();
    for (name, package) in packages {
        let lines: BTreeMap<String, &str> = package
            .surface
            .iter()
            .map(|(item, (signature, _))| (item.replace("r#", ""), signature.as_str()))
            .collect();
        let items = rustdoc::items(&workspace, name).expect("items");
        for item in items.difference(&of_the_runtime) {
            count += 1;
            heads.insert(head(item).to_owned());
            if !lines.contains_key(&item.replace("r#", "")) && !is_of_a_kind(item, &lines) {
                missing.push(format!("{name}: {item}"));
            }
        }
    }
    println!("{count} items");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    let all = [
        "Call",
        "Client",
        "ClientBuilder",
        "headers",
        "operations",
        "servers",
        "types",
        "webhooks",
    ];
    assert_eq!(heads, all.map(str::to_owned).into());
}

/// The module of an item, or the client's type of which it is a member.
fn head(item: &str) -> &str {
    item.split([':', '<']).next().unwrap_or_default()
}

/// A selection of the packages that together has every kind of item.
fn with_each_kind(packages: &BTreeMap<String, Package>) -> BTreeMap<&String, &Package> {
    let mut seen = BTreeSet::new();
    let mut has_more = |(_, package): &(&String, &Package)| {
        let kinds = package.surface.iter().map(|(item, (signature, _))| {
            let words = signature.split(['(', '<', ' ']);
            (head(item).to_owned(), words.take(1).collect::<String>())
        });
        // The signature of a field or a response is a type, which is not a kind.
        let kinds = kinds.filter(|(_, word)| word.starts_with(char::is_lowercase) && !word.contains(":"));
        let before = seen.len();
        seen.extend(kinds);
        seen.len() > before
    };
    packages.iter().filter(|entry| has_more(entry)).collect()
}

/// Whether the item is a method that every type of its kind has.
fn is_of_a_kind(item: &str, lines: &BTreeMap<String, &str>) -> bool {
    let Some((owner, method)) = item.rsplit_once("::") else {
        return false;
    };
    match lines.get(owner).copied() {
        Some("struct of String") => ["as_str", "from_static"].contains(&method),
        Some("enum of strings") => ["ALL", "as_str", "is_known"].contains(&method),
        Some("enum of integers") => ["ALL", "as_i64", "is_known"].contains(&method),
        Some(webhook) if webhook.starts_with("Webhook of ") => method == "parse",
        Some(_) | None => false,
    }
}

/// A client without operations: its items are those of the runtime.
fn empty(runtime: &Runtime) -> Files {
    let input = Input {
        name: "empty.yaml".to_owned(),
        text: "{openapi: 3.0.4, info: {title: Empty, version: '1'}, paths: {}}".to_owned(),
        lock: None,
        options: Options {
            package: EMPTY.to_owned(),
            runtime: runtime.clone(),
            ..Options::default()
        },
    };
    generator::generate(&input).generated.expect("a package").files
}

/// The cases of the suite of features, by their packages.
fn cases(runtime: &Runtime) -> BTreeMap<String, Package> {
    let files = fs::read_dir(CASES).expect("a folder");
    let paths = files.map(|entry| entry.expect("a file").path());
    paths.map(|path| case(&path, runtime)).collect()
}

fn case(path: &PathBuf, runtime: &Runtime) -> (String, Package) {
    let beside = |path: &str| fs::read_to_string(Path::new(FILES).join(path)).map_err(|_| Unread::Missing);
    let file = path.file_name().expect("a name").to_string_lossy().into_owned();
    let name = format!("case-{}", file.trim_end_matches(".yaml").replace('_', "-"));
    let text = fs::read_to_string(path).expect("a text");
    let input = Input {
        options: Options {
            package: name.clone(),
            runtime: runtime.clone(),
            references: References::new(beside),
            overrides: overrides(&file, &text),
            ..Options::default()
        },
        lock: None,
        name: file,
        text,
    };
    let generated = generator::generate(&input).generated.expect("a package");
    let surface = internals::surface(&input).expect("a surface");
    let package = Package {
        files: generated.files,
        surface,
        features: &[],
    };
    (name, package)
}
