//! A list that may only get shorter: what is lost or refused, by name, under a tally.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

const SNAPSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/fidelity");

/// Compares with the file of this name, and rewrites it where it is better; `FIDELITY=accept` also where it is worse, with
/// the reason in the commit.
///
/// # Errors
/// With the lines that are new, or when the file has to be committed.
pub fn hold(name: &str, tally: &str, lines: BTreeSet<String>) -> io::Result<()> {
    // Past the test harness, which swallows what a passing test prints with `println!`.
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
        return Err(io::Error::other(format!(
            "worse than it was:\n{}",
            worse.join("\n")
        )));
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
