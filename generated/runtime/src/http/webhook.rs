// Copied from runtime/http/webhook.rs of generator 0.1.0; independent of the description.

//! Webhooks and callbacks: verifying signatures and decoding payloads. No I/O: headers and body come from any HTTP server.

#[cfg(feature = "webhooks")]
use crate::runtime::http::Secret;
use crate::runtime::http::engine::platform::{SystemTime, UNIX_EPOCH};
use crate::runtime::http::response::unlisted;
use crate::runtime::json::{DecodeError, Schema, decode};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use std::fmt;
use std::time::Duration;

/// A webhook or callback of the description.
pub trait Webhook {
    /// The type of its payload.
    type Payload: Schema;
    /// The name of the webhook in the description.
    const NAME: &'static str;
}

/// How a server signs webhooks: with a MAC of the body in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "verifying looks at it")]
pub struct Signature {
    header: &'static str,
    prefix: &'static str,
    base64: bool,
    timestamp: Option<(&'static str, Duration)>,
}

/// Why a webhook was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// There is no secret to verify the signature with, or it is empty, so that anybody could sign with it.
    NoSecret,
    /// There is no signature, or its header is malformed.
    MissingSignature,
    /// The signature doesn't match: the body was changed, or signed with another secret.
    InvalidSignature,
    /// The timestamp is too old or in the future: the message may be a replay.
    InvalidTimestamp,
    /// The media type is not JSON.
    MediaType,
    /// The body doesn't match its documented schema.
    Decode(DecodeError),
}

impl Signature {
    /// HMAC with SHA-256 (RFC 2104), sent in hexadecimal in this header.
    pub const fn hmac_sha256(header: &'static str) -> Self {
        Self {
            header,
            prefix: "",
            base64: false,
            timestamp: None,
        }
    }

    /// The signature is Base64 instead of hexadecimal.
    #[must_use]
    pub const fn base64(self) -> Self {
        Self { base64: true, ..self }
    }

    /// Sets the prefix of the signature, such as `sha256=`.
    #[must_use]
    pub const fn prefix(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }

    /// Sets the header with the time of signing, in seconds since 1970, and how far it may be from now. The signed text is
    /// then that header's value, a full stop, and the body.
    #[must_use]
    pub const fn timestamp(self, header: &'static str, tolerance: Duration) -> Self {
        Self {
            timestamp: Some((header, tolerance)),
            ..self
        }
    }
}

#[cfg(feature = "webhooks")]
impl Signature {
    /// Verifies in constant time that the body was signed with this secret. `now` is the time when the message arrived; in
    /// JavaScript it comes from the crate `web_time`. If the header contains several signatures, one of them must match.
    ///
    /// # Errors
    /// When no signature matches, when the timestamp is too far from `now`, or when the secret is empty.
    pub fn verify(
        &self,
        secret: &Secret,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(), WebhookError> {
        self.verify_any(std::slice::from_ref(secret), headers, body, now)
    }

    /// Verifies that the body was signed with one of these secrets, as [`Signature::verify`] does with one. Use it while a
    /// secret is being replaced, to accept both the old and the new one.
    ///
    /// # Errors
    /// When no signature matches, when the timestamp is too far from `now`, or when there is no secret or one of them is empty.
    pub fn verify_any(
        &self,
        secrets: &[Secret],
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(), WebhookError> {
        use hmac::{Hmac, Mac};
        if secrets.is_empty() || secrets.iter().any(|secret| secret.expose().is_empty()) {
            return Err(WebhookError::NoSecret);
        }
        let signatures = self.signatures(headers);
        if signatures.is_empty() {
            return Err(WebhookError::MissingSignature);
        }
        let time = self.time(headers, now)?;
        let mut is_signed = false;
        for secret in secrets {
            let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.expose().as_bytes())
                .map_err(|_| WebhookError::NoSecret)?;
            if let Some(time) = time {
                mac.update(time.as_bytes());
                mac.update(b".");
            }
            mac.update(body);
            for signature in &signatures {
                // All signatures are compared, so that the time doesn't reveal which one matches.
                is_signed |= mac.clone().verify_slice(signature).is_ok();
            }
        }
        if is_signed {
            Ok(())
        } else {
            Err(WebhookError::InvalidSignature)
        }
    }

    /// Every signature in the headers. Signatures of other schemes, which have another prefix, are left out.
    fn signatures(&self, headers: &HeaderMap) -> Vec<Vec<u8>> {
        let values = headers.get_all(self.header).iter();
        let values = values.filter_map(|value| value.to_str().ok());
        let ends = |character: char| ",; \t".contains(character) && !self.prefix.contains(character);
        let tokens = values.flat_map(|value| value.split(ends));
        tokens
            .filter_map(|token| self.bytes(token.trim().strip_prefix(self.prefix)?))
            .filter(|signature| !signature.is_empty())
            .collect()
    }

    /// The signed timestamp as written, if the signature has one and it is within the tolerance.
    fn time<'h>(&self, headers: &'h HeaderMap, now: SystemTime) -> Result<Option<&'h str>, WebhookError> {
        let Some((header, tolerance)) = self.timestamp else {
            return Ok(None);
        };
        let sent = headers.get(header).and_then(|value| value.to_str().ok());
        let sent = sent.ok_or(WebhookError::MissingSignature)?;
        let seconds = sent.parse().map_err(|_| WebhookError::MissingSignature)?;
        let signed_at = UNIX_EPOCH
            .checked_add(Duration::from_secs(seconds))
            .ok_or(WebhookError::InvalidTimestamp)?;
        let apart = now
            .duration_since(signed_at)
            .unwrap_or_else(|error| error.duration());
        if apart > tolerance {
            return Err(WebhookError::InvalidTimestamp);
        }
        Ok(Some(sent))
    }

    fn bytes(&self, text: &str) -> Option<Vec<u8>> {
        if self.base64 {
            return crate::runtime::format::decode(text).ok();
        }
        let digits: Vec<u8> = text
            .chars()
            .map(|digit| Some(digit.to_digit(16)? as u8))
            .collect::<Option<_>>()?;
        let pair = |pair: &[u8]| match pair {
            [high, low] => Some(high << 4 | low),
            _ => None,
        };
        digits.chunks(2).map(pair).collect()
    }
}

/// Decodes the payload of a webhook.
pub fn parse<W: Webhook>(headers: &HeaderMap, body: &[u8]) -> Result<W::Payload, WebhookError> {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if let Some(media_type) = media_type {
        let essence = media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        if essence != "application/json" && !essence.ends_with("+json") {
            return Err(WebhookError::MediaType);
        }
    }
    let mut payload = W::Payload::placeholder();
    decode(body, payload.slot()).map_err(WebhookError::Decode)?;
    unlisted::report(payload.value());
    Ok(payload)
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSecret => f.write_str("there is no secret to verify the signature with, or an empty one"),
            Self::MissingSignature => f.write_str("there is no signature"),
            Self::InvalidSignature => f.write_str("the signature doesn't match"),
            Self::InvalidTimestamp => f.write_str("the timestamp is outside the tolerance"),
            Self::MediaType => f.write_str("the media type is not JSON"),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WebhookError {}
