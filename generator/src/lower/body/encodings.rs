//! Encodings: the serialization of properties of a form or multipart body. Source: OpenAPI 3.0.4, Encoding Object.

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ir::{BodyFormat, Encoding, OTHER_PARTS, Style};
use crate::lower::Lowering;
use crate::lower::operation::parameters::essence;
use crate::source::{Node, Pointer};

impl Lowering<'_, '_> {
    /// The Encoding Objects of the media type at `at`, for properties that their types alone don't describe.
    pub(super) fn encodings(&mut self, at: &Pointer, format: BodyFormat) -> Vec<Encoding> {
        let members = match format {
            BodyFormat::Form | BodyFormat::Multipart => self.model.members(&at.child("encoding")),
            BodyFormat::Parts => self.encodings_by_position(at),
            BodyFormat::Json | BodyFormat::Text | BodyFormat::Xml | BodyFormat::Framed(_) => {
                return Vec::new();
            }
        };
        // OpenAPI 3.0.4, Encoding Object, `style`: of these two media types, and ignored in any other.
        let is_styled = format == BodyFormat::Form
            || at
                .last()
                .is_some_and(|media_type| essence(&media_type) == "multipart/form-data");
        let mut encodings = Vec::new();
        for (name, at) in members {
            let Some(node) = self.model.node(&at) else {
                continue;
            };
            if format != BodyFormat::Form && node.get("headers").is_some() {
                self.report_headers(&at.child("headers"));
            }
            let style = style(node).filter(|style| is_styled || *style == Style::DeepObject);
            let encoding = Encoding {
                name,
                media_type: media_type(node).filter(|_| style.is_none()),
                style,
                explode: flag(node, "explode")
                    .unwrap_or(matches!(style, Some(Style::Form | Style::DeepObject))),
                allow_reserved: flag(node, "allowReserved").unwrap_or_default() && style.is_some(),
            };
            if encoding.media_type.is_some() || encoding.style.is_some() {
                encodings.push(encoding);
            }
        }
        encodings
    }

    /// `prefixEncoding` and `itemEncoding`, by the names of their parts.
    fn encodings_by_position(&self, at: &Pointer) -> Vec<(String, Pointer)> {
        let prefix = self.model.items(&at.child("prefixEncoding"));
        let mut named: Vec<(String, Pointer)> = prefix
            .into_iter()
            .enumerate()
            .map(|(index, at)| (index.to_string(), at))
            .collect();
        let others = at.child("itemEncoding");
        if self.model.node(&others).is_some() {
            named.push((OTHER_PARTS.to_owned(), others));
        }
        named
    }

    fn report_headers(&mut self, at: &Pointer) {
        let mut diagnostic = Diagnostic::new(Code::Lossy, at, "headers of a part are not typed");
        diagnostic
            .severity(Severity::Note)
            .effect("set headers of a file with `FilePart::header`");
        self.diagnostics.push(diagnostic);
    }
}

/// The style, if any of `style`, `explode` and `allowReserved` is present. `contentType` is then ignored.
fn style(node: &Node) -> Option<Style> {
    let is_set = ["style", "explode", "allowReserved"]
        .iter()
        .any(|key| node.get(key).is_some());
    is_set.then(|| match node.get("style").and_then(Node::as_str) {
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        Some(_) | None => Style::Form,
    })
}

/// The media type, if `contentType` names exactly one.
fn media_type(node: &Node) -> Option<String> {
    let media_type = node.get("contentType").and_then(Node::as_str)?.trim();
    let is_one = media_type.contains('/') && !media_type.contains(['*', ',']);
    let can_be_sent = media_type
        .bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic());
    (is_one && can_be_sent).then(|| media_type.to_owned())
}

fn flag(node: &Node, key: &str) -> Option<bool> {
    node.get(key).and_then(Node::as_bool)
}
