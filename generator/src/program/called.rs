//! How the user called the program, for hints. Generated files don't depend on it.

use std::env;
use std::ffi::OsString;
use std::path::Path;

/// The arguments, without the name of a subcommand that cargo repeats: `cargo-openapi openapi check`.
pub(super) fn without_subcommand(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let subcommand = subcommand();
    let is_repeated = |argument: &OsString| subcommand.as_ref().is_some_and(|name| argument == name.as_str());
    let mut arguments = arguments.into_iter();
    let program = arguments.next();
    let mut arguments = arguments.peekable();
    arguments.next_if(is_repeated);
    program.into_iter().chain(arguments).collect()
}

/// The command, as the user can repeat it.
pub(super) fn command() -> String {
    match (is_run_by_cargo(), subcommand()) {
        (true, _) => format!("cargo run -p {}", env!("CARGO_PKG_NAME")),
        (false, Some(name)) => format!("cargo {name}"),
        (false, None) => program().unwrap_or_else(|| env!("CARGO_PKG_NAME").to_owned()),
    }
}

/// The command with these arguments.
pub(super) fn command_with(arguments: &str) -> String {
    let separator = if is_run_by_cargo() { " --" } else { "" };
    format!("{}{separator} {arguments}", command())
}

/// Whether `cargo run` in a workspace with the package started this process. Cargo sets these variables for the program of a package.
fn is_run_by_cargo() -> bool {
    let is_this = |name: &str, value: &str| env::var_os(name).is_some_and(|set| set == value);
    is_this("CARGO_PKG_NAME", env!("CARGO_PKG_NAME"))
        && is_this("CARGO_MANIFEST_DIR", env!("CARGO_MANIFEST_DIR"))
}

/// The name of the program's file, without folders and extension.
pub(super) fn program() -> Option<String> {
    let first = env::args_os().next()?;
    let stem = Path::new(&first).file_stem()?;
    Some(stem.to_string_lossy().into_owned()).filter(|name| !name.is_empty())
}

/// The name after `cargo`, if the program is a subcommand of cargo and was called by it.
fn subcommand() -> Option<String> {
    let name = program()?.strip_prefix("cargo-")?.to_owned();
    let first = env::args_os().nth(1)?;
    (first == name.as_str()).then_some(name)
}
