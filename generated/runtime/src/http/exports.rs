// Copied from runtime/http/exports.rs of generator 0.1.0; independent of the description.

//! The items of the runtime that a client re-exports: at its root what every program needs, and the rest in modules by topic.
//! The other public items are for generated code.

#[cfg(feature = "testing")]
pub use crate::runtime::http::testing;
pub use crate::runtime::http::{
    AnyError, Async, Blocking, Body, BuildError, Error, ErrorKind, FilePart, IntoListed, MediaBody, Mode,
    Operation, Response, RetryPolicy, Server, TimeoutKind,
};
/// The crates whose types appear in public signatures.
pub use ::{bytes, http};

/// Credentials: secrets, tokens of OAuth 2, and credentials that are computed for each request.
pub mod auth {
    pub use crate::runtime::http::{AuthError, Authenticate, Credential, OAuth2, Secret};
}

/// Code that runs around calls and attempts.
pub mod middleware {
    pub use crate::runtime::http::{Attempt, CallContext, Middleware, ResponseParts};
}

/// Reading responses: headers, deviations from the description, and the futures of calls.
pub mod response {
    pub use crate::runtime::http::{
        BodyError, BodyFuture, DecodeOptions, Deviation, DeviationKind, Header, HeaderError, Outcome,
        RawFuture, SendFuture, decode_response,
    };
}

/// The tables that describe the API and its operations.
pub mod spec {
    pub use crate::runtime::http::{
        Api, BodyFormat, BodySpec, Encoding, Framing, Location, Media, Pagination, Parameter, ResponseSpec,
        Scheme, SchemeKind, Spec, Status, Style,
    };
}

/// Responses that are read piece by piece: bytes, events, items and pages.
pub mod streams {
    pub use crate::runtime::http::{
        BlockingEvents, BlockingItems, BlockingPagedItems, BlockingPages, ByteReader, ByteStream, Event,
        Events, Items, Paged, PagedItems, Pages, Streaming,
    };
}

/// Transports, which send requests, and what your own transport implements.
pub mod transport {
    #[cfg(all(
        any(feature = "hyper", feature = "reqwest"),
        target_arch = "wasm32",
        target_os = "unknown"
    ))]
    pub use crate::runtime::http::FetchTransport;
    #[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub use crate::runtime::http::ReqwestTransport;
    #[cfg(all(feature = "ureq", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub use crate::runtime::http::UreqTransport;
    pub use crate::runtime::http::{
        BlockingChunks, BlockingTransport, BoxFuture, Chunks, Content, Request, Timeouts, Transport,
        TransportError, TransportErrorKind, TransportOptions,
    };
    #[cfg(all(feature = "hyper", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub use crate::runtime::http::{HyperTransport, HyperTransportBuilder};
    #[cfg(all(feature = "tower", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub use crate::runtime::http::{ServiceTransport, TransportService};
}

/// Requests that the server sends: their signatures, and reading them.
pub mod webhook {
    pub use crate::runtime::http::{Signature, Webhook, WebhookError};
}
