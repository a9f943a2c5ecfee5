//! Authentication that a constant secret can't do: fetched tokens and signatures. This module must not know operations.

pub(super) mod from_env;
pub(super) mod oauth;
pub(super) mod secret;
pub(crate) mod security;
use crate::runtime::http::{BlockingTransport, BoxFuture, Request, Timeouts, Transport, TransportError};
use http::StatusCode;
use std::fmt;
use std::future::ready;
use std::sync::Arc;

/// Adds credentials to a request. It runs once for each attempt, after everything else is set. [`OAuth2`] implements it;
/// implement it for signatures and for tokens from other sources, in the modes that you use.
///
/// [`OAuth2`]: crate::runtime::http::OAuth2
pub trait Authenticate: Send + Sync + 'static {
    /// Adds the credentials, and awaits whatever has to be fetched first. `transport` is the client's own transport.
    ///
    /// # Errors
    /// When there are no credentials to add. The request is not sent then.
    fn authenticate<'a>(
        &'a self,
        request: &'a mut Request,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<(), AuthError>> {
        let _ = (request, transport);
        Box::pin(ready(Err(AuthError::new(
            "this authenticator supports only blocking clients",
        ))))
    }

    /// Adds the credentials in a blocking client. Whatever has to be fetched is fetched within these timeouts.
    ///
    /// # Errors
    /// When there are no credentials to add. The request is not sent then.
    fn authenticate_blocking(
        &self,
        request: &mut Request,
        transport: &dyn BlockingTransport,
        timeouts: Timeouts,
    ) -> Result<(), AuthError> {
        let _ = (request, transport, timeouts);
        Err(AuthError::new(
            "this authenticator supports only asynchronous clients",
        ))
    }

    /// Called when the server responded to this request with 401 (RFC 9110, section 15.5.2: the request has not been applied).
    /// Returns whether another attempt would carry different credentials. A call makes at most one such attempt.
    fn on_unauthorized(&self, request: &Request) -> bool {
        let _ = request;
        false
    }
}

/// The authenticators of one call.
pub(crate) type DeferredAuth = Vec<Arc<dyn Authenticate>>;

/// Why a request couldn't be authenticated. Its message must not contain a secret.
#[derive(Clone)]
pub struct AuthError {
    message: String,
    code: Option<String>,
    status: Option<StatusCode>,
    is_transient: bool,
    source: Option<Arc<TransportError>>,
}

impl AuthError {
    /// A permanent failure.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: None,
            status: None,
            is_transient: false,
            source: None,
        }
    }

    /// Marks the failure as transient: the attempt is repeated if the retry policy allows it.
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.is_transient = true;
        self
    }

    /// The error code of an OAuth 2 server, such as `invalid_client` (RFC 6749, section 5.2).
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The status of the response from the token endpoint.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Whether the failure is transient.
    pub fn is_transient(&self) -> bool {
        self.is_transient
    }

    pub(crate) fn late() -> Self {
        Self::new("it took too long").transient()
    }

    pub(crate) fn from_response(status: StatusCode, code: Option<String>) -> Self {
        let detail = code
            .as_deref()
            .map(|code| format!(": {code}"))
            .unwrap_or_default();
        let message = format!(
            "the token endpoint responded with status {}{detail}",
            status.as_u16()
        );
        Self {
            code,
            status: Some(status),
            is_transient: status.is_server_error() || matches!(status.as_u16(), 408 | 429),
            ..Self::new(message)
        }
    }
}

impl From<TransportError> for AuthError {
    fn from(error: TransportError) -> Self {
        Self {
            is_transient: true,
            source: Some(Arc::new(error)),
            ..Self::new("the token endpoint sent no response")
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
