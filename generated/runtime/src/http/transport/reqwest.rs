// Copied from runtime/http/transport/reqwest.rs of generator 0.1.0; independent of the description.

//! The adapter for `reqwest`. It knows no operations.

use crate::runtime::http::request::body::unavailable;
use crate::runtime::http::request::stack_string::StackString;
use crate::runtime::http::transport::outgoing::Outgoing;
use crate::runtime::http::transport::{TransportOptions, check_framing, coding};
use crate::runtime::http::{
    Body, BoxFuture, BuildError, Chunks, Content, Request, Response, Transport, TransportError,
    TransportErrorKind,
};
use bytes::Bytes;
use std::fmt::{self, Write as _};
use std::future::Future;
use std::io;
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// Sends requests with `reqwest`. It needs a tokio runtime.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// Uses your own `reqwest` client with its policies. Unless you configured them otherwise, it follows redirects, sends
    /// credentials on to other paths of the same host, and reads proxies from the environment.
    pub const fn new(client: reqwest::Client) -> Self {
        Self(client)
    }

    /// Creates a `reqwest` client that follows no redirects, stores no cookies, retries nothing, and uses no proxy from the
    /// environment unless the options say so. It trusts the root certificates of the operating system.
    ///
    /// # Errors
    /// When TLS can't be initialized.
    pub fn with(options: &TransportOptions) -> Result<Self, BuildError> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            // Without retries, reqwest needs no copy of each request.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .referer(false)
            .connect_timeout(options.connect_timeout);
        let builder = if options.proxy_from_environment {
            builder
        } else {
            builder.no_proxy()
        };
        builder
            .build()
            .map(Self)
            .map_err(|error| BuildError::new(format!("reqwest can't be initialized: {error}")))
    }

    async fn exchange(&self, request: Request) -> Result<Response<Box<dyn Chunks>>, TransportError> {
        let no_url = || TransportError::new(TransportErrorKind::Connect, "the address is not a valid URL");
        let url = url(&request.uri).ok_or_else(no_url)?;
        let mut outgoing = reqwest::Request::new(request.method, url);
        *outgoing.headers_mut() = request.headers;
        let decoding = coding::ask(outgoing.headers_mut());
        *outgoing.body_mut() = outgoing_body(&request.body).map_err(unavailable)?;
        let mut response = self.0.execute(outgoing).await.map_err(translate)?;
        check_framing(response.headers())?;
        let headers = std::mem::take(response.headers_mut());
        let status = response.status();
        let body: Box<dyn Chunks> = Box::new(Incoming(response));
        let response = Response::new(status, headers, body);
        Ok(coding::decoded(decoding, response))
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn url(uri: &http::Uri) -> Option<reqwest::Url> {
    let path = uri.path_and_query()?.as_str();
    let parts = [uri.scheme_str()?, "://", uri.authority()?.as_str(), path];
    let mut short = StackString::<512>::new();
    match parts.iter().try_for_each(|part| short.write_str(part)) {
        Ok(()) => short.as_str().parse().ok(),
        Err(fmt::Error) => parts.concat().parse().ok(),
    }
}

fn outgoing_body(body: &Body) -> io::Result<Option<reqwest::Body>> {
    let length = body.length();
    Ok(match body.open()? {
        Content::Empty => None,
        Content::Bytes(bytes) => Some(bytes.into()),
        Content::Reader(reader) => Some(reqwest::Body::wrap(Outgoing::reader(reader, length))),
        Content::Chunks(chunks) => Some(reqwest::Body::wrap(Outgoing::chunks(chunks, length))),
    })
}

struct Incoming(reqwest::Response);

impl Chunks for Incoming {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        // The future keeps no state between two polls, so each poll may create a new one.
        let chunk = pin!(self.0.chunk()).poll(context);
        chunk.map(|chunk| chunk.transpose().map(|piece| piece.map_err(translate)))
    }
}

fn translate(error: reqwest::Error) -> TransportError {
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        // The error comes from the body of the request.
        if let Some(ours) = inner.downcast_ref::<TransportError>() {
            return TransportError::new(ours.kind(), error.without_url());
        }
        cause = inner.source();
    }
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, true) => TransportErrorKind::Timeout,
        (false, false) if error.is_builder() => TransportErrorKind::Connect,
        (false, false) => TransportErrorKind::Exchange,
    };
    // The query of the URL may contain a key.
    TransportError::new(kind, error.without_url())
}
