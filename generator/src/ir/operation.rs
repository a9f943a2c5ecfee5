//! Operations: what a method on a path becomes.

use std::collections::BTreeMap;

use super::constraints::Constraints;
use super::parameter::{Parameter, Style};
use super::types::{Docs, Type};
use crate::naming::{Ident, Name};
use crate::source::Pointer;

/// Operations of one tag, reached by a method of the client; those without a tag are on the client itself.
#[derive(Clone, Debug)]
pub struct Group {
    /// `None` for operations without a tag.
    pub tag: Option<Tag>,
    pub operations: Vec<Operation>,
}

/// A tag of the description.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The tag as it is written.
    pub wire: String,
    /// The client's method.
    pub method: Ident,
    /// The private module of its operations, which is also the name of the file: ASCII, as no type's name is.
    pub module: Ident,
    /// The type that holds the operations.
    pub ty: Ident,
    pub docs: Docs,
}

/// One method on one path.
#[derive(Clone, Debug)]
pub struct Operation {
    pub pointer: Pointer,
    /// `operationId`, or the method and path where there is none.
    pub id: String,
    /// The Rust method.
    pub name: Ident,
    /// The type that stands for the operation.
    pub marker: Ident,
    pub method: Method,
    /// The path template, as the description has it.
    pub path: String,
    /// What every call sends in the query, beside its parameters; empty for nothing.
    pub query: String,
    /// The address of a server of its own; empty for that of the description.
    pub server: String,
    pub docs: Docs,
    pub deprecated: bool,
    /// Those of the path in its order, then the other required ones, then the optional ones, as the lock has them.
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    /// Documented answers, in the description's order.
    pub cases: Vec<Case>,
    pub output: Outcome,
    pub error: Outcome,
    /// What its answers are documented to have, each once.
    pub headers: Vec<Header>,
    /// What a success that is a sequence consists of.
    pub stream: Option<Sequence>,
    /// OR of ANDs of indices into [`super::Api::schemes`]; empty when no credential is needed.
    pub security: Vec<Vec<usize>>,
    /// The header that makes repeating a request harmless.
    pub idempotency_key: Option<String>,
    /// How its answers lead from one page to the next, where they come in pages.
    pub paging: Option<Paging>,
}

impl Operation {
    /// The bodies with a type.
    pub fn bodies(&self) -> impl Iterator<Item = &TypedBody> {
        let contents = self.body.iter().flat_map(|body| &body.contents);
        contents.filter_map(|content| content.typed.as_ref())
    }

    /// The bodies with a type, to be changed.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut TypedBody> {
        let contents = self.body.iter_mut().flat_map(|body| &mut body.contents);
        contents.filter_map(|content| content.typed.as_mut())
    }

    /// Whether its success is a sequence and nothing else.
    pub fn is_sequence(&self) -> bool {
        let raw = |outcome: &Outcome| match outcome {
            Outcome::Body(Documented::Text | Documented::Bytes) => true,
            Outcome::Body(Documented::Typed(_))
            | Outcome::Empty
            | Outcome::Optional(_)
            | Outcome::Enum(_) => false,
        };
        self.stream.is_some() && raw(&self.output)
    }
}

/// The HTTP methods that a Path Item Object has fields for. Source: OpenAPI 3.0.4, Path Item Object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// The method of a field of a Path Item Object.
    pub fn from_field(field: &str) -> Option<Self> {
        Some(match field {
            "get" => Self::Get,
            "put" => Self::Put,
            "post" => Self::Post,
            "delete" => Self::Delete,
            "options" => Self::Options,
            "head" => Self::Head,
            "patch" => Self::Patch,
            "trace" => Self::Trace,
            _ => return None,
        })
    }

    /// The method as it goes over the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    pub required: bool,
    /// What is sent: the media type that is preferred first.
    pub contents: Vec<BodyContent>,
    /// The enum that a caller chooses by, where there are several.
    pub choice: Option<Ident>,
    /// The name of the Rust parameter.
    pub name: Ident,
    /// How many of the required parameters stand before it among the arguments.
    pub after: usize,
    pub docs: Docs,
}

/// A media type of a request body.
#[derive(Clone, Debug)]
pub struct BodyContent {
    pub media_type: String,
    /// The range of media types, of which the caller says one.
    pub range: Option<String>,
    /// `None` for the caller's own text or bytes.
    pub typed: Option<TypedBody>,
    /// The variant of the choice.
    pub variant: Ident,
    /// Whether the choice is made `From` what the variant holds: no variant before it holds the same type.
    pub convertible: bool,
}

/// A request body of a type.
#[derive(Clone, Debug)]
pub struct TypedBody {
    pub writing: BodyFormat,
    pub ty: Type,
    pub constraints: Constraints,
    /// Of a form or a multipart body: the properties of which the description says more than their types.
    pub encoding: Vec<Encoding>,
    /// Of a multipart body: the parts that are files though their schemas name no type, by what they are.
    pub untyped: BTreeMap<String, Type>,
    /// Of a body of XML: its root, in [`super::Api::xml`].
    pub xml: Option<Ident>,
}

/// How a typed request body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data` and its like.
    Multipart,
    /// A text that is the value.
    Text,
    /// `application/xml`, `text/xml` and `+xml`.
    Xml,
}

