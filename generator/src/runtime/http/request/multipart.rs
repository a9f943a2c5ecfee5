//! Multipart bodies: an object with one part for each property. Pure; this module must not know operations or requests.
//! Source: RFC 2046, section 5.1; RFC 7578; OpenAPI 3.0.4, section 4.7.15; WHATWG HTML, "Multipart form data", for names.

use crate::runtime::http::engine::platform::random;
use crate::runtime::http::request::fields::header;
use crate::runtime::http::request::form::{deep, json_text, text};
use crate::runtime::http::{Body, Encoding, FilePart, Style};
use crate::runtime::json::{Foreign, Parts, Value};
use std::borrow::Cow;

/// The media type with its boundary, and the body; or why the object can't be encoded.
pub(crate) fn write(
    body: Value<'_>,
    media_type: &str,
    encoding: &[Encoding],
) -> Result<(Cow<'static, str>, Body), String> {
    // 128 random bits: content doesn't contain the boundary by chance, and its author can't predict it.
    let boundary = format!("{:032x}", random()?);
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let mut writer = Writer {
        is_form: essence.eq_ignore_ascii_case("multipart/form-data"),
        boundary: &boundary,
        bodies: Vec::new(),
        text: String::new(),
        root: None,
    };
    match body.parts() {
        Parts::Members(members) => {
            for (name, value) in members {
                writer.property(name, value, &Encoding::find(name, encoding))?;
            }
        }
        Parts::Items(items) if !writer.is_form => {
            for (position, value) in items.into_iter().enumerate() {
                writer.part(value, &Encoding::at(position, encoding))?;
            }
        }
        Parts::Items(_) | Parts::None | Parts::Leaf | Parts::Document | Parts::Foreign(_) => {
            return Err("the body of a multipart request must be an object, or a list of parts".to_owned());
        }
    }
    let mut media_type = media_type.to_owned();
    // RFC 2387, section 3.1: `type` is required, and is the media type of the first part.
    let has_type = media_type.to_ascii_lowercase().contains("type=");
    if let Some(root) = writer
        .root
        .take()
        .filter(|_| essence.eq_ignore_ascii_case("multipart/related") && !has_type)
    {
        media_type = format!("{media_type}; type=\"{}\"", escape(&root));
    }
    let media_type = format!("{media_type}; boundary={boundary}");
    Ok((media_type.into(), writer.finish()))
}

struct Writer<'a> {
    /// Whether parts have names, which is the case only in `multipart/form-data`.
    is_form: bool,
    boundary: &'a str,
    bodies: Vec<Body>,
    /// The text between the previous body and the next one.
    text: String,
    /// The media type of the first part.
    root: Option<String>,
}

