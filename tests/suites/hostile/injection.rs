//! S1: hostile text in every place of a description that takes a string. The output differs from that for a harmless text only
//! in the text itself: it has the same items, fields and variants, and sends the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use generator::Files;
use generator::Pointer;
use generator::diagnostics::{Code, Diagnostic, Severity};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use tests::corpus::{Verdict, Workspace, is_of_runtime};
use tests::skip;

/// A description with a distinct text in every place that takes one.
const TEMPLATE: &str = include_str!("injection.json");

/// The suffix of a harmless text, after the name of the place.
pub(super) const HARMLESS: &str = "wexird";

const PAYLOADS: [&str; 16] = [
    "\"",
    "\\",
    "*/",
    "\n",
    "\r",
    "\u{2028}",
    "\u{202e}",
    "\"#",
    "{}",
    ")]",
    "```",
    "\n```\nfn main() {}\n```\n",
    "../",
    "\0",
    "\u{1f980}",
    "'); std::process::exit(1); //",
];

fn payloads() -> Vec<String> {
    let mut all: Vec<String> = PAYLOADS.iter().map(|payload| format!("we{payload}ird")).collect();
    all.push(format!("we{}ird", "long".repeat(75)));
    all
}

/// The names between `@`, in the order of the template.
fn places() -> Vec<&'static str> {
    let mut names: Vec<&str> = TEMPLATE.split('@').skip(1).step_by(2).collect();
    names.retain(|name| !name.ends_with(":ref"));
    names.sort_unstable();
    names.dedup();
    names
}

/// The template with a text in each place. A place in a reference is escaped.
pub(super) fn filled(text_of: impl Fn(&str) -> String) -> String {
    let parts = TEMPLATE.split('@').enumerate();
    let parts = parts.map(|(index, part)| {
        if index % 2 == 0 {
            return part.to_owned();
        }
        let text = match part.strip_suffix(":ref") {
            Some(place) => Pointer::root("")
                .child(&text_of(place))
                .to_reference()
                .replacen("#/", "", 1),
            None => text_of(part),
        };
        let quoted = serde_json::to_string(&text).expect("a string");
        quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
    });
    parts.collect()
}

fn marked(place: &str, text: &str) -> String {
    format!("{place}{text}")
}

/// The structure of the files: the tokens of each item without names, texts and docs.
#[derive(Debug, PartialEq, Eq)]
struct Skeleton {
    /// The items, sorted, since their order depends on names.
    items: Vec<String>,
    /// The decoded string literals outside docs.
    texts: Vec<String>,
    /// The number of fences that start a doctest.
    doctests: usize,
}

fn skeleton(files: &Files) -> Skeleton {
    let mut skeleton = Skeleton {
        items: Vec::new(),
        texts: Vec::new(),
        doctests: 0,
    };
    for (path, text) in files {
        assert!(
            path.components().all(|part| matches!(part, Component::Normal(_))),
            "{path:?} is outside"
        );
        if path.extension().is_none_or(|extension| extension != "rs") || is_of_runtime(path) {
            continue;
        }
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{path:?}: {error}\n{text}"));
        drop(parsed);
        let tokens: TokenStream = text.parse().expect("tokens");
        let mut docs = Vec::new();
        let mut item = String::new();
        for tree in tokens {
            let ends = matches!(&tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
                || matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ';');
            bare(
                [tree].into_iter().collect(),
                &mut item,
                &mut skeleton.texts,
                &mut docs,
            );
            if ends {
                skeleton.items.push(std::mem::take(&mut item));
            }
        }
        skeleton.items.push(item);
        skeleton.doctests += doctests(&docs);
    }
    skeleton.items.sort();
    skeleton.texts.sort();
    skeleton
}

