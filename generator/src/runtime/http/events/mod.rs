//! Answers that are sequences: events and lines that become typed items while they arrive.

mod asynchronous;
mod blocking;
pub(crate) mod frames;
mod reading;

pub use asynchronous::{Events, Items};
pub use blocking::{BlockingEvents, BlockingItems};
pub use frames::Framing;

use crate::runtime::http::error::Failure;
use crate::runtime::http::{Error, ErrorKind, Operation, Spec};
use crate::runtime::json::{Schema, Slot, decode};
use frames::Frame;

/// An operation whose success is a sequence of items.
pub trait Streaming: Operation {
    /// What each item holds.
    type Item: Schema + Send + 'static;
    /// How the sequence is cut into items.
    const FRAMING: Framing;
    /// The media type that is asked for.
    const MEDIA_TYPE: &'static str;
}

/// A server-sent event (WHATWG HTML, section 9.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Its type: `message` where the server names none.
    pub event: String,
    /// The id of the last event that had one.
    pub id: Option<String>,
    /// What it holds.
    pub data: T,
}

/// The data that ends a sequence by convention, though it is no item.
const SENTINEL: &str = "[DONE]";

/// An item from a frame; `None` where the frame says that the sequence is over.
fn item<T: Schema>(frame: Frame, spec: &'static Spec) -> Option<Result<Event<T>, Error<()>>> {
    let mut value = T::blank();
    // Text is sent as it is; everything else is JSON.
    let data = if let Slot::String(text) = value.slot() {
        *text = frame.data;
        Ok(())
    } else {
        match decode(frame.data.as_bytes(), value.slot()) {
            Err(_) if frame.data == SENTINEL => return None,
            data => data,
        }
    };
    Some(match data {
        Ok(()) => Ok(Event {
            event: frame.event.unwrap_or_else(|| "message".to_owned()),
            id: frame.id,
            data: value,
        }),
        Err(error) => {
            let mut failure = Failure::new(ErrorKind::Decode, spec.id, error.to_string());
            failure.path = Some(error.path().to_owned());
            Err(failure.into())
        }
    })
}
