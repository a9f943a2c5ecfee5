// Copied from runtime/http/webhook.rs of generator 0.1.0; not from the description.

//! What the server sends on its own: how it is signed, and reading it. No I/O: headers and body come from any HTTP server.

#[cfg(feature = "webhooks")]
use crate::runtime::http::Secret;
use crate::runtime::http::engine::platform::{SystemTime, UNIX_EPOCH};
use crate::runtime::json::{DecodeError, Schema, decode};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use std::fmt;
use std::time::Duration;

/// A webhook or callback of the description.
pub trait Webhook {
    /// What it carries.
    type Payload: Schema;
    /// Its name in the description.
    const NAME: &'static str;
}

/// How a server signs what it sends, so that nobody else can: a MAC of the body in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "webhooks"), allow(dead_code, reason = "verifying looks at it"))]
pub struct Signature {
    header: &'static str,
    prefix: &'static str,
    base64: bool,
    timestamp: Option<(&'static str, Duration)>,
}

/// Why what came isn't taken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// There is no secret to check it with, or an empty one, which anybody may sign with.
    NoSecret,
    /// It isn't signed, or the header of the signature isn't what it should be.
    Unsigned,
    /// Somebody else signed it, or it was changed.
    Forged,
    /// It was signed too long ago, or in the future: it may have been recorded and sent again.
    Stale,
    /// It is of another media type than JSON.
    MediaType,
    /// It isn't the documented JSON.
    Decode(DecodeError),
}

impl Signature {
    /// HMAC with SHA-256 (RFC 2104), in hexadecimal digits in this header.
    pub const fn hmac_sha256(header: &'static str) -> Self {
        Self {
            header,
            prefix: "",
            base64: false,
            timestamp: None,
        }
    }

    /// Base64 in place of hexadecimal digits.
    #[must_use]
    pub const fn base64(self) -> Self {
        Self { base64: true, ..self }
    }

    /// What stands in front of the signature, such as `sha256=`.
    #[must_use]
    pub const fn prefix(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }

    /// The header with the time of signing, in seconds since 1970, and how far from now it may be. What is signed is then
    /// that text, a full stop, and the body.
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
    /// Checks that what came was signed with this secret, in constant time; `now` is the time that it came at, in JavaScript
    /// as the crate `web_time` tells it. The header may hold several signatures, one of which has to be right.
    ///
    /// # Errors
    /// When it wasn't, or not lately, or when the secret is empty.
    pub fn verify(
        &self,
        secret: &Secret,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(), WebhookError> {
        self.verify_any(std::slice::from_ref(secret), headers, body, now)
    }

    /// Checks that what came was signed with one of these secrets, as [`Signature::verify`] does with one: while a secret
    /// is replaced, the old and the new one are good.
    ///
    /// # Errors
    /// When it wasn't, or not lately, or when there is no secret or one of them is empty.
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
            return Err(WebhookError::Unsigned);
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
                // All are compared, so that the time doesn't tell which is right.
                is_signed |= mac.clone().verify_slice(signature).is_ok();
            }
        }
        if is_signed {
            Ok(())
        } else {
            Err(WebhookError::Forged)
        }
    }

    /// Every signature that the headers hold. Those of other schemes, which have another prefix, are left out.
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

    /// The time that is signed too, as it is written, where it is one that isn't far from now.
    fn time<'h>(&self, headers: &'h HeaderMap, now: SystemTime) -> Result<Option<&'h str>, WebhookError> {
        let Some((header, tolerance)) = self.timestamp else {
            return Ok(None);
        };
        let sent = headers.get(header).and_then(|value| value.to_str().ok());
        let sent = sent.ok_or(WebhookError::Unsigned)?;
        let seconds = sent.parse().map_err(|_| WebhookError::Unsigned)?;
        let signed_at = UNIX_EPOCH
            .checked_add(Duration::from_secs(seconds))
            .ok_or(WebhookError::Stale)?;
        let apart = now
            .duration_since(signed_at)
            .unwrap_or_else(|error| error.duration());
        if apart > tolerance {
            return Err(WebhookError::Stale);
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

/// Reads the payload of a webhook.
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
    Ok(payload)
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSecret => f.write_str("there is no secret to check the signature with, or an empty one"),
            Self::Unsigned => f.write_str("there is no signature"),
            Self::Forged => f.write_str("the signature is another one"),
            Self::Stale => f.write_str("it was signed at another time"),
            Self::MediaType => f.write_str("it is no JSON"),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WebhookError {}