/// Prints the tokens without names, texts and docs, and collects the texts and the docs.
fn bare(tokens: TokenStream, out: &mut String, texts: &mut Vec<String>, docs: &mut Vec<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                if let [
                    TokenTree::Ident(name),
                    TokenTree::Punct(_),
                    TokenTree::Literal(text),
                ] = inner.as_slice()
                    && name == "doc"
                {
                    docs.push(decoded(&text.to_string()).unwrap_or_default());
                    // The number of lines of docs doesn't matter.
                    let shown = out.trim_end_matches(['#', '!']).len();
                    out.truncate(shown);
                    continue;
                }
                out.push_str(&format!("{:?}(", group.delimiter()));
                bare(group.stream(), out, texts, docs);
                // The formatter adds a comma where it breaks a line.
                out.truncate(out.trim_end_matches(',').len());
                out.push(')');
            }
            TokenTree::Ident(_) => out.push('i'),
            TokenTree::Punct(punct) => out.push(punct.as_char()),
            TokenTree::Literal(literal) => {
                out.push('l');
                texts.extend(decoded(&literal.to_string()));
            }
        }
    }
}

fn decoded(literal: &str) -> Option<String> {
    syn::parse_str::<syn::LitStr>(literal)
        .ok()
        .map(|text| text.value())
}

/// The info string of a fence. One of backticks can't contain a backtick (CommonMark 0.31, section 4.5): the line begins inline
/// code then.
fn fence(line: &str) -> Option<&str> {
    let info = line.trim_start_matches(['`', '~']);
    let is_fence = line.starts_with("~~~") || (line.starts_with("```") && !info.contains('`'));
    is_fence.then_some(info)
}

/// Counts opening fences other than `text`. Asserts that there is no indented code.
fn doctests(docs: &[String]) -> usize {
    let mut open = false;
    let mut count = 0;
    for line in docs {
        let line = line.strip_prefix(' ').unwrap_or(line);
        assert!(open || !line.starts_with("    "), "indented code: {line}");
        if let Some(info) = fence(line.trim_start()) {
            count += usize::from(!open && !info.starts_with("text"));
            open = !open;
        }
    }
    assert!(!open, "a fence is not closed: {docs:#?}");
    count
}

/// Asserts that only texts differ, and only by the payload. `None` if the description is refused with a located error.
fn compare(text: &str, harmless: &Skeleton, restore: impl Fn(&str) -> String, what: &str) -> Option<Files> {
    let (generated, found) = super::generate("injection.json", text);
    let Some(generated) = generated else {
        let errors: Vec<_> = found
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .collect();
        assert!(
            !errors.is_empty() && errors.iter().all(|error| !error.at.fragment().is_empty()),
            "{what}: {found:#?}"
        );
        return None;
    };
    let Skeleton {
        items,
        mut texts,
        doctests,
    } = skeleton(&generated.files);
    assert_eq!(doctests, harmless.doctests, "{what}: doctests");
    // The formatter adds a block around an expression that it breaks over several lines.
    if what.len() < 200 {
        for (mine, theirs) in items.iter().zip(&harmless.items) {
            assert_eq!(mine, theirs, "{what}: an item");
        }
    }
    assert_eq!(items.len(), harmless.items.len(), "{what}: items");
    let mut expected: Vec<String> = harmless.texts.iter().map(|text| restore(text)).collect();
    // Names of environment variables are made of the names of schemes, as Rust names are.
    let count = texts.len();
    texts.retain(|text| !is_variable(text));
    expected.retain(|text| !is_variable(text));
    assert_eq!(
        count - texts.len(),
        harmless.texts.len() - expected.len(),
        "{what}: variables"
    );
    expected.sort();
    texts.sort();
    for (mine, theirs) in texts.iter().zip(&expected) {
        assert_eq!(mine, theirs, "{what}: on the wire");
    }
    assert_eq!(texts.len(), expected.len(), "{what}: texts");
    Some(generated.files)
}

/// Whether a text is the name of an environment variable: `HOSTILE_KEY`.
fn is_variable(text: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    text.starts_with("HOSTILE_") && text.chars().all(is_allowed)
}

fn harmless() -> Skeleton {
    let text = filled(|place| marked(place, HARMLESS));
    let (generated, found) = super::generate("injection.json", &text);
    skeleton(&generated.unwrap_or_else(|| panic!("{found:#?}")).files)
}

