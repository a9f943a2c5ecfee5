// Copied from runtime/http/response/stream.rs of generator 0.1.0; independent of the description.

//! Response bodies that are read as they arrive. This module only knows bytes, not their meaning.

use crate::runtime::http::engine::asynchronous::within;
use crate::runtime::http::engine::unfold::Unfold;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::{BlockingChunks, Chunks, Error, Spec, TimeoutKind, Transport};
use bytes::{Buf, Bytes};
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// A response body as it arrives: a [`Stream`] of chunks. Dropping it closes the connection.
pub struct ByteStream(Unfold<Source, Result<Bytes, Box<Failure>>>);

struct Source {
    /// `None` after an error.
    chunks: Option<Box<dyn Chunks>>,
    transport: Arc<dyn Transport>,
    spec: &'static Spec,
    stall: Option<Duration>,
}

impl ByteStream {
    pub(crate) fn new(
        chunks: Box<dyn Chunks>,
        transport: Arc<dyn Transport>,
        spec: &'static Spec,
        stall: Option<Duration>,
    ) -> Self {
        let source = Source {
            chunks: Some(chunks),
            transport,
            spec,
            stall,
        };
        Self(Unfold::new(source, |source| Box::pin(source.step())))
    }

    /// The next chunk; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<()>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    pub(crate) async fn piece(&mut self) -> Option<Result<Bytes, Box<Failure>>> {
        poll_fn(|context| self.0.poll(context)).await
    }
}

impl Source {
    async fn step(mut self) -> (Self, Option<Result<Bytes, Box<Failure>>>) {
        let Some(mut chunks) = self.chunks.take() else {
            return (self, None);
        };
        let limit = || self.stall.map(|stall| (stall, TimeoutKind::Stall));
        let piece = match within(
            &*self.transport,
            limit,
            poll_fn(|context| chunks.poll_next(context)),
        )
        .await
        {
            Ok(came) => came.map(|came| came.map_err(|error| Failure::transport(self.spec, error))),
            Err(kind) => Some(Err(Failure::timeout(self.spec, kind))),
        };
        if matches!(piece, Some(Ok(_))) {
            self.chunks = Some(chunks);
        }
        (self, piece)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error<()>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0
            .poll(context)
            .map(|piece| piece.map(|piece| piece.map_err(Error::from)))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").finish_non_exhaustive()
    }
}

/// A response body as it arrives: an [`Iterator`] of chunks, and a [`Read`]. Dropping it closes the connection.
pub struct ByteReader {
    chunks: Option<Box<dyn BlockingChunks>>,
    spec: &'static Spec,
    /// Bytes that have arrived but haven't been read.
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

impl ByteReader {
    pub(crate) fn piece(&mut self) -> Option<Result<Bytes, Box<Failure>>> {
        if !self.rest.is_empty() {
            return Some(Ok(std::mem::take(&mut self.rest)));
        }
        let came = self.chunks.as_mut()?.next();
        if !matches!(came, Ok(Some(_))) {
            self.chunks = None;
        }
        came.map_err(|error| Failure::transport(self.spec, error))
            .transpose()
    }
}

impl Iterator for ByteReader {
    type Item = Result<Bytes, Error<()>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.piece().map(|piece| piece.map_err(Error::from))
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
