//! What lets a request in where a constant secret doesn't: a token that is fetched, a signature. It must not know operations.

pub(super) mod oauth;
pub(super) mod secret;
pub(crate) mod security;
use crate::runtime::http::{BlockingTransport, BoxFuture, Request, Timeouts, Transport, TransportError};
use http::StatusCode;
use std::fmt;
use std::future::ready;
use std::sync::Arc;

/// Adds to a request what lets it in, once for each attempt, as late as possible. [`OAuth2`] is one; implement it for
/// signatures and for tokens from elsewhere, for the modes that you use.
///
/// [`OAuth2`]: crate::runtime::http::OAuth2
pub trait Authenticate: Send + Sync + 'static {
    /// Adds it, waiting for what has to be fetched; `transport` is the client's own.
    ///
    /// # Errors
    /// When there is nothing to add. The request isn't sent then.
    fn authenticate<'a>(
        &'a self,
        request: &'a mut Request,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<(), AuthError>> {
        let _ = (request, transport);
        Box::pin(ready(Err(AuthError::new("this is for blocking clients only"))))
    }

    /// The same for blocking clients, within these timeouts.
    ///
    /// # Errors
    /// When there is nothing to add. The request isn't sent then.
    fn authenticate_blocking(
        &self,
        request: &mut Request,
        transport: &dyn BlockingTransport,
        timeouts: Timeouts,
    ) -> Result<(), AuthError> {
        let _ = (request, transport, timeouts);
        Err(AuthError::new("this is for asynchronous clients only"))
    }

    /// The server answered this request with 401 (RFC 9110, section 15.5.2: it has not been applied). Whether another attempt
    /// would carry something else; there is one for each call at most.
    fn refused(&self, request: &Request) -> bool {
        let _ = request;
        false
    }
}

/// Those of one call.
pub(crate) type DeferredAuth = Vec<Arc<dyn Authenticate>>;

/// Why a request couldn't be authenticated. Its text must hold no secret.
#[derive(Clone)]
pub struct AuthError {
    message: String,
    code: Option<String>,
    status: Option<StatusCode>,
    passing: bool,
    source: Option<Arc<TransportError>>,
}

impl AuthError {
    /// A failure that stays.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: None,
            status: None,
            passing: false,
            source: None,
        }
    }

    /// The same failure, one that may be over soon: the attempt is made again where the retry policy says so.
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.passing = true;
        self
    }

    /// What an OAuth 2 server said: `invalid_client` (RFC 6749, section 5.2).
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The status that it said it with.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Whether the failure may be over soon.
    pub fn is_transient(&self) -> bool {
        self.passing
    }

    pub(crate) fn late() -> Self {
        Self::new("it took too long").transient()
    }

    pub(crate) fn answered(status: StatusCode, code: Option<String>) -> Self {
        let said = code
            .as_deref()
            .map(|code| format!(": {code}"))
            .unwrap_or_default();
        let message = format!("the token endpoint answered {}{said}", status.as_u16());
        Self {
            code,
            status: Some(status),
            passing: status.is_server_error() || matches!(status.as_u16(), 408 | 429),
            ..Self::new(message)
        }
    }
}

impl From<TransportError> for AuthError {
    fn from(error: TransportError) -> Self {
        Self {
            passing: true,
            source: Some(Arc::new(error)),
            ..Self::new("no answer came from the token endpoint")
        }
    }
}

impl fmt::Debug for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuthError({self})")
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for AuthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}
