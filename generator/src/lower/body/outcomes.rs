//! Outcomes: the types of the successes and errors of an operation. The lock keeps the form of an outcome for a release of
//! the package: a further documented response doesn't change the type.

use super::requests::variant_names;
use crate::ir::{self, Case, Documented, Outcome, OutcomeEnum, OutcomeForm, OutcomeVariant, StatusKey};
use crate::lower::Lowering;
use crate::lower::naming::homes::Place;
use crate::lower::operation::parameters::essence;
use crate::naming::{Ident, Key, Kind, List, Unnamed};
use crate::source::Pointer;

/// What the lock has for an outcome without a body.
const NOTHING: &str = "()";

impl Lowering<'_, '_> {
    /// The type of the successes or of the errors. It marks the responses for which the type has no place.
    pub(super) fn outcome(&mut self, cases: &mut [Case], success: bool, place: &Place<'_>) -> Outcome {
        let side: Vec<&Case> = cases.iter().filter(|case| case.success == success).collect();
        let described = self.outcome_form(&side, success, place);
        let at = place.declared.child(side_name(success));
        let earlier = self.names.kept_outcome(&at);
        let kept = earlier.and_then(|text| kept(text, &side, &described, success));
        let (form, whole) = match kept {
            Some(form) => (form, Some(described)),
            None => (described, None),
        };
        if let Some(text) = text(&form, success) {
            self.names.keep_outcome(&at, text);
        }
        let mut hides_some = matches!(form, OutcomeForm::Empty);
        for case in cases.iter_mut().filter(|case| case.success == success) {
            case.is_other = !form.holds(case.content.as_ref());
            hides_some |= case.is_other;
        }
        Outcome {
            form,
            whole: whole.filter(|_| hides_some),
        }
    }

    /// The form that has a place for every documented response.
    fn outcome_form(&mut self, side: &[&Case], success: bool, place: &Place<'_>) -> OutcomeForm {
        let variants = variants(side);
        let some_empty = variants.iter().any(|variant| variant.first.content.is_none());
        let by_type = variants.iter().any(|variant| !variant.media_types.is_empty());
        match (bodies(side).as_slice(), some_empty) {
            ([], _) => OutcomeForm::Empty,
            ([body], false) if !by_type => OutcomeForm::Body((*body).clone()),
            // An error without a body is distinguished by its status from one with a body.
            ([body], true) if !by_type && optional(body) => OutcomeForm::Optional((*body).clone()),
            _ => OutcomeForm::Enum(self.outcome_enum(&variants, success, place)),
        }
    }

    fn outcome_enum(&mut self, variants: &[Variant<'_>], success: bool, place: &Place<'_>) -> OutcomeEnum {
        let (base, at) = (place.base, place.declared);
        let suffix = if success { "Output" } else { "Error" };
        let side = side_name(success);
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

/// What the lock calls the successes or the errors, below the responses.
fn side_name(success: bool) -> &'static str {
    if success { "output" } else { "error" }
}

/// The documented bodies, each once.
fn bodies<'c>(side: &[&'c Case]) -> Vec<&'c Documented> {
    let mut bodies: Vec<&Documented> = Vec::new();
    for body in side.iter().filter_map(|case| case.content.as_ref()) {
        if !bodies.contains(&body) {
            bodies.push(body);
        }
    }
    bodies
}

/// What the lock has for a form. `None` for a form that is not kept: an enum, to which a further response adds a variant, and a
/// success without a type, which would hide the body.
fn text(form: &OutcomeForm, success: bool) -> Option<String> {
    match form {
        OutcomeForm::Empty => (!success).then(|| NOTHING.to_owned()),
        OutcomeForm::Body(body) => Some(body.spelled()),
        OutcomeForm::Optional(body) => Some(format!("Option<{}>", body.spelled())),
        OutcomeForm::Enum(_) => None,
    }
}

/// The form that the lock keeps. `None` if it is the described one, or none of the responses can have it.
fn kept(text: &str, side: &[&Case], described: &OutcomeForm, success: bool) -> Option<OutcomeForm> {
    if self::text(described, success).as_deref() == Some(text) {
        return None;
    }
    // The type of an error is only a part of the error.
    if text == NOTHING {
        return (!success).then_some(OutcomeForm::Empty);
    }
    let bodies = bodies(side);
    let body = |text: &str| bodies.iter().find(|body| body.spelled() == text).copied();
    let inner = text
        .strip_prefix("Option<")
        .and_then(|text| text.strip_suffix('>'));
    if let Some(body) = body(text) {
        return Some(OutcomeForm::Body(body.clone()));
    }
    if let Some(body) = inner.and_then(body).filter(|body| optional(body)) {
        return Some(OutcomeForm::Optional(body.clone()));
    }
    // The type has another name now. It is still one body, and the first one is the likeliest.
    let first = bodies
        .first()
        .filter(|_| matches!(described, OutcomeForm::Enum(_)))?;
    Some(match inner.filter(|_| optional(first)) {
        Some(_) => OutcomeForm::Optional((*first).clone()),
        None => OutcomeForm::Body((*first).clone()),
    })
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

/// A JSON body can become an `Option` unless it already is one.
fn optional(body: &Documented) -> bool {
    match body {
        Documented::Typed(crate::ir::Type::Nullable(_) | crate::ir::Type::Json) => false,
        Documented::Typed(_) => true,
        Documented::Text | Documented::Bytes => false,
    }
}

/// The name of a status. Source: RFC 9110, section 15, and the IANA registry.
pub(super) fn status_name(status: StatusKey, terse: bool) -> String {
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
