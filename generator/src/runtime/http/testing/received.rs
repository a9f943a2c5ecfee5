//! Decodes a request by its operation's table, from the sent bytes to typed values. No I/O.

use super::parts::Parts;
use super::reading::{self, Kind};
use crate::runtime::http::request::address::LITERAL;
use crate::runtime::http::request::whole;
use crate::runtime::http::{BodyFormat, BodySpec, Location, Operation, Parameter, Request, Spec, Style, xml};
use crate::runtime::json::{Schema, decode};
use http::header::{CONTENT_TYPE, COOKIE};
use percent_encoding::utf8_percent_encode;
use std::fmt;
use std::marker::PhantomData;

/// A request of the operation `O`, which can be read by the names in the description.
pub struct Received<O> {
    request: Request,
    operation: PhantomData<fn() -> O>,
}

/// Why a request can't be read as requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestMismatch(String);

/// Reads a request as a call of the operation `O`; `None` if it calls another operation.
pub fn decode_request<O: Operation>(request: &Request) -> Option<Received<O>> {
    let spec = request.tables?.spec;
    let is_same = spec.id == O::SPEC.id && spec.method == O::SPEC.method && spec.path == O::SPEC.path;
    is_same.then(|| Received {
        request: request.clone(),
        operation: PhantomData,
    })
}

impl<O: Operation> Received<O> {
    /// The undecoded request.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// A path parameter.
    ///
    /// # Errors
    /// When the operation has no path parameter with this name, or the value has another type.
    pub fn path<T: Schema>(&self, name: &str) -> Result<T, RequestMismatch> {
        let value = self.parameter(Location::Path, name)?;
        value.ok_or_else(|| RequestMismatch(format!("path {name} is missing")))
    }

    /// A query parameter; `None` if it wasn't sent.
    ///
    /// # Errors
    /// When the operation has no query parameter with this name, or the value has another type.
    pub fn query<T: Schema>(&self, name: &str) -> Result<Option<T>, RequestMismatch> {
        self.parameter(Location::Query, name)
    }

    /// A header parameter; `None` if it wasn't sent.
    ///
    /// # Errors
    /// When the operation has no header parameter with this name, or the value has another type.
    pub fn header<T: Schema>(&self, name: &str) -> Result<Option<T>, RequestMismatch> {
        self.parameter(Location::Header, name)
    }

    /// A cookie parameter; `None` if it wasn't sent.
    ///
    /// # Errors
    /// When the operation has no cookie parameter with this name, or the value has another type.
    pub fn cookie<T: Schema>(&self, name: &str) -> Result<Option<T>, RequestMismatch> {
        self.parameter(Location::Cookie, name)
    }

    /// The value of the parameter with this name that is the whole query; `None` if the request has no query.
    ///
    /// # Errors
    /// When the operation has no such parameter, or when the query has another type.
    pub fn querystring<T: Schema>(&self, name: &str) -> Result<Option<T>, RequestMismatch> {
        self.parameter(Location::QueryString, name)
    }

    /// The body, if it is JSON, XML, a form, multipart or text. A body of bytes is in [`Received::request`]. The body of a
    /// reader is read here; one that can be read only once can't be read again then.
    ///
    /// # Errors
    /// When the body has another media type or another Rust type, or is a stream.
    pub fn body<T: Schema>(&self) -> Result<T, RequestMismatch> {
        let media_type = self.request.headers.get(CONTENT_TYPE);
        let media_type = media_type
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        if essence.starts_with("multipart/") {
            return self.parts(media_type);
        }
        let bytes = self
            .request
            .body
            .bytes()
            .map(|bytes| &**bytes)
            .unwrap_or_default();
        let text = String::from_utf8_lossy(bytes);
        let BodySpec {
            encoding,
            xml: root,
            format,
            ..
        } = O::SPEC.body;
        if let BodyFormat::Lines | BodyFormat::Sequence | BodyFormat::Events = format {
            return value("body", &reading::items(&text));
        }
        let kind = Kind::of::<T>();
        match essence {
            "application/x-www-form-urlencoded" => {
                value("body", &reading::form(&kind, encoding, &text).to_string())
            }
            json if json == "application/json" || json.ends_with("+json") => value("body", &text),
            document if xml::is_xml(document) && root.is_some() => {
                let json = root.map(|root| xml::read(bytes, root));
                match json {
                    Some(Ok(json)) => value("body", &json),
                    Some(Err(error)) => Err(RequestMismatch(format!("body: {error}"))),
                    None => Err(RequestMismatch("body has no XML table".to_owned())),
                }
            }
            other if other.starts_with("text/") => value("body", &reading::leaf(&kind, &text).to_string()),
            other => Err(RequestMismatch(format!(
                "body is {other:?}, which is read as bytes"
            ))),
        }
    }

