// Copied from runtime/http/transport/outgoing.rs of generator 0.1.0; independent of the description.

//! A request body that the asynchronous transports read while they send it.

use crate::runtime::http::request::body::{read_piece, unreadable};
use crate::runtime::http::{BoxFuture, Chunks, TransportError};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::future::{Future, poll_fn};
use std::io::Read;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

/// A body that is read while it is sent. The lock makes the type `Sync`. It is never contended, since only one task polls.
pub(super) struct Outgoing {
    state: Mutex<State>,
    length: Option<u64>,
}

enum State {
    Idle(Pieces),
    Waiting(BoxFuture<'static, Result<Option<(Bytes, Pieces)>, TransportError>>),
    Ended,
}

enum Pieces {
    Reader(Box<dyn Read + Send>),
    Chunks(Box<dyn Chunks>),
}

impl Outgoing {
    /// The content of a reader, which may block.
    pub(super) fn reader(reader: Box<dyn Read + Send>, length: Option<u64>) -> Self {
        Self::new(Pieces::Reader(reader), length)
    }

    /// The content of a stream.
    pub(super) fn chunks(chunks: Box<dyn Chunks>, length: Option<u64>) -> Self {
        Self::new(Pieces::Chunks(chunks), length)
    }

    fn new(pieces: Pieces, length: Option<u64>) -> Self {
        Self {
            state: Mutex::new(State::Idle(pieces)),
            length,
        }
    }
}

impl Pieces {
    /// The next chunk, and the source of the one after it.
    async fn next(self) -> Result<Option<(Bytes, Self)>, TransportError> {
        match self {
            // Reading may block, which a thread of the async runtime must not.
            Self::Reader(mut reader) => {
                let reading =
                    move || read_piece(&mut reader).map(|piece| Some((piece?, Self::Reader(reader))));
                let read = tokio::task::spawn_blocking(reading).await;
                read.map_err(unreadable)?.map_err(unreadable)
            }
            Self::Chunks(mut chunks) => {
                let piece = poll_fn(|context| chunks.poll_next(context)).await.transpose()?;
                Ok(piece.map(|piece| (piece, Self::Chunks(chunks))))
            }
        }
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let State::Idle(_) = state {
            if let State::Idle(pieces) = std::mem::replace(state, State::Ended) {
                *state = State::Waiting(Box::pin(pieces.next()));
            }
        }
        let State::Waiting(next) = state else {
            return Poll::Ready(None);
        };
        let next = match next.as_mut().poll(context) {
            Poll::Ready(next) => next,
            Poll::Pending => return Poll::Pending,
        };
        *state = State::Ended;
        Poll::Ready(match next {
            Ok(None) => None,
            Ok(Some((piece, rest))) => {
                *state = State::Idle(rest);
                Some(Ok(Frame::data(piece)))
            }
            Err(error) => Some(Err(error)),
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
