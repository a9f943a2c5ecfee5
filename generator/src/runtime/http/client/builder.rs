//! How a client is configured and made.

use crate::runtime::http::client::server::checked_base;
use crate::runtime::http::client::{Inner, Settings};
use crate::runtime::http::request::fields::header;
use crate::runtime::http::transport::TransportOptions;
use crate::runtime::http::{
    Api, Async, Attempt, Blocking, BlockingTransport, Client, Credential, Deviation, Lenient, Middleware,
    Mode, RetryPolicy, Server, Transport,
};
use http::HeaderValue;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// What a client is made of.
pub struct ClientBuilder<M: Mode = Async> {
    settings: Settings,
    base: Option<String>,
    server: Option<Server>,
    headers: Vec<(String, String)>,
    user_agent: Option<String>,
    options: TransportOptions,
    transport: Option<Arc<M::Transport>>,
    validate: bool,
    /// The first thing that no client can be made with.
    problem: Option<String>,
    mode: PhantomData<fn() -> M>,
}

/// Why a client couldn't be made.
#[derive(Debug)]
pub struct BuildError {
    message: String,
}

impl<M: Mode> ClientBuilder<M> {
    /// Starts from the API's table; the generated `Client::builder` calls it.
    #[must_use]
    pub fn new(api: &'static Api) -> Self {
        Self {
            settings: Settings::new(api),
            base: None,
            server: None,
            headers: Vec::new(),
            user_agent: None,
            options: TransportOptions::default(),
            transport: None,
            validate: true,
            problem: None,
            mode: PhantomData,
        }
    }

    /// Sets the address that calls go to, whatever servers the description names; its path is kept, with or without a slash at
    /// its end.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base = Some(url.into());
        self
    }

    /// Sets which of the description's servers calls go to; by default it is the first, with its variables' defaults.
    #[must_use]
    pub fn server(mut self, server: impl Into<Server>) -> Self {
        self.server = Some(server.into());
        self
    }

    /// Lets credentials go to this origin too (`https://files.example.com`), where an operation has a server of its own.
    /// Without it, they go to the origin of the base address alone.
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

    /// Sets the credential for the security scheme that the description calls so: one that is asked at every call, fetches
    /// tokens or signs, where the scheme's own method takes a text.
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
                self.problem
                    .get_or_insert(format!("no security scheme is called {scheme:?}"));
                self
            }
        }
    }

    /// Adds a header to every call.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the `User-Agent` header; by default it is the crate's name and version. JavaScript sends its own.
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

    /// Sets how long an answer's body may pause; 30 seconds by default, `None` for no limit. With `ureq`, which doesn't tell
    /// them apart, the wait for the answer to begin counts too.
    #[must_use]
    pub fn stall_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.settings.stall_timeout = timeout.into();
        self
    }

    /// Sets how long connecting may take; 10 seconds by default. A transport of your own has its own, and so has JavaScript.
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
        self.validate = false;
        self
    }

    /// Puts middleware around every call, within what was put there before.
    #[must_use]
    pub fn call_middleware(mut self, middleware: impl Middleware) -> Self {
        self.settings.around.calls.0.push(Arc::new(middleware));
        self
    }

    /// Puts middleware around every attempt of a call, within what was put there before.
    #[must_use]
    pub fn attempt_middleware(mut self, middleware: impl Middleware) -> Self {
        self.settings.around.attempts.0.push(Arc::new(middleware));
        self
    }

    /// Puts up with responses that break the description in ways that leave their meaning, and calls this for each place: a
    /// required property that is missing or `null` (an empty text, list or map, zero, `false` or an unknown variant stands in
    /// its place; where there is nothing of that kind it stays an error), JSON under another media type, and another
    /// success than the documented ones. So it is with each page and each item of a stream.
    #[must_use]
    pub fn lenient(mut self, hook: impl Fn(&Deviation) + Send + Sync + 'static) -> Self {
        self.settings.lenient = Some(Lenient::new(hook));
        self
    }

    /// Calls this after every attempt, before the pause that may follow.
    #[must_use]
    pub fn on_attempt(mut self, hook: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        self.settings.around.hooks.push(Box::new(hook));
        self
    }

    /// Uses the proxy that the environment names (`HTTPS_PROXY` and the like); by default none is used. JavaScript chooses
    /// its proxy itself.
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
        let Self {
            mut settings,
            base,
            server,
            headers,
            user_agent,
            options,
            transport,
            validate,
            problem,
            mode: _,
        } = self;
        if let Some(problem) = problem {
            return Err(BuildError::new(problem));
        }
        settings.has_own_base = base.is_some();
        let described = server
            .map(|server| server.url())
            .transpose()
            .map_err(BuildError::new)?;
        let base = base.or(described);
        for origin in &settings.trusted {
            checked_base(origin)
                .map_err(|problem| BuildError::new(format!("a trusted origin: {problem}")))?;
        }
        settings.base =
            checked_base(base.as_deref().unwrap_or(settings.api.server)).map_err(BuildError::new)?;
        settings.user_agent = HeaderValue::from_str(user_agent.as_deref().unwrap_or(settings.api.user_agent))
            .map_err(|_| BuildError::new("the user agent can't hold a control character"))?;
        for (name, value) in &headers {
            let (name, value) = header(name, value).map_err(BuildError::new)?;
            settings.headers.append(name, value);
        }
        settings.place_credentials().map_err(BuildError::new)?;
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

impl ClientBuilder<Async> {
    /// Sends with this transport; timeouts for connecting and proxies are then its own.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}

impl ClientBuilder<Blocking> {
    /// Sends with this transport; timeouts for connecting and proxies are then its own.
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
