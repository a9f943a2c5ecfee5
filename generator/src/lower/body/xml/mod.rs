//! XML bodies: the tables that encode and decode them. A schema that no table can express is reported.

mod keywords;
mod objects;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::imports::{self, File};
use crate::ir::{Xml, XmlContent, XmlElement, XmlPlace};
use crate::lower::Lowering;
use crate::lower::schema::facets::{Facets, JsonType};
use crate::lower::schema::forms::implied;
use crate::naming::{Ident, Kind, Scope};
use crate::source::Pointer;
pub(super) use keywords::is_xml;
use keywords::{XmlKeywords, is_name};

/// The tables that have been built.
pub(crate) struct Tables {
    /// The names of the objects' tables by their schemas, including tables that are still being built.
    objects: BTreeMap<Vec<Pointer>, Ident>,
    pub built: Xml,
    /// The objects that the current body is the first to use.
    first_used: Vec<Vec<Pointer>>,
    /// The names of objects whose tables were discarded. A later body that needs such an object reuses its name.
    named: BTreeMap<Vec<Pointer>, Ident>,
    /// Objects that have a name but no table yet. They are queued instead of built at once, since their nesting has no limit.
    pending: Vec<(Pointer, Ident, Facets)>,
    /// The content of each union of the current body. `None` while its variants are being read.
    unions: BTreeMap<Vec<Pointer>, Option<XmlContent>>,
    scope: Scope,
    /// The current nesting depth of lists and unions.
    depth: usize,
}

/// The reason why a schema has no table, and the place of the reason.
pub(super) struct Untyped {
    at: Pointer,
    why: String,
}

/// A part of a table, or the reason why the schema has none.
type XmlResult<T> = Result<T, Untyped>;

/// The limit of nested lists, and of nested unions.
const DEPTH: usize = 32;

impl Tables {
    pub(crate) fn new() -> Self {
        let mut scope = Scope::new(Kind::Const);
        let reserved = imports::reserved_values(File::Xml);
        reserved.iter().for_each(|name| scope.reserve(name));
        Self {
            objects: BTreeMap::new(),
            built: Xml::default(),
            first_used: Vec::new(),
            named: BTreeMap::new(),
            pending: Vec::new(),
            unions: BTreeMap::new(),
            scope,
            depth: 0,
        }
    }

    /// Discards the tables of a body that can't be typed, since they may contain the schema that has no table.
    fn forget(&mut self) {
        self.pending.clear();
        for key in self.first_used.drain(..) {
            if let Some(name) = self.objects.remove(&key) {
                self.built.objects.remove(&name);
                self.named.insert(key, name);
            }
        }
    }
}

impl Untyped {
    fn new(at: &Pointer, why: impl Into<String>) -> Self {
        Self {
            at: at.clone(),
            why: why.into(),
        }
    }
}

impl Lowering<'_, '_> {
    /// The root element of the XML body whose media type is at `at`. `None` if the caller provides its text. That is reported
    /// unless the schema describes a plain string.
    pub(super) fn xml_root(&mut self, at: &Pointer, base: &str, body: Body) -> Option<Ident> {
        let schema = at.child("schema");
        let keywords = self.xml_keywords(std::slice::from_ref(&schema));
        let is_named = keywords.name.is_some() || keywords.component.is_some();
        if !is_named && self.is_text(&schema) {
            return None;
        }
        self.lowered.xml.first_used.clear();
        self.lowered.xml.unions.clear();
        let root = self.root_element(&schema, &keywords, body);
        match root.and_then(|root| self.xml_tables().map(|()| root)) {
            Ok(root) => {
                let known = self
                    .lowered
                    .xml
                    .built
                    .roots
                    .iter()
                    .find(|(_, other)| **other == root);
                if let Some((name, _)) = known {
                    return Some(name.clone());
                }
                let wanted = format!("{}_root", keywords.component.as_deref().unwrap_or(base));
                let name = self.lowered.xml.scope.take(&[&wanted], at).ident;
                self.lowered.xml.built.roots.insert(name.clone(), root);
                Some(name)
            }
            Err(untyped) => {
                self.lowered.xml.forget();
                self.report_untyped(at, &untyped, body);
                None
            }
        }
    }

    fn report_untyped(&mut self, at: &Pointer, untyped: &Untyped, body: Body) {
        let mut diagnostic =
            Diagnostic::new(Code::UntypedXml, &untyped.at, format!("in XML, {}", untyped.why));
        diagnostic.effect(match body.is_sent {
            true => "the operation takes the body as a string, which the caller encodes",
            false => "the call returns the body as it was received",
        });
        diagnostic.related(at, "the body");
        if body.is_one_of_several {
            diagnostic.severity(Severity::Note);
        }
        self.diagnostics.push(diagnostic);
    }

