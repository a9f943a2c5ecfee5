//! The way to the node that was asked for last. The next one is most often near it, so that hardly anybody walks from the root.

use std::cell::RefCell;

use crate::source::{Node, Pointer};

/// A tree, and the way to one of its nodes.
#[derive(Clone, Debug)]
pub(super) struct Trail<'t> {
    root: &'t Node,
    last: RefCell<Way<'t>>,
}

#[derive(Clone, Debug)]
struct Way<'t> {
    /// Where it leads.
    to: Pointer,
    /// Each node on it below the root, and where its token ends in the fragment.
    steps: Vec<(usize, &'t Node)>,
}

impl<'t> Trail<'t> {
    /// A trail that starts at the root, which `at` names.
    pub(super) fn new(root: &'t Node, at: Pointer) -> Self {
        let steps = Vec::new();
        let last = RefCell::new(Way { to: at, steps });
        Self { root, last }
    }

    /// The node that `pointer` names in the tree.
    pub(super) fn node(&self, pointer: &Pointer) -> Option<&'t Node> {
        let mut last = self.last.borrow_mut();
        let fragment = pointer.fragment();
        let shared = shared(last.to.fragment(), fragment);
        last.steps.retain(|(end, _)| *end <= shared);
        last.to = pointer.clone();
        let (mut end, mut node) = last.steps.last().copied().unwrap_or((0, self.root));
        for token in fragment.get(end..)?.split('/').skip(1) {
            node = node.step(token)?;
            end += 1 + token.len();
            last.steps.push((end, node));
        }
        Some(node)
    }
}

/// How much two fragments share, in whole tokens.
fn shared(one: &str, other: &str) -> usize {
    let pairs = one.bytes().zip(other.bytes());
    let same = pairs.take_while(|(one, other)| one == other).count();
    let ends = |text: &str| matches!(text.as_bytes().get(same), None | Some(b'/'));
    if ends(one) && ends(other) {
        return same;
    }
    let start = one.as_bytes().get(..same).unwrap_or_default();
    start.iter().rposition(|byte| *byte == b'/').unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::source::parse;

    #[test]
    fn any_order_leads_where_the_way_from_the_root_does() {
        let text = r#"{"a": {"b": [1, {"c/d": 2, "c": 3}], "bb": 4}, "é": {"ê": 5}, "": 6}"#;
        let tree = parse("x", text, &mut Diagnostics::new()).unwrap();
        let paths: [&[&str]; 13] = [
            &[],
            &["a"],
            &["a", "b"],
            &["a", "bb"],
            &["a", "b", "0"],
            &["a", "b", "1", "c/d"],
            &["a", "b", "1", "c"],
            &["a", "b", "2", "c"],
            &["a", "x", "bb"],
            &["é", "ê"],
            &["é", "ë"],
            &["è", "ê"],
            &[""],
        ];
        let root = Pointer::root("x");
        let pointers = paths.map(|path| root.descend(path.iter().copied()));
        let trail = Trail::new(&tree, root);
        for one in &pointers {
            for other in &pointers {
                assert_eq!(trail.node(one), tree.at(one), "{one}");
                assert_eq!(trail.node(other), tree.at(other), "{other} after {one}");
            }
        }
    }
}
