//! The options of the adapter for `hyper`.

use super::HyperTransport;
use super::connector::{Connector, Settings, Tls};
use super::proxy::Rules;
use super::tls::{Certificates, Problem};
use crate::runtime::http::BuildError;
use crate::runtime::http::transport::TransportOptions;
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The configuration of a [`HyperTransport`] that is being built.
#[derive(Clone)]
pub struct HyperTransportBuilder {
    connect_timeout: Duration,
    happy_eyeballs: Option<Duration>,
    tcp_keep_alive: Option<Duration>,
    idle_timeout: Option<Duration>,
    max_idle: usize,
    proxies: Rules,
    certificates: Certificates,
    #[cfg(feature = "http2")]
    http2: Http2,
    /// The first option that is invalid.
    problem: Option<String>,
}

/// The options of HTTP/2.
#[cfg(feature = "http2")]
#[derive(Clone, Default)]
struct Http2 {
    versions: Versions,
    /// The interval of pings, and how long to wait for a response to one.
    keep_alive: Option<(Duration, Duration)>,
}

/// Which versions of HTTP are used.
#[cfg(feature = "http2")]
#[derive(Clone, Copy, Default, PartialEq)]
enum Versions {
    /// TLS negotiates the version. Without TLS it is HTTP/1.1.
    #[default]
    Negotiated,
    Http1Only,
    Http2Only,
}

impl Default for HyperTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: TransportOptions::default().connect_timeout,
            happy_eyeballs: Some(Duration::from_millis(300)),
            tcp_keep_alive: Some(Duration::from_secs(15)),
            idle_timeout: Some(Duration::from_secs(90)),
            max_idle: usize::MAX,
            proxies: Rules::default(),
            certificates: Certificates::default(),
            #[cfg(feature = "http2")]
            http2: Http2::default(),
            problem: None,
        }
    }
}

impl HyperTransport {
    /// Starts from the default configuration.
    pub fn builder() -> HyperTransportBuilder {
        HyperTransportBuilder::default()
    }

    /// Creates a transport with these options and the default configuration.
    ///
    /// # Errors
    /// When TLS can't be initialized.
    pub fn with(options: &TransportOptions) -> Result<Self, BuildError> {
        let TransportOptions {
            connect_timeout,
            proxy_from_environment,
        } = *options;
        let builder = Self::builder().connect_timeout(connect_timeout);
        match proxy_from_environment {
            true => builder.proxy_from_environment(),
            false => builder,
        }
        .build()
    }
}

