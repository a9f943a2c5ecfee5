//! One feature of a description at a time: its smallest form under `cases/features`, and the relevant files of its output under
//! `snapshots/features`. All cases together must compile without a warning.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use generator::diagnostics::{Severity, Style, render};
use generator::{Files, Input, Options, References, Unread};
use tests::corpus::{Verdict, Workspace, shared_runtime};
use tests::overrides::overrides;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/features");
const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/files");
const SNAPSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/features");

/// One test for each case: its name, and the files below `src` that show the feature.
macro_rules! features {
    ($($name:ident: $($file:literal)+;)+) => {
        $(
            #[test]
            fn $name() {
                show(stringify!($name), &[$($file),+]);
            }
        )+

        const ALL: &[&str] = &[$(stringify!($name)),+];
    };
}

features! {
    access: "types.rs";
    aliases: "types.rs" "checks.rs" "operations.rs";
    all_of_merge: "types.rs" "checks.rs";
    all_of_wrapped: "types.rs";
    answer_headers: "headers.rs" "types.rs" "operations.rs" "lib.rs";
    any_of_open_enum: "types.rs";
    arrays: "types.rs" "checks.rs";
    body_choice: "operations.rs";
    body_or_none: "operations.rs";
    chosen_names: "types.rs" "client.rs" "operations/animals.rs";
    constants: "types.rs";
    constraints: "types.rs" "checks.rs";
    content_parameters: "operations.rs" "types.rs";
    default_only: "operations.rs";
    defaults: "types.rs";
    deprecated: "types.rs" "operations.rs" "client.rs";
    derives: "types.rs";
    docs: "types.rs" "operations.rs";
    equal_types: "types.rs" "operations.rs" "checks.rs";
    extras: "types.rs";
    files: "types.rs" "operations.rs";
    formats: "types.rs" "checks.rs" "lib.rs" "operations.rs";
    forms: "operations.rs" "types.rs" "checks.rs";
    libraries: "types.rs" "operations.rs" "headers.rs" "lib.rs";
    languages: "types.rs" "operations.rs" "lib.rs";
    idempotency_keys: "operations.rs";
    inheritance: "types.rs";
    integer_enum: "types.rs";
    json_bodies: "operations.rs";
    maps: "types.rs" "checks.rs";
    mixed_enum: "types.rs";
    multipart: "operations.rs" "types.rs";
    names: "types.rs";
    names_in_use: "operations.rs" "types.rs" "webhooks.rs";
    names_of_operations: "client.rs" "operations.rs" "operations/builder_api.rs";
    null_variants: "types.rs";
    nullable_enum: "types.rs";
    oauth: "client.rs";
    one_of_by_key: "types.rs";
    one_of_by_kind: "types.rs";
    one_of_by_literal: "types.rs";
    one_of_by_number: "types.rs";
    one_of_by_schema_name: "types.rs";
    one_of_documented_values: "types.rs";
    one_of_mapping: "types.rs";
    one_of_tag_in_variants: "types.rs";
    operation_ids: "operations.rs" "operations/birds.rs" "operations/cats.rs" "operations/items.rs" "operations/users.rs";
    parameters: "operations.rs";
    pagination: "operations.rs";
    path_item_parameters: "operations.rs";
    patterns: "types.rs" "checks.rs" "patterns.rs";
    raw_bodies: "operations.rs";
    recursion: "types.rs";
    responses: "operations.rs";
    rules: "types.rs" "checks.rs";
    security: "client.rs" "operations.rs";
    servers: "servers.rs" "lib.rs";
    servers_of_operations: "operations.rs";
    several_media_types: "operations.rs" "types.rs";
    several_successes: "operations.rs";
    shared: "types.rs" "operations.rs" "headers.rs";
    shared_forms: "types.rs" "operations.rs";
    shared_path_items: "types.rs" "operations.rs" "webhooks.rs";
    split: "types.rs" "operations.rs";
    streams: "operations.rs";
    string_enum: "types.rs";
    structs: "types.rs";
    tags: "client.rs" "operations.rs" "operations/pet_shops.rs" "operations/type.rs";
    text_newtypes: "types.rs" "operations.rs";
    titles: "types.rs";
    webhooks: "webhooks.rs" "types.rs";
    xml: "xml.rs" "operations.rs" "types.rs";
}

#[test]
fn every_file_is_a_case() {
    let names = |folder: &str, end: &str| -> BTreeSet<String> {
        fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
            .map(|name| name.strip_suffix(end).expect("nothing else").to_owned())
            .collect()
    };
    let all: BTreeSet<String> = ALL.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(names(CASES, ".yaml"), all);
    let shown: BTreeSet<String> = names(SNAPSHOTS, ".snap")
        .iter()
        .map(|name| {
            name.split_once('.')
                .map_or(name.as_str(), |(case, _)| case)
                .to_owned()
        })
        .collect();
    assert_eq!(shown, all, "a snapshot without a case");
}

/// The output of every case compiles with all its files, which no snapshot shows.
#[test]
fn all_cases_compile_without_a_warning() {
    let workspace = Workspace::open("cases").expect("a workspace");
    for case in ALL {
        workspace
            .write(&package(case), &generated(case))
            .expect("written");
    }
    let members: Vec<String> = ALL.iter().map(|case| package(case)).collect();
    workspace
        .set_members(members.iter().map(String::as_str))
        .expect("a manifest");
    let output = workspace
        .cargo(&["check", "--workspace", "--no-default-features", "--keep-going"])
        .output()
        .expect("cargo starts");
    let verdict = Verdict::of(&output);
    assert_eq!(verdict, Verdict::Clean, "{}", verdict.printed());
}

fn show(case: &str, files: &[&str]) {
    let generated = generated(case);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(SNAPSHOTS);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for file in files {
        let text = generated.get(&Path::new("src").join(file));
        let text = text.unwrap_or_else(|| panic!("no {file} among {:#?}", generated.keys()));
        let name = format!("{case}.{}", file.trim_end_matches(".rs").replace('/', "-"));
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}

fn package(case: &str) -> String {
    format!("case-{}", case.replace('_', "-"))
}

/// The files to which cases refer.
fn beside(path: &str) -> Result<String, Unread> {
    fs::read_to_string(Path::new(FILES).join(path)).map_err(|_| Unread::Missing)
}

/// The package of a case, which must have no diagnostics.
fn generated(case: &str) -> Files {
    let name = format!("{case}.yaml");
    let text = fs::read_to_string(Path::new(CASES).join(&name)).expect("a text");
    let input = Input {
        name: name.clone(),
        text: text.clone(),
        lock: None,
        options: Options {
            package: package(case),
            runtime: shared_runtime("cases"),
            references: References::new(beside),
            overrides: overrides(&name, &text),
            ..Options::default()
        },
    };
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let loud: Vec<_> = found
        .into_iter()
        .filter(|diagnostic| diagnostic.severity != Severity::Note)
        .collect();
    assert!(
        loud.is_empty(),
        "{}",
        render(&loud, &[(name, text)].into(), Style::Plain)
    );
    generated.expect("a package").files
}
