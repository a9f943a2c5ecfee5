//! The description of operations as constant tables. Pure data: no I/O, no encoding.

pub(super) mod body;
pub(super) mod listed;
pub mod table;
use crate::runtime::http::xml::{self, Element};
use crate::runtime::http::{BodySpec, Outcome};
use crate::runtime::json::Check;
use http::Method;

/// One operation of the API: how its request is built and how its responses are decoded.
pub trait Operation: 'static {
    /// The type of a successful response.
    type Output: Outcome;
    /// The type of a documented error response; `()` if none is documented.
    type Error: Outcome;
    /// The operation's table.
    const SPEC: &'static Spec;
}

/// The table of one operation (OpenAPI: Operation Object).
#[derive(Debug)]
pub struct Spec {
    /// The id of the operation, as errors show it.
    pub id: &'static str,
    /// The HTTP method, as it is sent.
    pub method: &'static str,
    /// The path template, such as `/pets/{petId}`.
    pub path: &'static str,
    /// The constant query that every call sends in addition to its parameters; empty for none.
    pub query: &'static str,
    /// The URL of the operation's own server, without a trailing slash; empty for the API's server. A URL that starts with a
    /// slash is relative to the host of the API's server.
    pub server: &'static str,
    /// Every parameter. `Call::new` takes the required ones in this order.
    pub parameters: &'static [Parameter],
    /// The format of the request body, if it is typed and has a single media type.
    pub body: BodySpec,
    /// Alternatives, each a list of indices into `Api::schemes`, all of which are required. Empty: no credential is sent.
    pub security: &'static [&'static [usize]],
    /// The header with the idempotency key, by which the server recognizes a retried request.
    pub idempotency_key: Option<&'static str>,
    /// Every documented response.
    pub responses: &'static [ResponseSpec],
}

impl Spec {
    /// The method; `None` if it isn't a token (RFC 9110, section 9.1), which no generated table has.
    pub(crate) fn http_method(&self) -> Option<Method> {
        Method::from_bytes(self.method.as_bytes()).ok()
    }

    /// The default values of fields that an operation doesn't set.
    pub const DEFAULT: Self = Self {
        id: "",
        method: "GET",
        path: "/",
        query: "",
        server: "",
        parameters: &[],
        body: BodySpec::JSON,
        security: &[],
        idempotency_key: None,
        responses: &[],
    };
}

/// One parameter (OpenAPI: Parameter Object).
#[derive(Debug)]
pub struct Parameter {
    /// The name of the parameter, as sent.
    pub name: &'static str,
    /// Where the parameter is sent.
    pub location: Location,
    /// How the value is serialized.
    pub style: Style,
    /// Whether each item or property is written separately.
    pub explode: bool,
    /// Whether `Call::new` takes it.
    pub required: bool,
    /// Whether reserved characters are sent unescaped.
    pub allow_reserved: bool,
    /// Whether an empty list is sent, even though the parameter isn't required.
    pub allow_empty: bool,
    /// The assertions that a value must satisfy before it is sent.
    pub check: &'static Check,
}

impl Parameter {
    /// A path parameter: style `simple`, required.
    pub const fn path(name: &'static str) -> Self {
        Self {
            required: true,
            ..Self::at(name, Location::Path, Style::Simple)
        }
    }

    /// An optional query parameter: style `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self {
            explode: true,
            ..Self::at(name, Location::Query, Style::Form)
        }
    }

    /// An optional parameter that is the whole query: the properties of a form, unless another style follows.
    pub const fn querystring(name: &'static str) -> Self {
        Self {
            explode: true,
            ..Self::at(name, Location::QueryString, Style::Form)
        }
    }

    /// An optional header parameter: style `simple`.
    pub const fn header(name: &'static str) -> Self {
        Self::at(name, Location::Header, Style::Simple)
    }

    /// An optional cookie parameter: style `form`, exploded.
    pub const fn cookie(name: &'static str) -> Self {
        Self {
            explode: true,
            ..Self::at(name, Location::Cookie, Style::Form)
        }
    }

    /// Makes the parameter required.
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// Sends an empty list, even though the parameter isn't required.
    pub const fn allow_empty(self) -> Self {
        Self {
            allow_empty: true,
            ..self
        }
    }

    /// Sets the style. `explode` doesn't change.
    pub const fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Sets whether each item or property is written separately.
    pub const fn explode(self, explode: bool) -> Self {
        Self { explode, ..self }
    }

    /// Sends reserved characters unescaped, except those that would end the value or the query.
    pub const fn allow_reserved(self) -> Self {
        Self {
            allow_reserved: true,
            ..self
        }
    }

    /// Sets the assertions that a value must satisfy.
    pub const fn check(self, check: &'static Check) -> Self {
        Self { check, ..self }
    }

    const fn at(name: &'static str, location: Location, style: Style) -> Self {
        Self {
            name,
            location,
            style,
            explode: false,
            required: false,
            allow_reserved: false,
            allow_empty: false,
            check: &Check::NONE,
        }
    }
}

