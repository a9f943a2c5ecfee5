//! The client handle and its configuration. It knows an API only through its [`Api`] table.

pub(super) mod builder;
pub(super) mod call;
pub(super) mod middleware;
pub(super) mod server;

use crate::runtime::http::auth::secret::Placed;
use crate::runtime::http::client::middleware::Around;
use crate::runtime::http::engine::retry::Budget;
use crate::runtime::http::{
    BlockingTransport, BuildError, Credential, Lenient, RetryPolicy, Scheme, Transport, TransportOptions,
};
use http::{HeaderMap, HeaderValue};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The description of an API for the runtime (OpenAPI: Info, Server and Security Scheme Objects).
#[derive(Debug)]
pub struct Api {
    /// The title of the API.
    pub title: &'static str,
    /// The version of the API.
    pub version: &'static str,
    /// The value of the `User-Agent` header: the crate's name and version.
    pub user_agent: &'static str,
    /// The default base URL; empty if the description declares no server.
    pub server: &'static str,
    /// Every security scheme. Credentials and operations refer to them by index.
    pub schemes: &'static [Scheme],
}

/// How calls are made: [`Async`] or [`Blocking`].
pub trait Mode: sealed::Sealed + fmt::Debug + Sized + 'static {
    /// The type of the transport.
    type Transport: ?Sized + Send + Sync;

    #[doc(hidden)]
    fn transport(options: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError>;
}

/// Calls are futures.
#[derive(Clone, Copy, Debug)]
pub enum Async {}

/// Calls block the thread.
#[derive(Clone, Copy, Debug)]
pub enum Blocking {}

/// A client of the API. It is a handle that is cheap to clone.
pub struct Client<M: Mode = Async> {
    pub(super) inner: Arc<Inner<M>>,
    /// Whether values are validated against the description.
    pub(super) validate: bool,
}

/// A client whose calls block the thread.
pub type BlockingClient = Client<Blocking>;

pub(crate) struct Inner<M: Mode> {
    pub(crate) settings: Settings,
    pub(crate) transport: Arc<M::Transport>,
}

/// The configuration of a client that doesn't depend on its mode.
pub(crate) struct Settings {
    pub(crate) api: &'static Api,
    pub(crate) base: String,
    /// Whether the user set `base`, which then replaces the servers of operations too.
    pub(crate) has_own_base: bool,
    /// Origins that receive credentials, in addition to that of the base URL.
    pub(crate) trusted: Vec<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) user_agent: HeaderValue,
    pub(crate) budget: Budget,
    pub(crate) credentials: Vec<Option<Credential>>,
    /// The constant credentials, encoded.
    pub(crate) placed: Vec<Option<Placed>>,
    /// The hook for deviations, if the client is lenient.
    pub(crate) lenient: Option<Lenient>,
    pub(crate) retry: RetryPolicy,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) stall_timeout: Option<Duration>,
    pub(crate) response_limit: u64,
    pub(crate) around: Around,
}

impl Settings {
    pub(super) fn new(api: &'static Api) -> Self {
        Self {
            api,
            base: String::new(),
            has_own_base: false,
            trusted: Vec::new(),
            headers: HeaderMap::new(),
            user_agent: HeaderValue::from_static("-"),
            budget: Budget::default(),
            credentials: vec![None; api.schemes.len()],
            placed: Vec::new(),
            lenient: None,
            retry: RetryPolicy::safe(),
            total_timeout: Some(Duration::from_secs(120)),
            attempt_timeout: Some(Duration::from_secs(60)),
            stall_timeout: Some(Duration::from_secs(30)),
            response_limit: 32 * 1024 * 1024,
            around: Around::default(),
        }
    }
}

impl<M: Mode> Clone for Client<M> {
    fn clone(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            validate: self.validate,
        }
    }
}

impl<M: Mode> Client<M> {
    /// The same client, but its calls send values without validating them against the description.
    #[must_use]
    pub fn without_validation(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            validate: false,
        }
    }
}

impl<M: Mode> fmt::Debug for Client<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.settings.describe(f, "Client")
    }
}

impl Settings {
    fn configured(&self) -> Vec<&'static str> {
        let schemes = self.api.schemes.iter().zip(&self.credentials);
        schemes
            .filter(|(_, credential)| credential.is_some())
            .map(|(scheme, _)| scheme.name)
            .collect()
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
        f.debug_struct(name)
            .field("api", &self.api.title)
            .field("base", &self.base)
            .field("credentials", &self.configured())
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

impl Mode for Async {
    type Transport = dyn Transport;

    #[cfg(all(feature = "hyper", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    fn transport(options: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError> {
        Ok(Arc::new(
            crate::runtime::http::transport::hyper::HyperTransport::with(options)?,
        ))
    }

    #[cfg(all(
        feature = "reqwest",
        not(feature = "hyper"),
        not(all(target_arch = "wasm32", target_os = "unknown"))
    ))]
    fn transport(options: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError> {
        Ok(Arc::new(
            crate::runtime::http::transport::reqwest::ReqwestTransport::with(options)?,
        ))
    }

    #[cfg(all(
        any(feature = "hyper", feature = "reqwest"),
        target_arch = "wasm32",
        target_os = "unknown"
    ))]
    fn transport(_: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError> {
        Ok(Arc::new(
            crate::runtime::http::transport::fetch::FetchTransport::new(),
        ))
    }

    #[cfg(not(any(feature = "hyper", feature = "reqwest")))]
    fn transport(_: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError> {
        Err(BuildError::new(
            "no transport: enable the feature `hyper` or `reqwest`, or set a transport",
        ))
    }
}

impl Mode for Blocking {
    type Transport = dyn BlockingTransport;

    #[cfg(all(feature = "ureq", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    fn transport(options: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError> {
        Ok(Arc::new(
            crate::runtime::http::transport::ureq::UreqTransport::with(options),
        ))
    }

    #[cfg(not(all(feature = "ureq", not(all(target_arch = "wasm32", target_os = "unknown")))))]
    fn transport(_: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError> {
        Err(BuildError::new(
            "no transport: enable the feature `ureq`, which is not available in JavaScript, or set a transport",
        ))
    }
}

pub(super) mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Async {}
    impl Sealed for super::Blocking {}
}
