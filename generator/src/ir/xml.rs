//! XML: the representation of a schema's values in a document. Source: OpenAPI 3.0.4, XML Object; 3.2.0, XML Object.

use std::collections::{BTreeMap, BTreeSet};

use crate::naming::Ident;

/// The tables of the XML bodies.
#[derive(Clone, Debug, Default)]
pub struct Xml {
    /// The roots of bodies.
    pub roots: BTreeMap<Ident, XmlElement>,
    /// The objects in them.
    pub objects: BTreeMap<Ident, XmlObject>,
}

/// An XML node.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlElement {
    pub name: String,
    /// Empty if there is none.
    pub prefix: String,
    /// Empty if there is none.
    pub namespace: String,
    pub place: XmlPlace,
    pub content: XmlContent,
    /// Whether the description does not set the name.
    pub inferred: bool,
}

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlPlace {
    Element,
    Attribute,
    Text,
    Cdata,
}

/// The content of a node.
#[derive(Clone, Debug, PartialEq)]
pub enum XmlContent {
    Text,
    Number,
    Boolean,
    /// Any content.
    Any,
    /// An element for each item.
    List(Box<XmlElement>),
    /// The object with this name.
    Object(Ident),
}

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlObject {
    pub members: Vec<XmlMember>,
    pub rest: XmlRest,
}

/// The handling of elements that an object doesn't name.
#[derive(Clone, Debug, PartialEq)]
pub enum XmlRest {
    Skipped,
    Kept,
    Typed(Box<XmlMember>),
}

/// A property.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlMember {
    pub key: String,
    /// The node. For a list without an element around it, the node of each item.
    pub element: XmlElement,
    /// Whether it is a list without an element around it.
    pub repeated: bool,
    pub required: bool,
    pub nullable: bool,
}

impl Xml {
    /// Removes the objects that no root reaches.
    pub fn prune(&mut self, is_used: impl Fn(&Ident) -> bool) {
        self.roots.retain(|name, _| is_used(name));
        let mut pending: Vec<Ident> = Vec::new();
        self.roots.values().for_each(|root| root.objects(&mut pending));
        let mut reached = BTreeSet::new();
        while let Some(name) = pending.pop() {
            if let Some(object) = self.objects.get(&name)
                && reached.insert(name)
            {
                object.objects(&mut pending);
            }
        }
        self.objects.retain(|name, _| reached.contains(name));
    }
}

impl XmlElement {
    fn objects(&self, out: &mut Vec<Ident>) {
        match &self.content {
            XmlContent::Object(name) => out.push(name.clone()),
            XmlContent::List(item) => item.objects(out),
            XmlContent::Text | XmlContent::Number | XmlContent::Boolean | XmlContent::Any => {}
        }
    }
}

impl XmlObject {
    fn objects(&self, out: &mut Vec<Ident>) {
        self.members.iter().for_each(|member| member.element.objects(out));
        if let XmlRest::Typed(member) = &self.rest {
            member.element.objects(out);
        }
    }
}
