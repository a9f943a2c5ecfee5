//! Annotations of GitHub: workflow commands, which put a message on a line of the new description.

use std::fmt::Write as _;

use super::super::{Change, Silent};
use super::Outcome;
use super::data::{Data, Which};
use super::level::Level;
use super::places::{self, Place};
use super::safe::sentence;
use super::summary::sentences;
use super::words::promise;

/// How many annotations of one level GitHub shows for a step.
const MOST: usize = 10;

/// The workflow commands, a line each.
pub fn annotations(data: &Data<'_>) -> String {
    let all = match &data.report.outcome {
        Outcome::Compared(of) => {
            let places = places::all(data).into_iter().map(|places| places.nearest);
            let changes = of.review.changes.iter().zip(places);
            let mut all: Vec<Annotation> = changes
                .map(|(one, place)| change(one, data.level(one), place))
                .collect();
            all.extend(of.review.unexplained.iter().map(|one| unexplained(&one.what)));
            all.extend(promise(of).map(|line| Annotation {
                level: Level::Warning,
                place: places::of_info_version(data),
                title: "info.version".to_owned(),
                lines: vec![sentence(&line)],
            }));
            all
        }
        Outcome::NotCompared(reasons) => failed(data, reasons),
    };
    let mut out = String::new();
    for level in [Level::Error, Level::Warning, Level::Note] {
        let of_level: Vec<&Annotation> = all.iter().filter(|one| one.level == level).collect();
        let more = of_level.len().saturating_sub(MOST);
        for (number, one) in of_level.iter().take(MOST).enumerate() {
            let is_last = number.saturating_add(1) == MOST;
            one.write(data.report.new.file, if is_last { more } else { 0 }, &mut out);
        }
    }
    out
}

struct Annotation {
    level: Level,
    place: Option<Place>,
    title: String,
    lines: Vec<String>,
}

impl Annotation {
    fn write(&self, default_file: &str, more: usize, out: &mut String) {
        let command = self.level.command();
        let mut message = self.lines.join("\n");
        if more > 0 {
            let _ = write!(message, "\nThe report has {more} more with the level {command}.");
        }
        let file = self.place.as_ref().map_or(default_file, |place| &place.file);
        let (line, column) = self
            .place
            .as_ref()
            .map_or((1, 1), |place| (place.line, place.column));
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

fn change(change: &Change, level: Level, place: Option<Place>) -> Annotation {
    let silent = match change.silent {
        Silent::No => "",
        Silent::Read | Silent::Sent => " (silent)",
    };
    let mut lines = sentences(change);
    lines.push(match &change.accepted {
        Some(accepted) => format!("accepted: {}", sentence(&accepted.reason)),
        None => format!("id: {}", change.id),
    });
    Annotation {
        level,
        place,
        title: format!("{}{silent}", change.rule),
        lines,
    }
}

fn unexplained(what: &str) -> Annotation {
    Annotation {
        level: Level::Error,
        place: None,
        title: "unexplained".to_owned(),
        lines: vec![format!("no change explains this difference: {}", sentence(what))],
    }
}

fn failed(data: &Data<'_>, reasons: &[String]) -> Vec<Annotation> {
    let mut all = vec![Annotation {
        level: Level::Error,
        place: None,
        title: "not compared".to_owned(),
        lines: reasons.iter().map(|reason| sentence(reason)).collect(),
    }];
    let of_new = data
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.side == Which::New);
    all.extend(of_new.map(|diagnostic| Annotation {
        level: Level::Error,
        place: places::of_node(data, Which::New, &diagnostic.at),
        title: format!("not compared: {}", diagnostic.code),
        lines: vec![sentence(&diagnostic.message)],
    }));
    all
}
