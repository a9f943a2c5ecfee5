//! Decodes multipart bodies into values: the inverse of `multipart`. Pure.

use super::reading::{Kind, deep, leaf};
use crate::runtime::http::request::rule::Rule;
use crate::runtime::http::{Encoding, FilePart, Location, Style};
use crate::runtime::json::Slot;
use serde_json::{Map, Value};

/// A part, as it was written.
struct Part<'b> {
    name: String,
    file: Option<String>,
    media_type: Option<String>,
    headers: Vec<(String, String)>,
    content: &'b [u8],
}

/// The parts of a body, between boundary lines (RFC 2046, section 5.1.1).
pub(super) struct Parts<'b>(Vec<Part<'b>>);

impl<'b> Parts<'b> {
    /// Splits a body; `None` if it isn't a multipart body whose parts have names.
    pub(super) fn of(body: &'b [u8], media_type: &str) -> Option<Self> {
        let (_, boundary) = media_type.split_once("boundary=")?;
        let boundary = boundary.split(';').next()?.trim().trim_matches('"');
        let (first, next) = (format!("--{boundary}\r\n"), format!("\r\n--{boundary}"));
        let mut rest = match body.strip_prefix(first.as_bytes()) {
            Some(rest) => rest,
            // No parts at all.
            None => {
                return body
                    .starts_with(format!("--{boundary}--").as_bytes())
                    .then(|| Self(Vec::new()));
            }
        };
        let mut parts = Vec::new();
        loop {
            let (part, after) = split(rest, next.as_bytes())?;
            parts.push(Part::of(part)?);
            if after.starts_with(b"--") {
                return Some(Self(parts));
            }
            rest = after.strip_prefix(b"\r\n")?;
        }
    }

    /// The encoded object, without its files.
    pub(super) fn json(&self, kind: &Kind, encoding: &[Encoding]) -> Value {
        let mut members = Map::new();
        let Kind::Object(fields, others) = kind else {
            return members.into();
        };
        for field in fields {
            let row = Encoding::find(field.name, encoding);
            let value = self.property(field.name, &field.kind, &row);
            if let Some(value) = value.or_else(|| field.unwritten()) {
                members.insert(field.name.to_owned(), value);
            }
        }
        let is_known = |name: &str| {
            let name = name.split('[').next().unwrap_or_default();
            fields.iter().any(|field| field.name == name)
        };
        let any = others.as_deref().unwrap_or(&Kind::Any);
        for part in self.0.iter().filter(|part| !is_known(&part.name)) {
            members.insert(part.name.clone(), leaf(any, &part.text()));
        }
        members.into()
    }

    fn property(&self, name: &str, kind: &Kind, row: &Encoding) -> Option<Value> {
        let mut own = self.0.iter().filter(|part| part.name == name);
        match kind {
            _ if row.style == Some(Style::DeepObject) => self.deep(name, kind),
            // The file itself is inserted later.
            Kind::File => own.next().map(|_| Value::from("")),
            Kind::List(item) if matches!(**item, Kind::File) => own.next().map(|_| Value::Array(Vec::new())),
            Kind::List(item) if row.is_joined() => {
                let text = own.next()?.text();
                let items = text.split(row.separator()).map(|piece| leaf(item, piece));
                Some(items.collect())
            }
            Kind::Object(..) if row.style.is_some() => self.members(name, kind, row),
            Kind::List(item) if !row.is_json() => {
                let items: Vec<Value> = own.map(|part| leaf(item, &part.text())).collect();
                (!items.is_empty()).then(|| items.into())
            }
            Kind::Text | Kind::Any | Kind::List(_) | Kind::Object(..) => {
                Some(leaf(kind, &own.next()?.text()))
            }
        }
    }

    /// The properties of an object, from parts with their names or from one joined part.
    fn members(&self, name: &str, kind: &Kind, row: &Encoding) -> Option<Value> {
        let mut members = Map::new();
        if row.is_joined() {
            let text = self.0.iter().find(|part| part.name == name)?.text();
            let mut pieces = text.split(row.separator());
            while let (Some(key), Some(value)) = (pieces.next(), pieces.next()) {
                members.insert(key.to_owned(), leaf(kind.field(key), value));
            }
        } else if let Kind::Object(fields, _) = kind {
            for part in &self.0 {
                if let Some(field) = fields.iter().find(|field| field.name == part.name) {
                    members.insert(part.name.clone(), leaf(&field.kind, &part.text()));
                }
            }
        }
        (!members.is_empty()).then(|| members.into())
    }

