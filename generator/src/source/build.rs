//! The visitor that builds a tree from the events of either parser. It resolves merge keys, and reports duplicate keys,
//! numbers that lose digits, and aliases that expand beyond a limit.

use std::cell::{Cell, RefCell};
use std::fmt;

use indexmap::IndexMap;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::number::Number;
use super::pointer::Pointer;
use super::precision::is_suspect;
use super::tree::{Members, Node};
use crate::diagnostics::{Code, Diagnostic, Part, Severity};

/// The message of the error that ends a text whose aliases expand beyond the budget.
pub(super) const TOO_LARGE: &str = "the YAML aliases of this text expand beyond the size limit";

/// The state that all visitors of one parse share.
pub(super) struct Builder<'a> {
    root: &'a Pointer,
    is_yaml: bool,
    /// The place of the parser.
    path: RefCell<Vec<Step>>,
    /// The approximate number of bytes that the tree may still take.
    budget: Cell<usize>,
    diagnostics: RefCell<Vec<Diagnostic>>,
    /// Numbers whose text may have more digits than the value.
    suspects: RefCell<Vec<(Pointer, f64)>>,
}

enum Step {
    Key(String),
    Index(usize),
}

impl<'a> Builder<'a> {
    /// A builder for a text of `bytes` bytes. A text without aliases has at most one node for every two bytes, so the budget
    /// only refuses aliases.
    pub(super) fn new(root: &'a Pointer, bytes: usize, is_yaml: bool) -> Self {
        Self {
            root,
            is_yaml,
            path: RefCell::default(),
            budget: Cell::new((64 << 20) + bytes.saturating_mul(32)),
            diagnostics: RefCell::default(),
            suspects: RefCell::default(),
        }
    }

    pub(super) fn node(&self) -> BuildNode<'_, 'a> {
        BuildNode(self)
    }

    /// Whether parsing stopped because the tree is too large.
    pub(super) fn is_exhausted(&self) -> bool {
        self.budget.get() == 0
    }

    /// All diagnostics. `rounded` selects the suspect numbers whose text has another value.
    pub(super) fn into_diagnostics(
        self,
        rounded: impl FnOnce(Vec<(Pointer, f64)>) -> Vec<(Pointer, f64)>,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics.into_inner();
        diagnostics.extend(
            rounded(self.suspects.into_inner())
                .into_iter()
                .map(|(at, value)| {
                    let mut diagnostic = Diagnostic::new(
                        Code::NumberPrecision,
                        &at,
                        format!("this number is read as {value:e}"),
                    );
                    diagnostic
                        .effect("its last digits are lost")
                        .help("a fraction is read exactly up to 15 digits");
                    diagnostic
                }),
        );
        diagnostics
    }

    fn here(&self) -> Pointer {
        self.path
            .borrow()
            .iter()
            .fold(self.root.clone(), |at, step| match step {
                Step::Key(key) => at.child(key),
                Step::Index(index) => at.index(*index),
            })
    }

    fn within<T>(&self, step: Step, visit: impl FnOnce() -> T) -> T {
        self.path.borrow_mut().push(step);
        let result = visit();
        self.path.borrow_mut().pop();
        result
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    fn spend<E: Error>(&self, text: usize) -> Result<(), E> {
        let left = self.budget.get().checked_sub(32 + text);
        self.budget.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or_else(|| E::custom(TOO_LARGE))
    }

    /// Reports a duplicate key. RFC 8259, section 4, leaves its meaning open; most parsers take the last value.
    fn duplicate_key(&self, read: Twice) {
        let at = self.here();
        let key = at.last().unwrap_or_default();
        let mut diagnostic =
            Diagnostic::new(Code::DuplicateKey, &at, format!("the key `{key}` occurs twice"));
        diagnostic.part(Part::LastKey).related(&at, "the first one");
        match read {
            Twice::Same => diagnostic.read_as_meant("both values are equal"),
            Twice::Both => {
                diagnostic.loosened("the members of both are read, since they don't contradict each other")
            }
            Twice::Last => diagnostic.loosened("the last one is read, and the first one is lost"),
        };
        self.report(diagnostic);
    }

    /// Reports a YAML tag. Tags are defined by applications, and OpenAPI defines none.
    fn tagged(&self, tag: &str) {
        let tag = tag.trim_start_matches('!');
        let message = format!("OpenAPI has no YAML tag `!{tag}`");
        let mut diagnostic = Diagnostic::new(Code::Syntax, &self.here(), message);
        diagnostic.effect("its value is read without the tag");
        if tag.starts_with("include") {
            diagnostic.help("refer to the file instead: `$ref: 'file.yaml'`");
        } else {
            diagnostic.severity(Severity::Warning);
        }
        self.report(diagnostic);
    }

    fn merges_a_scalar(&self) {
        let mut diagnostic = Diagnostic::new(Code::WrongType, &self.here(), "`<<` must be a mapping");
        diagnostic.on_key().loosened("it is left out");
        self.report(diagnostic);
    }

    fn loses_digits(&self, message: String, help: &str) {
        let mut diagnostic = Diagnostic::new(Code::NumberPrecision, &self.here(), message);
        diagnostic.effect("it may not be the intended number").help(help);
        self.report(diagnostic);
    }

    /// A floating-point number. `.inf` and `.nan` are numbers in YAML, but not in JSON.
    fn float(&self, value: f64) -> Node {
        /// Up to this value an f64 represents every integer exactly.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let Some(number) = Number::from_f64(value) else {
            let help = "JSON has no such number: leave it out, or put it in quotes";
            self.loses_digits("this number is read as a string".to_owned(), help);
            return Node::String(value.to_string());
        };
        if value.abs() > EXACT {
            self.loses_digits(
                format!("this number is read as {value:e}"),
                "an integer is read exactly from -2^63 to 2^64-1",
            );
        } else if is_suspect(value) {
            self.suspects.borrow_mut().push((self.here(), value));
        }
        Node::Number(number)
    }
}

