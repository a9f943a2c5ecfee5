//! The walk that counts keywords: over the tree of the text, with the keyword table of its version and the diagnostics.

use super::Coverage;
use super::losses::{Loss, Losses, worse};
use crate::diagnostics::Code;
use crate::dialect::{Bundle, Dialect, Handling, Keys, Object, Takes};
use crate::source::{Members, Node, bundle};

/// Counts all keywords. If the version is unknown, only the diagnostics are counted.
pub(super) fn count(bundle: Option<&Bundle>, losses: &Losses) -> Coverage {
    let mut coverage = Coverage::default();
    let Some(Bundle { tree, parts }) = bundle.filter(|bundle| !bundle.parts.is_empty()) else {
        coverage.add_object(Object::OpenApi, losses.at_or_below());
        return coverage;
    };
    for part in parts {
        let mut walk = Walk {
            dialect: part.dialect,
            coverage: &mut coverage,
        };
        let losses = losses.at(&part.at);
        let rest = tree.at(&part.at).and_then(|node| {
            if part.object == Object::OpenApi {
                walk.object(part.object, node, losses)
            } else {
                walk.referable(part.object, node, losses)
            }
        });
        coverage.add_object(part.object, rest);
    }
    for unread in unread(tree, losses) {
        coverage.add_object(Object::OpenApi, unread.at_or_below());
    }
    coverage
}

/// The losses in other documents that could not be parsed.
fn unread<'f>(tree: &Node, losses: &'f Losses) -> impl Iterator<Item = &'f Losses> {
    let others = losses
        .child(bundle::MEMBER)
        .into_iter()
        .flat_map(Losses::children);
    others.filter_map(move |(file, losses)| {
        let is_read = tree
            .get(bundle::MEMBER)
            .is_some_and(|read| read.get(file).is_some());
        (!is_read).then_some(losses)
    })
}

struct Walk<'a> {
    dialect: Dialect,
    coverage: &'a mut Coverage,
}

