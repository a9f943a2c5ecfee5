//! New versions of a description: nothing in the client is renamed, no arguments swap, and a program that was written for the
//! old version sends and decodes the same.

#![allow(clippy::expect_used, clippy::panic)] // What a suite can't do is a failed test.

use std::fs;
use std::path::Path;

use generator::{Generated, Input, Options};
use tests::corpus::{Workspace, shared_runtime};
use tests::skip;

const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/evolution");

/// The pairs whose new version has no effect on a program that was written for the old one.
const UNCHANGED: [&str; 21] = [
    "N3", "N3b", "N3c", "N3d", "N3e", "N3f", "N3g", "N3h", "N7", "O4", "O5", "Q6", "Q6b", "Q6c", "Q6d",
    "Q7c", "R10b", "R21", "R21b", "R21c", "R21d",
];

/// The pair with different servers. It needs a separate client, since a description has one list of servers.
const SERVERS: &str = "SV2";

/// The same program is built with the client of each version and run.
#[test]
fn a_program_does_the_same_with_both_versions() {
    let workspace = Workspace::open("evolution").expect("a workspace");
    let folder = skip::shared("review/pairs").expect("the pairs");
    let pairs = folder.as_deref().map(pairs).unwrap_or_default();
    let (mut lock, mut servers_lock) = (None, None);
    for version in ["old", "new"] {
        let text = match &folder {
            Some(pairs) => pair(pairs, SERVERS, version),
            None => read(&format!("{CASE}/{version}.yaml")),
        };
        let generated = generated(&format!("servers-{version}"), &text, servers_lock);
        workspace
            .write(&format!("servers-{version}"), &generated.files)
            .expect("written");
        servers_lock = Some(generated.lock);
    }
    for (version, added) in ["old", "new"].into_iter().zip(&pairs) {
        let text = merged(&read(&format!("{CASE}/{version}.yaml")), added);
        let generated = generated(&format!("api-{version}"), &text, lock);
        workspace
            .write(&format!("api-{version}"), &generated.files)
            .expect("written");
        lock = Some(generated.lock);
    }
    let programs = ["judge-old", "judge-new"];
    for program in programs {
        let version = program.trim_start_matches("judge-");
        let files = [
            ("Cargo.toml".into(), manifest(version, !pairs[0].is_empty())),
            ("main.rs".into(), read(&format!("{CASE}/main.rs"))),
            ("kept.rs".into(), read(&format!("{CASE}/kept.rs"))),
            ("pairs.rs".into(), read(&format!("{CASE}/pairs.rs"))),
        ];
        workspace.write(program, &files.into()).expect("written");
    }
    workspace
        .set_members(
            ["api-old", "api-new", "servers-old", "servers-new"]
                .into_iter()
                .chain(programs),
        )
        .expect("a manifest");
    for program in programs {
        let output = workspace
            .cargo(&["test", "--package", program, "--quiet"])
            .output()
            .expect("cargo starts");
        let printed = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (stdout, stderr) = (printed(&output.stdout), printed(&output.stderr));
        assert!(output.status.success(), "{program}:\n{stdout}\n{stderr}");
        assert!(!stdout.contains("running 0 tests"), "{stdout}");
    }
}

fn manifest(version: &str, has_pairs: bool) -> String {
    let pairs = has_pairs.then_some("\"pairs\"");
    let new = (version == "new").then_some("\"new\"");
    let default: Vec<&str> = pairs.into_iter().chain(new).collect();
    let default = default.join(", ");
    format!(
        "[package]\nname = \"judge-{version}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [lib]\npath = \"main.rs\"\ndoctest = false\n\n[features]\ndefault = [{default}]\nnew = []\npairs = []\n\n\
         [dependencies]\nhttp = \"1\"\nserde_json = \"1\"\n\
         api = {{ path = \"../api-{version}\", package = \"api-{version}\", default-features = false, \
         features = [\"testing\"] }}\n\
         servers = {{ path = \"../servers-{version}\", package = \"servers-{version}\", default-features = false, \
         features = [\"testing\"] }}\n"
    )
}

/// The old and the new description of every pair, as text.
fn pairs(folder: &Path) -> [Vec<String>; 2] {
    ["old", "new"].map(|version| {
        let names = UNCHANGED.iter();
        names.map(|name| pair(folder, name, version)).collect()
    })
}

/// One description of a pair.
fn pair(folder: &Path, name: &str, version: &str) -> String {
    let path = folder.join(format!("{name}/{version}.yaml"));
    fs::read_to_string(path).expect("a text")
}

/// A description with the paths and the schemas of others. All have the same layout, and no two have a name in common.
fn merged(text: &str, others: &[String]) -> String {
    let mut merged = text.to_owned();
    for (section, end) in [("paths:\n", "components:\n"), ("  schemas:\n", "\u{0}")] {
        let added: String = others
            .iter()
            .filter_map(|other| Some(other.split_once(section)?.1.split(end).next()?.to_owned()))
            .collect();
        let (before, after) = merged.split_once(section).expect("a section");
        merged = format!("{before}{section}{added}{after}");
    }
    merged
}

fn read(path: &str) -> String {
    fs::read_to_string(path).expect("a text")
}

fn generated(package: &str, text: &str, lock: Option<String>) -> Generated {
    let input = Input {
        name: "api.yaml".to_owned(),
        text: text.to_owned(),
        lock,
        options: Options {
            package: package.to_owned(),
            runtime: shared_runtime("evolution"),
            ..Options::default()
        },
    };
    generator::generate(&input).generated.expect("a package")
}
