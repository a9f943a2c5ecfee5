//! The table of all keywords of Swagger 2.0, for the objects that differ from those of OpenAPI 3.0. Data only.

use super::{
    Any, Choice, Count, DOCS, Flag, Inline, Items, Keyword, METHOD, Map, Number, Object, PARAMETERS,
    Reference, SCHEMA_HERE, SCHEMAS, SECURITY, SchemaOrFlag, Takes, Text, annotation, assumed, ignored,
    implied, required, typed,
};
use crate::dialect::keywords::Takes::TypeNames;

/// The rows of an object; `None` if they are the same as in 3.0.
pub(in crate::dialect) fn rows(object: Object) -> Option<&'static [Keyword]> {
    Some(match object {
        Object::OpenApi => SWAGGER,
        Object::PathItem => PATH_ITEM,
        Object::Operation => OPERATION,
        Object::Parameter => PARAMETER,
        Object::Items => ITEMS,
        Object::Response => RESPONSE,
        Object::Header => HEADER,
        Object::Schema => SCHEMA,
        Object::SecurityScheme => SECURITY_SCHEME,
        Object::Info
        | Object::Contact
        | Object::License
        | Object::Server
        | Object::ServerVariable
        | Object::Components
        | Object::Paths
        | Object::ExternalDocumentation
        | Object::RequestBody
        | Object::MediaType
        | Object::Encoding
        | Object::Responses
        | Object::Callback
        | Object::Example
        | Object::Link
        | Object::Tag
        | Object::Discriminator
        | Object::Xml
        | Object::OAuthFlows
        | Object::OAuthFlow
        | Object::SecurityRequirement => return None,
    })
}

const TEXTS: Takes = Items(&Text);
const ITEM: Takes = Inline(Object::Items);
const COLLECTIONS: Takes = Choice(&["csv", "ssv", "tsv", "pipes"]);
const SIMPLE_TYPES: Takes = Choice(&["string", "number", "integer", "boolean", "array"]);

const SWAGGER: &[Keyword] = &[
    required("swagger", Text),
    implied("info", Inline(Object::Info)),
    typed("host", Text),
    typed("basePath", Text),
    typed("schemes", SCHEMES),
    typed("consumes", TEXTS),
    typed("produces", TEXTS),
    implied("paths", Inline(Object::Paths)),
    typed("definitions", Map(&SCHEMA_HERE)),
    typed("parameters", Map(&Reference(Object::Parameter))),
    typed("responses", Map(&Reference(Object::Response))),
    typed("securityDefinitions", Map(&Inline(Object::SecurityScheme))),
    typed("security", SECURITY),
    annotation("tags", Items(&Inline(Object::Tag))),
    annotation("externalDocs", DOCS),
];

const SCHEMES: Takes = Items(&Choice(&["http", "https", "ws", "wss"]));

const PATH_ITEM: &[Keyword] = &[
    typed("get", METHOD),
    typed("put", METHOD),
    typed("post", METHOD),
    typed("delete", METHOD),
    typed("options", METHOD),
    typed("head", METHOD),
    typed("patch", METHOD),
    typed("parameters", PARAMETERS),
];

const OPERATION: &[Keyword] = &[
    typed("tags", TEXTS),
    annotation("summary", Text),
    annotation("description", Text),
    annotation("externalDocs", DOCS),
    typed("operationId", Text),
    typed("consumes", TEXTS),
    typed("produces", TEXTS),
    typed("parameters", PARAMETERS),
    implied("responses", Inline(Object::Responses)),
    ignored("schemes", SCHEMES),
    typed("deprecated", Flag),
    typed("security", SECURITY),
];

const PARAMETER: &[Keyword] = &[
    required("name", Text),
    required("in", Choice(&["query", "header", "path", "formData", "body"])),
    annotation("description", Text),
    typed("required", Flag),
    typed("schema", SCHEMA_HERE),
    typed(
        "type",
        Choice(&["string", "number", "integer", "boolean", "array", "file"]),
    ),
    typed("format", Text),
    typed("allowEmptyValue", Flag),
    typed("items", ITEM),
    typed(
        "collectionFormat",
        Choice(&["csv", "ssv", "tsv", "pipes", "multi"]),
    ),
    annotation("default", Any),
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
    typed("enum", Items(&Any)),
    typed("multipleOf", Number),
];

const ITEMS: &[Keyword] = &[
    // A list of files occurs in forms.
    required(
        "type",
        Choice(&["string", "number", "integer", "boolean", "array", "file"]),
    ),
    typed("format", Text),
    typed("items", ITEM),
    typed("collectionFormat", COLLECTIONS),
    annotation("default", Any),
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
    typed("enum", Items(&Any)),
    typed("multipleOf", Number),
];

const HEADER: &[Keyword] = &[
    annotation("description", Text),
    required("type", SIMPLE_TYPES),
    typed("format", Text),
    typed("items", ITEM),
    typed("collectionFormat", COLLECTIONS),
    annotation("default", Any),
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
    typed("enum", Items(&Any)),
    typed("multipleOf", Number),
];

const RESPONSE: &[Keyword] = &[
    assumed("description", Text),
    typed("schema", SCHEMA_HERE),
    typed("headers", Map(&Inline(Object::Header))),
    annotation("examples", Map(&Any)),
];

const SCHEMA: &[Keyword] = &[
    annotation("title", Text),
    annotation("description", Text),
    typed("format", Text),
    annotation("default", Any),
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
    typed("required", TEXTS),
    typed("enum", Items(&Any)),
    typed(
        "type",
        TypeNames(&[
            "array", "boolean", "file", "integer", "null", "number", "object", "string",
        ]),
    ),
    typed("items", SCHEMA_HERE),
    typed("allOf", SCHEMAS),
    typed("properties", Map(&SCHEMA_HERE)),
    typed("additionalProperties", SchemaOrFlag),
    typed("discriminator", Text),
    typed("readOnly", Flag),
    typed("xml", Inline(Object::Xml)),
    annotation("externalDocs", DOCS),
    annotation("example", Any),
];

const SECURITY_SCHEME: &[Keyword] = &[
    required("type", Choice(&["basic", "apiKey", "oauth2"])),
    annotation("description", Text),
    typed("name", Text),
    typed("in", Choice(&["query", "header"])),
    typed(
        "flow",
        Choice(&["implicit", "password", "application", "accessCode"]),
    ),
    typed("authorizationUrl", Text),
    typed("tokenUrl", Text),
    typed("scopes", Map(&Text)),
];
