// Copied from runtime/http/xml/table.rs of generator 0.1.0; independent of the description.

//! How values are represented in XML documents, as constant tables (OpenAPI: XML Object). Pure data.

use std::fmt;

/// A node of a document: its name and its content.
pub struct Element {
    /// The name, without a prefix.
    pub name: &'static str,
    /// The prefix; empty for none. It is declared on the node that needs its namespace.
    pub prefix: &'static str,
    /// The namespace; empty for none.
    pub namespace: &'static str,
    /// The kind of node.
    pub place: Place,
    /// The content of the node.
    pub content: Content,
    /// Whether the name is a default that the description doesn't declare. An item of a list may then have another name.
    pub inferred: bool,
}

/// The kind of node that represents a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An element.
    Element,
    /// An attribute of the parent element.
    Attribute,
    /// The text of the parent element.
    Text,
    /// The text of the parent element, written as a CDATA section.
    Cdata,
}

/// The content of a node.
#[derive(Clone, Copy)]
pub enum Content {
    /// A string.
    Text,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// Any value: a text or, if there are child elements or attributes, an object.
    Any,
    /// An element for each item.
    List(&'static Element),
    /// A node for each property.
    Object(&'static Members),
}

/// The properties of an object.
pub struct Members {
    /// The properties with a name.
    pub members: &'static [Member],
    /// Additional properties; `None` if they are skipped.
    pub rest: Option<&'static Member>,
}

/// A property.
pub struct Member {
    /// The key of the property.
    pub key: &'static str,
    /// The node of the property; for an unwrapped list, the node of each item.
    pub element: Element,
    /// Whether the property is an unwrapped list, whose items are siblings of the other properties.
    pub repeated: bool,
    /// Whether the property is required. If it is absent, an empty list or text is read.
    pub required: bool,
    /// Whether an absent attribute or text is read as `null`.
    pub nullable: bool,
}

impl Element {
    /// An element with this name.
    pub const fn new(name: &'static str, content: Content) -> Self {
        Self {
            name,
            prefix: "",
            namespace: "",
            place: Place::Element,
            content,
            inferred: false,
        }
    }

    /// Sets the prefix and the namespace.
    pub const fn within(self, prefix: &'static str, namespace: &'static str) -> Self {
        Self {
            prefix,
            namespace,
            ..self
        }
    }

    /// Sets the kind of node.
    pub const fn place(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// Marks the name as a default that the description doesn't declare.
    pub const fn inferred(self) -> Self {
        Self {
            inferred: true,
            ..self
        }
    }
}

impl Member {
    /// The property with this key.
    pub const fn new(key: &'static str, element: Element) -> Self {
        Self {
            key,
            element,
            repeated: false,
            required: false,
            nullable: false,
        }
    }

    /// Makes the property an unwrapped list, whose items are siblings of the other properties.
    pub const fn repeated(self) -> Self {
        Self {
            repeated: true,
            ..self
        }
    }

    /// Makes it required.
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// Reads an absent attribute or text as `null`.
    pub const fn nullable(self) -> Self {
        Self {
            nullable: true,
            ..self
        }
    }
}

/// A value without a table: the additional properties of an object.
pub static ANY: Member = Member::new("", Element::new("", Content::Any));

/// Tables can be cyclic, so elements are compared by address.
impl PartialEq for Element {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Element {}

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Element").field(&self.name).finish()
    }
}
