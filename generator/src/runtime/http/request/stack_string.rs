//! Short-lived texts on the stack, so that a call allocates less memory.

use std::fmt;

/// A text of at most `N` bytes.
pub(crate) struct StackString<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> StackString<N> {
    pub(crate) const fn new() -> Self {
        Self {
            bytes: [0; N],
            length: 0,
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        let written = self.bytes.get(..self.length).unwrap_or_default();
        // Only complete texts are written, so the bytes are UTF-8.
        std::str::from_utf8(written).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Write for StackString<N> {
    /// # Errors
    /// When there is too little room. Nothing is written then.
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
