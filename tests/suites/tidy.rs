//! Rules for the source that the compiler doesn't check: layers, banned words, sizes. An exception is listed with its reason,
//! and fails when it no longer applies.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::TokenTree;
use tests::code::{contains, has_let_chain, members_of, parse, roots};
use tests::folder::read;
use tests::imports::{Module, circles, module_of, named};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The modules of the library that each module may name. A module that is not listed may name none.
const LAYERS: &[(&str, &[&str])] = &[
    ("build_script", &["diagnostics"]),
    ("check", &["diagnostics", "ir", "naming"]),
    (
        "comparison",
        &["diagnostics", "faults", "lock", "review", "same", "source"],
    ),
    ("coverage", &["diagnostics", "dialect", "source"]),
    ("derive", &["format", "ir", "rust_path"]),
    (
        "derived",
        &["derive", "diagnostics", "ir", "naming", "options", "source"],
    ),
    (
        "describe",
        &[
            "diagnostics",
            "emit",
            "ir",
            "naming",
            "packaged",
            "source",
            "surface",
        ],
    ),
    ("diagnostics", &["source"]),
    ("dialect", &["diagnostics", "references", "source"]),
    ("dump", &["diagnostics", "emit", "packaged"]),
    (
        "emit",
        &[
            "imports",
            "ir",
            "manifest",
            "naming",
            "needs",
            "parallel",
            "requirements",
            "rust_path",
        ],
    ),
    ("entries", &["source"]),
    ("faults", &["diagnostics", "dialect", "review"]),
    ("features", &["ir", "naming", "options", "requirements"]),
    ("format", &["rust_path"]),
    ("imports", &[]),
    ("ir", &["naming", "pattern", "rust_path", "source"]),
    ("lock", &[]),
    (
        "lower",
        &[
            "diagnostics",
            "imports",
            "ir",
            "lock",
            "model",
            "naming",
            "passes",
            "pattern",
            "requirements",
            "rust_path",
            "source",
        ],
    ),
    ("manifest", &[]),
    (
        "manifest_check",
        &["diagnostics", "ir", "options", "requirements", "source"],
    ),
    ("machine", &[]),
    ("messages", &["diagnostics", "machine", "source"]),
    ("model", &["diagnostics", "dialect", "ir", "source"]),
    ("naming", &["lock", "source"]),
    ("needs", &[]),
    (
        "options",
        &[
            "derive",
            "diagnostics",
            "entries",
            "ir",
            "manifest",
            "overlay",
            "references",
            "rust_type",
            "source",
        ],
    ),
    ("overlay", &["diagnostics", "source"]),
    ("packaged", &["diagnostics", "emit", "format", "ir", "source"]),
    ("parallel", &[]),
    ("passes", &["diagnostics", "ir", "naming", "source"]),
    ("pattern", &[]),
    ("referenced_files", &["references"]),
    ("references", &["source"]),
    ("repairs", &["diagnostics", "dialect", "overlay", "source"]),
    ("requirements", &[]),
    ("runtime", &[]),
    (
        "review",
        &[
            "dialect", "ir", "machine", "naming", "pattern", "source", "surface",
        ],
    ),
    ("rust_path", &[]),
    ("rust_type", &["format", "ir", "rust_path"]),
    ("same", &["diagnostics", "references"]),
    (
        "select",
        &["diagnostics", "features", "ir", "naming", "options", "source"],
    ),
    ("source", &["diagnostics"]),
    ("surface", &["ir", "naming"]),
    ("words", &[]),
];

/// The modules of the program.
const PROGRAM: [&str; 2] = ["main", "program"];

/// The modules of the library that the program may name.
const FOR_THE_PROGRAM: [&str; 6] = [
    "coverage",
    "describe",
    "diagnostics",
    "messages",
    "repairs",
    "review",
];

/// Crates that only some modules may name.
const CRATES: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["diagnostics", "review"]),
    ("anstream", &["program"]),
    ("clap", &["program"]),
    ("clap_complete", &["program"]),
    ("clap_mangen", &["program"]),
    ("glob", &["program"]),
    ("heck", &["naming"]),
    ("openapiv3", &["lower", "model"]),
    ("prettyplease", &["format"]),
    ("proc_macro2", &["emit", "format"]),
    ("quote", &["emit"]),
    ("regex_syntax", &["pattern"]),
    ("saphyr_parser", &["source"]),
    ("semver", &["program"]),
    ("serde_json_path", &["overlay"]),
    ("serde_yaml", &["source"]),
    ("spdx", &["program"]),
    ("strsim", &["diagnostics"]),
    ("syn", &["format"]),
    ("tempfile", &["program"]),
    ("terminal_size", &["program"]),
    ("pulldown_cmark", &["emit"]),
    ("toml", &["emit", "program", "source"]),
    ("unicode_ident", &["naming"]),
    ("unicode_normalization", &["naming"]),
];

