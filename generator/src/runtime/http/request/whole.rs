//! Request bodies read to their ends, where they can't be sent as they come.

use crate::runtime::http::request::body::{unavailable, unreadable};
use crate::runtime::http::{Body, Content, TransportError};
use std::future::poll_fn;

/// What a transport would send, as bytes.
pub(crate) async fn read_all(body: &Body) -> Result<Body, TransportError> {
    match body.open().map_err(unavailable)? {
        Content::Chunks(mut chunks) => {
            let mut all = Vec::new();
            while let Some(piece) = poll_fn(|context| chunks.poll_next(context)).await {
                all.extend_from_slice(&piece?);
            }
            Ok(all.into())
        }
        content @ (Content::Empty | Content::Bytes(_) | Content::Reader(_)) => read(content),
    }
}

/// What a blocking transport would send, as bytes: what is recorded can then be looked at more than once.
pub(crate) fn read(content: Content) -> Result<Body, TransportError> {
    match content {
        Content::Empty => Ok(Body::empty()),
        Content::Bytes(bytes) => Ok(bytes.into()),
        Content::Reader(mut reader) => {
            let mut all = Vec::new();
            reader.read_to_end(&mut all).map_err(unreadable)?;
            Ok(all.into())
        }
        Content::Chunks(_) => Err(unreadable("a blocking client can't send an asynchronous stream")),
    }
}