    fn root_element(
        &mut self,
        schema: &Pointer,
        keywords: &XmlKeywords,
        body: Body,
    ) -> XmlResult<XmlElement> {
        let pointers = std::slice::from_ref(schema);
        let facets = self.xml_facets(pointers)?;
        let named = keywords.name.as_ref().or(keywords.component.as_ref());
        let name = match named {
            Some(name) => name.clone(),
            None if body.is_sent => {
                return Err(Untyped::new(
                    schema,
                    "the root element has no name: the schema has neither a name nor `xml.name`",
                ));
            }
            // A reader accepts any name of the root.
            None => "root".to_owned(),
        };
        if !matches!(keywords.place, None | Some(XmlPlace::Element)) {
            return Err(Untyped::new(schema, "the root must be an element"));
        }
        let content = match is_list(&facets) {
            true => {
                let items = facets
                    .items
                    .as_ref()
                    .ok_or_else(|| Untyped::new(schema, "the items of this list are not described"))?;
                let item = self.xml_item(items, None, body)?;
                XmlContent::List(Box::new(item))
            }
            false => self.xml_content(pointers, &facets)?,
        };
        self.xml_node(schema, keywords, name, XmlPlace::Element, content)
    }

    /// The element of a list's item. Without an `xml.name`, it has the name of the property or, in a root, of the item's schema.
    fn xml_item(&mut self, items: &Pointer, property: Option<&str>, body: Body) -> XmlResult<XmlElement> {
        let pointers = std::slice::from_ref(items);
        let keywords = self.xml_keywords(pointers);
        let component = keywords.component.clone().filter(|_| property.is_none());
        let given = keywords.name.clone();
        let name = given.or(component).or_else(|| property.map(str::to_owned));
        let name = match name {
            Some(name) => name,
            None if body.is_sent => {
                return Err(Untyped::new(
                    items,
                    "the element of an item has no name: its schema has neither a name nor `xml.name`",
                ));
            }
            None => "item".to_owned(),
        };
        if !matches!(keywords.place, None | Some(XmlPlace::Element)) {
            return Err(Untyped::new(items, "an item of a list must be an element"));
        }
        let facets = self.xml_facets(pointers)?;
        let content = match is_list(&facets) {
            true if keywords.wrapped == Some(true) => self.inner_list(items, &facets, &name, body)?,
            true => {
                return Err(Untyped::new(
                    items,
                    "a list directly in a list can't be distinguished from one list: it needs `wrapped`",
                ));
            }
            false => self.xml_content(pointers, &facets)?,
        };
        let mut item = self.xml_node(items, &keywords, name, XmlPlace::Element, content)?;
        item.inferred = keywords.name.is_none();
        Ok(item)
    }

    fn inner_list(&mut self, at: &Pointer, facets: &Facets, name: &str, body: Body) -> XmlResult<XmlContent> {
        let deep = || Untyped::new(at, "lists are nested without end");
        let items = facets.items.clone();
        let items = items.ok_or_else(|| Untyped::new(at, "the items of this list are not described"))?;
        self.lowered.xml.depth += 1;
        let item = match self.lowered.xml.depth < DEPTH {
            true => self.xml_item(&items, Some(name), body),
            false => Err(deep()),
        };
        self.lowered.xml.depth -= 1;
        Ok(XmlContent::List(Box::new(item?)))
    }

    fn xml_node(
        &self,
        at: &Pointer,
        keywords: &XmlKeywords,
        name: String,
        place: XmlPlace,
        content: XmlContent,
    ) -> XmlResult<XmlElement> {
        let has_name = matches!(place, XmlPlace::Element | XmlPlace::Attribute);
        if has_name && !is_name(&name) {
            return Err(Untyped::new(
                at,
                format!("{name:?} is not a valid XML name: set `xml.name`"),
            ));
        }
        let prefix = keywords.prefix.clone().unwrap_or_default();
        let is_reserved = prefix.to_ascii_lowercase().starts_with("xml");
        if !prefix.is_empty() && (!is_name(&prefix) || is_reserved) {
            return Err(Untyped::new(at, format!("{prefix:?} is not a valid prefix")));
        }
        let namespace = keywords.namespace.clone().unwrap_or_default();
        if namespace.chars().any(char::is_control) {
            return Err(Untyped::new(at, "this namespace is not a URI"));
        }
        if keywords.is_none && !matches!(content, XmlContent::List(_)) {
            return Err(Untyped::new(at, "only a list can have `nodeType: none`"));
        }
        Ok(XmlElement {
            name,
            prefix,
            namespace,
            place,
            content,
            inferred: false,
        })
    }

