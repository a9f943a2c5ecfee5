//! The XML Object of a schema, and the rules of XML for names. Source: OpenAPI 3.0.4, XML Object; 3.2.0, XML Object.

use crate::ir::XmlPlace;
use crate::lower::Lowering;
use crate::source::{MAX_STEPS, Node, Pointer, bundle};

/// The XML Object of a schema, merged with those of the schemas that it only refers to.
#[derive(Default)]
pub(super) struct XmlKeywords {
    pub name: Option<String>,
    pub namespace: Option<String>,
    pub prefix: Option<String>,
    pub place: Option<XmlPlace>,
    /// For a list: whether an element wraps it.
    pub wrapped: Option<bool>,
    /// The component that the schema is or refers to.
    pub component: Option<String>,
    /// Whether its properties are nodes of the parent element (`nodeType: none`).
    pub is_none: bool,
}

impl XmlKeywords {
    /// Adds the keywords of an inner XML Object that the outer one does not set.
    fn add(&mut self, node: &Node) {
        let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
        let flag = |key: &str| node.get(key).and_then(Node::as_bool);
        self.name = self.name.take().or_else(|| text("name"));
        // A prefix belongs to its namespace, so both come from one object.
        if self.namespace.is_none() && self.prefix.is_none() {
            self.namespace = text("namespace");
            self.prefix = text("prefix");
        }
        let kind = text("nodeType");
        let place = match kind.as_deref() {
            Some("element") => Some(XmlPlace::Element),
            Some("attribute") => Some(XmlPlace::Attribute),
            Some("text") => Some(XmlPlace::Text),
            Some("cdata") => Some(XmlPlace::Cdata),
            _ if flag("attribute") == Some(true) => Some(XmlPlace::Attribute),
            // AutoRest's extension for text nodes, which other tools support too.
            _ if flag("x-ms-text") == Some(true) => Some(XmlPlace::Text),
            _ => None,
        };
        self.place = self.place.or(place);
        let wrapped = match kind.as_deref() {
            Some("element") => Some(true),
            Some("none") => Some(false),
            _ => flag("wrapped"),
        };
        self.wrapped = self.wrapped.or(wrapped);
        self.is_none |= kind.as_deref() == Some("none") && self.place.is_none();
    }
}

impl Lowering<'_, '_> {
    /// The XML Objects of the schemas. A referenced schema supplies the keywords that they don't set.
    pub(super) fn xml_keywords(&self, pointers: &[Pointer]) -> XmlKeywords {
        let mut keywords = XmlKeywords::default();
        for at in pointers {
            let mut next = Some(at.clone());
            for _ in 0..MAX_STEPS {
                let Some(at) = next else { break };
                // In OpenAPI 3.0, siblings of `$ref` are ignored.
                let node = self
                    .model
                    .node(&at)
                    .filter(|_| self.model.reference(&at).is_none());
                if let Some(node) = node.and_then(|node| node.get("xml")) {
                    keywords.add(node);
                }
                if bundle::is_component(&at) && keywords.component.is_none() {
                    keywords.component = self.schema_name(&at);
                }
                next = self.xml_target(&at);
            }
        }
        keywords
    }

    /// The schema that this one only refers to.
    pub(super) fn xml_target(&self, at: &Pointer) -> Option<Pointer> {
        let alone = self.model.reference(at).or_else(|| self.sole_member(at));
        alone.or_else(|| self.other_than_null(at))
    }

    /// The only variant other than `null`.
    fn other_than_null(&self, at: &Pointer) -> Option<Pointer> {
        let node = self
            .model
            .node(at)
            .filter(|node| node.get("properties").is_none())?;
        let keyword = ["anyOf", "oneOf"]
            .into_iter()
            .find(|keyword| node.get(keyword).is_some())?;
        let count = node
            .get(keyword)
            .and_then(Node::as_array)
            .map_or(0, <[Node]>::len);
        let variants = (0..count).map(|index| at.child(keyword).index(index));
        let mut others = variants.filter(|variant| !self.is_null_only(variant));
        others.next().filter(|_| count == 2 && others.next().is_none())
    }
}

/// Whether the text is a valid name of an element or attribute without a prefix (Namespaces in XML 1.0, section 3).
pub(super) fn is_name(text: &str) -> bool {
    let starts = |c: char| {
        matches!(c, 'A'..='Z' | 'a'..='z' | '_'
            | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
            | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}'
            | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
    };
    let goes_on = |c: char| {
        starts(c)
            || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
    };
    let mut letters = text.chars();
    letters.next().is_some_and(starts) && letters.all(goes_on)
}

/// Whether the media type is one of XML (RFC 7303, section 4.2).
pub(in crate::lower) fn is_xml(media_type: &str) -> bool {
    let essence = crate::lower::operation::parameters::essence(media_type);
    essence == "application/xml" || essence == "text/xml" || essence.ends_with("+xml")
}
