//! Runs that write the same files take turns.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use super::failed;

/// The turn of this run. It ends when this is dropped, or the process ends, however it does.
#[derive(Debug)]
pub(crate) struct Turn {
    /// The file or folder that is locked; `None` where the system locks none.
    _locked: Option<File>,
}

/// Says that another run has its turn.
pub(crate) fn waiting(path: &Path) {
    let line = format!("waiting for another run, which holds {}\n", path.display());
    let _ = io::Write::write_all(&mut io::stderr(), line.as_bytes());
}

impl Turn {
    /// Waits until no other run is at `path`, a file or a folder; `waiting` is called when that takes a while.
    ///
    /// # Errors
    /// One line, when it can't be opened.
    pub(crate) fn take(path: &Path, waiting: impl FnOnce()) -> Result<Self, String> {
        let file = match File::open(path) {
            Ok(file) => file,
            // Windows opens no folders.
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
