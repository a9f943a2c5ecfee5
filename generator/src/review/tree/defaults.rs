//! How values are written where a description doesn't say it. Source: OpenAPI 3.0.4, Parameter, Header and Encoding Object.

use super::Diff;
use crate::dialect::Object;
use crate::source::{Node, Pointer};

impl Diff<'_> {
    /// Whether a keyword only spells out what holds without it; counts it where it differs.
    pub(super) fn is_default(&mut self, of: Object, key: &str, (old, new): &(Pointer, Pointer)) -> bool {
        let value = |tree: &Node, at: &Pointer| match key {
            "style" => Some(style(of, tree, at)),
            "explode" => Some(explode(of, tree, at)),
            _ => None,
        };
        let (before, after) = (value(self.old, old), value(self.new, new));
        if before.is_none() || before != after {
            return false;
        }
        let differs = self.old.at(&old.child(key)) != self.new.at(&new.child(key));
        self.respelled(differs);
        true
    }
}

fn style(of: Object, tree: &Node, at: &Pointer) -> String {
    let place = || tree.at(&at.child("in")).and_then(Node::as_str);
    let otherwise = match (of, place()) {
        (Object::Header, _) | (Object::Parameter, Some("path" | "header")) => "simple",
        _ => "form",
    };
    let own = tree.at(&at.child("style")).and_then(Node::as_str);
    own.unwrap_or(otherwise).to_owned()
}

fn explode(of: Object, tree: &Node, at: &Pointer) -> String {
    let otherwise = matches!(style(of, tree, at).as_str(), "form" | "deepObject");
    let own = tree.at(&at.child("explode")).and_then(Node::as_bool);
    own.unwrap_or(otherwise).to_string()
}
