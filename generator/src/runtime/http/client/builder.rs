//! Configures and builds a client.

use crate::runtime::http::client::server::checked_base;
use crate::runtime::http::client::{Inner, Settings};
use crate::runtime::http::request::fields::header;
use crate::runtime::http::transport::TransportOptions;
use crate::runtime::http::{
    Api, Async, Attempt, Blocking, BlockingTransport, Client, Credential, Deviation, FromEnv, Lenient,
    Middleware, Mode, RetryPolicy, Server, Transport,
};
use http::HeaderValue;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// The configuration of a client that is being built.
pub struct ClientBuilder<M: Mode = Async> {
    settings: Settings,
    chosen: Chosen,
    options: TransportOptions,
    transport: Option<Arc<M::Transport>>,
    validate: bool,
    mode: PhantomData<fn() -> M>,
}

/// What is checked when the client is built.
#[derive(Default)]
struct Chosen {
    base: Option<String>,
    server: Option<Server>,
    headers: Vec<(String, String)>,
    user_agent: Option<String>,
    /// The first setting that is invalid.
    problem: Option<String>,
}

/// Why a client couldn't be built.
#[derive(Debug)]
pub struct BuildError {
    message: String,
}

impl<M: Mode> ClientBuilder<M> {
    /// Starts from the API's table. The generated `Client::builder` calls this.
    #[must_use]
    pub fn new(api: &'static Api) -> Self {
        Self {
            settings: Settings::new(api),
            chosen: Chosen::default(),
            options: TransportOptions::default(),
            transport: None,
            validate: true,
            mode: PhantomData,
        }
    }

    /// Sets the base URL of all calls, instead of the servers in the description. Its path is kept; a slash at its end makes
    /// no difference.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.chosen.base = Some(url.into());
        self
    }

    /// Sets which of the description's servers calls go to. The default is the first one, with its variables' default values.
    #[must_use]
    pub fn server(mut self, server: impl Into<Server>) -> Self {
        self.chosen.server = Some(server.into());
        self
    }

    /// Also sends credentials to this origin, such as `https://files.example.com`, for operations with a server of their own.
    /// Otherwise credentials are sent only to the origin of the base URL.
    #[must_use]
    pub fn trust_origin(mut self, origin: impl Into<String>) -> Self {
        self.settings.trusted.push(origin.into());
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

    /// Sets the credential for the security scheme with this name in the description. It also takes credentials that are more
    /// than a text: providers, OAuth 2 and signatures.
    #[must_use]
    pub fn credential_for(mut self, scheme: &str, credential: impl Into<Credential>) -> Self {
        match self
            .settings
            .api
            .schemes
            .iter()
            .position(|known| known.name == scheme)
        {
            Some(index) => self.credential(index, credential),
            None => {
                self.chosen
                    .problem
                    .get_or_insert(format!("no security scheme is called {scheme:?}"));
                self
            }
        }
    }

    /// Sets the credentials in these environment variables.
    #[must_use]
    pub fn credentials_from(mut self, rows: &[FromEnv]) -> Self {
        match FromEnv::read(rows, |name| std::env::var(name).ok()) {
            Ok(found) => found.into_iter().fold(self, |builder, (scheme, credential)| {
                builder.credential(scheme, credential)
            }),
            Err(problem) => {
                self.chosen.problem.get_or_insert(problem);
                self
            }
        }
    }

    /// Adds a header to every call.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.chosen.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the `User-Agent` header. The default is the crate's name and version. In JavaScript the host sends its own.
    #[must_use]
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.chosen.user_agent = Some(user_agent.into());
        self
    }

    /// Sets the timeout of a call, including all attempts and pauses. The default is two minutes; `None` for no limit.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.total_timeout = timeout.into();
        self
    }

    /// Sets the timeout of one attempt. The default is one minute; `None` for no limit.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.attempt_timeout = timeout.into();
        self
    }

    /// Sets how long the body of a response may stall. The default is 30 seconds; `None` for no limit. With `ureq`, which
    /// doesn't distinguish the two, the limit also applies to the wait for the response headers.
    #[must_use]
    pub fn stall_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.stall_timeout = timeout.into();
        self
    }

    /// Sets the timeout for connecting. The default is 10 seconds. It has no effect on your own transport, nor in JavaScript.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = timeout;
        self
    }

    /// Sets when a failed attempt is repeated.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Sets the size limit of a response body, in bytes. The default is 32 MiB.
    #[must_use]
    pub fn response_limit(mut self, bytes: u64) -> Self {
        self.settings.response_limit = bytes;
        self
    }

    /// Sends values without validating them against the description.
    #[must_use]
    pub fn without_validation(mut self) -> Self {
        self.validate = false;
        self
    }

    /// Adds middleware around every call, inside the middleware that was added before.
    #[must_use]
    pub fn call_middleware(mut self, middleware: impl Middleware) -> Self {
        self.settings.around.calls.0.push(Arc::new(middleware));
        self
    }

    /// Adds middleware around every attempt of a call, inside the middleware that was added before.
    #[must_use]
    pub fn attempt_middleware(mut self, middleware: impl Middleware) -> Self {
        self.settings.around.attempts.0.push(Arc::new(middleware));
        self
    }

    /// Accepts responses that deviate from the description in ways that don't change their meaning, and calls `hook` for each
    /// deviation. A required property may be missing or `null`: an empty text, list or map, zero, `false` or an unknown
    /// variant replaces it, and where the type has no such value it stays an error. JSON may have another media type, and the
    /// status may be a success that isn't documented. This also applies to each page and to each item of a stream.
    #[must_use]
    pub fn lenient(mut self, hook: impl Fn(&Deviation) + Send + Sync + 'static) -> Self {
        self.settings.lenient = Some(Lenient::new(hook));
        self
    }

    /// Calls `hook` after every attempt, before the pause that may follow.
    #[must_use]
    pub fn on_attempt(mut self, hook: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        self.settings.around.hooks.push(Box::new(hook));
        self
    }

    /// Uses the proxy from the environment (`HTTPS_PROXY` and similar variables). By default no proxy is used. In JavaScript
    /// this has no effect, because the host chooses its proxy.
    #[must_use]
    pub fn proxy_from_environment(mut self) -> Self {
        self.options.proxy_from_environment = true;
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// When the base URL, a header or a credential is invalid, or when no transport is available.
    pub fn build(self) -> Result<Client<M>, BuildError> {
        let Self {
            settings,
            chosen,
            options,
            transport,
            validate,
            mode: _,
        } = self;
        let settings = chosen.settle(settings)?;
        let transport = match transport {
            Some(transport) => transport,
            None => M::transport(&options)?,
        };
        Ok(Client {
            inner: Arc::new(Inner { settings, transport }),
            validate,
        })
    }
}

