//! Places in generator.toml and in other TOML files.

use generator::internals::source::{Pointer, locate};

/// A message about an entry of the file, as one line with its place.
pub(crate) fn at_entry(name: &str, text: &str, at: &Pointer, message: &str) -> String {
    let places = locate(name, text, [at]);
    let start = places.get(at).map_or(0, |place| place.value.start);
    located(name, text, start, message)
}

/// The line and the column of the value at a pointer.
pub(crate) fn place_of(name: &str, text: &str, at: &Pointer) -> (usize, usize) {
    let places = locate(name, text, [at]);
    let key = |place: &generator::internals::source::Place| place.key.clone().unwrap_or(place.value.clone());
    position(text, places.get(at).map_or(0, |place| key(place).start))
}

/// One line with the place of a byte of the file.
pub(crate) fn located(name: &str, text: &str, start: usize, message: &str) -> String {
    let (line, column) = position(text, start);
    format!("{name}:{line}:{column}: {message}")
}

/// The line and the column of a byte.
pub(crate) fn position(text: &str, start: usize) -> (usize, usize) {
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .chars()
        .rev()
        .take_while(|character| *character != '\n')
        .count()
        + 1;
    (line, column)
}
