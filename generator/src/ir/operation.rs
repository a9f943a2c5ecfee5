//! Operations: the Rust method, requests and responses of each Operation Object.

use std::collections::BTreeMap;

use super::constraints::Constraints;
use super::outcome::{Outcome, OutcomeForm};
use super::parameter::{Parameter, Style};
use super::types::{Docs, Type};
use crate::naming::{Ident, Name};
use crate::source::{Node, Pointer};

/// The operations of one tag, which a method of the client returns. Operations without a tag are methods of the client itself.
#[derive(Clone, Debug)]
pub struct Group {
    /// `None` for the operations without a tag.
    pub tag: Option<Tag>,
    pub operations: Vec<Operation>,
}

/// A tag of the description.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The name of the tag in the description.
    pub wire: String,
    /// The client's method for the tag.
    pub method: Ident,
    /// The private module of its operations, and the stem of its file. It is ASCII and distinct from the names of types' files.
    pub module: Ident,
    /// The Rust type whose methods are the operations.
    pub ty: Ident,
    pub docs: Docs,
}

/// An operation: one HTTP method on one path.
#[derive(Clone, Debug)]
pub struct Operation {
    pub pointer: Pointer,
    /// `operationId`, or the method and path if there is none.
    pub id: String,
    /// The name of the Rust method.
    pub name: Ident,
    /// The marker type that represents the operation.
    pub marker: Ident,
    pub method: Method,
    /// The path template, as the description spells it.
    pub path: String,
    /// The constant query that every call sends in addition to its parameters. Empty if there is none.
    pub query: String,
    /// The URL of the operation's own server. Empty if the operation uses the description's server.
    pub server: String,
    pub docs: Docs,
    pub deprecated: bool,
    /// Path parameters in the order of the template, then other required parameters, then optional ones, both in the order of the
    /// lock.
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    /// The documented responses, in the order of the description.
    pub cases: Vec<Case>,
    pub output: Outcome,
    pub error: Outcome,
    /// The headers of the documented responses, each once.
    pub headers: Vec<Header>,
    /// The items of a success response that is a stream.
    pub stream: Option<Sequence>,
    /// Security requirements: OR of ANDs of indices into [`super::Api::schemes`]. Empty if no credentials are needed.
    pub security: Vec<Vec<usize>>,
    /// The header of the idempotency key.
    pub idempotency_key: Option<String>,
    /// The pagination rule. `None` if the response is not paginated.
    pub paging: Option<Paging>,
    /// Further methods that create the same call, because the operation had another tag earlier in this release.
    pub former: Vec<FormerMethod>,
}

/// A method of an operation below a tag that is no longer its first one. It is deprecated.
#[derive(Clone, Debug)]
pub struct FormerMethod {
    /// `None` if the operation had no tag.
    pub tag: Option<Tag>,
    pub name: Ident,
}

impl Operation {
    /// The request bodies that have a Rust type.
    pub fn bodies(&self) -> impl Iterator<Item = &TypedBody> {
        let contents = self.body.iter().flat_map(|body| &body.contents);
        contents.filter_map(|content| content.typed.as_ref())
    }

    /// The request bodies that have a Rust type, mutably.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut TypedBody> {
        let contents = self.body.iter_mut().flat_map(|body| &mut body.contents);
        contents.filter_map(|content| content.typed.as_mut())
    }

    /// Whether every success response is a stream.
    pub fn is_sequence(&self) -> bool {
        let raw = |form: &OutcomeForm| match form {
            OutcomeForm::Body(Documented::Text | Documented::Bytes) => true,
            OutcomeForm::Body(Documented::Typed(_))
            | OutcomeForm::Empty
            | OutcomeForm::Optional(_)
            | OutcomeForm::Enum(_) => false,
        };
        self.stream.is_some() && raw(&self.output.form)
    }
}

/// The HTTP method of an operation. Source: OpenAPI 3.2.0, Path Item Object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// A method of `additionalOperations`, as it is sent.
    Other(String),
}

/// The map of a Path Item Object whose keys are methods.
const ADDITIONAL: &str = "additionalOperations";

