//! The client handle and its configuration. Knows an API only through its [`Api`] table.

use crate::runtime::http::{BlockingTransport, Credential, RetryPolicy, Scheme, Transport};
use http::HeaderMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// What the runtime needs to know of an API (OpenAPI: Info, Server and Security Scheme Objects).
#[derive(Debug)]
pub struct Api {
    /// Its title.
    pub title: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What goes out as `User-Agent`: the crate's name and version.
    pub user_agent: &'static str,
    /// The address that calls go to by default; empty when the description names none.
    pub server: &'static str,
    /// Every security scheme; credentials and operations name them by index.
    pub schemes: &'static [Scheme],
}

/// How calls are made: [`Async`] or [`Blocking`].
pub trait Mode: sealed::Sealed + fmt::Debug + Sized + 'static {
    /// The kind of transport.
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

/// A client of the API: a cheap handle, to be cloned and shared.
pub struct Client<M: Mode = Async> {
    pub(super) inner: Arc<Inner<M>>,
}

/// A client whose calls block the thread.
pub type BlockingClient = Client<Blocking>;

/// What a client is made of.
pub struct ClientBuilder<M: Mode = Async> {
    settings: Settings,
    base: Option<String>,
    headers: Vec<(String, String)>,
    user_agent: Option<String>,
    options: TransportOptions,
    transport: Option<Arc<M::Transport>>,
    mode: PhantomData<fn() -> M>,
}

/// Why a client couldn't be made.
#[derive(Debug)]
pub struct BuildError {
    message: String,
}

pub(super) struct Inner<M: Mode> {
    pub(super) settings: Settings,
    pub(super) transport: Arc<M::Transport>,
}

/// Everything of a client that doesn't depend on its mode.
pub(crate) struct Settings {
    pub(crate) api: &'static Api,
    pub(crate) base: String,
    pub(crate) headers: HeaderMap,
    pub(crate) credentials: Vec<Option<Credential>>,
    pub(crate) validate: bool,
    pub(crate) retry: RetryPolicy,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) stall_timeout: Option<Duration>,
    pub(crate) response_limit: u64,
}

/// What the default transport is made with.
#[derive(Clone, Debug)]
pub struct TransportOptions {
    pub(super) connect_timeout: Duration,
    pub(super) proxy_from_environment: bool,
}

impl<M: Mode> ClientBuilder<M> {
    /// Starts from the API's table; the generated `Client::builder` calls it.
    #[must_use]
    pub fn new(api: &'static Api) -> Self {
        Self {
            settings: Settings::new(api),
            base: None,
            headers: Vec::new(),
            user_agent: None,
            options: TransportOptions {
                connect_timeout: Duration::from_secs(10),
                proxy_from_environment: false,
            },
            transport: None,
            mode: PhantomData,
        }
    }

    /// Sets the address that calls go to; its path is kept, with or without a slash at its end.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base = Some(url.into());
        self
    }

    /// Sets the credential for the security scheme at this index of the API's table.
    #[must_use]
    pub fn credential(mut self, scheme: usize, credential: impl Into<Credential>) -> Self {
        if let Some(slot) = self.settings.credentials.get_mut(scheme) {
            *slot = Some(credential.into());
        }
        self
    }

    /// Adds a header to every call.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the `User-Agent` header; by default it is the crate's name and version.
    #[must_use]
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sets how long a call may take, all attempts and pauses together; two minutes by default, `None` for no limit.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.total_timeout = timeout.into();
        self
    }

    /// Sets how long one attempt may take; one minute by default, `None` for no limit.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.attempt_timeout = timeout.into();
        self
    }

    /// Sets how long an answer's body may pause; 30 seconds by default, `None` for no limit.
    #[must_use]
    pub fn stall_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.stall_timeout = timeout.into();
        self
    }

    /// Sets how long connecting may take; 10 seconds by default. A transport of your own has its own.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = timeout;
        self
    }

    /// Sets when a failed attempt is made again.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Sets how large an answer may be, in bytes; 32 MiB by default.
    #[must_use]
    pub fn response_limit(mut self, bytes: u64) -> Self {
        self.settings.response_limit = bytes;
        self
    }

    /// Sends values without checking them against the description.
    #[must_use]
    pub fn without_validation(mut self) -> Self {
        self.settings.validate = false;
        self
    }

    /// Uses the proxy that the environment names (`HTTPS_PROXY` and the like); by default none is used.
    #[must_use]
    pub fn proxy_from_environment(mut self) -> Self {
        self.options.proxy_from_environment = true;
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    /// When the address, a header or a credential can't be used, or when no transport is there.
    pub fn build(self) -> Result<Client<M>, BuildError> {
        let transport = match self.transport {
            Some(transport) => transport,
            None => M::transport(&self.options)?,
        };
        Ok(Client {
            inner: Arc::new(Inner {
                settings: self.settings,
                transport,
            }),
        })
    }
}

impl ClientBuilder<Async> {
    /// Sends with this transport.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}

impl ClientBuilder<Blocking> {
    /// Sends with this transport.
    #[must_use]
    pub fn transport(mut self, transport: impl BlockingTransport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}

impl Settings {
    fn new(api: &'static Api) -> Self {
        Self {
            api,
            base: String::new(),
            headers: HeaderMap::new(),
            credentials: vec![None; api.schemes.len()],
            validate: true,
            retry: RetryPolicy::safe(),
            total_timeout: Some(Duration::from_secs(120)),
            attempt_timeout: Some(Duration::from_secs(60)),
            stall_timeout: Some(Duration::from_secs(30)),
            response_limit: 32 * 1024 * 1024,
        }
    }
}

impl<M: Mode> Clone for Client<M> {
    fn clone(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
        }
    }
}

impl<M: Mode> fmt::Debug for Client<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.settings.describe(f, "Client")
    }
}

impl<M: Mode> fmt::Debug for ClientBuilder<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.describe(f, "ClientBuilder")
    }
}

impl Settings {
    fn describe(&self, f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
        f.debug_struct(name)
            .field("api", &self.api.title)
            .field("base", &self.base)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

impl BuildError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for BuildError {}

impl Mode for Async {
    type Transport = dyn Transport;

    fn transport(_: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError> {
        Err(BuildError::new(
            "no transport: enable the feature `reqwest` or set one",
        ))
    }
}

impl Mode for Blocking {
    type Transport = dyn BlockingTransport;

    fn transport(_: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError> {
        Err(BuildError::new(
            "no transport: enable the feature `ureq` or set one",
        ))
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Async {}
    impl Sealed for super::Blocking {}
}
