//! Security: the schemes of the description, and which of them an operation needs. OR of ANDs.
//! Source: OpenAPI 3.0.4, Security Requirement Object.

use openapiv3 as oa;

use super::Lowering;
use super::docs;
use crate::diagnostics::{Code, Severity};
use crate::ir::{Scheme, SchemeKind};
use crate::naming::{self, Kind, Name, Scope};
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// `components/securitySchemes`.
    pub(super) fn security_schemes(&mut self) -> Vec<Scheme> {
        let mut methods = Scope::new(Kind::Value);
        for method in BUILDER_METHODS {
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
            let Some((kind, description)) = self.scheme_kind(read, &target) else {
                continue;
            };
            let constant = constants.take(&[&wire], &at).ident;
            let setter = setter_name(&wire, &kind);
            let rust = methods
                .take(&[&setter, &format!("{setter} credential")], &at)
                .ident;
            schemes.push(Scheme {
                name: Name { wire, rust },
                constant,
                kind,
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
                _ => {
                    self.diagnostics
                        .report(
                            Code::UnsupportedSecurity,
                            &at.child("scheme"),
                            format!("HTTP authentication `{scheme}` is not applied"),
                        )
                        .effect("operations that need it are not generated")
                        .help("`basic` and `bearer` are");
                    return None;
                }
            },
            oa::SecurityScheme::OAuth2 { description, .. } => {
                self.token_note(at, "OAuth 2");
                (SchemeKind::Token, description)
            }
            oa::SecurityScheme::OpenIDConnect { description, .. } => {
                self.token_note(at, "OpenID Connect");
                (SchemeKind::Token, description)
            }
        })
    }

    fn token_note(&mut self, at: &Pointer, what: &str) {
        self.diagnostics
            .report(Code::Lossy, at, format!("the flows of {what} are not driven"))
            .severity(Severity::Note)
            .effect("the client takes a bearer token that the caller obtained");
    }

    /// What the operation at `at` needs: its own `security`, else the document's. `None` after a finding.
    pub(super) fn requirements(&mut self, at: &Pointer, schemes: &[Scheme]) -> Option<Vec<Vec<usize>>> {
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
                    let mut finding = crate::diagnostics::Diagnostic::new(
                        Code::UnsupportedSecurity,
                        &place.index(index).child(name),
                        format!("no usable security scheme is called `{name}`"),
                    );
                    finding.on_key().effect("the operation is not generated");
                    self.diagnostics.push(finding);
                    return None;
                };
                all.push(scheme);
            }
            out.push(all);
        }
        Some(out)
    }
}

/// Methods that every builder has.
const BUILDER_METHODS: [&str; 15] = [
    "new",
    "build",
    "base_url",
    "credential",
    "header",
    "user_agent",
    "timeout",
    "attempt_timeout",
    "stall_timeout",
    "connect_timeout",
    "retry",
    "response_limit",
    "transport",
    "proxy_from_environment",
    "without_validation",
];

/// A bearer scheme is set with `bearer_token`, whatever it is called; a key by its name.
fn setter_name(wire: &str, kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "bearer token".to_owned(),
        SchemeKind::Basic => "basic auth".to_owned(),
        SchemeKind::Token => format!("{} token", naming::snake(wire)),
        SchemeKind::ApiKeyHeader(_) | SchemeKind::ApiKeyQuery(_) | SchemeKind::ApiKeyCookie(_) => {
            wire.to_owned()
        }
    }
}