impl Method {
    /// The method for a field name of a Path Item Object.
    fn from_field(field: &str) -> Option<Self> {
        Some(match field {
            "get" => Self::Get,
            "put" => Self::Put,
            "post" => Self::Post,
            "delete" => Self::Delete,
            "options" => Self::Options,
            "head" => Self::Head,
            "patch" => Self::Patch,
            "trace" => Self::Trace,
            "query" => Self::Query,
            _ => return None,
        })
    }

    /// The operations of the Path Item Object `item` at `at`, in the order of the text.
    pub fn in_item(item: &Node, at: &Pointer) -> Vec<(Self, Pointer)> {
        let mut found = Vec::new();
        for (field, value) in item.as_object().into_iter().flatten() {
            let at = at.child(field);
            if let Some(method) = Self::from_field(field) {
                found.push((method, at));
            } else if field == ADDITIONAL {
                let methods = value.as_object().into_iter().flat_map(|members| members.keys());
                found.extend(methods.map(|method| (Self::Other(method.clone()), at.child(method))));
            }
        }
        found
    }

    /// The method that the tokens of a place below a Path Item Object begin with, in lower case.
    pub fn of_place(below: &[&str]) -> Option<String> {
        match below {
            [ADDITIONAL, method, ..] => Some(method.to_ascii_lowercase()),
            [field, ..] => Self::from_field(field).map(|_| (*field).to_owned()),
            [] => None,
        }
    }

    /// The method as it is sent: `GET`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(method) => method,
        }
    }
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Whether a call must have it.
    pub required: bool,
    /// Whether the description has it as optional. The lock keeps the argument.
    pub is_kept: bool,
    /// The media types, the preferred one first.
    pub contents: Vec<BodyContent>,
    /// The enum by which the caller chooses, if there are several media types.
    pub choice: Option<Ident>,
    /// The name of the Rust parameter.
    pub name: Ident,
    /// The number of required parameters that precede it among the arguments.
    pub after: usize,
    pub docs: Docs,
}

impl Body {
    /// Whether the description requires it.
    pub fn is_described_required(&self) -> bool {
        self.required && !self.is_kept
    }

    /// Whether the enum of media types borrows its content. Bytes are owned.
    pub fn choice_borrows(&self) -> bool {
        self.choice.is_some() && self.contents.iter().any(|content| content.typed.is_some())
    }
}

/// A media type of a request body.
#[derive(Clone, Debug)]
pub struct BodyContent {
    pub media_type: String,
    /// A range such as `image/*`, for which the caller sets a media type.
    pub range: Option<String>,
    /// `None` if the body is the caller's own text or bytes.
    pub typed: Option<TypedBody>,
    /// Its variant in the enum of media types.
    pub variant: Ident,
    /// Whether the enum implements `From` for the variant's type: no earlier variant holds the same type.
    pub convertible: bool,
}

/// A request body that has a Rust type.
#[derive(Clone, Debug)]
pub struct TypedBody {
    pub format: BodyFormat,
    pub ty: Type,
    pub constraints: Constraints,
    /// For a form or multipart body: the properties with an Encoding Object. The parts of a list are named by their positions,
    /// and [`OTHER_PARTS`] are those after them.
    pub encoding: Vec<Encoding>,
    /// For a multipart body: the parts that are files although their schemas have no `type`, keyed by property.
    pub untyped: BTreeMap<String, Type>,
    /// For an XML body: the name of its root in [`super::Api::xml`].
    pub xml: Option<Ident>,
}

/// The name of the parts of a list after those with an encoding of their own.
pub const OTHER_PARTS: &str = "*";

/// The serialization of a typed request body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data` and other `multipart/*` types.
    Multipart,
    /// A string, which is sent as it is.
    Text,
    /// `application/xml`, `text/xml` and `+xml`.
    Xml,
    /// A list: the items with this framing.
    Framed(Framing),
    /// A list: the parts of `multipart/mixed` and other `multipart/*` types without names.
    Parts,
}

