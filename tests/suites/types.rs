//! The behaviour of generated types and calls: a crate is generated from the description of a case, and the program beside the
//! description is built with it and run.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use generator::diagnostics::Code;
use generator::{Features, Files, Input, Mode, Options};
use tests::corpus::{Verdict, Workspace, shared_runtime};
use tests::overrides::overrides;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");

#[test]
fn ordinary_cases() {
    judge("ordinary", Mode::Client);
}

#[test]
fn shapes_of_every_kind() {
    judge("shapes", Mode::Client);
}

#[test]
fn keywords_of_descriptions() {
    let said = [
        (Code::AmbiguousUnion, 1),
        (Code::DuplicateParameter, 2),
        (Code::IgnoredKeyword, 1),
        (Code::InvalidName, 1),
        (Code::InvalidPathTemplate, 1),
        (Code::NameCollision, 3),
    ];
    judge_saying("wire", Mode::Client, &said.into());
}

#[test]
fn types_of_the_user() {
    let case = "custom-types";
    let workspace = Workspace::open(case).expect("a workspace");
    let mine = ["Cargo.toml", "lib.rs"].map(|path| (path.into(), text(case, &format!("my-types/{path}"))));
    workspace.write("my-types", &mine.into()).expect("written");
    drop(workspace);
    judge(case, Mode::Client);
}

#[test]
fn programs_are_tested_in_memory() {
    judge("tested", Mode::Client);
}

#[test]
fn requests_and_responses_of_three_versions() {
    let workspace = Workspace::open("exchange").expect("a workspace");
    let packages = ["exchange", "exchange-3-1", "exchange-2-0"];
    for package in packages {
        let name = format!("{package}.yaml");
        let options = Options {
            package: package.into(),
            runtime: shared_runtime("exchange"),
            ..Options::default()
        };
        let text = text("exchange", &name);
        let input = Input {
            lock: None,
            options,
            name,
            text,
        };
        // The program asserts the effect of each slip.
        let generated = generator::generate(&input).generated.expect("a package");
        workspace.write(package, &generated.files).expect("written");
    }
    run("exchange", &workspace, &packages);
}

#[test]
fn code_in_the_book() {
    judge("tour", Mode::Client);
}

#[test]
fn additions_of_openapi_3_2() {
    let said = [(Code::Lossy, 1)];
    judge_saying("openapi-3-2", Mode::Client, &said.into());
}

#[test]
fn bodies_of_xml() {
    judge("xml", Mode::Client);
    let workspace = Workspace::open("xml").expect("a workspace");
    let arguments = [
        "test",
        "--package",
        "xml-judge",
        "--no-default-features",
        "--quiet",
    ];
    let output = workspace.cargo(&arguments).output().expect("cargo starts");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !stderr.contains("warning"), "{stderr}");
}

#[test]
fn types_without_a_client() {
    let case = "types-only";
    judge(case, Mode::Types);
    let workspace = Workspace::open(case).expect("a workspace");
    let tree = workspace
        .cargo(&["tree", "--package", case, "--edges", "normal", "--prefix", "none"])
        .output()
        .expect("cargo starts");
    let printed = String::from_utf8_lossy(&tree.stdout);
    let names = printed.lines().filter_map(|line| line.split(' ').next());
    let names: BTreeSet<&str> = names.collect();
    assert_eq!(
        names,
        [
            "itoa",
            "memchr",
            "serde",
            "serde_core",
            "serde_json",
            case,
            "types-only-runtime",
            "zmij"
        ]
        .into(),
        "no dependency on HTTP"
    );
}

#[test]
fn any_choice_of_tags_compiles_without_a_warning() {
    let case = "features-by-tag";
    let workspace = Workspace::open(case).expect("a workspace");
    let options = Options {
        features: Features::Tags,
        ..Options::default()
    };
    let files = package(case, options);
    let types = files.get(Path::new("src/types.rs")).expect("types");
    let gated = "#[cfg(any(feature = \"pets\", feature = \"pet-orders\"))]\nobject! {\n    /// The schema at \
                 `#/components/schemas/Ticket`.\n";
    assert!(types.contains(gated), "{types}");
    workspace.write(case, &files).expect("written");
    workspace.set_members([case]).expect("a manifest");
    let tags = ["pets", "pet-orders", "testing-api"];
    let single = ["", "other-types", "all"].into_iter().chain(tags);
    for features in single.map(str::to_owned).chain([tags.join(",")]) {
        let arguments = ["check", "--package", case, "--no-default-features"];
        let mut cargo = workspace.cargo(&[&arguments[..], &["--features", &features]].concat());
        let verdict = Verdict::of(&cargo.output().expect("cargo starts"));
        assert_eq!(verdict, Verdict::Clean, "{features}: {}", verdict.printed());
    }
    // The examples are compiled too, including that of the crate, whose operation has another tag.
    for features in ["pet-orders", "all"] {
        let arguments = ["test", "--doc", "--package", case, "--no-default-features"];
        let mut cargo = workspace.cargo(&[&arguments[..], &["--features", features]].concat());
        let output = cargo.output().expect("cargo starts");
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{features}: {printed}");
    }
}

