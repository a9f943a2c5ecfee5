//! Accepted changes: the entries of generator.toml, `--accept`, which writes them, and `--prune`, which removes those that match
//! nothing.

use std::fs;

use generator::review;
use generator::review::Review;
use generator::review::verdict::accept;

use super::pairs::{Pair, Sides, Work};
use super::side::Side;
use crate::program::called::command_with;
use crate::program::cli::Diff;
use crate::program::config::accepted::{Placed, with_accepts, without_accepts};
use crate::program::layout::CONFIG;
use crate::program::output::{failed, write_file};
use crate::program::print::print_text;

/// An entry that matches nothing.
#[derive(Clone, Copy)]
pub(super) struct Unused<'s> {
    placed: &'s Placed,
    /// Whether the merge base has the entry too: the change that it was for is merged.
    is_merged: bool,
}

/// Marks the accepted changes. Returns the entries that match nothing.
pub(super) fn apply<'s>(old: &Side, new: &'s Side, review: &mut Review, is_base: bool) -> Vec<Unused<'s>> {
    let names = [old.input.name.as_str(), new.input.name.as_str()];
    let entries = new.accepts.iter().map(|placed| placed.entry.acceptance(names));
    let entries: Vec<_> = entries.collect();
    let unused = accept(review, &entries).into_iter();
    let unused = unused.filter_map(|index| new.accepts.get(index));
    unused
        .map(|placed| Unused {
            placed,
            is_merged: is_base && old.accepts.iter().any(|merged| merged.entry == placed.entry),
        })
        .collect()
}

impl Unused<'_> {
    /// Why the review fails. A merged entry does not fail it.
    pub(super) fn reason(self) -> Option<String> {
        let what = self.placed.entry.shown();
        (!self.is_merged).then(|| format!("an entry of `accept` matches nothing: there is no {what}"))
    }

    /// The place, and the lines to delete.
    pub(super) fn shown(self) -> String {
        let Placed {
            entry,
            place,
            numbered,
            ..
        } = self.placed;
        let what = entry.shown();
        let mut out = match self.is_merged {
            true => format!("{place}: {what} is merged; remove the entry (this is a warning)\n"),
            false => format!("{place}: there is no {what}; remove the entry\n"),
        };
        for (number, line) in numbered {
            out.push_str(&format!("  {number:>4} - {line}\n"));
        }
        out
    }
}

/// Adds an entry for each id, and removes the entries that match nothing.
///
/// # Errors
/// One line: there is no such change, the sides can't be compared, or the new side is not the working tree. Then nothing is
/// written.
pub(super) fn write(arguments: &Diff, work: &Work) -> Result<(), String> {
    let Some(workspace) = &work.tree else {
        return Err("--accept and --prune write into the working tree: leave out NEW".to_owned());
    };
    let path = workspace.config();
    let mut text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
    let compared: Vec<Compared<'_>> = work.pairs.iter().filter_map(Compared::new).collect();
    let mut lines = Vec::new();
    if arguments.prune {
        // The places of entries are those of the text without new ones.
        let unused: Vec<&Placed> = unused(&compared, work)?;
        text = without_accepts(&text, &unused)?;
        lines.extend(
            unused
                .iter()
                .map(|placed| format!("removed {}", placed.entry.shown())),
        );
    }
    text = accepted(arguments, &compared, text)?;
    let ids = arguments.accepted().iter();
    lines.extend(ids.map(|id| format!("accepted {id}")));
    write_file(&path, &text)?;
    if lines.is_empty() {
        lines.push("there is no entry to remove".to_owned());
    }
    for line in lines {
        print_text(&format!("{}: {line}\n", workspace.layout.file()));
    }
    Ok(())
}

/// The text with an entry for each id.
fn accepted(arguments: &Diff, compared: &[Compared<'_>], mut text: String) -> Result<String, String> {
    let ids = arguments.accepted();
    if ids.is_empty() {
        return match arguments.prune {
            true => Ok(text),
            false => Err(format!(
                "--accept needs the id of a change; `{}` prints the ids",
                command_with("diff")
            )),
        };
    }
    let reason = arguments.reason.clone().unwrap_or_default();
    if reason.trim().is_empty() {
        return Err("--accept needs a reason: write it with --reason".to_owned());
    }
    for id in ids {
        let has_id = |client: &&Compared<'_>| {
            let review = client.review.iter();
            let mut changes = review.flat_map(|review| &review.changes);
            changes.any(|change| change.id == *id)
        };
        let found = compared.iter().find(has_id).and_then(Compared::index);
        let Some(client) = found else {
            return Err(format!(
                "there is no change `{id}`; `{}` prints the ids",
                command_with("diff")
            ));
        };
        let entry = [(id.clone(), reason.clone())];
        text = with_accepts(CONFIG, &text, client, &entry, arguments.correction)?;
    }
    Ok(text)
}

/// The entries of all clients that match nothing.
fn unused<'w>(compared: &[Compared<'w>], work: &Work) -> Result<Vec<&'w Placed>, String> {
    let mut all = Vec::new();
    for client in compared {
        let Some(review) = &client.review else {
            let package = &client.new.package;
            return Err(format!(
                "`{package}` is not compared, so its entries may be needed; `{}` prints why",
                command_with("diff")
            ));
        };
        let unused = apply(client.old, client.new, &mut review.clone(), work.is_base);
        all.extend(unused.into_iter().map(|unused| unused.placed));
    }
    Ok(all)
}

/// A client that both sides have, with its changes.
struct Compared<'w> {
    old: &'w Side,
    new: &'w Side,
    review: Option<Review>,
}

impl<'w> Compared<'w> {
    fn new(pair: &'w Pair) -> Option<Self> {
        match &pair.sides {
            Sides::Both(old, new) => Some(Self {
                old,
                new,
                review: review(&old.input, &new.input).review,
            }),
            Sides::Added(_) | Sides::Removed(_) => None,
        }
    }

    /// The index of the client in generator.toml.
    fn index(&self) -> Option<usize> {
        self.new.input.options.config.as_ref()?.last()?.parse().ok()
    }
}
