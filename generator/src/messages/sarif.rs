//! Messages as SARIF 2.1.0.

use std::collections::BTreeMap;

use super::{Message, Place};
use crate::diagnostics::{Code, one_line};
use crate::machine::sarif::{
    Artifact, Base, Descriptor, Driver, Help, Invocation, Location, MOST, Notification, Physical, Region,
    Run, SarifResult, Text, Tool, log, path, without_links,
};

/// The folder that paths are relative to.
const BASE: &str = "ROOT";

/// No properties.
type NoProperties = ();

/// The messages as indented JSON with one run. Those without a code are notifications. `exit_code` is that of the process.
pub fn sarif(messages: &[Message], exit_code: u8) -> String {
    let notifications = messages.iter().filter(|message| message.code.is_none());
    let mut notifications: Vec<Notification> = notifications.map(notification).collect();
    let mut coded: Vec<(&Message, &'static str)> = messages
        .iter()
        .filter_map(|message| Some((message, message.code?)))
        .collect();
    // Errors must not be what is left out.
    coded.sort_by_key(|(message, _)| message.severity);
    let more = coded.len().saturating_sub(MOST);
    if more > 0 {
        notifications.push(Notification {
            level: "warning",
            message: text(&format!("{more} more diagnostics are left out")),
            locations: Vec::new(),
        });
    }
    let results = coded
        .into_iter()
        .take(MOST)
        .map(|(message, code)| result(message, code));
    let could_run = exit_code < 2;
    log::<NoProperties, NoProperties>(vec![Run {
        column_kind: "unicodeCodePoints",
        automation_details: None,
        tool: Tool {
            driver: Driver {
                name: "generator",
                version: env!("CARGO_PKG_VERSION"),
                rules: Code::ALL.iter().copied().map(descriptor).collect(),
            },
        },
        original_uri_base_ids: [(
            BASE,
            Base {
                description: text("the folder in which the generator ran"),
            },
        )]
        .into(),
        invocations: [Invocation {
            execution_successful: could_run,
            exit_code,
            tool_execution_notifications: notifications,
        }],
        results: could_run.then(|| results.collect()),
    }])
}

fn descriptor(code: Code) -> Descriptor<NoProperties> {
    Descriptor {
        id: code.id(),
        short_description: text(code.summary()),
        help: Help {
            text: code.explanation(),
            markdown: code.explanation(),
        },
        properties: None,
    }
}

fn notification(message: &Message) -> Notification {
    Notification {
        level: message.level().sarif(),
        message: text(&message.lines().join(". ")),
        locations: message.place.iter().map(|place| location(place, None)).collect(),
    }
}

fn result(message: &Message, code: &'static str) -> SarifResult<NoProperties> {
    let related = message.related.iter();
    SarifResult {
        rule_id: code,
        rule_index: Code::ALL.iter().position(|known| known.id() == code),
        level: message.level().sarif(),
        message: text(&message.lines().join(". ")),
        locations: message.place.iter().map(|place| location(place, None)).collect(),
        related_locations: related
            .map(|(place, label)| location(place, Some(text(label))))
            .collect(),
        partial_fingerprints: BTreeMap::new(),
        suppressions: Vec::new(),
        properties: None,
    }
}

fn location(place: &Place, message: Option<Text>) -> Location {
    Location {
        physical_location: Physical {
            artifact_location: Artifact {
                uri: path(&place.file),
                uri_base_id: BASE,
            },
            region: Some(Region {
                start_line: place.line,
                start_column: place.column,
            }),
        },
        message,
    }
}

fn text(text: &str) -> Text {
    Text {
        text: without_links(&one_line(text)),
    }
}
