//! The command `check`: compares the files on disk with those that `generate` would write.

use std::collections::BTreeSet;
use std::time::Instant;

use generator::diagnostics::Severity;
use generator::messages::{Message, Place};

use super::Failure;
use super::batch::in_memory;
use super::called::command;
use super::cli::{Cli, Format};
use super::generate::described;
use super::output::{Difference, Folder, unified};
use super::print::{add, eprint_text, files, print_status, printing};
use super::unchanged::{Recorded, Records};

pub(super) fn check(cli: &Cli) -> Result<(), Failure> {
    let (start, records) = (Instant::now(), Records::of(cli));
    if let Some(record) = records.find() {
        eprint_text(&record.printed);
        record
            .packages
            .iter()
            .for_each(|package| print_up_to_date(package, start));
        return Ok(());
    }
    let mut is_stale = false;
    let batch = in_memory(cli, &mut BTreeSet::new())?;
    if let Some(runtime) = &batch.runtime {
        let differences = Folder::new(runtime.out.clone()).compare(&runtime.files)?;
        print_status(&format!("{}: {}\n", runtime.package, verdict(&differences)));
        is_stale |= !differences.is_empty();
    }
    for client in &batch.clients {
        let package = &client.job.input.options.package;
        let mut differences = Folder::new(client.job.out.clone()).compare(&client.generated.files)?;
        let (old, new) = (client.job.input.lock.clone(), Some(client.generated.lock.clone()));
        if let Some(path) = client.job.lock.clone().filter(|_| old != new) {
            differences.push(Difference { path, old, new });
        }
        let verdict = verdict(&differences);
        let milliseconds = client.start.elapsed().as_millis();
        print_status(&format!("{package}: {verdict} ({milliseconds} ms)\n"));
        is_stale |= !differences.is_empty();
    }
    let lacking = batch.lacking()?;
    lacking.iter().for_each(|lacking| eprint_text(&lacking.text()));
    if is_stale || !lacking.is_empty() {
        return Err(Failure::Reported);
    }
    records.keep(&batch, described);
    Ok(())
}

fn print_up_to_date(package: &Recorded, start: Instant) {
    let (package, contents) = (&package.package, &package.contents);
    let time = contents
        .as_ref()
        .map_or_else(String::new, |_| format!(" ({} ms)", start.elapsed().as_millis()));
    print_status(&format!("{package}: {UP_TO_DATE}{time}\n"));
}

/// The message about a file that is not up to date.
fn stale(difference: &Difference) -> Message {
    Message {
        help: format!("`{}` writes it", command()),
        place: Some(Place {
            file: difference.path.display().to_string(),
            line: 1,
            column: 1,
            pointer: String::new(),
        }),
        ..Message::new(Severity::Error, "the file is not up to date")
    }
}

const UP_TO_DATE: &str = "up to date";

/// Prints the differences, and returns a summary.
fn verdict(differences: &[Difference]) -> String {
    for difference in differences {
        print_status(&unified(difference));
        if printing().message_format != Format::Human {
            add([stale(difference)]);
        }
    }
    match differences.len() {
        0 => UP_TO_DATE.to_owned(),
        count => format!("{} not up to date; `{}` writes them", files(count), command()),
    }
}
