//! Caches the path to the last requested node. The next one is usually near it, so few lookups start from the root.

use std::cell::RefCell;

use crate::source::{Node, Pointer};

/// A tree, and the path to one of its nodes.
#[derive(Clone, Debug)]
pub(super) struct Trail<'t> {
    root: &'t Node,
    last: RefCell<Way<'t>>,
}

#[derive(Clone, Debug)]
struct Way<'t> {
    /// The node at its end.
    to: Pointer,
    /// Each node on the path below the root, and the end of its token in the fragment.
    steps: Vec<(usize, &'t Node)>,
}

impl<'t> Trail<'t> {
    /// A trail at the root, whose pointer is `at`.
    pub(super) fn new(root: &'t Node, at: Pointer) -> Self {
        let steps = Vec::new();
        let last = RefCell::new(Way { to: at, steps });
        Self { root, last }
    }

    /// The node at `pointer`.
    pub(super) fn node(&self, pointer: &Pointer) -> Option<&'t Node> {
        let mut last = self.last.borrow_mut();
        let fragment = pointer.fragment();
        // The same node is often looked up several times in succession.
        if let Some((end, node)) = last.steps.last()
            && *end == fragment.len()
            && last.to.is_copy_of(pointer)
        {
            return Some(node);
        }
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

/// The number of bytes that are compared at once.
const BLOCK: usize = 32;

/// The length of the longest common prefix of two fragments that consists of whole tokens.
fn shared(one: &str, other: &str) -> usize {
    let blocks = one.as_bytes().chunks(BLOCK).zip(other.as_bytes().chunks(BLOCK));
    let start = blocks
        .take_while(|(one, other)| one.len() == BLOCK && one == other)
        .count()
        * BLOCK;
    let pairs = one.bytes().zip(other.bytes()).skip(start);
    let same = start + pairs.take_while(|(one, other)| one == other).count();
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
    fn lookups_in_any_order_find_the_same_nodes_as_from_the_root() {
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
