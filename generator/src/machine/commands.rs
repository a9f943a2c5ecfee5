//! Annotations of GitHub: workflow commands, which put a message on a line of a file.

use std::fmt::Write as _;

use super::Level;

/// How many annotations of one level GitHub shows for a step.
const MOST: usize = 10;

/// One annotation. Its texts have no control characters.
#[derive(Clone, Debug)]
pub(crate) struct Annotation {
    /// The level.
    pub(crate) level: Level,
    /// File, line and column.
    pub(crate) place: Option<(String, usize, usize)>,
    /// The title.
    pub(crate) title: String,
    /// The lines of the message.
    pub(crate) lines: Vec<String>,
}

/// The workflow commands, a line each. Of each level as many as GitHub shows; the last names the number of the others.
pub(crate) fn annotations(all: &[Annotation]) -> String {
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

impl Annotation {
    fn write(&self, more: usize, out: &mut String) {
        let command = self.level.command();
        let mut message = self.lines.join("\n");
        if more > 0 {
            let _ = write!(message, "\nThe report has {more} more with the level {command}.");
        }
        let place = self.place.as_ref();
        let place =
            place.map(|(file, line, column)| format!("file={},line={line},col={column},", property(file)));
        let _ = writeln!(
            out,
            "::{command} {}title={}::{}",
            place.unwrap_or_default(),
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
