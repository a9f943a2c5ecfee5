//! The keywords of OpenAPI 3.1.1 and JSON Schema 2020-12 that 3.0 does not have, or defines differently. Data only.

use super::{
    Any, Choice, Count, Flag, Inline, Items, Keyword, Map, Object, Optional, Reference, SCHEMA_HERE, SCHEMAS,
    Takes, Text, Typed, annotation, ignored, not_enforced, row, typed,
};
use crate::dialect::keywords::Takes::{NumberOrFlag, SchemaOrFlag, TypeNames};

/// The rows that override those of 3.0.
pub(in crate::dialect) fn rows(object: Object) -> &'static [Keyword] {
    match object {
        Object::OpenApi => OPENAPI,
        Object::Info => INFO,
        Object::License => LICENSE,
        Object::Components => COMPONENTS,
        Object::Operation => OPERATION,
        Object::Header => HEADER,
        Object::Schema => SCHEMA,
        Object::SecurityScheme => SECURITY_SCHEME,
        Object::Contact
        | Object::Server
        | Object::ServerVariable
        | Object::Paths
        | Object::PathItem
        | Object::ExternalDocumentation
        | Object::Parameter
        | Object::RequestBody
        | Object::MediaType
        | Object::Encoding
        | Object::Responses
        | Object::Response
        | Object::Callback
        | Object::Example
        | Object::Link
        | Object::Tag
        | Object::Discriminator
        | Object::Xml
        | Object::OAuthFlows
        | Object::OAuthFlow
        | Object::SecurityRequirement
        | Object::Items => &[],
    }
}

/// The types of JSON Schema 2020-12, Validation, section 6.1.1.
const TYPES: Takes = TypeNames(&[
    "array", "boolean", "integer", "null", "number", "object", "string",
]);

const OPENAPI: &[Keyword] = &[
    row("paths", Inline(Object::Paths), Typed, Optional),
    typed("webhooks", Map(&Reference(Object::PathItem))),
    ignored("jsonSchemaDialect", Text),
];

const INFO: &[Keyword] = &[annotation("summary", Text)];

const LICENSE: &[Keyword] = &[annotation("identifier", Text)];

const COMPONENTS: &[Keyword] = &[typed("pathItems", Map(&Reference(Object::PathItem)))];

const OPERATION: &[Keyword] = &[row("responses", Inline(Object::Responses), Typed, Optional)];

/// OpenAPI 3.1.1, section 4.8.21.2: `allowReserved` applies to query parameters.
const HEADER: &[Keyword] = &[ignored("allowReserved", Flag), ignored("allowEmptyValue", Flag)];

const SECURITY_SCHEME: &[Keyword] = &[row(
    "type",
    Choice(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
    Typed,
    super::Required,
)];

const SCHEMA: &[Keyword] = &[
    typed("$ref", Text),
    typed("$defs", Map(&SCHEMA_HERE)),
    typed("definitions", Map(&SCHEMA_HERE)),
    typed("$anchor", Text),
    typed("$dynamicRef", Text),
    typed("$dynamicAnchor", Text),
    annotation("$id", Text),
    annotation("$schema", Text),
    annotation("$comment", Text),
    annotation("$vocabulary", Any),
    typed("type", TYPES),
    typed("const", Any),
    annotation("examples", Items(&Any)),
    annotation("example", Any),
    typed("nullable", Flag),
    typed("exclusiveMaximum", NumberOrFlag),
    typed("exclusiveMinimum", NumberOrFlag),
    typed("prefixItems", SCHEMAS),
    typed("patternProperties", Map(&SCHEMA_HERE)),
    typed("unevaluatedProperties", SchemaOrFlag),
    typed("unevaluatedItems", SchemaOrFlag),
    typed("contentEncoding", Text),
    typed("contentMediaType", Text),
    annotation("contentSchema", SCHEMA_HERE),
    typed("propertyNames", SCHEMA_HERE),
    typed("contains", SCHEMA_HERE),
    typed("minContains", Count),
    typed("maxContains", Count),
    typed("if", SCHEMA_HERE),
    typed("then", SCHEMA_HERE),
    typed("else", SCHEMA_HERE),
    typed("dependentRequired", Map(&Items(&Text))),
    typed("dependentSchemas", Map(&SCHEMA_HERE)),
    not_enforced("dependencies", Any),
];
