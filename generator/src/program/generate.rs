//! The command `generate`: writes the packages and their locks.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use super::Failure;
use super::batch::{Client, in_memory};
use super::cli::Cli;
use super::jobs;
use super::output::{Folder, Turn, Written, failed, waiting, write_file};
use super::print::{eprint_text, files, print_status};
use super::unchanged::{Recorded, Records};
use generator::Summary;

/// Generates all clients in memory, and then writes them. Adds the files that it reads to `inputs`. Nothing is generated if nothing has changed since an earlier run.
pub(super) fn generate(cli: &Cli, inputs: &mut BTreeSet<PathBuf>) -> Result<(), Failure> {
    let (start, records) = (Instant::now(), Records::of(cli));
    if let Some(record) = records.find() {
        inputs.extend(record.inputs().cloned());
        eprint_text(&record.printed);
        record
            .packages
            .iter()
            .for_each(|package| print_unchanged(package, start));
        return Ok(());
    }
    let batch = in_memory(cli, inputs)?;
    let lacking = batch.lacking()?;
    if let Some(runtime) = &batch.runtime {
        let written = Folder::new(runtime.out.clone()).write(&runtime.files)?;
        print_status(&format!("{}: {}\n", runtime.package, changes(written)));
    }
    for client in &batch.clients {
        let undeclared = client.undeclared();
        let mut written = client.write()?;
        if let Some(lock) = &client.job.lock {
            match write_file(lock, &client.generated.lock)? {
                true => written.changed += 1,
                false => written.unchanged += 1,
            }
        }
        let package = &client.job.input.options.package;
        let milliseconds = client.start.elapsed().as_millis();
        print_status(&format!(
            "{package}: {}; {} ({milliseconds} ms)\n",
            contents(client.generated.summary),
            changes(written)
        ));
        undeclared.iter().for_each(|text| eprint_text(text));
    }
    lacking.iter().for_each(|lacking| eprint_text(&lacking.text()));
    if lacking.is_empty() {
        records.keep(&batch, described);
    }
    Ok(())
}

/// The contents of a client, for its record.
pub(super) fn described(client: &Client) -> String {
    contents(client.generated.summary)
}

fn print_unchanged(package: &Recorded, start: Instant) {
    let changes = changes(Written {
        unchanged: package.files,
        ..Written::default()
    });
    let package_name = &package.package;
    print_status(&match &package.contents {
        None => format!("{package_name}: {changes}\n"),
        Some(contents) => {
            let milliseconds = start.elapsed().as_millis();
            format!("{package_name}: {contents}; {changes} ({milliseconds} ms)\n")
        }
    });
}

impl Client {
    /// How a new module is declared.
    fn undeclared(&self) -> Option<String> {
        let place = self.job.place.as_ref()?;
        let is_new = !place.folder.join("mod.rs").exists();
        let (path, root) = (place.path(), place.root.display());
        let name = place.names.last()?;
        is_new.then(|| match place.names.len() {
            1 => format!("declare the module in {root}: `#[rustfmt::skip] pub mod {name};`\n"),
            _ => format!("declare the module `{path}` with `#[rustfmt::skip] pub mod {name};`\n"),
        })
    }

    /// Writes the package. If another run has created the folder in the meantime, and its lock has other names, this fails.
    fn write(&self) -> Result<Written, String> {
        let (job, out) = (&self.job, &self.job.out);
        let _turn = match &job.turn {
            None if job.lock.is_none() => {
                std::fs::create_dir_all(out).map_err(|error| failed(out, &error))?;
                let turn = Turn::take(out, || waiting(out))?;
                let path = out.join(jobs::LOCK);
                let is_other =
                    |text: String| Some(&text) != job.input.lock.as_ref() && text != self.generated.lock;
                if std::fs::read_to_string(&path).is_ok_and(is_other) {
                    let path = path.display();
                    return Err(format!("{path}: another run has changed this lock; run again"));
                }
                Some(turn)
            }
            Some(_) | None => None,
        };
        Folder::new(out.clone()).write(&self.generated.files)
    }
}

fn contents(summary: Summary) -> String {
    let plural = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let Summary {
        operations,
        types,
        patterns,
    } = summary;
    format!(
        "{}, {}, {}",
        plural(operations, "operation"),
        plural(types, "type"),
        plural(patterns, "pattern")
    )
}

fn changes(written: Written) -> String {
    let Written {
        changed,
        unchanged,
        removed,
    } = written;
    let removed = if removed == 0 {
        String::new()
    } else {
        format!(", {removed} removed")
    };
    format!("{} changed, {unchanged} unchanged{removed}", files(changed))
}
