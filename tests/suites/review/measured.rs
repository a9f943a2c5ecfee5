//! The matrix as it was measured before there was a review: what a row says now is the same, or differs for a reason.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use tests::review::rows::{self, Expected};

/// What the words of the measured matrix mean, by how they begin: the effects on old and on new clients. What only new values
/// meet is less than a break for new clients.
const WORDS: &[(&str, &[&str], &[&str])] = &[
    ("–", &["none"], &["none"]),
    ("webhook sender: –", &["none"], &["none"]),
    ("DEC of the error", &["caution", "break"], &["caution", "break"]),
    (
        "DEC where",
        &["caution", "unknown", "break"],
        &["caution", "unknown", "break"],
    ),
    ("DEC for other", &["caution", "break"], &["caution", "break"]),
    ("DEC", &["break"], &["break"]),
    ("4xx or ignored", &["caution"], &["caution"]),
    ("4xx", &["break"], &["caution", "break"]),
    ("40", &["break"], &["caution", "break"]),
    ("415", &["break"], &["caution", "break"]),
    ("ignored", &["caution"], &["none", "caution"]),
    ("header ignored", &["caution"], &["none", "caution"]),
    ("None", &["caution"], &["none", "caution"]),
    ("`extra`", &["caution"], &["none", "caution"]),
    ("unk", &["caution"], &["caution"]),
    ("UNX after success", &["break"], &["break"]),
    ("UNX", &["caution", "break"], &["caution", "break"]),
    ("another arm", &["caution"], &["caution"]),
    ("base arm", &["caution"], &["caution"]),
    ("reads as", &["caution"], &["caution"]),
    ("reads, kind", &["caution"], &["caution"]),
    ("reads the JSON", &["break"], &["break"]),
    ("misread", &["break"], &["break"]),
    ("wrong", &["caution", "break"], &["caution", "break"]),
    ("every 5xx", &["caution", "break"], &["caution", "break"]),
    ("error when read", &["break"], &["break"]),
    ("same", &["break"], &["break"]),
    ("old host", &["caution", "break"], &["caution", "break"]),
    ("new host", &["caution", "break"], &["caution", "break"]),
    ("as the parameter", &["caution"], &["caution"]),
];

/// What differs in a row on purpose, and why.
const DIFFERENT: &[(&str, &[Column], &str)] = &[
    (
        "I1",
        &[OldClients, NewClients],
        "a type that becomes a union is not compared member by member, so that it is not decided",
    ),
    (
        "I2",
        &[NewClients],
        "evidence that changes is a caution for both, since it is not compared value by value",
    ),
    ("K1", &[Rust], "the header is a parameter, which has a setter"),
    (
        "K1b",
        &[NewClients, Rust],
        "the header is a parameter, whose setter goes",
    ),
    (
        "N3c",
        &[OldClients, NewClients, Rust],
        "members are pinned, and the property is also received",
    ),
    ("N3e", &[NewClients, Rust, Silent], "members are pinned"),
    (
        "N3g",
        &[Rust, Silent],
        "members are pinned, so that the new one has a setter of its own",
    ),
    (
        "N3h",
        &[Rust, Silent],
        "members are pinned, so that the new value has a variant of its own",
    ),
    (
        "N6",
        &[OldClients, Rust, Silent],
        "the enum is received, and a new value is unknown to old clients",
    ),
    ("O3c", &[Silent], "only errors, spans and tests name the ids"),
    ("O10", &[Rust], "the scheme comes with a setter of the builder"),
    (
        "P1",
        &[NewClients],
        "the old server does not know the renamed parameter",
    ),
    ("P1b", &[OldClients, NewClients, Rust], "the parameter is renamed"),
    ("Q2c", &[Rust], "a field that code reads goes"),
    ("Q6", &[Silent], "the order of arguments is pinned"),
    ("Q6b", &[Silent], "the order of arguments is pinned"),
    ("Q6c", &[Silent], "the order of arguments is pinned"),
    ("Q10b", &[NewClients], "old servers refuse the second value"),
    ("Q14d", &[Silent], "a length is checked at the property"),
    ("Q14e", &[Silent], "a length is checked at the property"),
    (
        "Q18",
        &[OldClients, NewClients],
        "who leaves the value out means another one",
    ),
    ("Q19b", &[Rust], "code names the type of the other properties"),
    ("Q21", &[NewClients], "old servers refuse the second media type"),
    ("Q21b", &[NewClients], "old servers refuse the second media type"),
    (
        "Q23d",
        &[OldClients],
        "requests must have the property, and those of old clients lack it",
    ),
    (
        "Q28",
        &[Rust],
        "a list of texts takes anything that is text, and a list of enums does not",
    ),
    (
        "R1b",
        &[Silent],
        "every new property was among the others before: the review says it about the wire",
    ),
    (
        "R10b",
        &[Silent],
        "the arm for the rest keeps its name, so that code compiles and no longer meets the value there",
    ),
    (
        "R20b",
        &[OldClients, NewClients],
        "a type that becomes a union is not compared member by member, so that it is not decided",
    ),
    (
        "Q3b",
        &[Silent],
        "the release keeps the `Option`, and a request without a value is refused",
    ),
    (
        "Q17",
        &[Silent],
        "the release keeps the `Option`, and a request without a value is refused",
    ),
    (
        "Q17b",
        &[Silent],
        "the release keeps the `Option`, and a request without a value is refused",
    ),
    ("R21", &[Rust], "a field that code reads goes"),
    (
        "R21c",
        &[Silent],
        "variants are pinned, so that code compiles and reads other values there",
    ),
    (
        "R21d",
        &[Silent],
        "variants are pinned, so that code compiles and reads other values there",
    ),
    (
        "R22b",
        &[NewClients],
        "the map may have values that the struct had no properties for",
    ),
    (
        "R6",
        &[NewClients],
        "the release keeps the `Option`, so a response without the property is read",
    ),
    (
        "R9",
        &[NewClients],
        "the release keeps the `Option`, so `null` is read",
    ),
    ("R26", &[Rust], "a property is added"),
    (
        "R27",
        &[NewClients],
        "an operation is added, which old servers lack",
    ),
    (
        "R27b",
        &[NewClients, Silent],
        "an operation is added, which old servers lack, and a length is checked at the property",
    ),
    (
        "R27c",
        &[OldClients],
        "an operation is removed, which old clients call",
    ),
    (
        "R28",
        &[OldClients],
        "a constant is not checked where it is received",
    ),
    (
        "R31",
        &[Silent],
        "the release keeps the type, and the kind of the error for the new status changes",
    ),
    (
        "S1",
        &[OldClients, Silent],
        "a body of the documented type is read under another status",
    ),
    (
        "S1b",
        &[Silent],
        "responses that were not documented are read as a success",
    ),
    (
        "S2",
        &[Silent],
        "the release keeps the type, and the kind of the error for the new status changes",
    ),
    (
        "S2b",
        &[Silent],
        "responses that were not documented are read as a success",
    ),
    (
        "S2c",
        &[Silent],
        "the release keeps the type, and the kind of the error for the new status changes",
    ),
    (
        "S3b",
        &[OldClients, NewClients, Silent],
        "a body of the documented type is read under another status",
    ),
    (
        "S5",
        &[Silent],
        "the release keeps the type, and the kind of the error for the new status changes",
    ),
    (
        "S6",
        &[Silent],
        "the release keeps the type, and the kind of the error for the new status changes",
    ),
    (
        "S6c",
        &[Silent],
        "the release keeps the type, and the kind of the error for the new status changes",
    ),
    (
        "S8",
        &[OldClients, NewClients],
        "the status alone makes a response a documented error, whatever its body is",
    ),
    (
        "S8b",
        &[OldClients, NewClients, Silent],
        "the status alone makes a response a documented error, and the release keeps its type",
    ),
    (
        "S10c",
        &[NewClients, Rust],
        "the stream has a method of its own, which old servers do not answer",
    ),
    (
        "U1",
        &[OldClients, NewClients, Rust],
        "the response of the operation is a string instead of an object",
    ),
    (
        "V2",
        &[NewClients],
        "requests go to the host of the operation, which old servers may not have",
    ),
];

