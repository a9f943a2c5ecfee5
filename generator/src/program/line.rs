//! A line on standard error that is replaced and cleared.

use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};

/// Returns to the beginning of the line, and clears it.
const CLEAR: &str = "\r\u{1b}[K";

/// Whether the line is on the screen.
static IS_SHOWN: Mutex<bool> = Mutex::new(false);

/// Shows the line in place of the last one.
pub(super) fn show(line: &str) {
    let mut is_shown = IS_SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
    write(&format!("{CLEAR}{line}"));
    *is_shown = true;
}

/// Removes the line, before other text is printed.
pub(super) fn clear() {
    let mut is_shown = IS_SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if std::mem::take(&mut *is_shown) {
        write(CLEAR);
    }
}

fn write(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
