//! The ordered tree that every format is parsed into. It has no spans: a [`Pointer`] names a node.

use super::number::Number;
use super::pointer::{Pointer, unescape};

/// The members of an object.
pub type Members = super::members::Members<Node>;

/// A JSON value whose objects keep the order of the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Node>),
    Object(Members),
}

/// The JSON type of a node, as messages name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    /// The type with its article: "an object".
    pub fn described(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl Node {
    pub fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Boolean,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::String,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
        }
    }

    /// The member `key`, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// The node at `pointer`, where this node is the root of the pointer's document.
    pub fn at(&self, pointer: &Pointer) -> Option<&Self> {
        pointer
            .fragment()
            .split('/')
            .skip(1)
            .try_fold(self, |node, token| node.step(token))
    }

    /// The node at `pointer`, mutably.
    pub fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Self> {
        pointer.tokens().try_fold(self, |node, token| match node {
            Self::Object(members) => members.get_mut(token.as_ref()),
            Self::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => None,
        })
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    pub fn as_number(&self) -> Option<&serde_json::Number> {
        if let Self::Number(value) = self {
            Some(value)
        } else {
            None
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(value) = self {
            Some(value)
        } else {
            None
        }
    }

    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(items) = self {
            Some(items)
        } else {
            None
        }
    }

    pub fn as_object(&self) -> Option<&Members> {
        if let Self::Object(members) = self {
            Some(members)
        } else {
            None
        }
    }

    pub fn as_object_mut(&mut self) -> Option<&mut Members> {
        if let Self::Object(members) = self {
            Some(members)
        } else {
            None
        }
    }

    /// The same value as serde_json represents it, with sorted object keys.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(value) => Value::Number((**value).clone()),
            Self::String(value) => Value::String(value.clone()),
            Self::Array(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Self::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(key, value)| (key.clone(), value.to_json()))
                    .collect(),
            ),
        }
    }

    /// The child that an escaped token of a JSON pointer names. RFC 6901, section 4: an array index has no leading zero.
    pub(crate) fn step(&self, token: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(unescape(token).as_ref()),
            Self::Array(items) => {
                let canonical = token == "0" || !token.starts_with(['0', '+']);
                items.get(token.parse::<usize>().ok().filter(|_| canonical)?)
            }
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_reach_members_and_items() {
        let list = Node::Array(vec![Node::Bool(true), Node::String("b".into())]);
        let tree = Node::Object(Members::from([("a/b".to_owned(), list)]));
        let root = Pointer::root("x");
        assert_eq!(tree.at(&root), Some(&tree));
        assert_eq!(
            tree.at(&root.child("a/b").index(1)),
            Some(&Node::String("b".into()))
        );
        for missing in [
            root.child("a"),
            root.child("a/b").index(2),
            root.descend(["a/b", "01"]),
            root.descend(["a/b", "+1"]),
        ] {
            assert_eq!(tree.at(&missing), None, "{missing}");
        }
    }
}
