//! The table of every keyword of OpenAPI 3.0.4, per object: what it takes and what we do with it. Data only.

use Handling::{Annotation, Ignored, NotEnforced, Typed};
use Presence::{Assumed, Optional, Required};
use Takes::{Any, Choice, Count, Flag, Inline, Items, Map, Number, Reference, SchemaOrFlag, Text};

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
            Self::OpenApi => Keys::Fixed(OPENAPI),
            Self::Info => Keys::Fixed(INFO),
            Self::Contact => Keys::Fixed(CONTACT),
            Self::License => Keys::Fixed(LICENSE),
            Self::Server => Keys::Fixed(SERVER),
            Self::ServerVariable => Keys::Fixed(SERVER_VARIABLE),
            Self::Components => Keys::Fixed(COMPONENTS),
            Self::Paths => Keys::Free(Rule::Path, Reference(Self::PathItem)),
            Self::PathItem => Keys::Fixed(PATH_ITEM),
            Self::Operation => Keys::Fixed(OPERATION),
            Self::ExternalDocumentation => Keys::Fixed(EXTERNAL_DOCUMENTATION),
            Self::Parameter => Keys::Fixed(PARAMETER),
            Self::RequestBody => Keys::Fixed(REQUEST_BODY),
            Self::MediaType => Keys::Fixed(MEDIA_TYPE),
            Self::Encoding => Keys::Fixed(ENCODING),
            Self::Responses => Keys::Free(Rule::Status, Reference(Self::Response)),
            Self::Response => Keys::Fixed(RESPONSE),
            Self::Callback => Keys::Free(Rule::None, Reference(Self::PathItem)),
            Self::Example => Keys::Fixed(EXAMPLE),
            Self::Link => Keys::Fixed(LINK),
            Self::Header => Keys::Fixed(HEADER),
            Self::Tag => Keys::Fixed(TAG),
            Self::Schema => Keys::Fixed(SCHEMA),
            Self::Discriminator => Keys::Fixed(DISCRIMINATOR),
            Self::Xml => Keys::Fixed(XML),
            Self::SecurityScheme => Keys::Fixed(SECURITY_SCHEME),
            Self::OAuthFlows => Keys::Fixed(OAUTH_FLOWS),
            Self::OAuthFlow => Keys::Fixed(OAUTH_FLOW),
            Self::SecurityRequirement => Keys::Free(Rule::None, Items(&Text)),
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

const fn row(name: &'static str, takes: Takes, handling: Handling, presence: Presence) -> Keyword {
    Keyword {
        name,
        takes,
        handling,
        presence,
    }
}

const fn typed(name: &'static str, takes: Takes) -> Keyword {
    row(name, takes, Typed, Optional)
}

const fn required(name: &'static str, takes: Takes) -> Keyword {
    row(name, takes, Typed, Required)
}

const fn assumed(name: &'static str, takes: Takes) -> Keyword {
    row(name, takes, Annotation, Assumed)
}

const fn annotation(name: &'static str, takes: Takes) -> Keyword {
    row(name, takes, Annotation, Optional)
}

const fn ignored(name: &'static str, takes: Takes) -> Keyword {
    row(name, takes, Ignored, Optional)
}

const fn not_enforced(name: &'static str, takes: Takes) -> Keyword {
    row(name, takes, NotEnforced, Optional)
}

const SCHEMA_HERE: Takes = Reference(Object::Schema);
const SCHEMAS: Takes = Items(&SCHEMA_HERE);
const PARAMETERS: Takes = Items(&Reference(Object::Parameter));
const SERVERS: Takes = Items(&Inline(Object::Server));
const SECURITY: Takes = Items(&Inline(Object::SecurityRequirement));
const CONTENT: Takes = Map(&Inline(Object::MediaType));
const HEADERS: Takes = Map(&Reference(Object::Header));
const EXAMPLES: Takes = Map(&Reference(Object::Example));
const DOCS: Takes = Inline(Object::ExternalDocumentation);
const METHOD: Takes = Inline(Object::Operation);
const FLOW: Takes = Inline(Object::OAuthFlow);
const QUERY_STYLES: Takes = Choice(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]);
const STYLES: Takes = Choice(&[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
]);

