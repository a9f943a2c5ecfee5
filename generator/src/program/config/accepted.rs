//! `[[client.accept]]`: the changes that pass the review, each with the place of its entry. Reads, adds and removes entries;
//! decides nothing.

use std::ops::Range;

use generator::PlacePattern;
use generator::review::Rule;
use generator::review::verdict::{Acceptance, Accepts};
use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use super::table::{Described, Shape, options};
use super::{Client, located};

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

/// An entry, and where its last value ends in the text.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    entry: AcceptEntry,
    end: usize,
}

/// An entry with its place in generator.toml.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) entry: AcceptEntry,
    /// The place, with the code of the error.
    pub(crate) place: String,
    /// Its lines, each with its number; none for an entry of an inline list.
    pub(crate) numbered: Vec<(usize, String)>,
    /// The bytes of its lines.
    lines: Option<Range<usize>>,
}

options! {
    struct Raw {
        /// The id of the change
        change: Option<Spanned<String>> = "change" or "Default::default",
        /// The kind of the changes, with `below`
        code: Option<Spanned<String>> = "code" or "Default::default" as Rule,
        /// The place that they are at, or below
        below: Option<Spanned<String>> = "below" or "Default::default",
        /// Why they are accepted
        reason: Spanned<String> = "reason",
        /// With `correction`, the description was wrong, and the server has not changed
        kind: Option<Spanned<String>> = "kind" or "Default::default" as Kind,
    }
}

/// The one kind of an acceptance.
struct Kind;

impl Kind {
    const CORRECTION: &str = "correction";
}

impl Described for Kind {
    fn shape() -> Shape {
        Shape::Words(vec![Self::CORRECTION])
    }
}

impl Described for Rule {
    fn shape() -> Shape {
        Shape::Words(Self::ALL.iter().map(|rule| rule.code()).collect())
    }
}

impl Described for Written {
    fn shape() -> Shape {
        Raw::shape()
    }
}

impl Raw {
    /// Where the last value ends.
    fn end(&self) -> usize {
        let Self {
            change,
            code,
            below,
            reason,
            kind,
        } = self;
        let optional = [change, code, below, kind].into_iter().flatten();
        let values = optional.chain([reason]).map(|value| value.span().end);
        values.max().unwrap_or_default()
    }

    fn which(&self) -> Result<Which, String> {
        let text = |value: &Option<Spanned<String>>| value.as_ref().map(|value| value.get_ref().clone());
        match (text(&self.change), text(&self.code), text(&self.below)) {
            (Some(id), None, None) => Ok(Which::Change(id)),
            (None, Some(code), Some(below)) if PlacePattern::parse("", &below).is_some() => {
                Ok(Which::Below(code.parse()?, below))
            }
            (None, Some(_), Some(below)) => Err(format!(
                "`{below}` is not a pointer such as `#/components/schemas/Pet`"
            )),
            _ => Err("an `accept` has either `change`, or `code` and `below`".to_owned()),
        }
    }

    fn is_correction(&self) -> Result<bool, String> {
        match self.kind.as_ref().map(|kind| kind.get_ref().as_str()) {
            None => Ok(false),
            Some(Kind::CORRECTION) => Ok(true),
            Some(kind) => Err(format!("unknown kind `{kind}`: expected `{}`", Kind::CORRECTION)),
        }
    }
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::deserialize(deserializer)?;
        if raw.reason.get_ref().trim().is_empty() {
            return Err(de::Error::custom(
                "an `accept` needs a reason: its `reason` is empty",
            ));
        }
        Ok(Self {
            entry: AcceptEntry {
                which: raw.which().map_err(de::Error::custom)?,
                correction: raw.is_correction().map_err(de::Error::custom)?,
                reason: raw.reason.get_ref().clone(),
            },
            end: raw.end(),
        })
    }
}

impl AcceptEntry {
    /// The entry, for a description that has these names on the two sides.
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

    /// What it accepts, for people.
    pub(crate) fn shown(&self) -> String {
        match &self.which {
            Which::Change(id) => format!("change `{id}`"),
            Which::Below(code, below) => format!("change `{code}` below `{below}`"),
        }
    }
}

impl Client {
    /// Its entries of `accept`, each with its place in the text `text` of the file `name`.
    pub(crate) fn accepts(&self, name: &str, text: &str) -> Vec<Placed> {
        let placed = |written: &Spanned<Written>| {
            let header = written.span();
            let Written { entry, end } = written.get_ref();
            let is_table = text
                .get(header.clone())
                .is_some_and(|text| text.starts_with("[["));
            let lines = is_table.then(|| lines(text, header.start..*end));
            Placed {
                entry: entry.clone(),
                place: located(name, text, header.start, "error[unused-accept]"),
                numbered: lines.clone().map_or_else(Vec::new, |lines| numbered(text, lines)),
                lines,
            }
        };
        self.accept.iter().map(placed).collect()
    }
}

/// The lines of a part of the text, each with its number.
fn numbered(text: &str, part: Range<usize>) -> Vec<(usize, String)> {
    let before = text.get(..part.start).unwrap_or_default();
    let first = before.matches('\n').count().saturating_add(1);
    let lines = text.get(part).unwrap_or_default().lines();
    let lines = lines.enumerate();
    lines
        .map(|(index, line)| (first.saturating_add(index), line.to_owned()))
        .collect()
}

/// The whole lines that a part of the text is on.
fn lines(text: &str, part: Range<usize>) -> Range<usize> {
    let before = text.get(..part.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let after = text.get(part.end..).unwrap_or_default();
    let end = after
        .find('\n')
        .map_or(text.len(), |at| part.end.saturating_add(at).saturating_add(1));
    start..end
}

/// The places of the clients.
#[derive(Deserialize)]
struct Clients {
    client: Vec<Spanned<de::IgnoredAny>>,
}

/// The text of a generator.toml with entries of `accept` for the client with this index. The rest stays as it is.
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

/// The text of a generator.toml without these entries, and without the blank line before each. The rest stays as it is.
///
/// # Errors
/// One line, if an entry is in an inline list.
pub(crate) fn without_accepts(text: &str, entries: &[&Placed]) -> Result<String, String> {
    let mut removed = Vec::new();
    for Placed { place, lines, .. } in entries {
        let lines = lines.clone();
        removed.push(lines.ok_or_else(|| format!("{place}: remove this entry of an inline list by hand"))?);
    }
    removed.sort_by_key(|lines| lines.start);
    let mut fresh = String::new();
    let mut done = 0;
    for lines in removed {
        fresh.push_str(text.get(done..lines.start).unwrap_or_default());
        if fresh.ends_with("\n\n") {
            fresh.pop();
        }
        done = lines.end;
    }
    fresh.push_str(text.get(done..).unwrap_or_default());
    Ok(fresh)
}
