//! Values that are listed one by one in branches, as `enum` lists them.

use std::collections::BTreeSet;

use super::Diff;
use super::claims::Tree;
use super::frame::Frame;
use super::view::View;

impl Diff<'_> {
    /// Compares the listed values, where one side has them in branches and the other one in `enum`. Takes what was compared from
    /// both sides.
    pub(super) fn lists<'v>(&mut self, (old, new): (&mut View<'v>, &mut View<'v>), frame: &Frame) {
        if old.branches.is_empty() == new.branches.is_empty() {
            return;
        }
        let (Some(before), Some(after)) = (self.listed(Tree::Old, old), self.listed(Tree::New, new)) else {
            return;
        };
        match before == after {
            true => self.respelled(true),
            false => self.keyword(frame, "enum"),
        }
        for view in [old, new] {
            view.branches.clear();
            view.keywords.remove("enum");
            view.keywords.remove("type");
        }
    }

    /// The values of `enum`, or of branches with values. A branch of all strings leaves the list open, which it is anyway.
    fn listed(&self, tree: Tree, view: &View<'_>) -> Option<BTreeSet<String>> {
        if view.branches.is_empty() {
            return view.keywords.get("enum").cloned();
        }
        let mut all = BTreeSet::new();
        for branch in &view.branches {
            let view = View::new(self.tree(tree), std::slice::from_ref(branch));
            let types = view.keywords.get("type").into_iter().flatten();
            match view.keywords.get("enum").or_else(|| view.keywords.get("const")) {
                Some(values) => all.extend(values.iter().cloned()),
                None if types.eq(["\"string\""]) => {}
                None => return None,
            }
        }
        (!all.is_empty()).then_some(all)
    }
}
