//! The adapter for `ureq`: the transport of blocking clients. Knows nothing of operations.

use crate::runtime::http::request::body::{read_copied, unavailable, unreadable};
use crate::runtime::http::transport::TransportOptions;
use crate::runtime::http::transport::{Timeouts, check_framing};
use crate::runtime::http::{
    BlockingChunks, BlockingTransport, Content, Request, Response, TransportError, TransportErrorKind,
};
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use std::io::{self, ErrorKind, Read};
use ureq::config::{AutoHeaderValue, Config};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{SendBody, Timeout};

/// Sends with `ureq`.
///
/// At level `trace`, and there only, the crate `ureq_proto` logs every byte sent, credentials included: keep that target at
/// `debug` wherever a logger is set up.
#[derive(Clone, Debug)]
pub struct UreqTransport(ureq::Agent);

impl UreqTransport {
    /// Sends with an agent of your own. Its policies become this client's: unless you set them otherwise it follows
    /// redirects and reads proxies from the environment. Whatever it says, a status is no error of the transport.
    pub const fn new(agent: ureq::Agent) -> Self {
        Self(agent)
    }

    /// An agent that follows no redirect, keeps no cookie, and asks no environment for a proxy. It trusts the roots that the
    /// operating system trusts, as the asynchronous transport does.
    pub fn with(options: &TransportOptions) -> Self {
        Self(config(options).new_agent())
    }
}

/// How an agent of ours is set up.
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
        let content = request.body.open().map_err(unavailable)?;
        let answer = match content {
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
        let (parts, body) = answer.map_err(translate)?.into_parts();
        check_framing(&parts.headers)?;
        Ok(Response::new(
            parts.status,
            parts.headers,
            Box::new(Incoming {
                reader: body.into_reader(),
                buffer: Vec::new(),
            }),
        ))
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
            .timeout_recv_response(timeouts.answer)
            .timeout_per_read(timeouts.stall)
            .build();
        self.0.run(configured)
    }
}

/// A body that is read while it is sent, whose errors can be told from those of the connection.
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
    /// Read into again and again: most answers are much smaller than what is worth reading at a time.
    buffer: Vec<u8>,
}

impl BlockingChunks for Incoming {
    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        read_copied(&mut self.reader, &mut self.buffer).map_err(|error| translate(ureq::Error::from(error)))
    }
}

#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "other crates' enums, which may grow"
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
        // These print the address, and its query may hold a key.
        ureq::Error::BadUri(_) => TransportError::new(TransportErrorKind::Connect, "the address is no URL"),
        ureq::Error::RequireHttpsOnly(_) => {
            TransportError::new(TransportErrorKind::Connect, "the agent takes https only")
        }
        other => TransportError::new(kind, other),
    }
}

/// Whether the body of the request gave an error.
fn is_of_body(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<TransportError>())
}

/// Whether an error can only come from connecting. ureq doesn't say where in the exchange it happened, so anything that
/// may also come later counts as later: what isn't certain to be unsent isn't sent again.
fn is_before_sending(error: &io::Error) -> bool {
    let text = error.to_string();
    error.kind() == ErrorKind::ConnectionRefused
        // How the standard library says that a name isn't known: on Unix, and as Windows' WSAHOST_NOT_FOUND and kin.
        || text.starts_with("failed to lookup address information")
        || matches!(error.raw_os_error(), Some(11001..=11004))
        // rustls, which offers no type to look for without naming that crate too.
        || text.starts_with("invalid peer certificate")
}