/// A part of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    OldClients,
    NewClients,
    /// Only where it is worse than it was measured.
    Rust,
    Silent,
}

use Column::{NewClients, OldClients, Rust, Silent};

fn severity(rust: &str) -> Option<usize> {
    ["patch", "minor", "major"].iter().position(|word| *word == rust)
}

/// The columns in which a row differs from what was measured.
fn different(row: &Expected, measured: &Value) -> BTreeSet<Column> {
    let text = |key: &str| measured.get(key).and_then(Value::as_str);
    let mut columns = BTreeSet::new();
    let wire = [
        (OldClients, "old_client_new_server", &row.old_clients),
        (NewClients, "new_client_old_server", &row.new_clients),
    ];
    for (column, key, effect) in wire {
        let Some(words) = text(key) else { continue };
        let plain = words.trim_start_matches('*');
        let meant = WORDS.iter().find(|(start, ..)| plain.starts_with(start));
        let (_, old, new) = meant.unwrap_or_else(|| panic!("{words} has no meaning"));
        let effects = if column == OldClients { old } else { new };
        if !effects.contains(&effect.as_str()) {
            columns.insert(column);
        }
    }
    if text("rust").is_some_and(|rust| severity(&row.rust) > severity(rust)) {
        columns.insert(Rust);
    }
    let silent = measured.get("silent").and_then(Value::as_bool);
    // Where code does not compile, nobody is surprised.
    if silent.is_some_and(|silent| row.rust != "major" && silent != (row.silent != "no")) {
        columns.insert(Silent);
    }
    columns
}

#[test]
fn a_row_differs_from_what_was_measured_for_a_reason() {
    let Some(pairs) = tests::skip::shared("review/pairs").expect("the pairs") else {
        return;
    };
    let mut wrong = Vec::new();
    for row in rows::all().expect("rows") {
        let Ok(text) = fs::read_to_string(pairs.join(&row.name).join("row.json")) else {
            continue;
        };
        let measured: Value = serde_json::from_str(&text).expect("JSON");
        let found = different(&row.expected, &measured);
        let reason = DIFFERENT.iter().find(|(name, ..)| *name == row.name);
        let known: BTreeSet<Column> = reason
            .iter()
            .flat_map(|(_, columns, _)| columns.iter().copied())
            .collect();
        if found != known {
            wrong.push(format!("{}: {found:?} {:?} {measured}", row.name, row.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
