// Copied from runtime/http/request/parameter_spans.rs of generator 0.1.0; independent of the description.

//! The spans of parameters in the text of a call.

use std::ops::Range;

/// How many parameters are stored without an allocation. Few operations have more.
const FEW: usize = 6;

/// A span for each parameter of an operation's table, by index. All spans are unset at first.
#[derive(Default)]
pub(crate) struct ParameterSpans {
    few: [Option<Range<usize>>; FEW],
    more: Vec<Option<Range<usize>>>,
}

impl ParameterSpans {
    /// Spans for `count` parameters.
    pub(crate) fn new(count: usize) -> Self {
        Self {
            more: vec![None; count.saturating_sub(FEW)],
            ..Self::default()
        }
    }

    pub(crate) fn set(&mut self, index: usize, place: Option<Range<usize>>) {
        let slot = match index.checked_sub(FEW) {
            None => self.few.get_mut(index),
            Some(index) => self.more.get_mut(index),
        };
        if let Some(slot) = slot {
            *slot = place;
        }
    }

    pub(crate) fn get(&self, index: usize) -> Option<Range<usize>> {
        let slot = match index.checked_sub(FEW) {
            None => self.few.get(index),
            Some(index) => self.more.get(index),
        };
        slot?.clone()
    }
}
