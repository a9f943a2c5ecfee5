//! When an attempt is repeated, and how long to wait before it. Pure: no clock, no I/O.

use std::time::Duration;

/// When a failed attempt is made again.
///
/// Whatever the policy, a request that may have had an effect is repeated only when its method is idempotent
/// (RFC 9110, section 9.2.2); a POST or PATCH only when it is certain that nothing was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    pub(super) attempts: u32,
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
