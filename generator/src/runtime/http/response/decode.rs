//! From an answer to the documented value: which case it is, and whether its body can be that. Pure.

use crate::runtime::http::error::Failure;
use crate::runtime::http::response::charset;
use crate::runtime::http::{
    BodyError, Case, DecodeOptions, DeviationKind, Error, ErrorKind, Lenient, Media, Operation, Outcome,
    Response, Spec, Status, xml,
};
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode};
use std::borrow::Cow;

/// Reads an answer as the operation documents it. No I/O.
///
/// # Errors
/// When the answer is an error, or not what is documented.
pub fn decode_response<O: Operation>(
    answer: Response<Bytes>,
) -> Result<Response<O::Output>, Error<O::Error>> {
    let case = classify(O::SPEC, &answer)?;
    read::<O>(&case, answer, &mut DecodeOptions::default())
}

/// The same, for a client that may put up with what isn't documented.
pub(crate) fn decode_with<O: Operation>(
    answer: Response<Bytes>,
    lenient: Option<&Lenient>,
) -> Result<Response<O::Output>, Error<O::Error>> {
    let Some(lenient) = lenient else {
        return decode_response::<O>(answer);
    };
    let status = answer.status;
    let (case, deviations, failure) = match classify(O::SPEC, &answer) {
        Ok(case) => (case, Vec::new(), None),
        Err(failure) => match tolerated(O::SPEC, &answer) {
            Some((case, deviations)) => (case, deviations, Some(failure)),
            None => return Err(failure.into()),
        },
    };
    let mut reading = DecodeOptions {
        is_lenient: true,
        absences: Vec::new(),
    };
    let read = read::<O>(&case, answer, &mut reading);
    match (read, failure) {
        // It isn't that either: what is wrong is what was wrong before.
        (Err(error), Some(failure)) if error.api().is_none() => Err(failure.into()),
        (read, _) => {
            for (kind, place) in deviations {
                lenient.tell(O::SPEC, status, kind, place);
            }
            reading.tell(lenient, O::SPEC, status);
            read
        }
    }
}

fn read<O: Operation>(
    case: &Case,
    answer: Response<Bytes>,
    reading: &mut DecodeOptions,
) -> Result<Response<O::Output>, Error<O::Error>> {
    let body = readable(O::SPEC, case, &answer)?;
    if case.error {
        return Err(match O::Error::decode(case, &body, reading) {
            Ok(api) => Error::new(Failure::answered(ErrorKind::Api, O::SPEC, &answer, ""), Some(api)),
            // The status is documented and tells what happened, though no body came.
            Err(error @ BodyError::Empty) => {
                Failure::answered(ErrorKind::Api, O::SPEC, &answer, error.to_string()).into()
            }
            Err(error) => undecodable(O::SPEC, &answer, &error).into(),
        });
    }
    match O::Output::decode(case, &body, reading) {
        Ok(output) => Ok(answer.map(|_| output)),
        Err(error) => Err(undecodable(O::SPEC, &answer, &error).into()),
    }
}

/// What a response is put up with as, and why it isn't documented as that: another success, or JSON by another name.
pub(crate) fn tolerated(
    spec: &Spec,
    answer: &Response<Bytes>,
) -> Option<(Case, Vec<(DeviationKind, &'static str)>)> {
    let received = media_type(&answer.headers);
    let received = received.as_deref();
    let mut deviations = Vec::new();
    let case = match find(spec.responses, answer.status.as_u16(), received) {
        Some(case) => case,
        None => {
            deviations.push((DeviationKind::Status, "status"));
            other_success(spec, answer.status, received)?
        }
    };
    if has_no_body(spec, answer.status) {
        let media = Media::Empty;
        return Some((Case { media, ..*case }, deviations));
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

/// The documented success that fits another one best.
pub(crate) fn other_success(
    spec: &Spec,
    status: StatusCode,
    received: Option<&str>,
) -> Option<&'static Case> {
    let successes = spec.responses.iter().filter(|case| !case.error);
    successes
        .rev()
        .filter(|_| status.is_success())
        .max_by_key(|case| (case.media != Media::Empty, fit(case, received)))
}

/// The documented case that an answer is, with a body that can be read as the case says.
pub(crate) fn classify(spec: &Spec, answer: &Response<Bytes>) -> Result<Case, Box<Failure>> {
    let status = answer.status.as_u16();
    if let Some(case) = plain(spec, answer) {
        return Ok(*case);
    }
    let received = media_type(&answer.headers);
    let Some(case) = find(spec.responses, status, received.as_deref()) else {
        return Err(Failure::answered(
            ErrorKind::Undocumented,
            spec,
            answer,
            "this status isn't documented",
        ));
    };
    if has_no_body(spec, answer.status) {
        return Ok(Case {
            media: Media::Empty,
            ..*case
        });
    }
    // A documented error is one by its status, whatever its body is.
    let kind = if case.error {
        ErrorKind::Api
    } else {
        ErrorKind::MediaType
    };
    if is_wrong(spec, case, received.as_deref()) {
        let came = printable_type(&answer.headers);
        let wanted: Vec<&str> = others(spec, case).map(|other| other.media_type).collect();
        let detail = format!("the answer is {came}, not {}", wanted.join(" or "));
        return Err(Failure::answered(kind, spec, answer, detail));
    }
    if !case.is_readable() {
        let detail = format!(
            "the answer is {}, which is read with the feature `xml` of this crate",
            case.media_type
        );
        return Err(Failure::answered(kind, spec, answer, detail));
    }
    Ok(*case)
}

/// RFC 9110, sections 6.4.1 and 15.3.6: these have no content, whatever the description says.
fn has_no_body(spec: &Spec, status: StatusCode) -> bool {
    spec.method == Method::HEAD || matches!(status.as_u16(), 204 | 205 | 304)
}

/// The cases that differ in their media types alone.
fn others<'c>(spec: &'c Spec, case: &Case) -> impl Iterator<Item = &'c Case> {
    let status = case.status;
    spec.responses.iter().filter(move |other| other.status == status)
}

