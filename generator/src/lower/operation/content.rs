//! Parameters that are described by `content` instead of `schema`: the value is a document of its media type, and no
//! style applies. Source: OpenAPI 3.0.4, section 4.7.12.2.2.

use openapiv3 as oa;

use super::parameters::{essence, is_json, preferred};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ir::{Style, Type};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::schema::facets::JsonType;
use crate::lower::schema::used::Use;
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// The serialization and the type of the parameter at `at`.
    pub(super) fn content(&mut self, content: &oa::Content, at: &Pointer, hint: &Hint) -> (Style, Use) {
        let content_at = at.child("content");
        let Some((media_type, media)) = preferred(content) else {
            self.untyped(
                &content_at,
                "`content` of a parameter must have one media type, not none",
            );
            return (Style::Text, Use::of(Type::String));
        };
        if content.len() > 1 {
            let message = format!("`{media_type}` is the media type that is sent for this parameter");
            let mut diagnostic = Diagnostic::new(Code::Lossy, &content_at, message);
            diagnostic
                .severity(Severity::Note)
                .help("a parameter has exactly one media type");
            self.diagnostics.push(diagnostic);
        }
        let media_at = content_at.child(media_type);
        let schema = media_at.child("schema");
        let has_schema = media.schema.is_some();
        if is_json(media_type) || (has_schema && self.is_json_body(media_type, &schema)) {
            if !has_schema {
                return (Style::Json, Use::of(Type::Json));
            }
            let used = self.used_at_home(&schema, hint);
            let ty = used.element();
            return (Style::Json, Use { ty, ..used });
        }
        if has_schema && !self.is_text(&schema) {
            let message = format!("a parameter of `{media_type}` is not typed");
            self.untyped(&media_at, &message);
            return (Style::Text, Use::of(Type::String));
        }
        let used = match has_schema {
            true => self.used_at_home(&schema, hint),
            false => Use::of(Type::String),
        };
        (Style::Text, used)
    }

    /// The serialization and the type of the parameter at `at` that is the whole query. A form is written as its properties.
    pub(super) fn whole_query(
        &mut self,
        content: &oa::Content,
        at: &Pointer,
        hint: &Hint,
    ) -> (Style, bool, Use) {
        const FORM: &str = "application/x-www-form-urlencoded";
        let form = content.iter().find(|(media_type, _)| essence(media_type) == FORM);
        match form {
            Some((media_type, media)) if media.schema.is_some() => {
                let schema = at.child("content").child(media_type).child("schema");
                let used = self.used_at_home(&schema, hint);
                self.writable((Style::Form, true), used, &schema, at)
            }
            Some(_) | None => {
                let (style, used) = self.content(content, at, hint);
                (style, false, used)
            }
        }
    }

    /// Whether values of the schema are strings, whatever the media type.
    pub(crate) fn is_text(&mut self, schema: &Pointer) -> bool {
        let facets = self.facets(std::slice::from_ref(schema));
        match facets.and_then(|facets| facets.ty) {
            Some(JsonType::String | JsonType::Integer | JsonType::Number | JsonType::Boolean) => true,
            Some(JsonType::Array | JsonType::Object) | None => false,
        }
    }

    /// Whether the schema describes bytes. They are the body itself, not a JSON string.
    pub(crate) fn is_binary(&mut self, schema: &Pointer) -> bool {
        let facets = self.facets(std::slice::from_ref(schema));
        facets.is_some_and(|facets| {
            facets.ty == Some(JsonType::String) && facets.format.as_deref() == Some("binary")
        })
    }

    fn untyped(&mut self, at: &Pointer, message: &str) {
        self.lossy(
            at,
            message,
            "the operation takes a string, which the caller encodes",
        );
    }
}