    fn parts<T: Schema>(&self, media_type: &str) -> Result<T, RequestMismatch> {
        let unreadable = |problem: String| RequestMismatch(format!("body: {problem}"));
        let content = self.request.body.open();
        let content = content.map_err(|error| unreadable(error.to_string()))?;
        let body = whole::read(content).map_err(|error| unreadable(error.to_string()))?;
        let bytes = body.bytes().cloned().unwrap_or_default();
        let parts = Parts::of(&bytes, media_type);
        let parts = parts.ok_or_else(|| unreadable("it has no parts with names".to_owned()))?;
        let json = parts.json(&Kind::of::<T>(), O::SPEC.body.encoding);
        let mut value: T = value("body", &json.to_string())?;
        match parts.put_files(value.slot()) {
            Ok(()) => Ok(value),
            Err(name) => Err(unreadable(format!("{name} has no place for a file"))),
        }
    }

    fn parameter<T: Schema>(&self, location: Location, name: &str) -> Result<Option<T>, RequestMismatch> {
        let what = format!("{} {name}", location.as_str());
        let mut all = O::SPEC.parameters.iter();
        let parameter = all
            .find(|parameter| parameter.location == location && parameter.name == name)
            .ok_or_else(|| RequestMismatch(format!("{} has no {what}", O::SPEC.id)))?;
        let kind = Kind::of::<T>();
        let read = self
            .read(parameter, &kind)
            .map(|json| value(&what, &json.to_string()));
        read.transpose()
    }

    fn read(&self, parameter: &Parameter, kind: &Kind) -> Option<serde_json::Value> {
        let rule = parameter.rule();
        let header = |name: &str| self.request.headers.get(name).map(|value| value.as_bytes());
        let utf8 = |bytes| std::str::from_utf8(bytes).ok();
        match parameter.location {
            Location::Path => {
                let all = captures(O::SPEC, self.request.uri.path())?;
                let (_, text) = all.into_iter().find(|(name, _)| *name == parameter.name)?;
                reading::text(&rule, kind, text)
            }
            Location::Header => reading::text(&rule, kind, utf8(header(parameter.name)?)?),
            Location::Query => {
                let pairs = self.request.uri.query()?.split('&');
                reading::pairs(
                    &rule,
                    kind,
                    &pairs.filter_map(|pair| pair.split_once('=')).collect::<Vec<_>>(),
                )
            }
            Location::QueryString => {
                let query = self.request.uri.query()?;
                if let Style::Json | Style::Text = parameter.style {
                    return reading::text(&rule, kind, query);
                }
                let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
                reading::pairs(&rule, kind, &pairs.collect::<Vec<_>>())
            }
            Location::Cookie => {
                let pairs = utf8(header(COOKIE.as_str())?)?.split("; ");
                reading::pairs(
                    &rule,
                    kind,
                    &pairs.filter_map(|pair| pair.split_once('=')).collect::<Vec<_>>(),
                )
            }
        }
    }
}

fn value<T: Schema>(what: &str, json: &str) -> Result<T, RequestMismatch> {
    let mut value = T::placeholder();
    match decode(json.as_bytes(), value.slot()) {
        Ok(()) => Ok(value),
        Err(error) => Err(RequestMismatch(format!("{what}: {error}"))),
    }
}

/// The escaped values of the variables in a path template. In `path`, the base path precedes them.
fn captures<'p>(spec: &Spec, path: &'p str) -> Option<Vec<(&'static str, &'p str)>> {
    let depth = spec.path.matches('/').count();
    let start = path.rmatch_indices('/').nth(depth.checked_sub(1)?)?.0;
    let mut rest = path.get(start..)?;
    let mut template = spec.path;
    let mut found = Vec::new();
    while let Some((literal, tail)) = template.split_once('{') {
        let (name, after) = tail.split_once('}')?;
        rest = rest.strip_prefix(utf8_percent_encode(literal, LITERAL).to_string().as_str())?;
        let next = after.split('{').next().unwrap_or_default();
        let end = match next {
            "" => rest.len(),
            next => rest.find(utf8_percent_encode(next, LITERAL).to_string().as_str())?,
        };
        found.push((name, rest.get(..end)?));
        rest = rest.get(end..)?;
        template = after;
    }
    Some(found)
}

impl<O: Operation> fmt::Debug for Received<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("operation", &O::SPEC.id)
            .field("request", &self.request)
            .finish()
    }
}

impl fmt::Display for RequestMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RequestMismatch {}

impl RequestMismatch {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}