impl Writer<'_> {
    /// Writes a part without a name.
    fn part(&mut self, value: Value<'_>, row: &Encoding) -> Result<(), String> {
        match value.parts() {
            Parts::None => {}
            Parts::Foreign(foreign) => self.file("", foreign, row)?,
            Parts::Leaf if !row.is_json() => self.text("", row.media_type, &text(value)),
            Parts::Leaf | Parts::Document | Parts::Items(_) | Parts::Members(_) => self.json("", value, row),
        }
        Ok(())
    }

    /// Writes the parts of one property. An array has a part for each item, unless it is JSON as a whole.
    fn property(&mut self, name: &str, value: Value<'_>, row: &Encoding) -> Result<(), String> {
        match value.parts() {
            Parts::None => {}
            Parts::Foreign(foreign) => self.file(name, foreign, row)?,
            Parts::Items(items) if is_files(&items) || is_repeated(row) => {
                for item in items {
                    self.property(name, item, row)?;
                }
            }
            Parts::Items(items) if row.is_joined() => {
                let items: Vec<String> = items.into_iter().map(text).collect();
                if !items.is_empty() {
                    self.text(name, "", &items.join(row.separator()));
                }
            }
            Parts::Members(members) if row.is_joined() => {
                let pairs = members
                    .into_iter()
                    .flat_map(|(key, value)| [key.to_owned(), text(value)]);
                let pairs: Vec<String> = pairs.collect();
                if !pairs.is_empty() {
                    self.text(name, "", &pairs.join(row.separator()));
                }
            }
            Parts::Members(members) if row.style == Some(Style::Form) => {
                for (key, value) in members {
                    self.text(key, "", &text(value));
                }
            }
            Parts::Leaf | Parts::Document | Parts::Items(_) | Parts::Members(_) if is_deep(row) => {
                let mut leaves = Vec::new();
                deep(name.to_owned(), value, &mut leaves);
                for (name, text) in leaves {
                    self.text(&name, "", &text);
                }
            }
            Parts::Leaf if !row.is_json() => self.text(name, row.media_type, &text(value)),
            Parts::Leaf | Parts::Document | Parts::Items(_) | Parts::Members(_) => {
                self.json(name, value, row);
            }
        }
        Ok(())
    }

    fn json(&mut self, name: &str, value: Value<'_>, row: &Encoding) {
        let media_type = match row.media_type {
            "" => "application/json",
            media_type => media_type,
        };
        self.text(name, media_type, &json_text(value));
    }

    /// Writes a text part. RFC 7578, section 4.4: without a media type it is `text/plain`.
    fn text(&mut self, name: &str, media_type: &str, text: &str) {
        let sent = if media_type.is_empty() {
            "text/plain"
        } else {
            media_type
        };
        self.root.get_or_insert_with(|| sent.to_owned());
        self.begin(name, None);
        if !media_type.is_empty() {
            self.header("Content-Type", media_type);
        }
        self.text.extend(["\r\n", text, "\r\n"]);
    }

    fn file(&mut self, name: &str, foreign: &dyn Foreign, row: &Encoding) -> Result<(), String> {
        let file: &FilePart = foreign
            .as_any()
            .downcast_ref()
            .ok_or_else(|| format!("body {name} is not a file"))?;
        let described = match row.media_type {
            "" => "application/octet-stream",
            described => described,
        };
        let media_type = file.media_type.as_deref().unwrap_or(described);
        self.root.get_or_insert_with(|| media_type.to_owned());
        self.begin(name, Some(file.name.as_deref().unwrap_or("blob")));
        let own = file
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        for (key, value) in std::iter::once(("Content-Type", media_type)).chain(own) {
            header(key, value).map_err(|problem| format!("body {name}: {problem}"))?;
            self.header(key, value);
        }
        self.text.push_str("\r\n");
        self.bodies.push(std::mem::take(&mut self.text).into());
        self.bodies.push(file.body.clone());
        self.text.push_str("\r\n");
        Ok(())
    }

    fn begin(&mut self, name: &str, file: Option<&str>) {
        self.text.extend(["--", self.boundary, "\r\n"]);
        let file = file.map(|file| format!("; filename=\"{}\"", escape(file)));
        let file = file.unwrap_or_default();
        if self.is_form {
            self.header(
                "Content-Disposition",
                &format!("form-data; name=\"{}\"{file}", escape(name)),
            );
        } else if !file.is_empty() {
            self.header("Content-Disposition", &format!("attachment{file}"));
        }
    }

    fn header(&mut self, name: &str, value: &str) {
        self.text.extend([name, ": ", value, "\r\n"]);
    }

    fn finish(mut self) -> Body {
        self.text.extend(["--", self.boundary, "--\r\n"]);
        if self.bodies.is_empty() {
            return self.text.into();
        }
        self.bodies.push(self.text.into());
        Body::concat(self.bodies)
    }
}

fn is_deep(row: &Encoding) -> bool {
    row.style == Some(Style::DeepObject)
}

/// Whether an array has a part for each item.
fn is_repeated(row: &Encoding) -> bool {
    !is_deep(row) && !row.is_json() && !row.is_joined()
}

fn is_files(items: &[Value<'_>]) -> bool {
    items.iter().any(|item| matches!(item, Value::Foreign(_)))
}

/// Escapes characters that would end a name or its header.
fn escape(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