/// The serialization of a property of a form or multipart body. Source: OpenAPI 3.0.4, Encoding Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// The name of the property on the wire.
    pub name: String,
    /// The media type of the part. `None` for the default of the property's type.
    pub media_type: Option<String>,
    /// The style of a query parameter. `None` if the property has no style.
    pub style: Option<Style>,
    pub explode: bool,
    pub allow_reserved: bool,
}

/// A documented response with one media type.
#[derive(Clone, Debug)]
pub struct Case {
    pub status: StatusKey,
    /// Whether it is a success, which the call returns. Otherwise it is an error.
    pub success: bool,
    /// `None` if the response has no body.
    pub content: Option<Documented>,
    /// The media type of the body. Empty without a body.
    pub media_type: String,
    /// For a typed XML body: the name of its root in [`super::Api::xml`].
    pub xml: Option<Ident>,
    /// Whether the operation's type of successes or errors has no place for it, because the lock keeps an earlier form.
    pub is_other: bool,
    /// Whether the response is documented to have a header `Link` (RFC 8288).
    pub has_link: bool,
    pub docs: Docs,
}

/// A documented response header.
#[derive(Clone, Debug)]
pub struct Header {
    /// The name on the wire, and the name of its constant in `headers`.
    pub name: Name,
    pub form: HeaderForm,
    pub ty: Type,
    pub docs: Docs,
    pub deprecated: bool,
}

/// The serialization of a header's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// Style `simple`, the only style of headers (OpenAPI 3.0.4, Header Object).
    Simple { explode: bool },
    /// `content` with a JSON media type.
    Json,
    /// `content` with another media type.
    Text,
}

/// A response that is a stream of items.
#[derive(Clone, Debug)]
pub struct Sequence {
    pub framing: Framing,
    /// The documented media type.
    pub media_type: String,
    pub item: Type,
}

/// The pagination rule of an operation. Places in a response are paths such as `$.data[-1].id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    pub next_page: NextPage,
    /// The place where `false` means that the page is the last one.
    pub more: Option<String>,
    /// The place of the listed items.
    pub items: String,
    /// The type of a listed item.
    pub element: Type,
}

/// How the next page is requested. Parameters are named as in the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// The parameter takes the value at `next` in the page.
    Cursor { parameter: String, next: String },
    /// The parameter takes the number of items received so far.
    Offset { parameter: String },
    /// The parameter takes the page number, starting with `first`.
    Page { parameter: String, first: i64 },
    /// The address of the next page: in the header `Link` (RFC 8288) or, if `next` is set, at that place.
    Link { next: Option<String> },
}

/// The framing of the items in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events (HTML Standard, `text/event-stream`).
    Events,
    /// JSON lines: one JSON text per line.
    Lines,
    /// JSON text sequences (RFC 7464).
    Sequence,
}

impl Framing {
    /// The name of the framing.
    pub fn name(self) -> &'static str {
        match self {
            Self::Events => "server-sent events",
            Self::Lines => "JSON lines",
            Self::Sequence => "JSON text sequence",
        }
    }
}

/// The key of a response in the Responses Object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusKey {
    Exact(u16),
    /// A range, by its first digit: 4 for `4XX`.
    Range(u8),
    Default,
}

impl StatusKey {
    /// Whether such a response is a success. Redirects are successes, since the client does not follow them.
    pub fn is_success(self) -> bool {
        match self {
            Self::Exact(code) => code < 400,
            Self::Range(class) => class < 4,
            Self::Default => false,
        }
    }
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Documented {
    /// JSON or XML, decoded into this type.
    Typed(Type),
    Text,
    Bytes,
}

/// A server: a base URL.
#[derive(Clone, Debug)]
pub struct Server {
    /// The URL with variables replaced by their defaults.
    pub url: String,
    /// The URL template of the description.
    pub template: String,
    pub variables: Vec<Variable>,
    /// The function in `servers` that returns it.
    pub function: Ident,
    /// Its type, if it has variables.
    pub ty: Ident,
    pub docs: Docs,
}

/// A variable of a server's URL.
#[derive(Clone, Debug)]
pub struct Variable {
    pub name: Name,
    pub default: String,
    /// The enum of its allowed values. `None` if any value is allowed.
    pub values: Option<(Ident, Vec<Name>)>,
    pub docs: Docs,
}
