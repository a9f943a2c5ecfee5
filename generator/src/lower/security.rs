//! Security: the schemes of the description, and which of them an operation needs. OR of ANDs.
//! Source: OpenAPI 3.0.4, Security Requirement Object.

use openapiv3 as oa;

use super::Lowering;
use super::docs;
use super::headers::is_token;
use super::reserved;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ir::{Flow, Scheme, SchemeKind};
use crate::naming::{self, Kind, Name, Scope};
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// `components/securitySchemes`.
    pub(super) fn security_schemes(&mut self) -> Vec<Scheme> {
        let mut methods = Scope::new(Kind::Value);
        for method in reserved::BUILDER_METHODS {
            methods.reserve(method);
        }
        let mut constants = Scope::new(Kind::Const);
        let mut schemes = Vec::new();
        for (wire, at) in self.model.security_schemes() {
            let Some(target) = self.model.resolve(&at, self.diagnostics) else {
                continue;
            };
            let Some(read) = self.model.security_scheme(&target, self.diagnostics) else {
                continue;
            };
            let flow = self.client_flow(&read, &target);
            let Some((kind, description)) = self.scheme_kind(read, &target) else {
                continue;
            };
            let constant = constants.take(&[&wire], &at).ident;
            let setter = setter_name(&wire, &kind);
            let rust = methods
                .take(&[&setter, &format!("{setter} credential")], &at)
                .ident;
            let flow = flow.map(|(token_url, scopes)| Flow {
                setter: methods.take(&[&wire, &format!("{wire} client")], &at).ident,
                token_url,
                scopes,
            });
            schemes.push(Scheme {
                name: Name { wire, rust },
                constant,
                kind,
                flow,
                docs: docs::plain(description),
            });
        }
        schemes
    }

    fn scheme_kind(
        &mut self,
        scheme: oa::SecurityScheme,
        at: &Pointer,
    ) -> Option<(SchemeKind, Option<String>)> {
        Some(match scheme {
            oa::SecurityScheme::APIKey {
                location,
                name,
                description,
                ..
            } => {
                let is_name = match location {
                    oa::APIKeyLocation::Header => self.is_name(&name, "header", &at.child("name")),
                    oa::APIKeyLocation::Cookie => self.is_name(&name, "cookie", &at.child("name")),
                    oa::APIKeyLocation::Query => true,
                };
                if !is_name {
                    return None;
                }
                let kind = match location {
                    oa::APIKeyLocation::Header => SchemeKind::ApiKeyHeader(name),
                    oa::APIKeyLocation::Query => SchemeKind::ApiKeyQuery(name),
                    oa::APIKeyLocation::Cookie => SchemeKind::ApiKeyCookie(name),
                };
                (kind, description)
            }
            oa::SecurityScheme::HTTP {
                scheme, description, ..
            } => match scheme.to_ascii_lowercase().as_str() {
                "bearer" => (SchemeKind::Bearer, description),
                "basic" => (SchemeKind::Basic, description),
                _ => (self.other_http(&scheme, at)?, description),
            },
            oa::SecurityScheme::OAuth2 { description, .. } => (SchemeKind::Token, description),
            oa::SecurityScheme::OpenIDConnect { description, .. } => {
                self.token_note(at, "OpenID Connect");
                (SchemeKind::Token, description)
            }
        })
    }

    /// RFC 9110, section 11.4: any scheme is a word, and what stands behind it is the caller's.
    fn other_http(&mut self, scheme: &str, at: &Pointer) -> Option<SchemeKind> {
        let mut finding = Diagnostic::new(
            Code::UnsupportedSecurity,
            &at.child("scheme"),
            format!("HTTP authentication `{scheme}` is not computed"),
        );
        let is_word = is_token(scheme);
        if is_word {
            finding
                .severity(Severity::Warning)
                .effect(format!(
                    "the client sends what the caller gives it behind `{scheme}`"
                ))
                .help("`basic` and `bearer` are known");
        } else {
            finding
                .loosened("operations that need it send no credential")
                .help("a scheme is a word without spaces, such as `bearer`");
        }
        self.diagnostics.push(finding);
        is_word.then(|| SchemeKind::Http(scheme.to_owned()))
    }

    /// The token URL and the scopes of a flow without a user. Says so where there are others.
    fn client_flow(
        &mut self,
        scheme: &oa::SecurityScheme,
        at: &Pointer,
    ) -> Option<(String, Vec<(String, String)>)> {
        let oa::SecurityScheme::OAuth2 { flows, .. } = scheme else {
            return None;
        };
        let is_address = |url: &&oa::ClientCredentialsOAuth2Flow| {
            ["https://", "http://"]
                .iter()
                .any(|start| url.token_url.starts_with(start))
        };
        let flow = flows.client_credentials.as_ref().filter(is_address);
        let asks = flows.implicit.is_some() || flows.password.is_some() || flows.authorization_code.is_some();
        if flow.is_none() || asks {
            self.token_note(at, "OAuth 2");
        }
        flow.map(|flow| {
            let scopes = flow.scopes.iter();
            let scopes = scopes.map(|(scope, what)| (scope.clone(), what.clone()));
            (flow.token_url.clone(), scopes.collect())
        })
    }

    fn token_note(&mut self, at: &Pointer, what: &str) {
        self.diagnostics
            .report(
                Code::Lossy,
                at,
                format!("the flows of {what} that ask a user are not driven"),
            )
            .severity(Severity::Note)
            .effect(
                "the client takes a bearer token that the caller obtained, or an `OAuth2` that renews it",
            );
    }

    /// What the operation at `at` needs: its own `security`, else the document's. A way in that can't be gone is reported
    /// and left out.
    pub(super) fn requirements(&mut self, at: &Pointer, schemes: &[Scheme]) -> Vec<Vec<usize>> {
        let owner = match self.model.node(&at.child("security")) {
            Some(_) => at,
            None => self.model.root(),
        };
        let place = owner.child("security");
        let alternatives = self.model.security(owner, self.diagnostics).unwrap_or_default();
        let mut out = Vec::new();
        let declared = self.model.security_schemes();
        'alternatives: for (index, alternative) in alternatives.iter().enumerate() {
            let mut all = Vec::new();
            let is_last = index + 1 == alternatives.len();
            for name in alternative.keys() {
                let Some(scheme) = schemes.iter().position(|scheme| &scheme.name.wire == name) else {
                    // What has been reported where it is declared leaves the other ways in.
                    let is_declared = declared.iter().any(|(other, _)| other == name);
                    if is_declared && !(is_last && out.is_empty()) {
                        continue 'alternatives;
                    }
                    self.diagnostics
                        .report(
                            Code::UnsupportedSecurity,
                            &place.index(index).child(name),
                            format!("no usable security scheme is called `{name}`"),
                        )
                        .on_key()
                        .loosened("no credential is sent for it")
                        .help("declare it, or set what it is sent in with `Call::header`");
                    continue 'alternatives;
                };
                all.push(scheme);
            }
            out.push(all);
        }
        out
    }
}

/// A bearer scheme is set with `bearer_token`, whatever it is called; a key by its name.
fn setter_name(wire: &str, kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "bearer token".to_owned(),
        SchemeKind::Basic => "basic auth".to_owned(),
        SchemeKind::Token => format!("{} token", naming::snake(wire)),
        SchemeKind::Http(_)
        | SchemeKind::ApiKeyHeader(_)
        | SchemeKind::ApiKeyQuery(_)
        | SchemeKind::ApiKeyCookie(_) => wire.to_owned(),
    }
}
