// Copied from runtime/http/request/style.rs of generator 0.1.0; not from the description.

//! How one value is written in a path, a query, a header or a cookie: the table of OpenAPI's Style Values.
//! Pure text; it must not know operations or requests.

use crate::runtime::http::request::stack_string::StackString;
use crate::runtime::http::{Location, Parameter, Style};
use crate::runtime::json::{Value, leaf, try_encode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// A value in the three forms that styles know; `null` and what is absent have none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Flat<'a> {
    /// One text.
    One(Cow<'a, str>),
    /// One text that no style escapes.
    Integer(i64),
    /// An array's items.
    Many(Vec<Cow<'a, str>>),
    /// An object's properties, in order.
    Pairs(Vec<(Cow<'a, str>, Cow<'a, str>)>),
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
    /// What its type doesn't write.
    Refused,
}

/// Makes a value flat; `None` when nothing is to be sent. In an exploded form, a list within an object is its name, repeated.
pub(crate) fn flatten(value: Value<'_>, style: Style, explode: bool) -> Result<Option<Flat<'_>>, Unwritable> {
    if matches!(value, Value::Absent) {
        return Ok(None);
    }
    if style == Style::Json {
        let json = try_encode(value).map_err(|_| Unwritable::Refused)?;
        return Ok(Some(Flat::One(
            String::from_utf8_lossy(&json).into_owned().into(),
        )));
    }
    if let Value::I64(number) = value {
        return Ok(Some(Flat::Integer(number)));
    }
    if let Some(text) = plain(value) {
        return Ok(Some(Flat::One(text)));
    }
    if let Value::List(list) = value {
        let items = (0..list.count()).map(|index| plain(list.item(index)));
        if let Some(items) = items.collect() {
            return Ok(Some(Flat::Many(items)));
        }
    }
    // What a type is made of doesn't matter here, only the JSON that it writes: small, and once a rule.
    let json = try_encode(value).map_err(|_| Unwritable::Refused)?;
    match serde_json::from_slice(&json) {
        Ok(Node::Leaf(leaf)) => Ok(leaf.map(|leaf| Flat::One(leaf.into()))),
        Ok(Node::Flat(flat)) => Ok(Some(flat)),
        Ok(Node::Repeated(pairs)) if style == Style::Form && explode => Ok(Some(Flat::Pairs(pairs))),
        Ok(Node::Repeated(_)) | Err(_) => Err(Unwritable::Nested),
    }
}

/// The text of what most parameters are, without the way through JSON.
fn plain(value: Value<'_>) -> Option<Cow<'_, str>> {
    if let Value::Str(text) | Value::Checked(text, _) = value {
        Some(text.into())
    } else if let Value::I64(number) = value {
        Some(number.to_string().into())
    } else if let Value::Bool(value) = value {
        Some(if value { "true" } else { "false" }.into())
    } else if let Value::Custom(custom) = value {
        leaf(custom).map(Into::into)
    } else {
        None
    }
}

/// Adds a value as it is in a path or a header: with the prefix of its style, without a name where the style has none.
pub(crate) fn write(rule: &Rule<'_>, flat: &Flat<'_>, out: &mut String) -> Result<(), Unwritable> {
    match (rule.style, rule.explode) {
        (Style::Simple | Style::Json | Style::Text, exploded) => join(rule, flat, ",", exploded, out),
        (Style::Label, exploded) => {
            out.push('.');
            join(rule, flat, if exploded { "." } else { "," }, exploded, out);
        }
        (Style::Matrix, true) => matrix(rule, flat, out),
        (Style::Matrix, false) => named(rule, rule.name, |out| join(rule, flat, ",", false, out), out),
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject, _) => {
            return Err(Unwritable::Undefined);
        }
    }
    Ok(())
}

/// Gives what a value is in a query or a cookie, encoded name by encoded name.
pub(crate) fn pairs(
    rule: &Rule<'_>,
    flat: &Flat<'_>,
    mut each: impl FnMut(&str, &str),
) -> Result<(), Unwritable> {
    let name = name(rule);
    match (rule.style, flat) {
        // RFC 6570, section 2.3: a list without items is not defined, and nothing is written for it.
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject, flat)
            if flat.is_empty() => {}
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, Flat::Many(items)) if rule.explode => {
            items.iter().for_each(|item| each(&name, &escape(item, rule)));
        }
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, Flat::Pairs(pairs)) if rule.explode => {
            for (key, value) in pairs {
                each(&escape(key, rule), &escape(value, rule));
            }
        }
        (Style::Text, Flat::One(text)) if rule.location == Location::Cookie => {
            if !text.bytes().all(is_cookie_octet) {
                return Err(Unwritable::NoCookie);
            }
            each(&name, text);
        }
        (Style::Form | Style::Text, Flat::Integer(number)) => each(&name, digits(*number).as_str()),
        (Style::Form | Style::Json | Style::Text, _) => each(&name, &joined(rule, flat, ",")),
        (Style::SpaceDelimited, Flat::Many(_) | Flat::Pairs(_)) => each(&name, &joined(rule, flat, "%20")),
        (Style::PipeDelimited, Flat::Many(_) | Flat::Pairs(_)) => each(&name, &joined(rule, flat, "%7C")),
        (Style::DeepObject, Flat::Pairs(pairs)) => {
            for (key, value) in pairs {
                each(
                    &format!("{name}%5B{}%5D", escape(key, rule)),
                    &escape(value, rule),
                );
            }
        }
        (
            Style::SpaceDelimited
            | Style::PipeDelimited
            | Style::DeepObject
            | Style::Simple
            | Style::Label
            | Style::Matrix,
            _,
        ) => return Err(Unwritable::Undefined),
    }
    Ok(())
}

