//! Equal schemas: several places share one generated type, so a change of it names only one of them.

use std::collections::BTreeMap;

use crate::review::change::Change;
use crate::source::{Node, Pointer};
use serde_json::Value;

/// How far above the place of a change its schema is: the item of a list of a property.
const LEVELS: usize = 4;

/// The places of schemas that changed, by the texts of both sides.
#[derive(Debug, Default)]
pub(super) struct Equals {
    pairs: BTreeMap<(String, String), Vec<(Pointer, Pointer)>>,
}

impl Equals {
    pub(super) fn new(changes: &[Change], old: &Node, new: &Node) -> Self {
        let mut pairs: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for change in changes {
            if let (Some(a), Some(b)) = (&change.old, &change.new) {
                let after = schemas(new, b);
                for (a, before) in schemas(old, a) {
                    for (b, after) in &after {
                        let places = pairs.entry((before.clone(), after.clone())).or_default();
                        places.push((a.clone(), b.clone()));
                    }
                }
            }
        }
        Self { pairs }
    }

    /// The places of schemas with the same texts that changed.
    pub(super) fn of(&self, old: &Node, new: &Node) -> &[(Pointer, Pointer)] {
        let places = self.pairs.get(&(meaning(old), meaning(new)));
        places.map(Vec::as_slice).unwrap_or_default()
    }
}

/// The number of tokens of a component, `/components/schemas/Pet`. Shorter pointers lead to maps of all components or paths.
const SHORTEST: usize = 3;

/// The schemas at a place and around it, with their texts.
fn schemas(tree: &Node, at: &Pointer) -> Vec<(Pointer, String)> {
    let mut found = Vec::new();
    let mut here = Some(at.clone());
    for _ in 0..LEVELS {
        let Some(at) = here.filter(|at| at.tokens().count() >= SHORTEST) else {
            break;
        };
        let node = tree.at(&at).filter(|node| node.as_object().is_some());
        found.extend(node.map(|node| (at.clone(), meaning(node))));
        here = at.parent();
    }
    found
}

/// A schema as JSON, without documentation.
fn meaning(node: &Node) -> String {
    let mut json = node.to_json();
    strip(&mut json);
    json.to_string()
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|key, value| {
                let is_text = matches!(key.as_str(), "description" | "title") && value.is_string();
                !is_text && key != "example" && !key.starts_with("x-")
            });
            members.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
