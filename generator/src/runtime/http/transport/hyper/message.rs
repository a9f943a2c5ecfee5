//! Bodies as `hyper` sends and receives them.

use crate::runtime::http::transport::outgoing::Outgoing;
use crate::runtime::http::{Body, Chunks, Content, TransportError, TransportErrorKind};
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The body of a request.
pub(super) enum Outbound {
    Whole(Bytes),
    Streamed(Outgoing),
}

impl Outbound {
    pub(super) fn open(body: &Body) -> io::Result<Self> {
        let length = body.length();
        Ok(match body.open()? {
            Content::Empty => Self::Whole(Bytes::new()),
            Content::Bytes(bytes) => Self::Whole(bytes),
            Content::Reader(reader) => Self::Streamed(Outgoing::reader(reader, length)),
            Content::Chunks(chunks) => Self::Streamed(Outgoing::chunks(chunks, length)),
        })
    }
}

impl http_body::Body for Outbound {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Streamed(outgoing) => Pin::new(outgoing).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.is_empty(),
            Self::Streamed(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Streamed(outgoing) => outgoing.size_hint(),
        }
    }
}

/// The body of a response.
pub(super) struct Incoming(pub(super) hyper::body::Incoming);

impl Chunks for Incoming {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let Poll::Ready(frame) = Pin::new(&mut self.0).poll_frame(context) else {
                return Poll::Pending;
            };
            match frame.map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Ok(piece))) => return Poll::Ready(Some(Ok(piece))),
                // Trailers.
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => {
                    let error = TransportError::new(TransportErrorKind::Exchange, error);
                    return Poll::Ready(Some(Err(error)));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}
