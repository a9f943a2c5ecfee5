//! The command `check`: compares the files on disk with those that `generate` would write.

use super::Failure;
use super::batch::{Batch, in_memory};
use super::cli::Cli;
use super::output::{Difference, Folder, unified};
use super::print::{files, print_text};

pub(super) fn check(cli: &Cli) -> Result<(), Failure> {
    let mut is_stale = false;
    let Batch { clients, runtime } = in_memory(cli)?;
    if let Some(runtime) = runtime {
        let differences = Folder::new(runtime.out).compare(&runtime.files)?;
        print_text(&format!("{}: {}\n", runtime.package, verdict(&differences)));
        is_stale |= !differences.is_empty();
    }
    for client in &clients {
        let package = &client.job.input.options.package;
        let mut differences = Folder::new(client.job.out.clone()).compare(&client.generated.files)?;
        let (old, new) = (client.job.input.lock.clone(), Some(client.generated.lock.clone()));
        if let Some(path) = client.job.lock.clone().filter(|_| old != new) {
            differences.push(Difference { path, old, new });
        }
        let verdict = verdict(&differences);
        let milliseconds = client.start.elapsed().as_millis();
        print_text(&format!("{package}: {verdict} ({milliseconds} ms)\n"));
        is_stale |= !differences.is_empty();
    }
    if is_stale { Err(Failure::Reported) } else { Ok(()) }
}

/// Prints the differences, and returns a summary.
fn verdict(differences: &[Difference]) -> String {
    differences
        .iter()
        .for_each(|difference| print_text(&unified(difference)));
    match differences.len() {
        0 => "up to date".to_owned(),
        count => format!(
            "{} not up to date; `cargo run -p generator` writes them",
            files(count)
        ),
    }
}
