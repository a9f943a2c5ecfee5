//! Annotations of GitHub: workflow commands, which put a message on a line of the new description.

use super::super::{Change, Silent};
use super::data::{Data, Which};
use super::level::Level;
use super::places::{self, Place};
use super::safe::sentence;
use super::summary::{CLIENT_ADDED, CLIENT_REMOVED, sentences};
use super::totals::not_compared;
use super::words::promise;
use super::{Outcome, decision};
use crate::machine::{self, Annotation};

/// The workflow commands of all clients, a line each: GitHub counts them for a step, and not for a client.
pub fn annotations(data: &[Data<'_>]) -> String {
    let all: Vec<Annotation> = data.iter().flat_map(of_client).collect();
    machine::annotations(&all)
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

/// The place of an annotation: the beginning of the new description where it has no other.
fn at(data: &Data<'_>, place: Option<Place>) -> Option<(String, usize, usize)> {
    let whole = || (data.report.new.file.to_owned(), 1, 1);
    let (file, line, column) = place.map_or_else(whole, |place| (place.file, place.line, place.column));
    Some((sentence(&file), line, column))
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
