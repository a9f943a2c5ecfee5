// Copied from runtime/http/xml/mod.rs of generator 0.1.0; independent of the description.

//! XML bodies: values are written by the table of their schema, and documents are converted by it into JSON, which is then
//! decoded. This module knows tables and values, but no operations or requests.

mod name;
#[cfg(feature = "xml")]
mod read;
mod table;
#[cfg(feature = "xml")]
mod write;

use crate::runtime::json::{self, DecodeError, Slot, Value};
pub use table::ANY;
pub use table::{Content, Element, Member, Members, Place};

/// The document of a value, or why it can't be written.
pub(crate) fn write(value: Value<'_>, root: &Element) -> Result<String, String> {
    #[cfg(feature = "xml")]
    return write::document(value, root);
    #[cfg(not(feature = "xml"))]
    {
        let _ = (value, root);
        Err("body $ is XML, which requires the feature `xml` of this crate".to_owned())
    }
}

/// The JSON text of a document in UTF-8.
pub(crate) fn read(document: &[u8], root: &Element) -> Result<String, DecodeError> {
    #[cfg(feature = "xml")]
    return read::document(document, root).map(|json| json.to_string());
    #[cfg(not(feature = "xml"))]
    {
        let _ = (document, root);
        Err(DecodeError {
            path: "$".to_owned(),
            message: "reading XML requires the feature `xml` of this crate".to_owned(),
            position: None,
        })
    }
}

/// Decodes a document in UTF-8 into `slot`.
pub(crate) fn decode(document: &[u8], root: &Element, slot: Slot<'_>) -> Result<(), DecodeError> {
    let json = read(document, root)?;
    // The line and column in that JSON mean nothing to a user.
    json::decode(json.as_bytes(), slot).map_err(|error| DecodeError {
        position: None,
        ..error
    })
}

/// Whether the feature `xml` is enabled.
pub(crate) const IS_READ: bool = cfg!(feature = "xml");

/// Whether a media type without parameters is XML (RFC 7303, section 4.2).
pub(crate) fn is_xml(essence: &str) -> bool {
    essence == "application/xml" || essence == "text/xml" || essence.ends_with("+xml")
}
