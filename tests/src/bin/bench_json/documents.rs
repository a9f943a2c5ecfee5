//! The texts that are measured: JSON of about one megabyte each, of one kind of value each.

use std::fmt::Write;

/// The size of a document in bytes.
const SIZE: usize = 1 << 20;

/// Objects with strings, integers and booleans. Most optional properties are present.
pub fn objects() -> String {
    array(|out, number| {
        let model = if number % 2 == 0 {
            r#""model":"ThinkPad X1 \"Carbon\"","#
        } else {
            ""
        };
        write!(
            out,
            r#"{{"id":"507f1f77bcf86cd79943{:04}","serial":"PF3K{number}8ZQ","name":"Laptop of employee {number}",{model}"kind":"laptop","enrolled":true,"battery":{},"storage":{},"lastSeen":"2025-11-22T21:48:{:02}Z","owner":{{"id":{},"name":"Jane Doe","email":"jane{number}@example.com","teams":["it","security"]}},"tags":["windows","europe","managed"],"next":null}}"#,
            number % 10_000,
            number % 100,
            256_000_000_000u64 + number,
            number % 60,
            90_000 + number,
        )
    })
}

/// Texts of some kilobytes, with a few line breaks, quotes, and letters beyond ASCII.
pub fn text() -> String {
    let sentence = r#"The device was enrolled by an administrator, who left a note: \"Présence vérifiée\". It has been managed since, and nothing else is known of it.\n"#;
    array(|out, number| {
        write!(
            out,
            r#"{{"title":"Note {number}","body":"{}"}}"#,
            sentence.repeat(10 + (number % 40) as usize)
        )
    })
}

/// Arrays of integers of any length and sign.
pub fn integers() -> String {
    array(|out, number| {
        write!(out, r#"{{"name":"series","values":[{number}"#)?;
        for step in 0..100 {
            let mixed = mix(number * 100 + step);
            write!(out, ",{}", (mixed as i64) >> (mixed % 60))?;
        }
        out.write_str("]}")
    })
}

/// Objects of floats with four to seventeen digits.
pub fn floats() -> String {
    array(|out, number| {
        let (north, east) = (mix(number) % 1_000_000, mix(number + 1) as f64);
        let latitude = 40.0 + north as f64 / 1_000_000.0;
        let longitude = -3.7 + east / u64::MAX as f64;
        write!(
            out,
            r#"{{"latitude":{latitude:?},"longitude":{longitude:?},"altitude":{:?}}}"#,
            (number % 9000) as f64 / 10.0
        )
    })
}

/// Objects with arbitrary keys, in order.
pub fn maps() -> String {
    let mut out = String::from("{");
    let mut number = 0;
    while out.len() < SIZE {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            out,
            r#"{comma}"group-{number:06}":{{"active":{},"disabled":3,"members of the group":{number},"pending":0,"total":{}}}"#,
            number % 7,
            number * 3
        );
        number += 1;
    }
    out.push('}');
    out
}

/// Objects in objects, nine levels of them.
pub fn nested() -> String {
    fn folder(out: &mut String, number: u64, depth: u64) {
        let _ = write!(out, r#"{{"name":"folder {number}","children":["#);
        for child in 0..if depth == 0 { 0 } else { 2 } {
            if child > 0 {
                out.push(',');
            }
            folder(out, number * 2 + child, depth - 1);
        }
        out.push_str("]}");
    }
    array(|out, number| {
        folder(out, number, 8);
        Ok(())
    })
}

const STATES: [&str; 6] = [
    "created",
    "queued",
    "in_progress",
    "completed",
    "failed",
    "cancelled",
];
const PRIORITIES: [&str; 3] = ["low", "normal", "high"];
const LABELS: [&str; 5] = ["bug", "feature", "question", "documentation", "good_first_issue"];

/// Enums of strings.
pub fn enums() -> String {
    array(|out, number| {
        let mixed = mix(number);
        let pick = |of: &[&'static str], by: u64| {
            of.iter()
                .copied()
                .nth(((mixed >> by) % of.len() as u64) as usize)
                .unwrap_or_default()
        };
        write!(
            out,
            r#"{{"state":"{}","priority":"{}","labels":["{}","{}","{}"]}}"#,
            pick(&STATES, 0),
            pick(&PRIORITIES, 8),
            pick(&LABELS, 16),
            pick(&LABELS, 24),
            pick(&LABELS, 32),
        )
    })
}

/// Objects that a leading tag distinguishes.
pub fn tagged() -> String {
    array(|out, number| match number % 4 {
        0 => write!(
            out,
            r#"{{"entity":"application","action":"install","id":"507f1f77bcf86cd79943{number:04}","type":"protected"}}"#
        ),
        1 => write!(out, r#"{{"entity":"command","action":"wipe","type":"default"}}"#),
        2 => write!(
            out,
            r#"{{"entity":"profile","name":"Wi-Fi","version":{number},"payloads":["network","certificate"]}}"#
        ),
        _ => write!(
            out,
            r#"{{"entity":"user","name":"Jane Doe","email":"jane{number}@example.com","active":true}}"#
        ),
    })
}

/// Values that their kind or a required property distinguishes.
pub fn untagged() -> String {
    array(|out, number| {
        write!(out, r#"{{"name":"setting-{number}","value":"#)?;
        match number % 5 {
            0 => write!(out, r#""enabled""#)?,
            1 => write!(out, "{number}")?,
            2 => write!(out, r#"["first","second"]"#)?,
            3 => write!(
                out,
                r#"{{"name":"Wi-Fi","version":{number},"payloads":["network","certificate"]}}"#
            )?,
            _ => write!(
                out,
                r#"{{"name":"Jane Doe","email":"jane{number}@example.com","active":true}}"#
            )?,
        }
        out.write_str("}")
    })
}

/// Dates, times and identifiers: strings whose type has a format.
pub fn dates() -> String {
    array(|out, number| {
        write!(
            out,
            r#"{{"id":"507f1f77-bcf8-4cd7-9943-{number:012}","date":"2025-11-{:02}","created":"2025-11-22T21:48:{:02}Z","updated":"2025-11-22T21:48:{:02}.{:03}+01:00"}}"#,
            1 + number % 28,
            number % 60,
            number % 60,
            number % 1000,
        )
    })
}

/// An array of about a megabyte.
fn array(mut item: impl FnMut(&mut String, u64) -> std::fmt::Result) -> String {
    let mut out = String::from("[");
    let mut number = 0;
    while out.len() < SIZE {
        if number > 0 {
            out.push(',');
        }
        // Writing to a string can't fail.
        let _ = item(&mut out, number);
        number += 1;
    }
    out.push(']');
    out
}

/// A number with random bits, the same in each run (splitmix64).
fn mix(number: u64) -> u64 {
    let mixed = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
