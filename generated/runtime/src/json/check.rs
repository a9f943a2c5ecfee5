// Copied from runtime/json/check.rs of generator 0.1.0; independent of the description.

//! Constraints on values, as constants. Some of them the compiler can check.

use std::cmp::Ordering;
use std::fmt;

pub use crate::runtime::format::grammar::Format;
use crate::runtime::json::assertion::Assertion;
use crate::runtime::json::debug::Shown;
use crate::runtime::pattern::Pattern;

/// The constraints on one value (JSON Schema validation, draft Wright 00, section 5). By default there are none.
#[derive(Debug)]
pub struct Check {
    /// `minLength`, in code points.
    pub min_length: Option<u64>,
    /// `maxLength`, in code points.
    pub max_length: Option<u64>,
    /// `pattern`
    pub pattern: Option<&'static Pattern>,
    /// `format`, for a string
    pub format: Option<Format>,
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
    /// The constraints on each item of an array.
    pub items: Option<&'static Check>,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
    /// The constraints on each value of a map, and on each extra property of an object.
    pub values: Option<&'static Check>,
    /// Assertions, which are evaluated on JSON.
    pub more: &'static [Assertion],
    /// The enum that doesn't list the value. It is no constraint, since the value was received or is meant.
    pub unlisted: Option<&'static str>,
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The limit.
    pub limit: Number,
    /// Whether the limit itself is excluded.
    pub exclusive: bool,
}

/// A number as written in the description, without loss.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// An integer that fits an `i64`.
    I64(i64),
    /// A larger integer, up to `u64::MAX`.
    U64(u64),
    /// Any other number.
    F64(f64),
}

/// The rule that a string violates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// `minLength`, in code points.
    MinLength(u64),
    /// `maxLength`, in code points.
    MaxLength(u64),
    /// `pattern`, as written in the description.
    Pattern(&'static str),
    /// `format`
    Format(Format),
}

/// A string that its type doesn't allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidString {
    type_name: &'static str,
    rule: Rule,
    shown: String,
}

impl Check {
    /// No constraints.
    pub const NONE: Self = Self {
        min_length: None,
        max_length: None,
        pattern: None,
        format: None,
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
        more: &[],
        unlisted: None,
    };

    /// A value that the enum with this name doesn't list.
    pub const fn unlisted(name: &'static str) -> Self {
        Self {
            unlisted: Some(name),
            ..Self::NONE
        }
    }

    /// Whether there are no constraints at all.
    pub(crate) const fn is_none(&self) -> bool {
        // `is_unconstrained` looks at the others.
        let Self {
            min_length: _,
            max_length: _,
            pattern: _,
            format: _,
            minimum: _,
            maximum: _,
            multiple_of: _,
            min_items,
            max_items,
            unique_items,
            items,
            min_properties,
            max_properties,
            values,
            more: _,
            unlisted: _,
        } = self;
        self.is_unconstrained()
            && min_items.is_none()
            && max_items.is_none()
            && !*unique_items
            && items.is_none()
            && min_properties.is_none()
            && max_properties.is_none()
            && values.is_none()
    }

    /// Whether there are no constraints on strings, numbers and booleans.
    pub(crate) const fn is_unconstrained(&self) -> bool {
        let Self {
            min_length,
            max_length,
            pattern,
            format,
            minimum,
            maximum,
            multiple_of,
            min_items: _,
            max_items: _,
            unique_items: _,
            items: _,
            min_properties: _,
            max_properties: _,
            values: _,
            more,
            unlisted: _,
        } = self;
        min_length.is_none()
            && max_length.is_none()
            && pattern.is_none()
            && format.is_none()
            && minimum.is_none()
            && maximum.is_none()
            && multiple_of.is_none()
            && more.is_empty()
    }

    /// The constraint of a format, and no others.
    pub const fn format(format: Format) -> Self {
        Self {
            format: Some(format),
            ..Self::NONE
        }
    }

