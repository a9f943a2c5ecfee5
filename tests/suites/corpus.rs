//! Real descriptions: each generates without an error, and what is generated compiles without a warning, clippy's
//! included. `CORPUS=all` adds the slow ones, `CORPUS=nexus,petstore` chooses.

use std::io::{self, Write};

use tests::corpus::{self, QUICK, SLOW, Verdict, Workspace};

#[test]
fn descriptions_generate_and_compile_without_a_warning() -> io::Result<()> {
    let chosen = std::env::var("CORPUS").unwrap_or_default();
    let names: Vec<&str> = match chosen.as_str() {
        "" => QUICK.to_vec(),
        "all" => QUICK.into_iter().chain(SLOW).collect(),
        names => names.split(',').collect(),
    };
    let Some(descriptions) = corpus::named(&names)? else {
        return Ok(());
    };
    let workspace = Workspace::open()?;
    let mut refused = Vec::new();
    for description in &descriptions {
        let (files, report) = corpus::generate(description)?;
        // Past the test harness, which swallows what a passing test prints with `println!`.
        writeln!(
            io::stderr(),
            "{}: {} operations, {} types, {} lines, {:?}",
            description.name,
            report.operations,
            report.types,
            report.lines,
            report.codes
        )?;
        match files {
            Some(files) if report.errors == 0 => workspace.write(&description.name, &files)?,
            _ => refused.push(format!("{}:\n  {}", description.name, report.messages.join("\n  "))),
        }
    }
    assert!(refused.is_empty(), "refused: {}", refused.join("\n"));

    workspace.set_members(names.iter().copied())?;
    let core = ["--workspace", "--no-default-features"];
    clean(&workspace, &[&["check"], core.as_slice()].concat())?;
    clean(&workspace, &[&["clippy"], core.as_slice()].concat())?;
    // The adapters are the same in each of them.
    let first = names.first().copied().unwrap_or_default();
    clean(&workspace, &["clippy", "-p", first, "--all-features", "--all-targets"])
}

#[track_caller]
fn clean(workspace: &Workspace, arguments: &[&str]) -> io::Result<()> {
    match Verdict::of(&workspace.cargo(arguments).output()?) {
        Verdict::Clean => Ok(()),
        Verdict::Warnings(_, printed) | Verdict::Errors(_, printed) => {
            panic!("cargo {}\n{printed}", arguments.join(" "))
        }
    }
}
