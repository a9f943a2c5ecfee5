//! A sample of the clients, compiled in shared workspaces.

use std::io;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Description, Examiner, Journal, Outcome, Verdict};
use crate::corpus::Workspace;
use crate::progress::Progress;

/// The number of clients in one workspace.
const TOGETHER: usize = 20;

/// The output of the compiler for one client.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Compiled {
    /// The description's name.
    pub name: String,
    /// Warnings and errors, one line each. Empty if the client is clean.
    pub messages: Vec<String>,
}

/// Checks this number of generated clients with all features. The seed selects them.
pub fn compile(
    count: usize,
    seed: u64,
    descriptions: &[Description],
    examiner: &Examiner,
    journal: &mut Journal,
) -> io::Result<Vec<Compiled>> {
    let is_generated =
        |outcome: &&Outcome| matches!(outcome.verdict, Verdict::Generated | Verdict::Changed(_));
    let mut sample: Vec<&Description> = descriptions
        .iter()
        .filter(|one| journal.outcome(&one.name).filter(is_generated).is_some())
        .collect();
    sample.sort_by_key(|description| mixed(seed, &description.name));
    sample.truncate(count);
    let todo: Vec<&Description> = sample
        .iter()
        .copied()
        .filter(|one| journal.compiled(&one.name).is_none())
        .collect();
    let mut progress = Progress::new(todo.len());
    for together in todo.chunks(TOGETHER) {
        for compiled in check(together, examiner, &mut progress)? {
            journal.add_compiled(compiled)?;
        }
    }
    Ok(sample
        .iter()
        .filter_map(|one| journal.compiled(&one.name).cloned())
        .collect())
}

/// An FNV-1a hash, so that the order is the same on every machine.
fn mixed(seed: u64, name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn check(
    together: &[&Description],
    examiner: &Examiner,
    progress: &mut Progress,
) -> io::Result<Vec<Compiled>> {
    let workspace = Workspace::open("world/clients")?;
    let mut compiled = Vec::new();
    for description in together {
        progress.show(&description.name, "check");
        let member = workspace.member(&description.package);
        let (output, _) = examiner.generate(description, &member)?;
        let messages = match output.status.success() {
            true => Vec::new(),
            false => vec!["it is no longer generated".to_owned()],
        };
        compiled.push(Compiled {
            name: description.name.clone(),
            messages,
        });
    }
    let packages = || together.iter().map(|description| description.package.as_str());
    workspace.set_members(packages())?;
    let arguments = [
        "check",
        "--workspace",
        "--all-features",
        "--keep-going",
        "--message-format=json",
    ];
    let output = workspace
        .cargo(&arguments)
        .env("CARGO_INCREMENTAL", "0")
        .output()?;
    let mut is_explained = output.status.success();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        let Some((package, message)) = message(line) else {
            continue;
        };
        let found = packages().position(|one| one.replace('-', "_") == package);
        if let Some(compiled) = found.and_then(|found| compiled.get_mut(found)) {
            is_explained = true;
            compiled.messages.push(message);
        }
    }
    if !is_explained {
        return Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let names: Vec<&str> = packages().flat_map(|package| ["-p", package]).collect();
    workspace.cargo(&["clean", "--quiet"]).args(names).output()?;
    packages().try_for_each(|package| std::fs::remove_dir_all(workspace.member(package)))?;
    together.iter().for_each(|_| progress.advance());
    Ok(compiled)
}

/// The library in a line of cargo's output, and its warning or error.
fn message(line: &[u8]) -> Option<(String, String)> {
    let line: Value = serde_json::from_slice(line).ok()?;
    let level = line.pointer("/message/level")?.as_str()?;
    let target = line.pointer("/target/name")?.as_str()?;
    let text = line.pointer("/message/message")?.as_str()?;
    let is_one = matches!(level, "warning" | "error");
    is_one.then(|| (target.replace('-', "_"), format!("{level}: {text}")))
}
