//! Checks of every generated file: Rust parses, cargo accepts the manifest, and rustdoc runs only the generator's own examples.

use std::path::Path;

use cargo_util_schemas::manifest::TomlManifest;
use generator::Generated;
use generator::diagnostics::{Code, Diagnostic};
use generator::internals::source::locate;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;

/// The package, whose name identifies the generator's own examples.
pub(crate) const PACKAGE: &str = "fuzzed";

pub(crate) fn judge(generated: &Generated) {
    for (path, text) in &generated.files {
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if is_rust && !path.starts_with(Path::new("runtime")) {
            assert!(syn::parse_file(text).is_ok(), "{}: {text}", path.display());
            examples(path, text);
        }
        if path == Path::new("Cargo.toml") {
            manifest(text);
        }
    }
}

/// The error of a generator.toml is one line that begins with a place in it.
pub(crate) fn refusal(name: &str, text: &str, message: &str) {
    assert!(!message.contains('\n'), "{message}");
    let place = message.strip_prefix(name).and_then(|rest| rest.strip_prefix(':'));
    let mut numbers = place.unwrap_or_default().splitn(3, ':');
    let mut number = || numbers.next()?.parse::<usize>().ok();
    let (line, column) = (number(), number());
    let lines = text.matches('\n').count() + 1;
    let is_there =
        line.is_some_and(|line| (1..=lines).contains(&line)) && column.is_some_and(|column| column > 0);
    assert!(is_there, "no place in {name}: {message}");
}

/// A diagnostic about an entry of generator.toml has a place in its text.
pub(crate) fn entries(found: &[Diagnostic], name: &str, text: Option<&str>) {
    let Some(text) = text else { return };
    for diagnostic in found {
        let is_about_it = matches!(diagnostic.code, Code::UnusedSelection | Code::UnusedAllow);
        let is_there = diagnostic.at.document() == name;
        assert!(!is_about_it || is_there, "{diagnostic:?}");
        if is_there {
            let places = locate(name, text, [&diagnostic.at]);
            assert!(places.get(&diagnostic.at).is_some(), "{diagnostic:?}");
        }
    }
}

/// Parses the manifest as cargo does, and resolves the names in its features.
fn manifest(text: &str) {
    let manifest: TomlManifest = toml::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert!(manifest._unused_keys.is_empty(), "{text}");
    let package = manifest.package.as_ref().expect("a package");
    let version = package.version.as_ref().and_then(|version| version.as_value());
    assert!(version.is_some(), "{text}");
    let features = manifest.features.as_ref();
    let is_feature = |name: &str| features.is_some_and(|all| all.keys().any(|key| key.as_str() == name));
    let is_optional = |name: &str| {
        let mut tables = vec![manifest.dependencies.as_ref()];
        let targets = manifest.target.iter().flat_map(|targets| targets.values());
        tables.extend(targets.map(|target| target.dependencies.as_ref()));
        let mut names = tables.into_iter().flatten().flat_map(|table| table.keys());
        names.any(|key| key.as_str() == name)
    };
    for value in features.iter().flat_map(|all| all.values()).flatten() {
        let is_known = match (value.strip_prefix("dep:"), value.split_once('/')) {
            (Some(dependency), _) => is_optional(dependency),
            (None, Some((dependency, _))) => is_optional(dependency.trim_end_matches('?')),
            (None, None) => is_feature(value),
        };
        assert!(is_known, "the feature {value} names nothing: {text}");
    }
}

/// Finds the docs in all tokens, including those in macros, and checks the blocks that rustdoc would run.
fn examples(path: &Path, text: &str) {
    let tokens: TokenStream = text.parse().expect("it is Rust");
    let mut docs = Vec::new();
    collect(tokens, &mut docs);
    for doc in docs {
        for code in run_by_rustdoc(&doc) {
            assert!(
                code.contains(PACKAGE),
                "{}: a foreign example: {code}\nin: {doc}",
                path.display()
            );
        }
    }
}

/// The text of every run of `#[doc = "…"]` and `#![doc = "…"]`.
fn collect(tokens: TokenStream, docs: &mut Vec<String>) {
    let mut current = String::new();
    for token in tokens {
        match token {
            TokenTree::Punct(_) => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                match doc_line(group.stream()) {
                    Some(line) => {
                        current.push_str(line.strip_prefix(' ').unwrap_or(&line));
                        current.push('\n');
                    }
                    None => collect(group.stream(), docs),
                }
            }
            TokenTree::Group(group) => {
                docs.push(std::mem::take(&mut current));
                collect(group.stream(), docs);
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => docs.push(std::mem::take(&mut current)),
        }
    }
    docs.push(current);
}

/// The text of `doc = "…"`, also in `cfg_attr`, since all features may be on.
fn doc_line(tokens: TokenStream) -> Option<String> {
    documented(syn::parse2(tokens).ok()?)
}

fn documented(attribute: syn::Meta) -> Option<String> {
    match attribute {
        syn::Meta::NameValue(attribute) => {
            let syn::Expr::Lit(literal) = attribute.value else {
                return None;
            };
            let syn::Lit::Str(text) = literal.lit else {
                return None;
            };
            attribute.path.is_ident("doc").then(|| text.value())
        }
        syn::Meta::List(list) if list.path.is_ident("cfg_attr") => {
            let parts = Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated;
            let mut parts = parts.parse2(list.tokens).ok()?.into_iter();
            let is_negated = parts.next()?.path().is_ident("not");
            documented(parts.next().filter(|_| !is_negated)?)
        }
        syn::Meta::List(_) | syn::Meta::Path(_) => None,
    }
}

/// The code blocks that rustdoc runs: those without an info string of another language.
fn run_by_rustdoc(doc: &str) -> Vec<String> {
    let options = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_FOOTNOTES
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH
        | pulldown_cmark::Options::ENABLE_TASKLISTS
        | pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION;
    let mut found = Vec::new();
    let mut code: Option<String> = None;
    for event in Parser::new_ext(doc, options) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => code = is_rust(&kind).then(String::new),
            Event::Text(text) => {
                if let Some(code) = &mut code {
                    code.push_str(&text);
                }
            }
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => found.extend(code.take()),
            _ => {}
        }
    }
    found
}

/// Whether rustdoc runs a block: unless its info string contains an unknown word or one that disables it.
fn is_rust(kind: &CodeBlockKind<'_>) -> bool {
    let CodeBlockKind::Fenced(info) = kind else {
        return true;
    };
    let words = info.split([',', ' ', '\t']).filter(|word| !word.is_empty());
    words.into_iter().all(|word| {
        let is_known = [
            "rust",
            "should_panic",
            "no_run",
            "compile_fail",
            "test_harness",
            "standalone_crate",
        ];
        is_known.contains(&word) || word.starts_with("edition") || word.starts_with("ignore-")
    })
}
