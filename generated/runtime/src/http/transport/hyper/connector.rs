// Copied from runtime/http/transport/hyper/connector.rs of generator 0.1.0; independent of the description.

//! Connections: directly or through a proxy, with and without TLS, within the timeout for connecting.

use super::proxy::{BoxError, Proxies, Route};
use crate::runtime::http::{BoxFuture, TransportError, TransportErrorKind};
use http::Uri;
use http::uri::Scheme;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use rustls::ClientConfig;
use std::error::Error;
use std::future::ready;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

/// Makes connections. The pool of `hyper` clones it for every request.
#[derive(Clone)]
pub(super) struct Connector(Arc<Settings>);

/// The configuration of TLS for servers and for proxies; the reason if there is none.
#[derive(Clone)]
pub(super) struct Tls {
    pub(super) server: Result<Arc<ClientConfig>, String>,
    /// Speaks HTTP/1.1 alone.
    pub(super) proxy: Result<Arc<ClientConfig>, String>,
}

pub(super) struct Settings {
    pub(super) tcp: HttpConnector,
    pub(super) tls: Tls,
    pub(super) proxies: Arc<Proxies>,
    pub(super) timeout: Duration,
}

impl Connector {
    pub(super) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Stream, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let settings = Arc::clone(&self.0);
        Box::pin(async move {
            let connecting = settings.connect(target);
            match tokio::time::timeout(settings.timeout, connecting).await {
                Ok(connected) => connected,
                Err(_) => Err(TransportError::new(
                    TransportErrorKind::ConnectTimeout,
                    "no connection in time",
                )
                .into()),
            }
        })
    }
}

impl Settings {
    async fn connect(&self, target: Uri) -> Result<Stream, BoxError> {
        let tcp = self.tcp.clone();
        match self.proxies.route(target)? {
            Route::Direct { target } => self.to_server(tcp).call(target).await,
            Route::Forward { proxy } => {
                let stream = self.to_proxy().call(proxy).await?;
                Ok(Stream {
                    is_forwarded: true,
                    ..stream
                })
            }
            Route::Tunnel {
                proxy,
                credentials,
                target,
            } => {
                let tunnel = Tunnel::new(proxy, self.to_proxy());
                let tunnel = match credentials {
                    Some(credentials) => tunnel.with_auth(credentials),
                    None => tunnel,
                };
                self.to_server(tunnel).call(target).await
            }
            #[cfg(feature = "socks")]
            Route::Socks { via, target } => self.to_server(via.over(tcp)).call(target).await,
        }
    }

    fn to_server<T>(&self, via: T) -> Secured<T> {
        let tls = self.tls.server.clone();
        Secured { via, tls }
    }

    fn to_proxy(&self) -> Secured<HttpConnector> {
        let (via, tls) = (self.tcp.clone(), self.tls.proxy.clone());
        Secured { via, tls }
    }
}

/// Connects, with TLS if the scheme of the target is `https`.
#[derive(Clone)]
struct Secured<T> {
    via: T,
    tls: Result<Arc<ClientConfig>, String>,
}

impl<T> Service<Uri> for Secured<T>
where
    T: Service<Uri> + Clone,
    T::Response: Connection + Read + Write + Send + Unpin + 'static,
    T::Future: Send + 'static,
    T::Error: Into<BoxError>,
{
    type Response = Stream;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Stream, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.via.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        if target.scheme() != Some(&Scheme::HTTPS) {
            let connecting = self.via.call(target);
            return Box::pin(async move { connecting.await.map(Stream::new).map_err(Into::into) });
        }
        match &self.tls {
            Ok(config) => {
                let mut secured = HttpsConnector::from((self.via.clone(), Arc::clone(config)));
                let connecting = secured.call(target);
                Box::pin(async move { connecting.await.map(Stream::new) })
            }
            Err(problem) => {
                let problem = problem.as_str().into();
                Box::pin(ready(Err(problem)))
            }
        }
    }
}

/// A connection to a server, perhaps through a proxy.
pub(super) struct Stream {
    io: Box<dyn Io>,
    /// Whether a proxy forwards the requests, which then contain the whole URL.
    is_forwarded: bool,
    is_http2: bool,
}

trait Io: Read + Write + Send + Unpin {}

impl<T: Read + Write + Send + Unpin> Io for T {}

impl Stream {
    fn new(io: impl Connection + Io + 'static) -> Self {
        Self {
            is_forwarded: false,
            is_http2: io.connected().is_negotiated_h2(),
            io: Box::new(io),
        }
    }
}

/// It doesn't pass on the addresses of the connection, which `hyper` would copy into every response.
impl Connection for Stream {
    fn connected(&self) -> Connected {
        let connected = Connected::new().proxy(self.is_forwarded);
        match self.is_http2 {
            true => connected.negotiated_h2(),
            false => connected,
        }
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.io).poll_read(context, buffer)
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.io).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.io).poll_write_vectored(context, pieces)
    }
}
