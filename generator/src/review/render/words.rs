//! The sentences that formats have in common. Their values are safe for a terminal and stay in backticks.

use super::safe::value;
use super::{Compared, Entry};
use crate::review::{Change, Promise, Rust, Silent, Step, SurfaceChange, Use, codes};

/// How many lines of the surface a change shows.
const LINES: usize = 3;

/// How many changes are named that break the promise of `info.version`.
const BREACHES: usize = 2;

/// What marks a change that no compiler shows.
pub(super) fn silent_mark(silent: Silent) -> &'static str {
    match silent {
        Silent::No => "",
        Silent::Read | Silent::Sent => " †",
    }
}

/// What `info.version` promises and the changes do not keep.
pub(super) fn promise(compared: &Compared<'_>) -> Option<String> {
    let Promise {
        change,
        contradicted_by,
    } = &compared.promise;
    let is_breach = |entry: &&Entry<'_>| contradicted_by.contains(&entry.change.id);
    let breaches = compared.entries.iter().filter(is_breach);
    let named = breaches
        .take(BREACHES)
        .map(|entry| format!("{} of {}", entry.change.rule, code(&entry.change.subject)));
    let named: Vec<String> = named.collect();
    let more = match contradicted_by.len().saturating_sub(named.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let [old, new] = &compared.review.versions;
    let versions = match change {
        Step::None => format!("`info.version` is still {}, which", code(new)),
        Step::Patch | Step::Minor | Step::Major | Step::Unknown => {
            format!("`info.version` {} → {}", code(old), code(new))
        }
    };
    let named = named.join(", ");
    (!named.is_empty()).then(|| format!("{versions} promises compatibility, contradicted by {named}{more}"))
}

/// `old → new`, where both are known.
pub(super) fn values(change: &Change) -> Option<String> {
    match (change.from.as_str(), change.to.as_str()) {
        ("", _) | (_, "") | ("true" | "false", "true" | "false") => None,
        (from, to) => Some(format!("{} → {}", code(from), code(to))),
    }
}

/// `POST /parcels 200 └ Parcel.arrives`.
pub(super) fn used_by(one: &Use) -> String {
    let place = match one.place.as_str() {
        "" => String::new(),
        place => format!(" {}", value(place)),
    };
    let path = match one.path.as_str() {
        "" => String::new(),
        path => format!(" └ {}", value(path)),
    };
    format!("{}{place}{path}", value(&one.at))
}

/// Who reads what the lines of the surface say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// A reviewer, in a report that explains its words and marks.
    Reviewer,
    /// A user of the crate, who has no other part of the report.
    User,
}

/// What the lines of the surface say about code: the first of them, and how many there are beyond that.
pub(super) fn rust(entry: &Entry<'_>, reader: Reader) -> Vec<String> {
    if entry.surface.is_empty() {
        let silent = silent_words(entry.change.silent);
        return match entry.change.silent {
            Silent::No if entry.change.rust == Rust::Patch => Vec::new(),
            Silent::No | Silent::Read | Silent::Sent => {
                vec![format!("{}{silent}", entry.change.rust.as_str())]
            }
        };
    }
    let constant = codes::CONSTANT
        .iter()
        .filter(|code| entry.change.codes.contains(*code));
    let constant = constant.map(|code| {
        let rust = Rust::Major.as_str();
        format!("a constant with a value that is refused now does not compile, {rust}, {code}")
    });
    let first = entry.surface.iter().take(LINES);
    let mut lines: Vec<String> = first.map(|line| surface(line, reader)).collect();
    if entry.surface.len() > LINES {
        let more = entry.surface.len().saturating_sub(LINES);
        lines.push(match reader {
            Reader::Reviewer => format!("and {more} more lines of the surface"),
            Reader::User => format!("and {more} more public items"),
        });
    }
    lines.extend(constant);
    lines
}

/// One line of the surface: what it was and what it is.
fn surface(line: &SurfaceChange, reader: Reader) -> String {
    let item = code(&line.item);
    match (&line.old, &line.new, line.silent) {
        (Some(old), Some(new), true) => match reader {
            Reader::Reviewer => format!("{item} compiles: {} → {}, silent †", code(old), code(new)),
            Reader::User => {
                format!(
                    "{item} compiles and behaves differently: {} → {}",
                    code(old),
                    code(new)
                )
            }
        },
        (Some(old), Some(new), false) => {
            format!("{item}: {} → {}, {}", code(old), code(new), verdict(line))
        }
        (Some(_), None, _) => format!("{item} is gone, {}", verdict(line)),
        (None, Some(_), _) => format!("{item} is new, {}", verdict(line)),
        (None, None, _) => item,
    }
}

/// `major, E0308`.
fn verdict(line: &SurfaceChange) -> String {
    match line.codes.first() {
        Some(code) => format!("{}, {code}", line.rust.as_str()),
        None => line.rust.as_str().to_owned(),
    }
}

fn silent_words(silent: Silent) -> &'static str {
    match silent {
        Silent::No => "",
        Silent::Read => ": code compiles and reads something else, silent †",
        Silent::Sent => ": code compiles and sends something else, silent †",
    }
}

/// A value as code, with a fence that is longer than any run inside.
fn code(text: &str) -> String {
    super::safe::code(text)
}
