//! Other libraries, over the types with serde's derive.

use std::hint::black_box;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Work;

/// Encoding with each library.
pub fn encoders<'a, T: Serialize>(value: &'a T) -> [Work<'a>; 2] {
    [
        (
            "simd-json",
            Box::new(|| drop(black_box(simd_json::serde::to_vec(black_box(value))))),
        ),
        (
            "sonic-rs",
            Box::new(|| drop(black_box(sonic_rs::to_vec(black_box(value))))),
        ),
    ]
}

/// Decoding with each library. simd-json changes its input, so the time of a copy is included.
pub fn decoders<'a, T: DeserializeOwned>(bytes: &'a [u8]) -> [Work<'a>; 2] {
    [
        (
            "simd-json",
            Box::new(|| {
                let mut copy = bytes.to_vec();
                drop(black_box(simd_json::serde::from_slice::<T>(black_box(&mut copy))));
            }),
        ),
        (
            "sonic-rs",
            Box::new(|| drop(black_box(sonic_rs::from_slice::<T>(black_box(bytes))))),
        ),
    ]
}