/// The name of what is written, encoded.
pub(crate) fn name<'r>(rule: &Rule<'r>) -> Cow<'r, str> {
    match rule.location {
        // A token, which no server unescapes (RFC 6265, section 4.1.1).
        Location::Cookie => rule.name.into(),
        Location::Path | Location::Query | Location::Header => escape(rule.name, rule),
    }
}

impl Flat<'_> {
    /// Whether it is an array or object with nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::One(_) | Self::Integer(_) => false,
            Self::Many(items) => items.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
        }
    }
}

fn joined<'f>(rule: &Rule<'_>, flat: &'f Flat<'_>, separator: &str) -> Cow<'f, str> {
    if let Flat::One(text) = flat {
        return escape(text, rule);
    }
    let mut out = String::new();
    join(rule, flat, separator, false, &mut out);
    out.into()
}

fn join(rule: &Rule<'_>, flat: &Flat<'_>, separator: &str, exploded: bool, out: &mut String) {
    match flat {
        Flat::One(text) => push(text, rule, out),
        Flat::Integer(number) => out.push_str(digits(*number).as_str()),
        Flat::Many(items) => {
            for (number, item) in items.iter().enumerate() {
                out.push_str(if number == 0 { "" } else { separator });
                push(item, rule, out);
            }
        }
        Flat::Pairs(pairs) => {
            let within = if exploded { "=" } else { separator };
            for (number, (key, value)) in pairs.iter().enumerate() {
                out.push_str(if number == 0 { "" } else { separator });
                push(key, rule, out);
                out.push_str(within);
                push(value, rule, out);
            }
        }
    }
}

/// An integer of at most 20 characters, its sign among them.
fn digits(number: i64) -> StackString<20> {
    let mut text = StackString::new();
    // It has room.
    let _ = write!(text, "{number}");
    text
}

/// Each item or property on its own.
fn matrix(rule: &Rule<'_>, flat: &Flat<'_>, out: &mut String) {
    let mut one = |name: &str, value: &str| {
        named(rule, name, |out| push(value, rule, out), out);
    };
    match flat {
        Flat::One(text) => one(rule.name, text),
        Flat::Integer(number) => one(rule.name, digits(*number).as_str()),
        Flat::Many(items) => items.iter().for_each(|item| one(rule.name, item)),
        Flat::Pairs(pairs) => pairs.iter().for_each(|(key, value)| one(key, value)),
    }
}

/// `;name=value`, and `;name` for an empty value.
fn named(rule: &Rule<'_>, name: &str, value: impl FnOnce(&mut String), out: &mut String) {
    out.push(';');
    push(name, rule, out);
    out.push('=');
    let end = out.len();
    value(out);
    if out.len() == end {
        out.pop();
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

pub(crate) fn escape<'t>(text: &'t str, rule: &Rule<'_>) -> Cow<'t, str> {
    match rule.location {
        // Header values are sent as they are: RFC 9110 knows no escape for them, but JSON does.
        Location::Header if rule.style == Style::Json => ascii_json(text).into(),
        Location::Header => text.into(),
        Location::Query if rule.allow_reserved => escape_reserved(text).into(),
        Location::Path | Location::Query | Location::Cookie => utf8_percent_encode(text, UNRESERVED).into(),
    }
}

/// Adds a text, escaped.
fn push(text: &str, rule: &Rule<'_>, out: &mut String) {
    match rule.location {
        Location::Path => out.extend(utf8_percent_encode(text, UNRESERVED)),
        Location::Query | Location::Header | Location::Cookie => out.push_str(&escape(text, rule)),
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
    Flat(Flat<'static>),
    /// The properties of an object that has lists in it, one for each item of these.
    Repeated(Vec<(Cow<'static, str>, Cow<'static, str>)>),
}

impl Node {
    /// The text within an array or object, where `null` is left out.
    fn leaf<E: serde::de::Error>(self) -> Result<Option<String>, E> {
        match self {
            Self::Leaf(leaf) => Ok(leaf),
            Self::Flat(_) | Self::Repeated(_) => Err(E::custom("nested")),
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
            many.extend(item.leaf()?.map(Cow::Owned));
        }
        Ok(Node::Flat(Flat::Many(many)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut pairs: Vec<(Cow<'static, str>, Cow<'static, str>)> = Vec::new();
        let mut has_lists = false;
        while let Some((key, value)) = entries.next_entry::<String, Node>()? {
            match value {
                Node::Flat(Flat::Many(items)) => {
                    has_lists = true;
                    pairs.extend(items.into_iter().map(|item| (key.clone().into(), item)));
                }
                value @ (Node::Leaf(_) | Node::Flat(_) | Node::Repeated(_)) => {
                    pairs.extend(value.leaf()?.map(|value| (key.into(), value.into())));
                }
            }
        }
        Ok(match has_lists {
            true => Node::Repeated(pairs),
            false => Node::Flat(Flat::Pairs(pairs)),
        })
    }
}

/// Which parameter can't be written, and why.
pub(crate) fn describe(parameter: &Parameter, unwritable: Unwritable) -> String {
    let problem = match unwritable {
        Unwritable::Nested => "holds an array or object within another one, which no style can write",
        Unwritable::Undefined => "is of a kind that its style can't write",
        Unwritable::NoCookie => "holds a character that no cookie can",
        Unwritable::Refused => "is of a type that refuses to be written",
    };
    format!("{} {} {problem}", parameter.location.as_str(), parameter.name)
}
