//! The suite's scenarios: the requests that it expects, and its responses. This module must not know clients.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;

/// A group of requests. It passes if the server has received each of them correctly.
#[derive(Debug, Deserialize)]
pub struct Scenario {
    pub folder: String,
    pub name: String,
    pub condition: Condition,
    pub exchanges: Vec<Exchange>,
}

/// The condition under which the suite's server reports that a scenario has passed.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// Each request got a success response.
    ResponseSuccess,
    /// Each request got the documented status of the scenario.
    StatusCode,
    /// The scenario's own code decides.
    ByKey,
}

/// One request and its response.
#[derive(Debug, Deserialize)]
pub struct Exchange {
    pub method: String,
    /// Path and query, encoded.
    pub uri: String,
    /// Decoded values by name: a text, a number, or a list for a name that occurs several times.
    pub query: BTreeMap<String, Value>,
    pub headers: BTreeMap<String, Value>,
    pub body: Option<Content>,
    pub status: u16,
    pub answer: Option<Content>,
}

/// A body: text, Base64, or the parts of a multipart body.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Content {
    #[serde(rename = "contentType")]
    pub media_type: String,
    pub text: Option<String>,
    pub base64: Option<String>,
    pub parts: Option<serde_json::Map<String, Value>>,
    #[serde(default)]
    pub files: Vec<Part>,
}

/// A part that is a file.
#[derive(Clone, Debug, Deserialize)]
pub struct Part {
    pub field: String,
    pub name: String,
    #[serde(rename = "mediaType")]
    pub media_type: String,
    pub base64: String,
}

impl Exchange {
    /// The path, still encoded.
    pub fn path(&self) -> &str {
        self.uri.split('?').next().unwrap_or_default()
    }

    /// All values of the query, decoded: those in the URI and those in `query`.
    pub fn query_values(&self) -> BTreeMap<String, Vec<String>> {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let written = self.uri.split_once('?').map_or("", |(_, query)| query);
        for pair in written.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            all.entry(decoded(name)).or_default().push(decoded(value));
        }
        for (name, value) in &self.query {
            all.entry(name.clone()).or_insert_with(|| texts(value));
        }
        all
    }

    /// The value of a header. The case of its name doesn't matter.
    pub fn header(&self, name: &str) -> Option<String> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.and_then(|(_, value)| texts(value).into_iter().next())
    }
}

impl Content {
    /// The number of events or lines with data.
    pub fn items(&self) -> usize {
        let bytes = self.base64.as_deref().map(base64).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.lines().filter(|line| !line.is_empty());
        match self.media_type.starts_with("text/event-stream") {
            true => text.split("\n\n").filter(|event| event.contains("data:")).count(),
            false => lines.count(),
        }
    }

    /// The body as JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(self.text.as_ref()?).ok()
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => vec![value.to_string()],
    }
}

/// Percent-decoded. Source: RFC 3986, section 2.1.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Base64 of RFC 4648, section 4. Invalid characters are ignored, since the data comes from the suite.
fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for digit in text.chars().filter_map(|digit| DIGITS.find(digit)) {
        bits = bits << 6 | u32::try_from(digit).unwrap_or_default();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}
