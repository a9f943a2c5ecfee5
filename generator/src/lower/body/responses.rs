//! Responses: a total function of status and media type, an exact status before a range before `default`, and the types of
//! the success and error types of the operation.

use openapiv3 as oa;

use super::requests::variant_names;
use super::streams::framing;
use super::xml::{self, is_xml};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ir::{self, Case, Documented, Header, Method, Outcome, OutcomeEnum, OutcomeVariant, StatusKey};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::naming::homes::Place;
use crate::lower::operation::parameters::{essence, is_json};
use crate::lower::schema::docs;
use crate::naming::{Ident, Key, Kind, List, Unnamed};
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
        method: Method,
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
        let output = self.outcome(&cases, true, place);
        let error = self.outcome(&cases, false, place);
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
        (status, method): (StatusKey, Method),
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
            if method == Method::Head {
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

    fn outcome(&mut self, cases: &[Case], success: bool, place: &Place<'_>) -> Outcome {
        let side: Vec<&Case> = cases.iter().filter(|case| case.success == success).collect();
        let variants = variants(&side);
        let mut bodies: Vec<&Documented> = Vec::new();
        for body in variants
            .iter()
            .filter_map(|variant| variant.first.content.as_ref())
        {
            if !bodies.contains(&body) {
                bodies.push(body);
            }
        }
        let some_empty = variants.iter().any(|variant| variant.first.content.is_none());
        let by_type = variants.iter().any(|variant| !variant.media_types.is_empty());
        match (bodies.as_slice(), some_empty) {
            ([], _) => Outcome::Empty,
            ([body], false) if !by_type => Outcome::Body((*body).clone()),
            // An error without a body is distinguished by its status from one with a body.
            ([body], true) if !by_type && optional(body) => Outcome::Optional((*body).clone()),
            _ => Outcome::Enum(self.outcome_enum(&variants, success, place)),
        }
    }

    fn outcome_enum(&mut self, variants: &[Variant<'_>], success: bool, place: &Place<'_>) -> OutcomeEnum {
        let (base, at) = (place.base, place.declared);
        let (suffix, side) = if success {
            ("Output", "output")
        } else {
            ("Error", "error")
        };
        let wanted = format!("{base}{suffix}");
        let longer = format!("{base}{suffix}Body");
        let name = self
            .names
            .operation_type(&[&wanted, &longer], &at.child(side))
            .ident;
        let unnamed: Vec<Unnamed> = variants
            .iter()
            .map(|variant| unnamed(variant, variants, at))
            .collect();
        let side = at.child(side);
        let list = List::new("variants", &side);
        let members = self.members(Kind::Variant, &[], list, &unnamed, None);
        let named = variants.iter().zip(&unnamed);
        let variants = named.filter_map(|(variant, unnamed)| {
            let name = members.get(&unnamed.key)?.name.clone();
            Some(outcome_variant(variant, name))
        });
        OutcomeEnum {
            name,
            variants: variants.collect(),
        }
    }
}

/// The responses that one variant of [`Outcome`] holds.
struct Variant<'c> {
    first: &'c Case,
    /// Empty if it holds all responses with its status.
    media_types: Vec<String>,
}

/// The success or error responses, distinguished by status and media type. Two media types are one variant if that loses nothing:
/// their JSON has the same type, or they differ only in parameters.
fn variants<'c>(side: &[&'c Case]) -> Vec<Variant<'c>> {
    let mut variants: Vec<Variant<'c>> = Vec::new();
    for case in side {
        let same = |variant: &&mut Variant<'_>| {
            let as_much = matches!(case.content, Some(Documented::Typed(_)))
                || essence(&variant.first.media_type) == essence(&case.media_type);
            variant.first.status == case.status && variant.first.content == case.content && as_much
        };
        match variants.iter_mut().find(same) {
            Some(variant) => variant.media_types.push(case.media_type.clone()),
            None => variants.push(Variant {
                first: case,
                media_types: vec![case.media_type.clone()],
            }),
        }
    }
    let statuses: Vec<StatusKey> = variants.iter().map(|variant| variant.first.status).collect();
    for variant in &mut variants {
        let of_status = statuses.iter().filter(|status| **status == variant.first.status);
        if of_status.count() == 1 {
            variant.media_types.clear();
        }
    }
    variants
}

/// An unnamed variant. If a status gets a second body, a variant is added, and the first one keeps its name.
fn unnamed(variant: &Variant<'_>, variants: &[Variant<'_>], at: &Pointer) -> Unnamed {
    let status = variant.first.status;
    let name = status_name(status, false);
    let whole = Key::wire(&status_key(status));
    let of = |media_type: &String| Key::wire(&format!("{} {}", status_key(status), essence(media_type)));
    let Some(first) = variant.media_types.first() else {
        return Unnamed {
            former_keys: vec![of(&variant.first.media_type)],
            ..Unnamed::new(whole, &name, at)
        };
    };
    let is_first = variants.iter().find(|other| other.first.status == status);
    let is_first = is_first.is_some_and(|other| std::ptr::eq(other, variant));
    let others = variant.media_types.iter().skip(1).map(of);
    Unnamed {
        former_keys: others.chain(is_first.then_some(whole)).collect(),
        candidates: variant_names(first)
            .map(|media_type| format!("{name}{media_type}"))
            .to_vec(),
        ..Unnamed::new(of(first), &name, at)
    }
}

/// A status as it is written in a description.
fn status_key(status: StatusKey) -> String {
    match status {
        StatusKey::Exact(code) => code.to_string(),
        StatusKey::Range(class) => format!("{class}XX"),
        StatusKey::Default => "default".to_owned(),
    }
}

fn outcome_variant(variant: &Variant<'_>, name: Ident) -> OutcomeVariant {
    let mut docs = variant.first.docs.clone();
    if !variant.media_types.is_empty() {
        let media_types: Vec<String> = variant.media_types.iter().map(|of| ir::code(of)).collect();
        docs.notes.push(format!("As {}.", media_types.join(", ")));
    }
    OutcomeVariant {
        name,
        status: variant.first.status,
        media_types: variant.media_types.clone(),
        body: variant.first.content.clone(),
        docs,
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

/// A JSON body can become an `Option` unless it already is one.
fn optional(body: &Documented) -> bool {
    match body {
        Documented::Typed(crate::ir::Type::Nullable(_) | crate::ir::Type::Json) => false,
        Documented::Typed(_) => true,
        Documented::Text | Documented::Bytes => false,
    }
}

/// The name of a status. Source: RFC 9110, section 15, and the IANA registry.
fn status_name(status: StatusKey, terse: bool) -> String {
    let code = match status {
        StatusKey::Exact(code) => code,
        StatusKey::Range(class) => {
            return match class {
                1 => "Informational".to_owned(),
                2 => "Successful".to_owned(),
                3 => "Redirection".to_owned(),
                4 => "ClientError".to_owned(),
                _ => "ServerError".to_owned(),
            };
        }
        StatusKey::Default => {
            return if terse {
                "Error".to_owned()
            } else {
                "Default".to_owned()
            };
        }
    };
    let name = match code {
        101 => "SwitchingProtocols",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        _ => return format!("Status{code}"),
    };
    name.to_owned()
}
