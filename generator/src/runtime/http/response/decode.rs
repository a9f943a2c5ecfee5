//! Finds the documented case of a response, checks its media type, and finds the bytes of its body. Pure.

use crate::runtime::http::failure::{Documented, Failure};
use crate::runtime::http::response::charset;
use crate::runtime::http::response::similar::only_success;
use crate::runtime::http::{
    BodyError, DecodeOptions, DeviationKind, Error, ErrorKind, Lenient, Media, Operation, Outcome, Response,
    ResponseSpec, Spec, Status, xml,
};
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use std::borrow::Cow;

/// The documented success as which an undocumented one is read, if it is evidently that one; `None` for any other failure.
pub(super) fn similar(
    spec: &'static Spec,
    failure: &Failure,
    response: &Response<Bytes>,
) -> Option<&'static ResponseSpec> {
    let is_undocumented = failure.kind == ErrorKind::Undocumented;
    let case = only_success(spec, response.status).filter(|_| is_undocumented)?;
    let received = media_type(&response.headers);
    let is_other = has_no_body(spec, response.status) || is_wrong(spec, case, received.as_deref());
    (!is_other && case.is_readable()).then_some(case)
}

/// A documented response for which the operation has no type.
pub(super) fn of_other_type(documented: Documented, response: &Response<Bytes>) -> Box<Failure> {
    let (kind, detail) = match documented.case.error {
        true => (ErrorKind::Api, ""),
        false => (
            ErrorKind::OtherSuccess,
            "this documented success has another type",
        ),
    };
    documented.failure(kind, response, detail)
}

/// The case as which a lenient client decodes a response, and its deviations: an undocumented success, or JSON under another
/// media type.
pub(crate) fn tolerated(
    spec: &Spec,
    response: &Response<Bytes>,
) -> Option<(ResponseSpec, Vec<(DeviationKind, &'static str)>)> {
    let received = media_type(&response.headers);
    let received = received.as_deref();
    let mut deviations = Vec::new();
    let case = match find(spec.responses, response.status.as_u16(), received) {
        Some(case) => case,
        None => {
            deviations.push((DeviationKind::Status, "status"));
            other_success(spec, response.status, received)?
        }
    };
    if has_no_body(spec, response.status) {
        let media = Media::Empty;
        return Some((ResponseSpec { media, ..*case }, deviations));
    }
    if is_wrong(spec, case, received) {
        let is_named_otherwise =
            case.media == Media::Json && received.is_some_and(|name| !is_json(essence(name)));
        if !is_named_otherwise {
            return None;
        }
        deviations.push((DeviationKind::MediaType, "content-type"));
    }
    (case.is_readable() && !deviations.is_empty()).then_some((*case, deviations))
}

/// The documented success that is closest to an undocumented one.
pub(crate) fn other_success(
    spec: &Spec,
    status: StatusCode,
    received: Option<&str>,
) -> Option<&'static ResponseSpec> {
    let successes = spec.responses.iter().filter(|case| !case.error && !case.other);
    successes
        .rev()
        .filter(|_| status.is_success())
        .max_by_key(|case| (case.media != Media::Empty, fit(case, received)))
}

/// The documented case of a response whose body can be decoded as the case declares.
pub(crate) fn classify(spec: &Spec, response: &Response<Bytes>) -> Result<ResponseSpec, Box<Failure>> {
    let status = response.status.as_u16();
    if let Some(case) = plain(spec, response) {
        return Ok(*case);
    }
    let received = media_type(&response.headers);
    let Some(case) = find(spec.responses, status, received.as_deref()) else {
        return Err(Failure::from_response(
            ErrorKind::Undocumented,
            spec,
            response,
            "this status is not documented",
        ));
    };
    if has_no_body(spec, response.status) {
        return Ok(ResponseSpec {
            media: Media::Empty,
            ..*case
        });
    }
    // The status alone makes a response a documented error, whatever its body is.
    let kind = if case.error {
        ErrorKind::Api
    } else {
        ErrorKind::MediaType
    };
    if is_wrong(spec, case, received.as_deref()) {
        let came = printable_type(&response.headers);
        let wanted: Vec<&str> = others(spec, case).map(|other| other.media_type).collect();
        let detail = format!("the response is {came}, not {}", wanted.join(" or "));
        return Err(Failure::from_response(kind, spec, response, detail));
    }
    if !case.is_readable() {
        let detail = format!(
            "the response is {}, which requires the feature `xml` of this crate",
            case.media_type
        );
        return Err(Failure::from_response(kind, spec, response, detail));
    }
    Ok(*case)
}

