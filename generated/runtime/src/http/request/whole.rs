// Copied from runtime/http/request/whole.rs of generator 0.1.0; independent of the description.

//! Reads request bodies completely, where they can't be sent as streams.

use crate::runtime::http::request::body::{unavailable, unreadable};
use crate::runtime::http::{Body, Content, TransportError};
use std::future::poll_fn;

/// The content that a transport would send, as bytes.
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

/// The content that a blocking transport would send, as bytes, so that a recorded body can be read more than once.
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
