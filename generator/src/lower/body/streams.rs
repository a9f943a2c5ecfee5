//! Responses that are streams of items: server-sent events, JSON lines, JSON text sequences.

use openapiv3 as oa;

use crate::ir::{Framing, Sequence, StatusKey, Type};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::naming::homes::Place;
use crate::source::{Node, Pointer};

impl Lowering<'_, '_> {
    /// The first success response that is a stream. `None` if its item type can't be generated.
    pub(crate) fn sequence(
        &mut self,
        responses: &oa::Responses,
        place: &Place<'_>,
    ) -> Option<Option<Sequence>> {
        for field in self.success_fields(responses, place.at) {
            let own = place.at.child(&field);
            let target = self.model.resolve(&own, self.diagnostics)?;
            let content = target.child("content");
            let types: Vec<String> = match self.model.node(&content).and_then(Node::as_object) {
                Some(types) => types.keys().cloned().collect(),
                None => Vec::new(),
            };
            for media_type in types {
                if let Some(framing) = framing(&media_type) {
                    let base = self.part_home(&target, &own, place.home.to_owned(), "Response");
                    let item = self.item(framing, &content.child(&media_type), &base)?;
                    return Some(Some(Sequence {
                        framing,
                        media_type,
                        item,
                    }));
                }
            }
        }
        Some(None)
    }

    /// The keys of the documented success responses. If there are none, `default` is one.
    fn success_fields(&self, responses: &oa::Responses, at: &Pointer) -> Vec<String> {
        let field = |status: &oa::StatusCode| match status {
            oa::StatusCode::Code(code) => StatusKey::Exact(*code).is_success().then(|| code.to_string()),
            oa::StatusCode::Range(class) => {
                let class = u8::try_from(*class).unwrap_or_default();
                let pointer = self.range_pointer(at, class);
                pointer.last().filter(|_| StatusKey::Range(class).is_success())
            }
        };
        let fields: Vec<String> = responses.responses.keys().filter_map(field).collect();
        match responses.default {
            Some(_) if fields.is_empty() => vec!["default".to_owned()],
            Some(_) | None => fields,
        }
    }

    /// The type of an item. A stream without a schema has texts.
    fn item(&mut self, framing: Framing, media: &Pointer, base: &str) -> Option<Type> {
        let hint = Hint::new(format!("{base}Item"));
        let event = match framing {
            Framing::Events => self.data_of_event(media),
            Framing::Lines | Framing::Sequence => None,
        };
        match event.or_else(|| self.item_schema(media)) {
            None => Some(Type::String),
            Some(at) => Some(self.used_at_home(&at, &hint).element()),
        }
    }

    /// The schema of an item: `itemSchema` of OpenAPI 3.2 (Media Type Object). Earlier descriptions put it in the place of the
    /// body's schema, sometimes as an array.
    fn item_schema(&self, media: &Pointer) -> Option<Pointer> {
        let schema = media.child("schema");
        let places = [media.child("itemSchema"), schema.child("items"), schema];
        places.into_iter().find(|at| self.model.node(at).is_some())
    }

    /// The schema of the data of a server-sent event, whose other fields have fixed types. OpenAPI 3.2.0, section 4.14.4.2: the
    /// item is an object with the fields of an event. If its data is text with a schema of its own, that one.
    pub(super) fn data_of_event(&self, media: &Pointer) -> Option<Pointer> {
        let event = self.model.end(&media.child("itemSchema"));
        let data = event.descend(["properties", "data"]);
        let content = data.child("contentSchema");
        [content, data]
            .into_iter()
            .find(|at| self.model.node(at).is_some())
    }
}

/// The framing of items in a body with this media type. `None` if it is not a stream.
pub(super) fn framing(media_type: &str) -> Option<Framing> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    Some(match essence.to_ascii_lowercase().as_str() {
        "text/event-stream" => Framing::Events,
        "application/jsonl"
        | "application/x-jsonl"
        | "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonlines" => Framing::Lines,
        "application/json-seq" => Framing::Sequence,
        _ => return None,
    })
}
