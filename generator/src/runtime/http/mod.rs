//! The HTTP half of the runtime. It turns an operation's table and the values of a call into a request, sends it over a
//! transport, and decodes the response into the documented type. It knows no API: tables and types come from outside.

mod auth;
mod client;
pub(crate) mod engine;
mod error;
pub(crate) mod events;
pub mod exports;
mod failure;
pub mod macros;
pub(crate) mod pages;
pub(crate) mod request;
pub(crate) mod response;
pub mod spec;
#[cfg(feature = "testing")]
pub mod testing;
pub(crate) mod transport;
mod webhook;
pub mod xml;

#[cfg(all(feature = "hyper", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::transport::hyper::{HyperTransport, HyperTransportBuilder};
#[cfg(all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::transport::reqwest::ReqwestTransport;
#[cfg(all(feature = "tower", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::transport::tower::{ServiceTransport, TransportService};
#[cfg(all(feature = "ureq", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub use self::transport::ureq::UreqTransport;
pub(crate) use auth::DeferredAuth;
pub use auth::{AuthError, Authenticate};
pub use client::builder::{BuildError, ClientBuilder};
pub use client::call::{BodyFuture, Call, RawFuture, SendFuture};
pub use client::middleware::{Attempt, CallContext, Middleware, ResponseParts};
pub use client::{Api, Async, Blocking, BlockingClient, Client, Mode};
pub use error::{AnyError, Error};
pub use events::{BlockingEvents, BlockingItems, Event, Events, Framing, Items, Streaming};
pub use failure::{ErrorKind, TimeoutKind};
pub use request::body::{Body, Content};
pub use request::encode::{Choice, Draft};
pub use request::file::FilePart;
pub use request::media_body::MediaBody;
pub use response::header::{Header, HeaderError};
pub(crate) use response::lenient::Lenient;
pub use response::lenient::{DecodeOptions, Deviation, DeviationKind};
pub use response::typed::decode_response;
#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    target_arch = "wasm32",
    target_os = "unknown"
))]
pub use transport::fetch::FetchTransport;
pub use transport::message::{Request, Response};

pub use auth::from_env::{FromEnv, Variables};
pub use auth::oauth::OAuth2;
pub use auth::secret::{Credential, Scheme, SchemeKind, Secret};
pub use client::server::Server;
pub use engine::retry::RetryPolicy;
pub use pages::{BlockingPagedItems, BlockingPages, Paged, PagedItems, Pages, Pagination};
pub use response::outcome::outcome;
pub use response::outcome::{BodyError, Outcome};
pub use response::stream::{ByteReader, ByteStream};
pub use spec::body::{BodyFormat, BodySpec, Encoding};
pub use spec::listed::{IntoListed, Listed, ListedItems};
pub use spec::table::Texts;
pub use spec::{Location, Media, Operation, Parameter, ResponseSpec, Spec, Status, Style};
pub use transport::{
    BlockingChunks, BlockingTransport, BoxFuture, Chunks, Timeouts, Transport, TransportError,
    TransportErrorKind, TransportOptions,
};
pub use webhook::parse as parse_webhook;
pub use webhook::{Signature, Webhook, WebhookError};
