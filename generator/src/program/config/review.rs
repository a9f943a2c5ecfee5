//! Parses `[client.review]` and `[[client.accept]]`: the gate of `generator diff`, and the accepted changes.

use generator::PlacePattern;
use generator::review::Rule;
use generator::review::verdict::{Acceptance, Accepts, Gate};
use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use super::{Client, located, optionally_parsed, parsed};

/// `[client.review]`: the levels that fail a review.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Review {
    pub(crate) gate: Gate,
}

impl<'de> Deserialize<'de> for Review {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let levels = Levels::deserialize(deserializer)?;
        let mut gate = Gate::default();
        gate.old_clients = levels.old_clients.unwrap_or(gate.old_clients);
        gate.new_clients = levels.new_clients.unwrap_or(gate.new_clients);
        gate.rust = levels.rust.unwrap_or(gate.rust);
        gate.silent = levels.silent.unwrap_or(gate.silent);
        Ok(Self { gate })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Levels {
    #[serde(default, deserialize_with = "optionally_parsed")]
    old_clients: Option<generator::review::verdict::WireGate>,
    #[serde(default, deserialize_with = "optionally_parsed")]
    new_clients: Option<generator::review::verdict::WireGate>,
    #[serde(default, deserialize_with = "optionally_parsed")]
    rust: Option<generator::review::verdict::RustGate>,
    #[serde(default, deserialize_with = "optionally_parsed")]
    silent: Option<generator::review::verdict::SilentGate>,
}

/// One `[[client.accept]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AcceptEntry {
    which: Which,
    reason: String,
    correction: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Which {
    Change(String),
    Below(Rule, String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    change: Option<String>,
    #[serde(default, deserialize_with = "optionally_parsed")]
    code: Option<Rule>,
    below: Option<String>,
    reason: String,
    #[serde(default, deserialize_with = "parsed")]
    kind: Kind,
}

#[derive(Default)]
enum Kind {
    #[default]
    Deliberate,
    Correction,
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "correction" => Ok(Self::Correction),
            _ => Err(format!("unknown kind `{word}`: expected `correction`")),
        }
    }
}

impl<'de> Deserialize<'de> for AcceptEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::deserialize(deserializer)?;
        let which = match (raw.change, raw.code, raw.below) {
            (Some(id), None, None) => Which::Change(id),
            (None, Some(code), Some(below)) if PlacePattern::parse("", &below).is_some() => {
                Which::Below(code, below)
            }
            (None, Some(_), Some(below)) => {
                return Err(de::Error::custom(format_args!(
                    "`{below}` is not a pointer such as `#/components/schemas/Pet`"
                )));
            }
            _ => {
                return Err(de::Error::custom(
                    "an `accept` has either `change`, or `code` and `below`",
                ));
            }
        };
        if raw.reason.trim().is_empty() {
            return Err(de::Error::custom(
                "an `accept` needs a reason: its `reason` is empty",
            ));
        }
        Ok(Self {
            which,
            reason: raw.reason,
            correction: matches!(raw.kind, Kind::Correction),
        })
    }
}

impl AcceptEntry {
    /// The entry, for a description with these names on the two sides.
    pub(crate) fn acceptance(&self, documents: [&str; 2]) -> Acceptance {
        let what = match &self.which {
            Which::Change(id) => Accepts::Change(id.clone()),
            Which::Below(code, below) => {
                let places = documents
                    .iter()
                    .filter_map(|name| PlacePattern::parse(name, below));
                Accepts::Below(*code, places.collect())
            }
        };
        Acceptance {
            what,
            reason: self.reason.clone(),
            correction: self.correction,
        }
    }

    /// The accepted change, for messages.
    pub(crate) fn shown(&self) -> String {
        match &self.which {
            Which::Change(id) => format!("change `{id}`"),
            Which::Below(code, below) => format!("change `{code}` below `{below}`"),
        }
    }
}

impl Client {
    /// Its entries of `accept`, each with its place in the text `text` of the file `name`.
    pub(crate) fn accepts(&self, name: &str, text: &str) -> Vec<(AcceptEntry, String)> {
        let entries = self.accept.iter();
        let placed = |entry: &Spanned<AcceptEntry>| {
            let start = entry.span().start;
            (
                entry.get_ref().clone(),
                located(name, text, start, "error[unused-accept]"),
            )
        };
        entries.map(placed).collect()
    }
}

/// The places of the clients.
#[derive(Deserialize)]
struct Clients {
    client: Vec<Spanned<de::IgnoredAny>>,
}

/// The text of a generator.toml with entries of `accept` added to the client with this index. The rest is unchanged.
///
/// # Errors
/// One line, if the text is not TOML.
pub(crate) fn with_accepts(
    name: &str,
    text: &str,
    client: usize,
    entries: &[(String, String)],
    correction: bool,
) -> Result<String, String> {
    let clients: Clients = toml::from_str(text).map_err(|error| format!("{name}: {}", error.message()))?;
    let next = clients.client.get(client.saturating_add(1));
    let end = next.map_or(text.len(), |next| next.span().start);
    let (before, after) = text.split_at_checked(end).unwrap_or((text, ""));
    let mut fresh = before.to_owned();
    if !before.is_empty() && !before.ends_with('\n') {
        fresh.push('\n');
    }
    for (id, reason) in entries {
        let reason = toml::Value::String(reason.clone());
        let kind = if correction { "kind = \"correction\"\n" } else { "" };
        fresh.push_str(&format!(
            "\n[[client.accept]]\nchange = \"{id}\"\nreason = {reason}\n{kind}"
        ));
    }
    if !after.is_empty() {
        fresh.push('\n');
    }
    fresh.push_str(after);
    Ok(fresh)
}
