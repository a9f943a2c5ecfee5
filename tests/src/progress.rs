//! A progress bar on standard error, if that is a terminal.

use std::io::{self, IsTerminal};

/// The number of finished steps among all steps.
#[derive(Debug)]
pub struct Progress {
    done: usize,
    whole: usize,
    is_seen: bool,
}

impl Progress {
    const WIDTH: usize = 30;

    /// A bar for this number of steps.
    pub fn new(whole: usize) -> Self {
        Self {
            done: 0,
            whole,
            is_seen: io::stderr().is_terminal(),
        }
    }

    /// Shows the current description and step.
    pub fn show(&mut self, name: &str, step: &str) {
        if self.is_seen {
            let filled = "━".repeat(Self::WIDTH * self.done / self.whole.max(1));
            eprint!(
                "{CLEAR}{filled:─<width$} {}/{} {name}: {step}",
                self.done,
                self.whole,
                width = Self::WIDTH
            );
        }
    }

    /// Counts a finished step.
    pub fn advance(&mut self) {
        self.done += 1;
        if self.is_seen {
            eprint!("{CLEAR}");
        }
    }
}

/// Moves to the start of the line and clears it.
const CLEAR: &str = "\r\x1b[2K";
