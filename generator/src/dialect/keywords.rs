//! The objects of OpenAPI 3.0.4, the keys that each may have, and what is said about a keyword in the table.

use super::table;

/// The objects of OpenAPI 3.0, by their names in section 4.7 without "Object".
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
}

/// What a keyword takes.
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
}

/// What the generator does with a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// It shapes the generated code.
    Typed,
    /// It is documentation.
    Annotation,
    /// A client has no use for it: not even checked below.
    Ignored,
    /// The generated code accepts what the keyword forbids.
    NotEnforced,
}

/// Whether a keyword must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Optional,
    Required,
    /// The specification requires it; we take it as empty.
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

/// The keys that an object may have.
#[derive(Clone, Copy, Debug)]
pub enum Keys {
    /// These, and `x-` extensions.
    Fixed(&'static [Keyword]),
    /// Any that pass the rule, each with such a value, and `x-` extensions.
    Free(Rule, Takes),
}

/// The rule for the keys of an object whose keys are free.
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
        }
    }

    /// The section of the Components Object that holds such objects.
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
            Self::OpenApi
            | Self::Info
            | Self::Contact
            | Self::License
            | Self::Server
            | Self::ServerVariable
            | Self::Components
            | Self::Paths
            | Self::PathItem
            | Self::Operation
            | Self::ExternalDocumentation
            | Self::MediaType
            | Self::Encoding
            | Self::Responses
            | Self::Tag
            | Self::Discriminator
            | Self::Xml
            | Self::OAuthFlows
            | Self::OAuthFlow
            | Self::SecurityRequirement => None,
        }
    }

    /// The keys it may have.
    pub fn keys(self) -> Keys {
        match self {
            Self::OpenApi => Keys::Fixed(table::OPENAPI),
            Self::Info => Keys::Fixed(table::INFO),
            Self::Contact => Keys::Fixed(table::CONTACT),
            Self::License => Keys::Fixed(table::LICENSE),
            Self::Server => Keys::Fixed(table::SERVER),
            Self::ServerVariable => Keys::Fixed(table::SERVER_VARIABLE),
            Self::Components => Keys::Fixed(table::COMPONENTS),
            Self::Paths => Keys::Free(Rule::Path, Takes::Reference(Self::PathItem)),
            Self::PathItem => Keys::Fixed(table::PATH_ITEM),
            Self::Operation => Keys::Fixed(table::OPERATION),
            Self::ExternalDocumentation => Keys::Fixed(table::EXTERNAL_DOCUMENTATION),
            Self::Parameter => Keys::Fixed(table::PARAMETER),
            Self::RequestBody => Keys::Fixed(table::REQUEST_BODY),
            Self::MediaType => Keys::Fixed(table::MEDIA_TYPE),
            Self::Encoding => Keys::Fixed(table::ENCODING),
            Self::Responses => Keys::Free(Rule::Status, Takes::Reference(Self::Response)),
            Self::Response => Keys::Fixed(table::RESPONSE),
            Self::Callback => Keys::Free(Rule::None, Takes::Reference(Self::PathItem)),
            Self::Example => Keys::Fixed(table::EXAMPLE),
            Self::Link => Keys::Fixed(table::LINK),
            Self::Header => Keys::Fixed(table::HEADER),
            Self::Tag => Keys::Fixed(table::TAG),
            Self::Schema => Keys::Fixed(table::SCHEMA),
            Self::Discriminator => Keys::Fixed(table::DISCRIMINATOR),
            Self::Xml => Keys::Fixed(table::XML),
            Self::SecurityScheme => Keys::Fixed(table::SECURITY_SCHEME),
            Self::OAuthFlows => Keys::Fixed(table::OAUTH_FLOWS),
            Self::OAuthFlow => Keys::Fixed(table::OAUTH_FLOW),
            Self::SecurityRequirement => Keys::Free(Rule::None, Takes::Items(&Takes::Text)),
        }
    }

    /// The row of one keyword.
    pub fn keyword(self, name: &str) -> Option<&'static Keyword> {
        match self.keys() {
            Keys::Fixed(keywords) => keywords.iter().find(|keyword| keyword.name == name),
            Keys::Free(..) => None,
        }
    }
}
