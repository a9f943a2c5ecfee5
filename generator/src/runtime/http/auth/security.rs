//! Selects the credentials that an operation requires, and encodes them (OpenAPI: Security Requirement Object). Pure.

use crate::runtime::format;
use crate::runtime::http::auth::secret::Placed;
use crate::runtime::http::client::Settings;
use crate::runtime::http::client::server::origin;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::request::escape::{UNRESERVED, is_cookie_octet};
use crate::runtime::http::{
    Authenticate, Credential, DeferredAuth, ErrorKind, Scheme, SchemeKind, Secret, Spec,
};
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::utf8_percent_encode;
use std::sync::Arc;

/// The credentials that a request carries.
pub(crate) struct Chosen<'s> {
    /// Their schemes, by index.
    schemes: &'static [usize],
    /// Credentials that were encoded when the client was built.
    placed: &'s [Option<Placed>],
    /// Credentials that a provider returned for this call, by the index of their scheme.
    asked: Vec<(usize, Placed)>,
}

impl<'s> Chosen<'s> {
    /// Chooses the first alternative of the requirements that is fully configured. An empty alternative requires no
    /// credential; it is chosen when no other one is configured.
    pub(crate) fn new(spec: &Spec, settings: &'s Settings, base: &str) -> Result<Self, Box<Failure>> {
        let refuse = |problem| Failure::new(ErrorKind::Credentials, spec.id, problem);
        let is_configured = |index: &usize| matches!(settings.credentials.get(*index), Some(Some(_)));
        let some = spec.security.iter().filter(|alternative| !alternative.is_empty());
        let chosen = some.clone().find(|some| some.iter().all(is_configured));
        let is_needed = some.clone().count() == spec.security.len();
        match chosen {
            Some(_) if !settings.is_trusted(base) && is_needed => Err(refuse(format!(
                "the credential must not be sent to {}; to allow it, call `ClientBuilder::trust_origin`",
                origin(base)
            ))),
            Some(_) if !settings.is_trusted(base) => Ok(Self::of(settings, &[])),
            Some(all) => Self::of(settings, all).asking(settings).map_err(refuse),
            None if is_needed && !spec.security.is_empty() => Err(refuse(format!(
                "no credential is set; needed: {}",
                alternatives(spec, settings)
            ))),
            None => Ok(Self::of(settings, &[])),
        }
    }

    fn of(settings: &'s Settings, schemes: &'static [usize]) -> Self {
        Self {
            schemes,
            placed: &settings.placed,
            asked: Vec::new(),
        }
    }

    /// Calls the providers of those credentials that were not encoded when the client was built.
    fn asking(mut self, settings: &Settings) -> Result<Self, String> {
        for index in self.schemes {
            if let Some(Some(_)) = self.placed.get(*index) {
                continue;
            }
            let asked = match (settings.api.schemes.get(*index), settings.credentials.get(*index)) {
                (Some(scheme), Some(Some(credential))) => place(*scheme, credential)?,
                (None | Some(_), None | Some(_)) => return Err("no credential is set".to_owned()),
            };
            self.asked.push((*index, asked));
        }
        Ok(self)
    }

    fn all(&self) -> impl Iterator<Item = &Placed> {
        self.schemes.iter().filter_map(|index| {
            let asked = self.asked.iter().find(|(other, _)| other == index);
            let placed = || self.placed.get(*index)?.as_ref();
            asked.map(|(_, asked)| asked).or_else(placed)
        })
    }

    /// The credentials that are sent as query parameters.
    pub(crate) fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all().filter_map(|placed| match placed {
            Placed::Query(name, value) => Some((name.as_str(), value.as_str())),
            Placed::Header(..) | Placed::Cookie(..) | Placed::DeferredAuth(_) => None,
        })
    }

    /// The authenticators among the credentials, which run at each attempt.
    pub(crate) fn deferred(&self) -> DeferredAuth {
        let deferred = self.all().filter_map(|placed| match placed {
            Placed::DeferredAuth(custom) => Some(Arc::clone(custom)),
            Placed::Header(..) | Placed::Query(..) | Placed::Cookie(..) => None,
        });
        deferred.collect()
    }

    /// Writes the credentials that are headers, and appends the ones that are cookies to `cookies`.
    pub(crate) fn write(&self, mut cookies: String, headers: &mut HeaderMap) {
        for placed in self.all() {
            match placed {
                Placed::Header(name, value) => drop(headers.insert(name, value.clone())),
                Placed::Cookie(name, value) => {
                    cookies.extend([if cookies.is_empty() { "" } else { "; " }, name, "=", value]);
                }
                Placed::Query(..) | Placed::DeferredAuth(_) => {}
            }
        }
        if cookies.is_empty() {
            return;
        }
        if let Ok(mut value) = HeaderValue::try_from(cookies) {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
    }
}

