//! Real descriptions: each generates without an error, and the output compiles without a warning of rustc or clippy.
//! `CORPUS=all` adds the slow ones, `CORPUS=nexus,petstore` selects some.

use std::io::{self, Write};

use tests::corpus::{self, QUICK, SLOW, Verdict, Workspace, shared_runtime};

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
    let workspace = Workspace::open("corpus")?;
    let mut refused = Vec::new();
    for description in &descriptions {
        let (files, report) = corpus::generate(description, shared_runtime("corpus"))?;
        // Written to `stderr`, since the test harness captures `println!` of passing tests.
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
            Some(files) if report.errors == 0 && !files.is_empty() => {
                workspace.write(&description.name, &files)?
            }
            _ => refused.push(format!(
                "{}:\n  {}",
                description.name,
                report.messages.join("\n  ")
            )),
        }
    }
    assert!(refused.is_empty(), "refused: {}", refused.join("\n"));

    workspace.set_members(names.iter().copied())?;
    let core = ["--workspace", "--no-default-features", "--keep-going"];
    // The transports are the same in each of them, so one is enough.
    let first = names.first().copied().unwrap_or_default();
    let judges: [(&str, &[&str]); 3] = [
        ("check", &core),
        ("clippy", &core),
        ("clippy", &["-p", first, "--all-features", "--all-targets"]),
    ];
    let mut problems = String::new();
    for (subcommand, arguments) in judges {
        let mut command = workspace.cargo(&[subcommand]);
        let verdict = Verdict::of(&command.args(arguments).output()?);
        if verdict != Verdict::Clean {
            problems.push_str(&format!("cargo {subcommand}:\n{}\n", verdict.printed()));
        }
    }
    assert!(problems.is_empty(), "{problems}");
    Ok(())
}
