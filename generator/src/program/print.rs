//! Standard output and standard error.

use std::io::{self, Write};

/// Prints to standard output. If its reader has closed it, that is not an error.
pub(super) fn print_text(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

pub(super) fn eprint_text(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

pub(super) fn files(count: usize) -> String {
    if count == 1 {
        "1 file".to_owned()
    } else {
        format!("{count} files")
    }
}
