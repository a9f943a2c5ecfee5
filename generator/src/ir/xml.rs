//! XML: how the values of a schema stand in a document. Source: OpenAPI 3.0.4, XML Object; 3.2.0, XML Object.

use std::collections::{BTreeMap, BTreeSet};

use crate::naming::Ident;

/// The tables that bodies of XML reach.
#[derive(Clone, Debug, Default)]
pub struct Xml {
    /// The roots of bodies.
    pub roots: BTreeMap<Ident, XmlElement>,
    /// The objects in them.
    pub objects: BTreeMap<Ident, XmlObject>,
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlElement {
    pub name: String,
    /// Empty for none.
    pub prefix: String,
    /// Empty for none.
    pub namespace: String,
    pub place: XmlPlace,
    pub content: XmlContent,
    /// Whether the description doesn't say the name.
    pub inferred: bool,
}

/// Which kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlPlace {
    Element,
    Attribute,
    Text,
    Cdata,
}

/// What is in a node.
#[derive(Clone, Debug, PartialEq)]
pub enum XmlContent {
    Text,
    Number,
    Boolean,
    /// Whatever there is.
    Any,
    /// An element for each item.
    List(Box<XmlElement>),
    /// The object of this name.
    Object(Ident),
}

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlObject {
    pub members: Vec<XmlMember>,
    pub rest: XmlRest,
}

/// What becomes of elements that an object doesn't name.
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
    /// Of a list without an element around it, each item's.
    pub element: XmlElement,
    /// Whether it is such a list.
    pub repeated: bool,
    pub required: bool,
    pub nullable: bool,
}

impl Xml {
    /// Leaves out what no root leads to.
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
