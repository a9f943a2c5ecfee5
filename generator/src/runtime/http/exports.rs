//! The items of the runtime that a client re-exports at its root. The other public items are for generated code.

#[cfg(all(feature = "reqwest", target_arch = "wasm32", target_os = "unknown"))]
pub use crate::runtime::http::FetchTransport;
#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use crate::runtime::http::ReqwestTransport;
#[cfg(all(feature = "ureq", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use crate::runtime::http::UreqTransport;
#[cfg(feature = "testing")]
pub use crate::runtime::http::testing;
pub use crate::runtime::http::{
    Api, Async, Attempt, AuthError, Authenticate, Blocking, BlockingChunks, BlockingEvents, BlockingItems,
    BlockingPagedItems, BlockingPages, BlockingTransport, Body, BodyError, BodyFormat, BodyFuture, BodySpec,
    BoxFuture, BuildError, ByteReader, ByteStream, CallContext, Case, Chunks, Content, Credential,
    DecodeOptions, Deviation, DeviationKind, Encoding, Error, ErrorKind, Event, Events, FilePart, Framing,
    Header, HeaderError, Items, Location, Media, MediaBody, Middleware, Mode, OAuth2, Operation, Outcome,
    Paged, PagedItems, Pages, Paging, Parameter, RawFuture, Request, Response, ResponseParts, RetryPolicy,
    Scheme, SchemeKind, Secret, SendFuture, Server, Signature, Spec, Status, Streaming, Style, TimeoutKind,
    Timeouts, Transport, TransportError, TransportErrorKind, TransportOptions, Webhook, WebhookError,
    decode_response,
};
/// The crates whose types appear in public signatures.
pub use ::{bytes, http};
