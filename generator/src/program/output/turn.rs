//! Locks, so that runs that write the same files take turns.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use super::failed;

/// The turn of this run. It ends when this value is dropped or the process exits for any reason.
#[derive(Debug)]
pub(crate) struct Turn {
    /// The locked file or folder; `None` if the system does not support locks.
    _locked: Option<File>,
}

/// Prints that another run has its turn.
pub(crate) fn waiting(path: &Path) {
    let line = format!("waiting for another run, which holds {}\n", path.display());
    let _ = io::Write::write_all(&mut io::stderr(), line.as_bytes());
}

impl Turn {
    /// Waits until no other run locks `path`, a file or a folder. `waiting` is called if another run has the lock.
    ///
    /// # Errors
    /// One line, if it can't be opened.
    pub(crate) fn take(path: &Path, waiting: impl FnOnce()) -> Result<Self, String> {
        let file = match File::open(path) {
            Ok(file) => file,
            // On Windows a folder can't be opened.
            Err(_) if path.is_dir() => return Ok(Self { _locked: None }),
            Err(error) => return Err(failed(path, &error)),
        };
        let locked = match file.try_lock() {
            Ok(()) => Ok(()),
            Err(TryLockError::WouldBlock) => {
                waiting();
                file.lock()
            }
            Err(TryLockError::Error(error)) => Err(error),
        };
        match locked {
            Ok(()) => Ok(Self { _locked: Some(file) }),
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(Self { _locked: None }),
            Err(error) => Err(failed(path, &error)),
        }
    }
}
