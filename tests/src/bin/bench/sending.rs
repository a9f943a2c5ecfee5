//! The cost of calls beside hand-written code: a crate is generated from `cases/sending`, and the program there is built with
//! it and run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use generator::Files;
use tests::bars::Figures;
use tests::corpus::{self, Description, Workspace, shared_runtime};

use crate::with_figures;

const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/sending");
const NAME: &str = "sending";
const DRIVER: &str = "sending-driver";

pub(crate) fn print(figures: &mut Figures) -> io::Result<()> {
    let workspace = Workspace::open(NAME)?;
    let description = Description {
        name: NAME.to_owned(),
        path: Path::new(CASE).join("sending.yaml"),
    };
    let (files, report) = corpus::generate(&description, shared_runtime(NAME))?;
    let files = files.ok_or_else(|| io::Error::other(report.messages.join("\n")))?;
    workspace.write(NAME, &files)?;
    workspace.write(DRIVER, &driver()?)?;
    workspace.set_members([NAME, DRIVER])?;
    let mut arguments = vec!["run", "--quiet", "--package", DRIVER];
    if !cfg!(debug_assertions) {
        arguments.push("--release");
    }
    match with_figures(&mut workspace.cargo(&arguments), figures)? {
        true => Ok(()),
        false => Err(io::Error::other("the program failed")),
    }
}

fn driver() -> io::Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(CASE)? {
        let path = entry?.path();
        let name = PathBuf::from(path.file_name().unwrap_or_default());
        if name != Path::new("sending.yaml") {
            files.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}
