//! The command `doctor`: reports what is odd about the clients and their surroundings. It writes nothing.

mod config;
mod files;
mod surroundings;

use generator::diagnostics::Severity;
use generator::messages::{Message, Place};

use super::Failure;
use super::called::command;
use super::cli::{Cli, Format};
use super::jobs::{self, Work};
use super::print::{add, eprint_text, print_status, printing};
use super::workspace::Workspace;

/// What can be odd. `commands.md` lists the codes.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $severity:ident $id:literal;)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// A client has no lock.
    NoLock = Warning "no-lock";
    /// A file that pins or lists what is generated is not committed.
    NotCommitted = Warning "not-committed";
    /// A generated file differs from what the generator writes.
    NotUpToDate = Warning "not-up-to-date";
    /// A runtime package is that of another version of the generator.
    OldRuntime = Warning "old-runtime";
    /// The description can't be generated.
    NotGenerated = Error "not-generated";
    /// A package is not a member of the cargo workspace around it.
    NoMember = Error "no-member";
    /// Another member of the cargo workspace has the name of a package.
    PackageInUse = Error "package-in-use";
    /// The cargo workspace has no lock.
    NoCargoLock = Note "no-cargo-lock";
    /// rustc is older than the generated package needs, or was not found.
    OldRust = Warning "old-rust";
    /// An option changes nothing.
    NoEffect = Warning "no-effect";
    /// `.gitattributes` does not mark the lock as generated.
    NoAttributes = Note "no-attributes";
}

impl Code {
    fn message(self, text: String, help: &str) -> Message {
        Message {
            code: Some(self.id()),
            help: help.to_owned(),
            ..Message::new(self.severity(), text)
        }
    }
}

/// The beginning of a file.
fn at(file: impl Into<String>) -> Place {
    Place {
        file: file.into(),
        line: 1,
        column: 1,
        pointer: String::new(),
    }
}

pub(super) fn doctor(cli: &Cli) -> Result<(), Failure> {
    let workspace = Workspace::of(&cli.selection)?;
    let Work {
        jobs,
        runtime,
        config,
    } = jobs::read(&cli.selection)?;
    let mut found = match &config {
        Some((name, text)) => config::without_effect(name, text, &workspace.layout)?,
        None => Vec::new(),
    };
    found.extend(surroundings::rust());
    let mut folders: Vec<_> = jobs.iter().map(surroundings::Folder::of_client).collect();
    folders.extend(runtime.iter().map(surroundings::Folder::of_runtime));
    found.extend(surroundings::cargo(&folders));
    found.extend(surroundings::git(&workspace, &jobs)?);
    let count = jobs.len();
    found.extend(files::stale(jobs, runtime.as_ref(), cli)?);
    found.sort_by_key(|message| message.severity);
    print(&found);
    if found.is_empty() {
        let clients = if count == 1 {
            "1 client".to_owned()
        } else {
            format!("{count} clients")
        };
        print_status(&format!("{clients}: nothing is odd\n"));
    }
    match found.iter().any(|message| message.severity != Severity::Note) {
        true => Err(Failure::Reported),
        false => Ok(()),
    }
}

fn print(found: &[Message]) {
    if printing().message_format != Format::Human {
        return add(found.iter().cloned());
    }
    for message in found {
        if printing().quiet && message.severity != Severity::Error {
            continue;
        }
        let severity = message.severity.name();
        let code = message.code.unwrap_or_default();
        let mut text = format!("{severity}[{code}]: {}\n", message.text);
        if let Some(Place {
            file, line, column, ..
        }) = &message.place
        {
            text.push_str(&format!("  --> {file}:{line}:{column}\n"));
        }
        if !message.help.is_empty() {
            text.push_str(&format!("  help: {}\n", message.help));
        }
        eprint_text(&text);
    }
}

/// The help for files that the generator writes.
fn run_again() -> String {
    format!("run `{}`", command())
}
