//! The HTTP half of the runtime: from an operation's table and a call's values to a request, over a transport,
//! and from the answer to the documented type. It must not know any API: tables and types come from outside.

mod call;
mod client;
mod error;
mod message;
mod operation;
mod outcome;
mod retry;
mod secret;
mod transport;

pub use call::{BodyFuture, Call, RawFuture, SendFuture, decode_response};
pub use client::{Api, Async, Blocking, BlockingClient, BuildError, Client, ClientBuilder, Mode};
pub use error::{Error, ErrorKind, TimeoutKind};
pub use message::{Body, Request, Response};
pub use operation::{Case, Location, Media, Operation, Parameter, Spec, Status, Style};
pub(crate) use outcome::outcome;
pub use outcome::{BodyError, Outcome};
pub use retry::RetryPolicy;
pub use secret::{Credential, Scheme, SchemeKind, Secret};
pub use transport::{
    BlockingChunks, BlockingTransport, BoxFuture, Chunks, Transport, TransportError, TransportErrorKind,
};
