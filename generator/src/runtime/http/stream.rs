//! Bodies of answers that are read as they arrive. Bytes only: what they mean is not known here.

use crate::runtime::http::engine::asynchronous::within;
use crate::runtime::http::error::Failure;
use crate::runtime::http::{
    BlockingChunks, BoxFuture, Chunks, Error, Spec, TimeoutKind, Transport, TransportError,
};
use bytes::{Buf, Bytes};
use futures_core::Stream;
use std::fmt;
use std::future::{Future, poll_fn};
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// The body of an answer, as it arrives: a [`Stream`] of pieces. Dropping it closes the connection.
pub struct ByteStream {
    state: State,
    transport: Arc<dyn Transport>,
    spec: &'static Spec,
    stall: Option<Duration>,
}

enum State {
    Idle(Box<dyn Chunks>),
    Waiting(BoxFuture<'static, Piece>),
    Ended,
}

/// What a wait for a piece gave, and what gives the next.
struct Piece {
    came: Result<Result<Option<Bytes>, TransportError>, TimeoutKind>,
    chunks: Box<dyn Chunks>,
}

impl ByteStream {
    pub(crate) fn new(
        chunks: Box<dyn Chunks>,
        transport: Arc<dyn Transport>,
        spec: &'static Spec,
        stall: Option<Duration>,
    ) -> Self {
        Self {
            state: State::Idle(chunks),
            transport,
            spec,
            stall,
        }
    }

    /// The next piece; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<()>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn wait(&self, mut chunks: Box<dyn Chunks>) -> BoxFuture<'static, Piece> {
        let transport = Arc::clone(&self.transport);
        let limit = self.stall.map(|stall| (stall, TimeoutKind::Stall));
        Box::pin(async move {
            let came = within(&*transport, limit, chunks.next()).await;
            Piece { came, chunks }
        })
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error<()>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut waiting = match std::mem::replace(&mut self.state, State::Ended) {
            State::Idle(chunks) => self.wait(chunks),
            State::Waiting(waiting) => waiting,
            State::Ended => return Poll::Ready(None),
        };
        let Poll::Ready(Piece { came, chunks }) = waiting.as_mut().poll(context) else {
            self.state = State::Waiting(waiting);
            return Poll::Pending;
        };
        Poll::Ready(match came {
            Ok(Ok(None)) => None,
            Ok(Ok(Some(piece))) => {
                self.state = State::Idle(chunks);
                Some(Ok(piece))
            }
            Ok(Err(error)) => Some(Err(Failure::transport(self.spec, error).into())),
            Err(kind) => Some(Err(Failure::timeout(self.spec, kind).into())),
        })
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").finish_non_exhaustive()
    }
}

/// The body of an answer, as it arrives: an [`Iterator`] of pieces, or to be [`Read`]. Dropping it closes the connection.
pub struct ByteReader {
    chunks: Option<Box<dyn BlockingChunks>>,
    spec: &'static Spec,
    /// What came and wasn't read.
    rest: Bytes,
}

impl ByteReader {
    pub(crate) const fn new(chunks: Box<dyn BlockingChunks>, spec: &'static Spec) -> Self {
        Self {
            chunks: Some(chunks),
            spec,
            rest: Bytes::new(),
        }
    }
}

impl Iterator for ByteReader {
    type Item = Result<Bytes, Error<()>>;

    fn next(&mut self) -> Option<Self::Item> {
        if !self.rest.is_empty() {
            return Some(Ok(std::mem::take(&mut self.rest)));
        }
        let came = self.chunks.as_mut()?.next();
        if !matches!(came, Ok(Some(_))) {
            self.chunks = None;
        }
        came.map_err(|error| Failure::transport(self.spec, error).into())
            .transpose()
    }
}

impl Read for ByteReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.next() {
                Some(Ok(piece)) => self.rest = piece,
                Some(Err(error)) => return Err(io::Error::other(error)),
                None => return Ok(0),
            }
        }
        let length = self.rest.as_ref().read(into)?;
        self.rest.advance(length);
        Ok(length)
    }
}

impl fmt::Debug for ByteReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteReader").finish_non_exhaustive()
    }
}
