//! The adapter for `ureq`, the transport of blocking clients. It knows no operations.

use crate::runtime::http::request::body::{read_copied, unavailable, unreadable};
use crate::runtime::http::transport::TransportOptions;
use crate::runtime::http::transport::{Timeouts, check_framing, coding};
use crate::runtime::http::{
    BlockingChunks, BlockingTransport, Content, Request, Response, TransportError, TransportErrorKind,
};
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use std::io::{self, ErrorKind, Read};
use ureq::config::{AutoHeaderValue, Config};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{SendBody, Timeout};

/// Sends requests with `ureq`.
///
/// At level `trace`, and only there, the crate `ureq_proto` logs every byte that is sent, including credentials. If you set
/// up a logger, keep that target at `debug`.
#[derive(Clone, Debug)]
pub struct UreqTransport(ureq::Agent);

impl UreqTransport {
    /// Uses your own agent with its policies. Unless you configured them otherwise, it follows redirects and reads proxies from
    /// the environment. A status is never an error of the transport, whatever the agent's configuration.
    pub const fn new(agent: ureq::Agent) -> Self {
        Self(agent)
    }

    /// Creates an agent that follows no redirects, stores no cookies, and uses no proxy from the environment unless the options
    /// say so. It trusts the root certificates of the operating system, as the asynchronous transport does.
    pub fn with(options: &TransportOptions) -> Self {
        Self(config(options).new_agent())
    }
}

/// The configuration of the default agent.
pub(crate) fn config(options: &TransportOptions) -> Config {
    let proxy = if options.proxy_from_environment {
        ureq::Proxy::try_from_env()
    } else {
        None
    };
    let roots = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
    Config::builder()
        .proxy(proxy)
        .tls_config(roots.build())
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(AutoHeaderValue::None)
        .accept(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::None)
        .timeout_connect(Some(options.connect_timeout))
        .build()
}

impl BlockingTransport for UreqTransport {
    fn send(
        &self,
        request: Request,
        timeouts: Timeouts,
    ) -> Result<Response<Box<dyn BlockingChunks>>, TransportError> {
        let mut outgoing = http::Request::new(());
        *outgoing.method_mut() = request.method;
        *outgoing.uri_mut() = request.uri;
        *outgoing.headers_mut() = request.headers;
        let decoding = coding::ask(outgoing.headers_mut());
        let content = request.body.open().map_err(unavailable)?;
        let response = match content {
            Content::Empty => self.exchange(outgoing, timeouts),
            Content::Bytes(bytes) => self.exchange(outgoing.map(|()| bytes.as_ref()), timeouts),
            Content::Reader(reader) => {
                if let Some(length) = request.body.length() {
                    outgoing.headers_mut().insert(CONTENT_LENGTH, length.into());
                }
                let body = SendBody::from_owned_reader(Outgoing(reader));
                self.exchange(outgoing.map(|()| body), timeouts)
            }
            Content::Chunks(_) => {
                let problem = "a blocking client can't send an asynchronous stream";
                return Err(unavailable(problem));
            }
        };
        let (parts, body) = response.map_err(translate)?.into_parts();
        check_framing(&parts.headers)?;
        let body: Box<dyn BlockingChunks> = Box::new(Incoming {
            reader: body.into_reader(),
            buffer: Vec::new(),
        });
        let response = Response::new(parts.status, parts.headers, body);
        Ok(coding::decoded_blocking(decoding, response))
    }
}

impl UreqTransport {
    fn exchange(
        &self,
        request: http::Request<impl ureq::AsSendBody>,
        timeouts: Timeouts,
    ) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let configured = self
            .0
            .configure_request(request)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(timeouts.attempt)
            .timeout_recv_response(timeouts.response)
            .timeout_per_read(timeouts.stall)
            .build();
        self.0.run(configured)
    }
}

/// A body that is read while it is sent. Its errors can be distinguished from those of the connection.
struct Outgoing(Box<dyn Read + Send>);

impl Read for Outgoing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.read(into) {
            Err(error) if error.kind() != ErrorKind::Interrupted => Err(io::Error::other(unreadable(error))),
            read => read,
        }
    }
}

struct Incoming {
    reader: ureq::BodyReader<'static>,
    /// Reused for every read, since most responses are much smaller than the size of a read.
    buffer: Vec<u8>,
}

impl BlockingChunks for Incoming {
    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        read_copied(&mut self.reader, &mut self.buffer).map_err(|error| translate(ureq::Error::from(error)))
    }
}

#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "enums of other crates, which may get more variants"
)]
fn translate(error: ureq::Error) -> TransportError {
    let kind = match &error {
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => TransportErrorKind::ConnectTimeout,
        ureq::Error::Timeout(Timeout::PerRead) => TransportErrorKind::Stall,
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed | ureq::Error::Tls(_) => {
            TransportErrorKind::Connect
        }
        ureq::Error::Io(error) if is_of_body(error) => TransportErrorKind::BodyBroken,
        ureq::Error::Io(error) if is_before_sending(error) => TransportErrorKind::Connect,
        _ => TransportErrorKind::Exchange,
    };
    match error {
        // These errors print the URL, and its query may contain a key.
        ureq::Error::BadUri(_) => {
            TransportError::new(TransportErrorKind::Connect, "the address is not a valid URL")
        }
        ureq::Error::RequireHttpsOnly(_) => {
            TransportError::new(TransportErrorKind::Connect, "the agent only allows https")
        }
        other => TransportError::new(kind, other),
    }
}

/// Whether the error comes from the body of the request.
fn is_of_body(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<TransportError>())
}

/// Whether an error can only occur while connecting. ureq doesn't report the stage of an error, so every error that can
/// also occur later counts as later: a request is repeated only if it is certain that it wasn't sent.
fn is_before_sending(error: &io::Error) -> bool {
    let text = error.to_string();
    error.kind() == ErrorKind::ConnectionRefused
        // The standard library's message for a failed name resolution, on Unix and for Windows' WSAHOST_NOT_FOUND and
        // related errors.
        || text.starts_with("failed to lookup address information")
        || matches!(error.raw_os_error(), Some(11001..=11004))
        // The message of rustls, whose error type can't be named without a dependency on that crate.
        || text.starts_with("invalid peer certificate")
}
