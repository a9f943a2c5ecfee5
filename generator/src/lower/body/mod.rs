//! Bodies: the media types, encodings and headers of requests and responses.

pub(super) mod answer_headers;
pub(super) mod bodies;
pub(super) mod encodings;
pub(super) mod media;
pub(super) mod parts;
pub(super) mod responses;
pub(super) mod sequences;
pub(super) mod xml;
