// Copied from runtime/http/request/file.rs of generator 0.1.0; independent of the description.

//! A file in a multipart body: its content, name, media type and headers.

use crate::runtime::http::Body;
use crate::runtime::json::{Foreign, Schema, Slot, Value};
use bytes::Bytes;
use std::any::Any;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// A file in a multipart body: any [`Body`], with a name and a media type.
///
/// `FilePart::from(bytes)` contains bytes, [`FilePart::open`] reads a file while it is sent, and
/// `FilePart::from(Body::reader(reader))` contains a reader or, likewise, a stream. A clone shares the content.
#[derive(Clone)]
pub struct FilePart {
    pub(crate) body: Body,
    pub(crate) name: Option<String>,
    pub(crate) media_type: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
}

impl FilePart {
    /// The content of a file, read while it is sent. The part has the name of the file.
    ///
    /// # Errors
    /// When the file doesn't exist or can't be read. In JavaScript no file can be read.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let body = Body::file(path)?;
        Ok(Self { name, ..body.into() })
    }

    /// Sets the file name. Without one, the name is `blob`, as in browsers.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type, instead of the one in the description or the default `application/octet-stream`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Adds a header to the part.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

macro_rules! from_bodies {
    ($($type:ty),*) => {
        $(impl From<$type> for FilePart {
            fn from(content: $type) -> Self {
                Self {
                    body: content.into(),
                    name: None,
                    media_type: None,
                    headers: Vec::new(),
                }
            }
        })*
    };
}
from_bodies!(Body, Bytes, Vec<u8>, String, &[u8], &str);

impl PartialEq for FilePart {
    fn eq(&self, other: &Self) -> bool {
        let Self {
            body,
            name,
            media_type,
            headers,
        } = self;
        body.is_same(&other.body)
            && *name == other.name
            && *media_type == other.media_type
            && *headers == other.headers
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// A file can only be a property of a multipart body. It is not written to JSON, and not read from JSON.
impl Schema for FilePart {
    fn placeholder() -> Self {
        Body::empty().into()
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Foreign(self)
    }

    fn value(&self) -> Value<'_> {
        Value::Foreign(self)
    }
}

impl Foreign for FilePart {
    fn as_any(&self) -> &dyn Any {
        self
    }
}
