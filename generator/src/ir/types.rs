//! Types: the Rust types of schemas.

use std::hash::{Hash, Hasher};

use super::formats::TextFormat;
use super::{Constraints, Field, Presence};
use crate::naming::{Ident, Name};
use crate::rust_path::RustPath;
use crate::source::Pointer;

/// A named type of the generated crate.
#[derive(Clone, Debug)]
pub struct TypeDef {
    pub name: Ident,
    /// The schema that it was generated from.
    pub pointer: Pointer,
    /// The other schemas that hold for its values too, such as the same property of other branches of `allOf`.
    pub others: Vec<Pointer>,
    pub docs: Docs,
    pub deprecated: bool,
    /// Whether its values are sent, received or both.
    pub direction: Direction,
    pub shape: Shape,
    /// The equal type of which this is a second name in Rust. Everything else is as if this were a type of its own.
    pub same_as: Option<Ident>,
}

/// Whether values of a type are sent or received, by reachability from operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Direction {
    /// Reachable from a parameter or a request body.
    pub request: bool,
    /// Reachable from a response.
    pub response: bool,
}

/// The form of a named type.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Shape {
    Struct(Struct),
    StringEnum(Enum<EnumVariant>),
    IntegerEnum(Enum<IntegerVariant>),
    Union(Union),
    /// A string that can be built only from text that satisfies its constraints.
    StringNewtype(StringNewtype),
    /// A transparent wrapper in place of a recursive alias.
    Newtype(Type),
    Alias(Type),
}

/// An object with properties. The order of properties does not affect equality.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Properties with one possible value, which are sent but are not fields.
    pub constants: Vec<Constant>,
    /// Properties, in the order of the lock.
    pub fields: Vec<Field>,
    pub extra: Extra,
    /// The constraints of the object as a whole, and of the values in `extra`.
    pub constraints: Constraints,
}

impl Struct {
    /// The name of the setter that sets a field to `null`, if it has one. `read_only` fields have no setter.
    pub fn null_setter(&self, field: &Field) -> Option<String> {
        if field.presence != Presence::OptionalNullable || field.read_only {
            return None;
        }
        let rest = match &self.extra {
            Extra::Keep(name) | Extra::Typed(name, _) => Some(name),
            Extra::None => None,
        };
        let names = || self.fields.iter().map(|field| &field.name.rust).chain(rest);
        // A keyword is raw or ends with an underscore.
        let name = field.name.rust.as_str();
        let wanted = format!("{}_null", name.trim_start_matches("r#").trim_end_matches('_'));
        let numbered = (2..).map(|number: u32| format!("{wanted}{number}"));
        let mut candidates = std::iter::once(wanted.clone()).chain(numbered);
        candidates.find(|candidate| names().all(|name| name.as_str() != candidate))
    }
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

impl Hash for Struct {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self {
            constants,
            fields,
            extra,
            constraints,
        } = self;
        (constants, sorted(fields), extra, constraints).hash(state);
    }
}

/// A member of a type that is unique by its name or value on the wire.
pub trait Wire {
    /// The sort key.
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

/// The members, sorted by their name or value on the wire.
fn sorted<M: Wire>(members: &[M]) -> Vec<&M> {
    let mut sorted: Vec<&M> = members.iter().collect();
    sorted.sort_by(|a, b| a.wire().cmp(&b.wire()));
    sorted
}

/// A property with the only value that its schema allows.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Constant {
    pub wire: String,
    pub value: Literal,
}

/// A value in a schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Literal {
    String(String),
    Integer(i64),
    Bool(bool),
}

/// The handling of properties that the schema doesn't name.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Extra {
    /// Kept in a field with this name, as received.
    Keep(Ident),
    /// Kept in a field with this name, typed by `additionalProperties`.
    Typed(Ident, Type),
    /// `additionalProperties: false`: none can be sent, and received ones are skipped.
    None,
}

/// The variant of every enum and union for values that the description doesn't list.
pub const UNKNOWN: &str = "Unknown";

/// An open enum. Its variant [`UNKNOWN`] holds any other value. The order of values does not affect equality.
#[derive(Clone, Debug)]
pub struct Enum<V> {
    pub variants: Vec<V>,
}

