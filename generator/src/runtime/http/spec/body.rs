//! How request bodies are encoded, as constant tables. Pure data.

use crate::runtime::http::Style;
use crate::runtime::http::xml::Element;
use crate::runtime::json::Check;

/// A typed request body (OpenAPI: Media Type Object).
#[derive(Clone, Copy, Debug)]
pub struct BodySpec {
    /// How the body is encoded.
    pub format: BodyFormat,
    /// The media type.
    pub media_type: &'static str,
    /// The assertions that the body must satisfy, beyond its type.
    pub check: &'static Check,
    /// How the properties of a form or multipart body are encoded, where it doesn't follow from their types. The parts of a
    /// list are named by their positions, and `*` names those after them.
    pub encoding: &'static [Encoding],
    /// The root of an XML body.
    pub xml: Option<&'static Element>,
}

impl BodySpec {
    /// JSON without assertions.
    pub const JSON: Self = Self {
        format: BodyFormat::Json,
        media_type: "application/json",
        check: &Check::NONE,
        encoding: &[],
        xml: None,
    };
}

/// How a typed request body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// As JSON.
    Json,
    /// As a form: `application/x-www-form-urlencoded`.
    Form,
    /// As multipart: `multipart/form-data` and similar types.
    Multipart,
    /// As text.
    Text,
    /// As XML.
    Xml,
    /// A list, as server-sent events whose data is JSON.
    Events,
    /// A list, as lines of JSON.
    Lines,
    /// A list, as a JSON text sequence (RFC 7464).
    Sequence,
    /// A list, as the parts of a multipart body without names.
    Parts,
}

/// How a property of a form or multipart body is encoded (OpenAPI: Encoding Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The name of the property.
    pub name: &'static str,
    /// The media type; empty for the default: text for scalars, JSON for objects, and the item's default for arrays.
    pub media_type: &'static str,
    /// The style, if the property is serialized like a query parameter.
    pub style: Option<Style>,
    /// Whether each item or property is written separately.
    pub explode: bool,
    /// Whether reserved characters are sent unescaped.
    pub allow_reserved: bool,
}

impl Encoding {
    /// The default encoding of a property.
    pub const fn of(name: &'static str) -> Self {
        Self {
            name,
            media_type: "",
            style: None,
            explode: false,
            allow_reserved: false,
        }
    }

    /// Sets the media type.
    pub const fn media_type(self, media_type: &'static str) -> Self {
        Self { media_type, ..self }
    }

    /// Sets the style; `form` and `deepObject` explode.
    pub const fn style(self, style: Style) -> Self {
        Self {
            style: Some(style),
            explode: matches!(style, Style::Form | Style::DeepObject),
            ..self
        }
    }

    /// Sets whether each item or property is written separately.
    pub const fn explode(self, explode: bool) -> Self {
        Self { explode, ..self }
    }

    /// Sends reserved characters unescaped, except those that would end the value.
    pub const fn allow_reserved(self) -> Self {
        Self {
            allow_reserved: true,
            ..self
        }
    }

    /// The encoding of a property.
    pub(crate) fn find(name: &str, rows: &[Self]) -> Self {
        let row = rows.iter().find(|row| row.name == name);
        row.copied().unwrap_or(Self::of(""))
    }

    /// The encoding of the part at a position of a list.
    pub(crate) fn at(position: usize, rows: &[Self]) -> Self {
        let is_it = |row: &&Self| row.name.parse() == Ok(position);
        let row = rows.iter().find(is_it).copied();
        row.unwrap_or_else(|| Self::find("*", rows))
    }

    /// Whether the items of a value are joined into one text with a separator.
    pub(crate) fn is_joined(&self) -> bool {
        !self.explode && !matches!(self.style, None | Some(Style::DeepObject))
    }

    /// The separator between joined values, unescaped.
    pub(crate) fn separator(&self) -> &'static str {
        match self.style {
            Some(Style::SpaceDelimited) => " ",
            Some(Style::PipeDelimited) => "|",
            Some(
                Style::Simple
                | Style::Label
                | Style::Matrix
                | Style::Form
                | Style::DeepObject
                | Style::Cookie
                | Style::Json
                | Style::Text,
            )
            | None => ",",
        }
    }

    /// Whether every value is encoded as JSON.
    pub(crate) fn is_json(&self) -> bool {
        let essence = self.media_type.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
    }
}
