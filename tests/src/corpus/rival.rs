//! Another generator, run as its users do: `openapi-to-rust`. Version 0.23.0 is known to work. Its crates are checked in a
//! separate workspace, since they have other dependencies than ours.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::program::{self, Built};
use super::{Description, Verdict, Workspace, measured};
use crate::measure::{self, Cost};

/// An installed rival.
#[derive(Debug)]
pub struct Rival {
    program: PathBuf,
    workspace: Workspace,
}

impl Rival {
    /// The rival at this path.
    pub fn new(program: &Path) -> io::Result<Self> {
        Ok(Self {
            program: fs::canonicalize(program)?,
            workspace: Workspace::foreign("rival")?,
        })
    }

    /// Generates the crate. Returns its lines of Rust, or `None` if the description is refused.
    pub fn generate(&self, description: &Description) -> io::Result<(Option<usize>, Cost)> {
        let member = self.workspace.member(&description.name);
        let sources = member.join("src/generated");
        fs::create_dir_all(&sources)?;
        let mut command = Command::new(&self.program);
        command.arg("generate").arg(&description.path);
        command.arg("--output-dir").arg(&sources);
        let (output, cost) = measure::run(&command)?;
        if !output.status.success() {
            return Ok((None, cost));
        }
        self.complete(description, &member)?;
        Ok((Some(lines(&sources)?), cost))
    }

    /// Writes the files that a user writes around the generated module.
    fn complete(&self, description: &Description, member: &Path) -> io::Result<()> {
        let dependencies = fs::read_to_string(member.join("src/generated/REQUIRED_DEPS.toml"));
        let dependencies = dependencies.unwrap_or_default();
        let name = &description.name;
        let package = format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n");
        fs::write(member.join("Cargo.toml"), package + &dependencies)?;
        fs::write(member.join("src/lib.rs"), "pub mod generated;\n")
    }

    /// Runs a cargo command on the crate, after its dependencies are built.
    pub fn cargo(&self, description: &Description, arguments: &[&str]) -> io::Result<(Verdict, Cost)> {
        self.workspace.set_members([description.name.as_str()])?;
        self.workspace.touch(&description.name)?;
        measured::alone(&self.workspace, &description.name, arguments)
    }

    /// Builds a program over the crate. `source` is the text of its `main.rs`.
    pub fn program(&self, description: &Description, source: &str) -> io::Result<Built> {
        program::build(&self.workspace, &description.name, source)
    }
}

fn lines(folder: &Path) -> io::Result<usize> {
    let files = crate::folder::read(folder)?.into_iter();
    let rust = files.filter(|(path, _)| path.extension().is_some_and(|extension| extension == "rs"));
    Ok(rust
        .map(|(_, bytes)| bytes.split(|byte| *byte == b'\n').count())
        .sum())
}
