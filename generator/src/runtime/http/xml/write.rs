//! Converts a value into an XML document. Pure text. A value that XML can't represent is an error that names its place.

use super::name::{is_char, is_name};
use super::table::{ANY, Content, Element, Member, Members, Place};
use crate::runtime::http::request::form;
use crate::runtime::json::{Parts, Value, push_index, push_key};
use std::fmt::Write as _;

/// The document of a value.
pub(super) fn document(value: Value<'_>, root: &Element) -> Result<String, String> {
    let mut writer = Writer {
        out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        declared: Vec::new(),
        path: String::from("body $"),
        depth: MAX_DEPTH,
    };
    writer.element(value, root, root.name)?;
    Ok(writer.out)
}

/// The nesting limit, the same as for decoding JSON.
const MAX_DEPTH: usize = 256;

/// The namespace of `nil` (XML Schema 1.0, part 1, section 2.6.2).
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

struct Writer {
    out: String,
    /// The declared prefixes in scope, with their namespaces.
    declared: Vec<(&'static str, &'static str)>,
    path: String,
    depth: usize,
}

impl Writer {
    fn element(&mut self, value: Value<'_>, element: &Element, name: &str) -> Result<(), String> {
        // The members of a custom type are known only in its JSON.
        if let (Value::Custom(custom), Parts::Document) = (value, value.parts()) {
            let json = custom
                .write()
                .ok()
                .and_then(|text| serde_json::from_str(&text).ok());
            let json: serde_json::Value = json.ok_or_else(|| self.cant("is rejected by its type"))?;
            return self.element(Value::Json(&json), element, name);
        }
        if !is_name(name) {
            return Err(self.cant("would be an element with a name that is invalid in XML"));
        }
        self.depth = self
            .depth
            .checked_sub(1)
            .ok_or_else(|| self.cant("is nested too deeply"))?;
        let scope = self.declared.len();
        self.out.push('<');
        let name = self.start(element, name, false);
        match value.parts() {
            Parts::None => {
                let _ = write!(self.out, " xmlns:xsi=\"{INSTANCE}\" xsi:nil=\"true\"/>");
            }
            Parts::Leaf | Parts::Document => {
                self.out.push('>');
                self.text(&form::text(value), false)?;
                self.end(&name);
            }
            Parts::Items(items) => {
                self.out.push('>');
                let item = match element.content {
                    Content::List(item) => item,
                    Content::Text
                    | Content::Number
                    | Content::Boolean
                    | Content::Any
                    | Content::Object(_) => &ITEM,
                };
                self.items(&items, item, item.name)?;
                self.end(&name);
            }
            Parts::Members(members) => {
                let table = match element.content {
                    Content::Object(table) => table,
                    Content::Text | Content::Number | Content::Boolean | Content::Any | Content::List(_) => {
                        &KEPT
                    }
                };
                self.members(&members, table)?;
                self.end(&name);
            }
            Parts::Foreign(_) => return Err(self.cant("is a file, which XML can't contain")),
        }
        self.declared.truncate(scope);
        self.depth += 1;
        Ok(())
    }

    /// Writes the name of a node, and declares its namespace if necessary: after the name of an element, before the name of an
    /// attribute.
    fn start(&mut self, element: &Element, name: &str, is_attribute: bool) -> String {
        let (prefix, namespace) = (element.prefix, element.namespace);
        let known = self.declared.iter().rev().find(|(other, _)| *other == prefix);
        let known = known.map(|(_, namespace)| *namespace);
        let is_new =
            !namespace.is_empty() && known != Some(namespace) && !(is_attribute && prefix.is_empty());
        // A prefix without a namespace was declared by an outer element.
        let qualified = match prefix {
            "" => name.to_owned(),
            _ if known.is_none() && !is_new => name.to_owned(),
            _ => format!("{prefix}:{name}"),
        };
        if !is_attribute {
            self.out.push_str(&qualified);
        }
        if is_new {
            self.declared.push((prefix, namespace));
            let colon = if prefix.is_empty() { "" } else { ":" };
            let _ = write!(self.out, " xmlns{colon}{prefix}=\"");
            escape(namespace, true, &mut self.out);
            self.out.push('"');
        }
        if is_attribute {
            self.out.extend([" ", qualified.as_str()]);
        }
        qualified
    }

    fn end(&mut self, name: &str) {
        self.out.extend(["</", name, ">"]);
    }

