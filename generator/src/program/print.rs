//! Standard output and standard error: results, status lines, and messages in the format that the user wants.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Mutex, OnceLock, PoisonError};

use anstream::{AutoStream, ColorChoice};
use generator::diagnostics::{Severity, Style};
use generator::messages::{Message, github, json, sarif, short};

use super::cli::{Color, Format, Printing};
use super::line::clear;

/// How this process prints: the arguments.
static PRINTING: OnceLock<Printing> = OnceLock::new();

/// The messages for other programs, which are printed at the end.
static MESSAGES: Mutex<Vec<Message>> = Mutex::new(Vec::new());

/// Sets how this process prints.
pub(super) fn set(printing: Printing) {
    match printing.color {
        // `ColorChoice::Auto` has colours on any terminal of a CI system.
        Color::Auto if is_dumb() && !is_forced() => ColorChoice::Never,
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
    // It is set once.
    let _ = PRINTING.set(printing);
}

pub(super) fn printing() -> Printing {
    PRINTING.get().copied().unwrap_or_default()
}

/// Prints a result to standard output. If its reader has closed it, that is not an error.
pub(super) fn print_text(text: &str) {
    clear();
    let _ = io::stdout().write_all(text.as_bytes());
}

pub(super) fn eprint_text(text: &str) {
    clear();
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Prints what has been done. It is on standard error if standard output is for messages.
pub(super) fn print_status(text: &str) {
    match printing() {
        Printing { quiet: true, .. } => {}
        Printing { message_format, .. } if message_format.is_for_programs() => eprint_text(text),
        Printing { .. } => print_text(text),
    }
}

/// Adds messages that are printed at the end, for other programs.
pub(super) fn add(messages: impl IntoIterator<Item = Message>) {
    let mut all = MESSAGES.lock().unwrap_or_else(PoisonError::into_inner);
    all.extend(messages);
}

/// Prints why the command could not run.
pub(super) fn print_failure(line: &str) {
    match printing().message_format {
        Format::Human | Format::Short => eprint_text(&format!("error: {line}\n")),
        Format::Json | Format::Sarif | Format::Github => {
            add([Message::new(Severity::Error, line)]);
        }
    }
}

/// Prints the messages for other programs: on standard output, or on standard error if the result of the command is on standard
/// output.
pub(super) fn print_messages(has_result: bool, exit_code: u8) {
    let all = std::mem::take(&mut *MESSAGES.lock().unwrap_or_else(PoisonError::into_inner));
    let text = match printing().message_format {
        Format::Human => return,
        Format::Short => return eprint_text(&short(&all)),
        Format::Json => json(&all),
        Format::Sarif => sarif(&all, exit_code),
        Format::Github => github(&all),
    };
    match has_result {
        true => eprint_text(&text),
        false => print_text(&text),
    }
}

/// Whether standard error is a terminal that can clear a line.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal() && !is_dumb()
}

/// Whether the terminal has no escape sequences.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether the environment asks for colours everywhere.
fn is_forced() -> bool {
    std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0")
}

/// The style of text on standard error.
pub(super) fn error_style() -> Style {
    let stream = io::stderr();
    let is_colored = is_colored(AutoStream::choice(&stream));
    match terminal_size::terminal_size_of(&stream) {
        Some((terminal_size::Width(width), _)) => Style::Terminal {
            is_colored,
            width: usize::from(width).max(MIN_WIDTH),
        },
        None if is_colored => Style::Colored,
        None => Style::Plain,
    }
}

/// The smallest width for which text is laid out.
const MIN_WIDTH: usize = 60;

/// Whether text on standard output has colours.
pub(super) fn has_colors() -> bool {
    is_colored(AutoStream::choice(&io::stdout()))
}

fn is_colored(choice: ColorChoice) -> bool {
    match choice {
        ColorChoice::Always | ColorChoice::AlwaysAnsi => true,
        ColorChoice::Never | ColorChoice::Auto => false,
    }
}

pub(super) fn files(count: usize) -> String {
    if count == 1 {
        "1 file".to_owned()
    } else {
        format!("{count} files")
    }
}
