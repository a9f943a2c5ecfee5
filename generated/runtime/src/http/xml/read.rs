// Copied from runtime/http/xml/read.rs of generator 0.1.0; independent of the description.

//! Converts an XML document into the JSON that the decoder reads, by the table of its schema. Document types are rejected, so
//! only the five predefined entities are expanded. Depth is limited. An error names its place in the JSON.

use super::name::{is_char, is_qualified};
use super::table::{ANY, Content, Element, Member, Members, Place};
use crate::runtime::json::{DecodeError, push_index, push_key};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::QName;
use serde_json::{Map, Number, Value};
use std::collections::BTreeSet;

/// The JSON of a document. The name of the root is not checked, only its content.
pub(super) fn document(document: &[u8], root: &Element) -> Result<Value, DecodeError> {
    let wrong = |message: &str| DecodeError {
        path: "$".to_owned(),
        message: message.to_owned(),
        position: None,
    };
    let text = std::str::from_utf8(document).map_err(|_| wrong("invalid UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}');
    if let Some(c) = text.chars().find(|c| !is_char(*c)) {
        return Err(wrong(&format!("XML can't contain U+{:04X}", u32::from(c))));
    }
    let mut events = quick_xml::Reader::from_str(text);
    events.config_mut().enable_all_checks(true);
    let mut reader = Reader {
        events,
        depth: MAX_DEPTH,
        trail: Vec::new(),
    };
    reader.root(root).map_err(|message| {
        let mut path = String::from("$");
        for step in reader.trail.iter().rev() {
            match step {
                Step::Key(key) => push_key(&mut path, key),
                Step::Index(index) => push_index(&mut path, *index),
            }
        }
        DecodeError {
            path,
            message: message.chars().take(240).collect(),
            position: None,
        }
    })
}

/// The nesting limit. It is below serde_json's limit of 128, since each level of XML becomes a level of JSON.
const MAX_DEPTH: usize = 120;

struct Reader<'x> {
    events: quick_xml::Reader<&'x [u8]>,
    /// How many more levels may be entered.
    depth: usize,
    /// The place of the error, from the innermost step outwards.
    trail: Vec<Step>,
}

enum Step {
    Key(String),
    Index(usize),
}

/// A piece of the content of an element.
enum Piece<'x> {
    Text(String),
    Cdata(String),
    /// The start of a child element, and whether it is self-closing.
    Start(BytesStart<'x>, bool),
    End,
}

/// The texts in an element.
#[derive(Default)]
struct Texts {
    all: String,
    /// The text in CDATA sections.
    cdata: Option<String>,
    /// Whether the element also has child elements.
    is_mixed: bool,
}

impl<'x> Reader<'x> {
    fn root(&mut self, root: &Element) -> Result<Value, String> {
        let mut read = None;
        loop {
            match self.event()? {
                Event::Start(start) if read.is_none() => read = Some(self.element(&start, false, root)?),
                Event::Empty(start) if read.is_none() => read = Some(self.element(&start, true, root)?),
                Event::Start(_) | Event::Empty(_) => return Err("a second root element".to_owned()),
                Event::Text(text) if text.iter().all(u8::is_ascii_whitespace) => {}
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                    return Err("text outside the root element".to_owned());
                }
                Event::Eof => return read.ok_or_else(|| "no root element".to_owned()),
                Event::End(_) => return Err("an end tag without a start tag".to_owned()),
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// The next event. A document type is an attempt to expand entities or read files.
    fn event(&mut self) -> Result<Event<'x>, String> {
        match self.events.read_event() {
            Ok(Event::DocType(_)) => Err("document types are not allowed".to_owned()),
            Ok(event) => Ok(event),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The next piece of an element, which may be self-closing.
    fn piece(&mut self, is_empty: bool) -> Result<Piece<'x>, String> {
        loop {
            if is_empty {
                return Ok(Piece::End);
            }
            return Ok(match self.event()? {
                Event::Start(start) => Piece::Start(start, false),
                Event::Empty(start) => Piece::Start(start, true),
                Event::End(_) => Piece::End,
                Event::Text(text) => Piece::Text(text.xml10_content().map_err(message)?.into_owned()),
                Event::CData(text) => Piece::Cdata(text.xml10_content().map_err(message)?.into_owned()),
                Event::GeneralRef(reference) => Piece::Text(resolved(&reference)?),
                Event::Eof => return Err("the document ends inside an element".to_owned()),
                Event::Comment(_) | Event::PI(_) => continue,
                Event::Decl(_) | Event::DocType(_) => {
                    return Err("a declaration inside an element".to_owned());
                }
            });
        }
    }

    fn element(
        &mut self,
        start: &BytesStart<'_>,
        is_empty: bool,
        element: &Element,
    ) -> Result<Value, String> {
        if !is_qualified(&named(start.name())?) {
            return Err("an element with an invalid name".to_owned());
        }
        self.depth = self.depth.checked_sub(1).ok_or("nested too deeply")?;
        let attributes = attributes(start)?;
        let is_nil =
            |(name, value): &(String, String)| name.ends_with(":nil") && matches!(value.trim(), "true" | "1");
        let read = if attributes.iter().any(is_nil) {
            self.texts(is_empty).map(|_| Value::Null)
        } else {
            match element.content {
                Content::Text | Content::Number | Content::Boolean => {
                    let texts = self.texts(is_empty)?;
                    Ok(scalar(&texts.all, element.content))
                }
                Content::List(item) => self.items(is_empty, item),
                Content::Object(members) => self.object(&attributes, is_empty, members),
                Content::Any => self.any(&attributes, is_empty),
            }
        };
        self.depth += 1;
        read
    }

    /// The texts of an element without children; child elements are skipped.
    fn texts(&mut self, is_empty: bool) -> Result<Texts, String> {
        let mut texts = Texts::default();
        loop {
            match self.piece(is_empty)? {
                Piece::Text(text) => texts.add(&text),
                Piece::Cdata(text) => texts.add_cdata(&text),
                Piece::Start(start, is_empty) => drop(self.element(&start, is_empty, &SKIPPED)?),
                Piece::End => break,
            }
        }
        Ok(texts)
    }

    /// A wrapped list. Every child is an item, unless the description declares the name of items.
    fn items(&mut self, is_empty: bool, item: &Element) -> Result<Value, String> {
        let mut items = Vec::new();
        loop {
            match self.piece(is_empty)? {
                Piece::Start(start, is_empty) if item.inferred || local(start.name())? == item.name => {
                    let read = self.element(&start, is_empty, item);
                    items.push(read.inspect_err(|_| self.trail.push(Step::Index(items.len())))?);
                }
                Piece::Start(start, is_empty) => drop(self.element(&start, is_empty, &SKIPPED)?),
                Piece::Text(_) | Piece::Cdata(_) => {}
                Piece::End => break,
            }
        }
        Ok(items.into())
    }

    fn object(
        &mut self,
        attributes: &[(String, String)],
        is_empty: bool,
        table: &Members,
    ) -> Result<Value, String> {
        let mut found = Map::new();
        for (name, value) in attributes {
            let local = name.rsplit(':').next().unwrap_or_default();
            match table.find(Place::Attribute, local) {
                Some(member) => {
                    found.insert(member.key.to_owned(), scalar(value, member.element.content));
                }
                // Attributes of the namespaces of XML and XML Schema are not part of the value.
                None if keeps(table) && !name.starts_with("xml:") && !name.starts_with("xsi:") => {
                    found.insert(format!("@{local}"), value.as_str().into());
                }
                None => {}
            }
        }
        let mut texts = Texts::default();
        loop {
            match self.piece(is_empty)? {
                Piece::Text(text) => texts.add(&text),
                Piece::Cdata(text) => texts.add_cdata(&text),
                Piece::Start(start, is_empty) => {
                    texts.is_mixed = true;
                    self.child(&start, is_empty, table, &mut found)?;
                }
                Piece::End => break,
            }
        }
        table.complete(&texts, &mut found);
        Ok(Value::Object(found))
    }

    /// Reads a child element of an object as the property that it belongs to.
    fn child(
        &mut self,
        start: &BytesStart<'_>,
        is_empty: bool,
        table: &Members,
        found: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let name = local(start.name())?;
        let Some(member) = table.find(Place::Element, &name).or(table.rest) else {
            return self.element(start, is_empty, &SKIPPED).map(drop);
        };
        let key = if member.key.is_empty() {
            name.as_str()
        } else {
            member.key
        };
        let before = match found.get(key) {
            Some(Value::Array(items)) if member.repeated => Some(items.len()),
            Some(_) | None => member.repeated.then_some(0),
        };
        let read = self.element(start, is_empty, &member.element).inspect_err(|_| {
            self.trail.extend(before.map(Step::Index));
            self.trail.push(Step::Key(key.to_owned()));
        })?;
        let is_any = matches!(member.element.content, Content::Any) && !member.repeated;
        match found.get_mut(key) {
            Some(Value::Array(items)) if member.repeated => items.push(read),
            // Without a table, repeated elements form a list.
            Some(Value::Array(items)) if is_any => items.push(read),
            Some(other) if is_any => *other = Value::Array(vec![other.take(), read]),
            Some(_) => {
                self.trail.push(Step::Key(key.to_owned()));
                return Err("this element is duplicated".to_owned());
            }
            None if member.repeated => drop(found.insert(key.to_owned(), Value::Array(vec![read]))),
            None => drop(found.insert(key.to_owned(), read)),
        }
        Ok(())
    }

    /// Reads an element without a table: a text or, if it has attributes or children, an object.
    fn any(&mut self, attributes: &[(String, String)], is_empty: bool) -> Result<Value, String> {
        let table = Members {
            members: &[TEXT],
            rest: Some(&ANY),
        };
        let read = self.object(attributes, is_empty, &table)?;
        let is_leaf = |found: &Map<String, Value>| found.keys().all(|key| key == "#text");
        if read.as_object().is_some_and(is_leaf) {
            let text = read.get("#text").cloned();
            return Ok(text.unwrap_or_else(|| "".into()));
        }
        Ok(read)
    }
}

/// The text of an element without a table.
const TEXT: Member = Member::new("#text", Element::new("", Content::Text).place(Place::Text));

/// Skipped content is parsed too, since it may be malformed.
static SKIPPED: Element = Element::new("", Content::Any);

impl Members {
    fn find(&self, place: Place, name: &str) -> Option<&Member> {
        let mut members = self.members.iter();
        members.find(|member| member.element.place == place && member.element.name == name)
    }

    /// Adds the text, and the values of absent members.
    fn complete(&self, texts: &Texts, found: &mut Map<String, Value>) {
        for member in self.members {
            let element = &member.element;
            let text = match element.place {
                Place::Text => texts.plain(),
                Place::Cdata => texts.cdata.as_deref().unwrap_or(texts.plain()),
                Place::Element | Place::Attribute => "",
            };
            let absent = match element.place {
                Place::Text | Place::Cdata if !text.is_empty() => Some(scalar(text, element.content)),
                _ if found.contains_key(member.key) || !member.required => None,
                Place::Element => member.repeated.then(|| Value::Array(Vec::new())),
                Place::Attribute | Place::Text | Place::Cdata if member.nullable => Some(Value::Null),
                Place::Text | Place::Cdata => Some(scalar(text, element.content)),
                Place::Attribute => None,
            };
            found.extend(absent.map(|value| (member.key.to_owned(), value)));
        }
        let is_text = |member: &Member| matches!(member.element.place, Place::Text | Place::Cdata);
        let unknown = texts.all.trim();
        if keeps(self) && !unknown.is_empty() && !self.members.iter().any(is_text) {
            found.insert("#text".to_owned(), unknown.into());
        }
    }
}

impl Texts {
    fn add(&mut self, text: &str) {
        self.all.push_str(text);
    }

    fn add_cdata(&mut self, text: &str) {
        self.add(text);
        self.cdata.get_or_insert_default().push_str(text);
    }

    /// The text, without whitespace that only separates elements.
    fn plain(&self) -> &str {
        if self.is_mixed { self.all.trim() } else { &self.all }
    }
}

fn keeps(table: &Members) -> bool {
    table
        .rest
        .is_some_and(|rest| matches!(rest.element.content, Content::Any) && !rest.repeated)
}

/// A text as JSON of the schema's type. A text that doesn't have that type stays a string, which decoding rejects.
fn scalar(text: &str, content: Content) -> Value {
    let trimmed = text.trim();
    match content {
        Content::Number | Content::Boolean if trimmed.is_empty() => Value::Null,
        Content::Number => number(trimmed).map_or_else(|| text.into(), Value::Number),
        Content::Boolean => match trimmed {
            "true" | "1" => true.into(),
            "false" | "0" => false.into(),
            _ => text.into(),
        },
        Content::Text | Content::Any | Content::List(_) | Content::Object(_) => text.into(),
    }
}

fn number(text: &str) -> Option<Number> {
    let signed = text.parse::<i64>().ok().map(Number::from);
    signed
        .or_else(|| text.parse::<u64>().ok().map(Number::from))
        .or_else(|| text.parse().ok().and_then(Number::from_f64))
}

/// The attributes by their names, including prefixes, without namespace declarations.
fn attributes(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    // The library's check for duplicates takes quadratic time, which a hostile document could exploit.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(message)?;
        let name = named(attribute.key)?;
        if !is_qualified(&name) {
            return Err("an attribute with an invalid name".to_owned());
        }
        if !seen.insert(name.clone()) {
            return Err("an attribute is duplicated".to_owned());
        }
        let value = attribute
            .normalized_value_with(XmlVersion::Implicit1_0, 1, resolve_xml_entity)
            .map_err(message)?;
        if name != "xmlns" && !name.starts_with("xmlns:") {
            found.push((name, value.into_owned()));
        }
    }
    Ok(found)
}

fn resolved(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(c) = reference.resolve_char_ref().map_err(message)? {
        return match is_char(c) {
            true => Ok(c.into()),
            false => Err(format!("XML can't contain U+{:04X}", u32::from(c))),
        };
    }
    let name = reference.decode().map_err(message)?;
    match resolve_xml_entity(&name) {
        Some(text) => Ok(text.to_owned()),
        None => Err("an entity that XML doesn't define".to_owned()),
    }
}

fn named(name: QName<'_>) -> Result<String, String> {
    std::str::from_utf8(name.as_ref())
        .map(str::to_owned)
        .map_err(message)
}

fn local(name: QName<'_>) -> Result<String, String> {
    let name = named(name)?;
    Ok(name.rsplit(':').next().unwrap_or_default().to_owned())
}

fn message(error: impl std::fmt::Display) -> String {
    error.to_string()
}