impl<V: Wire + PartialEq> PartialEq for Enum<V> {
    fn eq(&self, other: &Self) -> bool {
        self.variants == other.variants || sorted(&self.variants) == sorted(&other.variants)
    }
}

impl<V: Wire + Hash> Hash for Enum<V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        sorted(&self.variants).hash(state);
    }
}

/// A value of a string enum.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct EnumVariant {
    pub name: Name,
    pub docs: Docs,
}

/// A value of an integer enum.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct IntegerVariant {
    pub name: Ident,
    pub value: i64,
    pub docs: Docs,
}

/// `oneOf` or `anyOf`: one of several types, distinguished by evidence. Its variant [`UNKNOWN`] holds any other value.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Union {
    /// In the order in which they are tried.
    pub variants: Vec<UnionVariant>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct UnionVariant {
    pub name: Ident,
    pub ty: Type,
    /// Whether `From<ty>` is implemented: no other variant holds the same type.
    pub convertible: bool,
    /// The place of its content in the JSON.
    pub place: ContentPlace,
    /// The variant is selected if all of these hold.
    pub evidence: Vec<Evidence>,
    /// The constraints of its content.
    pub constraints: Constraints,
    pub docs: Docs,
}

/// The place of a variant's content in the JSON.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ContentPlace {
    /// The whole value.
    Whole,
    /// The only property of an object, which has this name: serde's externally tagged representation.
    Property(String),
    /// No content: the value is this string, and the type of the variant is unused.
    Nowhere(String),
}

/// A fact about a JSON value that can be tested without decoding it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The value has one of these kinds.
    Kind(Kinds),
    /// The value is an object whose member `key` is one of these strings.
    Tag { key: String, values: Vec<String> },
    /// The value is an object whose member `key` is a string other than these.
    OtherTag { key: String, values: Vec<String> },
    /// The value is an object without the member `key`, or with another value there than these.
    DefaultTag { key: String, values: Vec<String> },
    /// The value is an object whose member `key` has this value.
    Member { key: String, value: Literal },
    /// The value is an object whose member `key` is one of these integers.
    Integers { key: String, values: Vec<i64> },
    /// The value is an object with this member.
    Key(String),
    /// The value is an object with this member only, which may have any value.
    SoleKey(String),
    /// The value is an object whose member `key`, if present, has one of these kinds.
    MemberKind { key: String, kinds: Kinds },
    /// The value is an object whose member `key`, if present, has one of these values.
    OptionalMember { key: String, values: Vec<Literal> },
    /// The value is an array whose first item, if it has one, has one of these kinds.
    FirstItem(Kinds),
    /// The value is one of these strings.
    Strings(Vec<String>),
    /// The value is a string that matches the pattern with this name.
    Pattern(Ident),
}

/// A set of JSON kinds. `integer` is a number without a fraction, `number` any other number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// The member that the test examines.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Tag { key, .. }
            | Self::OtherTag { key, .. }
            | Self::DefaultTag { key, .. }
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

    /// The union of both sets.
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

    /// Whether the other set contains every kind of this one.
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

    /// Whether a value can be in both sets.
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
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct StringNewtype {
    pub constraints: Constraints,
    pub secret: bool,
    /// A valid text, for the docs.
    pub example: Option<String>,
}

/// A type at its place of use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    Bool,
    I64,
    U64,
    F64,
    String,
    /// A string with a format, which keeps its text unchanged.
    Text(TextFormat),
    /// A binary string: a file in a part of a multipart body. The pass `files` replaces it by a string everywhere else.
    File,
    /// Any JSON value.
    Json,
    /// A type of the user.
    Custom(RustPath),
    Named(Ident),
    /// A type that contains the type in which it is used.
    Boxed(Box<Type>),
    Array(Box<Type>),
    /// An object as a map from strings.
    Map(Box<Type>),
    /// `null` or a value.
    Nullable(Box<Type>),
}

/// The documentation of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// Markdown from the description, unchanged.
    pub text: Option<String>,
    /// Facts that the type doesn't show: default, format, example, constraints. Each is a sentence in Markdown.
    pub notes: Vec<String>,
}
