// Copied from runtime/http/xml/table.rs of generator 0.1.0; not from the description.

//! How values stand in XML documents, as constant tables (OpenAPI: XML Object). Pure data.

use std::fmt;

/// A node of a document: what it is called, and what is in it.
pub struct Element {
    /// The name, without a prefix.
    pub name: &'static str,
    /// The prefix; empty for none. It is written where its namespace is declared.
    pub prefix: &'static str,
    /// The namespace; empty for none.
    pub namespace: &'static str,
    /// Which kind of node it is.
    pub place: Place,
    /// What is in it.
    pub content: Content,
    /// Whether nobody gave it the name: as an item of a list, it may be called otherwise.
    pub inferred: bool,
}

/// Which node a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An element.
    Element,
    /// An attribute of the element that it is in.
    Attribute,
    /// The text of the element that it is in.
    Text,
    /// The same, written as a CDATA section.
    Cdata,
}

/// What is in a node.
#[derive(Clone, Copy)]
pub enum Content {
    /// A string, whatever it looks like.
    Text,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// Anything: a text or, where there are elements or attributes, an object of those.
    Any,
    /// An element for each item.
    List(&'static Element),
    /// A node for each property.
    Object(&'static Members),
}

/// The properties of an object.
pub struct Members {
    /// Those that have a name.
    pub members: &'static [Member],
    /// Any others; `None` where they are skipped.
    pub rest: Option<&'static Member>,
}

/// A property.
pub struct Member {
    /// The key of the property.
    pub key: &'static str,
    /// Its node; of a list without an element around it, that of each item.
    pub element: Element,
    /// Whether it is a list whose items stand beside the other properties.
    pub repeated: bool,
    /// Whether it has to be there: an empty list is, and so is an empty text.
    pub required: bool,
    /// Whether an attribute or a text that isn't there is `null`.
    pub nullable: bool,
}

impl Element {
    /// An element of this name.
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

    /// Sets prefix and namespace.
    pub const fn within(self, prefix: &'static str, namespace: &'static str) -> Self {
        Self {
            prefix,
            namespace,
            ..self
        }
    }

    /// Sets which kind of node it is.
    pub const fn place(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// Says that nobody gave it the name.
    pub const fn inferred(self) -> Self {
        Self {
            inferred: true,
            ..self
        }
    }
}

impl Member {
    /// The property of this key.
    pub const fn new(key: &'static str, element: Element) -> Self {
        Self {
            key,
            element,
            repeated: false,
            required: false,
            nullable: false,
        }
    }

    /// Makes it a list whose items stand beside the other properties.
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

    /// Makes an attribute or a text that isn't there `null`.
    pub const fn nullable(self) -> Self {
        Self {
            nullable: true,
            ..self
        }
    }
}

/// Anything, for what no table says: the member of an object that keeps what it doesn't know.
pub static ANY: Member = Member::new("", Element::new("", Content::Any));

/// Tables refer to each other in circles, so an element is itself alone.
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