/// RFC 9110, sections 6.4.1 and 15.3.6: these responses have no content, whatever the description declares.
fn has_no_body(spec: &Spec, status: StatusCode) -> bool {
    spec.method == "HEAD" || matches!(status.as_u16(), 204 | 205 | 304)
}

/// The cases that differ only in their media type.
fn others<'c>(spec: &'c Spec, case: &ResponseSpec) -> impl Iterator<Item = &'c ResponseSpec> {
    let status = case.status;
    spec.responses.iter().filter(move |other| other.status == status)
}

/// Whether a body with this media type can't be the body of the case.
fn is_wrong(spec: &Spec, case: &ResponseSpec, received: Option<&str>) -> bool {
    match (case.media, received) {
        (Media::Empty, _) | (_, None) => false,
        // If only one case is documented, its body is decoded as documented, whatever media type the server sends.
        (Media::Text | Media::Bytes, Some(_)) => others(spec, case).count() > 1 && fit(case, received) == 0,
        (Media::Json, Some(received)) => !is_read_as_json(case, received),
        (Media::Xml(_), Some(received)) => !xml::is_xml(essence(received)),
    }
}

/// The fast path: JSON with a documented status and exactly the documented media type. No other case can match better.
fn plain<'s>(spec: &'s Spec, response: &Response<Bytes>) -> Option<&'s ResponseSpec> {
    let status = Status::Code(response.status.as_u16());
    let mut cases = spec.responses.iter();
    let case = cases.find(|case| case.status == status && case.media == Media::Json)?;
    let sent = response.headers.get(CONTENT_TYPE)?.as_bytes();
    (!has_no_body(spec, response.status)
        && sent == case.media_type.as_bytes()
        && !case.media_type.contains(';'))
    .then_some(case)
}

/// The body in the encoding that its case expects: UTF-8 for text.
pub(crate) fn readable(
    spec: &Spec,
    case: &ResponseSpec,
    response: &Response<Bytes>,
) -> Result<Bytes, Box<Failure>> {
    let received = || media_type(&response.headers).unwrap_or_default();
    let other = |problem| Failure::from_response(ErrorKind::MediaType, spec, response, problem);
    match case.media {
        Media::Empty => Ok(response.body.clone()),
        // An encoding error is reported when the body is decoded.
        Media::Json => Ok(charset::json(&received(), &response.body)),
        Media::Xml(_) => charset::declared(&received(), &response.body).map_err(other),
        Media::Text | Media::Bytes if is_packed(response) => {
            let detail = encoded(&response.headers).unwrap_or_default();
            Err(Failure::from_response(ErrorKind::Decode, spec, response, detail))
        }
        Media::Text => charset::text(&received(), &response.body).map_err(other),
        Media::Bytes => Ok(response.body.clone()),
    }
}

/// An explanation for a body with `Content-Encoding`: the client requests no coding and removes none.
pub(crate) fn encoded(headers: &HeaderMap) -> Option<String> {
    let coding = coding(headers)?;
    Some(format!(
        "the body is encoded as {coding:?}, which was not requested"
    ))
}

/// The names of the content codings, if any (RFC 9110, section 8.4).
fn coding(headers: &HeaderMap) -> Option<String> {
    let value = String::from_utf8_lossy(headers.get(CONTENT_ENCODING)?.as_bytes());
    let value = value.trim().to_ascii_lowercase();
    let is_none = value.is_empty() || value == "identity";
    (!is_none).then(|| value.chars().take(40).collect())
}

/// Whether the body really is compressed. Some servers write other values into `Content-Encoding`.
fn is_packed(response: &Response<Bytes>) -> bool {
    match coding(&response.headers).as_deref() {
        Some("gzip" | "x-gzip") => response.body.starts_with(b"\x1f\x8b"),
        Some("zstd") => response.body.starts_with(b"\x28\xb5\x2f\xfd"),
        Some("br" | "deflate" | "compress" | "x-compress") => !response.body.is_empty(),
        Some(_) | None => false,
    }
}

