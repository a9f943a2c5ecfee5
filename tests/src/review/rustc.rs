//! Finds the items of a crate that don't compile, and their error codes.

use std::collections::BTreeMap;
use std::io;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde_json::Value;

use super::rows::Failures;
use crate::corpus::Workspace;

/// The limit of checks of a crate. The failed items are removed after each check.
const PASSES: usize = 8;

/// A crate of small modules.
#[derive(Clone, Debug)]
pub struct Program {
    /// The name of the package.
    pub name: String,
    /// The dependencies in its manifest, as text.
    pub dependencies: String,
    pub modules: Vec<Module>,
}

/// A module of a program.
#[derive(Clone, Debug)]
pub struct Module {
    pub name: String,
    /// The imports of its items.
    pub imports: String,
    pub items: Vec<Item>,
}

/// A function or a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub name: String,
    /// Its text, on one line.
    pub text: String,
}

/// The items that fail, by program and module.
pub type Failed = BTreeMap<(String, String), Failures>;

/// The functions and constants of a text.
///
/// # Errors
/// When it is not Rust.
pub fn items(text: &str) -> Result<Vec<Item>, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
    let (mut items, mut current) = (Vec::new(), Vec::new());
    for token in tokens {
        let is_end = match &token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(point) => point.as_char() == ';',
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        current.push(token);
        if is_end {
            items.push(item(std::mem::take(&mut current))?);
        }
    }
    match current.is_empty() {
        true => Ok(items),
        false => Err("the last item has no end".to_owned()),
    }
}

fn item(tokens: Vec<TokenTree>) -> Result<Item, String> {
    let mut words = tokens.iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    });
    let name = words
        .find(|word| word == "fn" || word == "const")
        .and_then(|_| words.next());
    Ok(Item {
        name: name.ok_or("neither a function nor a constant")?,
        text: tokens.into_iter().collect::<TokenStream>().to_string(),
    })
}

/// Checks the programs repeatedly without the items that failed, until they compile, since some errors hide others.
///
/// # Errors
/// When cargo doesn't start, or an error is not in an item.
pub fn failing(workspace: &Workspace, programs: &[Program]) -> io::Result<Failed> {
    let mut failed = Failed::new();
    for _ in 0..PASSES {
        let mut places = BTreeMap::new();
        for program in programs {
            let (text, of) = print(program, &failed);
            let files = [
                ("Cargo.toml".into(), manifest(program)),
                ("src/lib.rs".into(), text),
            ];
            workspace.write(&program.name, &files.into())?;
            places.insert(program.name.replace('-', "_"), (program, of));
        }
        let arguments = ["check", "--quiet", "--keep-going", "--message-format=json"];
        let packages = programs.iter().flat_map(|program| ["--package", &program.name]);
        let arguments: Vec<&str> = arguments.into_iter().chain(packages).collect();
        let output = workspace.cargo(&arguments).output()?;
        if output.status.success() {
            return Ok(failed);
        }
        let before = failed.clone();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let message: Value = serde_json::from_str(line)?;
            if let Some((place, code)) = error(&message, &places)? {
                let (program, module, item) = place;
                let items = failed.entry((program, module)).or_default();
                items.entry(item).or_default().insert(code);
            }
        }
        if failed == before {
            return Err(io::Error::other(
                String::from_utf8_lossy(&output.stderr).into_owned(),
            ));
        }
    }
    Err(io::Error::other("it never compiles"))
}

type Place = (String, String, String);
type Places<'p> = BTreeMap<String, (&'p Program, BTreeMap<u64, (String, String)>)>;

/// The item of an error that cargo prints, and its code.
fn error(message: &Value, places: &Places<'_>) -> io::Result<Option<(Place, String)>> {
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    if text("/reason") != Some("compiler-message") || text("/message/level") != Some("error") {
        return Ok(None);
    }
    let outside = || io::Error::other(text("/message/rendered").unwrap_or_default().to_owned());
    let Some(code) = text("/message/code/code") else {
        // The summary at the end has no span.
        let spans = message.pointer("/message/spans").and_then(Value::as_array);
        return if spans.is_none_or(Vec::is_empty) {
            Ok(None)
        } else {
            Err(outside())
        };
    };
    let (program, of) = text("/target/name")
        .and_then(|name| places.get(name))
        .ok_or_else(outside)?;
    let spans = message.pointer("/message/spans").and_then(Value::as_array);
    let is_primary = |span: &&Value| span.get("is_primary").and_then(Value::as_bool) == Some(true);
    let mut lines = spans
        .into_iter()
        .flatten()
        .filter(is_primary)
        .filter_map(own_line);
    let (module, item) = lines.find_map(|line| of.get(&line)).ok_or_else(outside)?;
    let place = (program.name.clone(), module.clone(), item.clone());
    Ok(Some((place, code.to_owned())))
}

/// The line of a span, or of the macro call that contains it.
fn own_line(span: &Value) -> Option<u64> {
    let is_ours = span.get("file_name")?.as_str()?.ends_with("src/lib.rs");
    match span.pointer("/expansion/span") {
        Some(outer) => own_line(outer),
        None if is_ours => span.get("line_start")?.as_u64(),
        None => None,
    }
}

fn manifest(program: &Program) -> String {
    format!(
        "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[lib]\ndoctest = false\n\n\
         [dependencies]\n{}",
        program.name, program.dependencies
    )
}

/// The text of a program without the failed items, and the item on each line.
fn print(program: &Program, failed: &Failed) -> (String, BTreeMap<u64, (String, String)>) {
    let mut lines = vec!["#![allow(warnings)]".to_owned()];
    let mut places = BTreeMap::new();
    for module in &program.modules {
        let gone = failed.get(&(program.name.clone(), module.name.clone()));
        lines.push(format!("mod {} {{ {}", module.name, module.imports));
        for item in &module.items {
            if gone.is_none_or(|gone| !gone.contains_key(&item.name)) {
                lines.push(item.text.clone());
                places.insert(lines.len() as u64, (module.name.clone(), item.name.clone()));
            }
        }
        lines.push("}".to_owned());
    }
    (lines.join("\n"), places)
}