/// Whether a body of this media type can't be what the case says.
fn is_wrong(spec: &Spec, case: &Case, received: Option<&str>) -> bool {
    match (case.media, received) {
        (Media::Empty, _) | (_, None) => false,
        // What is the only one is read as it is documented, whatever a server calls it.
        (Media::Text | Media::Bytes, Some(_)) => others(spec, case).count() > 1 && fit(case, received) == 0,
        (Media::Json, Some(received)) => !is_read_as_json(case, received),
        (Media::Xml(_), Some(received)) => !xml::is_xml(essence(received)),
    }
}

/// What most answers are: JSON of a documented status, under the documented name to the letter. Nothing else can fit better.
fn plain<'s>(spec: &'s Spec, answer: &Response<Bytes>) -> Option<&'s Case> {
    let status = Status::Code(answer.status.as_u16());
    let mut cases = spec.responses.iter();
    let case = cases.find(|case| case.status == status && case.media == Media::Json)?;
    let sent = answer.headers.get(CONTENT_TYPE)?.as_bytes();
    (!has_no_body(spec, answer.status)
        && sent == case.media_type.as_bytes()
        && !case.media_type.contains(';'))
    .then_some(case)
}

/// The body as its case reads it: a text in UTF-8.
pub(crate) fn readable(spec: &Spec, case: &Case, answer: &Response<Bytes>) -> Result<Bytes, Box<Failure>> {
    let received = || media_type(&answer.headers).unwrap_or_default();
    let other = |problem| Failure::answered(ErrorKind::MediaType, spec, answer, problem);
    match case.media {
        Media::Empty => Ok(answer.body.clone()),
        // An error in what is encoded shows when it is read.
        Media::Json => Ok(charset::json(&received(), &answer.body)),
        Media::Xml(_) => charset::declared(&received(), &answer.body).map_err(other),
        Media::Text | Media::Bytes if is_packed(answer) => {
            let detail = encoded(&answer.headers).unwrap_or_default();
            Err(Failure::answered(ErrorKind::Decode, spec, answer, detail))
        }
        Media::Text => charset::text(&received(), &answer.body).map_err(other),
        Media::Bytes => Ok(answer.body.clone()),
    }
}

/// What is to be said of a body that has a `Content-Encoding`: none is asked for, and none is taken away.
pub(crate) fn encoded(headers: &HeaderMap) -> Option<String> {
    let coding = coding(headers)?;
    Some(format!(
        "the body is encoded as {coding:?}, which was not asked for"
    ))
}

/// The names of codings, where there are any (RFC 9110, section 8.4).
fn coding(headers: &HeaderMap) -> Option<String> {
    let value = String::from_utf8_lossy(headers.get(CONTENT_ENCODING)?.as_bytes());
    let value = value.trim().to_ascii_lowercase();
    let is_none = value.is_empty() || value == "identity";
    (!is_none).then(|| value.chars().take(40).collect())
}

/// Whether a body is compressed, and not only said to be: servers write other things into that header too.
fn is_packed(answer: &Response<Bytes>) -> bool {
    match coding(&answer.headers).as_deref() {
        Some("gzip" | "x-gzip") => answer.body.starts_with(b"\x1f\x8b"),
        Some("zstd") => answer.body.starts_with(b"\x28\xb5\x2f\xfd"),
        Some("br" | "deflate" | "compress" | "x-compress") => !answer.body.is_empty(),
        Some(_) | None => false,
    }
}

/// The case for a status: an exact one, else its class, else the default; among several, the one whose media type fits
/// best what came, or else the first. A status 2xx that isn't documented is no error: it is a success where no documented
/// success has a body, and no case fits it otherwise.
pub(crate) fn find<'c>(cases: &'c [Case], status: u16, received: Option<&str>) -> Option<&'c Case> {
    let pick = |wanted: Status| {
        let all = cases.iter().filter(|case| case.status == wanted);
        // The last of those that fit alike is the first of them.
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
    let has_no_body = |case: &&Case| case.error || case.media == Media::Empty;
    match default.filter(|case| !case.error) {
        None if cases.iter().all(|case| has_no_body(&case)) => Some(&Case::DONE),
        success => success,
    }
}

/// How well a documented media type fits the one that came: the same with its parameters, without them, a range that it is
/// in, one that is read in the same way. 0 if it doesn't.
fn fit(case: &Case, received: Option<&str>) -> u8 {
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

/// Whether what came is JSON: by its name, or because the description says that what has this name is.
fn is_read_as_json(case: &Case, received: &str) -> bool {
    is_json(essence(received)) || fit(case, Some(received)) > 0
}

pub(crate) fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type == "text/json" || media_type.ends_with("+json")
}

/// The media type as it compares, which is how most are sent; `None` when the header is missing or no text.
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

/// In small letters, without spaces and quotes: RFC 9110, section 8.3.1, has several ways to write the same.
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

fn undecodable(spec: &Spec, answer: &Response<Bytes>, error: &BodyError) -> Box<Failure> {
    let detail = match encoded(&answer.headers) {
        Some(encoded) => format!("{encoded}: {error}"),
        None => error.to_string(),
    };
    let mut failure = Failure::answered(ErrorKind::Decode, spec, answer, detail);
    if let BodyError::Json(error) | BodyError::Xml(error) = error {
        failure.path = Some(error.path().to_owned());
    }
    failure
}
