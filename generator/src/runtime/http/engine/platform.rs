//! Clocks, chance and waiting: what the machine gives, and the only place that asks it. In JavaScript, which is what
//! `wasm32-unknown-unknown` is taken for, the standard library's panic or say the same at every start.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) use std::time::{Instant, SystemTime, UNIX_EPOCH};
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) use web_time::{Instant, SystemTime, UNIX_EPOCH};

use std::time::Duration;

/// Whether somebody else goes on while this thread waits.
pub(crate) const HAS_THREADS: bool = cfg!(not(all(target_arch = "wasm32", target_os = "unknown")));

/// 128 random bits.
///
/// They are what the standard library seeds its hashers with, so that no crate is needed. A process or a machine that was
/// copied has the same seeds; its number and the clock tell it from the first.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) fn random() -> Result<u128, String> {
    use std::hash::BuildHasher;
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let here = (std::process::id(), COUNT.fetch_add(1, Relaxed), SystemTime::now());
    let seeded = std::collections::hash_map::RandomState::new();
    let [high, low] = [0, 1].map(|half: u8| u128::from(seeded.hash_one((half, here))));
    Ok((high << 64) | low)
}

/// 128 random bits, from `crypto.getRandomValues`.
///
/// # Errors
/// Where JavaScript has none: no other source is good enough for what servers know calls by.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) fn random() -> Result<u128, String> {
    let mut bits = [0; 16];
    match getrandom::fill(&mut bits) {
        Ok(()) => Ok(u128::from_ne_bytes(bits)),
        Err(error) => Err(format!("nothing here is random: {error}")),
    }
}

/// Blocks the thread.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) fn sleep(duration: Duration) {
    std::thread::sleep(duration);
}

/// Blocks the thread, the hard way: there is no other.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) fn sleep(duration: Duration) {
    let start = Instant::now();
    while start.elapsed() < duration {
        std::hint::spin_loop();
    }
}
