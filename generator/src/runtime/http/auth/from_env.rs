//! Credentials in environment variables.

use crate::runtime::http::{Credential, OAuth2, Secret};

/// The environment variables with the credential of a security scheme.
#[derive(Clone, Copy, Debug)]
pub struct FromEnv {
    /// The position of the scheme in the API's table.
    pub scheme: usize,
    /// The variables.
    pub variables: Variables,
}

/// What environment variables contain.
#[derive(Clone, Copy, Debug)]
pub enum Variables {
    /// A token.
    Token(&'static str),
    /// A key.
    Key(&'static str),
    /// The user and the password.
    Basic(&'static str, &'static str),
    /// The id and the secret with which the client fetches tokens from this URL.
    Client(&'static str, &'static str, &'static str),
}

impl Variables {
    /// The names of the variables.
    fn names(self) -> impl Iterator<Item = &'static str> {
        let (first, second) = match self {
            Self::Token(name) | Self::Key(name) => (name, None),
            Self::Basic(first, second) | Self::Client(first, second, _) => (first, Some(second)),
        };
        std::iter::once(first).chain(second)
    }

    /// The credential; `None` if a variable is missing.
    fn read(self, value: &impl Fn(&str) -> Option<String>) -> Option<Credential> {
        Some(match self {
            Self::Token(name) => Credential::Bearer(value(name)?.into()),
            Self::Key(name) => Credential::ApiKey(value(name)?.into()),
            Self::Basic(username, password) => Credential::Basic {
                username: value(username)?,
                password: value(password)?.into(),
            },
            Self::Client(id, secret, url) => {
                let secret: Secret = value(secret)?.into();
                OAuth2::client_credentials(url, value(id)?, secret).into()
            }
        })
    }
}

impl FromEnv {
    /// The credentials of all rows whose variables have a value, by the positions of their schemes. The first row of a scheme
    /// decides. An empty variable counts as missing.
    ///
    /// # Errors
    /// When no credential is complete, or one is only in part: the message names the missing variables.
    pub(crate) fn read(
        rows: &[Self],
        value: impl Fn(&str) -> Option<String>,
    ) -> Result<Vec<(usize, Credential)>, String> {
        let value = |name: &str| value(name).filter(|value| !value.is_empty());
        let mut found: Vec<(usize, Credential)> = Vec::new();
        for row in rows {
            let missing: Vec<&str> = row
                .variables
                .names()
                .filter(|name| value(name).is_none())
                .collect();
            if missing.is_empty() {
                if let Some(credential) = row.variables.read(&value) {
                    if found.iter().all(|(scheme, _)| *scheme != row.scheme) {
                        found.push((row.scheme, credential));
                    }
                }
            } else if missing.len() < row.variables.names().count() {
                return Err(format!(
                    "the environment variable {} is missing",
                    missing.join(", ")
                ));
            }
        }
        if found.is_empty() {
            let names: Vec<String> = rows
                .iter()
                .map(|row| row.variables.names().collect::<Vec<_>>().join(" and "))
                .collect();
            return Err(format!(
                "no credentials in the environment: set {}",
                names.join(", or ")
            ));
        }
        Ok(found)
    }
}