impl Chosen {
    /// The settings of the client.
    fn settle(self, mut settings: Settings) -> Result<Settings, BuildError> {
        if let Some(problem) = self.problem {
            return Err(BuildError::new(problem));
        }
        settings.has_own_base = self.base.is_some();
        let described = self.server.map(|server| server.url());
        let described = described.transpose().map_err(BuildError::new)?;
        let base = self.base.or(described);
        for origin in &settings.trusted {
            checked_base(origin)
                .map_err(|problem| BuildError::new(format!("a trusted origin: {problem}")))?;
        }
        settings.base =
            checked_base(base.as_deref().unwrap_or(settings.api.server)).map_err(BuildError::new)?;
        let user_agent = self.user_agent.as_deref().unwrap_or(settings.api.user_agent);
        settings.user_agent = HeaderValue::from_str(user_agent)
            .map_err(|_| BuildError::new("the user agent can't contain a control character"))?;
        for (name, value) in &self.headers {
            let (name, value) = header(name, value).map_err(BuildError::new)?;
            settings.headers.append(name, value);
        }
        settings.place_credentials().map_err(BuildError::new)?;
        Ok(settings)
    }
}

impl ClientBuilder<Async> {
    /// Sends requests with this transport. The connect timeout and proxy settings of the builder don't apply to it.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}

impl ClientBuilder<Blocking> {
    /// Sends requests with this transport. The connect timeout and proxy settings of the builder don't apply to it.
    #[must_use]
    pub fn transport(mut self, transport: impl BlockingTransport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}

impl<M: Mode> fmt::Debug for ClientBuilder<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.describe(f, "ClientBuilder")
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
