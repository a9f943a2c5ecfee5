//! Security: the schemes of the description, and the requirements of each operation as OR of ANDs.
//! Source: OpenAPI 3.0.4, Security Requirement Object.

use openapiv3 as oa;

use super::headers::is_token;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ir::{self, Docs, Flow, Scheme, SchemeKind};
use crate::lower::Lowering;
use crate::lower::naming::reserved;
use crate::lower::schema::docs;
use crate::naming::{self, Key, Kind, List, Name, Unnamed};
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// `components/securitySchemes`.
    pub(crate) fn security_schemes(&mut self) -> Vec<Scheme> {
        let mut found = Vec::new();
        for (wire, at) in self.model.security_schemes() {
            let Some(target) = self.model.resolve(&at, self.diagnostics) else {
                continue;
            };
            let Some(read) = self.model.security_scheme(&target, self.diagnostics) else {
                continue;
            };
            let flow = self.client_flow(&read, &target);
            if let Some((kind, description)) = self.scheme_kind(read, &target) {
                let mut docs = docs::plain(description);
                docs.notes.extend(self.sources_of_tokens(&target));
                found.push(Found {
                    wire,
                    at,
                    kind,
                    docs,
                    flow,
                    deprecated: self.is_true(&target, "deprecated"),
                });
            }
        }
        self.named_schemes(found)
    }

    /// Where programs find out how to obtain tokens, and where devices do (OpenAPI 3.2).
    fn sources_of_tokens(&self, at: &Pointer) -> Vec<String> {
        let flow = at.child("flows").child("deviceAuthorization");
        let places = [
            ("OAuth 2 metadata", at.child("oauth2MetadataUrl")),
            ("Authorization of devices", flow.child("deviceAuthorizationUrl")),
            ("Tokens of devices", flow.child("tokenUrl")),
        ];
        let notes = places.into_iter().filter_map(|(what, at)| {
            let url = self.model.node(&at)?.as_str()?;
            Some(format!("{what}: {}.", ir::code(url)))
        });
        notes.collect()
    }

    /// The schemes with the names of their setters.
    fn named_schemes(&mut self, found: Vec<Found>) -> Vec<Scheme> {
        let list = self.model.root().child("components").child("securitySchemes");
        let setters: Vec<Unnamed> = found.iter().flat_map(Found::setters).collect();
        let list = List::new("setters", &list);
        let reserved = [reserved::BUILDER_METHODS, reserved::SCHEME_METHODS].concat();
        let setters = self.members(Kind::Value, reserved, list, &setters, None);
        let name = |key: &Key| setters.get(key).map(|member| member.name.clone());
        let mut schemes = Vec::new();
        for scheme in found {
            let Some(rust) = name(&scheme.setter_key()) else {
                continue;
            };
            let of_flow = name(&scheme.flow_key());
            let flow = scheme.flow.zip(of_flow);
            let variable = naming::variable(rust.as_str());
            let variables = match scheme.kind {
                SchemeKind::Basic => vec![format!("{variable}_USERNAME"), format!("{variable}_PASSWORD")],
                SchemeKind::Bearer
                | SchemeKind::Token
                | SchemeKind::Http(_)
                | SchemeKind::ApiKeyHeader(_)
                | SchemeKind::ApiKeyQuery(_)
                | SchemeKind::ApiKeyCookie(_) => vec![variable],
            };
            schemes.push(Scheme {
                variables,
                name: Name {
                    wire: scheme.wire,
                    rust,
                },
                kind: scheme.kind,
                flow: flow.map(|((token_url, scopes), setter)| Flow {
                    variables: ["ID", "SECRET"]
                        .map(|what| format!("{}_{what}", naming::variable(setter.as_str()))),
                    setter,
                    token_url,
                    scopes,
                }),
                docs: scheme.docs,
                deprecated: scheme.deprecated,
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
                    oa::APIKeyLocation::Header => self.is_name_of_a_key(&name, &at.child("name")),
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

    /// RFC 9110, section 11.4: a scheme is a token, and the caller sets the credentials after it.
    fn other_http(&mut self, scheme: &str, at: &Pointer) -> Option<SchemeKind> {
        let mut diagnostic = Diagnostic::new(
            Code::UnsupportedSecurity,
            &at.child("scheme"),
            format!("the client does not compute the HTTP authentication `{scheme}`"),
        );
        let is_word = is_token(scheme);
        if is_word {
            diagnostic
                .severity(Severity::Warning)
                .effect(format!(
                    "the client sends the caller's credentials after `{scheme}`"
                ))
                .help("`basic` and `bearer` are supported");
        } else {
            diagnostic
                .loosened("operations that need it send no credentials")
                .help("a scheme is a token without spaces, such as `bearer`");
        }
        self.diagnostics.push(diagnostic);
        is_word.then(|| SchemeKind::Http(scheme.to_owned()))
    }

    /// The token URL and the scopes of the client credentials flow. Reports other flows.
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
                format!("the client does not run the interactive flows of {what}"),
            )
            .severity(Severity::Note)
            .effect("the client takes a bearer token from the caller, or an `OAuth2` that renews it");
    }

    /// The security requirements of the operation at `at`: its own `security`, otherwise the document's. An alternative that
    /// can't be met is reported and left out.
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
                    // A scheme that was reported at its declaration only removes its alternatives.
                    let is_declared = declared.iter().any(|(other, _)| other == name);
                    if is_declared && !(is_last && out.is_empty()) {
                        continue 'alternatives;
                    }
                    self.diagnostics
                        .report(
                            Code::UnsupportedSecurity,
                            &place.index(index).child(name),
                            format!("no supported security scheme has the name `{name}`"),
                        )
                        .on_key()
                        .loosened("no credentials are sent for it")
                        .help("declare it, or set its header with `Call::header`");
                    continue 'alternatives;
                };
                all.push(scheme);
            }
            out.push(all);
        }
        out
    }
}

/// A scheme before it has names.
struct Found {
    wire: String,
    at: Pointer,
    kind: SchemeKind,
    docs: Docs,
    flow: Option<(String, Vec<(String, String)>)>,
    deprecated: bool,
}

impl Found {
    /// The credential, and the preferred name of its setter: for a bearer scheme `bearer_token`, whatever its name is; for an API
    /// key its name. Each other kind of scheme has its own setter.
    fn setter(&self) -> (&'static str, String) {
        match self.kind {
            SchemeKind::Bearer => ("bearer", "bearer token".to_owned()),
            SchemeKind::Basic => ("basic", "basic auth".to_owned()),
            SchemeKind::Token => ("token", format!("{} token", naming::snake(&self.wire))),
            SchemeKind::Http(_) => ("http", self.wire.clone()),
            SchemeKind::ApiKeyHeader(_) | SchemeKind::ApiKeyQuery(_) | SchemeKind::ApiKeyCookie(_) => {
                ("key", self.wire.clone())
            }
        }
    }

    fn setter_key(&self) -> Key {
        Key::of(&self.wire, self.setter().0)
    }

    fn flow_key(&self) -> Key {
        Key::of(&self.wire, "client")
    }

    fn setters(&self) -> Vec<Unnamed> {
        let (_, name) = self.setter();
        let setter = Unnamed {
            candidates: vec![name.clone(), format!("{name} credential")],
            ..Unnamed::new(self.setter_key(), &name, &self.at)
        };
        let flow = self.flow.as_ref().map(|_| Unnamed {
            candidates: vec![self.wire.clone(), format!("{} client", self.wire)],
            rank: 1,
            ..Unnamed::new(self.flow_key(), &self.wire, &self.at)
        });
        [setter].into_iter().chain(flow).collect()
    }
}