/// The case for a status: its exact code, else its range, else the default. Among several, the one whose media type matches
/// best, or else the first. An undocumented 2xx status is not an error: it is a success if no documented success has a
/// body, and otherwise it has no case.
pub(crate) fn find<'c>(
    cases: &'c [ResponseSpec],
    status: u16,
    received: Option<&str>,
) -> Option<&'c ResponseSpec> {
    let pick = |wanted: Status| {
        let all = cases.iter().filter(|case| case.status == wanted);
        // Reversed, since `max_by_key` returns the last of equal elements and the first one is wanted.
        all.rev().max_by_key(|case| fit(case, received))
    };
    let documented = pick(Status::Code(status)).or_else(|| pick(Status::Range(status / 100)));
    if documented.is_some() {
        return documented;
    }
    let default = pick(Status::Default);
    if status / 100 != 2 {
        return default;
    }
    let has_no_body = |case: &&ResponseSpec| case.error || case.media == Media::Empty;
    match default.filter(|case| !case.error) {
        None if cases.iter().all(|case| has_no_body(&case)) => Some(&ResponseSpec::DONE),
        success => success,
    }
}

/// How well a documented media type matches the received one. From best to worst: equal with parameters, equal without
/// them, a range that contains it, and a type that is decoded the same way. 0 if it doesn't match.
fn fit(case: &ResponseSpec, received: Option<&str>) -> u8 {
    let (Some(received), documented) = (received, case.media_type) else {
        return 0;
    };
    let (wanted, came) = (essence(documented), essence(received));
    let is_in = |range: &str| {
        range
            .strip_suffix('*')
            .is_some_and(|start| came.starts_with(start))
    };
    match case.media {
        Media::Empty => 0,
        Media::Json | Media::Xml(_) | Media::Text | Media::Bytes
            if documented == received || normal(documented).eq(received.chars()) =>
        {
            4
        }
        Media::Json | Media::Xml(_) | Media::Text | Media::Bytes if wanted.eq_ignore_ascii_case(came) => 3,
        Media::Json | Media::Xml(_) | Media::Text | Media::Bytes if wanted == "*/*" => 1,
        Media::Json | Media::Xml(_) | Media::Text | Media::Bytes if is_in(wanted) => 2,
        Media::Json => is_json(came).into(),
        Media::Xml(_) => xml::is_xml(came).into(),
        Media::Text => came.starts_with("text/").into(),
        Media::Bytes => 0,
    }
}

/// Whether the body is JSON: by its media type, or because the description declares JSON for this media type.
fn is_read_as_json(case: &ResponseSpec, received: &str) -> bool {
    is_json(essence(received)) || fit(case, Some(received)) > 0
}

pub(crate) fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type == "text/json" || media_type.ends_with("+json")
}

/// The normalized media type; `None` if the header is missing or isn't text. Most are sent in normal form already.
fn media_type(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let sent = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let is_normal = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && !byte.is_ascii_uppercase();
    let value: Cow<'_, str> = if sent.bytes().all(is_normal) {
        sent.into()
    } else {
        normal(sent).collect()
    };
    (!essence(&value).is_empty()).then_some(value)
}

/// Lower case, without spaces and quotes: RFC 9110, section 8.3.1, allows several spellings of the same media type.
fn normal(media_type: &str) -> impl Iterator<Item = char> {
    let kept = media_type.chars().filter(|c| !c.is_whitespace() && *c != '"');
    kept.map(|c| c.to_ascii_lowercase())
}

/// The media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

pub(crate) fn printable_type(headers: &HeaderMap) -> String {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("of an unreadable type");
    value.chars().take(80).collect()
}

pub(super) fn undecodable(spec: &Spec, response: &Response<Bytes>, error: &BodyError) -> Box<Failure> {
    let detail = match encoded(&response.headers) {
        Some(encoded) => format!("{encoded}: {error}"),
        None => error.to_string(),
    };
    let mut failure = Failure::from_response(ErrorKind::Decode, spec, response, detail);
    if let BodyError::Json(error) | BodyError::Xml(error) = error {
        failure.path = Some(error.path().to_owned());
    }
    failure
}
