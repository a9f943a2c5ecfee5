//! Exchanges kept in a file: recorded once over a real transport, replayed in memory ever after.

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

/// Exchanges, in their order.
///
/// A request is kept as its method, path, query and body, without headers, and without the API keys in its query; an
/// answer without cookies. Bodies are kept as they are: look at them before a fixture is shared.
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

/// What a request is told from others by.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    method: String,
    path: String,
    query: String,
    body: Bytes,
}

impl Fixture {
    /// Reads what [`Fixture::to_json`] wrote, or somebody by hand.
    ///
    /// # Errors
    /// When it is no fixture.
    pub fn from_json(text: &str) -> Result<Self, RequestMismatch> {
        let whole: Fields = parse(text)?;
        let exchanges: Vec<Fields> = parse(required(&whole, "exchanges")?.get())?;
        let exchanges = exchanges.iter().map(exchange);
        Ok(Self {
            exchanges: exchanges.collect::<Result<_, _>>()?,
        })
    }

    /// Writes it for people to read: JSON bodies as JSON, other texts as text, the rest in base64.
    pub fn to_json(&self) -> String {
        let exchanges: Vec<String> = self.exchanges.iter().map(Exchange::write).collect();
        format!("{{\"exchanges\": [\n{}\n]}}\n", exchanges.join(",\n"))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it can't be read, or is no fixture.
    pub fn load(path: impl AsRef<Path>) -> io::Result<Self> {
        Self::from_json(&fs::read_to_string(path)?).map_err(io::Error::other)
    }

    /// Writes a file.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        fs::write(path, self.to_json())
    }
}

impl Exchange {
    pub(super) fn new(request: Sent, status: u16, headers: &HeaderMap, body: Bytes) -> Self {
        // What frames the message is the next transport's, and cookies are secrets.
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
    /// What a request, whose body is read already, is told by.
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

    /// Whom it looks for when nothing is found, without what may be secret.
    pub(super) fn describe(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// JSON is the same however it is laid out.
impl PartialEq for Sent {
    fn eq(&self, other: &Self) -> bool {
        let json = |body: &Bytes| serde_json::from_slice::<Value>(body).ok();
        let is_same_body = self.body == other.body
            || json(&self.body).is_some_and(|ours| json(&other.body).is_some_and(|theirs| ours == theirs));
        self.method == other.method && self.path == other.path && self.query == other.query && is_same_body
    }
}

/// The body with the random boundary of its parts made always the same.
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
        .map_err(|_| RequestMismatch::new(format!("{method:?} is no method")))?;
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

/// The object with one member more.
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
