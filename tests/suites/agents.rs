//! What programs that write code read: guides in generated packages, and `generator describe`. Both are short, and examples of
//! `describe` compile as they are. `CORPUS=all` takes the large descriptions too, `CORPUS=github` one of them.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use generator::internals::{all_pages, in_parallel};
use generator::{Files, Input, Options, Page, Runtime};
use tests::corpus::{self, Description, QUICK, Workspace, shared_runtime};

/// The limits in bytes.
const README: usize = 20_000;
const GUIDE: usize = 10_000;
const PAGE: usize = 7_000;

/// The clients whose examples are compiled, and the number of examples.
const CLIENTS: [&str; 5] = ["buildomat", "propolis", "uber20", "tictactoe31", "anthropic"];
const EXAMPLES: usize = 50;

fn chosen() -> io::Result<Vec<Description>> {
    let chosen = std::env::var("CORPUS").unwrap_or_default();
    let found = match chosen.as_str() {
        "" => corpus::named(&[&QUICK[..], &["forgejo20", "twilio-api"]].concat())?,
        "all" => corpus::descriptions()?,
        names => corpus::named(&names.split(',').collect::<Vec<&str>>())?,
    };
    Ok(found.unwrap_or_default())
}

fn input(description: &Description) -> io::Result<Input> {
    let name = description.path.file_name().unwrap_or_default();
    Ok(Input {
        name: name.to_string_lossy().into_owned(),
        text: fs::read_to_string(&description.path)?,
        lock: None,
        options: Options {
            package: description.name.clone(),
            ..Options::default()
        },
    })
}

#[test]
fn readmes_and_guides_are_short_and_lead_to_every_operation() -> io::Result<()> {
    let generated = in_parallel(chosen()?, |description| {
        let (files, _) = corpus::generate(&description, Runtime::Package)?;
        Ok::<_, io::Error>((description.name, files.unwrap_or_default()))
    });
    for generated in generated {
        let (name, files) = generated?;
        let text = |path: &str| files.get(Path::new(path)).expect("a file").as_str();
        let sizes = ["README.md", "AGENTS.md", "llms.txt"].map(|path| text(path).len());
        writeln!(
            io::stderr(),
            "{name}: README.md, AGENTS.md, llms.txt: {sizes:?} bytes"
        )?;
        let [readme, agents, llms] = sizes;
        assert!(readme < README, "{name}: README.md has {readme} bytes");
        assert!(agents < GUIDE && llms < GUIDE, "{name}: {agents}, {llms}");
        for document in ["README.md", "AGENTS.md", "llms.txt", "docs/all-tags.md"] {
            for link in links(text(document)) {
                let path = Path::new(document).parent().expect("a folder").join(&link);
                assert!(files.contains_key(&path), "{name}: {document} links to {link}");
            }
        }
        assert_eq!(missing(&files), Vec::<PathBuf>::new(), "{name}");
    }
    Ok(())
}

/// The targets of Markdown links to files of the package.
fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let own = targets.filter(|target| !target.contains(':') && !target.starts_with('#'));
    own.map(str::to_owned).collect()
}

/// The pages that the list of all pages has no link to.
fn missing(files: &Files) -> Vec<PathBuf> {
    let list = Path::new("docs/all-tags.md");
    let linked: Vec<PathBuf> = links(&files[list])
        .iter()
        .map(|link| Path::new("docs").join(link))
        .collect();
    let pages = files
        .keys()
        .filter(|path| path.starts_with("docs") && *path != list);
    pages.filter(|path| !linked.contains(path)).cloned().collect()
}

#[test]
fn every_operation_and_type_is_described_within_the_budget() -> io::Result<()> {
    let pages = in_parallel(chosen()?, |description| {
        Ok::<_, io::Error>((description.name.clone(), all_pages(&input(&description)?)))
    });
    for pages in pages {
        let (name, pages) = pages?;
        assert!(!pages.is_empty(), "{name}");
        let longest = |print: fn(&Page) -> String| pages.iter().map(|page| print(page).len()).max();
        let sizes = [longest(Page::text), longest(Page::json)];
        writeln!(
            io::stderr(),
            "{name}: {} pages; the longest has {sizes:?} bytes as text and as JSON",
            pages.len()
        )?;
        assert!(
            sizes.iter().flatten().all(|size| *size <= PAGE),
            "{name}: {sizes:?}"
        );
    }
    Ok(())
}

/// A program for each client, with a module for each example.
#[test]
fn examples_compile_as_they_are_printed() -> io::Result<()> {
    let Some(descriptions) = corpus::named(&CLIENTS)? else {
        return Ok(());
    };
    let workspace = Workspace::open("agents")?;
    let mut left = EXAMPLES;
    let mut members = Vec::new();
    let mut kinds = BTreeMap::new();
    for description in &descriptions {
        let (files, _) = corpus::generate(description, shared_runtime("agents"))?;
        workspace.write(&description.name, &files.expect("a package"))?;
        let pages = all_pages(&input(description)?);
        let (operations, types): (Vec<&Page>, Vec<&Page>) =
            pages.iter().partition(|page| matches!(page, Page::Operation(_)));
        let operations: Vec<&Page> = operations.into_iter().take(left).collect();
        left -= operations.len();
        kinds.insert(&description.name, (operations.len(), types.len()));
        let examples = operations.into_iter().chain(types).map(example);
        let program = format!("{}-examples", description.name);
        workspace.write(&program, &crate_of(&description.name, &program, examples))?;
        members.extend([description.name.clone(), program]);
    }
    workspace.set_members(members.iter().map(String::as_str))?;
    let mut command = workspace.cargo(&["check", "--workspace", "--keep-going", "--message-format=short"]);
    let output = command.output()?;
    let printed = String::from_utf8_lossy(&output.stderr);
    let failed = |line: &&str| line.contains(": error") && line.contains("-examples");
    let failed: Vec<&str> = printed.lines().filter(failed).collect();
    writeln!(
        io::stderr(),
        "examples of operations and types by client: {kinds:?}"
    )?;
    assert_eq!(left, 0, "too few operations");
    assert!(output.status.success() && failed.is_empty(), "{printed}");
    Ok(())
}

/// The code block of a page.
fn example(page: &Page) -> String {
    let text = page.text();
    let block = text
        .split("```rust\n")
        .nth(1)
        .and_then(|rest| rest.split("\n```").next());
    block.expect("an example").to_owned()
}

/// A library with a module for each example.
fn crate_of(client: &str, name: &str, examples: impl Iterator<Item = String>) -> Files {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{client} = {{ path = \"../{client}\", default-features = false, features = [\"hyper\"] }}\nserde_json = \"1\"\n"
    );
    let mut files = Files::from([("Cargo.toml".into(), manifest)]);
    let mut root = "#![allow(deprecated)]\n".to_owned();
    for (index, example) in examples.enumerate() {
        root.push_str(&format!("pub mod example_{index};\n"));
        // The page prints a private function, which nothing calls.
        let text = format!("#![allow(dead_code, unused_variables, unused_mut)]\n\n{example}\n");
        files.insert(format!("src/example_{index}.rs").into(), text);
    }
    files.insert("src/lib.rs".into(), root);
    files
}
