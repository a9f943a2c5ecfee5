//! What the description says of an operation, as constant tables. Pure data: no I/O, no encoding.

pub mod table;
pub(super) mod writing;
use crate::runtime::http::xml::{self, Element};
use crate::runtime::http::{BodySpec, Outcome};
use crate::runtime::json::Check;
use http::Method;

/// One operation of the API: how its request is built and what its answers mean.
pub trait Operation: 'static {
    /// What a successful answer holds.
    type Output: Outcome;
    /// What a documented error answer holds; `()` when none is documented.
    type Error: Outcome;
    /// The operation's table.
    const SPEC: &'static Spec;
}

/// The table of one operation (OpenAPI: Operation Object).
#[derive(Debug)]
pub struct Spec {
    /// The operation's id, as errors show it.
    pub id: &'static str,
    /// The request method.
    pub method: Method,
    /// The path template: `/pets/{petId}`.
    pub path: &'static str,
    /// What every call sends in the query, beside its parameters; empty for nothing.
    pub query: &'static str,
    /// The address of the server that the operation has for itself, without a slash at its end; empty for the API's. One that
    /// begins with a slash is on the API's host.
    pub server: &'static str,
    /// Every parameter; the required ones are given to `Call::new` in this order.
    pub parameters: &'static [Parameter],
    /// What a typed request body is, where there is just one.
    pub body: BodySpec,
    /// Alternatives, each a list of indices into `Api::schemes` that are all needed. Empty: no credential is sent.
    pub security: &'static [&'static [usize]],
    /// The header by which the server knows a repeated request again, so that it has its effect once.
    pub idempotency_key: Option<&'static str>,
    /// Every documented answer.
    pub responses: &'static [Case],
}

impl Spec {
    /// The values of the fields that an operation doesn't name.
    pub const DEFAULT: Self = Self {
        id: "",
        method: Method::GET,
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
    /// The name on the wire.
    pub name: &'static str,
    /// Where it is sent.
    pub location: Location,
    /// How its value is written.
    pub style: Style,
    /// Whether each item or property is written on its own.
    pub explode: bool,
    /// Whether `Call::new` takes it.
    pub required: bool,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
    /// Whether a list without items is sent, though the parameter isn't required.
    pub allow_empty: bool,
    /// What a value must satisfy before it is sent.
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

    /// Makes it required.
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// Sends a list without items, though the parameter isn't required.
    pub const fn allow_empty(self) -> Self {
        Self {
            allow_empty: true,
            ..self
        }
    }

    /// Sets the style. `explode` stays as it is.
    pub const fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Sets whether each item or property is written on its own.
    pub const fn explode(self, explode: bool) -> Self {
        Self { explode, ..self }
    }

    /// Sends reserved characters as they are, except those that would end the value or the query.
    pub const fn allow_reserved(self) -> Self {
        Self {
            allow_reserved: true,
            ..self
        }
    }

    /// Sets what a value must satisfy.
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
    /// After `?`.
    Query,
    /// As a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
}

impl Location {
    /// The word that OpenAPI uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter's value is written (OpenAPI: Style Values; RFC 6570).
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
    /// The value as JSON text: a parameter described by `content` instead of `schema`.
    Json,
    /// The value's own text: a parameter described by `content` of another media type.
    Text,
}

/// One documented answer (OpenAPI: Responses Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// The status it is for.
    pub status: Status,
    /// What the body is.
    pub media: Media,
    /// The documented media type; empty for no body.
    pub media_type: &'static str,
    /// Whether it decodes to the operation's `Error`.
    pub error: bool,
}

impl Case {
    /// An answer with exactly this status and no body. 4xx and 5xx are errors.
    pub const fn status(code: u16) -> Self {
        Self {
            status: Status::Code(code),
            media: Media::Empty,
            media_type: "",
            error: code >= 400,
        }
    }

    /// An answer with a status of this class (`4` for `4XX`) and no body.
    pub const fn range(class: u16) -> Self {
        Self {
            status: Status::Range(class),
            media: Media::Empty,
            media_type: "",
            error: class >= 4,
        }
    }

    /// Every other answer, without a body: an error, unless `.output()` follows.
    pub const fn otherwise() -> Self {
        Self {
            status: Status::Default,
            media: Media::Empty,
            media_type: "",
            error: true,
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

    /// The body is XML, whose root is this.
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

    /// The body is any bytes.
    pub const fn bytes(self) -> Self {
        Self {
            media: Media::Bytes,
            media_type: "*/*",
            ..self
        }
    }

    /// Sets the documented media type where it isn't the usual one.
    pub const fn media_type(self, media_type: &'static str) -> Self {
        Self { media_type, ..self }
    }

    /// The answer decodes to the operation's `Output`.
    pub const fn output(self) -> Self {
        Self { error: false, ..self }
    }

    /// The answer decodes to the operation's `Error`.
    pub const fn error(self) -> Self {
        Self { error: true, ..self }
    }
}

impl Case {
    /// A success of another status than the documented ones, where there is nothing to read.
    pub(crate) const DONE: Self = Self::otherwise().output();

    /// Whether the body is of a kind that this crate is compiled to read.
    pub(crate) const fn is_readable(&self) -> bool {
        !matches!(self.media, Media::Xml(_)) || xml::IS_READ
    }
}

/// Which statuses a documented answer is for, the most exact first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One status code.
    Code(u16),
    /// A class of status codes: `4` is 400 to 499.
    Range(u16),
    /// Whatever isn't named otherwise.
    Default,
}

/// How a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// There is none.
    Empty,
    /// `application/json` or `+json`.
    Json,
    /// `application/xml`, `text/xml` or `+xml`, with this root.
    Xml(&'static Element),
    /// UTF-8 text.
    Text,
    /// As it is.
    Bytes,
}