    /// The check of a table that may have one.
    pub const fn of(one: &[&'static Self]) -> Option<&'static Self> {
        match one {
            [check, ..] => Some(check),
            [] => None,
        }
    }

    /// The first rule that `text` violates. It can be called in constants, so that the compiler checks a literal.
    pub const fn broken_by(&self, text: &str) -> Option<Rule> {
        match self.rules_broken_by(text) {
            [Some(rule), ..] | [None, Some(rule), _] | [None, None, Some(rule)] => Some(rule),
            [None, None, None] => None,
        }
    }

    /// The rules that `text` violates: those about its length, its pattern and its format.
    pub(crate) const fn rules_broken_by(&self, text: &str) -> [Option<Rule>; 3] {
        let length = match (self.min_length, self.max_length) {
            (Some(least), _) if is_shorter(text, least) => Some(Rule::MinLength(least)),
            (_, Some(most)) if is_longer(text, most) => Some(Rule::MaxLength(most)),
            (None | Some(_), None | Some(_)) => None,
        };
        let pattern = match self.pattern {
            Some(pattern) if !pattern.is_match(text) => Some(Rule::Pattern(pattern.source())),
            _ => None,
        };
        let format = match self.format {
            Some(format) if !format.allows(text) => Some(Rule::Format(format)),
            _ => None,
        };
        [length, pattern, format]
    }
}

impl Bound {
    /// A limit that is itself included.
    pub const fn inclusive(limit: Number) -> Self {
        Self {
            limit,
            exclusive: false,
        }
    }

    /// A limit that is itself excluded.
    pub const fn exclusive(limit: Number) -> Self {
        Self {
            limit,
            exclusive: true,
        }
    }
}

impl Number {
    /// The number of a JSON value.
    pub(crate) fn of(number: &serde_json::Number) -> Self {
        match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Self::I64(number),
            (None, Some(number)) => Self::U64(number),
            (None, None) => Self::F64(number.as_f64().unwrap_or(f64::NAN)),
        }
    }

    /// Whether this is an integer multiple of `divisor`. Decimal fractions are compared as decimals: 0.3 is a multiple of 0.1,
    /// although the nearest floats are not.
    pub(crate) fn is_multiple_of(self, divisor: Self) -> bool {
        match (self.integer(), divisor.integer()) {
            (_, Some(0)) => false,
            (Some(number), Some(divisor)) => number % divisor == 0,
            _ => {
                let times = self.float() / divisor.float();
                (times - times.round()).abs() <= 1e-12 * times.abs().max(1.0)
            }
        }
    }

    fn integer(self) -> Option<i128> {
        match self {
            Self::I64(number) => Some(number.into()),
            Self::U64(number) => Some(number.into()),
            Self::F64(_) => None,
        }
    }

    fn float(self) -> f64 {
        match self {
            Self::I64(number) => number as f64,
            Self::U64(number) => number as f64,
            Self::F64(number) => number,
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

/// Exact, also for integers that have no exact `f64`. NaN compares with nothing.
impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self.integer(), other.integer()) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            (Some(left), None) => compare(left, other.float()),
            (None, Some(right)) => compare(right, self.float()).map(Ordering::reverse),
            (None, None) => self.float().partial_cmp(&other.float()),
        }
    }
}

/// Compares an integer of up to 65 bits with a float. Floats out of that range saturate, and the fraction decides a tie.
fn compare(integer: i128, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    let whole = float.floor();
    Some(integer.cmp(&(whole as i128)).then(if float > whole {
        Ordering::Less
    } else {
        Ordering::Equal
    }))
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::I64(number) => number.fmt(f),
            Self::U64(number) => number.fmt(f),
            Self::F64(number) => number.fmt(f),
        }
    }
}

impl Rule {
    /// The compiler's message for a constant that violates the rule.
    pub const fn message(&self) -> &'static str {
        match self {
            Self::MinLength(_) => "the string is shorter than its type allows",
            Self::MaxLength(_) => "the string is longer than its type allows",
            Self::Pattern(_) => "the string doesn't match the pattern of its type",
            Self::Format(_) => "the string doesn't have the format of its type",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinLength(least) => write!(f, "must have at least {least} characters"),
            Self::MaxLength(most) => write!(f, "must have at most {most} characters"),
            Self::Pattern(source) => write!(f, "must match the pattern {source}"),
            Self::Format(format) => {
                write!(f, "must have the format {}", format.name())?;
                match format.reminder() {
                    Some(reminder) => write!(f, ", {reminder}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl InvalidString {
    /// Reports that `text` violates `rule` of the type `type_name`. It keeps only the part of the text that may be shown, and
    /// nothing of it if there is a `clause` (see `Shown::new`).
    pub fn new(type_name: &'static str, rule: Rule, text: &str, clause: &str) -> Self {
        let mut start: String = text.chars().take(SHOWN).collect();
        if start.len() < text.len() {
            start.push('…');
        }
        Self {
            type_name,
            rule,
            shown: format!("{:?}", Shown::new(&start, clause)),
        }
    }

    /// The rule that the string violates.
    pub fn rule(&self) -> Rule {
        self.rule
    }
}

impl fmt::Display for InvalidString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is not a valid {}: it {}",
            self.shown, self.type_name, self.rule
        )
    }
}

impl std::error::Error for InvalidString {}

/// How many characters of a rejected string the error shows.
const SHOWN: usize = 60;

/// Whether a text has fewer code points. A code point has at most four bytes, so a long text needs no counting.
const fn is_shorter(text: &str, least: u64) -> bool {
    text.len() as u64 / 4 < least && code_points(text) < least
}

/// Whether a text has more code points. A code point has at least one byte, so a short text needs no counting.
const fn is_longer(text: &str, most: u64) -> bool {
    text.len() as u64 > most && code_points(text) > most
}

/// The number of code points, which JSON Schema counts. Continuation bytes don't start a code point.
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
