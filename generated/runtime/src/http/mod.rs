// Copied from runtime/http/mod.rs of generator 0.1.0; not from the description.

//! The HTTP half of the runtime: from an operation's table and a call's values to a request, over a transport,
//! and from the answer to the documented type. It must not know any API: tables and types come from outside.

pub(crate) mod address;
mod auth;
mod body;
mod builder;
mod call;
mod charset;
mod client;
pub(crate) mod date;
pub(crate) mod decode;
pub(crate) mod encode;
mod engine;
mod error;
pub(crate) mod events;
pub mod exports;
#[cfg(all(feature = "reqwest", target_arch = "wasm32", target_os = "unknown"))]
mod fetch;
pub(crate) mod fields;
mod file;
pub(crate) mod form;
mod header;
pub(crate) mod idempotency;
mod inline;
pub(crate) mod lenient;
pub(crate) mod machine;
pub mod macros;
mod media_body;
mod message;
mod middleware;
pub(crate) mod multipart;
mod oauth;
mod operation;
mod outcome;
pub(crate) mod pages;
mod places;
#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
mod reqwest;
pub(crate) mod retry;
mod secret;
pub(crate) mod security;
mod server;
mod steps;
mod stream;
pub mod style;
pub mod table;
#[cfg(feature = "testing")]
pub mod testing;
mod trace;
mod transport;
#[cfg(all(feature = "ureq", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) mod ureq;
mod webhook;
#[cfg(any(
    feature = "testing",
    all(feature = "reqwest", target_arch = "wasm32", target_os = "unknown")
))]
mod whole;
mod writing;
pub mod xml;

#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::reqwest::ReqwestTransport;
#[cfg(all(feature = "ureq", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::ureq::UreqTransport;
pub(crate) use auth::Later;
pub use auth::{AuthError, Authenticate};
pub use body::{Body, Content};
pub use builder::{BuildError, ClientBuilder};
pub use call::{BodyFuture, Call, RawFuture, SendFuture};
pub use client::{Api, Async, Blocking, BlockingClient, Client, Mode, TransportOptions};
pub use decode::decode_response;
pub use encode::{Choice, Draft};
pub use error::{Error, ErrorKind, TimeoutKind};
pub use events::{BlockingEvents, BlockingItems, Event, Events, Framing, Items, Streaming};
#[cfg(all(feature = "reqwest", target_arch = "wasm32", target_os = "unknown"))]
pub use fetch::FetchTransport;
pub use file::FilePart;
pub use header::{Header, HeaderError};
pub(crate) use lenient::Lenient;
pub use lenient::{Deviation, DeviationKind, Reading};
pub use media_body::MediaBody;
pub use message::{Request, Response};
pub use middleware::{About, Answered, Attempt, Middleware};

pub use oauth::OAuth2;
pub use operation::{Case, Location, Media, Operation, Parameter, Spec, Status, Style};
pub use outcome::outcome;
pub use outcome::{BodyError, Outcome};
pub use pages::{BlockingPagedItems, BlockingPages, Paged, PagedItems, Pages, Paging};
pub use retry::RetryPolicy;
pub use secret::{Credential, Scheme, SchemeKind, Secret};
pub use server::Server;
pub use stream::{ByteReader, ByteStream};
pub use table::Texts;
pub use transport::{
    BlockingChunks, BlockingTransport, BoxFuture, Chunks, Timeouts, Transport, TransportError,
    TransportErrorKind,
};
pub use webhook::parse as parse_webhook;
pub use webhook::{Signature, Webhook, WebhookError};
pub use writing::{Encoding, Writing, Written};
