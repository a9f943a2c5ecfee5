// Copied from runtime/http/auth/oauth/mod.rs of generator 0.1.0; independent of the description.

//! OAuth 2 without user interaction: client credentials and refresh tokens (RFC 6749, sections 4.4 and 6). A token is
//! fetched over the client's own transport, only from the token URL, and cached until shortly before it expires.

mod grant;
mod token_cache;

use crate::runtime::http::engine::platform::Instant;
use crate::runtime::http::{
    AuthError, Authenticate, BlockingTransport, BoxFuture, Request, Response, Secret, Timeouts, Transport,
};
use bytes::Bytes;
use grant::Grant;
use http::header::{AUTHORIZATION, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use std::fmt;
use std::future::poll_fn;
use std::time::Duration;
use token_cache::{Claim, TokenCache};

/// Bearer tokens that are fetched, cached and renewed. Concurrent calls share one token request. A response with 401
/// discards the token, and the call fetches a new one at most once.
pub struct OAuth2 {
    grant: Grant,
    cache: TokenCache,
}

impl OAuth2 {
    /// Tokens by the grant `client_credentials`, for a client that acts on its own behalf (RFC 6749, section 4.4).
    pub fn client_credentials(
        token_url: impl Into<String>,
        id: impl Into<String>,
        secret: impl Into<Secret>,
    ) -> Self {
        Self {
            grant: Grant::new(token_url.into()),
            cache: TokenCache::default(),
        }
        .client(id, secret)
    }

    /// Tokens by the grant `refresh_token`, for a user who has authorized the client (RFC 6749, section 6).
    pub fn refresh_token(token_url: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        Self {
            grant: Grant::new(token_url.into()),
            cache: TokenCache::refreshing(refresh_token.into()),
        }
    }

    /// Sets the client's id and secret.
    #[must_use]
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.grant.client = Some((id.into(), Some(secret.into())));
        self
    }

    /// Sets the id of a client that has no secret.
    #[must_use]
    pub fn client_id(mut self, id: impl Into<String>) -> Self {
        self.grant.client = Some((id.into(), None));
        self
    }

    /// Sets the scopes of the tokens. By default the server chooses them (RFC 6749, section 3.3).
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.grant.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a parameter to the token request, such as `audience` or `resource`, which some servers require.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.grant.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends the client's id and secret in the body of token requests, for servers that don't accept an `Authorization` header.
    #[must_use]
    pub fn credentials_in_body(mut self) -> Self {
        self.grant.in_body = true;
        self
    }

    /// Starts with this token, which is valid for `expires_in`, instead of fetching one.
    #[must_use]
    pub fn access_token(self, token: impl Into<Secret>, expires_in: Duration) -> Self {
        self.cache
            .start_with(token.into(), Instant::now().checked_add(expires_in));
        self
    }

    /// Sets a callback that receives each new refresh token, so that a program can store it.
    #[must_use]
    pub fn on_refresh_token(mut self, hook: impl Fn(&Secret) + Send + Sync + 'static) -> Self {
        self.grant.hook = Some(Box::new(hook));
        self
    }

    fn request(&self, about: &Request) -> Result<Request, AuthError> {
        self.grant
            .request(self.cache.refresh_token().as_ref(), about.headers.get(USER_AGENT))
    }

    /// Ends a fetch. Its result, a token or an error, is shared with every call that waits for it.
    fn finish(
        &self,
        ticket: token_cache::Ticket<'_>,
        response: Result<Response<Bytes>, AuthError>,
        now: Instant,
    ) -> Result<Secret, AuthError> {
        let fetched = response.and_then(|response| self.grant.read(&response, now));
        if let (Ok(fetched), Some(hook)) = (&fetched, &self.grant.hook) {
            fetched.refresh.iter().for_each(hook);
        }
        ticket.finish(fetched)
    }
}

impl Authenticate for OAuth2 {
    fn authenticate<'a>(
        &'a self,
        request: &'a mut Request,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<(), AuthError>> {
        Box::pin(async move {
            let token = loop {
                match self.cache.claim(transport.now()) {
                    Claim::Token(token) => break token,
                    Claim::Fetch(ticket) => {
                        let response = match self.request(request) {
                            Ok(wanted) => fetch(transport, wanted).await,
                            Err(error) => Err(error),
                        };
                        break self.finish(ticket, response, transport.now())?;
                    }
                    Claim::Wait(number) => {
                        poll_fn(|context| self.cache.poll_finished(number, context)).await;
                        self.cache.outcome(number)?;
                    }
                }
            };
            write(&token, &mut request.headers)
        })
    }

    fn authenticate_blocking(
        &self,
        request: &mut Request,
        transport: &dyn BlockingTransport,
        timeouts: Timeouts,
    ) -> Result<(), AuthError> {
        let token = loop {
            match self.cache.claim(transport.now()) {
                Claim::Token(token) => break token,
                Claim::Fetch(ticket) => {
                    let response = self
                        .request(request)
                        .and_then(|wanted| fetch_blocking(transport, wanted, timeouts));
                    break self.finish(ticket, response, transport.now())?;
                }
                Claim::Wait(number) => {
                    self.cache
                        .wait_finished(number, timeouts.attempt.or(timeouts.response))?;
                    self.cache.outcome(number)?;
                }
            }
        };
        write(&token, &mut request.headers)
    }

    fn on_unauthorized(&self, request: &Request) -> bool {
        let sent = request.headers.get(AUTHORIZATION);
        let sent = sent.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        sent.is_some_and(|token| {
            self.cache.forget(token);
            true
        })
    }
}

/// The size limit for the response of the token endpoint, in bytes.
const LIMIT: usize = 1024 * 1024;

async fn fetch(transport: &dyn Transport, request: Request) -> Result<Response<Bytes>, AuthError> {
    let mut response = transport.send(request).await?;
    let mut body = Vec::new();
    while let Some(piece) = poll_fn(|context| response.body.poll_next(context)).await {
        extend(&mut body, &piece?)?;
    }
    Ok(response.map(|_| body.into()))
}

fn fetch_blocking(
    transport: &dyn BlockingTransport,
    request: Request,
    timeouts: Timeouts,
) -> Result<Response<Bytes>, AuthError> {
    let timeouts = Timeouts {
        attempt: timeouts.attempt.or(timeouts.response),
        response: None,
        stall: timeouts.stall,
    };
    let mut response = transport.send(request, timeouts)?;
    let mut body = Vec::new();
    while let Some(piece) = response.body.next()? {
        extend(&mut body, &piece)?;
    }
    Ok(response.map(|_| body.into()))
}

fn extend(body: &mut Vec<u8>, piece: &[u8]) -> Result<(), AuthError> {
    if body.len() + piece.len() > LIMIT {
        return Err(AuthError::new("the response of the token endpoint is too large"));
    }
    body.extend_from_slice(piece);
    Ok(())
}

fn write(token: &Secret, headers: &mut HeaderMap) -> Result<(), AuthError> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
        .map_err(|_| AuthError::new("the token contains a line break or another control character"))?;
    value.set_sensitive(true);
    headers.insert(AUTHORIZATION, value);
    Ok(())
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2")
            .field("scopes", &self.grant.scopes)
            .finish_non_exhaustive()
    }
}
