//! Witnesses: values that one set has and another one doesn't, as a reader sees them.

use serde_json::Value as Json;

use super::set::Inside;
use super::strings::Text;

/// The most characters of a value that are shown.
const SHOWN: usize = 60;

/// A value, or only words for it where it is too large to write it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Witness {
    pub json: Option<Json>,
    pub text: String,
}

impl Witness {
    pub(super) fn of(json: Json) -> Self {
        Self {
            text: shown(&json),
            json: Some(json),
        }
    }

    pub(super) fn text(text: Text) -> Self {
        match text {
            Text::Of(text) => Self::of(text.into()),
            Text::Long(length) => Self {
                json: None,
                text: format!("a string of {length} characters"),
            },
        }
    }

    pub(super) fn list(count: u64, json: Option<Json>, is_repeated: bool) -> Self {
        let equal = if is_repeated { "equal " } else { "" };
        Self {
            json,
            text: format!("a list of {count} {equal}item{}", plural(count)),
        }
    }

    pub(super) fn object(count: u64, json: Option<Json>) -> Self {
        let (ending, word) = if count == 1 {
            ("y", "propert")
        } else {
            ("ies", "propert")
        };
        Self {
            json,
            text: format!("an object of {count} {word}{ending}"),
        }
    }

    /// A value that holds another one, of which there are only words.
    pub(super) fn inside(text: &str, part: Inside) -> Self {
        let holder = match part {
            Inside::Items => "a list with",
            Inside::Values => "an object with",
        };
        Self {
            json: None,
            text: format!("{holder} {text}"),
        }
    }
}

fn plural(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// A value as JSON, or its beginning and its size.
pub(super) fn shown(json: &Json) -> String {
    let text = json.to_string();
    if text.chars().count() <= SHOWN {
        return text;
    }
    match json {
        Json::String(whole) => {
            let start: String = whole.chars().take(SHOWN / 2).collect();
            let start = Json::from(format!("{start}…"));
            format!("{start} ({} characters)", whole.chars().count())
        }
        Json::Array(items) => format!("a list of {} item{}", items.len(), plural(items.len() as u64)),
        Json::Object(_) | Json::Number(_) | Json::Bool(_) | Json::Null => {
            let start: String = text.chars().take(SHOWN).collect();
            format!("{start}…")
        }
    }
}