const OPENAPI: &[Keyword] = &[
    required("openapi", Text),
    required("info", Inline(Object::Info)),
    typed("servers", SERVERS),
    required("paths", Inline(Object::Paths)),
    typed("components", Inline(Object::Components)),
    typed("security", SECURITY),
    annotation("tags", Items(&Inline(Object::Tag))),
    annotation("externalDocs", DOCS),
];

const INFO: &[Keyword] = &[
    required("title", Text),
    annotation("description", Text),
    annotation("termsOfService", Text),
    annotation("contact", Inline(Object::Contact)),
    annotation("license", Inline(Object::License)),
    required("version", Text),
];

const CONTACT: &[Keyword] = &[
    annotation("name", Text),
    annotation("url", Text),
    annotation("email", Text),
];

const LICENSE: &[Keyword] = &[assumed("name", Text), annotation("url", Text)];

const SERVER: &[Keyword] = &[
    required("url", Text),
    annotation("description", Text),
    typed("variables", Map(&Inline(Object::ServerVariable))),
];

const SERVER_VARIABLE: &[Keyword] = &[
    typed("enum", Items(&Text)),
    required("default", Text),
    annotation("description", Text),
];

const COMPONENTS: &[Keyword] = &[
    typed("schemas", Map(&SCHEMA_HERE)),
    typed("responses", Map(&Reference(Object::Response))),
    typed("parameters", Map(&Reference(Object::Parameter))),
    annotation("examples", EXAMPLES),
    typed("requestBodies", Map(&Reference(Object::RequestBody))),
    typed("headers", HEADERS),
    typed("securitySchemes", Map(&Reference(Object::SecurityScheme))),
    ignored("links", Map(&Reference(Object::Link))),
    ignored("callbacks", Map(&Reference(Object::Callback))),
];

const PATH_ITEM: &[Keyword] = &[
    annotation("summary", Text),
    annotation("description", Text),
    typed("get", METHOD),
    typed("put", METHOD),
    typed("post", METHOD),
    typed("delete", METHOD),
    typed("options", METHOD),
    typed("head", METHOD),
    typed("patch", METHOD),
    typed("trace", METHOD),
    typed("servers", SERVERS),
    typed("parameters", PARAMETERS),
];

const OPERATION: &[Keyword] = &[
    typed("tags", Items(&Text)),
    annotation("summary", Text),
    annotation("description", Text),
    annotation("externalDocs", DOCS),
    typed("operationId", Text),
    typed("parameters", PARAMETERS),
    typed("requestBody", Reference(Object::RequestBody)),
    required("responses", Inline(Object::Responses)),
    ignored("callbacks", Map(&Reference(Object::Callback))),
    typed("deprecated", Flag),
    typed("security", SECURITY),
    typed("servers", SERVERS),
];

const EXTERNAL_DOCUMENTATION: &[Keyword] = &[annotation("description", Text), assumed("url", Text)];

const PARAMETER: &[Keyword] = &[
    required("name", Text),
    required("in", Choice(&["query", "header", "path", "cookie"])),
    annotation("description", Text),
    typed("required", Flag),
    typed("deprecated", Flag),
    typed("allowEmptyValue", Flag),
    typed("style", STYLES),
    typed("explode", Flag),
    typed("allowReserved", Flag),
    typed("schema", SCHEMA_HERE),
    annotation("example", Any),
    annotation("examples", EXAMPLES),
    typed("content", CONTENT),
];

const REQUEST_BODY: &[Keyword] = &[
    annotation("description", Text),
    required("content", CONTENT),
    typed("required", Flag),
];

const MEDIA_TYPE: &[Keyword] = &[
    typed("schema", SCHEMA_HERE),
    annotation("example", Any),
    annotation("examples", EXAMPLES),
    typed("encoding", Map(&Inline(Object::Encoding))),
];