    fn items(&mut self, items: &[Value<'_>], item: &Element, name: &str) -> Result<(), String> {
        for (index, value) in items.iter().enumerate() {
            let before = self.path.len();
            push_index(&mut self.path, index);
            self.element(*value, item, name)?;
            self.path.truncate(before);
        }
        Ok(())
    }

    /// Writes attributes first, since they are part of the start tag, whatever their position in the table.
    fn members(&mut self, members: &[(&str, Value<'_>)], table: &Members) -> Result<(), String> {
        let rest = table.rest.unwrap_or(&ANY);
        let placed = members.iter().map(|(key, value)| {
            let member = table.members.iter().find(|member| member.key == *key);
            (*key, *value, member)
        });
        let placed: Vec<_> = placed.collect();
        for (key, value, member) in &placed {
            match member {
                Some(Member { element, .. }) if element.place == Place::Attribute => {
                    self.attribute(key, *value, element, element.name)?;
                }
                None => {
                    if let Some(name) = key.strip_prefix('@') {
                        self.attribute(key, *value, &rest.element, name)?;
                    }
                }
                Some(_) => {}
            }
        }
        self.out.push('>');
        for (key, value, member) in &placed {
            let before = self.path.len();
            push_key(&mut self.path, key);
            match member {
                Some(member) => self.member(*value, member, member.element.name)?,
                None if key.starts_with('@') => {}
                None if *key == "#text" => self.text(&form::text(*value), false)?,
                None => self.member(*value, rest, key)?,
            }
            self.path.truncate(before);
        }
        Ok(())
    }

    fn member(&mut self, value: Value<'_>, member: &Member, name: &str) -> Result<(), String> {
        let element = &member.element;
        let is_list = member.repeated || matches!(element.content, Content::Any);
        match (element.place, value.parts()) {
            (Place::Attribute, _) | (Place::Text | Place::Cdata, Parts::None) => Ok(()),
            (Place::Text, _) => self.text(&form::text(value), false),
            (Place::Cdata, _) => self.text(&form::text(value), true),
            (Place::Element, Parts::Items(items)) if is_list => self.items(&items, element, name),
            (Place::Element, _) => self.element(value, element, name),
        }
    }

    /// Writes an attribute. `null` is omitted, like an absent property.
    fn attribute(
        &mut self,
        key: &str,
        value: Value<'_>,
        element: &Element,
        name: &str,
    ) -> Result<(), String> {
        if matches!(value.parts(), Parts::None) {
            return Ok(());
        }
        let before = self.path.len();
        push_key(&mut self.path, key);
        if !is_name(name) {
            return Err(self.cant("would be an attribute with a name that is invalid in XML"));
        }
        let text = form::text(value);
        self.check(&text)?;
        self.start(element, name, true);
        self.out.push_str("=\"");
        escape(&text, true, &mut self.out);
        self.out.push('"');
        self.path.truncate(before);
        Ok(())
    }

    fn text(&mut self, text: &str, is_cdata: bool) -> Result<(), String> {
        self.check(text)?;
        // A parser converts a carriage return into a line feed, unless it is written as a reference.
        if !is_cdata || text.contains('\r') {
            escape(text, false, &mut self.out);
            return Ok(());
        }
        let parts = text.replace("]]>", "]]]]><![CDATA[>");
        self.out.extend(["<![CDATA[", parts.as_str(), "]]>"]);
        Ok(())
    }

    fn check(&self, text: &str) -> Result<(), String> {
        match text.chars().find(|c| !is_char(*c)) {
            Some(c) => Err(self.cant(&format!(
                "contains U+{:04X}, which XML doesn't allow",
                u32::from(c)
            ))),
            None => Ok(()),
        }
    }

    fn cant(&self, why: &str) -> String {
        format!("{} {why}", self.path)
    }
}

/// The item of a list without a table.
static ITEM: Element = Element::new("item", Content::Any);

/// An object without a table.
static KEPT: Members = Members {
    members: &[],
    rest: Some(&ANY),
};

/// Writes a text so that parsing returns it unchanged (XML 1.0, sections 2.4, 2.11 and 3.3.3).
fn escape(text: &str, is_attribute: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if is_attribute => out.push_str("&quot;"),
            '\t' if is_attribute => out.push_str("&#9;"),
            '\n' if is_attribute => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}
