//! The public items of a generated crate, from rustdoc's output.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value};

use crate::corpus::Workspace;

const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target");

/// The modules of a generated crate whose items belong to its description.
const MODULES: [&str; 5] = ["headers", "operations", "servers", "types", "webhooks"];

/// The types of a generated crate to which a description adds methods.
const CLIENT: [&str; 3] = ["Call", "Client", "ClientBuilder"];

/// The items of a member of the workspace, named as in a surface, without the runtime's items.
///
/// # Errors
/// When rustdoc fails, or its output has another structure.
pub fn items(workspace: &Workspace, package: &str) -> io::Result<BTreeSet<String>> {
    let arguments = [
        "doc",
        "--quiet",
        "--no-deps",
        "--no-default-features",
        "--package",
        package,
    ];
    let mut cargo = workspace.cargo(&arguments);
    // The setters of calls are hidden, since the page of each operation lists them. The variable allows the unstable options on
    // the stable toolchain.
    cargo.env("RUSTC_BOOTSTRAP", "1");
    cargo.env(
        "RUSTDOCFLAGS",
        "-Z unstable-options --output-format json --document-hidden-items",
    );
    let output = cargo.output()?;
    if !output.status.success() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let file = format!("{}.json", package.replace('-', "_"));
    let text = fs::read_to_string(Path::new(TARGET).join("doc").join(file))?;
    let whole: Value = serde_json::from_str(&text)?;
    listed(&whole).ok_or_else(|| io::Error::other("the output of rustdoc has another structure"))
}

fn listed(whole: &Value) -> Option<BTreeSet<String>> {
    let mut list = List {
        index: whole.get("index")?.as_object()?,
        found: BTreeSet::new(),
    };
    let root = list.item(whole.get("root")?)?;
    for child in list.children(root) {
        let name = child.get("name").and_then(Value::as_str).unwrap_or_default();
        if MODULES.contains(&name) {
            list.module(name, child);
        }
        if let Some(of) = child.pointer("/inner/use")
            && let Some(name) = of.get("name")?.as_str().filter(|name| CLIENT.contains(name))
            && let Some(of) = list.item(of.get("id")?)
        {
            list.methods(name, of.pointer("/inner/struct"));
        }
    }
    Some(list.found)
}

struct List<'d> {
    index: &'d Map<String, Value>,
    found: BTreeSet<String>,
}

impl<'d> List<'d> {
    fn item(&self, id: &Value) -> Option<&'d Value> {
        self.index.get(&id.to_string())
    }

    fn all(&self, ids: Option<&Value>) -> Vec<&'d Value> {
        let ids = ids.and_then(Value::as_array).into_iter().flatten();
        ids.filter_map(|id| self.item(id)).collect()
    }

    fn children(&self, module: &Value) -> Vec<&'d Value> {
        self.all(module.pointer("/inner/module/items"))
    }

    fn module(&mut self, path: &str, module: &Value) {
        for child in self.children(module) {
            if let Some(of) = child.pointer("/inner/use/id").and_then(|id| self.item(id)) {
                self.module(path, of);
                continue;
            }
            let item = format!("{path}::{}", name(child));
            let inner = child.get("inner");
            let of = |kind: &str| inner.and_then(|inner| inner.get(kind));
            for field in self.all(of("struct").and_then(|of| of.pointer("/kind/plain/fields"))) {
                self.found.insert(format!("{item}.{}", name(field)));
            }
            for variant in self.all(of("enum").and_then(|of| of.get("variants"))) {
                self.found.insert(format!("{item}::{}", name(variant)));
            }
            self.methods(&item, of("struct").or_else(|| of("enum")));
            self.found.insert(item);
        }
    }

    /// The inherent methods of a type.
    fn methods(&mut self, of: &str, ty: Option<&Value>) {
        for block in self.all(ty.and_then(|ty| ty.get("impls"))) {
            let Some(block) = block.pointer("/inner/impl") else {
                continue;
            };
            if block.get("trait").is_some_and(|of| !of.is_null()) {
                continue;
            }
            let called =
                block.pointer("/for/resolved_path/args/angle_bracketed/args/0/type/resolved_path/path");
            let of = match called.and_then(Value::as_str) {
                Some(marker) if of == "Call" => {
                    format!(
                        "Call<operations::{}>",
                        marker.rsplit("::").next().unwrap_or_default()
                    )
                }
                Some(_) | None => of.to_owned(),
            };
            for method in self.all(block.get("items")) {
                self.found.insert(format!("{of}::{}", name(method)));
            }
        }
    }
}

fn name(item: &Value) -> &str {
    item.get("name").and_then(Value::as_str).unwrap_or_default()
}
