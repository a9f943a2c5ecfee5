//! The objects of OpenAPI, the keys of each in each version, and the properties of a keyword in the tables.

use super::table::{self, since_3_1, since_3_2, swagger};
use crate::source::Node;

/// The versions of OpenAPI that differ in their keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    Swagger20,
    OpenApi30,
    OpenApi31,
    OpenApi32,
}

impl Dialect {
    /// The version without its patch: `3.1`.
    pub fn minor(self) -> &'static str {
        match self {
            Self::Swagger20 => "2.0",
            Self::OpenApi30 => "3.0",
            Self::OpenApi31 => "3.1",
            Self::OpenApi32 => "3.2",
        }
    }

    /// Whether schemas are those of JSON Schema 2020-12, in which `true` and `false` are schemas and `$ref` has siblings.
    pub fn has_json_schema(self) -> bool {
        self >= Self::OpenApi31
    }
}

/// The objects of OpenAPI 3.0, by their names in section 4.7 without "Object", and one object that only 2.0 has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocumentation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
    /// Swagger 2.0: the type of the items of a parameter or header that is an array.
    Items,
}

/// The value that a keyword takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    Any,
    Text,
    Flag,
    Number,
    /// An integer that is not negative.
    Count,
    /// One of these strings.
    Choice(&'static [&'static str]),
    Items(&'static Takes),
    Map(&'static Takes),
    Inline(Object),
    /// The object, or a reference to one.
    Reference(Object),
    /// `additionalProperties`: a schema, a reference to one, or a boolean.
    SchemaOrFlag,
    /// `type` of JSON Schema: one of these strings, or a list of them.
    TypeNames(&'static [&'static str]),
    /// `exclusiveMinimum`: a number, or a boolean in older descriptions.
    NumberOrFlag,
}

impl Takes {
    /// An empty value, which replaces a missing one.
    pub fn empty(self) -> Node {
        match self {
            Self::Items(_) => Node::Array(Vec::new()),
            Self::Map(_) | Self::Inline(_) | Self::Reference(_) | Self::SchemaOrFlag => {
                Node::Object(Default::default())
            }
            Self::Any
            | Self::Text
            | Self::Flag
            | Self::Number
            | Self::Count
            | Self::Choice(_)
            | Self::TypeNames(_)
            | Self::NumberOrFlag => Node::String(String::new()),
        }
    }
}

/// What the generator does with a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// It determines the generated code.
    Typed,
    /// It is documentation.
    Annotation,
    /// A client does not need it. Its value is not checked.
    Ignored,
    /// The generated code accepts values that the keyword forbids.
    NotEnforced,
    /// A client could use it, but nothing is generated for it. Its value is not checked.
    NotGenerated,
}

/// Whether a keyword is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Optional,
    Required,
    /// The specification requires it. If it is missing, it is treated as empty.
    Assumed,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Keyword {
    pub name: &'static str,
    pub takes: Takes,
    pub handling: Handling,
    pub presence: Presence,
}

/// The rows of one object in several layers of tables. The first layer with a keyword determines its row.
#[derive(Clone, Copy, Debug)]
pub struct Rows([&'static [Keyword]; 3]);

impl Rows {
    const fn of(rows: &'static [Keyword]) -> Self {
        Self([&[], &[], rows])
    }

    const fn over(self, layers: [&'static [Keyword]; 2]) -> Self {
        let [first, second] = layers;
        let [_, _, base] = self.0;
        Self([first, second, base])
    }

    /// The row of one keyword.
    pub fn get(self, name: &str) -> Option<&'static Keyword> {
        let mut rows = self.0.into_iter().flatten();
        rows.find(|keyword| keyword.name == name)
    }

    /// Every keyword, once.
    pub fn iter(self) -> impl Iterator<Item = &'static Keyword> {
        let decides = move |keyword: &&'static Keyword| {
            self.get(keyword.name)
                .is_some_and(|first| std::ptr::eq(first, *keyword))
        };
        self.0.into_iter().flatten().filter(decides)
    }

    /// The keywords that the specification requires.
    pub fn required(self) -> impl Iterator<Item = &'static Keyword> {
        let is_required = |keyword: &&Keyword| keyword.presence != Presence::Optional;
        let rows = self.0.into_iter().flatten().filter(is_required);
        rows.filter(move |keyword| self.get(keyword.name).is_some_and(|first| is_required(&first)))
    }
}

