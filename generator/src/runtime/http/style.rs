//! How one value is written in a path, a query, a header or a cookie: the table of OpenAPI's Style Values.
//! Pure text; it must not know operations or requests.

use crate::runtime::http::{Location, Parameter, Style};
use crate::runtime::json::{Value, encode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A value in the three forms that styles know; `null` and what is absent have none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Flat {
    /// One text.
    One(String),
    /// An array's items.
    Many(Vec<String>),
    /// An object's properties, in order.
    Pairs(Vec<(String, String)>),
}

/// How one value is written, and where: what a [`Parameter`] says, or a property of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule<'a> {
    pub(crate) name: &'a str,
    pub(crate) location: Location,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
}

impl Parameter {
    /// How its value is written.
    pub(crate) const fn rule(&self) -> Rule<'static> {
        Rule {
            name: self.name,
            location: self.location,
            style: self.style,
            explode: self.explode,
            allow_reserved: self.allow_reserved,
        }
    }
}

/// A value that no style can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwritable {
    /// An array or object within an array or object.
    Nested,
    /// A combination that OpenAPI leaves undefined, such as `deepObject` for a text.
    Undefined,
    /// A text that no cookie can hold as it is.
    NoCookie,
}

/// Makes a value flat; `None` when nothing is to be sent.
pub(crate) fn flatten(value: Value<'_>, style: Style) -> Result<Option<Flat>, Unwritable> {
    if matches!(value, Value::Absent) {
        return Ok(None);
    }
    if style == Style::Json {
        return Ok(Some(Flat::One(
            String::from_utf8_lossy(&encode(value)).into_owned(),
        )));
    }
    if let Value::Str(text) | Value::Checked(text, _) = value {
        return Ok(Some(Flat::One(text.to_owned())));
    }
    // What a type is made of doesn't matter here, only the JSON that it writes: small, and once a rule.
    match serde_json::from_slice(&encode(value)) {
        Ok(Node::Leaf(leaf)) => Ok(leaf.map(Flat::One)),
        Ok(Node::Flat(flat)) => Ok(Some(flat)),
        Err(_) => Err(Unwritable::Nested),
    }
}

/// Writes a value for a path or a header: with the prefix of its style, without a name where the style has none.
pub(crate) fn write(rule: &Rule<'_>, flat: &Flat) -> Result<String, Unwritable> {
    let escape = |text: &str| escape(text, rule);
    let name = escape(rule.name);
    let exploded = rule.explode;
    Ok(match rule.style {
        Style::Simple | Style::Json | Style::Text => joined(flat, ",", exploded, &escape),
        Style::Label => format!(
            ".{}",
            joined(flat, if exploded { "." } else { "," }, exploded, &escape)
        ),
        Style::Matrix => matrix(flat, &name, exploded, &escape),
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject => {
            return Err(Unwritable::Undefined);
        }
    })
}

/// Writes a value for a query or a cookie, as encoded names and values.
pub(crate) fn pairs(rule: &Rule<'_>, flat: &Flat) -> Result<Vec<(String, String)>, Unwritable> {
    let escape = |text: &str| escape(text, rule);
    let name = match rule.location {
        // A token, which no server unescapes (RFC 6265, section 4.1.1).
        Location::Cookie => rule.name.to_owned(),
        Location::Path | Location::Query | Location::Header => escape(rule.name),
    };
    let whole = |separator: &str| vec![(name.clone(), joined(flat, separator, false, &escape))];
    match (rule.style, flat) {
        // RFC 6570, section 2.3: a list without items is not defined, and nothing is written for it.
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject, flat)
            if flat.is_empty() =>
        {
            Ok(Vec::new())
        }
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, Flat::Many(items)) if rule.explode => {
            Ok(items.iter().map(|item| (name.clone(), escape(item))).collect())
        }
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, Flat::Pairs(pairs)) if rule.explode => {
            Ok(pairs
                .iter()
                .map(|(key, value)| (escape(key), escape(value)))
                .collect())
        }
        (Style::Text, Flat::One(text)) if rule.location == Location::Cookie => {
            if text.bytes().all(is_cookie_octet) {
                Ok(vec![(name, text.clone())])
            } else {
                Err(Unwritable::NoCookie)
            }
        }
        (Style::Form | Style::Json | Style::Text, _) => Ok(whole(",")),
        (Style::SpaceDelimited, Flat::Many(_) | Flat::Pairs(_)) => Ok(whole("%20")),
        (Style::PipeDelimited, Flat::Many(_) | Flat::Pairs(_)) => Ok(whole("%7C")),
        (Style::DeepObject, Flat::Pairs(pairs)) => Ok(pairs
            .iter()
            .map(|(key, value)| (format!("{name}%5B{}%5D", escape(key)), escape(value)))
            .collect()),
        (
            Style::SpaceDelimited
            | Style::PipeDelimited
            | Style::DeepObject
            | Style::Simple
            | Style::Label
            | Style::Matrix,
            _,
        ) => Err(Unwritable::Undefined),
    }
}

