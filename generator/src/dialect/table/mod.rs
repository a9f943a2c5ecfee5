//! The table of all keywords of OpenAPI 3.0.4, by object, with their values and their handling. The submodules have the
//! tables of other versions. Data only.

pub(super) mod since_3_1;
pub(super) mod since_3_2;
pub(super) mod swagger;

use super::keywords::Handling::{Annotation, Ignored, NotEnforced, NotGenerated, Typed};
use super::keywords::Presence::{Assumed, Optional, Required};
use super::keywords::Takes::{
    Any, Choice, Count, Flag, Inline, Items, Map, Number, Reference, SchemaOrFlag, Text,
};
use super::keywords::{Handling, Keyword, Object, Presence, Takes};

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

/// A keyword that determines the generated code, and is treated as empty if it is missing.
const fn implied(name: &'static str, takes: Takes) -> Keyword {
    row(name, takes, Typed, Assumed)
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

const fn not_generated(name: &'static str, takes: Takes) -> Keyword {
    row(name, takes, NotGenerated, Optional)
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

pub(super) const OPENAPI: &[Keyword] = &[
    required("openapi", Text),
    implied("info", Inline(Object::Info)),
    typed("servers", SERVERS),
    implied("paths", Inline(Object::Paths)),
    typed("components", Inline(Object::Components)),
    typed("security", SECURITY),
    annotation("tags", Items(&Inline(Object::Tag))),
    annotation("externalDocs", DOCS),
];

pub(super) const INFO: &[Keyword] = &[
    implied("title", Text),
    annotation("description", Text),
    annotation("termsOfService", Text),
    annotation("contact", Inline(Object::Contact)),
    annotation("license", Inline(Object::License)),
    implied("version", Text),
];

pub(super) const CONTACT: &[Keyword] = &[
    annotation("name", Text),
    annotation("url", Text),
    annotation("email", Text),
];

pub(super) const LICENSE: &[Keyword] = &[assumed("name", Text), annotation("url", Text)];

pub(super) const SERVER: &[Keyword] = &[
    required("url", Text),
    annotation("description", Text),
    typed("variables", Map(&Inline(Object::ServerVariable))),
];

pub(super) const SERVER_VARIABLE: &[Keyword] = &[
    typed("enum", Items(&Text)),
    required("default", Text),
    annotation("description", Text),
];

pub(super) const COMPONENTS: &[Keyword] = &[
    typed("schemas", Map(&SCHEMA_HERE)),
    typed("responses", Map(&Reference(Object::Response))),
    typed("parameters", Map(&Reference(Object::Parameter))),
    annotation("examples", EXAMPLES),
    typed("requestBodies", Map(&Reference(Object::RequestBody))),
    typed("headers", HEADERS),
    typed("securitySchemes", Map(&Reference(Object::SecurityScheme))),
    ignored("links", Map(&Reference(Object::Link))),
    typed("callbacks", Map(&Reference(Object::Callback))),
];

pub(super) const PATH_ITEM: &[Keyword] = &[
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

pub(super) const OPERATION: &[Keyword] = &[
    typed("tags", Items(&Text)),
    annotation("summary", Text),
    annotation("description", Text),
    annotation("externalDocs", DOCS),
    typed("operationId", Text),
    typed("parameters", PARAMETERS),
    typed("requestBody", Reference(Object::RequestBody)),
    implied("responses", Inline(Object::Responses)),
    typed("callbacks", Map(&Reference(Object::Callback))),
    typed("deprecated", Flag),
    typed("security", SECURITY),
    typed("servers", SERVERS),
];

pub(super) const EXTERNAL_DOCUMENTATION: &[Keyword] =
    &[annotation("description", Text), assumed("url", Text)];

pub(super) const PARAMETER: &[Keyword] = &[
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

pub(super) const REQUEST_BODY: &[Keyword] = &[
    annotation("description", Text),
    implied("content", CONTENT),
    typed("required", Flag),
];

pub(super) const MEDIA_TYPE: &[Keyword] = &[
    typed("schema", SCHEMA_HERE),
    annotation("example", Any),
    annotation("examples", EXAMPLES),
    typed("encoding", Map(&Inline(Object::Encoding))),
];

pub(super) const ENCODING: &[Keyword] = &[
    typed("contentType", Text),
    typed("headers", HEADERS),
    typed("style", QUERY_STYLES),
    typed("explode", Flag),
    typed("allowReserved", Flag),
];

pub(super) const RESPONSE: &[Keyword] = &[
    assumed("description", Text),
    typed("headers", HEADERS),
    typed("content", CONTENT),
    ignored("links", Map(&Reference(Object::Link))),
];

pub(super) const EXAMPLE: &[Keyword] = &[
    annotation("summary", Text),
    annotation("description", Text),
    annotation("value", Any),
    annotation("externalValue", Text),
];

pub(super) const LINK: &[Keyword] = &[
    ignored("operationRef", Text),
    ignored("operationId", Text),
    ignored("parameters", Map(&Any)),
    ignored("requestBody", Any),
    annotation("description", Text),
    ignored("server", Inline(Object::Server)),
];

pub(super) const HEADER: &[Keyword] = &[
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

pub(super) const TAG: &[Keyword] = &[
    required("name", Text),
    annotation("description", Text),
    annotation("externalDocs", DOCS),
];

pub(super) const SCHEMA: &[Keyword] = &[
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
    typed("not", SCHEMA_HERE),
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
    typed("xml", Inline(Object::Xml)),
    annotation("externalDocs", DOCS),
    annotation("example", Any),
    typed("deprecated", Flag),
];

pub(super) const DISCRIMINATOR: &[Keyword] = &[required("propertyName", Text), typed("mapping", Map(&Text))];

pub(super) const XML: &[Keyword] = &[
    typed("name", Text),
    typed("namespace", Text),
    typed("prefix", Text),
    typed("attribute", Flag),
    typed("wrapped", Flag),
];

pub(super) const SECURITY_SCHEME: &[Keyword] = &[
    required("type", Choice(&["apiKey", "http", "oauth2", "openIdConnect"])),
    annotation("description", Text),
    typed("name", Text),
    typed("in", Choice(&["query", "header", "cookie"])),
    typed("scheme", Text),
    annotation("bearerFormat", Text),
    typed("flows", Inline(Object::OAuthFlows)),
    typed("openIdConnectUrl", Text),
];

pub(super) const OAUTH_FLOWS: &[Keyword] = &[
    typed("implicit", FLOW),
    typed("password", FLOW),
    typed("clientCredentials", FLOW),
    typed("authorizationCode", FLOW),
];

pub(super) const OAUTH_FLOW: &[Keyword] = &[
    typed("authorizationUrl", Text),
    typed("tokenUrl", Text),
    typed("refreshUrl", Text),
    assumed("scopes", Map(&Text)),
];
