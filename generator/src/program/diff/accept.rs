//! Accepted changes: the entries of generator.toml, and `--accept`, which writes them.

use std::fs;

use generator::review::Review;
use generator::review::verdict::accept;
use generator::{Comparison, review};

use super::Outcome;
use super::pairs::{Pair, Work};
use super::side::Reviewed;
use crate::program::cli::Diff;
use crate::program::config::review::with_accepts;
use crate::program::jobs::CONFIG;
use crate::program::output::{failed, write_file};
use crate::program::print::{eprint_text, print_text};

/// Marks the accepted changes. An entry that matches nothing fails the review, except for one that the merge base has too: the
/// change that it was for is merged.
pub(super) fn apply(old: &Reviewed, new: &Reviewed, review: &mut Review, is_base: bool) -> Outcome {
    let names = [old.input.name.as_str(), new.input.name.as_str()];
    let entries = new.accepts.iter().map(|(entry, _)| entry.acceptance(names));
    let entries: Vec<_> = entries.collect();
    let mut outcome = Outcome::Passed;
    for index in accept(review, &entries) {
        let Some((entry, place)) = new.accepts.get(index) else {
            continue;
        };
        let is_merged = is_base && old.accepts.iter().any(|(merged, _)| merged == entry);
        let what = entry.shown();
        if is_merged {
            eprint_text(&format!(
                "{place}: {what} is merged; remove the entry (this is a warning)\n"
            ));
        } else {
            eprint_text(&format!("{place}: there is no {what}; remove the entry\n"));
            outcome = Outcome::AtGate;
        }
    }
    outcome
}

/// Writes an entry for each id.
///
/// # Errors
/// One line: there is no such change, or the new side is not the working tree. Then nothing is written.
pub(super) fn write(arguments: &Diff, work: &Work) -> Result<(), String> {
    let Some(root) = &work.tree else {
        return Err("--accept writes into the working tree: leave out NEW".to_owned());
    };
    let reason = arguments.reason.clone().unwrap_or_default();
    if reason.trim().is_empty() {
        return Err("--accept needs a reason: --reason is empty".to_owned());
    }
    let changes: Vec<(usize, Vec<String>)> = work.pairs.iter().filter_map(ids).collect();
    let path = root.join(CONFIG);
    let mut text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
    for id in &arguments.accept {
        let found = changes.iter().find(|(_, ids)| ids.contains(id));
        let Some((client, _)) = found else {
            return Err(format!(
                "there is no change `{id}`; `generator diff` prints the ids"
            ));
        };
        let entry = [(id.clone(), reason.clone())];
        text = with_accepts(CONFIG, &text, *client, &entry, arguments.correction)?;
    }
    write_file(&path, &text)?;
    for id in &arguments.accept {
        print_text(&format!("{CONFIG}: accepted {id}\n"));
    }
    Ok(())
}

/// The index of a client in generator.toml, with the ids of its changes.
fn ids(pair: &Pair) -> Option<(usize, Vec<String>)> {
    let (old, new) = (pair.old.as_ref()?, pair.new.as_ref()?);
    let Comparison { review, .. } = review(&old.input, &new.input);
    let index = new.input.options.config.as_ref()?.last()?.parse().ok()?;
    let changes = review?.changes.into_iter();
    Some((index, changes.map(|change| change.id).collect()))
}
