//! A bar on the standard error, where that is a terminal.

use std::io::{self, IsTerminal};

/// How many of how many are done.
#[derive(Debug)]
pub struct Progress {
    done: usize,
    whole: usize,
    is_seen: bool,
}

impl Progress {
    const WIDTH: usize = 30;

    /// A bar for so many.
    pub fn new(whole: usize) -> Self {
        Self {
            done: 0,
            whole,
            is_seen: io::stderr().is_terminal(),
        }
    }

    /// What is being done to which description.
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

    /// One more is done.
    pub fn advance(&mut self) {
        self.done += 1;
        if self.is_seen {
            eprint!("{CLEAR}");
        }
    }
}

/// To the start of the line, and nothing on it.
const CLEAR: &str = "\r\x1b[2K";
