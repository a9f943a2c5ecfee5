//! Keys that let a server know a repeated request again (draft-ietf-httpapi-idempotency-key-header). No I/O.

use http::{HeaderName, HeaderValue};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::process;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::SystemTime;

/// A new key in this header. It is named by the table, so that it can be one.
pub(crate) fn header(name: &str) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    Some((name, HeaderValue::try_from(new_key()).ok()?))
}

/// A new key: a random UUID (RFC 9562, section 5.4).
///
/// What is random in it is what the standard library seeds its hashers with, so that no crate is needed. A process or a
/// machine that was copied has the same seeds; its number and the clock tell it from the first.
pub(crate) fn new_key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now();
    let here = (process::id(), COUNT.fetch_add(1, Relaxed), now);
    let seeded = RandomState::new();
    let [high, low] = [0, 1].map(|half: u8| u128::from(seeded.hash_one((half, here))));
    uuid((high << 64) | low)
}

/// The bits with the version and the variant of a random UUID in their places.
fn uuid(bits: u128) -> String {
    let version = 0xf << 76;
    let variant = 0b11 << 62;
    let bits = bits & !version & !variant | 4 << 76 | 0b10 << 62;
    let (first, second, third) = (bits >> 96, (bits >> 80) & 0xffff, (bits >> 64) & 0xffff);
    let (fourth, fifth) = ((bits >> 48) & 0xffff, bits & 0xffff_ffff_ffff);
    format!("{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{fifth:012x}")
}
