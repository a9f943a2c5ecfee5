// Copied from runtime/json/shape.rs of generator 0.1.0; not from the description.

//! Tables that describe objects and unions: plain constant data, written by the macros.

use crate::runtime::json::check::Check;
use crate::runtime::json::evidence::Test;

/// The table of an object.
#[derive(Debug)]
pub struct Shape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// Properties with one fixed value: no Rust field, written first.
    pub constants: &'static [(&'static str, Literal)],
    /// Properties with a Rust field, in the order of the description.
    pub fields: &'static [Field],
    /// What is demanded of the object as a whole, wherever it is sent.
    pub check: Option<&'static Check>,
}

/// The table row of a property.
#[derive(Debug)]
pub struct Field {
    /// The key on the wire.
    pub name: &'static str,
    /// Whether it may be left out, or `null`.
    pub presence: Presence,
    /// What is demanded of a value that is sent.
    pub check: &'static Check,
    /// Whether `Debug` hides it.
    pub secret: bool,
}

/// Whether a property may be left out, or `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never `null`: `T`.
    Required,
    /// May be left out: `Option<T>`. A `null` that is received counts as left out.
    Optional,
    /// Always there, may be `null`: `Option<T>`.
    Nullable,
    /// May be left out or `null`, kept apart: `Option<Option<T>>`.
    Tristate,
}

/// A fixed JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    Str(&'static str),
    /// An integer.
    I64(i64),
    /// A boolean.
    Bool(bool),
}

/// The table of a union.
#[derive(Debug)]
pub struct UnionShape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// The variants, in the order in which they are tried.
    pub variants: &'static [Variant],
}

/// The table row of a variant.
#[derive(Debug)]
pub struct Variant {
    /// The name of the Rust variant.
    pub name: &'static str,
    /// What tells it: all must hold.
    pub tests: &'static [Test],
    /// What is demanded of its content where it is sent, if that is more than its type demands.
    pub check: Option<&'static Check>,
    /// The only property of an object that its content is in, where it isn't the value itself.
    pub key: Option<&'static str>,
}

impl Variant {
    /// The property that tells it by one value, and that value.
    pub(crate) fn tag(&self) -> Option<(&'static str, Literal)> {
        self.tests.iter().find_map(|test| match test {
            Test::Tag(key, value) => Some((*key, Literal::Str(value))),
            Test::Literal(key, literal) => Some((*key, *literal)),
            Test::Tags(..)
            | Test::OtherTag(..)
            | Test::Integers(..)
            | Test::Key(_)
            | Test::SoleKey(_)
            | Test::Member(..)
            | Test::MemberIn(..)
            | Test::Kind(_)
            | Test::First(_)
            | Test::ValueIn(_)
            | Test::Matches(_)
            | Test::Always => None,
        })
    }
}

impl Field {
    /// A property that is always there and never `null`.
    pub const fn required(name: &'static str) -> Self {
        Self::with(name, Presence::Required)
    }

    /// A property that may be left out.
    pub const fn optional(name: &'static str) -> Self {
        Self::with(name, Presence::Optional)
    }

    /// A property that is always there and may be `null`.
    pub const fn nullable(name: &'static str) -> Self {
        Self::with(name, Presence::Nullable)
    }

    /// A property that may be left out or `null`.
    pub const fn tristate(name: &'static str) -> Self {
        Self::with(name, Presence::Tristate)
    }

    /// Demands `check` of what is sent.
    pub const fn check(self, check: &'static Check) -> Self {
        Self { check, ..self }
    }

    /// Says that only the other side writes the value; it matters to callers, and to nothing here.
    pub const fn read_only(self) -> Self {
        self
    }

    /// Hides the value from `Debug`.
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    const fn with(name: &'static str, presence: Presence) -> Self {
        Self {
            name,
            presence,
            check: &Check::NONE,
            secret: false,
        }
    }
}

impl Presence {
    /// Whether the property has to be there.
    #[inline]
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }
}

impl Literal {
    /// A fixed string.
    pub const fn string(value: &'static str) -> Self {
        Self::Str(value)
    }

    /// A fixed integer.
    pub const fn integer(value: i64) -> Self {
        Self::I64(value)
    }

    /// A fixed boolean.
    pub const fn boolean(value: bool) -> Self {
        Self::Bool(value)
    }

    /// Whether `value` is this value; `1.0` is the integer 1.
    pub(crate) fn is(&self, value: &serde_json::Value) -> bool {
        match self {
            Self::Str(text) => value.as_str() == Some(text),
            Self::I64(number) => value.as_i64().map_or_else(
                || value.as_f64() == Some(*number as f64),
                |other| other == *number,
            ),
            Self::Bool(flag) => value.as_bool() == Some(*flag),
        }
    }
}
