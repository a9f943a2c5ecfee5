//! Generated files that differ from what the generator writes.

use std::path::Path;

use generator::messages::Message;

use super::{Code, at, run_again};
use crate::program::batch::quietly_generated;
use crate::program::called::command_with;
use crate::program::cli::Cli;
use crate::program::jobs::{Job, SharedRuntime};
use crate::program::output::{Difference, Folder};

/// A message for each package whose files differ, or that can't be generated.
pub(super) fn stale(
    jobs: Vec<Job>,
    runtime: Option<&SharedRuntime>,
    cli: &Cli,
) -> Result<Vec<Message>, String> {
    let mut found = Vec::new();
    if let Some(runtime) = runtime {
        let differences = Folder::new(runtime.out.clone()).compare(&runtime.files)?;
        found.extend(runtime_message(
            &runtime.package,
            &differences.iter().collect::<Vec<_>>(),
        ));
    }
    for (job, generated) in quietly_generated(jobs, cli) {
        let package = &job.input.options.package;
        let Some(generated) = generated else {
            let help = format!("`{}` prints the reasons", command_with("check"));
            let message = format!("`{package}` can't be generated");
            found.push(Code::NotGenerated.message(message, &help).at(at(&job.input.name)));
            continue;
        };
        if job.input.lock.is_none() {
            let message = format!("`{package}` has no lock: the names of its items are not pinned");
            found.push(
                Code::NoLock
                    .message(message, &run_again())
                    .at(at(&job.input.name)),
            );
        }
        let differences = Folder::new(job.out.clone()).compare(&generated.files)?;
        let runtime = job.out.join("runtime");
        let (of_runtime, rest): (Vec<_>, Vec<_>) = differences
            .iter()
            .partition(|difference| difference.path.starts_with(&runtime));
        found.extend(runtime_message(package, &of_runtime));
        found.extend(own_message(package, &job.out, &rest));
    }
    Ok(found)
}

fn runtime_message(package: &str, differences: &[&Difference]) -> Option<Message> {
    let first = differences.first()?;
    let message = format!(
        "the runtime of `{package}` is not that of this generator, version {}",
        env!("CARGO_PKG_VERSION")
    );
    Some(
        Code::OldRuntime
            .message(message, &run_again())
            .at(at(first.path.display().to_string())),
    )
}

fn own_message(package: &str, out: &Path, differences: &[&Difference]) -> Option<Message> {
    let first = differences.first()?;
    let help = format!(
        "`{}` prints the differences; {}",
        command_with("check"),
        run_again()
    );
    let message = match out.is_dir() {
        false => format!("`{package}` has not been generated"),
        true => format!(
            "{} of the files of `{package}` differ from what the generator writes: they were edited, or the description or the generator has changed",
            differences.len()
        ),
    };
    Some(
        Code::NotUpToDate
            .message(message, &help)
            .at(at(first.path.display().to_string())),
    )
}
