// Copied from runtime/http/engine/retry.rs of generator 0.1.0; independent of the description.

//! Decides whether an attempt is repeated, and how long to wait before it. Pure: no clock, no I/O.

use crate::runtime::http::Spec;
use crate::runtime::http::engine::date::parse_date;
use crate::runtime::http::engine::platform;
use crate::runtime::http::engine::platform::SystemTime;
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// When a failed attempt is repeated.
///
/// A request that may have had an effect is repeated only if its method is idempotent (RFC 9110, section 9.2.2) or the
/// operation has an idempotency key, which every attempt sends. Any other POST or PATCH is repeated only if it is certain
/// that nothing was sent or, under [`when_asked`](Self::when_asked), if the server asks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(super) base: Duration,
    pub(super) cap: Duration,
    pub(super) longest_wait: Duration,
    /// Whether any request is repeated if the server asks for it.
    pub(super) when_asked: bool,
}

impl RetryPolicy {
    /// Makes only one attempt.
    pub const fn none() -> Self {
        Self {
            attempts: 1,
            ..Self::safe()
        }
    }

    /// At most three attempts; pauses up to 0.2 s, doubled after each failure up to 10 s; `Retry-After` is obeyed up to 60 s.
    pub const fn safe() -> Self {
        Self {
            attempts: 3,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(10),
            longest_wait: Duration::from_secs(60),
            when_asked: false,
        }
    }

    /// As [`safe`](Self::safe), and also repeats a POST or PATCH after a response 429 or 503 with `Retry-After`, by which the
    /// server asks for another attempt. Use it if the server refuses such a request as a whole. After a 503, the request may
    /// have taken effect nevertheless, and the repeated one then takes effect again.
    pub const fn when_asked() -> Self {
        Self {
            when_asked: true,
            ..Self::safe()
        }
    }

    /// Sets the maximum number of attempts, including the first one.
    #[must_use]
    pub const fn max_attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// Sets the maximum pause after the first failure, which is doubled after each further one, and the cap for doubling.
    #[must_use]
    pub const fn backoff(self, base: Duration, cap: Duration) -> Self {
        Self { base, cap, ..self }
    }

    /// Sets the longest `Retry-After` that is obeyed. A response that asks for a longer pause is returned at once.
    #[must_use]
    pub const fn max_retry_after(self, longest_wait: Duration) -> Self {
        Self { longest_wait, ..self }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::safe()
    }
}

/// The outcome of an attempt, as far as it matters for retries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A response arrived.
    Status(StatusCode),
    /// The attempt failed before anything was sent.
    NothingSent,
    /// The attempt failed, and the server may have received the request.
    Broken,
    /// The attempt failed, the server may have received the request, and repeating can't help.
    BrokenForGood,
    /// Repeating can't help.
    Final,
}

impl Outcome {
    /// Whether the server may have acted on the attempt. This is so if it may have received the request and did not respond
    /// with a status 4xx, which refuses it.
    pub(crate) fn may_have_taken_effect(self) -> bool {
        match self {
            Self::NothingSent | Self::Final => false,
            Self::Broken | Self::BrokenForGood => true,
            Self::Status(status) => !status.is_client_error(),
        }
    }
}

impl RetryPolicy {
    /// Whether the attempt with this number, counted from 1, may be followed by another one. `asked` is whether the response
    /// has a `Retry-After`.
    pub(crate) fn allows(&self, attempt: u32, idempotent: bool, outcome: Outcome, asked: bool) -> bool {
        let helps = match outcome {
            Outcome::NothingSent => true,
            Outcome::Status(StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
                if asked && self.when_asked =>
            {
                true
            }
            Outcome::Status(status) => idempotent && is_transient(status),
            Outcome::Broken => idempotent,
            Outcome::BrokenForGood | Outcome::Final => false,
        };
        helps && attempt < self.attempts
    }

    /// How long to wait after the attempt with this number, counted from 1: the time that the server asks for, or a random part
    /// of an exponentially growing interval. `None` if the server asks for too long a pause. `random` is any number.
    pub(crate) fn pause(&self, attempt: u32, asked: Option<Duration>, random: u64) -> Option<Duration> {
        if let Some(asked) = asked {
            return (asked <= self.longest_wait).then_some(asked);
        }
        let doubled = self
            .base
            .saturating_mul(1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX));
        let span = doubled.min(self.cap);
        // Full jitter, so that clients that failed together don't retry together.
        Some(span.mul_f64((random >> 11) as f64 / (1_u64 << 53) as f64))
    }
}

/// How many retries a client may still make, so that it doesn't overload a server that is down. Each retry costs 10 of at
/// most 1000 tokens, and each response that isn't a transient failure earns one token.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }
}

impl Budget {
    const FULL: u32 = 1000;
    const COST: u32 = 10;

    /// Takes the cost of one retry; false if too few tokens are left.
    pub(crate) fn take(&self) -> bool {
        self.0
            .fetch_update(Relaxed, Relaxed, |tokens| tokens.checked_sub(Self::COST))
            .is_ok()
    }

    /// Records a response that isn't a transient failure.
    pub(crate) fn earn(&self) {
        // The closure always returns a value, so the update can't fail.
        let _ = self.0.fetch_update(Relaxed, Relaxed, |tokens| {
            Some(tokens.saturating_add(1).min(Self::FULL))
        });
    }
}

/// Statuses of transient failures.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}

/// Whether another attempt of the same call is harmless.
pub(crate) fn is_repeatable(spec: &Spec) -> bool {
    is_idempotent(spec.method) || spec.idempotency_key.is_some()
}

/// RFC 9110, section 9.2.2. QUERY is idempotent too, by its own specification (draft-ietf-httpbis-safe-method-w-body).
pub(crate) fn is_idempotent(method: &str) -> bool {
    matches!(
        method,
        "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE" | "QUERY"
    )
}

/// How long the server asks to wait: seconds, or a date (RFC 9110, section 10.2.3). A date in the past means no wait.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    Some(parse_date(value)?.duration_since(now).unwrap_or_default())
}

/// A random number for the pause; without a source of randomness, the number that gives the longest pause.
pub(crate) fn random() -> u64 {
    platform::random().map_or(u64::MAX, |bits| bits as u64)
}
