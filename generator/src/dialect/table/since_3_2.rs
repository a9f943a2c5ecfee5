//! The keywords of OpenAPI 3.2.0 that 3.1 does not have, or defines differently. Data only.

use super::{
    Any, Assumed, Choice, Flag, HEADERS, Inline, Items, Keyword, METHOD, Map, Object, Reference, Required,
    SCHEMA_HERE, Text, Typed, annotation, not_generated, row, typed,
};

/// The rows that override those of 3.1 and 3.0.
pub(in crate::dialect) fn rows(object: Object) -> &'static [Keyword] {
    match object {
        Object::OpenApi => OPENAPI,
        Object::Server => SERVER,
        Object::Components => COMPONENTS,
        Object::PathItem => PATH_ITEM,
        Object::Parameter => PARAMETER,
        Object::RequestBody => REQUEST_BODY,
        Object::MediaType => MEDIA_TYPE,
        Object::Encoding => ENCODING,
        Object::Response => RESPONSE,
        Object::Example => EXAMPLE,
        Object::Tag => TAG,
        Object::Discriminator => DISCRIMINATOR,
        Object::Xml => XML,
        Object::SecurityScheme => SECURITY_SCHEME,
        Object::OAuthFlows => OAUTH_FLOWS,
        Object::OAuthFlow => OAUTH_FLOW,
        Object::Info
        | Object::Contact
        | Object::License
        | Object::ServerVariable
        | Object::Paths
        | Object::Operation
        | Object::ExternalDocumentation
        | Object::Responses
        | Object::Callback
        | Object::Link
        | Object::Header
        | Object::Schema
        | Object::SecurityRequirement
        | Object::Items => &[],
    }
}

/// The objects whose rows 3.0 and 3.1 read too, with a note: FastAPI writes `itemSchema` into descriptions of 3.1, and earlier
/// versions give the names no other meaning.
const EARLY: [Object; 1] = [Object::MediaType];

/// The rows that 3.0 and 3.1 read too.
pub(in crate::dialect) fn early(object: Object) -> &'static [Keyword] {
    match EARLY.contains(&object) {
        true => rows(object),
        false => &[],
    }
}

const CONTENT: super::Takes = Map(&Reference(Object::MediaType));

const PATH_ITEM: &[Keyword] = &[
    typed("query", METHOD),
    typed("additionalOperations", Map(&METHOD)),
];

const PARAMETER: &[Keyword] = &[
    row(
        "in",
        Choice(&["query", "querystring", "header", "path", "cookie"]),
        Typed,
        Required,
    ),
    typed(
        "style",
        Choice(&[
            "matrix",
            "label",
            "form",
            "simple",
            "spaceDelimited",
            "pipeDelimited",
            "deepObject",
            "cookie",
        ]),
    ),
    typed("content", CONTENT),
];

const MEDIA_TYPE: &[Keyword] = &[
    typed("itemSchema", SCHEMA_HERE),
    typed("prefixEncoding", Items(&Inline(Object::Encoding))),
    typed("itemEncoding", Inline(Object::Encoding)),
];

const ENCODING: &[Keyword] = &[
    typed("headers", HEADERS),
    not_generated("encoding", Map(&Inline(Object::Encoding))),
    not_generated("prefixEncoding", Items(&Inline(Object::Encoding))),
    not_generated("itemEncoding", Inline(Object::Encoding)),
];

const RESPONSE: &[Keyword] = &[
    annotation("summary", Text),
    annotation("description", Text),
    typed("content", CONTENT),
];

const EXAMPLE: &[Keyword] = &[annotation("dataValue", Any), annotation("serializedValue", Text)];

const TAG: &[Keyword] = &[
    annotation("summary", Text),
    annotation("parent", Text),
    annotation("kind", Text),
];

const DISCRIMINATOR: &[Keyword] = &[
    row("propertyName", Text, Typed, Required),
    typed("defaultMapping", Text),
];

const OPENAPI: &[Keyword] = &[typed("$self", Text)];

const SERVER: &[Keyword] = &[typed("name", Text)];

const COMPONENTS: &[Keyword] = &[typed("mediaTypes", Map(&Reference(Object::MediaType)))];

const REQUEST_BODY: &[Keyword] = &[row("content", CONTENT, Typed, Assumed)];

const XML: &[Keyword] = &[typed(
    "nodeType",
    Choice(&["element", "attribute", "text", "cdata", "none"]),
)];

const SECURITY_SCHEME: &[Keyword] = &[typed("deprecated", Flag), annotation("oauth2MetadataUrl", Text)];

const OAUTH_FLOWS: &[Keyword] = &[annotation("deviceAuthorization", Inline(Object::OAuthFlow))];

const OAUTH_FLOW: &[Keyword] = &[annotation("deviceAuthorizationUrl", Text)];
