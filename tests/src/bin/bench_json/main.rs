//! Decoding and encoding of nested JSON (about 3.6 KB): the runtime's engine beside serde's derive, in the same run.
//!
//! `cargo run --release -p tests --bin bench_json [decode | encode | unions]`

// The runtime is compiled as in a generated crate, and used only in part.
#![allow(unreachable_pub, clippy::collapsible_if, clippy::manual_is_multiple_of)]

mod derived;
mod runtime;
mod slots;

use std::hint::black_box;
use std::time::{Duration, Instant};

use runtime::json::{Schema, decode, encode};

fn main() {
    let text = sample();
    println!("{} bytes", text.len());
    let (ours, theirs) = (decode_slots(&text), decode_derived(&text));
    assert_eq!(
        encode(ours.value()),
        serde_json::to_vec(&theirs).unwrap_or_default()
    );
    compare(
        "decode",
        || drop(black_box(decode_slots(&text))),
        || drop(black_box(decode_derived(&text))),
    );
    compare(
        "encode",
        || drop(black_box(encode(ours.value()))),
        || drop(black_box(serde_json::to_vec(&theirs))),
    );
    let actions = actions();
    println!("{} bytes with 20 unions, tag first", actions.len());
    compare(
        "unions",
        || drop(black_box(decode_unions(&actions))),
        || drop(black_box(derived_unions(&actions))),
    );
}

fn decode_slots(text: &str) -> slots::Page {
    let mut page = slots::Page::placeholder();
    let decoded = decode(text.as_bytes(), page.slot());
    assert!(decoded.is_ok(), "{decoded:?}");
    page
}

fn decode_derived(text: &str) -> derived::Page {
    let decoded = serde_json::from_slice(text.as_bytes());
    assert!(decoded.is_ok(), "{decoded:?}");
    decoded.unwrap_or_default()
}

fn decode_unions(text: &str) -> Vec<slots::Action> {
    let mut actions = Vec::new();
    assert!(decode(text.as_bytes(), actions.slot()).is_ok());
    actions
}

fn derived_unions(text: &str) -> Vec<derived::Action> {
    let decoded = serde_json::from_slice(text.as_bytes());
    assert!(decoded.is_ok());
    decoded.unwrap_or_default()
}

/// Prints the nanoseconds of both and their ratio: the best of many rounds, which alternate so that both have the same noise.
fn compare(what: &str, ours: impl Fn(), theirs: impl Fn()) {
    if std::env::args().nth(1).is_some_and(|only| only != what) {
        return;
    }
    let round = |work: &dyn Fn()| {
        let start = Instant::now();
        (0..200).for_each(|_| work());
        start.elapsed() / 200
    };
    let (mut best_ours, mut best_theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..200 {
        best_ours = best_ours.min(round(&ours));
        best_theirs = best_theirs.min(round(&theirs));
    }
    let (ours, theirs) = (best_ours.as_nanos(), best_theirs.as_nanos());
    println!(
        "{what}: {ours} ns, serde derive {theirs} ns, ratio {:.2}",
        ours as f64 / theirs as f64
    );
}

/// A page of devices from an API: most optional fields are present, some are absent, some are unknown.
fn sample() -> String {
    let devices: Vec<String> = (0..8)
        .map(|number| {
            let model = if number % 2 == 0 { r#""model":"ThinkPad X1 \"Carbon\"","# } else { "" };
            format!(
                r#"{{"id":"507f1f77bcf86cd79943908{number}","serial":"PF3K{number}8ZQ","name":"Laptop of employee {number}",{model}"kind":"laptop","enrolled":true,"battery":0.{number}5,"storage":{},"lastSeen":"2025-11-22T21:48:0{number}Z","owner":{{"id":{},"name":"Jane Doe","email":"jane{number}@example.com","teams":["it","security"]}},"location":{{"latitude":40.41{number},"longitude":-3.70{number},"city":"Madrid"}},"tags":["windows","europe","managed"]}}"#,
                256_000_000_000u64 + number,
                90_000 + number,
            )
        })
        .collect();
    format!(
        r#"{{"status":true,"page":1,"total":8,"devices":[{}],"next":null}}"#,
        devices.join(",")
    )
}

/// A list of tagged objects.
fn actions() -> String {
    let action = r#"{"entity":"application","action":"install","id":"507f1f77bcf86cd799439088","type":"protected"},{"entity":"command","action":"wipe","type":"default"}"#;
    format!("[{}]", [action; 10].join(","))
}
