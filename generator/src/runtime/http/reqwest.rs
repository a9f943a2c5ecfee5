//! The adapter for `reqwest`: the default transport. Knows nothing of operations.

use crate::runtime::http::client::TransportOptions;
use crate::runtime::http::{
    BoxFuture, BuildError, Chunks, Request, Response, Transport, TransportError, TransportErrorKind,
};
use bytes::Bytes;
use std::time::Duration;

/// Sends with `reqwest`, inside a tokio runtime.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// Sends with a client of your own. Its policies become this client's: unless you set them otherwise it follows
    /// redirects, and takes credentials along to other paths of the same host; it reads proxies from the environment.
    pub const fn new(client: reqwest::Client) -> Self {
        Self(client)
    }

    /// A client that follows no redirect, keeps no cookie, repeats nothing, and asks no environment for a proxy.
    ///
    /// # Errors
    /// When TLS can't be set up.
    pub fn with(options: &TransportOptions) -> Result<Self, BuildError> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
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
            .map_err(|error| BuildError::new(format!("reqwest can't start: {error}")))
    }

    async fn exchange(&self, request: Request) -> Result<Response<Box<dyn Chunks>>, TransportError> {
        let nothing_sent = |error| TransportError::new(TransportErrorKind::Connect, error);
        let url: reqwest::Url = request
            .uri
            .to_string()
            .parse()
            .map_err(|_| nothing_sent("the address is no URL"))?;
        let mut outgoing = reqwest::Request::new(request.method, url);
        *outgoing.headers_mut() = request.headers;
        *outgoing.body_mut() = request.body.bytes().map(|bytes| bytes.clone().into());
        let mut answer = self.0.execute(outgoing).await.map_err(translate)?;
        let headers = std::mem::take(answer.headers_mut());
        Ok(Response::new(
            answer.status(),
            headers,
            Box::new(Incoming(answer)),
        ))
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

struct Incoming(reqwest::Response);

impl Chunks for Incoming {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async { self.0.chunk().await.map_err(translate) })
    }
}

fn translate(error: reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, true) => TransportErrorKind::Timeout,
        (false, false) if error.is_builder() => TransportErrorKind::Connect,
        (false, false) => TransportErrorKind::Exchange,
    };
    // The URL's query may hold a key.
    TransportError::new(kind, error.without_url())
}
