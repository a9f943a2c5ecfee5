//! Clocks, randomness and sleep: the only module that uses the platform. `wasm32-unknown-unknown` is assumed to run in
//! JavaScript; the standard library's functions panic there, or return the same values at every start.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) use std::time::{Instant, SystemTime, UNIX_EPOCH};
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) use web_time::{Instant, SystemTime, UNIX_EPOCH};

use std::time::Duration;

/// Whether other threads can make progress while this one waits.
pub(crate) const HAS_THREADS: bool = cfg!(not(all(target_arch = "wasm32", target_os = "unknown")));

/// 128 random bits.
///
/// They come from the seeds that the standard library generates for its hashers, so no dependency is needed. A copied
/// process or virtual machine has the same seeds; its process id and the clock distinguish it from the original.
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
/// When JavaScript provides no random numbers. No other source is good enough for idempotency keys.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) fn random() -> Result<u128, String> {
    let mut bits = [0; 16];
    match getrandom::fill(&mut bits) {
        Ok(()) => Ok(u128::from_ne_bytes(bits)),
        Err(error) => Err(format!("no random numbers are available: {error}")),
    }
}

/// Blocks the thread.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) fn sleep(duration: Duration) {
    std::thread::sleep(duration);
}

/// Blocks the thread by spinning, because this target has no other way.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) fn sleep(duration: Duration) {
    let start = Instant::now();
    while start.elapsed() < duration {
        std::hint::spin_loop();
    }
}