    fn deep(&self, name: &str, kind: &Kind) -> Option<Value> {
        // A header escapes nothing, and neither does a part.
        let rule = Rule {
            name,
            location: Location::Header,
            style: Style::DeepObject,
            explode: true,
            allow_reserved: false,
        };
        let all: Vec<(&str, String)> = self
            .0
            .iter()
            .map(|part| (part.name.as_str(), part.text()))
            .collect();
        let pairs: Vec<(&str, &str)> = all.iter().map(|(name, text)| (*name, text.as_str())).collect();
        deep(&rule, kind, &pairs)
    }

    /// Inserts the files into a value. The error is the name of a part that has no place for a file.
    pub(super) fn put_files(&self, slot: Slot<'_>) -> Result<(), String> {
        let Slot::Object(object) = slot else {
            let file = self.0.iter().find(|part| part.file.is_some());
            return file.map_or(Ok(()), |part| Err(part.name.clone()));
        };
        for (number, field) in object.shape().fields.iter().enumerate() {
            let own = self.0.iter().filter(|part| part.name == field.name);
            let files: Vec<FilePart> = own.filter(|part| part.file.is_some()).map(Part::file).collect();
            if !files.is_empty() && !put(object.field_slot(number), files) {
                return Err(field.name.to_owned());
            }
        }
        Ok(())
    }
}

/// Inserts files into a place for one or for several; false if the place has another type.
fn put(slot: Slot<'_>, files: Vec<FilePart>) -> bool {
    if let Slot::Nullable(place) = slot {
        return put(place.set_some(), files);
    }
    if let Slot::List(list) = slot {
        let mut files = files.into_iter();
        return files.all(|file| put(list.push(), vec![file]));
    }
    let Slot::Foreign(place) = slot else { return false };
    match (place.downcast_mut::<FilePart>(), files.into_iter().next()) {
        (Some(place), Some(file)) => {
            *place = file;
            true
        }
        (None | Some(_), None | Some(_)) => false,
    }
}

impl<'b> Part<'b> {
    fn of(part: &'b [u8]) -> Option<Self> {
        // Each header ends its line, and an empty line follows the headers.
        let (headers, content) = split(part, b"\r\n\r\n")?;
        let mut all: Vec<(String, String)> = Vec::new();
        for line in std::str::from_utf8(headers).ok()?.split("\r\n") {
            let (name, value) = line.split_once(": ")?;
            all.push((name.to_owned(), value.to_owned()));
        }
        let mut take = |wanted: &str| {
            let at = all
                .iter()
                .position(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
            Some(all.remove(at).1)
        };
        let disposition = take("content-disposition")?;
        let media_type = take("content-type");
        Some(Self {
            name: parameter(&disposition, "; name=\"").unwrap_or_default(),
            file: parameter(&disposition, "; filename=\""),
            media_type,
            headers: all,
            content,
        })
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(self.content).into_owned()
    }

    fn file(&self) -> FilePart {
        FilePart {
            body: self.content.into(),
            name: self.file.clone(),
            media_type: self.media_type.clone(),
            headers: self.headers.clone(),
        }
    }
}

/// A parameter of `Content-Disposition`, unescaped.
fn parameter(disposition: &str, begins: &str) -> Option<String> {
    let (value, _) = disposition.split_once(begins)?.1.split_once('"')?;
    Some(
        value
            .replace("%22", "\"")
            .replace("%0D", "\r")
            .replace("%0A", "\n"),
    )
}

/// The bytes before and after the first occurrence of a separator.
fn split<'b>(bytes: &'b [u8], separator: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let at = bytes
        .windows(separator.len())
        .position(|window| window == separator)?;
    Some((bytes.get(..at)?, bytes.get(at + separator.len()..)?))
}
