//! Types: the Rust types that schemas become.

use super::Constraints;
use super::formats::TextFormat;
use crate::naming::{Ident, Name};
use crate::source::Pointer;

/// A named type of the generated crate.
#[derive(Clone, Debug)]
pub struct TypeDef {
    pub name: Ident,
    /// The JSON pointer of its schema.
    pub pointer: Pointer,
    pub docs: Docs,
    pub deprecated: bool,
    /// Whether requests, responses or both contain it.
    pub direction: Direction,
    pub shape: Shape,
}

/// Whether values of a type are sent, received or both, by reachability from operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Direction {
    /// Reachable from a parameter or a request body.
    pub request: bool,
    /// Reachable from a response.
    pub response: bool,
}

/// The kind of a named type.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Struct(Struct),
    StringEnum(Enum<EnumVariant>),
    IntegerEnum(Enum<IntegerVariant>),
    Union(Union),
    /// A newtype of a string that can only be built from text that satisfies its constraints.
    StringNewtype(StringNewtype),
    /// A transparent wrapper struct, used if an alias would be recursive.
    Newtype(Type),
    Alias(Type),
}

/// An object with properties. Equality ignores the order of properties.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Properties with one allowed value. They are sent, but they are not fields.
    pub constants: Vec<Constant>,
    /// Properties, in the order of the lock.
    pub fields: Vec<Field>,
    pub extra: Extra,
    /// The constraints of the object as a whole, and of the values in `extra`.
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

/// A member of a type, identified by its unique name or value on the wire.
pub trait Wire {
    /// The sort key: the name or value on the wire.
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

/// The members, sorted by their names or values on the wire.
fn sorted<M: Wire>(members: &[M]) -> Vec<&M> {
    let mut sorted: Vec<&M> = members.iter().collect();
    sorted.sort_by(|a, b| a.wire().cmp(&b.wire()));
    sorted
}

/// A property with one allowed value.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    pub wire: String,
    pub value: Literal,
}

/// A literal value of a schema (`enum`, `const`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    String(String),
    Integer(i64),
    Bool(bool),
}

/// How properties that the schema doesn't name are handled.
#[derive(Clone, Debug, PartialEq)]
pub enum Extra {
    /// Kept unchanged in a field with this name.
    Keep(Ident),
    /// Kept in a field with this name, with the type of `additionalProperties`.
    Typed(Ident, Type),
    /// `additionalProperties: false`: they can't be sent, and received ones are skipped.
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
    /// `format: password`: `Debug` redacts the value.
    pub secret: bool,
    pub read_only: bool,
    pub write_only: bool,
}

impl Field {
    /// Whether it is never sent. A property that is both is treated as neither. Source: OpenAPI 3.0.4, Schema Object: a property
    /// "MUST NOT be marked as both `readOnly` and `writeOnly`".
    pub fn is_only_received(&self) -> bool {
        self.read_only && !self.write_only
    }

    /// Whether it is never received.
    pub fn is_only_sent(&self) -> bool {
        self.write_only && !self.read_only
    }
}

/// Whether a property can be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// `T`
    Required,
    /// `Option<T>`: `None` is absent
    Optional,
    /// `Option<T>`: `None` is `null`
    Nullable,
    /// `Option<Option<T>>`: `None` is absent, `Some(None)` is `null`
    OptionalNullable,
}

/// The name of the variant of every enum and union that keeps values that the description doesn't list.
pub const UNKNOWN: &str = "Unknown";

/// An open enum: its listed values. [`UNKNOWN`] keeps any other value. Equality ignores the order of values.
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

/// `oneOf` or `anyOf`: one of several types, distinguished by evidence. [`UNKNOWN`] keeps any other value.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The variants, in the order in which they are tried.
    pub variants: Vec<UnionVariant>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    pub name: Ident,
    pub ty: Type,
    /// Whether `From<ty>` is implemented: no other variant holds the same type.
    pub convertible: bool,
    /// The place of its content in the JSON.
    pub place: ContentPlace,
    /// All must hold for the variant to be chosen.
    pub evidence: Vec<Evidence>,
    /// The constraints of its content.
    pub constraints: Constraints,
    pub docs: Docs,
}

/// The place of a variant's content in the JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentPlace {
    /// The content is the value itself.
    Whole,
    /// The content is the only property of an object, with this name: serde's externally tagged representation.
    Property(String),
    /// There is no content: the value is this string. The type of the variant is unused.
    Nowhere(String),
}

/// A test of a JSON value that needs no decoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The value has one of these kinds.
    Kind(Kinds),
    /// The value is an object whose member `key` is one of these strings.
    Tag { key: String, values: Vec<String> },
    /// The value is an object whose member `key` is a string, but not one of these.
    OtherTag { key: String, values: Vec<String> },
    /// The value is an object whose member `key` is this value.
    Member { key: String, value: Literal },
    /// The value is an object whose member `key` is one of these integers.
    Integers { key: String, values: Vec<i64> },
    /// The value is an object that has the member.
    Key(String),
    /// The value is an object with this member only. The member may have any value.
    SoleKey(String),
    /// The value is an object whose member `key`, if present, has one of these kinds.
    MemberKind { key: String, kinds: Kinds },
    /// The value is an object whose member `key`, if present, is one of these values.
    OptionalMember { key: String, values: Vec<Literal> },
    /// The value is an array whose first item, if present, has one of these kinds.
    FirstItem(Kinds),
    /// The value is one of these strings.
    Strings(Vec<String>),
    /// The value is a string that matches the pattern with this name.
    Pattern(Ident),
}

/// A set of JSON kinds. `integer` is a number without a fraction; `number` is any other number.
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
    /// The object member that it tests.
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
    /// The set of all kinds.
    pub const ANY: Self = Self {
        null: true,
        boolean: true,
        integer: true,
        number: true,
        string: true,
        array: true,
        object: true,
    };

    /// Whether the two sets share a kind.
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
    /// A valid string, for examples in the documentation.
    pub example: Option<String>,
}

/// A type where it is used: in a field, argument or body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    Bool,
    I64,
    U64,
    F64,
    String,
    /// A string in a format. It keeps its original text.
    Text(TextFormat),
    /// A string with the format `binary`: a file in a multipart body, and a string elsewhere.
    File,
    /// Any JSON value.
    Json,
    /// A type of the user: its path, as it is printed.
    Custom(String),
    Named(Ident),
    /// A boxed type, which breaks a recursion.
    Boxed(Box<Type>),
    Array(Box<Type>),
    /// A map with string keys.
    Map(Box<Type>),
    /// `null` or a value.
    Nullable(Box<Type>),
}

/// The documentation of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The `description` or `summary`, in Markdown.
    pub text: Option<String>,
    /// Facts that the type doesn't show, such as default, format, example and constraints. Each is one Markdown sentence.
    pub notes: Vec<String>,
}
