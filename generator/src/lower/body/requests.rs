//! Request bodies: their media types, and which of these have a Rust type.

use std::collections::BTreeMap;

use openapiv3 as oa;

use super::xml::{self, is_xml};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ir::{Body, BodyContent, BodyFormat, Constraints, Type, TypedBody};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::naming::homes::Place;
use crate::lower::operation::arguments::BodyArgument;
use crate::lower::operation::parameters::{essence, is_json};
use crate::lower::schema::docs;
use crate::lower::schema::facets::JsonType;
use crate::naming::{self, Key, Kind, List, Unnamed};
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// The request body at `at`, and its place after following references. The outer `None` follows an error; the inner `None`
    /// means that there is no body.
    pub(crate) fn read_body(&mut self, at: &Pointer) -> Option<Option<(Pointer, oa::RequestBody)>> {
        let target = self.model.resolve(at, self.diagnostics)?;
        let body = self.model.request_body(&target, self.diagnostics)?;
        Some((!body.content.is_empty()).then_some((target, body)))
    }

    /// The request body at `target`, as an argument with this name after the given number of other arguments.
    pub(crate) fn body(
        &mut self,
        place: &Place<'_>,
        target: &Pointer,
        body: oa::RequestBody,
        argument: BodyArgument,
    ) -> Body {
        let BodyArgument { name, after, is_kept } = argument;
        let content_at = target.child("content");
        let distinct_media_types = self.distinct_media_types(&body.content, &content_at);
        let unnamed: Vec<Unnamed> = distinct_media_types
            .iter()
            .map(|media_type| of_media_type(media_type, &content_at.child(media_type)))
            .collect();
        let list = List::new("bodies", place.declared);
        let variants = self.members(Kind::Type, &[], list, &unnamed, None);
        let mut contents: Vec<BodyContent> = Vec::new();
        let mut schemas: Vec<Pointer> = Vec::new();
        let named = self.part_home(target, place.at, place.home.to_owned(), "Request");
        let suffix = if target.is_within(place.at) { "Request" } else { "" };
        // The first variant of a type implements `From`, so it stays the first.
        let ordered = variants.in_order(
            distinct_media_types.into_iter().zip(&unnamed),
            |(_, unnamed)| &unnamed.key,
            |(media_type, _), variant| (media_type, variant),
        );
        for (media_type, variant) in ordered {
            let media_at = content_at.child(media_type);
            let named = match contents.is_empty() {
                true => format!("{named}{suffix}"),
                false => format!("{named}{variant}{suffix}"),
            };
            let schema = self.first_of(&media_at, &mut schemas);
            let several = body.content.len() > 1;
            let typed = self.typed(media_type, &media_at, schema.as_ref(), &Hint::new(named), several);
            let otherwise = match typed {
                Some(_) => "application/json",
                None => "application/octet-stream",
            };
            let is_range = typed.is_none() && is_range(media_type);
            contents.push(BodyContent {
                range: is_range.then(|| media_type.to_owned()),
                media_type: self.sent_as(media_type, otherwise, &media_at),
                convertible: false,
                typed,
                variant,
            });
        }
        let choice = (contents.len() > 1).then(|| {
            let candidates = [
                format!("{}Body", place.base),
                format!("{}RequestBody", place.base),
            ];
            let candidates = candidates.each_ref().map(String::as_str);
            self.names.operation_type(&candidates, place.declared).ident
        });
        Body {
            required: body.required || is_kept,
            is_kept,
            contents,
            choice,
            name,
            after,
            docs: docs::plain(body.description),
        }
    }

    /// The schema of the media type at `media`. If an earlier media type has an equal schema, that one is used, so that both have
    /// one type.
    pub(super) fn first_of(&self, media: &Pointer, before: &mut Vec<Pointer>) -> Option<Pointer> {
        let schema = media.child("schema");
        let node = self.model.node(&schema)?;
        let known = before.iter().find(|other| self.model.node(other) == Some(node));
        let first = known.unwrap_or(&schema).clone();
        if known.is_none() {
            before.push(schema);
        }
        Some(first)
    }

    /// The media types that differ in more than their parameters, the first JSON one first.
    fn distinct_media_types<'c>(&mut self, content: &'c oa::Content, at: &Pointer) -> Vec<&'c str> {
        let mut kept: Vec<&str> = Vec::new();
        let mut same: Vec<&str> = Vec::new();
        for media_type in content.keys() {
            let is_known = kept.iter().any(|kept| essence(kept) == essence(media_type));
            if is_known { &mut same } else { &mut kept }.push(media_type);
        }
        if !same.is_empty() {
            let message = format!(
                "media types that differ only in parameters: `{}`",
                same.join("`, `")
            );
            let mut diagnostic = Diagnostic::new(Code::Lossy, at, message);
            diagnostic
                .severity(Severity::Note)
                .effect("the first of them is sent");
            self.diagnostics.push(diagnostic);
        }
        self.leave_out_ranges(&mut kept, at);
        self.prefer_json(&mut kept, at);
        kept
    }

    /// Removes media type ranges that include a listed JSON media type, which is sent instead.
    fn leave_out_ranges(&mut self, kept: &mut Vec<&str>, at: &Pointer) {
        let is_named = |media_type: &&str| is_json(media_type) && !is_range(media_type);
        let Some(named) = kept.iter().copied().find(is_named) else {
            return;
        };
        let (ranges, others): (Vec<&str>, Vec<&str>) = kept
            .iter()
            .partition(|media_type| is_json(media_type) && is_range(media_type));
        *kept = others;
        for range in ranges {
            let message = format!("`{range}` is a range of media types, which a request can't name");
            let mut diagnostic = Diagnostic::new(Code::Lossy, &at.child(range), message);
            diagnostic
                .severity(Severity::Note)
                .on_key()
                .effect(format!("`{named}` is sent"));
            self.diagnostics.push(diagnostic);
        }
    }

    /// Moves JSON media types to the front, `application/json` before all others. A binary schema is never JSON.
    pub(super) fn prefer_json(&mut self, media_types: &mut [&str], at: &Pointer) {
        let mut is_document = |media_type: &&str| {
            let schema = at.child(media_type).child("schema");
            is_json(media_type) && (self.model.node(&schema).is_none() || !self.is_binary(&schema))
        };
        let documents: Vec<usize> = (0..media_types.len())
            .filter(|index| media_types.get(*index).is_some_and(&mut is_document))
            .collect();
        let is_plain = |index: &&usize| {
            media_types
                .get(**index)
                .is_some_and(|name| essence(name) == "application/json")
        };
        let first = documents.iter().find(is_plain).or(documents.first()).copied();
        if let Some(first) = first {
            media_types.get_mut(..=first).unwrap_or_default().rotate_right(1);
        }
    }

    /// The body as a Rust type. `None` if the caller provides bytes.
    fn typed(
        &mut self,
        media_type: &str,
        at: &Pointer,
        schema: Option<&Pointer>,
        hint: &Hint,
        is_one_of_several: bool,
    ) -> Option<TypedBody> {
        if let Some(sequence) = self.sent_sequence(media_type, at, hint) {
            return Some(sequence);
        }
        let essence = essence(media_type);
        let format = match essence.as_str() {
            _ if is_json(media_type) && schema.is_some_and(|schema| self.is_binary(schema)) => return None,
            _ if is_json(media_type) => BodyFormat::Json,
            _ if schema.is_some_and(|schema| self.is_json_body(media_type, schema)) => BodyFormat::Json,
            _ if is_xml(media_type) => return self.typed_xml(at, hint, schema?, is_one_of_several),
            "application/x-www-form-urlencoded" => BodyFormat::Form,
            _ if essence.starts_with("multipart/") => BodyFormat::Multipart,
            _ if essence.starts_with("text/") => BodyFormat::Text,
            _ => return None,
        };
        let is_typed = match format {
            BodyFormat::Json | BodyFormat::Xml | BodyFormat::Framed(_) | BodyFormat::Parts => true,
            BodyFormat::Form => schema.is_none_or(|schema| self.is_object(schema, false)),
            BodyFormat::Multipart => schema.is_some_and(|schema| self.is_object(schema, true)),
            BodyFormat::Text => schema.is_some_and(|schema| self.is_text(schema)),
        };
        if !is_typed {
            if format != BodyFormat::Text {
                let message = format!(
                    "a body of `{media_type}` is typed only if its schema is an object with properties"
                );
                self.untyped_body(at, &message, is_one_of_several);
            }
            return None;
        }
        let (ty, constraints) = match schema {
            Some(schema) => {
                let used = self.used_at_home(schema, hint);
                (used.element(), used.constraints)
            }
            None if format == BodyFormat::Json => (Type::Json, Constraints::default()),
            None => (Type::Map(Box::new(Type::Json)), Constraints::default()),
        };
        // A string without constraints stays untyped, so that the caller can send it from a file.
        if format == BodyFormat::Text && matches!(ty, Type::String | Type::File) {
            return None;
        }
        Some(TypedBody {
            format,
            ty,
            constraints,
            encoding: self.encodings(at, format),
            untyped: self.untyped_parts(at, format),
            xml: None,
        })
    }

    /// An XML body as a Rust type. `None` if the caller provides text.
    fn typed_xml(
        &mut self,
        at: &Pointer,
        hint: &Hint,
        schema: &Pointer,
        is_one_of_several: bool,
    ) -> Option<TypedBody> {
        let body = xml::Body {
            is_sent: true,
            is_one_of_several,
        };
        let root = self.xml_root(at, &hint.base, body)?;
        let used = self.used_at_home(schema, hint);
        Some(TypedBody {
            format: BodyFormat::Xml,
            ty: used.element(),
            constraints: used.constraints,
            encoding: Vec::new(),
            untyped: BTreeMap::new(),
            xml: Some(root),
        })
    }

    /// Whether the schema can be sent as a form: an object, or a union of objects.
    fn is_object(&mut self, schema: &Pointer, has_properties: bool) -> bool {
        let Some(facets) = self.facets(std::slice::from_ref(schema)) else {
            return false;
        };
        let is_object = match facets.ty {
            Some(JsonType::Object) => true,
            None => !facets.properties.is_empty() || !facets.choices.is_empty(),
            Some(
                JsonType::String | JsonType::Number | JsonType::Integer | JsonType::Boolean | JsonType::Array,
            ) => false,
        };
        is_object && (!has_properties || !facets.properties.is_empty() || !facets.choices.is_empty())
    }

    fn untyped_body(&mut self, at: &Pointer, message: &str, is_one_of_several: bool) {
        let mut diagnostic = Diagnostic::new(Code::Lossy, at, message);
        diagnostic.effect("the operation takes bytes, which the caller encodes");
        if is_one_of_several {
            diagnostic.severity(Severity::Note);
        }
        self.diagnostics.push(diagnostic);
    }
}

/// Whether the key is a media type range, which can't be sent in `Content-Type`.
fn is_range(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.contains('*') && essence.contains('/')
}

fn of_media_type(media_type: &str, at: &Pointer) -> Unnamed {
    Unnamed {
        candidates: variant_names(media_type).to_vec(),
        ..Unnamed::new(Key::wire(&essence(media_type)), media_type, at)
    }
}

/// The name of the variant for a media type: a short name for common media types, otherwise the media type.
pub(super) fn variant_names(media_type: &str) -> [String; 2] {
    let essence = essence(media_type);
    let (ty, subtype) = essence.split_once('/').unwrap_or(("", &essence));
    let short = match essence.as_str() {
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "multipart",
        "text/plain" => "text",
        "application/octet-stream" | "*/*" => "bytes",
        _ if subtype == "*" => ty,
        _ => subtype.strip_suffix("+json").unwrap_or(subtype),
    };
    [naming::camel(short), naming::camel(&essence)]
}
