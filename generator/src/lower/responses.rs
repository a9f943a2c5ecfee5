//! Answers: a total function of the status, exact before range before `default`, and the types of its two sides.

use openapiv3 as oa;

use super::Lowering;
use super::docs;
use super::hints::Hint;
use super::parameters::{is_json, preferred};
use super::sequences::framing;
use crate::diagnostics::Code;
use crate::ir::{Case, Documented, Outcome, OutcomeEnum, OutcomeVariant, StatusKey};
use crate::naming::{Kind, Module, Scope};
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// Every documented answer, and what the call gives back in success and in error.
    pub(super) fn responses(
        &mut self,
        responses: &oa::Responses,
        at: &Pointer,
        base: &str,
    ) -> Option<(Vec<Case>, Outcome, Outcome)> {
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
        let has_success = read.iter().any(|(status, _)| is_success(*status));
        let shared = self.shared_names(&read, has_success);
        let mut cases = Vec::new();
        for (status, pointer) in read {
            // `default` is the error side of a documented success, and the only answer where there is none.
            let success = is_success(status) || (status == StatusKey::Default && !has_success);
            let leaf = if shared {
                if success {
                    "Response".to_owned()
                } else {
                    "Error".to_owned()
                }
            } else {
                status_name(status, !success)
            };
            cases.push(self.case(status, success, &pointer, base, &leaf)?);
        }
        let output = self.outcome(&cases, true, base, at);
        let error = self.outcome(&cases, false, base, at);
        Some((cases, output, error))
    }

    /// Whether inline bodies need no status in their names: one on each side.
    fn shared_names(&self, read: &[(StatusKey, Pointer)], has_success: bool) -> bool {
        let successes = read.iter().filter(|(status, _)| is_success(*status)).count();
        let errors = read.len() - successes;
        successes.max(usize::from(!has_success)) <= 1 && errors <= 1
    }

    /// `4XX` and `4xx` are both seen.
    fn range_pointer(&self, at: &Pointer, class: u8) -> Pointer {
        let upper = at.child(&format!("{class}XX"));
        if self.model.node(&upper).is_some() {
            upper
        } else {
            at.child(&format!("{class}xx"))
        }
    }

    fn case(
        &mut self,
        status: StatusKey,
        success: bool,
        at: &Pointer,
        base: &str,
        leaf: &str,
    ) -> Option<Case> {
        let target = self.model.resolve(at, self.diagnostics)?;
        let response = self.model.response(&target, self.diagnostics)?;
        let content_at = target.child("content");
        let content = match preferred(&response.content) {
            None => None,
            Some(_) if status == StatusKey::Exact(204) || status == StatusKey::Exact(304) => {
                self.lossy(
                    &content_at,
                    "an answer with this status has no body",
                    "the documented body is not read",
                );
                None
            }
            Some((media_type, media)) => {
                let read = |other: &String| other == media_type || framing(other).is_some();
                if !response.content.keys().all(read) {
                    let message =
                        format!("several media types are documented; `{media_type}` is asked for and read");
                    let mut finding = crate::diagnostics::Diagnostic::new(Code::Lossy, &content_at, message);
                    finding.severity = crate::diagnostics::Severity::Note;
                    finding.effect("an answer of another one is a typed error that keeps its bytes");
                    self.diagnostics.push(finding);
                }
                let hint = Hint::new(format!("{base}{leaf}"));
                Some(self.documented(
                    media_type,
                    media.schema.is_some(),
                    &content_at.child(media_type),
                    &hint,
                )?)
            }
        };
        let media_type = match (&content, preferred(&response.content)) {
            (Some(_), Some((media_type, _))) => media_type.clone(),
            (None, _) | (_, None) => String::new(),
        };
        let docs = docs::plain(Some(response.description).filter(|text| !text.is_empty()));
        Some(Case {
            status,
            success,
            content,
            media_type,
            docs,
        })
    }

    fn documented(
        &mut self,
        media_type: &str,
        has_schema: bool,
        at: &Pointer,
        hint: &Hint,
    ) -> Option<Documented> {
        let essence = media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        Some(if is_json(&essence) {
            if has_schema {
                let used = self.used(&[at.child("schema")], hint);
                Documented::Json(used.element())
            } else {
                Documented::Json(crate::ir::Type::Json)
            }
        } else if essence.starts_with("text/") {
            Documented::Text
        } else {
            Documented::Bytes
        })
    }

    fn outcome(&mut self, cases: &[Case], success: bool, base: &str, at: &Pointer) -> Outcome {
        let side: Vec<&Case> = cases.iter().filter(|case| case.success == success).collect();
        let mut bodies: Vec<&Documented> = Vec::new();
        for case in &side {
            if let Some(body) = &case.content
                && !bodies.contains(&body)
            {
                bodies.push(body);
            }
        }
        let some_empty = side.iter().any(|case| case.content.is_none());
        match (bodies.as_slice(), some_empty) {
            ([], _) => Outcome::Empty,
            ([body], false) => Outcome::Body((*body).clone()),
            // Beside an error that has a body, one without it is told by its status.
            ([body], true) if optional(body) => Outcome::Optional((*body).clone()),
            _ => Outcome::Enum(self.outcome_enum(&side, success, base, at)),
        }
    }

    fn outcome_enum(&mut self, side: &[&Case], success: bool, base: &str, at: &Pointer) -> OutcomeEnum {
        let (suffix, place) = if success {
            ("Output", "output")
        } else {
            ("Error", "error")
        };
        let wanted = format!("{base}{suffix}");
        let longer = format!("{base}{suffix}Body");
        let name = self
            .names
            .item(Module::Operations, &[&wanted, &longer], &at.child(place))
            .ident;
        let mut scope = Scope::new(Kind::Variant);
        let variants = side
            .iter()
            .map(|case| OutcomeVariant {
                name: scope.take(&[&status_name(case.status, false)], at).ident,
                status: case.status,
                body: case.content.clone(),
                docs: case.docs.clone(),
            })
            .collect();
        OutcomeEnum { name, variants }
    }
}

/// A JSON body can be an `Option` of itself, unless it already is one.
fn optional(body: &Documented) -> bool {
    match body {
        Documented::Json(crate::ir::Type::Nullable(_) | crate::ir::Type::Json) => false,
        Documented::Json(_) => true,
        Documented::Text | Documented::Bytes => false,
    }
}

/// 1xx to 3xx are what the call asked for; redirects are not followed, so a documented one is an answer.
pub(super) fn is_success(status: StatusKey) -> bool {
    match status {
        StatusKey::Exact(code) => code < 400,
        StatusKey::Range(class) => class < 4,
        StatusKey::Default => false,
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
