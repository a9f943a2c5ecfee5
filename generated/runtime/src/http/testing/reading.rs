// Copied from runtime/http/testing/reading.rs of generator 0.1.0; independent of the description.

//! Decodes text into values: the inverse of `style` and `form`. The type decides, because the text alone doesn't show
//! whether `1,2` is a text or a list. Pure.

use crate::runtime::http::request::rule::Rule;
use crate::runtime::http::{Encoding, Location, Style};
use crate::runtime::json::{Schema, Slot};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// The shape of a type, as deep as styles serialize.
pub(super) enum Kind {
    /// A text.
    Text,
    /// A number, boolean or text, depending on the text.
    Any,
    /// An array.
    List(Box<Kind>),
    /// An object: its fields, and the kind of additional properties.
    Object(Vec<Field>, Option<Box<Kind>>),
    /// A file.
    File,
}

/// A field of an object.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    is_required: bool,
}

impl Field {
    /// The value of a field that wasn't written: an empty list is sent as nothing.
    pub(super) fn unwritten(&self) -> Option<Value> {
        let is_list = self.is_required && matches!(self.kind, Kind::List(_));
        is_list.then(|| Value::Array(Vec::new()))
    }
}

impl Kind {
    pub(super) fn of<T: Schema>() -> Self {
        Self::at(T::placeholder().slot(), 4)
    }

    fn at(slot: Slot<'_>, depth: u8) -> Self {
        match slot {
            Slot::Nullable(place) => Self::at(place.set_some(), depth),
            Slot::String(_) | Slot::Text(_) | Slot::Skip => Self::Text,
            Slot::Foreign(_) => Self::File,
            Slot::List(list) if depth > 0 => Self::List(Box::new(Self::at(list.push(), depth - 1))),
            Slot::Map(map) if depth > 0 => {
                let values = map.insert_key("").map(|slot| Self::at(slot, depth - 1));
                Self::Object(Vec::new(), values.map(Box::new))
            }
            Slot::Object(object) if depth > 0 => {
                let fields = object.shape().fields.iter().enumerate();
                let fields = fields.map(|(number, field)| Field {
                    name: field.name,
                    kind: Self::at(object.field_slot(number), depth - 1),
                    is_required: field.presence.is_required(),
                });
                Self::Object(fields.collect(), Some(Box::new(Self::Any)))
            }
            Slot::Bool(_)
            | Slot::I64(_)
            | Slot::U64(_)
            | Slot::F64(_)
            | Slot::Integer(_)
            | Slot::Json(_)
            | Slot::ExactJson(_)
            | Slot::Union(_)
            | Slot::Custom(_)
            | Slot::List(_)
            | Slot::Map(_)
            | Slot::Object(_) => Self::Any,
        }
    }

    pub(super) fn field(&self, name: &str) -> &Self {
        match self {
            Self::Object(fields, others) => {
                let field = fields.iter().find(|field| field.name == name);
                field
                    .map(|field| &field.kind)
                    .or(others.as_deref())
                    .unwrap_or(&Self::Any)
            }
            Self::Text | Self::Any | Self::List(_) | Self::File => &Self::Any,
        }
    }

    fn item(&self) -> &Self {
        match self {
            Self::List(item) => item,
            Self::Text | Self::Any | Self::Object(..) | Self::File => &Self::Any,
        }
    }
}

/// Decodes the output of `style::write`.
pub(super) fn text(rule: &Rule<'_>, kind: &Kind, written: &str) -> Option<Value> {
    let exploded = rule.explode;
    match rule.style {
        Style::Json => serde_json::from_str(&plain(rule, written)).ok(),
        Style::Text => Some(leaf(kind, &plain(rule, written))),
        Style::Simple => Some(split(rule, kind, written, ",", exploded)),
        Style::Label => {
            let separator = if exploded { "." } else { "," };
            Some(split(rule, kind, written.strip_prefix('.')?, separator, exploded))
        }
        Style::Matrix if exploded => {
            let pairs = written
                .split(';')
                .filter(|pair| !pair.is_empty())
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
            self::pairs(rule, kind, &pairs.collect::<Vec<_>>())
        }
        Style::Matrix => {
            let (_, value) = written.split_once('=').unwrap_or_default();
            Some(split(rule, kind, value, ",", false))
        }
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject | Style::Cookie => {
            None
        }
    }
}

