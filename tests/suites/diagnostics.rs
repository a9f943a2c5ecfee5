//! Every diagnostic as it is printed: one description for each code under `cases/diagnostics`, with its snapshot.
//! A line `# allow: CODE POINTER`, `# only: TAG` or `# name: POINTER NAME` at the top is an entry of `generator.toml`,
//! `# key: HEADER [OPERATION…]` its `idempotency-key`, `# pages: KIND [KEY=VALUE…]` an entry of its `pagination`,
//! `# lock: LINE` a line of the lock, and `# overlay: LINE` a line of an overlay.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use generator::Only;
use generator::diagnostics::{Allow, AllowSource, Code, Diagnostic, Style, render, summary};
use generator::{Input, Options, Overlay};
use generator::{PlacePattern, Pointer};
use tests::overrides::overrides;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/diagnostics");

/// Codes that no description causes: defects of the generator.
const WITHOUT_A_CASE: &[Code] = &[Code::Internal];

/// One test for each case. Its name is that of the file with `_` for `-`, and begins with the code that it shows.
macro_rules! cases {
    ($($name:ident)+) => {
        $(
            #[test]
            fn $name() {
                check(&stringify!($name).replace('_', "-"));
            }
        )+

        fn listed() -> BTreeSet<String> {
            [$(stringify!($name)),+].iter().map(|name| name.replace('_', "-")).collect()
        }
    };
}

cases! {
    ambiguous_union
    conflicting_all_of
    cyclic_reference
    cyclic_reference_value
    dangling_reference
    duplicate_key
    duplicate_operation_id
    duplicate_parameter
    external_reference
    ignored_keyword
    ignored_keyword_rust_type
    inferred_pagination
    invalid_constraint
    invalid_default
    invalid_enum
    invalid_lock
    invalid_name
    invalid_overlay
    invalid_override
    invalid_override_type
    invalid_path_template
    invalid_pattern
    left_to_type
    lossy
    lossy_json_schema
    lossy_ring
    lossy_values
    missing_field
    name_collision
    number_precision
    path_with_query
    pattern_not_enforced
    syntax
    syntax_json
    too_deep
    too_large
    underivable
    unknown_key
    unknown_key_json_schema
    unknown_key_required
    unmatched_target
    unsupported_keyword
    unsupported_parameter
    unsupported_security
    unsupported_version
    untyped_xml
    unusable_address
    unused_allow
    unused_selection
    wrong_type
    wrong_type_parameter
    wrong_type_swagger
}

#[test]
fn every_file_is_a_case() {
    let files: BTreeSet<String> = fs::read_dir(CASES)
        .expect("the cases")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml" || extension == "json")
        })
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, listed());
}

#[test]
fn every_code_has_a_case_or_an_exception() {
    for &code in Code::ALL {
        let has_case = listed().iter().any(|name| name.starts_with(code.id()));
        assert_ne!(
            has_case,
            WITHOUT_A_CASE.contains(&code),
            "{code} has both a case and an exception"
        );
    }
}

fn check(case: &str) {
    let path = file_of(case);
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let text = fs::read_to_string(&path).expect("a text");
    let (found, mut texts) = diagnostics(&name, &text);
    assert!(
        found
            .iter()
            .any(|diagnostic| case.starts_with(diagnostic.code.id())),
        "{found:#?}"
    );
    texts.insert(name, text);
    let printed = render(&found, &texts, Style::Plain);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(CASES);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(case, format!("{printed}\n{}", summary(&found))));
}

fn file_of(case: &str) -> PathBuf {
    let yaml = Path::new(CASES).join(format!("{case}.yaml"));
    if yaml.exists() {
        yaml
    } else {
        Path::new(CASES).join(format!("{case}.json"))
    }
}

fn diagnostics(name: &str, text: &str) -> (Vec<Diagnostic>, BTreeMap<String, String>) {
    let headed = |head: &'static str| text.lines().filter_map(move |line| line.strip_prefix(head));
    let lock: String = headed("# lock: ").map(|line| format!("{line}\n")).collect();
    let overlay: String = headed("# overlay: ").map(|line| format!("{line}\n")).collect();
    let allow = headed("# allow: ").map(|line| {
        let (code, pointer) = line.split_once(' ').expect("a code and a pointer");
        let places = Some(PlacePattern::parse(name, pointer).expect("a pointer"));
        let code = code.parse().expect("a code");
        let at = Pointer::root("generator.toml").descend(["client", "0", "allow", "0"]);
        Allow::new(code, places, AllowSource::Config(at))
    });
    let options = Options {
        package: "pets".into(),
        version: None,
        allow: allow.collect(),
        only: Only {
            tags: headed("# only: ").map(str::to_owned).collect(),
            ..Only::default()
        },
        overlays: (!overlay.is_empty())
            .then(|| Overlay {
                name: "overlay.yaml".into(),
                text: overlay,
            })
            .into_iter()
            .collect(),
        overrides: overrides(name, text),
        ..Options::default()
    };
    let input = Input {
        name: name.into(),
        text: text.into(),
        lock: Some(lock),
        options,
    };
    let mut diagnostics = generator::generate(&input).diagnostics;
    let texts = diagnostics.take_texts();
    let (Ok(found) | Err(found)) = diagnostics.finish();
    (found, texts)
}