/// The modules that may read, write and print.
const IO: [&str; 4] = ["build_script", "main", "program", "referenced_files"];

/// The tokens that are banned outside of tests.
const BANNED: &[&[&str]] = &[
    &[".", "unwrap", "("],
    &[".", "expect", "("],
    &["panic", "!"],
    &["todo", "!"],
    &["unimplemented", "!"],
    &["unreachable", "!"],
    &["HashMap"],
    &["HashSet"],
    &["println", "!"],
    &["eprintln", "!"],
    &["dbg", "!"],
    &["unsafe"],
];

/// A file, its banned tokens, and the reason.
const BAN_EXCEPTIONS: &[(&str, &str, &str)] = &[(
    "generator/src/runtime/macros/newtype.rs",
    "panic !",
    "it is the compiler's message for a literal that violates its constraint",
)];

/// Circles of files that name each other, by the first file, with the reason.
const CIRCLES: &[(&str, &str)] = &[
    (
        "dialect::keywords",
        "the table of keywords, whose rows name the objects that they are in",
    ),
    (
        "pattern::closure",
        "subset construction, whose states are sets that it closes",
    ),
    (
        "review::constraints",
        "the comparison of types, which are made of types",
    ),
    (
        "runtime::json::assertion",
        "the recursive decoder and the tables of checks, which hold each other",
    ),
];

const LARGEST: usize = 450;

/// Files that may be larger, with the reason.
const SIZE_EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn modules_name_only_those_below_them() {
    for (path, tokens) in library() {
        let (module, _) = place(&path);
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            assert!(
                module == "lib" || PROGRAM.contains(&module),
                "{path} has no layer"
            );
            continue;
        };
        for named in members_of("crate", &tokens) {
            let known = LAYERS.iter().any(|(name, _)| *name == named);
            assert!(
                !known || named == module || allowed.contains(&named.as_str()),
                "{path} names {named}"
            );
        }
    }
}

#[test]
fn the_program_uses_only_the_public_interface_of_the_library() {
    for (path, tokens) in library() {
        if PROGRAM.contains(&place(&path).0) {
            for named in members_of("generator", &tokens) {
                let is_module = LAYERS.iter().any(|(name, _)| *name == named);
                assert!(
                    !is_module || FOR_THE_PROGRAM.contains(&named.as_str()),
                    "{path} names generator::{named}"
                );
            }
        }
    }
}

#[test]
fn crates_are_named_only_by_their_modules() {
    for (path, tokens) in library() {
        let (module, _) = place(&path);
        let roots = roots(&tokens);
        for (krate, knowing) in CRATES {
            let knows = roots.contains(*krate) || contains(&tokens, &["use", krate, ";"]);
            assert!(!knows || knowing.contains(&module), "{path} names {krate}");
        }
    }
}

#[test]
fn only_the_program_reads_and_writes() {
    let effects: BTreeSet<&str> = ["fs", "env", "io", "process", "net", "time"].into();
    for (path, tokens) in library() {
        let (module, _) = place(&path);
        // The runtime belongs to the generated crate, which has its own rules.
        if IO.contains(&module) || module == "runtime" {
            continue;
        }
        for used in members_of("std", &tokens) {
            assert!(!effects.contains(used.as_str()), "{path} uses std::{used}");
        }
    }
}

#[test]
fn banned_tokens_do_not_occur() {
    let mut excused = BTreeSet::new();
    let generated = rust_files("generated/src");
    for (path, tokens) in library().into_iter().chain(generated) {
        for words in BANNED.iter().filter(|words| contains(&tokens, words)) {
            let said = words.join(" ");
            // The generated crate contains the runtime, with its exceptions.
            let origin = path.replace("generated/", "generator/");
            let exception = BAN_EXCEPTIONS
                .iter()
                .position(|(file, what, _)| *file == origin && *what == said);
            excused.insert(exception.unwrap_or_else(|| panic!("{path} says `{said}`")));
        }
    }
    assert_eq!(
        excused.len(),
        BAN_EXCEPTIONS.len(),
        "an exception no longer applies"
    );
}

