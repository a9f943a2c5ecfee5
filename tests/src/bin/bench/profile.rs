//! What explains a figure: the phases of rustc, and the instructions of a program by module, counted by valgrind. The counts do not
//! depend on the other work of the machine.

use std::collections::BTreeMap;
use std::env::consts::ARCH;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use tests::corpus::{Workspace, measured};

/// How many modules are listed.
const LISTED: usize = 10;

/// The instructions of a run, by the path of the function.
pub(crate) struct Profile(BTreeMap<String, u64>);

/// Whether valgrind is installed. Prints what is left out if it is not.
pub(crate) fn is_possible() -> bool {
    let found = Command::new("valgrind").arg("--version").output().is_ok();
    if !found {
        println!("\nNo instructions are counted: valgrind is not installed");
    }
    found
}

/// The program and the arguments before a command whose instructions are counted into a file.
pub(crate) fn counter(file: &Path) -> [String; 4] {
    [
        "valgrind".to_owned(),
        "--tool=cachegrind".to_owned(),
        "--cache-sim=no".to_owned(),
        format!("--cachegrind-out-file={}", file.display()),
    ]
}

/// Makes `cargo run` count the instructions of the program into a file.
pub(crate) fn count_by_cargo(cargo: &mut Command, file: &Path) {
    let runner = format!("CARGO_TARGET_{}_UNKNOWN_LINUX_GNU_RUNNER", ARCH.to_uppercase());
    cargo.env(runner, counter(file).join(" "));
}

/// Prints where rustc spends the time of these members.
pub(crate) fn phases(missed: &[String], profile: &str, phases: &[&str]) -> io::Result<()> {
    let Some(first) = missed.first() else {
        return Ok(());
    };
    let workspace = Workspace::open("corpus")?;
    println!(
        "\n| missed bar: seconds of rustc's phases, {profile} | {} |",
        phases.join(" | ")
    );
    println!("|---|{}", "---|".repeat(phases.len()));
    workspace.set_members(missed.iter().map(String::as_str))?;
    // The first time, cargo may build dependencies too.
    measured::phases(&workspace, first, profile)?;
    for name in missed {
        let found = measured::phases(&workspace, name, profile)?;
        let cells = phases.iter().map(|phase| {
            let seconds = found.iter().find(|(name, _)| name == phase);
            seconds.map_or("–".to_owned(), |(_, seconds)| format!("{seconds:.2}"))
        });
        println!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
    Ok(())
}

impl Profile {
    /// Runs a command with a [`counter`], and reads its counts.
    pub(crate) fn of(command: &mut Command, file: &Path) -> io::Result<Self> {
        let output = command.output()?;
        if !output.status.success() {
            return Err(io::Error::other(
                String::from_utf8_lossy(&output.stderr).into_owned(),
            ));
        }
        let mut counts = BTreeMap::new();
        let mut function = String::new();
        for line in fs::read_to_string(file)?.lines() {
            if let Some(name) = line.strip_prefix("fn=") {
                name.clone_into(&mut function);
            } else if let Some((number, count)) = line.split_once(' ')
                && number.parse::<u64>().is_ok()
            {
                let count: u64 = count.trim().parse().map_err(io::Error::other)?;
                *counts.entry(function.clone()).or_default() += count;
            }
        }
        Ok(Self(counts))
    }

    /// The instructions of all functions.
    pub(crate) fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// The crate and the instructions of each function. The crate of a function of C is an empty text.
    pub(crate) fn by_crate(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0
            .iter()
            .map(|(function, count)| (module(function, 1), *count))
    }

    /// The shares of the modules with the most instructions: `core 18 %, generator::lower 12 %`. Of the crate `own`, modules with so
    /// many segments are counted separately, and other crates as a whole.
    pub(crate) fn shares(&self, own: &str, segments: usize) -> String {
        let mut modules: BTreeMap<&str, u64> = BTreeMap::new();
        for (function, count) in &self.0 {
            let of_crate = module(function, 1);
            let module = if of_crate == own {
                module(function, segments)
            } else {
                of_crate
            };
            *modules.entry(module).or_default() += count;
        }
        let mut modules: Vec<(&str, u64)> = modules.into_iter().collect();
        modules.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let total = self.total().max(1);
        let listed = modules.iter().take(LISTED).map(|(module, count)| {
            let name = if module.is_empty() { "C library" } else { module };
            format!("{name} {} %", count * 100 / total)
        });
        listed.collect::<Vec<_>>().join(", ")
    }
}

/// The first segments of a function's path, without its own name: `serde_json` and `serde_json::de` of
/// `<serde_json::de::MapAccess<R> as Trait>::next`. Empty for a function of C.
fn module(function: &str, segments: usize) -> &str {
    let path = function.trim_start_matches(['<', '&', '*']);
    let path = path
        .strip_prefix("mut ")
        .or(path.strip_prefix("dyn "))
        .unwrap_or(path);
    let end = path.find(['<', ' ', '>']).unwrap_or(path.len());
    let (path, rest) = path.split_at_checked(end).unwrap_or_default();
    let parents = path.match_indices("::").map(|(at, _)| at);
    match parents.take(segments).last() {
        Some(at) => path.get(..at).unwrap_or_default(),
        // A type without a path, as in `<char>::is_alphabetic`, is one of the language.
        None if rest.is_empty() => "",
        None => "core",
    }
}
