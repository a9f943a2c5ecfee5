//! Locates each node of a description: maps a pointer of the translated tree to file, line, column and snippet.

mod lines;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

pub use lines::{AROUND, LONG, Lines, boundary_before};

use super::locate::locate;
use super::origins::Origins;
use super::pointer::Pointer;
use super::provenance::Provenance;

/// The texts of a description, and the moves of overlays, linking and translation in its tree.
///
/// [`Self::locate`] takes pointers of the current tree: after a description is read, of the translated tree.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    /// The text that a node comes from, before the translation.
    provenance: Provenance,
    /// The moves of the translation; `None` before it.
    origins: Option<Origins>,
    texts: BTreeMap<String, String>,
}

/// The place of a node in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLocation {
    /// The node in its file.
    pub pointer: Pointer,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The bytes to highlight for the node: a scalar, or the key of anything else.
    pub span: Range<usize>,
    /// The line of text, without its line break. Of a line longer than 2,000 bytes it is the part around the node.
    pub snippet: String,
}

impl SourceLocation {
    /// The name of the file, as diagnostics print it.
    pub fn file(&self) -> &str {
        self.pointer.document()
    }
}

impl SourceMap {
    /// Keeps the text of a file of the description.
    pub fn add_text(&mut self, name: &str, text: String) {
        self.texts.insert(name.to_owned(), text);
    }

    /// The texts of all files, by their names.
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// Takes the texts of all files, by their names. The map then locates nothing.
    pub(crate) fn take_texts(&mut self) -> BTreeMap<String, String> {
        std::mem::take(&mut self.texts)
    }

    /// The moves of overlays and linking, for a stage that adds to them.
    pub(crate) fn provenance_mut(&mut self) -> &mut Provenance {
        &mut self.provenance
    }

    /// Records the moves of a translation. From now on, pointers are those of the translated tree.
    pub(crate) fn set_translation(&mut self, origins: Origins) {
        self.origins = Some(origins);
    }

    /// Whether the tree has been translated to another dialect.
    pub(crate) fn is_translated(&self) -> bool {
        self.origins.is_some()
    }

    /// The place in its file of the node at `at` of the tree.
    #[must_use]
    pub fn origin(&self, at: &Pointer) -> Pointer {
        match &self.origins {
            Some(origins) => self.provenance.origin(&origins.origin(at)),
            None => self.provenance.origin(at),
        }
    }

    /// The place in the tree, before its translation, of the node at `origin` of a file.
    #[must_use]
    pub(crate) fn place(&self, origin: &Pointer) -> Pointer {
        self.provenance.place(origin)
    }

    /// The place in the tree of the node at `origin` of a file: the inverse of [`Self::origin`].
    #[must_use]
    pub fn target(&self, origin: &Pointer) -> Pointer {
        let place = self.place(origin);
        match &self.origins {
            Some(origins) => origins.target(&place),
            None => place,
        }
    }

    /// File, line, column and snippet of the node at `at` of the tree. A node that only exists in the translated tree has those
    /// of the nearest node above it. `None` if the text of the file is not known.
    ///
    /// This reads the whole text of the file: use [`Self::locate_all`] for several nodes.
    #[must_use]
    pub fn locate(&self, at: &Pointer) -> Option<SourceLocation> {
        self.locate_all([at]).pop().flatten()
    }

    /// [`Self::locate`] for several nodes, in one pass over each file.
    pub fn locate_all<'p>(
        &self,
        nodes: impl IntoIterator<Item = &'p Pointer>,
    ) -> Vec<Option<SourceLocation>> {
        let origins: Vec<Pointer> = nodes.into_iter().map(|at| self.origin(at)).collect();
        let mut files: BTreeMap<&str, Vec<(usize, &Pointer)>> = BTreeMap::new();
        for (index, origin) in origins.iter().enumerate() {
            files.entry(origin.document()).or_default().push((index, origin));
        }
        let mut found = vec![None; origins.len()];
        for (name, nodes) in files {
            let Some(text) = self.texts.get(name) else {
                continue;
            };
            for (index, location) in located(name, text, &nodes) {
                if let Some(slot) = found.get_mut(index) {
                    *slot = Some(location);
                }
            }
        }
        found
    }
}

/// The locations of nodes of one file, each with its index.
fn located(name: &str, text: &str, nodes: &[(usize, &Pointer)]) -> Vec<(usize, SourceLocation)> {
    let places = locate(name, text, nodes.iter().map(|(_, at)| *at));
    let span = |at: &Pointer| places.span(at).cloned().unwrap_or_default();
    let mut spans: Vec<_> = nodes.iter().map(|(index, at)| (span(at), *index, *at)).collect();
    spans.sort_by_key(|(span, index, _)| (span.start, *index));
    let lines = Lines::new(text);
    // The nodes are in the order of the text, so that the characters of a long line are counted once.
    let (mut before, mut column) = (0, 1);
    let mut found = Vec::new();
    for (span, index, at) in spans {
        let start = span.start;
        let line = lines.line(start);
        if lines.start_of(line) > before {
            (before, column) = (lines.start_of(line), 1);
        }
        column += text.get(before..start).map_or(0, |passed| passed.chars().count());
        before = start;
        let location = SourceLocation {
            pointer: at.clone(),
            line: line + 1,
            column,
            span,
            snippet: lines.excerpt(start).to_owned(),
        };
        found.push((index, location));
    }
    found
}
