// Copied from runtime/http/request/media_body.rs of generator 0.1.0; independent of the description.

//! Request bodies whose media type the caller chooses, because the description declares a range. Pure.

use crate::runtime::http::{Body, FilePart};
use bytes::Bytes;
use std::borrow::Cow;

/// A body and its media type, for a description that declares a range such as `image/*`: `("image/png", bytes)`. A body
/// without a media type is `application/octet-stream`.
#[derive(Clone, Debug)]
pub struct MediaBody {
    media_type: Cow<'static, str>,
    body: Body,
}

impl MediaBody {
    /// A body with this media type.
    pub fn new(media_type: impl Into<Cow<'static, str>>, body: impl Into<Body>) -> Self {
        Self {
            media_type: media_type.into(),
            body: body.into(),
        }
    }

    /// The media type and the body, if the range contains the type; else an error message.
    pub(crate) fn within(self, range: &str) -> Result<(Cow<'static, str>, Body), String> {
        match is_within(&self.media_type, range) {
            true => Ok((self.media_type, self.body)),
            false => Err(format!(
                "the body is {}, not {range}: state its media type, as in (\"type/subtype\", body)",
                self.media_type
            )),
        }
    }
}

/// Whether a range contains a media type; parameters are ignored (RFC 9110, section 12.5.1).
fn is_within(media_type: &str, range: &str) -> bool {
    let split = |text: &str| {
        let essence = text.split(';').next().unwrap_or_default().trim();
        let (ty, subtype) = essence.split_once('/').unwrap_or((essence, ""));
        (ty.to_ascii_lowercase(), subtype.to_ascii_lowercase())
    };
    let ((ty, subtype), (types, subtypes)) = (split(media_type), split(range));
    let fits = |text: &str, range: &str| match range.split_once('*') {
        Some((start, end)) => {
            text.len() >= start.len() + end.len() && text.starts_with(start) && text.ends_with(end)
        }
        None => text == range,
    };
    !subtype.is_empty() && fits(&ty, &types) && fits(&subtype, &subtypes)
}

impl<T: Into<Cow<'static, str>>, B: Into<Body>> From<(T, B)> for MediaBody {
    fn from((media_type, body): (T, B)) -> Self {
        Self::new(media_type, body)
    }
}

/// Uses the file's own media type, if it has one.
impl From<FilePart> for MediaBody {
    fn from(file: FilePart) -> Self {
        let media_type = file.media_type.map_or(OCTETS.into(), Cow::Owned);
        Self::new(media_type, file.body)
    }
}

const OCTETS: &str = "application/octet-stream";

macro_rules! from_bodies {
    ($($type:ty),*) => {
        $(impl From<$type> for MediaBody {
            fn from(body: $type) -> Self {
                Self::new(OCTETS, body)
            }
        })*
    };
}
from_bodies!(Body, Bytes, Vec<u8>, String, &[u8], &str);
