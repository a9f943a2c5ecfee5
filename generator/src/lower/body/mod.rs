//! Bodies: the media types, encodings and headers of requests and responses.

pub(super) mod encodings;
pub(super) mod media;
pub(super) mod outcomes;
pub(super) mod parts;
pub(super) mod requests;
pub(super) mod response_headers;
pub(super) mod responses;
pub(super) mod sequences;
pub(super) mod streams;
pub(super) mod xml;
