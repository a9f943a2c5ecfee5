// Copied from runtime/http/auth/oauth/grant.rs of generator 0.1.0; independent of the description.

//! Builds the token request and reads the response of the token endpoint. Pure.

use super::token_cache::Fetched;
use crate::runtime::format;
use crate::runtime::http::engine::platform::Instant;
use crate::runtime::http::request::escape::UNRESERVED;
use crate::runtime::http::{AuthError, Body, Request, Response, Secret};
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Uri};
use percent_encoding::utf8_percent_encode;
use serde_json::Value;
use std::time::Duration;

/// The constant parts of a token request.
pub(super) struct Grant {
    url: String,
    /// The client's id and, if it has one, its secret.
    pub(super) client: Option<(String, Option<Secret>)>,
    pub(super) scopes: Vec<String>,
    pub(super) parameters: Vec<(String, Secret)>,
    pub(super) in_body: bool,
    pub(super) hook: Option<Hook>,
}

/// A callback that receives each new refresh token.
type Hook = Box<dyn Fn(&Secret) + Send + Sync>;

impl Grant {
    pub(super) fn new(url: String) -> Self {
        Self {
            url,
            client: None,
            scopes: Vec::new(),
            parameters: Vec::new(),
            in_body: false,
            hook: None,
        }
    }

    /// The token request: grant type `refresh_token` if there is a refresh token, else `client_credentials`.
    pub(super) fn request(
        &self,
        refresh: Option<&Secret>,
        user_agent: Option<&HeaderValue>,
    ) -> Result<Request, AuthError> {
        let uri: Uri = self
            .url
            .parse()
            .map_err(|_| AuthError::new("the token URL is not a valid URI"))?;
        let is_address = matches!(uri.scheme_str(), Some("http" | "https")) && !self.url.contains('@');
        if !is_address {
            return Err(AuthError::new(
                "the token URL must begin with https:// or http:// and a host",
            ));
        }
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        headers.extend(user_agent.map(|user_agent| (USER_AGENT, user_agent.clone())));
        let mut fields: Vec<(&str, &str)> = match refresh {
            Some(token) => vec![("grant_type", "refresh_token"), ("refresh_token", token.expose())],
            None => vec![("grant_type", "client_credentials")],
        };
        let scopes = self.scopes.join(" ");
        if !scopes.is_empty() {
            fields.push(("scope", &scopes));
        }
        match &self.client {
            Some((id, Some(secret))) if !self.in_body => {
                drop(headers.insert(AUTHORIZATION, basic(id, secret)?))
            }
            Some((id, secret)) => {
                fields.push(("client_id", id));
                fields.extend(secret.iter().map(|secret| ("client_secret", secret.expose())));
            }
            None => {}
        }
        let parameters = self.parameters.iter();
        fields.extend(parameters.map(|(name, value)| (name.as_str(), value.expose())));
        let fields = fields
            .iter()
            .map(|(name, value)| format!("{}={}", escape(name), escape(value)));
        let mut request = Request::new(Method::POST, uri);
        request.headers = headers;
        request.body = Body::from(fields.collect::<Vec<_>>().join("&"));
        Ok(request)
    }

    /// Reads the token from a response (RFC 6749, sections 5.1 and 5.2).
    pub(super) fn read(&self, response: &Response<Bytes>, now: Instant) -> Result<Fetched, AuthError> {
        let json: Option<Value> = serde_json::from_slice(&response.body).ok();
        let text = |name: &str| json.as_ref()?.get(name)?.as_str();
        if !response.status.is_success() {
            return Err(AuthError::from_response(
                response.status,
                text("error").and_then(code),
            ));
        }
        let kind = text("token_type").unwrap_or("Bearer");
        if !kind.eq_ignore_ascii_case("bearer") {
            return Err(AuthError::new(
                "the token endpoint returned a token that is not a bearer token",
            ));
        }
        let token = text("access_token").filter(|token| !token.is_empty());
        let token = token.ok_or_else(|| AuthError::new("the token endpoint returned no token"))?;
        let lifetime = json.as_ref().and_then(|json| seconds(json.get("expires_in")?));
        Ok(Fetched {
            token: token.into(),
            until: lifetime.and_then(|lifetime| now.checked_add(lifetime.saturating_sub(margin(lifetime)))),
            refresh: text("refresh_token").map(Secret::from),
        })
    }
}

/// How long before its expiry a token is no longer used, since a request takes time to arrive.
fn margin(lifetime: Duration) -> Duration {
    (lifetime / 10).min(Duration::from_secs(30))
}

/// Reads a number, or a string that contains a number, as some servers send.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = value.as_f64().or_else(|| value.as_str()?.parse().ok())?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// Returns an error code if it has the form that RFC 6749 defines, so that it is safe to print.
fn code(text: &str) -> Option<String> {
    let is_code = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    (text.len() <= 64 && text.bytes().all(is_code)).then(|| text.to_owned())
}

/// Basic authentication of the client. RFC 6749, section 2.3.1: id and secret are form-encoded first.
fn basic(id: &str, secret: &Secret) -> Result<HeaderValue, AuthError> {
    let pair = format!("{}:{}", escape(id), escape(secret.expose()));
    let mut value = HeaderValue::from_str(&format!("Basic {}", format::encode(pair.as_bytes())))
        .map_err(|_| AuthError::new("the client's id or secret is too long"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn escape(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}
