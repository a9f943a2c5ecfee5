//! The modules that a file names, and the circles of files that name each other.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenTree};

use crate::code::each_level;

/// A module, by the segments of its path in the crate.
pub type Module = Vec<String>;

/// The module of a file, by the file's path below `src`: `lower/mod.rs` is `lower`, and `lib.rs` is the crate.
pub fn module_of(path: &str) -> Module {
    let path = path.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    match path {
        "lib" | "main" => Module::new(),
        _ => path.split('/').map(str::to_owned).collect(),
    }
}

/// The modules in `modules` that the tokens of `module` name, without its ancestors and descendants.
pub fn named(module: &[String], tokens: &[TokenTree], modules: &BTreeSet<Module>) -> BTreeSet<Module> {
    let mut found = BTreeSet::new();
    each_level(tokens, true, &mut |level| {
        for start in 0..level.len() {
            let is_inside = start
                .checked_sub(1)
                .is_some_and(|before| text(level.get(before)) == ":");
            if !is_inside {
                follow(level, start, &mut Vec::new(), &mut |path| {
                    found.extend(resolved(path, module, modules));
                });
            }
        }
    });
    found.retain(|named| !module.starts_with(named) && !named.starts_with(module));
    found
}

/// Follows the path that begins at this token, into braces at its end, and passes each whole path to `visit`.
fn follow(level: &[TokenTree], start: usize, path: &mut Vec<String>, visit: &mut dyn FnMut(&[String])) {
    let depth = path.len();
    let mut at = start;
    loop {
        match level.get(at) {
            Some(TokenTree::Ident(name)) => path.push(name.to_string()),
            Some(TokenTree::Group(group)) if at > start && group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let starts = (0..inner.len()).filter(|at| match at.checked_sub(1) {
                    None => true,
                    Some(before) => text(inner.get(before)) == ",",
                });
                starts.for_each(|start| follow(&inner, start, path, visit));
                break;
            }
            Some(TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) | None => break,
        }
        let colon = |at: usize| text(level.get(at)) == ":";
        if !(colon(at + 1) && colon(at + 2)) {
            break;
        }
        at += 3;
    }
    if path.len() > depth {
        visit(path);
    }
    path.truncate(depth);
}

fn text(tree: Option<&TokenTree>) -> String {
    tree.map(ToString::to_string).unwrap_or_default()
}

/// The longest prefix of a path that is a module.
fn resolved(path: &[String], module: &[String], modules: &BTreeSet<Module>) -> Option<Module> {
    let supers = path.iter().take_while(|name| *name == "super").count();
    let mut whole = match path.first()?.as_str() {
        "crate" => Module::new(),
        "self" => module.to_vec(),
        "super" => module.get(..module.len().checked_sub(supers)?)?.to_vec(),
        _ => return None,
    };
    whole.extend(path.iter().skip(supers.max(1)).cloned());
    while !whole.is_empty() && !modules.contains(&whole) {
        whole.pop();
    }
    Some(whole)
}

/// The groups of modules that form circles, sorted.
pub fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<BTreeSet<Module>> {
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        edges.keys().map(|from| (from, reach(from, edges))).collect();
    let leads = |from: &Module, to: &Module| reached.get(from).is_some_and(|reached| reached.contains(to));
    let in_circle = edges.keys().filter(|module| leads(module, module));
    in_circle
        .map(|module| {
            let others = edges
                .keys()
                .filter(|other| leads(module, other) && leads(other, module));
            others.cloned().collect()
        })
        .collect()
}

fn reach<'e>(from: &'e Module, edges: &'e BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<&'e Module> {
    let mut found = BTreeSet::new();
    let mut pending = vec![from];
    while let Some(module) = pending.pop() {
        for next in edges.get(module).into_iter().flatten() {
            if found.insert(next) {
                pending.push(next);
            }
        }
    }
    found
}
