//! Where the comparison of the trees is.

use super::claims::{Claims, Tree};
use crate::ir::Direction;
use crate::source::Pointer;
use std::collections::BTreeSet;

/// The places of both trees at which a change can stand that explains what is compared here.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) old: Vec<Pointer>,
    pub(super) new: Vec<Pointer>,
    /// Who writes the values here.
    pub(super) direction: Direction,
    /// The content that is XML, on each side.
    pub(super) xml: Option<(Pointer, Pointer)>,
    /// Whether the client never looks at the values here: they are text or bytes, or a tag.
    pub(super) is_not_read: bool,
    /// Whether the value here can be left out, so that a default stands for it.
    pub(super) can_be_absent: bool,
    /// Whether the value is text on the wire, as that of a parameter.
    pub(super) is_text: bool,
    /// The types of the schema that this one is a branch of, on each side. They hold for the branch too.
    pub(super) around: [BTreeSet<String>; 2],
}

impl Frame {
    pub(super) fn new(old: &Pointer, new: &Pointer, direction: Direction) -> Self {
        Self {
            old: vec![old.clone()],
            new: vec![new.clone()],
            direction,
            xml: None,
            is_not_read: false,
            can_be_absent: false,
            is_text: false,
            around: Default::default(),
        }
    }

    /// The same direction, at no place yet.
    pub(super) fn inner(&self) -> Self {
        Self {
            old: Vec::new(),
            new: Vec::new(),
            ..self.value()
        }
    }

    /// The same place, about the items or the other properties of the value.
    pub(super) fn value(&self) -> Self {
        Self {
            can_be_absent: false,
            is_text: false,
            around: Default::default(),
            ..self.clone()
        }
    }

    /// Whether a change at one of the places explains which entries a keyword has.
    pub(super) fn lists(&self, claims: &Claims, keyword: &str) -> bool {
        let lists = |tree, places: &[Pointer]| places.iter().any(|at| claims.list(tree, at, keyword));
        lists(Tree::Old, &self.old) || lists(Tree::New, &self.new)
    }

    /// Whether a change at one of the places explains a keyword.
    pub(super) fn explains(&self, claims: &Claims, keyword: &str) -> bool {
        let explains = |tree, places: &[Pointer]| places.iter().any(|at| claims.keyword(tree, at, keyword));
        explains(Tree::Old, &self.old) || explains(Tree::New, &self.new)
    }
}
