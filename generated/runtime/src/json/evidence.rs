// Copied from runtime/json/evidence.rs of generator 0.1.0; independent of the description.

//! The evidence that distinguishes the variants of a union, found in raw JSON without decoding it.
//!
//! `union!` accepts the names in this module after `where`.

pub use crate::runtime::json::shape::Literal;
use crate::runtime::pattern::Pattern;

/// One piece of evidence.
#[derive(Debug)]
pub enum Test {
    /// The property has this string value.
    Tag(&'static str, &'static str),
    /// The property has one of these string values.
    Tags(&'static str, &'static [&'static str]),
    /// The property is a string, and none of these.
    OtherTag(&'static str, &'static [&'static str]),
    /// The value is an object whose property is missing, or isn't one of these strings.
    DefaultTag(&'static str, &'static [&'static str]),
    /// The property has this value.
    Literal(&'static str, Literal),
    /// The property is one of these integers.
    Integers(&'static str, &'static [i64]),
    /// The property is present.
    Key(&'static str),
    /// The property is present, and is the only one.
    SoleKey(&'static str),
    /// The property, if present, has one of these kinds.
    Member(&'static str, u8),
    /// The property, if present, has one of these values.
    MemberIn(&'static str, &'static [Literal]),
    /// The value has one of these kinds: a sum of [`NULL`], [`STRING`] ….
    Kind(u8),
    /// The value, if it is a non-empty array, starts with an item of one of these kinds.
    First(u8),
    /// The value is one of these strings.
    ValueIn(&'static [&'static str]),
    /// The value is a string that matches the pattern.
    Matches(&'static Pattern),
    /// Always holds.
    Always,
}

/// `null`
pub const NULL: u8 = 1;
/// `true` and `false`
pub const BOOLEAN: u8 = 1 << 1;
/// Numbers without a fraction; `1.0` is one.
pub const INTEGER: u8 = 1 << 2;
/// All numbers.
pub const NUMBER: u8 = INTEGER | FRACTION;
/// Strings.
pub const STRING: u8 = 1 << 4;
/// Arrays.
pub const ARRAY: u8 = 1 << 5;
/// Objects.
pub const OBJECT: u8 = 1 << 6;
pub(crate) const FRACTION: u8 = 1 << 3;

/// The property `key` has the string value `value`.
pub const fn tag(key: &'static str, value: &'static str) -> Test {
    Test::Tag(key, value)
}

/// The property `key` has one of the string values.
pub const fn tags(key: &'static str, values: &'static [&'static str]) -> Test {
    Test::Tags(key, values)
}

/// The property `key` is a string, and none of the values. It holds for values without a variant of their own.
pub const fn other_tag(key: &'static str, values: &'static [&'static str]) -> Test {
    Test::OtherTag(key, values)
}

/// The value is an object whose property `key` is missing, or is none of the strings. It holds for values without a variant of
/// their own.
pub const fn default_tag(key: &'static str, values: &'static [&'static str]) -> Test {
    Test::DefaultTag(key, values)
}

/// The property `key` has the value `value`: `literal("version", integer(2))`.
pub const fn literal(key: &'static str, value: Literal) -> Test {
    Test::Literal(key, value)
}

/// The property `key` is one of the integers: `integers("version", &[1, 2])`.
pub const fn integers(key: &'static str, values: &'static [i64]) -> Test {
    Test::Integers(key, values)
}

/// The property `key` is present.
pub const fn key(key: &'static str) -> Test {
    Test::Key(key)
}

/// The property `key` is present, and is the only one.
pub const fn sole_key(key: &'static str) -> Test {
    Test::SoleKey(key)
}

/// The property `key`, if present, has one of the kinds: `member("id", STRING)`.
pub const fn member(key: &'static str, kinds: u8) -> Test {
    Test::Member(key, kinds)
}

/// The property `key`, if present, has one of the values: `member_in("kind", &[Literal::Str("cat")])`.
pub const fn member_in(key: &'static str, values: &'static [Literal]) -> Test {
    Test::MemberIn(key, values)
}

/// The value has one of the kinds: `kind(STRING | NUMBER)`.
pub const fn kind(kinds: u8) -> Test {
    Test::Kind(kinds)
}

/// The value, if it is a non-empty array, starts with an item of one of the kinds: `first(STRING)`.
pub const fn first(kinds: u8) -> Test {
    Test::First(kinds)
}

/// The value is one of the strings.
pub const fn value_in(values: &'static [&'static str]) -> Test {
    Test::ValueIn(values)
}

/// The value is a string that matches the pattern.
pub const fn matches(pattern: &'static Pattern) -> Test {
    Test::Matches(pattern)
}

/// Always holds: for the last variant of a union that accepts any value.
pub const fn always() -> Test {
    Test::Always
}

/// A string, for [`literal`].
pub const fn string(value: &'static str) -> Literal {
    Literal::Str(value)
}

/// An integer, for [`literal`].
pub const fn integer(value: i64) -> Literal {
    Literal::I64(value)
}

/// A boolean, for [`literal`].
pub const fn boolean(value: bool) -> Literal {
    Literal::Bool(value)
}