impl HyperTransportBuilder {
    /// Sets the timeout for connecting: resolving the name, TCP, the proxy and TLS. The default is 10 seconds.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long a connection over the preferred one of IPv6 and IPv4 may take before the other one is tried too (RFC
    /// 6555). The default is 300 milliseconds; `None` to try one after the other.
    #[must_use]
    pub fn happy_eyeballs_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.happy_eyeballs = timeout.into();
        self
    }

    /// Sets after how long without traffic TCP probes a connection. The default is 15 seconds; `None` for no probes.
    #[must_use]
    pub fn tcp_keep_alive(mut self, interval: impl Into<Option<Duration>>) -> Self {
        self.tcp_keep_alive = interval.into();
        self
    }

    /// Sets how long an idle connection is kept for the next call. The default is 90 seconds; `None` for no limit.
    #[must_use]
    pub fn pool_idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.idle_timeout = timeout.into();
        self
    }

    /// Sets how many idle connections are kept for each host. By default there is no limit; 0 closes a connection after each
    /// call.
    #[must_use]
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.max_idle = connections;
        self
    }

    /// Uses this proxy, such as `http://user:password@proxy.example:3128`, for all requests that no other option sets a proxy
    /// for. A proxy over `http` or `https` forwards requests to `http`, and tunnels those to `https` (CONNECT). With the feature
    /// `socks` it may also be a `socks5` proxy, which resolves names too.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxies.all = Some(url.into());
        self
    }

    /// Uses this proxy for requests to `http`.
    #[must_use]
    pub fn http_proxy(mut self, url: impl Into<String>) -> Self {
        self.proxies.http = Some(url.into());
        self
    }

    /// Uses this proxy for requests to `https`.
    #[must_use]
    pub fn https_proxy(mut self, url: impl Into<String>) -> Self {
        self.proxies.https = Some(url.into());
        self
    }

    /// Connects to these hosts without the proxies above: names with their subdomains, addresses and networks, separated by
    /// commas, such as `localhost,example.com,10.0.0.0/8`.
    #[must_use]
    pub fn no_proxy_for(mut self, hosts: impl Into<String>) -> Self {
        self.proxies.none_for = hosts.into();
        self
    }

    /// Uses the proxies from the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`), unless another option
    /// sets one.
    #[must_use]
    pub fn proxy_from_environment(mut self) -> Self {
        self.proxies.from_environment = true;
        self
    }

    /// Also trusts these root certificates, which are PEM.
    #[must_use]
    pub fn add_root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        let added = self.certificates.add_roots(pem.as_ref());
        self.note(added)
    }

    /// Trusts only these root certificates, which are PEM, and not those of the operating system.
    #[must_use]
    pub fn only_root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        let set = self.certificates.trust_only(pem.as_ref());
        self.note(set)
    }

    /// Identifies the client with this chain of certificates and this private key, which are PEM, to servers and proxies that
    /// request it.
    #[must_use]
    pub fn client_certificate(mut self, chain: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> Self {
        let set = self.certificates.identify(chain.as_ref(), key.as_ref());
        self.note(set)
    }

    /// Never uses HTTP/2. By default TLS negotiates the version.
    #[cfg(feature = "http2")]
    #[must_use]
    pub fn http1_only(mut self) -> Self {
        self.http2.versions = Versions::Http1Only;
        self
    }

    /// Always uses HTTP/2, without TLS too. By default TLS negotiates the version, and without TLS it is HTTP/1.1.
    #[cfg(feature = "http2")]
    #[must_use]
    pub fn http2_only(mut self) -> Self {
        self.http2.versions = Versions::Http2Only;
        self
    }

    /// Sends pings on connections of HTTP/2 in this interval, and closes a connection if a response to one takes longer than
    /// `timeout`. By default no pings are sent.
    #[cfg(feature = "http2")]
    #[must_use]
    pub fn http2_keep_alive(mut self, interval: Duration, timeout: Duration) -> Self {
        self.http2.keep_alive = Some((interval, timeout));
        self
    }

    fn note(mut self, outcome: Result<(), BuildError>) -> Self {
        if let Err(error) = outcome {
            self.problem.get_or_insert(error.to_string());
        }
        self
    }

    /// Builds the transport.
    ///
    /// If TLS is not available (no provider, or no root certificates on this machine), only connections that need it fail.
    ///
    /// # Errors
    /// When the URL of a proxy, a certificate or a private key is invalid.
    pub fn build(self) -> Result<HyperTransport, BuildError> {
        if let Some(problem) = self.problem {
            return Err(BuildError::new(problem));
        }
        let (client, tls, tcp) = (self.client(), self.tls()?, self.tcp());
        let proxies = Arc::new(self.proxies.build()?);
        let connector = Connector::new(Settings {
            tcp,
            tls,
            proxies: Arc::clone(&proxies),
            timeout: self.connect_timeout,
        });
        Ok(HyperTransport {
            client: client.build(connector),
            proxies,
        })
    }

    fn client(&self) -> legacy::Builder {
        let mut client = legacy::Client::builder(TokioExecutor::new());
        client
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(self.idle_timeout)
            .pool_max_idle_per_host(self.max_idle);
        #[cfg(feature = "http2")]
        self.http2.apply(&mut client);
        client
    }

    fn tcp(&self) -> HttpConnector {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(self.tcp_keep_alive);
        tcp.set_keepalive_interval(self.tcp_keep_alive);
        tcp.set_happy_eyeballs_timeout(self.happy_eyeballs);
        tcp
    }

    fn tls(&self) -> Result<Tls, BuildError> {
        match self.certificates.config() {
            Ok(config) => {
                let mut server = config.clone();
                server.alpn_protocols = self.protocols();
                Ok(Tls {
                    server: Ok(Arc::new(server)),
                    proxy: Ok(Arc::new(config)),
                })
            }
            Err(Problem::Certificates(error)) => Err(error),
            Err(Problem::Missing(problem)) => Ok(Tls {
                server: Err(problem.clone()),
                proxy: Err(problem),
            }),
        }
    }

    /// The protocols that TLS negotiates. HTTP/1.1 alone needs no negotiation.
    #[cfg(feature = "http2")]
    fn protocols(&self) -> Vec<Vec<u8>> {
        let (http1, http2) = (b"http/1.1".to_vec(), b"h2".to_vec());
        match self.http2.versions {
            Versions::Negotiated => vec![http2, http1],
            Versions::Http1Only => Vec::new(),
            Versions::Http2Only => vec![http2],
        }
    }

    #[cfg(not(feature = "http2"))]
    #[allow(clippy::unused_self, reason = "with HTTP/2 it depends on the options")]
    fn protocols(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }
}

#[cfg(feature = "http2")]
impl Http2 {
    fn apply(&self, client: &mut legacy::Builder) {
        client.http2_only(self.versions == Versions::Http2Only);
        // A window that grows with the bandwidth of the connection, as a fixed one limits fast connections.
        client.http2_adaptive_window(true);
        if let Some((interval, timeout)) = self.keep_alive {
            client.http2_keep_alive_interval(interval);
            client.http2_keep_alive_timeout(timeout);
            client.http2_keep_alive_while_idle(true);
        }
    }
}

/// It shows no proxy and no certificate, since they may contain secrets.
impl fmt::Debug for HyperTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}