    fn xml_facets(&mut self, pointers: &[Pointer]) -> XmlResult<Facets> {
        let at = pointers
            .first()
            .cloned()
            .unwrap_or_else(|| self.model.root().clone());
        let facets = self.facets(pointers);
        let facets = facets.ok_or_else(|| Untyped::new(&at, "this schema can't be read"))?;
        // A `null` variant has been removed, so that a single variant may be left.
        let [choice] = facets.choices.as_slice() else {
            return Ok(facets);
        };
        let [only] = choice.members.as_slice() else {
            return Ok(facets);
        };
        if !facets.properties.is_empty() || self.lowered.xml.depth > DEPTH {
            return Ok(facets);
        }
        self.lowered.xml.depth += 1;
        let inner = self.xml_facets(std::slice::from_ref(only));
        self.lowered.xml.depth -= 1;
        Ok(Facets {
            nullable: facets.nullable,
            ..inner?
        })
    }

    /// The content of a node that is not a list.
    fn xml_content(&mut self, pointers: &[Pointer], facets: &Facets) -> XmlResult<XmlContent> {
        let at = pointers
            .first()
            .cloned()
            .unwrap_or_else(|| self.model.root().clone());
        if facets.is_unsatisfiable {
            return Ok(XmlContent::Any);
        }
        if let Some((values, at)) = &facets.enumeration {
            return of_values(values)
                .ok_or_else(|| Untyped::new(at, "strings, numbers and booleans can't be distinguished"));
        }
        if !facets.choices.is_empty() {
            return self.choice_content(pointers, facets, &at);
        }
        Ok(match facets.ty.or_else(|| implied(facets)) {
            Some(JsonType::String) => XmlContent::Text,
            Some(JsonType::Number | JsonType::Integer) => XmlContent::Number,
            Some(JsonType::Boolean) => XmlContent::Boolean,
            Some(JsonType::Object) => XmlContent::Object(self.xml_object(pointers, facets)?),
            Some(JsonType::Array) => return Err(Untyped::new(&at, "a list is not possible here")),
            None => XmlContent::Any,
        })
    }

    /// A union: of scalars of one kind, or of objects.
    fn choice_content(
        &mut self,
        pointers: &[Pointer],
        facets: &Facets,
        at: &Pointer,
    ) -> XmlResult<XmlContent> {
        let key = self.xml_ends(pointers);
        if let Some(Some(known)) = self.lowered.xml.unions.get(&key) {
            return Ok(known.clone());
        }
        if self.lowered.xml.depth >= DEPTH {
            return Err(Untyped::new(at, "unions are nested too deeply"));
        }
        self.lowered.xml.unions.insert(key.clone(), None);
        self.lowered.xml.depth += 1;
        let content = self.content_of_variants(pointers, facets, at);
        self.lowered.xml.depth -= 1;
        let content = content?;
        self.lowered.xml.unions.insert(key, Some(content.clone()));
        Ok(content)
    }

    fn content_of_variants(
        &mut self,
        pointers: &[Pointer],
        facets: &Facets,
        at: &Pointer,
    ) -> XmlResult<XmlContent> {
        let mut kinds: Vec<XmlContent> = Vec::new();
        let mut has_object = !facets.properties.is_empty();
        for member in facets.choices.iter().flat_map(|choice| &choice.members) {
            let own = std::slice::from_ref(member);
            // A variant that is the union itself adds nothing.
            if self.lowered.xml.unions.get(&self.xml_ends(own)) == Some(&None) {
                continue;
            }
            let inner = self.xml_facets(own)?;
            let is_object = inner.ty.or_else(|| implied(&inner)) == Some(JsonType::Object);
            if is_object && inner.enumeration.is_none() {
                has_object = true;
                continue;
            }
            if is_list(&inner) {
                return Err(Untyped::new(
                    member,
                    "a list can't be distinguished from the other variants",
                ));
            }
            let content = self.xml_content(own, &inner)?;
            if !kinds.contains(&content) {
                kinds.push(content);
            }
        }
        let is_table = |content: &XmlContent| matches!(content, XmlContent::Object(_));
        match kinds.as_slice() {
            [one] if !has_object => Ok(one.clone()),
            kinds if kinds.iter().all(is_table) => Ok(XmlContent::Object(self.xml_object(pointers, facets)?)),
            _ => Err(Untyped::new(
                at,
                "the variants can't be distinguished: all of them must be objects, or strings, or numbers, or booleans",
            )),
        }
    }
}

/// The role of an XML body.
#[derive(Clone, Copy)]
pub(super) struct Body {
    pub is_sent: bool,
    pub is_one_of_several: bool,
}

fn is_list(facets: &Facets) -> bool {
    facets.enumeration.is_none()
        && facets.choices.is_empty()
        && facets.ty.or_else(|| implied(facets)) == Some(JsonType::Array)
}

fn of_values(values: &[serde_json::Value]) -> Option<XmlContent> {
    use serde_json::Value;
    let kind = |value: &Value| match value {
        Value::String(_) => Some(XmlContent::Text),
        Value::Number(_) => Some(XmlContent::Number),
        Value::Bool(_) => Some(XmlContent::Boolean),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    let first = kind(values.first()?)?;
    values
        .iter()
        .all(|value| kind(value).as_ref() == Some(&first))
        .then_some(first)
}