/// Where a parameter is sent (OpenAPI: `in`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query.
    Query,
    /// As the whole query.
    QueryString,
    /// As a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
}

impl Location {
    /// The name of the location in OpenAPI.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter's value is serialized (OpenAPI: Style Values; RFC 6570).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `blue,black`
    Simple,
    /// `.blue.black`
    Label,
    /// `;color=blue`
    Matrix,
    /// `color=blue&color=black`
    Form,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue%7Cblack`
    PipeDelimited,
    /// `color%5BR%5D=100`
    DeepObject,
    /// `color=blue; color=black`, without escapes: a cookie that can't carry every value.
    Cookie,
    /// The value as JSON text: a parameter that is described by `content` instead of `schema`.
    Json,
    /// The value as plain text: a parameter that is described by `content` with another media type.
    Text,
}

/// One documented response (OpenAPI: Responses Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseSpec {
    /// The status of the response.
    pub status: Status,
    /// How the body is decoded.
    pub media: Media,
    /// The documented media type; empty for no body.
    pub media_type: &'static str,
    /// Whether the response decodes into the operation's `Error`.
    pub error: bool,
    /// Whether neither `Output` nor `Error` has a place for the response. `Error::api_as` reads it.
    pub other: bool,
}

impl ResponseSpec {
    /// A response with exactly this status and no body. 4xx and 5xx are errors.
    pub const fn status(code: u16) -> Self {
        Self {
            status: Status::Code(code),
            media: Media::Empty,
            media_type: "",
            error: code >= 400,
            other: false,
        }
    }

    /// A response with a status in this range (`4` for `4XX`) and no body.
    pub const fn range(class: u16) -> Self {
        Self {
            status: Status::Range(class),
            media: Media::Empty,
            media_type: "",
            error: class >= 4,
            other: false,
        }
    }

    /// Any other response, without a body. It is an error, unless `.output()` follows.
    pub const fn default_response() -> Self {
        Self {
            status: Status::Default,
            media: Media::Empty,
            media_type: "",
            error: true,
            other: false,
        }
    }

    /// The body is JSON.
    pub const fn json(self) -> Self {
        Self {
            media: Media::Json,
            media_type: "application/json",
            ..self
        }
    }

    /// The body is XML with this root.
    pub const fn xml(self, root: &'static Element) -> Self {
        Self {
            media: Media::Xml(root),
            media_type: "application/xml",
            ..self
        }
    }

    /// The body is text.
    pub const fn text(self) -> Self {
        Self {
            media: Media::Text,
            media_type: "text/plain",
            ..self
        }
    }

    /// The body is bytes.
    pub const fn bytes(self) -> Self {
        Self {
            media: Media::Bytes,
            media_type: "*/*",
            ..self
        }
    }

    /// Sets the documented media type, if it isn't the usual one.
    pub const fn media_type(self, media_type: &'static str) -> Self {
        Self { media_type, ..self }
    }

    /// The response decodes into the operation's `Output`.
    pub const fn output(self) -> Self {
        Self { error: false, ..self }
    }

    /// The response decodes into the operation's `Error`.
    pub const fn error(self) -> Self {
        Self { error: true, ..self }
    }

    /// Neither `Output` nor `Error` has a place for the response.
    pub const fn other(self) -> Self {
        Self { other: true, ..self }
    }
}

impl ResponseSpec {
    /// A success with an undocumented status, when no documented success has a body.
    pub(crate) const DONE: Self = Self::default_response().output();

    /// Whether this crate is compiled with support for the body's format.
    pub(crate) const fn is_readable(&self) -> bool {
        !matches!(self.media, Media::Xml(_)) || xml::IS_READ
    }
}

/// The statuses of a documented response, from specific to general.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One status code.
    Code(u16),
    /// A range of status codes: `4` is 400 to 499.
    Range(u16),
    /// Every status that isn't documented otherwise.
    Default,
}

/// How a body is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// There is no body.
    Empty,
    /// `application/json` or `+json`.
    Json,
    /// `application/xml`, `text/xml` or `+xml`, with this root.
    Xml(&'static Element),
    /// UTF-8 text.
    Text,
    /// Undecoded bytes.
    Bytes,
}
