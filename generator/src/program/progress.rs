//! A line on standard error about a run that takes more than a second, if standard error is a terminal.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::cli::Format;
use super::line::{clear, show};
use super::print::{is_terminal, printing};

/// How long a run takes before the line appears, and between its updates.
const PERIOD: Duration = Duration::from_secs(1);

/// The progress of a run. The line disappears when this value is dropped.
pub(super) struct Progress {
    done: Arc<AtomicUsize>,
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts a run over this number of clients.
    pub(super) fn start(total: usize) -> Self {
        let done = Arc::new(AtomicUsize::new(0));
        let printing = printing();
        let is_printed = is_terminal() && !printing.quiet && printing.message_format == Format::Human;
        let thread = is_printed.then(|| {
            let (stop, stopped) = mpsc::channel();
            let (done, start) = (Arc::clone(&done), Instant::now());
            let thread = thread::spawn(move || {
                while stopped.recv_timeout(PERIOD) == Err(RecvTimeoutError::Timeout) {
                    let (done, seconds) = (done.load(Relaxed), start.elapsed().as_secs());
                    show(&format!("generated {done} of {total}, {seconds} s"));
                }
            });
            (stop, thread)
        });
        Self { done, thread }
    }

    /// Counts a client that is done.
    pub(super) fn step(&self) {
        self.done.fetch_add(1, Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.thread.take() {
            drop(stop);
            // A panic of the thread has been printed.
            let _ = thread.join();
            clear();
        }
    }
}
