// Copied from runtime/http/events/blocking.rs of generator 0.1.0; independent of the description.

//! Blocking streams of items.

use super::reading::{Next, StreamState};
use super::{Event, Framing, ReadAs, item};
use crate::runtime::http::client::Inner;
use crate::runtime::http::engine::blocking;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::http::{Blocking, BlockingTransport, ByteReader, Error, Response};
use crate::runtime::json::Schema;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// The events of a response, as they arrive: an [`Iterator`]. Dropping it closes the connection. It reconnects as
/// [`Events`](super::Events) does.
pub struct BlockingEvents<T> {
    client: Arc<Inner<Blocking>>,
    draft: Box<Draft>,
    bytes: ByteReader,
    reading: StreamState,
    read_as: ReadAs,
    item: PhantomData<fn() -> T>,
}

/// The data of a response's events, without ids and types: an [`Iterator`].
pub struct BlockingItems<T>(BlockingEvents<T>);

impl<T: Schema> BlockingEvents<T> {
    pub(crate) fn new(
        client: Arc<Inner<Blocking>>,
        draft: Box<Draft>,
        response: Response<ByteReader>,
        framing: Framing,
    ) -> Self {
        let read_as = ReadAs {
            spec: draft.spec,
            status: response.status,
            lenient: draft.lenient.clone(),
        };
        let policy = draft.retry.as_ref().unwrap_or(&client.settings.retry).clone();
        let reading = StreamState::new(framing, draft.spec, policy, client.settings.response_limit);
        Self {
            client,
            draft,
            bytes: response.body,
            reading,
            read_as,
            item: PhantomData,
        }
    }

    /// The data of the events, without ids and types.
    pub fn items(self) -> BlockingItems<T> {
        BlockingItems(self)
    }

    fn reconnect(&mut self) -> Next {
        self.draft.last_event_id(self.reading.frames.last_id.as_deref());
        let outcome = blocking::open(&self.client, &self.draft);
        match self.reading.reconnected(outcome) {
            Ok(bytes) => {
                self.bytes = bytes;
                Next::Read
            }
            Err(next) => next,
        }
    }
}

impl<T: Schema> Iterator for BlockingEvents<T> {
    type Item = Result<Event<T>, Error<()>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut next = self.reading.next();
        loop {
            next = match next {
                Next::Item(frame) => match item(frame, &self.read_as) {
                    None => self.reading.end(),
                    event => return event,
                },
                Next::Fail(failure) => return Some(Err(failure.into())),
                Next::End => return None,
                Next::Read => {
                    let piece = self.bytes.piece();
                    self.reading.read(piece)
                }
                Next::Reconnect(pause) => {
                    self.client.transport.sleep(pause);
                    self.reconnect()
                }
            };
        }
    }
}

impl<T: Schema> Iterator for BlockingItems<T> {
    type Item = Result<T, Error<()>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|event| event.map(|event| event.data))
    }
}

impl<T> fmt::Debug for BlockingEvents<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingEvents")
            .field("operation", &self.reading.spec.id)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for BlockingItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingItems").field(&self.0).finish()
    }
}
