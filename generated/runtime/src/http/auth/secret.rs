// Copied from runtime/http/auth/secret.rs of generator 0.1.0; independent of the description.

//! Credentials, the security schemes they belong to, and text that must never be printed.

use crate::runtime::http::{Authenticate, OAuth2};
use http::{HeaderName, HeaderValue};
use std::fmt;
use std::sync::Arc;

/// A text that is sent but never printed: `Debug` prints `[redacted]`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// Marks a text as secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into().into())
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

#[cfg(feature = "secrecy")]
impl From<::secrecy::SecretString> for Secret {
    fn from(secret: ::secrecy::SecretString) -> Self {
        Self::new(::secrecy::ExposeSecret::expose_secret(&secret))
    }
}

#[cfg(feature = "secrecy")]
impl From<Secret> for ::secrecy::SecretString {
    fn from(secret: Secret) -> Self {
        secret.expose().into()
    }
}

/// The credential for a security scheme.
#[derive(Clone)]
#[non_exhaustive]
pub enum Credential {
    /// A token (RFC 6750), also for OAuth2 and OpenID Connect.
    Bearer(Secret),
    /// A user name and a password (RFC 7617).
    Basic {
        /// The user name, without a colon.
        username: String,
        /// The password.
        password: Secret,
    },
    /// A key, sent where the scheme declares it. For an HTTP scheme, the text that follows the name of the scheme in
    /// `Authorization`.
    ApiKey(Secret),
    /// A function that returns a token or key. It is called for every attempt and must not block, so keep a fresh token ready.
    Provider(Arc<dyn Fn() -> Secret + Send + Sync>),
    /// An authenticator, which adds the credentials itself, whatever the scheme declares.
    Custom(Arc<dyn Authenticate>),
}

impl Credential {
    /// A credential whose token or key comes from a function that is called for every attempt.
    pub fn provider(provider: impl Fn() -> Secret + Send + Sync + 'static) -> Self {
        Self::Provider(Arc::new(provider))
    }

    /// A credential that adds itself to requests, such as a signature or a token that has to be fetched.
    pub fn custom(custom: impl Authenticate) -> Self {
        Self::Custom(Arc::new(custom))
    }
}

impl From<OAuth2> for Credential {
    fn from(oauth: OAuth2) -> Self {
        Self::custom(oauth)
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bearer(_) => "Bearer([redacted])",
            Self::Basic { .. } => "Basic([redacted])",
            Self::ApiKey(_) => "ApiKey([redacted])",
            Self::Provider(_) => "Provider",
            Self::Custom(_) => "Custom",
        })
    }
}

/// One security scheme of the API (OpenAPI: Security Scheme Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The name of the scheme in the description.
    pub name: &'static str,
    /// Where the credential is sent.
    pub kind: SchemeKind,
}

/// Where a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// `Authorization: … …`, starting with this scheme name (RFC 9110, section 11.1: `auth-scheme`).
    Http(&'static str),
    /// A header with this name.
    Header(&'static str),
    /// A query parameter with this name.
    Query(&'static str),
    /// A cookie with this name.
    Cookie(&'static str),
}

impl Scheme {
    /// `type: http`, `scheme: bearer`; also `oauth2` and `openIdConnect`, whose tokens are sent in the same header.
    pub const fn http_bearer(name: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Bearer,
        }
    }

    /// `type: http`, `scheme: basic`.
    pub const fn http_basic(name: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Basic,
        }
    }

    /// `type: http` with any other `scheme`: the credential follows the scheme name in `Authorization`.
    pub const fn http(name: &'static str, auth_scheme: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Http(auth_scheme),
        }
    }

    /// `type: apiKey`, `in: header`.
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Header(header),
        }
    }

    /// `type: apiKey`, `in: query`.
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Query(parameter),
        }
    }

    /// `type: apiKey`, `in: cookie`.
    pub const fn api_key_cookie(name: &'static str, cookie: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Cookie(cookie),
        }
    }
}

/// A credential, encoded for the place where it is sent.
pub(crate) enum Placed {
    /// A header.
    Header(HeaderName, HeaderValue),
    /// A query parameter, percent-encoded.
    Query(String, String),
    /// A cookie.
    Cookie(String, String),
    /// An authenticator that runs at each attempt.
    DeferredAuth(Arc<dyn Authenticate>),
}
