//! Responses that are streams: events and lines, decoded into typed items as they arrive.

mod asynchronous;
mod blocking;
pub(crate) mod frames;
mod reading;

pub use asynchronous::{Events, Items};
pub use blocking::{BlockingEvents, BlockingItems};
pub use frames::Framing;

use crate::runtime::http::failure::Failure;
use crate::runtime::http::response::decode::{encoded, essence, printable_type};
use crate::runtime::http::response::unlisted;
use crate::runtime::http::{DecodeOptions, Error, ErrorKind, Lenient, Operation, Response, Spec};
use crate::runtime::json::{DecodeError, Schema, Slot, decode, decode_tolerantly};
use frames::Frame;
use http::StatusCode;
use http::header::CONTENT_TYPE;

/// An operation whose success is a stream of items.
pub trait Streaming: Operation {
    /// The type of an item.
    type Item: Schema + Send + 'static;
    /// How the body is split into items.
    const FRAMING: Framing;
    /// The media type in `Accept`.
    const MEDIA_TYPE: &'static str;
}

/// A server-sent event (WHATWG HTML, section 9.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event; `message` if the server sends none.
    pub event: String,
    /// The last event id so far, from this event or an earlier one.
    pub id: Option<String>,
    /// The decoded data.
    pub data: T,
}

/// Data that by convention ends a stream and is not an item.
const SENTINEL: &[u8] = b"[DONE]";

/// Checks that a response is the documented stream. Events have a single media type (WHATWG HTML, section 9.2.3); media types of
/// lines vary between servers and aren't checked. A body with a content coding can't be split.
pub(crate) fn check_type<B>(
    spec: &'static Spec,
    framing: Framing,
    response: &Response<B>,
) -> Result<(), Box<Failure>> {
    let is_events = |sent: &str| essence(sent).eq_ignore_ascii_case("text/event-stream");
    let sent = response.headers.get(CONTENT_TYPE);
    let is_other = framing == Framing::Events && sent.is_some_and(|sent| !sent.to_str().is_ok_and(is_events));
    let (kind, detail) = match encoded(&response.headers) {
        _ if is_other => {
            let came = printable_type(&response.headers);
            (
                ErrorKind::MediaType,
                format!("the response is {came}, not text/event-stream"),
            )
        }
        Some(encoded) => (ErrorKind::Decode, encoded),
        None => return Ok(()),
    };
    let mut failure = Failure::new(kind, spec.id, detail);
    failure.keep(response.status, response.headers.clone(), b"");
    Err(failure)
}

/// How the items of a response are decoded: exactly as documented, or leniently.
pub(crate) struct ReadAs {
    pub(crate) spec: &'static Spec,
    pub(crate) status: StatusCode,
    pub(crate) lenient: Option<Lenient>,
}

impl ReadAs {
    fn read(&self, json: &[u8], slot: Slot<'_>) -> Result<(), DecodeError> {
        let Some(lenient) = &self.lenient else {
            return decode(json, slot);
        };
        let reading = DecodeOptions {
            is_lenient: true,
            absences: decode_tolerantly(json, slot)?,
        };
        reading.report(lenient, self.spec, self.status);
        Ok(())
    }
}

/// Decodes an item from a frame; `None` if the frame ends the stream.
pub(crate) fn item<T: Schema>(frame: Frame, read_as: &ReadAs) -> Option<Result<Event<T>, Error<()>>> {
    let spec = read_as.spec;
    let mut value = T::placeholder();
    // Text is sent as it is; every other type is JSON.
    let data = if let Slot::String(text) = value.slot() {
        String::from_utf8(frame.data)
            .map(|data| *text = data)
            .map_err(|_| Failure::new(ErrorKind::Decode, spec.id, "the item isn't UTF-8"))
    } else {
        match read_as.read(&frame.data, value.slot()) {
            Err(_) if frame.data == SENTINEL => return None,
            data => data.map_err(|error| {
                let mut failure = Failure::new(ErrorKind::Decode, spec.id, error.to_string());
                failure.path = Some(error.path().to_owned());
                failure
            }),
        }
    };
    Some(match data {
        Ok(()) => {
            unlisted::report(value.value());
            Ok(Event {
                event: frame.event.unwrap_or_else(|| "message".to_owned()),
                id: frame.id,
                data: value,
            })
        }
        Err(failure) => Err(failure.into()),
    })
}