/// Each method counts the keywords below a node, and returns the worst loss that belongs to the node itself.
impl Walk<'_> {
    fn object(&mut self, object: Object, node: &Node, losses: Option<&Losses>) -> Option<Loss> {
        let Node::Object(members) = node else {
            return losses.and_then(Losses::at_or_below);
        };
        for (key, value) in members.iter().filter(|(key, _)| is_keyword(key)) {
            self.member(object, key, value, losses.and_then(|losses| losses.child(key)));
        }
        rest(members, losses)
    }

    fn member(&mut self, object: Object, key: &str, value: &Node, losses: Option<&Losses>) {
        let rows = match object.keys_in(self.dialect) {
            Keys::Free(_, takes) => {
                // The key is a name. The object that it names is counted by its keywords.
                let rest = self.element(takes, value, losses);
                return self.coverage.add_object(object, rest);
            }
            Keys::Fixed(rows) => rows,
        };
        let everything = || losses.and_then(Losses::at_or_below);
        let Some(keyword) = rows.get(key) else {
            let loss = everything().unwrap_or(Loss::Lossy(Code::UnknownKey));
            return self.coverage.add(object, key, Handling::Ignored, Some(loss));
        };
        let loss = match keyword.handling {
            Handling::Typed | Handling::Annotation | Handling::NotEnforced => {
                self.value(keyword.takes, value, losses)
            }
            Handling::Ignored | Handling::NotGenerated => everything(),
        };
        self.coverage.add(object, key, keyword.handling, loss);
    }

    fn value(&mut self, takes: Takes, node: &Node, losses: Option<&Losses>) -> Option<Loss> {
        match (takes, node) {
            (Takes::Inline(object), node) => self.object(object, node, losses),
            (Takes::Reference(object), node) => self.referable(object, node, losses),
            (Takes::SchemaOrFlag, node) => self.referable(Object::Schema, node, losses),
            (Takes::Items(takes), Node::Array(items)) => {
                let items = items.iter().enumerate();
                let items = items.map(|(index, item)| (index.to_string(), item));
                self.elements(*takes, items, losses)
            }
            (Takes::Map(takes), Node::Object(members)) => self.elements(*takes, members, losses),
            (
                Takes::Any
                | Takes::Text
                | Takes::Flag
                | Takes::Number
                | Takes::NumberOrFlag
                | Takes::Count
                | Takes::Choice(_)
                | Takes::TypeNames(_)
                | Takes::Items(_)
                | Takes::Map(_),
                _,
            ) => losses.and_then(Losses::at_or_below),
        }
    }

    fn elements<'n, K: AsRef<str>>(
        &mut self,
        takes: Takes,
        elements: impl IntoIterator<Item = (K, &'n Node)>,
        losses: Option<&Losses>,
    ) -> Option<Loss> {
        let mut rest = losses.and_then(Losses::here);
        for (key, node) in elements {
            let losses = losses.and_then(|losses| losses.child(key.as_ref()));
            rest = worse(rest, self.element(takes, node, losses));
        }
        rest
    }

    /// An item of a list or a map. An object is counted under its own name.
    fn element(&mut self, takes: Takes, node: &Node, losses: Option<&Losses>) -> Option<Loss> {
        let rest = self.value(takes, node, losses);
        let object = match takes {
            Takes::Inline(object) | Takes::Reference(object) => object,
            Takes::SchemaOrFlag => Object::Schema,
            Takes::Any
            | Takes::Text
            | Takes::Flag
            | Takes::Number
            | Takes::NumberOrFlag
            | Takes::Count
            | Takes::Choice(_)
            | Takes::TypeNames(_)
            | Takes::Items(_)
            | Takes::Map(_) => return rest,
        };
        self.coverage.add_object(object, rest);
        None
    }

    /// An object, or a reference to one. `$ref` is a keyword that the tables don't list.
    fn referable(&mut self, object: Object, node: &Node, losses: Option<&Losses>) -> Option<Loss> {
        let has_row = matches!(object.keys_in(self.dialect), Keys::Fixed(rows) if rows.get("$ref").is_some());
        let members = node.as_object().filter(|members| members.contains_key("$ref"));
        let Some(members) = members.filter(|_| !has_row) else {
            return self.object(object, node, losses);
        };
        for key in members.keys().filter(|key| is_keyword(key)) {
            let loss = losses.and_then(|losses| losses.child(key)?.at_or_below());
            let handling = if key == "$ref" {
                Handling::Typed
            } else {
                Handling::Ignored
            };
            self.coverage.add(object, key, handling, loss);
        }
        rest(members, losses)
    }
}

fn is_keyword(key: &str) -> bool {
    !key.starts_with("x-")
}

/// The worst loss of an object as a whole: at none of its keywords.
fn rest(members: &Members, losses: Option<&Losses>) -> Option<Loss> {
    let losses = losses?;
    let others = losses.children();
    let others = others.filter(|(key, _)| !members.contains_key(key) || !is_keyword(key));
    // Other documents are counted separately.
    let others = others.filter(|(key, _)| *key != bundle::MEMBER);
    others.fold(losses.here(), |rest, (_, losses)| {
        worse(rest, losses.at_or_below())
    })
}

impl Coverage {
    fn add(&mut self, object: Object, keyword: &str, handling: Handling, loss: Option<Loss>) {
        let counts = self.keywords.entry((object, keyword.to_owned())).or_default();
        let loss = loss.or(match handling {
            Handling::Typed | Handling::Annotation => None,
            Handling::Ignored => Some(Loss::Lossy(Code::IgnoredKeyword)),
            Handling::NotEnforced | Handling::NotGenerated => Some(Loss::Lossy(Code::UnsupportedKeyword)),
        });
        match loss {
            Some(Loss::Refused(code)) => *counts.refused.entry(code).or_default() += 1,
            Some(Loss::Lossy(code)) => *counts.lossy.entry(code).or_default() += 1,
            None if handling == Handling::Annotation => counts.annotation += 1,
            None => counts.typed += 1,
        }
    }

    /// Counts an object as a whole, if it has a loss. An object without one is counted by its keywords only.
    fn add_object(&mut self, object: Object, loss: Option<Loss>) {
        if loss.is_some() {
            self.add(object, "", Handling::Typed, loss);
        }
    }
}