impl Settings {
    /// Encodes the constant credentials once. A credential that can't be sent is reported when the client is built, not at the
    /// first call.
    pub(crate) fn place_credentials(&mut self) -> Result<(), String> {
        let schemes = self.api.schemes.iter().zip(&self.credentials);
        let placed = schemes.map(|(scheme, credential)| match credential {
            // A provider may have no token yet.
            Some(Credential::Provider(_)) | None => Ok(None),
            Some(credential) => place(*scheme, credential).map(Some),
        });
        self.placed = placed.collect::<Result<_, _>>()?;
        Ok(())
    }
}

/// Encodes a credential for its scheme. The error message never contains the credential.
pub(crate) fn place(scheme: Scheme, credential: &Credential) -> Result<Placed, String> {
    let text = match (scheme.kind, credential) {
        (_, Credential::Custom(custom)) => return Ok(Placed::DeferredAuth(Arc::clone(custom))),
        (SchemeKind::Basic, Credential::Basic { username, password }) => {
            if username.contains(':') {
                return Err(format!("the user name for {} can't contain a colon", scheme.name));
            }
            Secret::new(format::encode(
                format!("{username}:{}", password.expose()).as_bytes(),
            ))
        }
        (SchemeKind::Bearer, Credential::Bearer(secret)) => secret.clone(),
        (
            SchemeKind::Http(_) | SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_),
            Credential::ApiKey(secret),
        ) => secret.clone(),
        (
            SchemeKind::Bearer
            | SchemeKind::Http(_)
            | SchemeKind::Header(_)
            | SchemeKind::Query(_)
            | SchemeKind::Cookie(_),
            Credential::Provider(provider),
        ) => provider(),
        (
            SchemeKind::Bearer
            | SchemeKind::Basic
            | SchemeKind::Http(_)
            | SchemeKind::Header(_)
            | SchemeKind::Query(_)
            | SchemeKind::Cookie(_),
            Credential::Bearer(_)
            | Credential::Basic { .. }
            | Credential::ApiKey(_)
            | Credential::Provider(_),
        ) => {
            return Err(format!(
                "the credential for {} has the wrong kind for the scheme",
                scheme.name
            ));
        }
    };
    if text.expose().is_empty() {
        return Err(format!("the credential for {} is empty", scheme.name));
    }
    let escape = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
    Ok(match scheme.kind {
        SchemeKind::Bearer => authorization(scheme, "Bearer", &text)?,
        SchemeKind::Basic => authorization(scheme, "Basic", &text)?,
        SchemeKind::Http(word) => authorization(scheme, word, &text)?,
        SchemeKind::Header(name) => {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| format!("{name:?} is not a valid header name"))?;
            Placed::Header(name, sensitive(scheme, text.expose())?)
        }
        SchemeKind::Query(name) => Placed::Query(escape(name), escape(text.expose())),
        // Servers don't decode cookies, so a key is sent unchanged or not at all (RFC 6265, section 4.1.1).
        SchemeKind::Cookie(name) if text.expose().bytes().all(is_cookie_octet) => {
            Placed::Cookie(name.to_owned(), text.expose().to_owned())
        }
        SchemeKind::Cookie(_) => {
            return Err(format!(
                "the credential for {} contains a character that cookies don't allow",
                scheme.name
            ));
        }
    })
}

fn alternatives(spec: &Spec, settings: &Settings) -> String {
    let name = |index: &usize| settings.api.schemes.get(*index).map_or("?", |scheme| scheme.name);
    let all = |alternative: &&[usize]| alternative.iter().map(name).collect::<Vec<_>>().join(" and ");
    spec.security.iter().map(all).collect::<Vec<_>>().join(", or ")
}

fn authorization(scheme: Scheme, word: &str, text: &Secret) -> Result<Placed, String> {
    Ok(Placed::Header(
        AUTHORIZATION,
        sensitive(scheme, &format!("{word} {}", text.expose()))?,
    ))
}

fn sensitive(scheme: Scheme, text: &str) -> Result<HeaderValue, String> {
    let mut value = HeaderValue::from_str(text).map_err(|_| {
        format!(
            "the credential for {} contains a line break or another control character",
            scheme.name
        )
    })?;
    value.set_sensitive(true);
    Ok(value)
}
