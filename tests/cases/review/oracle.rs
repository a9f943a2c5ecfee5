//! Encodes requests and decodes responses with generated clients, for the tests: a line of JSON in, a line of JSON out.
#![allow(warnings)]

use std::io::{BufRead, Write};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/* the runtime */

/// An operation: its name, the function that encodes a request, and the one that decodes a response.
type Row = (
    &'static str,
    fn(&Value) -> Result<Value, String>,
    fn(&Value) -> Value,
);

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let given: Value = serde_json::from_str(&line?)?;
        let row = OPERATIONS.iter().find(|(name, ..)| given["operation"] == *name);
        let did = match (row, given.get("arguments")) {
            (Some((_, encode, _)), Some(arguments)) => match encode(arguments) {
                Ok(request) => json!({ "sent": request }),
                Err(reason) => json!({ "refused": reason }),
            },
            (Some((.., decode)), None) => decode(&given),
            (None, _) => json!({ "refused": "no such operation" }),
        };
        writeln!(out, "{did}")?;
    }
    out.flush()
}

pub fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

pub fn required<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(text)
}

pub fn optional<T: DeserializeOwned>(value: &Value) -> Result<Option<T>, String> {
    match value {
        Value::Null => Ok(None),
        value => required(value).map(Some),
    }
}

/// The body, if it has this media type.
pub fn body<T: DeserializeOwned>(given: &Value, media_type: &str) -> Result<Option<T>, String> {
    match given["body"]["media_type"] == media_type {
        true => required(&given["body"]["value"]).map(Some),
        false => Ok(None),
    }
}

/// The request, whose bytes become characters of Latin-1.
pub fn sent(request: api::transport::Request) -> Result<Value, String> {
    let latin = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    let headers = request.headers.iter();
    let headers: Vec<(&str, String)> = headers
        .map(|(name, value)| (name.as_str(), latin(value.as_bytes())))
        .collect();
    let body = match request.body.bytes() {
        Some(bytes) => latin(bytes),
        None if request.body.is_empty() => String::new(),
        None => return Err("the body is a stream".to_owned()),
    };
    Ok(json!({
        "method": request.method.as_str(),
        "uri": request.uri.to_string(),
        "headers": headers,
        "body": body,
    }))
}

pub fn decode<O: api::Operation>(given: &Value) -> Value {
    let text = |key: &str| given[key].as_str().unwrap_or_default().to_owned();
    let mut headers = api::http::HeaderMap::new();
    if let Ok(media_type) = text("media_type").parse()
        && !text("media_type").is_empty()
    {
        headers.insert("content-type", media_type);
    }
    let status = given["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let status = api::http::StatusCode::from_u16(status.unwrap_or_default()).expect("a status");
    let response = api::Response::new(status, headers, text("body").into_bytes().into());
    match api::response::decode_response::<O>(response) {
        Ok(_) => json!("read"),
        Err(error) if error.api().is_some() => json!("read"),
        // A documented error without a body.
        Err(error) if error.kind() == api::ErrorKind::Api && text("body").is_empty() => json!("read"),
        Err(error) => json!({ "failed": [format!("{:?}", error.kind()), error.to_string()] }),
    }
}
