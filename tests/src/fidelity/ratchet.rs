//! A list of lost or refused instances that may only become shorter, with a summary.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

const SNAPSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/fidelity");

/// Compares with the file of this name, and rewrites it if the list is shorter. With `FIDELITY=accept`, it is rewritten even if
/// the list is longer; state the reason in the commit.
///
/// # Errors
/// When there are new lines, or when the file has been rewritten and must be committed.
pub fn hold(name: &str, tally: &str, lines: BTreeSet<String>) -> io::Result<()> {
    // Written to `stderr`, since the test harness captures `println!` of passing tests.
    writeln!(io::stderr(), "{name}:\n{tally}")?;
    let path = Path::new(SNAPSHOTS).join(format!("{name}.txt"));
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let before: BTreeSet<String> = committed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    let worse: Vec<&str> = lines.difference(&before).map(String::as_str).collect();
    let accepts = committed.is_empty() || std::env::var("FIDELITY").is_ok_and(|word| word == "accept");
    if !worse.is_empty() && !accepts {
        return Err(io::Error::other(format!("new losses:\n{}", worse.join("\n"))));
    }
    let head: String = tally.lines().map(|line| format!("# {line}\n")).collect();
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let text = head + &body;
    if text == committed {
        return Ok(());
    }
    fs::create_dir_all(SNAPSHOTS)?;
    fs::write(&path, text)?;
    Err(io::Error::other(format!(
        "{} has been rewritten: commit it",
        path.display()
    )))
}
