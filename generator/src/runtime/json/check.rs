//! What a description demands of a value: constant data, and the part of it that the compiler can check.

use std::fmt;

use crate::runtime::pattern::Pattern;

/// What a description demands of one value (JSON Schema validation, draft Wright 00, section 5). Nothing, unless said.
#[derive(Debug)]
pub struct Check {
    /// `minLength`, in code points.
    pub min_length: Option<u64>,
    /// `maxLength`, in code points.
    pub max_length: Option<u64>,
    /// `pattern`
    pub pattern: Option<&'static Pattern>,
    /// `minimum`, `exclusiveMinimum`
    pub minimum: Option<Bound>,
    /// `maximum`, `exclusiveMaximum`
    pub maximum: Option<Bound>,
    /// `multipleOf`
    pub multiple_of: Option<Number>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique_items: bool,
    /// Demanded of each item of an array.
    pub items: Option<&'static Check>,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
    /// Demanded of each value of a map.
    pub values: Option<&'static Check>,
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The end.
    pub limit: Number,
    /// Whether the end itself is outside.
    pub exclusive: bool,
}

/// A number as the description writes it, without loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer that fits.
    I64(i64),
    /// A larger integer.
    U64(u64),
    /// Any other number.
    F64(f64),
}

/// The rule that a string breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// `minLength`, in code points.
    MinLength(u64),
    /// `maxLength`, in code points.
    MaxLength(u64),
    /// `pattern`, as the description writes it.
    Pattern(&'static str),
}

/// A string that its type doesn't allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidString {
    type_name: &'static str,
    rule: Rule,
    start: String,
}

impl Check {
    /// Demands nothing.
    pub const NONE: Self = Self {
        min_length: None,
        max_length: None,
        pattern: None,
        minimum: None,
        maximum: None,
        multiple_of: None,
        min_items: None,
        max_items: None,
        unique_items: false,
        items: None,
        min_properties: None,
        max_properties: None,
        values: None,
    };

    /// The first rule that `text` breaks. Usable in constants, so that a literal is checked by the compiler.
    pub const fn broken_by(&self, text: &str) -> Option<Rule> {
        let length = code_points(text);
        if let Some(least) = self.min_length {
            if length < least {
                return Some(Rule::MinLength(least));
            }
        }
        if let Some(most) = self.max_length {
            if length > most {
                return Some(Rule::MaxLength(most));
            }
        }
        if let Some(pattern) = self.pattern {
            if !pattern.is_match(text) {
                return Some(Rule::Pattern(pattern.source()));
            }
        }
        None
    }
}

impl Bound {
    /// An end that is itself inside.
    pub const fn inclusive(limit: Number) -> Self {
        Self {
            limit,
            exclusive: false,
        }
    }

    /// An end that is itself outside.
    pub const fn exclusive(limit: Number) -> Self {
        Self {
            limit,
            exclusive: true,
        }
    }
}

impl Rule {
    /// What to say when a constant breaks the rule.
    pub const fn message(&self) -> &'static str {
        match self {
            Self::MinLength(_) => "the string is shorter than its type allows",
            Self::MaxLength(_) => "the string is longer than its type allows",
            Self::Pattern(_) => "the string doesn't match the pattern of its type",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinLength(least) => write!(f, "must have at least {least} characters"),
            Self::MaxLength(most) => write!(f, "must have at most {most} characters"),
            Self::Pattern(source) => write!(f, "must match the pattern {source}"),
        }
    }
}

impl InvalidString {
    /// Reports that `text` breaks `rule` of the type `type_name`; keeps no more of the text than an error should show.
    pub fn new(type_name: &'static str, rule: Rule, text: &str) -> Self {
        let mut start: String = text.chars().take(SHOWN).collect();
        if start.len() < text.len() {
            start.push('…');
        }
        Self {
            type_name,
            rule,
            start,
        }
    }

    /// The rule that the string breaks.
    pub fn rule(&self) -> Rule {
        self.rule
    }
}

impl fmt::Display for InvalidString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no {}: it {}", self.start, self.type_name, self.rule)
    }
}

impl std::error::Error for InvalidString {}

/// How many characters of a refused string its error shows.
const SHOWN: usize = 60;

/// Counts what JSON Schema counts: code points, which are the bytes that continue no other.
pub(crate) const fn code_points(text: &str) -> u64 {
    let mut bytes = text.as_bytes();
    let mut count = 0;
    while let Some((byte, rest)) = bytes.split_first() {
        if *byte & 0b1100_0000 != 0b1000_0000 {
            count += 1;
        }
        bytes = rest;
    }
    count
}
