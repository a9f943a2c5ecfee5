//! The source of a program that makes a first call. It is written once, for the user.

use super::Package;
use super::example::Program;
use crate::ir::Api;

/// A program that makes the first call of the crate with the blocking client; `None` if there is no operation.
pub(super) fn file(api: &Api, package: &Package) -> Option<String> {
    let program = Program::blocking(api, package)?;
    let head = [
        format!(
            "//! A first call: `cargo run -p {} --example first_call --features ureq`. The generator does not change this file.",
            package.name
        ),
        String::new(),
        "#[cfg(feature = \"ureq\")]".to_owned(),
        "fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
    ];
    let body = program.body().map(|line| format!("    {line}"));
    let tail = [
        "    Ok(())",
        "}",
        "",
        "#[cfg(not(feature = \"ureq\"))]",
        "fn main() {}",
        "",
    ];
    let lines = head.into_iter().chain(body).chain(tail.map(str::to_owned));
    Some(lines.collect::<Vec<_>>().join("\n"))
}
