//! From an answer to the documented value: which case it is, and whether its body can be that. Pure.

use crate::runtime::http::error::Failure;
use crate::runtime::http::{
    BodyError, Case, Error, ErrorKind, Media, Operation, Outcome, Response, Spec, Status,
};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method};

/// Reads an answer as the operation documents it. No I/O.
///
/// # Errors
/// When the answer is an error, or not what is documented.
pub fn decode_response<O: Operation>(
    answer: Response<Bytes>,
) -> Result<Response<O::Output>, Error<O::Error>> {
    let case = classify(O::SPEC, &answer)?;
    if case.error {
        return Err(match O::Error::decode(&case, &answer.body) {
            Ok(api) => Error::new(Failure::answered(ErrorKind::Api, O::SPEC, &answer, ""), Some(api)),
            Err(error) => undecodable(O::SPEC, &answer, &error).into(),
        });
    }
    match O::Output::decode(&case, &answer.body) {
        Ok(output) => Ok(answer.map(|_| output)),
        Err(error) => Err(undecodable(O::SPEC, &answer, &error).into()),
    }
}

/// The documented case that an answer is, with a body that can be read as the case says.
pub(crate) fn classify(spec: &Spec, answer: &Response<Bytes>) -> Result<Case, Box<Failure>> {
    let status = answer.status.as_u16();
    let received = media_type(&answer.headers);
    let Some(case) = find(spec.responses, status, received.as_deref()) else {
        return Err(Failure::answered(
            ErrorKind::Undocumented,
            spec,
            answer,
            "this status isn't documented",
        ));
    };
    // RFC 9110, sections 6.4.1 and 15.3.6: these have no content, whatever the description says.
    if spec.method == Method::HEAD || matches!(status, 204 | 205 | 304) {
        return Ok(Case {
            media: Media::Empty,
            ..*case
        });
    }
    match (case.media, received) {
        (Media::Json, Some(received)) if !is_json(&received) || !is_unicode(&answer.headers) => {
            let detail = format!(
                "the answer is {}, not {}",
                printable_type(&answer.headers),
                case.media_type
            );
            Err(Failure::answered(ErrorKind::MediaType, spec, answer, detail))
        }
        (Media::Json | Media::Text | Media::Bytes | Media::Empty, _) => Ok(*case),
    }
}

/// The case for a status: an exact one, else its class, else the default; among several, the one whose media type came.
pub(crate) fn find<'c>(cases: &'c [Case], status: u16, received: Option<&str>) -> Option<&'c Case> {
    let pick = |wanted: Status| {
        let all = || cases.iter().filter(move |case| case.status == wanted);
        all()
            .find(|case| received.is_some_and(|received| covers(case, received)))
            .or_else(|| all().next())
    };
    pick(Status::Code(status))
        .or_else(|| pick(Status::Range(status / 100)))
        .or_else(|| pick(Status::Default))
}

fn covers(case: &Case, received: &str) -> bool {
    case.media_type.eq_ignore_ascii_case(received)
        || match case.media {
            Media::Json => is_json(received),
            Media::Text => received.starts_with("text/"),
            Media::Bytes => case.media_type == "*/*",
            Media::Empty => false,
        }
}

fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type == "text/json" || media_type.ends_with("+json")
}

/// The media type alone, in lower case; `None` when the header is missing or no text.
fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next().unwrap_or_default().trim();
    (!essence.is_empty()).then(|| essence.to_ascii_lowercase())
}

/// JSON is UTF-8 (RFC 8259, section 8.1); a server that says otherwise sends something that wouldn't be understood.
fn is_unicode(headers: &HeaderMap) -> bool {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let parameters = value
        .split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charsets.all(|(_, charset)| {
        let charset = charset.trim().trim_matches('"').to_ascii_lowercase();
        matches!(charset.as_str(), "utf-8" | "utf8" | "us-ascii")
    })
}

fn printable_type(headers: &HeaderMap) -> String {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("of an unreadable type");
    value.chars().take(80).collect()
}

fn undecodable(spec: &Spec, answer: &Response<Bytes>, error: &BodyError) -> Box<Failure> {
    let mut failure = Failure::answered(ErrorKind::Decode, spec, answer, error.to_string());
    if let BodyError::Json(error) = error {
        failure.path = Some(error.path().to_owned());
    }
    failure
}
