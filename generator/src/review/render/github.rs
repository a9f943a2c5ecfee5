//! Annotations of GitHub: workflow commands, which put a message on a line of the new description.

use std::fmt::Write as _;

use super::super::{Change, Silent};
use super::data::{Data, Which};
use super::level::Level;
use super::places::{self, Place};
use super::safe::sentence;
use super::summary::{CLIENT_ADDED, CLIENT_REMOVED, sentences};
use super::totals::not_compared;
use super::words::promise;
use super::{Outcome, decision};

/// How many annotations of one level GitHub shows for a step.
const MOST: usize = 10;

/// The workflow commands of all clients, a line each: GitHub counts them for a step, and not for a client.
pub fn annotations(data: &[Data<'_>]) -> String {
    let all: Vec<Annotation> = data.iter().flat_map(of_client).collect();
    let mut out = String::new();
    for level in [Level::Error, Level::Warning, Level::Note] {
        let of_level: Vec<&Annotation> = all.iter().filter(|one| one.level == level).collect();
        let more = of_level.len().saturating_sub(MOST);
        for (number, one) in of_level.iter().take(MOST).enumerate() {
            let is_last = number.saturating_add(1) == MOST;
            one.write(if is_last { more } else { 0 }, &mut out);
        }
    }
    out
}

fn of_client(data: &Data<'_>) -> Vec<Annotation> {
    match &data.report.outcome {
        Outcome::Compared(of) => {
            let places = places::all(data).into_iter().map(|places| places.nearest);
            let changes = of.review.changes.iter().zip(places);
            let mut all: Vec<Annotation> = changes.map(|(one, place)| change(data, one, place)).collect();
            let unexplained = of.review.unexplained.iter();
            all.extend(unexplained.map(|one| unexplained_difference(data, &one.what)));
            let reasons = data.report.decision.reasons.iter();
            all.extend(reasons.map(|reason| whole(data, Level::Error, "at the gate", reason)));
            let left_out = not_compared(&of.review.left_out);
            all.extend(left_out.map(|words| whole(data, Level::Warning, "not compared", &words)));
            all.extend(promise(of).map(|line| Annotation {
                place: at(data, places::of_info_version(data)),
                ..whole(data, Level::Warning, "info.version", &line)
            }));
            all
        }
        Outcome::NotCompared(reasons) => failed(data, reasons),
        Outcome::ClientAdded => vec![whole(data, Level::Note, "client-added", CLIENT_ADDED)],
        Outcome::ClientRemoved => {
            let level = match data.report.decision.is_passed() {
                true => Level::Warning,
                false => Level::Error,
            };
            vec![whole(data, level, "client-removed", CLIENT_REMOVED)]
        }
    }
}

struct Annotation {
    level: Level,
    /// File, line and column.
    place: (String, usize, usize),
    title: String,
    lines: Vec<String>,
}

impl Annotation {
    fn write(&self, more: usize, out: &mut String) {
        let command = self.level.command();
        let mut message = self.lines.join("\n");
        if more > 0 {
            let _ = write!(message, "\nThe report has {more} more with the level {command}.");
        }
        let (file, line, column) = &self.place;
        let _ = writeln!(
            out,
            "::{command} file={},line={line},col={column},title={}::{}",
            property(&sentence(file)),
            property(&self.title),
            escaped(&message),
        );
    }
}

/// The message of a workflow command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

/// The place of an annotation: the beginning of the new description where it has no other.
fn at(data: &Data<'_>, place: Option<Place>) -> (String, usize, usize) {
    place.map_or_else(
        || (data.report.new.file.to_owned(), 1, 1),
        |place| (place.file, place.line, place.column),
    )
}

fn change(data: &Data<'_>, change: &Change, place: Option<Place>) -> Annotation {
    let silent = match change.silent {
        Silent::No => "",
        Silent::Read | Silent::Sent => " (silent)",
    };
    let mut lines = sentences(change);
    if let Some(levels) = decision::levels(&data.report.decision, change) {
        lines.push(format!("at the gate: {levels}"));
    }
    lines.push(match &change.accepted {
        Some(accepted) => format!("accepted: {}", sentence(&accepted.reason)),
        None => format!("id: {}", change.id),
    });
    Annotation {
        level: data.level(change),
        place: at(data, place),
        title: format!("{}{silent}", change.rule),
        lines,
    }
}

/// An annotation of the description as a whole.
fn whole(data: &Data<'_>, level: Level, title: &str, line: &str) -> Annotation {
    Annotation {
        level,
        place: at(data, None),
        title: title.to_owned(),
        lines: vec![sentence(line)],
    }
}

fn unexplained_difference(data: &Data<'_>, what: &str) -> Annotation {
    let line = format!("no change explains this difference: {}", sentence(what));
    whole(data, Level::Error, "unexplained", &line)
}

fn failed(data: &Data<'_>, reasons: &[String]) -> Vec<Annotation> {
    let mut all = vec![Annotation {
        lines: reasons.iter().map(|reason| sentence(reason)).collect(),
        ..whole(data, Level::Error, "not compared", "")
    }];
    let of_new = data
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.side == Which::New);
    all.extend(of_new.map(|diagnostic| Annotation {
        level: Level::Error,
        place: at(data, places::of_diagnostic(data, diagnostic)),
        title: format!("not compared: {}", diagnostic.code),
        lines: vec![sentence(&diagnostic.message)],
    }));
    all
}
