//! A slip in a description costs at most the smallest part: cases under `cases/tolerance`, each with a snapshot of its
//! diagnostics. A line `# has: TEXT` at the top of a case is a text that the generated Rust must contain, `# lacks: TEXT` one
//! that it must not contain, and `# operations: NUMBER` the number of generated operations.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use generator::diagnostics::{Diagnostic, Outcome, Severity};
use generator::internals::in_parallel;
use generator::{Generated, Input, Options, References, Unread, repairs};
use tests::{corpus, skip};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/tolerance");

macro_rules! cases {
    ($($name:ident)+) => {
        $(
            #[test]
            fn $name() {
                check(&stringify!($name).replace('_', "-"));
            }
        )+

        const LISTED: &[&str] = &[$(stringify!($name)),+];
    };
}

cases! {
    bodies
    containers
    duplicates
    encoded_references
    examples
    moved_keywords
    nothing
    numbers_as_text
    objects
    parameters
    paths
    recursion
    references
    references_in_place
    references_through_references
    scalars
    schemas
    security
    swagger
    tabs
    types
}

#[test]
fn every_file_is_a_case() {
    let files = fs::read_dir(CASES).expect("the cases");
    let names = files.map(|file| file.expect("a file").path());
    let names = names.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    let mut names: Vec<String> = names
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .replace('-', "_")
        })
        .collect();
    names.sort();
    assert_eq!(names, LISTED);
}

/// The repairs that an overlay can't express or that later stages make, by case.
const NOT_IN_OVERLAYS: [(&str, usize); 10] = [
    ("bodies", 1),
    ("duplicates", 6),
    ("objects", 1),
    ("parameters", 3),
    ("recursion", 2),
    ("references", 3),
    ("schemas", 2),
    ("security", 4),
    ("swagger", 1),
    ("tabs", 1),
];

/// The overlay of each case makes its repairs: their diagnostics are gone, and the output is the same.
#[test]
fn overlays_make_the_repairs() {
    let mut left = Vec::new();
    for case in LISTED {
        let file = format!("{}.yaml", case.replace('_', "-"));
        let text = fs::read_to_string(Path::new(CASES).join(&file)).expect("a text");
        let repairs = repairs(&input(&file, &text), "overlay.yaml");
        assert!(!repairs.is_different, "{case}: {:?}", repairs.overlay);
        if !repairs.left.is_empty() {
            left.push((*case, repairs.left.len()));
        }
    }
    assert_eq!(left, NOT_IN_OVERLAYS);
}

/// Real descriptions, as [`overlays_make_the_repairs`]. `CORPUS=all` takes the large ones too.
#[test]
fn overlays_of_real_descriptions_make_the_repairs() -> io::Result<()> {
    let is_all = std::env::var("CORPUS").is_ok_and(|chosen| chosen == "all");
    let found = if is_all {
        corpus::descriptions()?
    } else {
        corpus::named(&corpus::QUICK)?
    };
    let mut paths: Vec<PathBuf> = found
        .into_iter()
        .flatten()
        .map(|description| description.path)
        .collect();
    if let (true, Some(raw)) = (is_all, skip::shared("corpus-raw")?) {
        let raw = ["slack20.json", "pagerduty.json", "plaid.yaml"].map(|name| raw.join(name));
        paths.extend(raw.into_iter().filter(|path| path.exists()));
    }
    let done = in_parallel(paths, |path| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&path)?;
        Ok::<_, io::Error>((repairs(&input(&name, &text), "overlay.yaml"), name))
    });
    for done in done {
        let (repairs, name) = done?;
        let (actions, left) = (repairs.actions, repairs.left.len());
        writeln!(
            io::stderr(),
            "{name}: {actions} actions, {left} repairs that are not among them"
        )?;
        assert!(!repairs.is_different, "{name}");
    }
    Ok(())
}

/// Asserts that each outcome has its severity, and that each diagnostic except a note has an effect.
fn assert_outcomes(found: &[Diagnostic]) {
    for found in found {
        assert_eq!(found.outcome.severity(), found.severity, "{found:?}");
        let is_said = found.outcome == Outcome::ReadAsMeant || !found.effect.is_empty();
        assert!(is_said, "{found:?}");
    }
}

fn check(case: &str) {
    let text = fs::read_to_string(Path::new(CASES).join(format!("{case}.yaml"))).expect("a text");
    let (generated, found) = generate(&format!("{case}.yaml"), &text);
    let said: Vec<String> = found.iter().map(said).collect();
    let said = said.join("\n");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(CASES);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(case, said));
    assert_outcomes(&found);
    let generated = generated.expect("a package, since no case is an error");
    let rust = generated.files.iter().filter(|(path, _)| path.starts_with("src"));
    let rust: String = rust
        .filter(|(path, _)| !tests::corpus::is_of_runtime(path))
        .map(|(_, text)| text.as_str())
        .collect();
    let headed = |head: &'static str| text.lines().filter_map(move |line| line.strip_prefix(head));
    for part in headed("# has: ") {
        assert!(rust.contains(part), "no `{part}` in\n{rust}");
    }
    for part in headed("# lacks: ") {
        assert!(!rust.contains(part), "`{part}` in\n{rust}");
    }
    let operations = headed("# operations: ").map(|number| number.parse::<usize>().expect("a number"));
    for number in operations {
        assert_eq!(generated.summary.operations, number);
    }
}