/// The items of a sequence of JSON texts, as a list: lines, a JSON text sequence, or events with one line of data.
pub(super) fn items(written: &str) -> String {
    let items = written.lines().filter_map(|line| {
        let line = line.trim_start_matches('\u{1e}');
        let item = line.strip_prefix("data: ").unwrap_or(line);
        (!item.is_empty()).then_some(item)
    });
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

/// Decodes the output of `style::pairs`; `None` if none of the pairs belongs to the parameter.
pub(super) fn pairs(rule: &Rule<'_>, kind: &Kind, pairs: &[(&str, &str)]) -> Option<Value> {
    let mut own = pairs
        .iter()
        .filter(|(name, _)| plain(rule, name) == rule.name)
        .map(|(_, value)| *value);
    match (rule.style, kind) {
        (Style::DeepObject, _) => deep(rule, kind, pairs),
        (Style::Json, _) => serde_json::from_str(&plain(rule, own.next()?)).ok(),
        (Style::SpaceDelimited, Kind::List(_) | Kind::Object(..)) if !rule.explode => {
            Some(split(rule, kind, own.next()?, "%20", false))
        }
        (Style::PipeDelimited, Kind::List(_) | Kind::Object(..)) if !rule.explode => {
            Some(split(rule, kind, own.next()?, "%7C", false))
        }
        (_, Kind::List(item)) if rule.explode => {
            let written: Vec<&str> = own.collect();
            // An empty list is sent as the name alone.
            let items: Vec<Value> = match written.as_slice() {
                [""] => Vec::new(),
                written => {
                    let items = written.iter().map(|value| leaf(item, &plain(rule, value)));
                    items.collect()
                }
            };
            (!written.is_empty()).then(|| items.into())
        }
        (_, Kind::Object(fields, others)) if rule.explode => {
            let is_field = |name: &str| fields.iter().any(|field| field.name == name);
            let all = pairs.iter().map(|(name, value)| (plain(rule, name), *value));
            let own = all.filter(|(name, _)| is_field(name) || (fields.is_empty() && others.is_some()));
            let mut members: Map<String, Value> = Map::new();
            for (name, value) in own {
                let text = plain(rule, value);
                match kind.field(&name) {
                    // A list repeats the name.
                    Kind::List(item) => {
                        let items = members.entry(name).or_insert_with(|| Value::Array(Vec::new()));
                        if let Value::Array(items) = items {
                            items.push(leaf(item, &text));
                        }
                    }
                    kind @ (Kind::Text | Kind::Any | Kind::Object(..) | Kind::File) => {
                        members.insert(name, leaf(kind, &text));
                    }
                }
            }
            (!members.is_empty()).then(|| members.into())
        }
        (_, Kind::Text | Kind::Any | Kind::List(_) | Kind::Object(..) | Kind::File) => {
            Some(split(rule, kind, own.next()?, ",", false))
        }
    }
}

/// Decodes a form.
pub(super) fn form(kind: &Kind, encoding: &[Encoding], body: &str) -> Value {
    let all: Vec<(&str, &str)> = body.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let Kind::Object(fields, others) = kind else {
        return Value::Object(Map::new());
    };
    let mut members = Map::new();
    for field in fields {
        let row = Encoding::find(field.name, encoding);
        if let Some(value) = property(field.name, &field.kind, &row, &all).or_else(|| field.unwritten()) {
            members.insert(field.name.to_owned(), value);
        }
    }
    let others = others.as_deref().filter(|_| fields.is_empty());
    for (name, value) in all.iter().filter(|_| others.is_some()) {
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        members.insert(decoded(name), leaf(others.unwrap_or(&Kind::Any), &decoded(value)));
    }
    members.into()
}

pub(crate) fn property(name: &str, kind: &Kind, row: &Encoding, all: &[(&str, &str)]) -> Option<Value> {
    let is_json = row.is_json() && row.style.is_none();
    let rule = Rule {
        name,
        location: Location::Query,
        style: row
            .style
            .unwrap_or(if is_json { Style::Json } else { Style::Form }),
        explode: row.explode || (row.style.is_none() && matches!(kind, Kind::List(_))),
        allow_reserved: row.allow_reserved,
    };
    let own = all.iter().find(|(other, _)| plain(&rule, other) == name);
    match kind {
        // Without a style, an object is JSON.
        Kind::Object(..) if row.style.is_none() => Some(leaf(kind, &plain(&rule, own?.1))),
        Kind::Object(..) | Kind::List(_) | Kind::Text | Kind::Any | Kind::File => pairs(&rule, kind, all),
    }
}

/// A scalar, or a value that is JSON in this place.
pub(super) fn leaf(kind: &Kind, text: &str) -> Value {
    let read = || serde_json::from_str::<Value>(text).ok();
    let read = match kind {
        Kind::Text | Kind::File => None,
        Kind::Any => read().filter(|value| value.is_number() || value.is_boolean()),
        Kind::List(_) | Kind::Object(..) => read(),
    };
    read.unwrap_or_else(|| text.into())
}

fn split(rule: &Rule<'_>, kind: &Kind, written: &str, separator: &str, exploded: bool) -> Value {
    let mut pieces = written.split(separator).filter(|_| !written.is_empty());
    match kind {
        Kind::Text | Kind::Any | Kind::File => leaf(kind, &plain(rule, written)),
        Kind::List(item) => pieces.map(|piece| leaf(item, &plain(rule, piece))).collect(),
        Kind::Object(..) => {
            let mut members = Map::new();
            while let Some(piece) = pieces.next() {
                let (name, value) = match exploded {
                    true => piece.split_once('=').unwrap_or((piece, "")),
                    false => (piece, pieces.next().unwrap_or_default()),
                };
                let name = plain(rule, name);
                let value = leaf(kind.field(&name), &plain(rule, value));
                members.insert(name, value);
            }
            members.into()
        }
    }
}

/// `color[R]=100&color[items][0]=1`
pub(super) fn deep(rule: &Rule<'_>, kind: &Kind, pairs: &[(&str, &str)]) -> Option<Value> {
    let own = pairs.iter().filter_map(|(name, value)| {
        let name = plain(rule, name);
        let keys = name.strip_prefix(rule.name)?;
        let keys = keys
            .split('[')
            .skip(1)
            .map(|key| key.trim_end_matches(']').to_owned());
        (name.contains('[')).then(|| (keys.collect::<Vec<_>>(), plain(rule, value)))
    });
    let own: Vec<Leaf> = own.collect();
    (!own.is_empty()).then(|| tree(kind, own))
}

/// The keys that lead to a text, and the text.
type Leaf = (Vec<String>, String);

fn tree(kind: &Kind, leaves: Vec<Leaf>) -> Value {
    if let [(keys, text)] = leaves.as_slice() {
        if keys.is_empty() {
            return leaf(kind, text);
        }
    }
    let mut branches: Vec<(String, Vec<Leaf>)> = Vec::new();
    for (mut keys, text) in leaves.into_iter().filter(|(keys, _)| !keys.is_empty()) {
        let first = keys.remove(0);
        match branches.iter_mut().find(|(key, _)| *key == first) {
            Some((_, branch)) => branch.push((keys, text)),
            None => branches.push((first, vec![(keys, text)])),
        }
    }
    if matches!(kind, Kind::List(_)) {
        return branches
            .into_iter()
            .map(|(_, branch)| tree(kind.item(), branch))
            .collect();
    }
    let members = branches.into_iter().map(|(key, branch)| {
        let value = tree(kind.field(&key), branch);
        (key, value)
    });
    Value::Object(members.collect())
}

/// Decodes percent-encoding. Headers, and cookies of style `Text`, have none.
fn plain(rule: &Rule<'_>, written: &str) -> String {
    match (rule.location, rule.style) {
        (Location::Header, _) | (Location::Cookie, Style::Text | Style::Cookie) => written.to_owned(),
        (Location::Path | Location::Query | Location::QueryString | Location::Cookie, _) => {
            percent_decode_str(written).decode_utf8_lossy().into_owned()
        }
    }
}
