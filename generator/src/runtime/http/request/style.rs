//! Serializes a value for a path, query, header or cookie, by the table of OpenAPI's Style Values.
//! Pure text; this module must not know operations or requests.

use crate::runtime::http::request::escape::{escape, is_cookie_octet, push};
use crate::runtime::http::request::rule::Rule;
use crate::runtime::http::request::stack_string::StackString;
use crate::runtime::http::{Location, Parameter, Style};
use crate::runtime::json::{Value, leaf, try_encode};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// A value in one of the three forms that styles support. `null` and absent values have none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Flat<'a> {
    /// A single text.
    One(Cow<'a, str>),
    /// An integer, which no style escapes.
    Integer(i64),
    /// The items of an array.
    Many(Vec<Cow<'a, str>>),
    /// The properties of an object, in order.
    Pairs(Vec<(Cow<'a, str>, Cow<'a, str>)>),
}

/// Why a style can't serialize a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwritable {
    /// An array or object inside an array or object.
    Nested,
    /// A combination that OpenAPI leaves undefined, such as `deepObject` for a text.
    Undefined,
    /// A text with a character that cookies don't allow.
    NoCookie,
    /// A value that its type refuses to serialize.
    Refused,
}

/// Flattens a value; `None` if nothing is to be sent. In an exploded form, a list inside an object repeats its name.
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
    if let Value::I64(number) | Value::Unlisted(number, _) = value {
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
    // Only the JSON of a custom type matters here. It is small, and written once for each rule.
    let json = try_encode(value).map_err(|_| Unwritable::Refused)?;
    match serde_json::from_slice(&json) {
        Ok(Node::Leaf(leaf)) => Ok(leaf.map(|leaf| Flat::One(leaf.into()))),
        Ok(Node::Flat(flat)) => Ok(Some(flat)),
        Ok(Node::Repeated(pairs)) if matches!(style, Style::Form | Style::Cookie) && explode => {
            Ok(Some(Flat::Pairs(pairs)))
        }
        Ok(Node::Repeated(_)) | Err(_) => Err(Unwritable::Nested),
    }
}

/// The text of a scalar, as most parameters are, without the detour through JSON.
fn plain(value: Value<'_>) -> Option<Cow<'_, str>> {
    if let Value::Str(text) | Value::Checked(text, _) = value {
        Some(text.into())
    } else if let Value::I64(number) | Value::Unlisted(number, _) = value {
        Some(number.to_string().into())
    } else if let Value::Bool(value) = value {
        Some(if value { "true" } else { "false" }.into())
    } else if let Value::Custom(custom) = value {
        leaf(custom).map(Into::into)
    } else {
        None
    }
}

/// Appends a value for a path or header: with the prefix of its style, and without a name if the style has none.
pub(crate) fn write(rule: &Rule<'_>, flat: &Flat<'_>, out: &mut String) -> Result<(), Unwritable> {
    match (rule.style, rule.explode) {
        (Style::Simple | Style::Json | Style::Text, exploded) => join(rule, flat, ",", exploded, out),
        (Style::Label, exploded) => {
            out.push('.');
            join(rule, flat, if exploded { "." } else { "," }, exploded, out);
        }
        (Style::Matrix, true) => matrix(rule, flat, out),
        (Style::Matrix, false) => named(rule, rule.name, |out| join(rule, flat, ",", false, out), out),
        (
            Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject | Style::Cookie,
            _,
        ) => {
            return Err(Unwritable::Undefined);
        }
    }
    Ok(())
}

/// Passes the encoded names and values of a query or cookie to a callback.
pub(crate) fn pairs(
    rule: &Rule<'_>,
    flat: &Flat<'_>,
    mut each: impl FnMut(&str, &str),
) -> Result<(), Unwritable> {
    let name = name(rule);
    match (rule.style, flat) {
        // RFC 6570, section 2.3: an empty list counts as undefined, so nothing is written.
        (
            Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject | Style::Cookie,
            flat,
        ) if flat.is_empty() => {}
        (Style::Cookie, flat) if !flat.is_of_cookies() => return Err(Unwritable::NoCookie),
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::Cookie, Flat::Many(items))
            if rule.explode =>
        {
            items.iter().for_each(|item| each(&name, &escape(item, rule)));
        }
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::Cookie, Flat::Pairs(pairs))
            if rule.explode =>
        {
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
        (Style::Form | Style::Cookie | Style::Text, Flat::Integer(number)) => {
            each(&name, digits(*number).as_str())
        }
        (Style::Form | Style::Cookie | Style::Json | Style::Text, _) => each(&name, &joined(rule, flat, ",")),
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

/// The encoded name.
pub(crate) fn name<'r>(rule: &Rule<'r>) -> Cow<'r, str> {
    match rule.location {
        // A token, which servers don't decode (RFC 6265, section 4.1.1).
        Location::Cookie => rule.name.into(),
        Location::Path | Location::Query | Location::QueryString | Location::Header => {
            escape(rule.name, rule)
        }
    }
}

impl Flat<'_> {
    /// Whether all texts consist of characters that a cookie may have.
    fn is_of_cookies(&self) -> bool {
        let is_allowed = |text: &Cow<'_, str>| text.bytes().all(is_cookie_octet);
        match self {
            Self::One(text) => is_allowed(text),
            Self::Integer(_) => true,
            Self::Many(items) => items.iter().all(is_allowed),
            Self::Pairs(pairs) => pairs
                .iter()
                .all(|(key, value)| is_allowed(key) && is_allowed(value)),
        }
    }

    /// Whether the value is an empty array or object.
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

/// The digits of an integer: at most 20 characters, including the sign.
fn digits(number: i64) -> StackString<20> {
    let mut text = StackString::new();
    // 20 bytes are enough for every `i64`.
    let _ = write!(text, "{number}");
    text
}

/// Writes each item or property separately.
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

/// A piece of JSON, in the forms that styles can serialize.
enum Node {
    /// A text, number or boolean; `None` for `null`.
    Leaf(Option<String>),
    Flat(Flat<'static>),
    /// The properties of an object that contains lists, repeated for each item of the lists.
    Repeated(Vec<(Cow<'static, str>, Cow<'static, str>)>),
}

impl Node {
    /// The text inside an array or object; `None` for `null`, which is omitted.
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
        // `1.0` is the integer 1, and servers that expect an integer accept only `1`.
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

/// Names the parameter that can't be serialized, and the reason.
pub(crate) fn describe(parameter: &Parameter, unwritable: Unwritable) -> String {
    let problem = match unwritable {
        Unwritable::Nested => "contains an array or object inside another one, which no style supports",
        Unwritable::Undefined => "has a type that its style doesn't support",
        Unwritable::NoCookie => "contains a character that cookies don't allow",
        Unwritable::Refused => "has a value that its type refuses to serialize",
    };
    format!("{} {} {problem}", parameter.location.as_str(), parameter.name)
}