impl Flat {
    /// Whether it is an array or object with nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::One(_) => false,
            Self::Many(items) => items.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
        }
    }
}

fn joined(flat: &Flat, separator: &str, exploded: bool, escape: &dyn Fn(&str) -> String) -> String {
    match flat {
        Flat::One(text) => escape(text),
        Flat::Many(items) => items
            .iter()
            .map(|item| escape(item))
            .collect::<Vec<_>>()
            .join(separator),
        Flat::Pairs(pairs) => {
            let within = if exploded { "=" } else { separator };
            let write = |(key, value): &(String, String)| format!("{}{within}{}", escape(key), escape(value));
            pairs.iter().map(write).collect::<Vec<_>>().join(separator)
        }
    }
}

fn matrix(flat: &Flat, name: &str, exploded: bool, escape: &dyn Fn(&str) -> String) -> String {
    let named = |name: &str, value: String| match value.as_str() {
        "" => format!(";{name}"),
        value => format!(";{name}={value}"),
    };
    match flat {
        Flat::Many(items) if exploded => items.iter().map(|item| named(name, escape(item))).collect(),
        Flat::Pairs(pairs) if exploded => pairs
            .iter()
            .map(|(key, value)| named(&escape(key), escape(value)))
            .collect(),
        Flat::One(_) | Flat::Many(_) | Flat::Pairs(_) => named(name, joined(flat, ",", false, escape)),
    }
}

/// RFC 3986, section 2.3: what never needs an escape.
pub(crate) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What `allowReserved` lets through: RFC 3986's reserved characters but those that would end the value (`&`, `+` in
/// forms), the query (`#`), or that no query may hold (`[`, `]`). `%` is dealt with apart.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

pub(crate) fn escape(text: &str, rule: &Rule<'_>) -> String {
    match rule.location {
        // Header values are sent as they are: RFC 9110 knows no escape for them, but JSON does.
        Location::Header if rule.style == Style::Json => ascii_json(text),
        Location::Header => text.to_owned(),
        Location::Query if rule.allow_reserved => escape_reserved(text),
        Location::Path | Location::Query | Location::Cookie => {
            utf8_percent_encode(text, UNRESERVED).to_string()
        }
    }
}

/// JSON that a header can carry: what is not ASCII stands in texts, where it can be escaped (RFC 8259, section 7).
fn ascii_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// RFC 6265, section 4.1.1, `cookie-octet`.
pub(crate) fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

/// Keeps what is an escape already, as RFC 6570's reserved expansion does.
fn escape_reserved(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut out = utf8_percent_encode(pieces.next().unwrap_or_default(), RESERVED).to_string();
    for piece in pieces {
        let is_escape = piece.len() >= 2 && piece.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        out.push_str(if is_escape { "%" } else { "%25" });
        out.extend(utf8_percent_encode(piece, RESERVED));
    }
    out
}

/// A piece of JSON, as far as styles can write it.
enum Node {
    /// A text, number or boolean; `None` for `null`.
    Leaf(Option<String>),
    Flat(Flat),
}

impl Node {
    /// The text within an array or object, where `null` is left out.
    fn leaf<E: serde::de::Error>(self) -> Result<Option<String>, E> {
        match self {
            Self::Leaf(leaf) => Ok(leaf),
            Self::Flat(_) => Err(E::custom("nested")),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Leaf(None))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Leaf(Some(value.to_string())))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Leaf(Some(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Leaf(Some(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        // `1.0` is the number 1, and servers that expect an integer take only that.
        let whole = value.fract() == 0.0 && value.abs() < 1e15;
        let text = if whole {
            value.to_string()
        } else {
            serde_json::Value::from(value).to_string()
        };
        Ok(Node::Leaf(Some(text)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Leaf(Some(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut many = Vec::new();
        while let Some(item) = items.next_element::<Node>()? {
            many.extend(item.leaf()?);
        }
        Ok(Node::Flat(Flat::Many(many)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut pairs = Vec::new();
        while let Some((key, value)) = entries.next_entry::<String, Node>()? {
            pairs.extend(value.leaf()?.map(|value| (key, value)));
        }
        Ok(Node::Flat(Flat::Pairs(pairs)))
    }
}
