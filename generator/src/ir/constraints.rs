//! Constraints: what a value must satisfy beyond its type.

use std::collections::BTreeSet;

use super::Kinds;
use crate::naming::Ident;

/// What a value must satisfy beyond its type, checked before it is sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// In code points.
    pub min_length: Option<u64>,
    /// In code points.
    pub max_length: Option<u64>,
    /// The name of the pattern's table.
    pub pattern: Option<Ident>,
    pub minimum: Option<Bound>,
    pub maximum: Option<Bound>,
    pub multiple_of: Option<Number>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
    /// Of an array's items.
    pub items: Option<Box<Constraints>>,
    /// Of a map's values.
    pub values: Option<Box<Constraints>>,
    /// Judged on JSON.
    pub more: Vec<Assertion>,
}

/// What no Rust type says of a value. Source: JSON Schema 2020-12, Core, section 10; Validation, section 6.
#[derive(Clone, Debug, PartialEq)]
pub enum Assertion {
    /// `type`
    Kind(Kinds),
    /// `enum`, `const`: JSON texts.
    Values(Vec<String>),
    /// `required`
    Required(Vec<String>),
    /// `dependentRequired`, `dependentSchemas`
    Dependent(Vec<(String, Constraints)>),
    /// `properties`
    Properties(Vec<(String, Constraints)>),
    /// `patternProperties`, by the names of the patterns' tables.
    Patterns(Vec<(Ident, Constraints)>),
    /// `additionalProperties` beside these names and patterns.
    Others {
        names: Vec<String>,
        patterns: Vec<Ident>,
        of: Box<Constraints>,
    },
    /// `propertyNames`
    Names(Box<Constraints>),
    /// `prefixItems`
    Prefix(Vec<Constraints>),
    /// `items` behind so many others.
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
    /// `false`
    Never,
}

impl Assertion {
    /// The constraints in it.
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

    /// The names of the patterns that it applies to names.
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
    /// Demands `other` too, where nothing of the kind is demanded yet: a place of use is more exact than what it names.
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

    /// Adds the names of the patterns, those of items and values too.
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

    /// Whether anything is left to check.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// `minimum` or `maximum`.
#[derive(Clone, Copy, Debug, PartialEq)]
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