const ENCODING: &[Keyword] = &[
    typed("contentType", Text),
    typed("headers", HEADERS),
    typed("style", QUERY_STYLES),
    typed("explode", Flag),
    typed("allowReserved", Flag),
];

const RESPONSE: &[Keyword] = &[
    assumed("description", Text),
    typed("headers", HEADERS),
    typed("content", CONTENT),
    ignored("links", Map(&Reference(Object::Link))),
];

const EXAMPLE: &[Keyword] = &[
    annotation("summary", Text),
    annotation("description", Text),
    annotation("value", Any),
    annotation("externalValue", Text),
];

const LINK: &[Keyword] = &[
    ignored("operationRef", Text),
    ignored("operationId", Text),
    ignored("parameters", Map(&Any)),
    ignored("requestBody", Any),
    annotation("description", Text),
    ignored("server", Inline(Object::Server)),
];

const HEADER: &[Keyword] = &[
    annotation("description", Text),
    typed("required", Flag),
    typed("deprecated", Flag),
    typed("allowEmptyValue", Flag),
    typed("style", Choice(&["simple"])),
    typed("explode", Flag),
    typed("allowReserved", Flag),
    typed("schema", SCHEMA_HERE),
    annotation("example", Any),
    annotation("examples", EXAMPLES),
    typed("content", CONTENT),
];

const TAG: &[Keyword] = &[
    required("name", Text),
    annotation("description", Text),
    annotation("externalDocs", DOCS),
];

const SCHEMA: &[Keyword] = &[
    annotation("title", Text),
    typed("multipleOf", Number),
    typed("maximum", Number),
    typed("exclusiveMaximum", Flag),
    typed("minimum", Number),
    typed("exclusiveMinimum", Flag),
    typed("maxLength", Count),
    typed("minLength", Count),
    typed("pattern", Text),
    typed("maxItems", Count),
    typed("minItems", Count),
    typed("uniqueItems", Flag),
    typed("maxProperties", Count),
    typed("minProperties", Count),
    typed("required", Items(&Text)),
    typed("enum", Items(&Any)),
    typed(
        "type",
        Choice(&["array", "boolean", "integer", "number", "object", "string"]),
    ),
    typed("allOf", SCHEMAS),
    typed("oneOf", SCHEMAS),
    typed("anyOf", SCHEMAS),
    not_enforced("not", SCHEMA_HERE),
    typed("items", SCHEMA_HERE),
    typed("properties", Map(&SCHEMA_HERE)),
    typed("additionalProperties", SchemaOrFlag),
    annotation("description", Text),
    typed("format", Text),
    annotation("default", Any),
    typed("nullable", Flag),
    typed("discriminator", Inline(Object::Discriminator)),
    typed("readOnly", Flag),
    typed("writeOnly", Flag),
    ignored("xml", Inline(Object::Xml)),
    annotation("externalDocs", DOCS),
    annotation("example", Any),
    typed("deprecated", Flag),
];

const DISCRIMINATOR: &[Keyword] = &[required("propertyName", Text), typed("mapping", Map(&Text))];

const XML: &[Keyword] = &[
    ignored("name", Text),
    ignored("namespace", Text),
    ignored("prefix", Text),
    ignored("attribute", Flag),
    ignored("wrapped", Flag),
];

const SECURITY_SCHEME: &[Keyword] = &[
    required("type", Choice(&["apiKey", "http", "oauth2", "openIdConnect"])),
    annotation("description", Text),
    typed("name", Text),
    typed("in", Choice(&["query", "header", "cookie"])),
    typed("scheme", Text),
    annotation("bearerFormat", Text),
    typed("flows", Inline(Object::OAuthFlows)),
    typed("openIdConnectUrl", Text),
];

const OAUTH_FLOWS: &[Keyword] = &[
    typed("implicit", FLOW),
    typed("password", FLOW),
    typed("clientCredentials", FLOW),
    typed("authorizationCode", FLOW),
];

const OAUTH_FLOW: &[Keyword] = &[
    typed("authorizationUrl", Text),
    typed("tokenUrl", Text),
    typed("refreshUrl", Text),
    assumed("scopes", Map(&Text)),
];