/// How a property of a form or a multipart body is written. Source: OpenAPI 3.0.4, Encoding Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// The property, as it is written.
    pub name: String,
    /// `None` for what the value suggests.
    pub media_type: Option<String>,
    /// `None` unless it is written as a query parameter is.
    pub style: Option<Style>,
    pub explode: bool,
    pub allow_reserved: bool,
}

/// A documented answer, of one media type.
#[derive(Clone, Debug)]
pub struct Case {
    pub status: StatusKey,
    /// Whether it is the call's output; an error otherwise.
    pub success: bool,
    /// `None` where the answer has no body.
    pub content: Option<Documented>,
    /// The media type of the body; empty without one.
    pub media_type: String,
    /// Of a body of XML that has a type: its root, in [`super::Api::xml`].
    pub xml: Option<Ident>,
    /// Whether the response is documented to have a header `Link` (RFC 8288).
    pub has_link: bool,
    pub docs: Docs,
}

/// A header that answers are documented to have.
#[derive(Clone, Debug)]
pub struct Header {
    /// The name on the wire, and that of the constant that stands for it.
    pub name: Name,
    pub form: HeaderForm,
    pub ty: Type,
    pub docs: Docs,
    pub deprecated: bool,
}

/// How the value of a header is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// Style `simple`, the only one that headers have.
    Simple { explode: bool },
    /// `content` of a JSON media type.
    Json,
    /// `content` of another one.
    Text,
}

/// An answer that is a sequence of items.
#[derive(Clone, Debug)]
pub struct Sequence {
    pub framing: Framing,
    /// The media type, as documented.
    pub media_type: String,
    pub item: Type,
}

/// How one page of an answer leads to the next. Places are paths such as `$.data[-1].id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    pub turn: Turn,
    /// Where `false` says that a page is the last one.
    pub more: Option<String>,
    /// Where a page lists what it holds.
    pub items: String,
    /// What it lists.
    pub element: Type,
}

/// What asks for the next page; parameters are those of the query, as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// What the page has at `next`.
    Cursor { parameter: String, next: String },
    /// How many items came so far.
    Offset { parameter: String },
    /// The page's number, from `first` on.
    Page { parameter: String, first: i64 },
    /// The address in the header `Link` (RFC 8288) or, where it is named, at `next`.
    Link { next: Option<String> },
}

/// How a body is cut into items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events.
    Events,
    /// JSON lines.
    Lines,
    /// JSON text sequences (RFC 7464).
    Sequence,
}

/// The key of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusKey {
    Exact(u16),
    /// `4XX` is 4.
    Range(u8),
    Default,
}

impl StatusKey {
    /// Whether such a response is a success. Redirects are not followed, and are what the caller asked for.
    pub fn is_success(self) -> bool {
        match self {
            Self::Exact(code) => code < 400,
            Self::Range(class) => class < 4,
            Self::Default => false,
        }
    }
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Documented {
    /// JSON or XML.
    Typed(Type),
    Text,
    Bytes,
}

/// The Rust type of all answers on one side, success or error.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Nothing is documented, or nothing is in the body: `()`.
    Empty,
    /// One body: its type.
    Body(Documented),
    /// One body, or none: `Option`.
    Optional(Documented),
    /// Several bodies: an enum of its own.
    Enum(OutcomeEnum),
}

/// An enum with a variant a documented answer.
#[derive(Clone, Debug)]
pub struct OutcomeEnum {
    pub name: Ident,
    pub variants: Vec<OutcomeVariant>,
}

/// A documented answer among several.
#[derive(Clone, Debug)]
pub struct OutcomeVariant {
    pub name: Ident,
    pub status: StatusKey,
    /// Those that it is for; empty where no other variant has the status.
    pub media_types: Vec<String>,
    /// `None` for an answer without a body.
    pub body: Option<Documented>,
    pub docs: Docs,
}

/// A base URL.
#[derive(Clone, Debug)]
pub struct Server {
    /// With variables replaced by their defaults.
    pub url: String,
    /// As the description has it.
    pub template: String,
    pub variables: Vec<Variable>,
    /// The function that gives it.
    pub function: Ident,
    /// Its type, where it has variables.
    pub ty: Ident,
    pub docs: Docs,
}

/// A variable in the address of a server.
#[derive(Clone, Debug)]
pub struct Variable {
    pub name: Name,
    pub default: String,
    /// The enum of the values that it may have; `None` for any.
    pub values: Option<(Ident, Vec<Name>)>,
    pub docs: Docs,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    pub name: Name,
    pub kind: SchemeKind,
    /// The flow that the client goes through by itself.
    pub flow: Option<Flow>,
    pub docs: Docs,
}

/// How a client obtains tokens for itself. Source: OpenAPI 3.0.4, OAuth Flow Object, of `clientCredentials`.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The builder's method.
    pub setter: Ident,
    pub token_url: String,
    /// Each with what it lets the client do.
    pub scopes: Vec<(String, String)>,
}

/// How a scheme's credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    Bearer,
    Basic,
    /// Another word of the `Authorization` header; the caller brings what stands behind it.
    Http(String),
    ApiKeyHeader(String),
    ApiKeyQuery(String),
    ApiKeyCookie(String),
    /// OAuth 2 and OpenID Connect: a bearer token.
    Token,
}
