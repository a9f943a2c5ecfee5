// Copied from runtime/http/spec/writing.rs of generator 0.1.0; not from the description.

//! How a request body is written, as constant tables. Pure data.

use crate::runtime::http::Style;
use crate::runtime::http::xml::Element;
use crate::runtime::json::Check;

/// A typed request body (OpenAPI: Media Type Object).
#[derive(Clone, Copy, Debug)]
pub struct BodySpec {
    /// How it is written.
    pub writing: BodyFormat,
    /// The media type.
    pub media_type: &'static str,
    /// What is demanded of it, beyond its type.
    pub check: &'static Check,
    /// How the properties of a form or a multipart body are written, where the description says more than their types.
    pub encoding: &'static [Encoding],
    /// The root of a body of XML.
    pub xml: Option<&'static Element>,
}

impl BodySpec {
    /// JSON of which nothing is demanded.
    pub const JSON: Self = Self {
        writing: BodyFormat::Json,
        media_type: "application/json",
        check: &Check::NONE,
        encoding: &[],
        xml: None,
    };
}

/// How a typed request body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// As JSON.
    Json,
    /// As a form: `application/x-www-form-urlencoded`.
    Form,
    /// In parts: `multipart/form-data` and its like.
    Multipart,
    /// As text.
    Text,
    /// As XML.
    Xml,
}

/// How a property of a form or a multipart body is written (OpenAPI: Encoding Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The property.
    pub name: &'static str,
    /// Its media type; empty for what its value suggests: text as it is, an object as JSON, an array item by item.
    pub media_type: &'static str,
    /// How it is written instead, where the description says that it is written as a query parameter.
    pub style: Option<Style>,
    /// Whether each item or property is written on its own.
    pub explode: bool,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
}

impl Encoding {
    /// The encoding of a property of which the description says nothing.
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

    /// Sets whether each item or property is written on its own.
    pub const fn explode(self, explode: bool) -> Self {
        Self { explode, ..self }
    }

    /// Sends reserved characters as they are, except those that would end the value.
    pub const fn allow_reserved(self) -> Self {
        Self {
            allow_reserved: true,
            ..self
        }
    }

    /// The row of a property.
    pub(crate) fn find(name: &str, rows: &[Self]) -> Self {
        let row = rows.iter().find(|row| row.name == name);
        row.copied().unwrap_or(Self::of(""))
    }

    /// Whether what a value holds is written as one text, with a separator between.
    pub(crate) fn is_joined(&self) -> bool {
        !self.explode && !matches!(self.style, None | Some(Style::DeepObject))
    }

    /// What stands between joined values, where nothing is escaped.
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
                | Style::Json
                | Style::Text,
            )
            | None => ",",
        }
    }

    /// Whether a value is written as JSON, whatever it is.
    pub(crate) fn is_json(&self) -> bool {
        let essence = self.media_type.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
    }
}
