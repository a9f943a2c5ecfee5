//! Slips: parts of a description that the generator leaves out, as its diagnostics report. They have no effect.

use super::Diff;
use super::frame::Frame;
use crate::review::Slips;
use crate::source::Pointer;

impl Diff<'_> {
    /// Whether the generator left out a keyword of one of the places, or everything at one of them.
    pub(super) fn is_slip(&self, frame: &Frame, keyword: &str) -> bool {
        let sides = [(self.slips.0, &frame.old), (self.slips.1, &frame.new)];
        sides.into_iter().any(|(slips, places)| {
            places
                .iter()
                .any(|at| slips.has_unread(at) || slips.has(&at.child(keyword)))
        })
    }

    /// Whether the generator left out an entry that one tree has, on either side, or the list or map that it is in.
    pub(super) fn is_entry_slip(&self, at: &Pointer) -> bool {
        let of = |slips: &Slips| {
            let parent = at.parent();
            // A parameter or a header with an invalid name is left out.
            let has_keyword = ["$ref", "name"]
                .iter()
                .any(|keyword| slips.has(&at.child(keyword)));
            slips.has(at) || has_keyword || parent.is_some_and(|at| slips.has_unread(&at))
        };
        of(self.slips.0) || of(self.slips.1)
    }

    /// Whether the generator left out anything at these places or below them.
    pub(super) fn is_slip_within(&self, old: &[Pointer], new: &[Pointer]) -> bool {
        old.iter().any(|at| self.slips.0.has_within(at)) || new.iter().any(|at| self.slips.1.has_within(at))
    }
}
