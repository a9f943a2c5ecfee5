//! The adapter for `hyper`, the default transport. It knows no operations.

mod builder;
mod connector;
mod message;
mod proxy;
mod tls;

use crate::runtime::http::request::body::unavailable;
use crate::runtime::http::transport::{check_framing, coding};
use crate::runtime::http::{
    BoxFuture, Chunks, Request, Response, Transport, TransportError, TransportErrorKind,
};
pub use builder::HyperTransportBuilder;
use connector::Connector;
use hyper_util::client::legacy;
use message::{Incoming, Outbound};
use proxy::Proxies;
use std::error::Error;
use std::iter::successors;
use std::sync::Arc;
use std::time::Duration;

/// Sends requests with `hyper`. It needs a tokio runtime.
///
/// It follows no redirects, stores no cookies, and uses no proxy unless you choose one. It trusts the root certificates of
/// the operating system, and those that you add. Connections are kept and reused.
#[derive(Clone, Debug)]
pub struct HyperTransport {
    client: legacy::Client<Connector, Outbound>,
    proxies: Arc<Proxies>,
}

impl HyperTransport {
    async fn exchange(&self, request: Request) -> Result<Response<Box<dyn Chunks>>, TransportError> {
        let body = Outbound::open(&request.body).map_err(unavailable)?;
        let mut outgoing = http::Request::new(body);
        *outgoing.method_mut() = request.method;
        *outgoing.uri_mut() = request.uri;
        *outgoing.headers_mut() = request.headers;
        let decoding = coding::ask(outgoing.headers_mut());
        self.proxies.authorize(&mut outgoing);
        let response = self.client.request(outgoing).await.map_err(translate)?;
        let (parts, body) = response.into_parts();
        check_framing(&parts.headers)?;
        let body: Box<dyn Chunks> = Box::new(Incoming(body));
        let response = Response::new(parts.status, parts.headers, body);
        Ok(coding::decoded(decoding, response))
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn translate(error: legacy::Error) -> TransportError {
    TransportError::new(stage(&error), error)
}

/// The stage at which the request failed.
fn stage(error: &legacy::Error) -> TransportErrorKind {
    // Our connector and the request body report errors of our own.
    if let Some(ours) = causes(error).find_map(|cause| cause.downcast_ref::<TransportError>()) {
        return ours.kind();
    }
    if error.connect_info().is_none() {
        // The request never got a connection.
        return TransportErrorKind::Connect;
    }
    // hyper cancels a request only if it returns it unsent, because the connection had closed. On a reused connection it
    // has then already tried a new one.
    let mut ofs_hyper = causes(error).filter_map(|cause| cause.downcast_ref::<hyper::Error>());
    match ofs_hyper.any(hyper::Error::is_canceled) || is_refused(error) {
        true => TransportErrorKind::Unsent,
        false => TransportErrorKind::Exchange,
    }
}

/// Whether the server refused the request before it processed it (RFC 9113, section 8.7).
#[cfg(feature = "http2")]
fn is_refused(error: &legacy::Error) -> bool {
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<h2::Error>())
        .any(|error| error.is_remote() && error.reason() == Some(h2::Reason::REFUSED_STREAM))
}

#[cfg(not(feature = "http2"))]
const fn is_refused(_: &legacy::Error) -> bool {
    false
}

fn causes<'e>(error: &'e legacy::Error) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    let first: Option<&'e (dyn Error + 'static)> = Error::source(error);
    successors(first, |cause| (*cause).source())
}
