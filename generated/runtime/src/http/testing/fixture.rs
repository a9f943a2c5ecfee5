// Copied from runtime/http/testing/fixture.rs of generator 0.1.0; independent of the description.

//! Exchanges in a file: recorded once over a real transport, then replayed in memory.

use super::received::RequestMismatch;
use crate::runtime::format;
use crate::runtime::http::{Request, SchemeKind};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE, TRANSFER_ENCODING};
use http::{HeaderMap, Method};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// Recorded exchanges, in order.
///
/// Of a request it contains the method, path, query without API keys, and body, but no headers. A response has no cookies.
/// Bodies are recorded unchanged: check them for secrets before you share a fixture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fixture {
    pub(super) exchanges: Vec<Exchange>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exchange {
    pub(super) request: Sent,
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Bytes,
}

/// The parts of a request that distinguish it from others.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    method: String,
    path: String,
    query: String,
    body: Bytes,
}

impl Fixture {
    /// Parses the output of [`Fixture::to_json`], or a fixture that was written by hand.
    ///
    /// # Errors
    /// When the text is not a fixture.
    pub fn from_json(text: &str) -> Result<Self, RequestMismatch> {
        let whole: Fields = parse(text)?;
        let exchanges: Vec<Fields> = parse(required(&whole, "exchanges")?.get())?;
        let exchanges = exchanges.iter().map(exchange);
        Ok(Self {
            exchanges: exchanges.collect::<Result<_, _>>()?,
        })
    }

    /// Prints the fixture in a readable form: JSON bodies as JSON, other text as text, and the rest in Base64.
    pub fn to_json(&self) -> String {
        let exchanges: Vec<String> = self.exchanges.iter().map(Exchange::write).collect();
        format!("{{\"exchanges\": [\n{}\n]}}\n", exchanges.join(",\n"))
    }

    /// Reads a fixture from a file.
    ///
    /// # Errors
    /// When the file can't be read, or is not a fixture.
    pub fn load(path: impl AsRef<Path>) -> io::Result<Self> {
        Self::from_json(&fs::read_to_string(path)?).map_err(io::Error::other)
    }

    /// Writes the fixture to a file.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        fs::write(path, self.to_json())
    }
}

impl Exchange {
    pub(super) fn new(request: Sent, status: u16, headers: &HeaderMap, body: Bytes) -> Self {
        // The next transport sets the framing headers itself, and cookies are secrets.
        let left_out = [CONTENT_LENGTH, TRANSFER_ENCODING, SET_COOKIE];
        let kept = headers.iter().filter(|(name, _)| !left_out.contains(name));
        let headers =
            kept.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())));
        Self {
            request,
            status,
            headers: headers.collect(),
            body,
        }
    }

    fn write(&self) -> String {
        let Sent {
            method,
            path,
            query,
            body,
        } = &self.request;
        let headers: BTreeMap<&str, &str> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let request = json!({"method": method, "path": path, "query": query}).to_string();
        let response = json!({"status": self.status, "headers": headers}).to_string();
        format!(
            "  {{\"request\": {},\n   \"response\": {}}}",
            with_body(&request, body),
            with_body(&response, &self.body)
        )
    }
}

impl Sent {
    /// The distinguishing parts of a request whose body has been read.
    pub(super) fn of(request: &Request) -> Self {
        let schemes = request.tables.map_or(&[][..], |tables| tables.api.schemes);
        let is_secret = |pair: &str| {
            let name = pair.split('=').next();
            schemes
                .iter()
                .any(|scheme| matches!(scheme.kind, SchemeKind::Query(key) if Some(key) == name))
        };
        let pairs = request.uri.query().unwrap_or_default().split('&');
        let query: Vec<&str> = pairs.filter(|pair| !is_secret(pair)).collect();
        Self {
            method: request.method.to_string(),
            path: request.uri.path().to_owned(),
            query: query.join("&"),
            body: without_boundary(request),
        }
    }

    /// The request for an error message, without parts that may be secret.
    pub(super) fn describe(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// Bodies of JSON are equal if their values are, whatever the whitespace.
impl PartialEq for Sent {
    fn eq(&self, other: &Self) -> bool {
        let json = |body: &Bytes| serde_json::from_slice::<Value>(body).ok();
        let is_same_body = self.body == other.body
            || json(&self.body).is_some_and(|ours| json(&other.body).is_some_and(|theirs| ours == theirs));
        self.method == other.method && self.path == other.path && self.query == other.query && is_same_body
    }
}

/// The body, with the random boundary of a multipart body replaced by a constant.
fn without_boundary(request: &Request) -> Bytes {
    let body = request.body.bytes().cloned().unwrap_or_default();
    let media_type = request
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let boundary = media_type.and_then(|media_type| media_type.split_once("boundary="));
    match (boundary, std::str::from_utf8(&body)) {
        (Some((_, boundary)), Ok(text)) => text.replace(boundary.trim_matches('"'), "boundary").into(),
        (None, _) | (_, Err(_)) => body,
    }
}

type Fields = BTreeMap<String, Box<RawValue>>;

fn exchange(fields: &Fields) -> Result<Exchange, RequestMismatch> {
    let request: Fields = parse(required(fields, "request")?.get())?;
    let response: Fields = parse(required(fields, "response")?.get())?;
    let method: String = parse(required(&request, "method")?.get())?;
    Method::from_bytes(method.as_bytes())
        .map_err(|_| RequestMismatch::new(format!("{method:?} is not a valid method")))?;
    let headers: BTreeMap<String, String> = match response.get("headers") {
        Some(headers) => parse(headers.get())?,
        None => BTreeMap::new(),
    };
    Ok(Exchange {
        request: Sent {
            method,
            path: parse(required(&request, "path")?.get())?,
            query: request
                .get("query")
                .map_or(Ok(String::new()), |query| parse(query.get()))?,
            body: body(&request)?,
        },
        status: parse(required(&response, "status")?.get())?,
        headers: headers.into_iter().collect(),
        body: body(&response)?,
    })
}

fn body(fields: &Fields) -> Result<Bytes, RequestMismatch> {
    if let Some(json) = fields.get("json") {
        return Ok(json.get().to_owned().into());
    }
    if let Some(text) = fields.get("text") {
        return Ok(parse::<String>(text.get())?.into());
    }
    let Some(base64) = fields.get("base64") else {
        return Ok(Bytes::new());
    };
    let text: format::Base64 = parse(base64.get())?;
    let decoded = text
        .decode()
        .map_err(|error| RequestMismatch::new(error.to_string()))?;
    Ok(decoded.into())
}

/// Adds a member with the body to the object.
fn with_body(object: &str, body: &Bytes) -> String {
    let member = match std::str::from_utf8(body) {
        Ok("") => return object.to_owned(),
        Ok(text) if serde_json::from_str::<&RawValue>(text).is_ok() => format!("\"json\": {text}"),
        Ok(text) => format!("\"text\": {}", Value::from(text)),
        Err(_) => format!("\"base64\": \"{}\"", format::encode(body)),
    };
    format!("{}, {member}}}", object.strip_suffix('}').unwrap_or(object))
}

fn required<'f>(fields: &'f Fields, name: &str) -> Result<&'f RawValue, RequestMismatch> {
    let field = fields.get(name).map(|field| &**field);
    field.ok_or_else(|| RequestMismatch::new(format!("{name:?} is missing")))
}

fn parse<'t, T: serde::Deserialize<'t>>(text: &'t str) -> Result<T, RequestMismatch> {
    serde_json::from_str(text).map_err(|error| RequestMismatch::new(error.to_string()))
}