/// The allowed keys of an object.
#[derive(Clone, Copy, Debug)]
pub enum Keys {
    /// These keys, and `x-` extensions.
    Fixed(Rows),
    /// Any keys that pass the rule, each with a value of this kind, and `x-` extensions.
    Free(Rule, Takes),
}

/// The rule for free keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Path,
    Status,
    None,
}

impl Object {
    /// The object as messages name it: "a Path Item Object".
    pub fn described(self) -> &'static str {
        match self {
            Self::OpenApi => "an OpenAPI Object",
            Self::Info => "an Info Object",
            Self::Contact => "a Contact Object",
            Self::License => "a License Object",
            Self::Server => "a Server Object",
            Self::ServerVariable => "a Server Variable Object",
            Self::Components => "a Components Object",
            Self::Paths => "a Paths Object",
            Self::PathItem => "a Path Item Object",
            Self::Operation => "an Operation Object",
            Self::ExternalDocumentation => "an External Documentation Object",
            Self::Parameter => "a Parameter Object",
            Self::RequestBody => "a Request Body Object",
            Self::MediaType => "a Media Type Object",
            Self::Encoding => "an Encoding Object",
            Self::Responses => "a Responses Object",
            Self::Response => "a Response Object",
            Self::Callback => "a Callback Object",
            Self::Example => "an Example Object",
            Self::Link => "a Link Object",
            Self::Header => "a Header Object",
            Self::Tag => "a Tag Object",
            Self::Schema => "a Schema Object",
            Self::Discriminator => "a Discriminator Object",
            Self::Xml => "an XML Object",
            Self::SecurityScheme => "a Security Scheme Object",
            Self::OAuthFlows => "an OAuth Flows Object",
            Self::OAuthFlow => "an OAuth Flow Object",
            Self::SecurityRequirement => "a Security Requirement Object",
            Self::Items => "an Items Object",
        }
    }

    /// The object's name in the specification, without "Object": "Path Item".
    pub fn name(self) -> &'static str {
        let described = self.described().trim_end_matches(" Object");
        described
            .split_once(' ')
            .map_or(described, |(_article, name)| name)
    }

    /// The section of the Components Object for objects of this kind.
    pub fn section(self) -> Option<&'static str> {
        match self {
            Self::Schema => Some("schemas"),
            Self::Response => Some("responses"),
            Self::Parameter => Some("parameters"),
            Self::Example => Some("examples"),
            Self::RequestBody => Some("requestBodies"),
            Self::Header => Some("headers"),
            Self::SecurityScheme => Some("securitySchemes"),
            Self::Link => Some("links"),
            Self::Callback => Some("callbacks"),
            Self::PathItem => Some("pathItems"),
            Self::MediaType => Some("mediaTypes"),
            Self::OpenApi
            | Self::Info
            | Self::Contact
            | Self::License
            | Self::Server
            | Self::ServerVariable
            | Self::Components
            | Self::Paths
            | Self::Operation
            | Self::ExternalDocumentation
            | Self::Encoding
            | Self::Responses
            | Self::Tag
            | Self::Discriminator
            | Self::Xml
            | Self::OAuthFlows
            | Self::OAuthFlow
            | Self::SecurityRequirement
            | Self::Items => None,
        }
    }

    /// The allowed keys in OpenAPI 3.0.
    pub fn keys(self) -> Keys {
        match self {
            Self::OpenApi => Keys::Fixed(Rows::of(table::OPENAPI)),
            Self::Info => Keys::Fixed(Rows::of(table::INFO)),
            Self::Contact => Keys::Fixed(Rows::of(table::CONTACT)),
            Self::License => Keys::Fixed(Rows::of(table::LICENSE)),
            Self::Server => Keys::Fixed(Rows::of(table::SERVER)),
            Self::ServerVariable => Keys::Fixed(Rows::of(table::SERVER_VARIABLE)),
            Self::Components => Keys::Fixed(Rows::of(table::COMPONENTS)),
            Self::Paths => Keys::Free(Rule::Path, Takes::Reference(Self::PathItem)),
            Self::PathItem => Keys::Fixed(Rows::of(table::PATH_ITEM)),
            Self::Operation => Keys::Fixed(Rows::of(table::OPERATION)),
            Self::ExternalDocumentation => Keys::Fixed(Rows::of(table::EXTERNAL_DOCUMENTATION)),
            Self::Parameter => Keys::Fixed(Rows::of(table::PARAMETER)),
            Self::RequestBody => Keys::Fixed(Rows::of(table::REQUEST_BODY)),
            Self::MediaType => Keys::Fixed(Rows::of(table::MEDIA_TYPE)),
            Self::Encoding => Keys::Fixed(Rows::of(table::ENCODING)),
            Self::Responses => Keys::Free(Rule::Status, Takes::Reference(Self::Response)),
            Self::Response => Keys::Fixed(Rows::of(table::RESPONSE)),
            Self::Callback => Keys::Free(Rule::None, Takes::Reference(Self::PathItem)),
            Self::Example => Keys::Fixed(Rows::of(table::EXAMPLE)),
            Self::Link => Keys::Fixed(Rows::of(table::LINK)),
            Self::Header => Keys::Fixed(Rows::of(table::HEADER)),
            Self::Tag => Keys::Fixed(Rows::of(table::TAG)),
            Self::Schema => Keys::Fixed(Rows::of(table::SCHEMA)),
            Self::Discriminator => Keys::Fixed(Rows::of(table::DISCRIMINATOR)),
            Self::Xml => Keys::Fixed(Rows::of(table::XML)),
            Self::SecurityScheme => Keys::Fixed(Rows::of(table::SECURITY_SCHEME)),
            Self::OAuthFlows => Keys::Fixed(Rows::of(table::OAUTH_FLOWS)),
            Self::OAuthFlow => Keys::Fixed(Rows::of(table::OAUTH_FLOW)),
            Self::SecurityRequirement => Keys::Free(Rule::None, Takes::Items(&Takes::Text)),
            Self::Items => Keys::Fixed(Rows::of(&[])),
        }
    }

    /// The keys that are read in `dialect`: the allowed ones, and those of later versions that are read early.
    pub fn keys_in(self, dialect: Dialect) -> Keys {
        match (dialect, self.keys()) {
            (Dialect::OpenApi30, Keys::Fixed(rows)) => Keys::Fixed(rows.over([since_3_2::early(self), &[]])),
            (Dialect::Swagger20, keys) => {
                swagger::rows(self).map_or(keys, |rows| Keys::Fixed(Rows::of(rows)))
            }
            (Dialect::OpenApi31, Keys::Fixed(rows)) => {
                Keys::Fixed(rows.over([since_3_2::early(self), since_3_1::rows(self)]))
            }
            (Dialect::OpenApi32, Keys::Fixed(rows)) => {
                Keys::Fixed(rows.over([since_3_2::rows(self), since_3_1::rows(self)]))
            }
            (Dialect::OpenApi30 | Dialect::OpenApi31 | Dialect::OpenApi32, keys @ Keys::Free(..)) => keys,
        }
    }

    /// Whether `dialect` reads the key although a later version introduced it.
    pub fn is_early(self, key: &str, dialect: Dialect) -> bool {
        let early = since_3_2::early(self);
        dialect < Dialect::OpenApi32 && early.iter().any(|keyword| keyword.name == key)
    }

    /// The row of one keyword of OpenAPI 3.0.
    pub fn keyword(self, name: &str) -> Option<&'static Keyword> {
        match self.keys() {
            Keys::Fixed(rows) => rows.get(name),
            Keys::Free(..) => None,
        }
    }
}
