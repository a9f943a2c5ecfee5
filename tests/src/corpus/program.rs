//! A program that uses a generated crate, as users build theirs: optimised, stripped, with all dependencies already built.

use std::fs;
use std::io;
use std::path::Path;

use super::{Verdict, Workspace};
use crate::measure::{self, Cost};

/// A built program.
#[derive(Clone, Copy, Debug)]
pub struct Built {
    /// The cost of compiling the client and the program, and of linking, after a change of the client.
    pub cost: Cost,
    /// The size of the stripped program, in bytes.
    pub bytes: u64,
}

/// The package of the program over a client.
#[must_use]
pub fn package(client: &str) -> String {
    format!("{client}-program")
}

/// Builds a program over the member `client` of a workspace twice: first with everything that it needs, then again after the
/// client changed. `source` is the text of `main.rs`.
pub fn build(workspace: &Workspace, client: &str, source: &str) -> io::Result<Built> {
    let name = package(client);
    let folder = workspace.member(&name);
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), manifest(&name, client))?;
    fs::write(folder.join("src/main.rs"), source)?;
    workspace.set_members([client, name.as_str()])?;
    let mut command = workspace.cargo(&["build", "--release", "-p", &name]);
    command
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
    succeed(&name, &measure::run(&command)?.0)?;
    workspace.touch(client)?;
    workspace.touch(&name)?;
    let (output, cost) = measure::run(&command)?;
    succeed(&name, &output)?;
    let program = Path::new(super::TARGET).join("release").join(&name);
    let bytes = fs::metadata(program)?.len();
    Ok(Built { cost, bytes })
}

fn succeed(name: &str, output: &std::process::Output) -> io::Result<()> {
    match Verdict::of(output) {
        Verdict::Clean | Verdict::Warnings(..) => Ok(()),
        Verdict::Errors(_, printed) => Err(io::Error::other(format!("{name}: {printed}"))),
    }
}

fn manifest(name: &str, client: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         {client} = {{ path = \"../{client}\" }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n"
    )
}
