//! Security schemes: where credentials are sent, and how the client obtains its own tokens.

use super::types::Docs;
use crate::naming::{Ident, Name};

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    pub name: Name,
    pub kind: SchemeKind,
    /// The OAuth 2 client credentials flow, which the client runs by itself.
    pub flow: Option<Flow>,
    pub docs: Docs,
    pub deprecated: bool,
    /// The environment variables with its credential, after the prefix of the package: one, or the user and the password.
    pub variables: Vec<String>,
}

/// How the client obtains its own tokens. Source: OpenAPI 3.0.4, OAuth Flow Object, `clientCredentials`.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The method of the client's builder.
    pub setter: Ident,
    /// The environment variables with the id and the secret, after the prefix of the package.
    pub variables: [String; 2],
    pub token_url: String,
    /// Scopes, each with its description.
    pub scopes: Vec<(String, String)>,
}

/// Where the credentials of a scheme are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    Bearer,
    Basic,
    /// Another authentication scheme of the `Authorization` header. The caller sets the credentials that follow the scheme's name.
    Http(String),
    ApiKeyHeader(String),
    ApiKeyQuery(String),
    ApiKeyCookie(String),
    /// OAuth 2 and OpenID Connect: a bearer token.
    Token,
}