/// Cargo requires that the name of a feature is ASCII, and not the name of another feature or an optional dependency.
#[test]
fn the_feature_of_any_tag_is_valid_in_cargo() {
    let case = "features-of-any-tag";
    let workspace = Workspace::open(case).expect("a workspace");
    let options = Options {
        features: Features::Tags,
        ..Options::default()
    };
    let files = package(case, options);
    workspace.write(case, &files).expect("written");
    workspace.set_members([case]).expect("a manifest");
    let features = features_of_the_description(&workspace);
    let tags = text(case, &format!("{case}.yaml")).matches("tags: [").count();
    assert_eq!(features.len(), tags, "{features:?}");
    assert!(features.iter().all(|name| name.is_ascii()), "{features:?}");
    // The features of the runtime affect only the runtime: with `xml` alone, there is no operation.
    for features in ["", "xml", "xml-api,xml-api2", "all", "all,xml"] {
        let arguments = ["check", "--package", case, "--no-default-features"];
        let mut cargo = workspace.cargo(&[&arguments[..], &["--features", features]].concat());
        let verdict = Verdict::of(&cargo.output().expect("cargo starts"));
        assert_eq!(verdict, Verdict::Clean, "{features}: {}", verdict.printed());
    }
}

/// The features that `all` of the only member enables, as cargo reads them.
fn features_of_the_description(workspace: &Workspace) -> BTreeSet<String> {
    let mut cargo = workspace.cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let output = cargo.output().expect("cargo starts");
    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let all = metadata.pointer("/packages/0/features/all").cloned();
    serde_json::from_value(all.expect("a feature")).expect("a list of names")
}

fn judge(case: &str, mode: Mode) {
    judge_saying(case, mode, &BTreeMap::new());
}

/// The same for a description with this number of diagnostics for each code.
fn judge_saying(case: &str, mode: Mode, said: &BTreeMap<Code, usize>) {
    let workspace = Workspace::open(case).expect("a workspace");
    let options = Options {
        mode,
        ..Options::default()
    };
    workspace
        .write(case, &package_saying(case, options, said))
        .expect("written");
    run(case, &workspace, &[case]);
}

/// Runs the program of a case, which is built with these packages.
fn run(case: &str, workspace: &Workspace, packages: &[&str]) {
    let judge: BTreeMap<PathBuf, String> = ["Cargo.toml", "main.rs"]
        .map(|path| (path.into(), text(case, path)))
        .into();
    workspace.write("judge", &judge).expect("written");
    let members = packages.iter().copied().chain(["judge"]);
    workspace.set_members(members).expect("a manifest");
    let output = workspace
        .cargo(&["test", "--package", &format!("{case}-judge"), "--quiet"])
        .output()
        .expect("cargo starts");
    let printed = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (printed(&output.stdout), printed(&output.stderr));
    assert!(output.status.success(), "{stderr}\n{stdout}");
    assert!(!stderr.contains("warning"), "{stderr}");
}

fn package(case: &str, options: Options) -> Files {
    package_saying(case, options, &BTreeMap::new())
}

fn package_saying(case: &str, options: Options, said: &BTreeMap<Code, usize>) -> Files {
    let (name, text) = (format!("{case}.yaml"), text(case, &format!("{case}.yaml")));
    let input = Input {
        lock: None,
        options: Options {
            package: case.into(),
            overrides: overrides(&name, &text),
            ..options
        },
        name,
        text,
    };
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let mut codes: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in &found {
        *codes.entry(diagnostic.code).or_default() += 1;
    }
    assert_eq!(&codes, said, "{found:#?}");
    generated.expect("a package").files
}

fn text(case: &str, path: &str) -> String {
    fs::read_to_string(Path::new(CASES).join(case).join(path)).expect("a text")
}