#[test]
fn s1_no_text_of_the_description_becomes_code() {
    let harmless = harmless();
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    for place in places() {
        for payload in payloads() {
            let text_of = |other: &str| marked(other, if other == place { &payload } else { HARMLESS });
            let (before, after) = (marked(place, HARMLESS), marked(place, &payload));
            let restore = |text: &str| text.replace(&before, &after);
            let what = format!("{payload:?} as {place}");
            // A parameter of the media type would contain the following `+json`.
            if place == "media" && payload.contains(';') {
                continue;
            }
            // Another template is another path, in which a parameter may have no place, which is a warning.
            // An invalid pattern is not enforced, which is a warning too.
            let may_be_lost = match place {
                "path" | "pathparam" => payload
                    .contains(['/', '{', '}', '#', '?'])
                    .then_some(Code::InvalidPathTemplate),
                "pattern" => Some(Code::InvalidPattern),
                _ => None,
            };
            if may_be_lost.is_some_and(|code| is_warned(&filled(text_of), code)) {
                continue;
            }
            // A header with an invalid name or media type is left out with a warning.
            if ["answerfield", "header", "media"].contains(&place) && !is_token(&payload) {
                assert!(is_warned(&filled(text_of), Code::InvalidName), "{what}");
                continue;
            }
            if compare(&filled(text_of), &harmless, restore, &what).is_none() {
                *refused.entry(place).or_default() += 1;
            }
        }
    }
    println!("refused, of {} payloads: {refused:?}", payloads().len());
}

/// RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    let is_tchar = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    text.bytes().all(is_tchar)
}

/// Whether a package is generated with a warning of this code.
fn is_warned(text: &str, code: Code) -> bool {
    let (generated, found) = super::generate("injection.json", text);
    let warned =
        |diagnostic: &Diagnostic| diagnostic.severity == Severity::Warning && diagnostic.code == code;
    generated.is_some() && found.iter().any(warned)
}

/// Places whose text is refused if it is not a valid path template, pattern or media type.
pub(super) const PARTICULAR: [&str; 5] = ["path", "pathparam", "pattern", "media", "header"];

#[test]
fn s1_injected_texts_compile() {
    let workspace = Workspace::open("hostile").expect("a workspace");
    let mut members = Vec::new();
    for (index, payload) in payloads().iter().enumerate() {
        let text_of = |place: &str| {
            let is_particular = PARTICULAR.contains(&place);
            marked(place, if is_particular { HARMLESS } else { payload })
        };
        let (generated, found) = super::generate("injection.json", &filled(text_of));
        let mut files = generated
            .unwrap_or_else(|| panic!("{payload:?}: {found:#?}"))
            .files;
        let name = format!("hostile-{index}");
        let manifest = files.entry("Cargo.toml".into()).or_default();
        *manifest = manifest.replacen("\"hostile\"", &format!("{name:?}"), 1);
        workspace.write(&name, &files).expect("written");
        members.push(name);
    }
    workspace
        .set_members(members.iter().map(String::as_str))
        .expect("a manifest");
    let check = ["check", "--workspace", "--no-default-features", "--keep-going"];
    let verdict = Verdict::of(&workspace.cargo(&check).output().expect("cargo starts"));
    assert_eq!(verdict, Verdict::Clean, "{}", verdict.printed());
}

/// Hostile descriptions from other projects: the output is valid Rust, or there is a located error.
#[test]
fn s1_the_injection_folder() {
    let Some(cases) = skip::shared("conformance/injection").expect("the cases") else {
        return;
    };
    let mut read = 0;
    for entry in fs::read_dir(cases).expect("a folder") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if Path::new(&name)
            .extension()
            .is_none_or(|extension| extension != "yaml")
        {
            continue;
        }
        read += 1;
        let (generated, found) = super::generate(&name, &fs::read_to_string(&path).expect("a text"));
        match generated {
            Some(generated) => drop(skeleton(&generated.files)),
            None => assert!(
                found
                    .iter()
                    .any(|diagnostic| diagnostic.severity == Severity::Error
                        && !diagnostic.at.fragment().is_empty()),
                "{name}: {found:#?}"
            ),
        }
    }
    assert!(read >= 13, "{read} files");
}
