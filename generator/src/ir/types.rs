//! Types: what a schema becomes.

use super::Constraints;
use super::formats::TextFormat;
use crate::naming::{Ident, Name};
use crate::rust_path::RustPath;
use crate::source::Pointer;

/// A named type of the generated crate.
#[derive(Clone, Debug)]
pub struct TypeDef {
    pub name: Ident,
    /// The schema it comes from.
    pub pointer: Pointer,
    pub docs: Docs,
    pub deprecated: bool,
    /// Who writes values of it.
    pub direction: Direction,
    pub shape: Shape,
}

/// Which way values of a type travel, by reachability from operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Direction {
    /// Reachable from a parameter or a request body.
    pub request: bool,
    /// Reachable from a response.
    pub response: bool,
}

/// The form of a named type.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Struct(Struct),
    StringEnum(Enum<EnumVariant>),
    IntegerEnum(Enum<IntegerVariant>),
    Union(Union),
    /// A string that can only be made from text that satisfies its constraints.
    StringNewtype(StringNewtype),
    /// A transparent wrapper, where an alias would be recursive.
    Newtype(Type),
    Alias(Type),
}

/// An object with properties. Two are equal whichever order their properties have.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Properties with one possible value: on the wire, not in Rust.
    pub constants: Vec<Constant>,
    /// Properties, in the order of the lock.
    pub fields: Vec<Field>,
    pub extra: Extra,
    /// What is demanded of the object as a whole, and of the values in `extra`.
    pub constraints: Constraints,
}

impl PartialEq for Struct {
    fn eq(&self, other: &Self) -> bool {
        let Self {
            constants,
            fields,
            extra,
            constraints,
        } = self;
        (constants, extra, constraints) == (&other.constants, &other.extra, &other.constraints)
            && (*fields == other.fields || sorted(fields) == sorted(&other.fields))
    }
}

/// What has a name or a value on the wire, which no other member of its type has.
pub trait Wire {
    /// What it is sorted by.
    fn wire(&self) -> impl Ord + '_;
}

impl Wire for Field {
    fn wire(&self) -> impl Ord + '_ {
        &self.name.wire
    }
}

impl Wire for EnumVariant {
    fn wire(&self) -> impl Ord + '_ {
        &self.name.wire
    }
}

impl Wire for IntegerVariant {
    fn wire(&self) -> impl Ord + '_ {
        self.value
    }
}

/// Members by what they are on the wire.
fn sorted<M: Wire>(members: &[M]) -> Vec<&M> {
    let mut sorted: Vec<&M> = members.iter().collect();
    sorted.sort_by(|a, b| a.wire().cmp(&b.wire()));
    sorted
}

/// A property whose value the schema fixes.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    pub wire: String,
    pub value: Literal,
}

/// A value that a schema spells out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    String(String),
    Integer(i64),
    Bool(bool),
}

/// What happens to properties that the schema doesn't name.
#[derive(Clone, Debug, PartialEq)]
pub enum Extra {
    /// Kept in a field of this name, as they came.
    Keep(Ident),
    /// Kept in a field of this name, typed by `additionalProperties`.
    Typed(Ident, Type),
    /// `additionalProperties: false`: none can be sent; those received are skipped.
    None,
}

/// A property.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: Name,
    pub ty: Type,
    pub presence: Presence,
    pub constraints: Constraints,
    pub docs: Docs,
    pub deprecated: bool,
    /// `format: password`: never shown by `Debug`.
    pub secret: bool,
    pub read_only: bool,
    pub write_only: bool,
}

impl Field {
    /// Whether it is never sent. Source: OpenAPI 3.0.4, Schema Object: a property "MUST NOT be marked as both `readOnly` and
    /// `writeOnly`", so one that is says nothing.
    pub fn is_only_received(&self) -> bool {
        self.read_only && !self.write_only
    }

    /// Whether it is never received.
    pub fn is_only_sent(&self) -> bool {
        self.write_only && !self.read_only
    }
}

/// How a property can be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// `T`
    Required,
    /// `Option<T>`: absent when `None`
    Optional,
    /// `Option<T>`: `null` when `None`
    Nullable,
    /// `Option<Option<T>>`: absent, `null` or a value
    OptionalNullable,
}

/// The variant of every enum and union that keeps what the description doesn't name.
pub const UNKNOWN: &str = "Unknown";

/// An open enum: its values; [`UNKNOWN`] is for any other. Two are equal whichever order their values have.
#[derive(Clone, Debug)]
pub struct Enum<V> {
    pub variants: Vec<V>,
}

impl<V: Wire + PartialEq> PartialEq for Enum<V> {
    fn eq(&self, other: &Self) -> bool {
        self.variants == other.variants || sorted(&self.variants) == sorted(&other.variants)
    }
}

/// A value of a string enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumVariant {
    pub name: Name,
    pub docs: Docs,
}

/// A value of an integer enum.
#[derive(Clone, Debug, PartialEq)]
pub struct IntegerVariant {
    pub name: Ident,
    pub value: i64,
    pub docs: Docs,
}

/// `oneOf` or `anyOf`: one of several types, told apart by evidence; [`UNKNOWN`] is for anything else.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// In the order in which they are tried.
    pub variants: Vec<UnionVariant>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    pub name: Ident,
    pub ty: Type,
    /// Whether `From<ty>` is implemented: no other variant holds the same type.
    pub convertible: bool,
    /// Where its content stands in the JSON.
    pub place: ContentPlace,
    /// All must hold for the variant to be chosen.
    pub evidence: Vec<Evidence>,
    /// What is demanded of its content.
    pub constraints: Constraints,
    pub docs: Docs,
}