/// In JavaScript, the standard library's clocks and threads panic, and its random numbers are the same at every start.
#[test]
fn one_file_of_the_runtime_reads_clocks_and_randomness() {
    for (path, tokens) in rust_files("generator/src/runtime") {
        if path.ends_with("/http/engine/platform.rs") {
            continue;
        }
        let of_std = members_of("std", &tokens);
        assert!(
            !of_std.contains("process") && !of_std.contains("thread"),
            "{path}"
        );
        assert!(!contains(&tokens, &["RandomState"]), "{path}");
        // `std::time::{` is banned too, since `Duration` is the only allowed item.
        for clock in ["Instant", "SystemTime", "UNIX_EPOCH", "{"] {
            assert!(!contains(&tokens, &["time", ":", ":", clock]), "{path}: {clock}");
        }
    }
}

/// Emitters record the imports of tokens when they create them, so that tokens are not searched. Only `format` reads them.
#[test]
fn printed_tokens_are_not_searched() {
    for (path, tokens) in library() {
        let (module, _) = place(&path);
        if module == "emit" {
            assert!(!contains(&tokens, &["TokenTree"]), "{path} reads tokens");
        }
    }
}

/// The generated crate's MSRV is 1.85.
#[test]
fn the_runtime_has_no_let_chains() {
    for (path, tokens) in rust_files("generator/src/runtime") {
        assert!(!has_let_chain(&tokens), "{path}");
    }
}

/// A test must not pass silently if the folder is missing.
#[test]
fn only_one_module_names_the_shared_folder() {
    for folder in ["generator/src", "tests/src", "tests/suites"] {
        for (path, text) in texts(folder) {
            let asks = text.contains(concat!("/../..", "/shared"));
            assert_eq!(asks, path == "tests/src/skip/mod.rs", "{path}");
        }
    }
}

/// Files may name their ancestors and descendants.
#[test]
fn files_do_not_name_each_other_in_circles() {
    let files: BTreeMap<Module, _> = library()
        .into_iter()
        .map(|(path, tokens)| (module_of(path.trim_start_matches("generator/src/")), tokens))
        .collect();
    let modules: BTreeSet<Module> = files.keys().cloned().collect();
    let edges = files
        .iter()
        .map(|(module, tokens)| (module.clone(), named(module, tokens, &modules)))
        .collect();
    let found = circles(&edges);
    let first = |circle: &BTreeSet<Module>| circle.first().map(|module| module.join("::"));
    let firsts: Vec<String> = found.iter().filter_map(first).collect();
    let allowed: Vec<&str> = CIRCLES.iter().map(|(first, _)| *first).collect();
    assert_eq!(firsts, allowed, "{found:#?}");
}

#[test]
fn files_stay_small() {
    let mut excused = BTreeSet::new();
    for folder in ["generator/src", "tests/src", "tests/suites"] {
        for (path, text) in texts(folder) {
            let lines = text.lines().count();
            if lines > LARGEST {
                let exception = SIZE_EXCEPTIONS.iter().position(|(file, _)| *file == path);
                excused.insert(exception.unwrap_or_else(|| panic!("{path} has {lines} lines: split it")));
            }
        }
    }
    assert_eq!(
        excused.len(),
        SIZE_EXCEPTIONS.len(),
        "an exception no longer applies"
    );
}

#[test]
fn every_file_begins_with_a_doc_comment() {
    let tested = texts("generator/src");
    for (path, text) in tested.into_iter().filter(|(path, _)| !path.contains("tests")) {
        assert!(text.starts_with("//! "), "{path} begins without `//!`");
    }
}

/// The module and the path of a file: `("lower", "generator/src/lower/enums.rs")`.
fn place(path: &str) -> (&str, &str) {
    let below = path.trim_start_matches("generator/src/");
    let module = below.split('/').next().unwrap_or_default();
    (module.trim_end_matches(".rs"), path)
}

/// All files of the generator, without tests.
fn library() -> BTreeMap<String, Vec<TokenTree>> {
    let mut files = rust_files("generator/src");
    files.retain(|path, _| !path.contains("tests") && !path.contains("runtime_tests"));
    files
}

fn rust_files(folder: &str) -> BTreeMap<String, Vec<TokenTree>> {
    texts(folder)
        .into_iter()
        .map(|(path, text)| {
            let tokens = parse(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            (path, tokens)
        })
        .collect()
}

/// The Rust files below a folder of the workspace, by their paths.
fn texts(folder: &str) -> BTreeMap<String, String> {
    let files = read(&Path::new(ROOT).join(folder)).expect("a folder");
    files
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|(path, bytes)| {
            let path = Path::new(folder).join(path);
            let text = String::from_utf8(bytes).expect("UTF-8");
            (path.to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}
