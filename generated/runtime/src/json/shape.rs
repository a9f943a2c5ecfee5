// Copied from runtime/json/shape.rs of generator 0.1.0; independent of the description.

//! Tables that describe objects and unions. They are constants that the macros generate.

use crate::runtime::json::check::Check;
use crate::runtime::json::evidence::Test;
use crate::runtime::json::plain::is_plain;

/// The table of an object.
#[derive(Debug)]
pub struct Shape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// Properties with a constant value. They have no Rust field, and are encoded first.
    pub constants: &'static [(&'static str, Literal)],
    /// Properties with a Rust field, in the order of the description.
    pub fields: &'static [Field],
    /// The constraints of the object as a whole, wherever it is sent.
    pub check: Option<&'static Check>,
}

/// The table row of a property.
#[derive(Debug)]
pub struct Field {
    /// The name of the property in JSON.
    pub name: &'static str,
    /// Whether the name needs no escapes in JSON.
    pub is_plain: bool,
    /// Whether the property may be absent or `null`.
    pub presence: Presence,
    /// The constraints of a value that is sent.
    pub check: &'static Check,
    /// Whether there are constraints on the property, of any kind.
    pub is_checked: bool,
    /// Whether `Debug` redacts the value.
    pub secret: bool,
    /// Whether a value must be sent, although the Rust field can be absent.
    pub is_needed: bool,
    /// Whether `null` must not be sent, although the Rust field can be `null`.
    pub is_never_null: bool,
}

/// Whether a property may be absent or `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Required, not nullable: `T`.
    Required,
    /// Optional, not nullable: `Option<T>`. A received `null` counts as absent.
    Optional,
    /// Required, nullable: `Option<T>`.
    Nullable,
    /// Optional and nullable: `Option<Option<T>>`, in which absent and `null` differ.
    Tristate,
}

/// A constant JSON value.
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
    /// The variants, in the order in which they are tested.
    pub variants: &'static [Variant],
}

/// The table row of a variant.
#[derive(Debug)]
pub struct Variant {
    /// The name of the Rust variant.
    pub name: &'static str,
    /// The evidence for the variant. All tests must hold.
    pub tests: &'static [Test],
    /// Further constraints of the content when it is sent, in addition to those of its type.
    pub check: Option<&'static Check>,
    /// The single property of the object that contains the content (external tagging); `None` if the value itself is the content.
    pub key: Option<&'static str>,
}

impl Variant {
    /// The strings that the variant is, if it has no content.
    #[cfg(feature = "schemars")]
    pub(crate) fn names(&self) -> &'static [&'static str] {
        for test in self.tests {
            if let Test::ValueIn(names) = test {
                return names;
            }
        }
        &[]
    }

    /// The tag property that identifies the variant by a single value, and that value.
    pub(crate) fn tag(&self) -> Option<(&'static str, Literal)> {
        self.tests.iter().find_map(|test| match test {
            Test::Tag(key, value) => Some((*key, Literal::Str(value))),
            Test::Literal(key, literal) => Some((*key, *literal)),
            Test::Tags(..)
            | Test::OtherTag(..)
            | Test::DefaultTag(..)
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
    /// A required property that is not nullable.
    pub const fn required(name: &'static str) -> Self {
        Self::with(name, Presence::Required)
    }

    /// An optional property that is not nullable.
    pub const fn optional(name: &'static str) -> Self {
        Self::with(name, Presence::Optional)
    }

    /// A required property that is nullable.
    pub const fn nullable(name: &'static str) -> Self {
        Self::with(name, Presence::Nullable)
    }

    /// An optional property that is nullable.
    pub const fn tristate(name: &'static str) -> Self {
        Self::with(name, Presence::Tristate)
    }

    /// Adds the constraints of values that are sent.
    pub const fn check(self, check: &'static Check) -> Self {
        Self {
            check,
            is_checked: true,
            ..self
        }
    }

    /// Refuses to send the object without the property. The Rust field is still an `Option`, as it was in an earlier description.
    pub const fn needed(self) -> Self {
        Self {
            is_needed: true,
            is_checked: true,
            ..self
        }
    }

    /// Refuses to send `null`. The Rust field still has it, as in an earlier description.
    pub const fn never_null(self) -> Self {
        Self {
            is_never_null: true,
            is_checked: true,
            ..self
        }
    }

    /// Marks a property that only the other side writes. Callers use this; the engine doesn't.
    pub const fn read_only(self) -> Self {
        self
    }

    /// Marks a property whose value is passed unconverted. Callers use this; the engine doesn't.
    pub const fn by_value(self) -> Self {
        self
    }

    /// Redacts the value in `Debug`.
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    const fn with(name: &'static str, presence: Presence) -> Self {
        Self {
            name,
            is_plain: is_plain(name),
            presence,
            check: &Check::NONE,
            is_checked: false,
            secret: false,
            is_needed: false,
            is_never_null: false,
        }
    }
}

impl Presence {
    /// Whether the property is required.
    #[inline]
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }
}

impl Literal {
    /// A constant string.
    pub const fn string(value: &'static str) -> Self {
        Self::Str(value)
    }

    /// A constant integer.
    pub const fn integer(value: i64) -> Self {
        Self::I64(value)
    }

    /// A constant boolean.
    pub const fn boolean(value: bool) -> Self {
        Self::Bool(value)
    }

    /// Whether `value` equals the literal; `1.0` equals the integer 1.
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