fn generate(name: &str, text: &str) -> (Option<Generated>, Vec<Diagnostic>) {
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input(name, text));
    let (Ok(found) | Err(found)) = diagnostics.finish();
    (generated, found)
}

fn input(name: &str, text: &str) -> Input {
    Input {
        name: name.to_owned(),
        text: text.to_owned(),
        lock: None,
        options: Options {
            package: "tolerant".into(),
            references: References::new(|_| Err(Unread::Missing)),
            ..Options::default()
        },
    }
}

/// A diagnostic on one line. The suite `diagnostics` covers the details.
fn said(found: &Diagnostic) -> String {
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!(
        "{severity}[{}] {}: {}; {}",
        found.code, found.at, found.message, found.effect
    )
}

/// The paths of a document with a slip in another part.
const PATHS: &str = "{/a: {get: {operationId: a, responses: {'204': {description: Done.}}}}}";

/// Slips in the document as a whole: its operation is generated, and there is a diagnostic.
#[test]
fn slips_about_the_document() {
    let info = "info: {title: T, version: '1'}";
    let documents = [
        format!("openapi: 3.0\n{info}\npaths: {PATHS}"),
        format!("openapi: '3.0.3 '\n{info}\npaths: {PATHS}\ntags: Pets"),
        format!("swagger: 2\n{info}\npaths: {PATHS}"),
        format!("openapi: '2.0'\n{info}\npaths: {PATHS}"),
        format!("swagger: 3.0.3\n{info}\npaths: {PATHS}"),
        format!("openapi: 3.0.3\npaths: {PATHS}"),
        format!("openapi: 3.0.3\ninfo:\npaths: {PATHS}"),
        format!("openapi: 3.0.3\ninfo: Pets\npaths: {PATHS}"),
        format!("openapi: 3.0.3\ninfo: {{title: 7, version: 1.10}}\npaths: {PATHS}"),
        format!("openapi: 3.0.3\n{info}\npaths: [{PATHS}]"),
        format!("openapi: 3.0.3\n{info}\npaths: {PATHS}\nservers: {{}}"),
        format!("openapi: 3.0.3\n{info}\npaths: {PATHS}\nservers: {{url: 'https://a.example'}}"),
        format!("openapi: 3.0.3\n{info}\npaths: {PATHS}\nservers: [https://a.example]"),
        format!("openapi: 3.0.3\n{info}\npaths: {PATHS}\nservers: [{{description: d}}]"),
        format!("openapi: 3.0.3\n{info}\npaths: {PATHS}\nsecurity: {{}}"),
        format!("openapi: 3.0.3\n{info}\npaths: {PATHS}\ntags: [Pets, {{description: d}}, null]"),
        format!("openapi: 3.0.3\n{info}\npaths: {PATHS}\ncomponents: []"),
        format!("openapi: 3.0.3\n{info}\npaths: {PATHS}\ncomponents: {{schemas: [], headers: null}}"),
        format!("openapi: 3.0.3\n{info}\npaths: {PATHS}\nexternalDocs: https://a.example"),
        format!("openapi: 3.1.0\n{info}\npaths: {PATHS}\nwebhooks: []"),
        format!("openapi: 3.0.3\n{info}\npaths: {PATHS}\nnonsense: 1"),
    ];
    for text in documents {
        let (generated, found) = generate("api.yaml", &text);
        let said: Vec<String> = found.iter().map(said).collect();
        assert!(!found.is_empty(), "{text}");
        assert_outcomes(&found);
        let operations = generated.map(|generated| generated.summary.operations);
        assert_eq!(operations, Some(1), "{text}\n{said:#?}");
    }
}

/// Texts that are YAML but not JSON.
#[test]
fn nearly_json() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1",}, "paths": {},}"#;
    let (generated, found) = generate("api.json", text);
    assert!(generated.is_some(), "{found:#?}");
    assert_eq!(
        found.iter().map(said).collect::<Vec<_>>(),
        ["note[syntax] #: trailing comma; the text is read as YAML, which allows this"]
    );
}

/// A description without paths has types only, or no items.
#[test]
fn no_paths() {
    let schemas = "components: {schemas: {Pet: {type: object, properties: {id: {type: integer}}}}}";
    let (generated, found) = generate(
        "api.yaml",
        &format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{schemas}"),
    );
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(generated.map(|generated| generated.summary.types), Some(1));
}

/// The outcomes of minimal inputs of each kind of slip, gathered from real descriptions.
#[test]
fn gathered_slips_are_tolerated() {
    let Some(folder) = skip::shared("faults/tolerance").expect("the slips") else {
        return;
    };
    for file in fs::read_dir(folder)
        .expect("a folder")
        .map(|file| file.expect("a file").path())
        .filter(|path| path.is_file())
    {
        let (generated, found) = generate("api.yaml", &fs::read_to_string(&file).expect("a text"));
        let said: Vec<String> = found.iter().map(said).collect();
        assert!(generated.is_some(), "{}: {said:#?}", file.display());
        let is_legal = file.to_string_lossy().contains("32-media-type");
        assert!(is_legal || !found.is_empty(), "{}", file.display());
    }
}
