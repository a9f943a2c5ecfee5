//! Responses: a total function of status and media type, an exact status before a range before `default`.

use openapiv3 as oa;

use super::outcomes::status_name;
use super::requests::variant_names;
use super::streams::framing;
use super::xml::{self, is_xml};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ir::{Case, Documented, Header, Method, Outcome, StatusKey};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::naming::homes::Place;
use crate::lower::operation::parameters::{essence, is_json};
use crate::lower::schema::docs;
use crate::source::Pointer;

/// The documented responses of an operation.
pub(crate) struct Responses {
    pub cases: Vec<Case>,
    pub headers: Vec<Header>,
    /// The type of a successful call.
    pub output: Outcome,
    pub error: Outcome,
}

impl Lowering<'_, '_> {
    /// All documented responses, and the types of a successful and of a failed call.
    pub(crate) fn responses(
        &mut self,
        responses: &oa::Responses,
        method: &Method,
        place: &Place<'_>,
    ) -> Option<Responses> {
        let at = place.at;
        let mut read: Vec<(StatusKey, Pointer)> = Vec::new();
        for status in responses.responses.keys() {
            match status {
                oa::StatusCode::Code(code) => {
                    read.push((StatusKey::Exact(*code), at.child(&code.to_string())))
                }
                oa::StatusCode::Range(class) => {
                    let class = u8::try_from(*class).unwrap_or_default();
                    read.push((StatusKey::Range(class), self.range_pointer(at, class)));
                }
            }
        }
        if responses.default.is_some() {
            read.push((StatusKey::Default, at.child("default")));
        }
        read.sort();
        let has_success = read.iter().any(|(status, _)| status.is_success());
        let shared = self.shared_names(&read, has_success);
        let (mut cases, mut headers) = (Vec::new(), Vec::new());
        for (status, pointer) in read {
            // If no success is documented, `default` describes both, and the status decides.
            let is_both = status == StatusKey::Default && !has_success;
            let success = status.is_success() || is_both;
            let leaf = if shared {
                if success {
                    "Response".to_owned()
                } else {
                    "Error".to_owned()
                }
            } else {
                status_name(status, !success)
            };
            let target = self.model.resolve(&pointer, self.diagnostics)?;
            let named = format!("{}{leaf}", place.home);
            let named = self.part_home(&target, &pointer, named, "Response");
            let of_status = self.cases_of((status, method), &target, &named)?;
            if is_both {
                cases.extend(of_status.iter().map(succeeding));
            }
            cases.extend(of_status);
            self.response_headers(&target, &mut headers);
        }
        let output = self.outcome(&mut cases, true, place);
        let error = self.outcome(&mut cases, false, place);
        Some(Responses {
            cases,
            headers,
            output,
            error,
        })
    }

    /// Whether names of inline bodies need no status, since there is at most one success and one error body.
    fn shared_names(&self, read: &[(StatusKey, Pointer)], has_success: bool) -> bool {
        let successes = read.iter().filter(|(status, _)| status.is_success()).count();
        let errors = read.len() - successes;
        successes.max(usize::from(!has_success)) <= 1 && errors <= 1
    }

    /// Both `4XX` and `4xx` occur in descriptions.
    pub(super) fn range_pointer(&self, at: &Pointer, class: u8) -> Pointer {
        let upper = at.child(&format!("{class}XX"));
        if self.model.node(&upper).is_some() {
            upper
        } else {
            at.child(&format!("{class}xx"))
        }
    }

    /// The responses with one status: one for each media type, the first JSON one first.
    fn cases_of(
        &mut self,
        (status, method): (StatusKey, &Method),
        at: &Pointer,
        named: &str,
    ) -> Option<Vec<Case>> {
        let response = self.model.response(at, self.diagnostics)?;
        let content_at = at.child("content");
        let has_link = self.has_link(at);
        let docs = docs::plain(Some(response.description).filter(|text| !text.is_empty()));
        let of = |content, media_type: &str, xml| Case {
            status,
            success: status.is_success(),
            content,
            media_type: media_type.to_owned(),
            xml,
            is_other: false,
            has_link,
            docs: docs.clone(),
        };
        // RFC 9110, sections 6.4.1 and 15.3.6.
        let never = match (method, status) {
            (Method::Head, _) => Some("a response to HEAD has no body"),
            (_, StatusKey::Exact(100..=199 | 204 | 205 | 304) | StatusKey::Range(1)) => {
                Some("a response with this status has no body")
            }
            _ => None,
        };
        if let Some(message) = never.filter(|_| !response.content.is_empty()) {
            let mut diagnostic = Diagnostic::new(Code::Lossy, &content_at, message);
            diagnostic.effect("the documented body is not read");
            // Descriptions often document the response of the corresponding GET.
            if *method == Method::Head {
                diagnostic.severity(Severity::Note);
            }
            self.diagnostics.push(diagnostic);
        }
        if never.is_some() || response.content.is_empty() {
            return Some(vec![of(None, "", None)]);
        }
        let mut schemas: Vec<Pointer> = Vec::new();
        let mut cases = Vec::new();
        let mut media_types = read(&response.content);
        self.prefer_json(&mut media_types, &content_at);
        for key in media_types {
            let media_at = content_at.child(key);
            let media_type = self.received_as(key, &media_at);
            // Two of them can't be distinguished.
            if media_type != key && cases.iter().any(|case: &Case| case.media_type == media_type) {
                continue;
            }
            let [short, _] = variant_names(media_type);
            let hint = match cases.is_empty() {
                true => named.to_owned(),
                false => format!("{named}{short}"),
            };
            let schema = self.first_of(&media_at, &mut schemas);
            let root = schema.as_ref().filter(|_| is_xml(media_type)).and_then(|_| {
                let body = xml::Body {
                    is_sent: false,
                    is_one_of_several: response.content.len() > 1,
                };
                self.xml_root(&media_at, &hint, body)
            });
            let is_typed = root.is_some();
            let hint = Hint::new(hint);
            let content = match schema {
                Some(schema) if is_typed => Documented::Typed(self.used_at_home(&schema, &hint).element()),
                schema => self.documented(media_type, schema.as_ref(), &hint),
            };
            cases.push(of(Some(content), media_type, root));
        }
        Some(cases)
    }

    fn documented(&mut self, media_type: &str, schema: Option<&Pointer>, hint: &Hint) -> Documented {
        if schema.is_some_and(|schema| self.is_binary(schema)) {
            return Documented::Bytes;
        }
        let is_json_body = match schema {
            None => is_json(media_type),
            Some(schema) => self.is_json_body(media_type, schema),
        };
        if is_json_body {
            match schema {
                None => Documented::Typed(crate::ir::Type::Json),
                Some(schema) => Documented::Typed(self.used_at_home(schema, hint).element()),
            }
        } else if essence(media_type).starts_with("text/") {
            Documented::Text
        } else {
            Documented::Bytes
        }
    }
}

/// The responses that `default` documents for success statuses.
fn succeeding(case: &Case) -> Case {
    Case {
        status: StatusKey::Range(2),
        success: true,
        ..case.clone()
    }
}

/// The media types of a response that is read as a whole. Streams are requested separately.
fn read(content: &oa::Content) -> Vec<&str> {
    let mut read: Vec<&str> = content.keys().map(String::as_str).collect();
    if read.iter().any(|media_type| framing(media_type).is_none()) {
        read.retain(|media_type| framing(media_type).is_none());
    } else {
        read.truncate(1);
    }
    read
}
