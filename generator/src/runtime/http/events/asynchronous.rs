//! Asynchronous streams of items.

use super::frames::Frame;
use super::reading::{Next, StreamState};
use super::{Event, Framing, ReadAs, item};
use crate::runtime::http::client::Inner;
use crate::runtime::http::engine::asynchronous;
use crate::runtime::http::engine::unfold::Unfold;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::http::{Async, BoxFuture, ByteStream, Error, Response, Transport};
use crate::runtime::json::Schema;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// The events of a response, as they arrive: a [`Stream`]. Dropping it closes the connection.
///
/// It reconnects when the connection breaks, or ends after the server gave events an id or sent `retry`. It does so only
/// if the operation's method is idempotent, sends `Last-Event-ID`, and retries as often in a row as the retry policy allows.
pub struct Events<T> {
    steps: Unfold<Box<Source>, Result<Frame, Box<Failure>>>,
    read_as: ReadAs,
    over: bool,
    item: PhantomData<fn() -> T>,
}

/// The data of a response's events, without ids and types, as they arrive: a [`Stream`]. See [`Events`].
pub struct Items<T>(Events<T>);

struct Source {
    client: Arc<Inner<Async>>,
    draft: Box<Draft>,
    bytes: ByteStream,
    reading: StreamState,
}

impl<T: Schema> Events<T> {
    pub(crate) fn new(
        client: Arc<Inner<Async>>,
        draft: Box<Draft>,
        response: Response<ByteStream>,
        framing: Framing,
    ) -> Self {
        let spec = draft.spec;
        let read_as = ReadAs {
            spec,
            status: response.status,
            lenient: draft.lenient.clone(),
        };
        let policy = draft.retry.as_ref().unwrap_or(&client.settings.retry).clone();
        let reading = StreamState::new(framing, spec, policy, client.settings.response_limit);
        let source = Box::new(Source {
            client,
            draft,
            bytes: response.body,
            reading,
        });
        Self {
            steps: Unfold::new(source, |source| Box::pin(source.step())),
            read_as,
            over: false,
            item: PhantomData,
        }
    }

    /// The next event; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error<()>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The data of the events, without ids and types.
    pub fn items(self) -> Items<T> {
        Items(self)
    }
}

impl<T: Schema> Items<T> {
    /// The next item; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<T, Error<()>>> {
        self.0.next().await.map(|event| event.map(|event| event.data))
    }
}

impl Source {
    async fn step(mut self: Box<Self>) -> (Box<Self>, Option<Result<Frame, Box<Failure>>>) {
        let mut next = self.reading.next();
        loop {
            next = match next {
                Next::Item(frame) => return (self, Some(Ok(frame))),
                Next::Fail(failure) => return (self, Some(Err(failure))),
                Next::End => return (self, None),
                Next::Read => {
                    let piece = self.bytes.piece().await;
                    self.reading.read(piece)
                }
                Next::Reconnect(pause) => {
                    self.client.transport.sleep(pause).await;
                    self.reconnect().await
                }
            };
        }
    }

    async fn reconnect(&mut self) -> Next {
        self.draft.last_event_id(self.reading.frames.last_id.as_deref());
        let opening = asynchronous::open(&self.client, &self.draft);
        match self.reading.reconnected(opening.await) {
            Ok(bytes) => {
                self.bytes = bytes;
                Next::Read
            }
            Err(next) => next,
        }
    }
}

impl<T: Schema> Stream for Events<T> {
    type Item = Result<Event<T>, Error<()>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.over {
            return Poll::Ready(None);
        }
        let Poll::Ready(frame) = self.steps.poll(context) else {
            return Poll::Pending;
        };
        let event = frame.and_then(|frame| match frame {
            Ok(frame) => item(frame, &self.read_as),
            Err(failure) => Some(Err(failure.into())),
        });
        self.over = event.is_none();
        Poll::Ready(event)
    }
}

impl<T: Schema> Stream for Items<T> {
    type Item = Result<T, Error<()>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = Pin::new(&mut self.0).poll_next(context);
        event.map(|event| event.map(|event| event.map(|event| event.data)))
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("operation", &self.read_as.spec.id)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&self.0).finish()
    }
}