/// What is read from two values with the same key.
enum Twice {
    /// Either of them: they are equal.
    Same,
    /// The members of both objects.
    Both,
    /// The last one.
    Last,
}

impl Twice {
    /// Adds the last value to the first one, or replaces it.
    fn of(first: &mut Node, last: Node) -> Self {
        if *first == last {
            return Self::Same;
        }
        if agree(first, &last) {
            unite(first, last);
            return Self::Both;
        }
        *first = last;
        Self::Last
    }
}

/// Whether both are objects whose common members are equal or agree too.
fn agree(first: &Node, last: &Node) -> bool {
    let (Some(first), Some(last)) = (first.as_object(), last.as_object()) else {
        return false;
    };
    let agrees = |(key, last): (&String, &Node)| {
        first
            .get(key)
            .is_none_or(|first| first == last || agree(first, last))
    };
    last.iter().all(agrees)
}

/// Adds the members that only the last one has.
fn unite(first: &mut Node, last: Node) {
    let (Node::Object(members), Node::Object(last)) = (first, last) else {
        return;
    };
    for (key, node) in last {
        match members.get_mut(&key) {
            Some(first) => unite(first, node),
            None => drop(members.insert(key, node)),
        }
    }
}

/// Builds one node.
#[derive(Clone, Copy)]
pub(super) struct BuildNode<'b, 'a>(&'b Builder<'a>);

impl<'de> DeserializeSeed<'de> for BuildNode<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for BuildNode<'_, '_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can represent")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.0.spend(0).map(|()| Node::Null)
    }

    /// An empty text.
    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.0.spend(0).map(|()| Node::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.0.spend(0).map(|()| Node::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.0.spend(0).map(|()| Node::Number(value.into()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.0.spend(0).map(|()| self.0.float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Node, E> {
        self.0.spend(value.len()).map(|()| Node::String(value))
    }

    /// A value with a custom tag, such as `!include`.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        let (tag, value) = data.variant::<String>()?;
        let node = value.newtype_variant_seed(self)?;
        self.0.tagged(&tag);
        Ok(node)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        self.0.spend(0)?;
        let mut nodes = Vec::new();
        while let Some(node) = self
            .0
            .within(Step::Index(nodes.len()), || items.next_element_seed(self))?
        {
            nodes.push(node);
        }
        Ok(Node::Array(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        self.0.spend(0)?;
        let mut nodes = Vec::new();
        // A YAML key that is not a string (`200:`, `true:`) is read as it is spelled.
        while let Some(key) = members.next_key::<String>()? {
            self.0.spend(key.len())?;
            self.0.within(Step::Key(key.clone()), || {
                nodes.push((key, members.next_value_seed(self)?));
                Ok(())
            })?;
        }
        Ok(Node::Object(self.object(nodes)))
    }
}

impl BuildNode<'_, '_> {
    /// The members, each once, in the order of the text.
    fn object(self, members: Vec<(String, Node)>) -> Members {
        if members.iter().any(|(key, node)| self.is_merge(key, node)) {
            return self.merged(members);
        }
        let mut nodes = Members::with_capacity(members.len());
        for (key, node) in members {
            match nodes.get_mut(&key) {
                None => drop(nodes.insert(key, node)),
                Some(first) => self.again(key, first, node),
            }
        }
        nodes
    }

    /// Reads a key that occurs twice.
    fn again(self, key: String, first: &mut Node, last: Node) {
        let read = Twice::of(first, last);
        self.0.within(Step::Key(key), || self.0.duplicate_key(read));
    }

    fn is_merge(self, key: &str, node: &Node) -> bool {
        self.0.is_yaml && key == "<<" && matches!(node, Node::Object(_) | Node::Array(_))
    }

    /// The members of an object with `<<`. Merged members take the position of their `<<`.
    fn merged(self, members: Vec<(String, Node)>) -> Members {
        let mut merged: Vec<(String, Node)> = Vec::new();
        let mut nodes = IndexMap::with_capacity(members.len());
        for (key, node) in members {
            if self.is_merge(&key, &node) {
                for (key, node) in self.mappings(node) {
                    // This reserves the position. A direct member with the same key overrides the value.
                    nodes.entry(key.clone()).or_insert(None);
                    merged.push((key, node));
                }
                continue;
            }
            match nodes.get_mut(&key) {
                Some(Some(first)) => self.again(key, first, node),
                // So far the key was only merged.
                Some(place @ None) => *place = Some(node),
                None => drop(nodes.insert(key, Some(node))),
            }
        }
        // If several mappings have a key, the first one determines its value.
        for (key, node) in merged {
            if let Some(place @ None) = nodes.get_mut(&key) {
                *place = Some(node);
            }
        }
        let filled = nodes.into_iter().filter_map(|(key, node)| Some((key, node?)));
        filled.collect()
    }

    /// The members that `<<` merges, from a mapping or a list of mappings. Source: YAML 1.1, the type `merge`.
    fn mappings(self, node: Node) -> Vec<(String, Node)> {
        let sources = match node {
            Node::Array(items) => items,
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Object(_) => vec![node],
        };
        let mut members = Vec::new();
        for source in sources {
            match source {
                Node::Object(merged) => members.extend(merged),
                Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Array(_) => {
                    self.0
                        .within(Step::Key("<<".to_owned()), || self.0.merges_a_scalar());
                }
            }
        }
        members
    }
}
