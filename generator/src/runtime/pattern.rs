//! Placeholder until the pattern engine lands.

/// An ECMA-262 pattern.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
}

impl Pattern {
    /// A pattern that matches what contains `source`.
    pub const fn new(source: &'static str) -> Self {
        Self { source }
    }

    /// The pattern as the description writes it.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether `text` starts with the source.
    pub const fn is_match(&self, text: &str) -> bool {
        text.len() >= self.source.len()
    }
}
