//! `generate --watch`: generates again when a file that was read changes. Modification times are polled: a description has a few
//! files, and this works on every file system.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, SystemTime};

use super::Failure;
use super::cli::Cli;
use super::generate::generate;
use super::print::{files, print_failure, print_messages, print_status};

/// The time between two looks at the files.
const PERIOD: Duration = Duration::from_millis(250);

/// The length and the modification time of each file; `None` for a file that does not exist.
type State = BTreeMap<PathBuf, Option<(u64, Option<SystemTime>)>>;

/// Generates until the process is ended.
pub(super) fn watch(cli: &Cli) -> Result<(), Failure> {
    let mut inputs = BTreeSet::new();
    loop {
        // Changes during the run count.
        let before = state(&inputs);
        let code = match generate(cli, &mut inputs) {
            Ok(()) => 0,
            Err(Failure::Reported) => 1,
            Err(Failure::NotCompared) => 2,
            Err(Failure::CouldNotRun(line)) => {
                print_failure(&line);
                2
            }
        };
        print_messages(false, code);
        print_status(&format!("watching {}; Ctrl-C ends it\n", files(inputs.len())));
        let mut known = state(&inputs);
        known.extend(before);
        while state(&inputs) == known {
            thread::sleep(PERIOD);
        }
    }
}

fn state(inputs: &BTreeSet<PathBuf>) -> State {
    let state = |path: &PathBuf| {
        let metadata = fs::metadata(path).ok()?;
        Some((metadata.len(), metadata.modified().ok()))
    };
    inputs.iter().map(|path| (path.clone(), state(path))).collect()
}
