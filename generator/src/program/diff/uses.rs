//! `--uses`: who uses a type or a parameter, as a tree.

use generator::uses;

use super::pairs;
use crate::program::Failure;
use crate::program::cli::{Diff, Selection};
use crate::program::print::print_text;

/// Prints the uses in each client of the new side.
///
/// # Errors
/// A description can't be read, or no client has such a name.
pub(super) fn print(arguments: &Diff, selection: &Selection, name: &str) -> Result<(), Failure> {
    let clients = pairs::latest(arguments, selection)?;
    let mut out = String::new();
    for client in &clients {
        let mut used = uses(&client.input, name);
        let Some(trees) = used.texts() else {
            client.print_errors(&mut used.diagnostics);
            return Err(Failure::NotCompared);
        };
        for tree in trees {
            if clients.len() > 1 {
                out.push_str(&format!("{}: ", client.package));
            }
            out.push_str(&tree);
        }
    }
    if out.is_empty() {
        let line = format!("there is no type and no parameter `{name}`");
        return Err(Failure::CouldNotRun(line));
    }
    print_text(&out);
    Ok(())
}