/// Where the content of a variant stands in the JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentPlace {
    /// It is the value.
    Whole,
    /// It is the only property of an object, which is called so: serde's externally tagged representation.
    Property(String),
    /// There is none: the value is this text. The type of the variant stands for nothing.
    Nowhere(String),
}

/// A fact about a JSON value that can be seen without decoding it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// It is of one of these kinds.
    Kind(Kinds),
    /// It is an object whose member `key` is one of these strings.
    Tag { key: String, values: Vec<String> },
    /// It is an object whose member `key` is a string, and none of these.
    OtherTag { key: String, values: Vec<String> },
    /// It is an object whose member `key` is this value.
    Member { key: String, value: Literal },
    /// It is an object whose member `key` is one of these integers.
    Integers { key: String, values: Vec<i64> },
    /// It is an object that has the member.
    Key(String),
    /// It is an object that has this member alone. The member's value can be anything.
    SoleKey(String),
    /// It is an object whose member `key`, if it is there, is of one of these kinds.
    MemberKind { key: String, kinds: Kinds },
    /// It is an object whose member `key`, if it is there, is one of these values.
    OptionalMember { key: String, values: Vec<Literal> },
    /// It is an array whose first item, if it has one, is of one of these kinds.
    FirstItem(Kinds),
    /// It is one of these strings.
    Strings(Vec<String>),
    /// It is a string that the pattern of this name accepts.
    Pattern(Ident),
}

/// A set of JSON kinds; `integer` is a number without a fraction, `number` any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kinds {
    pub null: bool,
    pub boolean: bool,
    pub integer: bool,
    pub number: bool,
    pub string: bool,
    pub array: bool,
    pub object: bool,
}

impl Evidence {
    /// The member that it is about.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Tag { key, .. }
            | Self::OtherTag { key, .. }
            | Self::Member { key, .. }
            | Self::Integers { key, .. }
            | Self::Key(key)
            | Self::MemberKind { key, .. }
            | Self::OptionalMember { key, .. } => Some(key),
            Self::Kind(_) | Self::FirstItem(_) | Self::Strings(_) | Self::Pattern(_) | Self::SoleKey(_) => {
                None
            }
        }
    }
}

impl Kinds {
    /// No kind.
    const NONE: Self = Self {
        null: false,
        boolean: false,
        integer: false,
        number: false,
        string: false,
        array: false,
        object: false,
    };

    /// `true` and `false`.
    pub const BOOLEAN: Self = Self {
        boolean: true,
        ..Self::NONE
    };

    /// Numbers without a fraction.
    pub const INTEGER: Self = Self {
        integer: true,
        ..Self::NONE
    };

    /// Numbers.
    pub const NUMBER: Self = Self {
        integer: true,
        number: true,
        ..Self::NONE
    };

    /// Strings.
    pub const STRING: Self = Self {
        string: true,
        ..Self::NONE
    };

    /// Arrays.
    pub const ARRAY: Self = Self {
        array: true,
        ..Self::NONE
    };

    /// Objects.
    pub const OBJECT: Self = Self {
        object: true,
        ..Self::NONE
    };

    /// The kinds of either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            null: self.null || other.null,
            boolean: self.boolean || other.boolean,
            integer: self.integer || other.integer,
            number: self.number || other.number,
            string: self.string || other.string,
            array: self.array || other.array,
            object: self.object || other.object,
        }
    }

    /// Whether every kind of this set is in the other one.
    pub fn is_within(self, other: Self) -> bool {
        self.union(other) == other
    }

    /// Every kind.
    pub const ANY: Self = Self {
        null: true,
        boolean: true,
        integer: true,
        number: true,
        string: true,
        array: true,
        object: true,
    };

    /// Whether some value is of both sets.
    pub fn overlaps(self, other: Self) -> bool {
        let Self {
            null,
            boolean,
            integer,
            number,
            string,
            array,
            object,
        } = self;
        (null && other.null)
            || (boolean && other.boolean)
            || (integer && other.integer)
            || (number && other.number)
            || (string && other.string)
            || (array && other.array)
            || (object && other.object)
    }
}

/// A constrained string.
#[derive(Clone, Debug, PartialEq)]
pub struct StringNewtype {
    pub constraints: Constraints,
    pub secret: bool,
    /// A text that the type allows, for docs.
    pub example: Option<String>,
}

/// A type at its place of use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    Bool,
    I64,
    U64,
    F64,
    String,
    /// A string of a format, which keeps the text that it was given.
    Text(TextFormat),
    /// A string of bytes: a part of a multipart body, which is a file. Elsewhere it is a string.
    File,
    /// Any JSON value.
    Json,
    /// A type of the user.
    Custom(RustPath),
    Named(Ident),
    /// A type that contains the one it is used in.
    Boxed(Box<Type>),
    Array(Box<Type>),
    /// An object used as a map from strings.
    Map(Box<Type>),
    /// `null` or a value.
    Nullable(Box<Type>),
}

/// What a reader is told about an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// Markdown, as the description has it.
    pub text: Option<String>,
    /// Facts that the type doesn't show: default, format, example, constraints. Each a sentence of Markdown.
    pub notes: Vec<String>,
}
