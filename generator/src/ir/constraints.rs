//! Constraints: the validation keywords of a schema that its Rust type does not express.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use super::Kinds;
use crate::naming::Ident;

/// The constraints of a value beyond its type. They are checked before the value is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Constraints {
    /// A length in Unicode code points.
    pub min_length: Option<u64>,
    /// A length in Unicode code points.
    pub max_length: Option<u64>,
    /// The name of the pattern's table, a key of [`super::Api`]'s patterns.
    pub pattern: Option<Ident>,
    pub minimum: Option<Bound>,
    pub maximum: Option<Bound>,
    pub multiple_of: Option<Number>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
    /// The constraints of an array's items.
    pub items: Option<Box<Constraints>>,
    /// The constraints of a map's values.
    pub values: Option<Box<Constraints>>,
    /// Assertions that are checked on the JSON of the value.
    pub more: Vec<Assertion>,
}

/// An assertion that no Rust type expresses. Source: JSON Schema 2020-12, Core, section 10; Validation, section 6.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Assertion {
    /// `type`
    Kind(Kinds),
    /// `enum`, `const`: the allowed values as JSON text.
    Values(Vec<String>),
    /// `required`
    Required(Vec<String>),
    /// `dependentRequired`, `dependentSchemas`
    Dependent(Vec<(String, Constraints)>),
    /// `properties`
    Properties(Vec<(String, Constraints)>),
    /// `patternProperties`, keyed by the names of the patterns' tables.
    Patterns(Vec<(Ident, Constraints)>),
    /// `additionalProperties`, for names that are not in the list and match none of the patterns.
    Others {
        names: Vec<String>,
        patterns: Vec<Ident>,
        of: Box<Constraints>,
    },
    /// `propertyNames`
    Names(Box<Constraints>),
    /// `prefixItems`
    Prefix(Vec<Constraints>),
    /// `items`, for the items after this number of prefix items.
    Rest(u64, Box<Constraints>),
    /// `contains`, `minContains`, `maxContains`
    Contains {
        of: Box<Constraints>,
        least: u64,
        most: Option<u64>,
    },
    /// `not`
    Not(Box<Constraints>),
    /// `allOf`
    All(Vec<Constraints>),
    /// `anyOf`
    Any(Vec<Constraints>),
    /// `oneOf`
    One(Vec<Constraints>),
    /// `if`, `then`, `else`
    If(Box<[Constraints; 3]>),
    /// The schema `false`, which accepts no value.
    Never,
}

impl Assertion {
    /// The constraints nested in it.
    pub fn inner(&self) -> Vec<&Constraints> {
        match self {
            Self::Kind(_) | Self::Values(_) | Self::Required(_) | Self::Never => Vec::new(),
            Self::Dependent(named) | Self::Properties(named) => named.iter().map(|(_, of)| of).collect(),
            Self::Patterns(rules) => rules.iter().map(|(_, of)| of).collect(),
            Self::Others { of, .. }
            | Self::Names(of)
            | Self::Rest(_, of)
            | Self::Contains { of, .. }
            | Self::Not(of) => vec![of],
            Self::Prefix(all) | Self::All(all) | Self::Any(all) | Self::One(all) => all.iter().collect(),
            Self::If(three) => three.iter().collect(),
        }
    }

    /// The names of the pattern tables that it applies to property names.
    fn patterns(&self) -> Vec<&Ident> {
        match self {
            Self::Patterns(rules) => rules.iter().map(|(pattern, _)| pattern).collect(),
            Self::Others { patterns, .. } => patterns.iter().collect(),
            Self::Kind(_)
            | Self::Values(_)
            | Self::Required(_)
            | Self::Dependent(_)
            | Self::Properties(_)
            | Self::Names(_)
            | Self::Prefix(_)
            | Self::Rest(..)
            | Self::Contains { .. }
            | Self::Not(_)
            | Self::All(_)
            | Self::Any(_)
            | Self::One(_)
            | Self::If(_)
            | Self::Never => Vec::new(),
        }
    }
}

impl Constraints {
    /// Adds the constraints of `other` that `self` does not set. A place of use is more specific than the schema that it names.
    pub fn add(&mut self, other: &Self) {
        let Self {
            min_length,
            max_length,
            pattern,
            minimum,
            maximum,
            multiple_of,
            min_items,
            max_items,
            unique_items,
            min_properties,
            max_properties,
            items,
            values,
            more,
        } = other;
        self.min_length = self.min_length.or(*min_length);
        self.max_length = self.max_length.or(*max_length);
        self.pattern = self.pattern.take().or_else(|| pattern.clone());
        self.minimum = self.minimum.or(*minimum);
        self.maximum = self.maximum.or(*maximum);
        self.multiple_of = self.multiple_of.or(*multiple_of);
        self.min_items = self.min_items.or(*min_items);
        self.max_items = self.max_items.or(*max_items);
        self.unique_items |= unique_items;
        self.min_properties = self.min_properties.or(*min_properties);
        self.max_properties = self.max_properties.or(*max_properties);
        self.items = self.items.take().or_else(|| items.clone());
        self.values = self.values.take().or_else(|| values.clone());
        for demand in more {
            if !self.more.contains(demand) {
                self.more.push(demand.clone());
            }
        }
    }

    /// Collects the names of the pattern tables, including those of items and values.
    pub fn patterns(&self, out: &mut BTreeSet<Ident>) {
        out.extend(self.pattern.clone());
        for inner in [&self.items, &self.values].into_iter().flatten() {
            inner.patterns(out);
        }
        for demand in &self.more {
            out.extend(demand.patterns().into_iter().cloned());
            demand.inner().into_iter().for_each(|inner| inner.patterns(out));
        }
    }

    /// Whether there is no constraint to check.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// `minimum` or `maximum`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    pub value: Number,
    pub exclusive: bool,
}

/// A number, exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    I64(i64),
    U64(u64),
    F64(f64),
}

/// A number of a description is never NaN (RFC 8259, section 6).
impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::I64(number) => number.hash(state),
            Self::U64(number) => number.hash(state),
            // Both zeros are equal.
            Self::F64(number) => (number + 0.0).to_bits().hash(state),
        }
    }
}
