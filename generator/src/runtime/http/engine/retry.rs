//! When an attempt is repeated, and how long to wait before it. Pure: no clock, no I/O.

use crate::runtime::http::Spec;
use crate::runtime::http::engine::date::parse_date;
use crate::runtime::http::engine::platform;
use crate::runtime::http::engine::platform::SystemTime;
use http::header::RETRY_AFTER;
use http::{HeaderMap, Method, StatusCode};
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// When a failed attempt is made again.
///
/// Whatever the policy, a request that may have had an effect is repeated only when its method is idempotent
/// (RFC 9110, section 9.2.2), or when the operation has an idempotency key, which every attempt sends; any other POST or
/// PATCH only when it is certain that nothing was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(super) base: Duration,
    pub(super) cap: Duration,
    pub(super) longest_wait: Duration,
}

impl RetryPolicy {
    /// One attempt only.
    pub const fn none() -> Self {
        Self {
            attempts: 1,
            ..Self::safe()
        }
    }

    /// At most three attempts; pauses up to 0.2 s, doubling up to 10 s; `Retry-After` is obeyed up to a minute.
    pub const fn safe() -> Self {
        Self {
            attempts: 3,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(10),
            longest_wait: Duration::from_secs(60),
        }
    }

    /// Sets how many attempts are made at most, the first one included.
    #[must_use]
    pub const fn max_attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// Sets the longest pause after the first failure, doubled after each further one, and where doubling ends.
    #[must_use]
    pub const fn backoff(self, base: Duration, cap: Duration) -> Self {
        Self { base, cap, ..self }
    }

    /// Sets up to what `Retry-After` is obeyed; an answer that asks for more is returned at once.
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

/// What a repetition is decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// An answer came.
    Status(StatusCode),
    /// It failed before anything was sent.
    NothingSent,
    /// It failed, and the server may have received the request.
    Broken,
    /// The same, and repeating can't help.
    BrokenForGood,
    /// Repeating can't help.
    Final,
}

impl Outcome {
    /// Whether the server may have acted on the attempt: it may have received it, and no answer of the class 4xx says that
    /// it was refused.
    pub(crate) fn may_have_taken_effect(self) -> bool {
        match self {
            Self::NothingSent | Self::Final => false,
            Self::Broken | Self::BrokenForGood => true,
            Self::Status(status) => !status.is_client_error(),
        }
    }
}

impl RetryPolicy {
    /// Whether the attempt with this number, from 1, may be followed by another one.
    pub(crate) fn allows(&self, attempt: u32, idempotent: bool, outcome: Outcome) -> bool {
        let helps = match outcome {
            Outcome::NothingSent => true,
            Outcome::Status(status) => idempotent && is_transient(status),
            Outcome::Broken => idempotent,
            Outcome::BrokenForGood | Outcome::Final => false,
        };
        helps && attempt < self.attempts
    }

    /// How long to wait after the attempt with this number, from 1: what the server asks for, or a random part of an
    /// exponentially growing span. `None` when the server asks for too much. `random` is any number.
    pub(crate) fn pause(&self, attempt: u32, asked: Option<Duration>, random: u64) -> Option<Duration> {
        if let Some(asked) = asked {
            return (asked <= self.longest_wait).then_some(asked);
        }
        let doubled = self
            .base
            .saturating_mul(1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX));
        let span = doubled.min(self.cap);
        // Full jitter: clients that failed together don't come back together.
        Some(span.mul_f64((random >> 11) as f64 / (1_u64 << 53) as f64))
    }
}

/// How many repetitions a client may still make, so that it doesn't add load to a server that is down: each one costs
/// a token, and ten answers at the first attempt earn one back.
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

    /// Takes a repetition out; false when none is left.
    pub(crate) fn take(&self) -> bool {
        self.0
            .fetch_update(Relaxed, Relaxed, |tokens| tokens.checked_sub(Self::COST))
            .is_ok()
    }

    /// An attempt was answered.
    pub(crate) fn earn(&self) {
        // The closure always gives a value, so the update can't fail.
        let _ = self.0.fetch_update(Relaxed, Relaxed, |tokens| {
            Some(tokens.saturating_add(1).min(Self::FULL))
        });
    }
}

/// Statuses that pass by themselves.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}

/// Whether another attempt of the same call does no harm.
pub(crate) fn is_repeatable(spec: &Spec) -> bool {
    is_idempotent(&spec.method) || spec.idempotency_key.is_some()
}

/// RFC 9110, section 9.2.2.
pub(crate) fn is_idempotent(method: &Method) -> bool {
    matches!(
        method.as_str(),
        "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE"
    )
}

/// How long a server asks to wait: seconds, or a date (RFC 9110, section 10.2.3). A date in the past is no wait.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    Some(parse_date(value)?.duration_since(now).unwrap_or_default())
}

/// Any number to pause by; where chance can't be had, the one that pauses longest.
pub(crate) fn random() -> u64 {
    platform::random().map_or(u64::MAX, |bits| bits as u64)
}
