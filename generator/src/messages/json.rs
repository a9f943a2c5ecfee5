//! Messages as JSON, an object a line, by the schema of `docs/src/messages.schema.json`.

use serde::Serialize;

use super::{Message, Place};

/// The version of the schema.
const SCHEMA: u32 = 1;

/// The messages, one line each.
pub fn json(messages: &[Message]) -> String {
    let lines = messages.iter().map(|message| {
        // Only a map with keys that are not strings fails, and there is none.
        serde_json::to_string(&object(message)).unwrap_or_default() + "\n"
    });
    lines.collect()
}

fn object(message: &Message) -> Object<'_> {
    let text = |text| match text {
        "" => None,
        text => Some(text),
    };
    Object {
        schema: SCHEMA,
        severity: message.severity.name(),
        code: message.code,
        message: &message.text,
        effect: text(&message.effect),
        help: text(&message.help),
        place: message.place.as_ref().map(at),
        related: message
            .related
            .iter()
            .map(|(place, label)| Related {
                label,
                place: at(place),
            })
            .collect(),
    }
}

fn at(place: &Place) -> At<'_> {
    let Place {
        file,
        line,
        column,
        pointer,
    } = place;
    At {
        file,
        line: *line,
        column: *column,
        pointer,
    }
}

#[derive(Serialize)]
struct Object<'m> {
    schema: u32,
    severity: &'static str,
    code: Option<&'static str>,
    message: &'m str,
    effect: Option<&'m str>,
    help: Option<&'m str>,
    #[serde(flatten)]
    place: Option<At<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'m>>,
}

#[derive(Serialize)]
struct At<'m> {
    file: &'m str,
    line: usize,
    column: usize,
    pointer: &'m str,
}

#[derive(Serialize)]
struct Related<'m> {
    label: &'m str,
    #[serde(flatten)]
    place: At<'m>,
}
