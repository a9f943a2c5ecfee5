//! JSON through generated types: a crate is generated with a driver in it and built once, and the driver decodes and encodes
//! instances. This module must not know where schemas and instances come from.

mod equal;
pub mod instances;
pub mod mutations;
pub mod ratchet;
pub mod real;
pub mod suite;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use generator::Files;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::corpus::Workspace;

pub use equal::equal;

const DRIVER: &str = include_str!("../../cases/fidelity/driver.rs");

/// An instance to pass through the type of a schema.
#[derive(Clone, Debug)]
pub struct Question {
    /// The component that [`holder`] built for the schema.
    pub holder: String,
    pub instance: Value,
}

/// The result for an instance.
#[derive(Clone, Debug, PartialEq)]
pub enum Response {
    /// Decoding failed with this message.
    Refused(String),
    Taken {
        /// The encoded value.
        encoded: Value,
        /// The violations that validation found.
        violations: Vec<String>,
        /// Whether a part of the value is unknown to the description and reported as such.
        unknown: bool,
    },
}

/// A component with a list of values of the referenced schema. In a list, every schema is used in the same way, whether it is
/// nullable, constant or neither.
pub fn holder(reference: &str) -> Value {
    json!({
        "type": "object",
        "required": ["v"],
        "properties": { "v": { "type": "array", "items": { "$ref": reference } } },
        "additionalProperties": false,
    })
}

/// Builds the crate and runs its driver. The holders are names of components, which are also Rust names.
pub fn ask(
    workspace: &Workspace,
    package: &str,
    files: Files,
    questions: &[Question],
) -> io::Result<Vec<Response>> {
    workspace.write(package, &with_driver(package, files, questions))?;
    workspace.set_members([package])?;
    let asked = workspace.member(&format!("{package}.lines"));
    let lines = questions.iter().map(|question| {
        let text = json!({ "v": [question.instance] });
        format!("{} {text}\n", question.holder)
    });
    fs::write(&asked, lines.collect::<String>())?;
    let output = workspace
        .cargo(&["run", "--quiet", "--package", package, "--no-default-features"])
        .stdin(File::open(asked)?)
        .stderr(Stdio::piped())
        .output()?;
    if !output.status.success() {
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(printed));
    }
    let answers: Vec<Response> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(answer)
        .collect::<io::Result<_>>()?;
    match answers.len() == questions.len() {
        true => Ok(answers),
        false => Err(io::Error::other("expected one response for each question")),
    }
}

/// A line that the driver prints.
#[derive(Deserialize)]
struct Line {
    agree: bool,
    error: Option<String>,
    encoded: Option<String>,
    #[serde(default)]
    violations: Vec<String>,
    #[serde(default)]
    unknown: bool,
}

fn answer(line: &str) -> io::Result<Response> {
    let printed: Line = serde_json::from_str(line)?;
    if !printed.agree {
        return Err(io::Error::other(format!(
            "text, serde and a tree decode differently: {line}"
        )));
    }
    let Some(encoded) = printed.encoded else {
        return Ok(Response::Refused(printed.error.unwrap_or_default()));
    };
    let mut holder: Map<String, Value> = serde_json::from_str(&encoded)?;
    let item = holder
        .get_mut("v")
        .and_then(Value::as_array_mut)
        .and_then(Vec::pop);
    Ok(Response::Taken {
        encoded: item.ok_or_else(|| io::Error::other(format!("no item in {encoded}")))?,
        violations: printed.violations,
        unknown: printed.unknown,
    })
}

/// The generated files with the driver as a module, where the internal functions of the runtime are accessible.
fn with_driver(package: &str, mut files: Files, questions: &[Question]) -> Files {
    let mut holders: Vec<&str> = questions
        .iter()
        .map(|question| question.holder.as_str())
        .collect();
    holders.sort_unstable();
    holders.dedup();
    let arms: String = holders
        .iter()
        .map(|name| {
            format!("        \"{name}\" => judge::<types::{name}>(text, |of| format!(\"{{:?}}\", of.v)),\n")
        })
        .collect();
    let dispatch = format!(
        "fn pass(name: &str, text: &str) -> serde_json::Value {{\n    match name {{\n{arms}        _ => serde_json::Value::Null,\n    }}\n}}\n"
    );
    let ident = package.replace('-', "_");
    let program = format!("fn main() -> std::io::Result<()> {{\n    {ident}::driver::run()\n}}\n");
    files.insert(PathBuf::from("src/driver.rs"), format!("{DRIVER}{dispatch}"));
    files.insert(PathBuf::from("src/main.rs"), program);
    if let Some(root) = files.get_mut(Path::new("src/lib.rs")) {
        root.push_str("\npub mod driver;\n");
    }
    files
}
