// Copied from runtime/http/transport/hyper/proxy.rs of generator 0.1.0; independent of the description.

//! Proxies: which one a request goes through, and how.

use crate::runtime::http::BuildError;
use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use http::{HeaderValue, Uri};
#[cfg(feature = "socks")]
use hyper_util::client::legacy::connect::{HttpConnector, proxy::SocksV5};
use hyper_util::client::proxy::matcher::Matcher;
use std::error::Error;
use std::fmt;

pub(super) type BoxError = Box<dyn Error + Send + Sync>;

/// The proxies that the user chose.
#[derive(Clone, Default)]
pub(super) struct Rules {
    pub(super) from_environment: bool,
    pub(super) all: Option<String>,
    pub(super) http: Option<String>,
    pub(super) https: Option<String>,
    pub(super) none_for: String,
}

/// The proxies of a transport.
pub(super) struct Proxies(Option<Matcher>);

/// The way to a server.
pub(super) enum Route {
    Direct {
        target: Uri,
    },
    /// The proxy reads the request and forwards it.
    Forward {
        proxy: Uri,
    },
    /// The proxy connects to the target (CONNECT) and passes bytes on.
    Tunnel {
        proxy: Uri,
        credentials: Option<HeaderValue>,
        target: Uri,
    },
    #[cfg(feature = "socks")]
    Socks {
        via: Socks,
        target: Uri,
    },
}

impl Rules {
    pub(super) fn build(self) -> Result<Proxies, BuildError> {
        let Self {
            from_environment,
            all,
            http,
            https,
            none_for,
        } = self;
        let chosen = [&all, &http, &https];
        for url in chosen.into_iter().flatten() {
            check(url).map_err(BuildError::new)?;
        }
        let matcher = match chosen.iter().any(|url| url.is_some()) {
            true => Some(
                Matcher::builder()
                    .all(all.unwrap_or_default())
                    .http(http.unwrap_or_default())
                    .https(https.unwrap_or_default())
                    .no(none_for)
                    .build(),
            ),
            false => from_environment.then(Matcher::from_env),
        };
        Ok(Proxies(matcher))
    }
}

/// Checks the URL of a proxy. The error doesn't contain it, since it may contain a password.
fn check(url: &str) -> Result<(), String> {
    let url: Uri = url.parse().map_err(|_| "the URL of a proxy is invalid")?;
    if url.host().is_none_or(str::is_empty) {
        return Err("the URL of a proxy has no host".to_owned());
    }
    match url.scheme() {
        Some(scheme) => Kind::of(scheme).map(drop),
        None => Ok(()),
    }
}

enum Kind {
    Http,
    Socks,
}

impl Kind {
    fn of(scheme: &Scheme) -> Result<Self, String> {
        match scheme.as_str() {
            "http" | "https" => Ok(Self::Http),
            "socks5" | "socks5h" if cfg!(feature = "socks") => Ok(Self::Socks),
            "socks5" | "socks5h" => {
                Err("the feature `socks` is not enabled, and a proxy needs it".to_owned())
            }
            scheme => Err(format!("proxies over `{scheme}` are not supported")),
        }
    }
}

impl Proxies {
    /// The way to a server, of which only scheme, host and port matter.
    pub(super) fn route(&self, target: Uri) -> Result<Route, BoxError> {
        let Some(proxy) = self.0.as_ref().and_then(|matcher| matcher.intercept(&target)) else {
            return Ok(Route::Direct { target });
        };
        let scheme = proxy.uri().scheme().unwrap_or(&Scheme::HTTP);
        match Kind::of(scheme)? {
            Kind::Http if target.scheme() == Some(&Scheme::HTTPS) => Ok(Route::Tunnel {
                proxy: proxy.uri().clone(),
                credentials: proxy.basic_auth().cloned(),
                target,
            }),
            Kind::Http => Ok(Route::Forward {
                proxy: proxy.uri().clone(),
            }),
            #[cfg(feature = "socks")]
            Kind::Socks => Ok(Route::Socks {
                via: Socks::new(&proxy)?,
                target: with_port(&target, target_port(&target))?,
            }),
            #[cfg(not(feature = "socks"))]
            Kind::Socks => Err("a proxy needs the feature `socks`".into()),
        }
    }

    /// Adds the credentials for a proxy to a request that it reads. Only the proxy receives them.
    pub(super) fn authorize<B>(&self, request: &mut http::Request<B>) {
        let Some(matcher) = &self.0 else { return };
        if request.uri().scheme() == Some(&Scheme::HTTPS) {
            return;
        }
        let proxy = matcher.intercept(request.uri());
        if let Some(credentials) = proxy.as_ref().and_then(|proxy| proxy.basic_auth()) {
            let headers = request.headers_mut();
            headers.insert(PROXY_AUTHORIZATION, credentials.clone());
        }
    }
}

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "proxies" } else { "no proxy" })
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("proxies")
    }
}

/// A SOCKS proxy, which also resolves the names of targets.
#[cfg(feature = "socks")]
pub(super) struct Socks {
    proxy: Uri,
    credentials: Option<(String, String)>,
}

#[cfg(feature = "socks")]
impl Socks {
    fn new(proxy: &hyper_util::client::proxy::matcher::Intercept) -> Result<Self, BoxError> {
        let port = proxy.uri().port_u16().unwrap_or(1080);
        let credentials = proxy.raw_auth();
        Ok(Self {
            proxy: with_port(proxy.uri(), port)?,
            credentials: credentials.map(|(user, password)| (user.to_owned(), password.to_owned())),
        })
    }

    pub(super) fn over(self, tcp: HttpConnector) -> SocksV5<HttpConnector> {
        let socks = SocksV5::new(self.proxy, tcp);
        match self.credentials {
            Some((user, password)) => socks.with_auth(user, password),
            None => socks,
        }
    }
}

/// The same URL with this port, since the proxy's protocol has no default.
#[cfg(feature = "socks")]
fn with_port(url: &Uri, port: u16) -> Result<Uri, http::Error> {
    let host = url.host().unwrap_or_default();
    Uri::builder()
        .scheme(url.scheme_str().unwrap_or("http"))
        .authority(format!("{host}:{port}"))
        .path_and_query("/")
        .build()
}

#[cfg(feature = "socks")]
fn target_port(target: &Uri) -> u16 {
    let default = match target.scheme() == Some(&Scheme::HTTPS) {
        true => 443,
        false => 80,
    };
    target.port_u16().unwrap_or(default)
}
