//! `client.rs`: the table of the API, the constructors of its client, and the setters of credentials.

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::scope::{Fragment, Scope};
use super::tokens::{gate, parameter_of_mode};
use super::{Package, docs};
use crate::imports::{
    API, ASYNC, BLOCKING, BLOCKING_BUILDER, BUILDER, CLIENT_TYPES, CREDENTIAL, FROM_ENV, File, MODE, OAUTH2,
    OPERATIONS, SCHEMES, SECRET, VARIABLES,
};
use crate::ir::{Api, Scheme, SchemeKind};
use crate::naming;

/// The module of the client.
pub(super) fn module(api: &Api, package: &Package) -> Fragment {
    let scope = Scope::new(File::Client);
    let [asynchronous, blocking, in_mode] = scope.imports([ASYNC, BLOCKING, MODE]);
    let [description, types, operations] = scope.imports([API, CLIENT_TYPES, OPERATIONS]);
    let (title, version) = (&api.info.title, &api.info.version);
    let server = api
        .servers
        .first()
        .map(|server| server.url.as_str())
        .unwrap_or_default();
    let schemes = schemes(api, &scope);
    let table = match &schemes {
        Some(_) => quote! { SCHEMES },
        None => quote! { &[] },
    };
    let setters: Vec<TokenStream> = api
        .schemes
        .iter()
        .flat_map(|of| [Some(setter(of, &scope)), flow_setter(of, &scope)])
        .flatten()
        .collect();
    let setters = setters.into_iter().chain(from_env(api, package, &scope));
    let setters: Vec<TokenStream> = setters.collect();
    let mode = parameter_of_mode();
    let credentials =
        (!setters.is_empty()).then(|| quote! { impl<#mode: #in_mode> ClientBuilder<#mode> { #(#setters)* } });
    let tags = api.groups.iter().filter_map(|group| group.tag.as_ref());
    let tags = tags.map(|tag| (tag, None));
    let former = quote! { #[deprecated = "the operations have other tags"] };
    let former = api.former_tags().into_iter().map(|tag| (tag, Some(&former)));
    let accessors: Vec<TokenStream> = tags
        .chain(former)
        .map(|(tag, deprecated)| {
            let (method, ty) = (scope.ident(&tag.method), scope.ident(&tag.ty));
            let docs = docs::item(&tag.docs, &docs::tagged(&tag.wire));
            let gate = gate(api.features.of_tag(&tag.method));
            quote! {
                #(#docs)*
                #gate
                #deprecated
                pub fn #method(&self) -> #operations::#ty<'_, #mode> {
                    #operations::#ty { client: self }
                }
            }
        })
        .collect();
    let accessors =
        (!accessors.is_empty()).then(|| quote! { impl<#mode: #in_mode> Client<#mode> { #(#accessors)* } });
    let (builder, of_blocking) = (method(BUILDER), method(BLOCKING_BUILDER));
    let items = quote! {
        const API: #description = #description {
            title: #title,
            version: #version,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            server: #server,
            schemes: #table,
        };
        #schemes
        #types!();
        impl Client<#asynchronous> {
            #[doc = " Configures an asynchronous client."]
            pub fn #builder() -> ClientBuilder<#asynchronous> {
                ClientBuilder::new(&API)
            }
        }
        impl Client<#blocking> {
            #[doc = " Configures a blocking client. It has the same calls and needs no async runtime."]
            pub fn #of_blocking() -> ClientBuilder<#blocking> {
                ClientBuilder::new(&API)
            }
        }
        #accessors
        #credentials
    };
    let head = quote! { #![doc = " The table of the API, and the configuration of its client."] };
    scope.finish(head, items)
}

fn method(name: &str) -> Token {
    Token::new(name, Span::call_site())
}

/// The table of the security schemes; nothing if there are none.
fn schemes(api: &Api, scope: &Scope) -> Option<TokenStream> {
    let rows: Vec<TokenStream> = api.schemes.iter().map(|of| row(of, scope)).collect();
    (!rows.is_empty()).then(|| {
        let table = scope.import(SCHEMES);
        quote! { #table! { #(#rows),* } }
    })
}

fn row(scheme: &Scheme, scope: &Scope) -> TokenStream {
    let (rust, name) = (scope.ident(&scheme.name.rust), &scheme.name.wire);
    let constructor = match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::Token => quote! { http_bearer(#name) },
        SchemeKind::Basic => quote! { http_basic(#name) },
        SchemeKind::Http(word) => quote! { http(#name, #word) },
        SchemeKind::ApiKeyHeader(key) => quote! { api_key_header(#name, #key) },
        SchemeKind::ApiKeyQuery(key) => quote! { api_key_query(#name, #key) },
        SchemeKind::ApiKeyCookie(key) => quote! { api_key_cookie(#name, #key) },
    };
    quote! { #rust = #constructor }
}

fn setter(scheme: &Scheme, scope: &Scope) -> TokenStream {
    let [credential, secret] = scope.imports([CREDENTIAL, SECRET]);
    let method = scope.ident(&scheme.name.rust);
    let about = format!(
        "Sets the credential for the security scheme {}.",
        docs::code(&scheme.name.wire)
    );
    let docs = docs::item(&scheme.docs, &about);
    let deprecated = scheme.deprecated.then(|| quote! { #[deprecated] });
    match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::Token => quote! {
            #(#docs)*
            #deprecated
            #[must_use]
            pub fn #method(self, token: impl Into<#secret>) -> Self {
                self.credential(scheme::#method, #credential::Bearer(token.into()))
            }
        },
        SchemeKind::Basic => quote! {
            #(#docs)*
            #deprecated
            #[must_use]
            pub fn #method(self, username: impl Into<String>, password: impl Into<#secret>) -> Self {
                let credential = #credential::Basic { username: username.into(), password: password.into() };
                self.credential(scheme::#method, credential)
            }
        },
        SchemeKind::Http(_)
        | SchemeKind::ApiKeyHeader(_)
        | SchemeKind::ApiKeyQuery(_)
        | SchemeKind::ApiKeyCookie(_) => quote! {
            #(#docs)*
            #deprecated
            #[must_use]
            pub fn #method(self, key: impl Into<#secret>) -> Self {
                self.credential(scheme::#method, #credential::ApiKey(key.into()))
            }
        },
    }
}

/// The environment variables of a package: their names and what they contain.
pub(super) fn variables(api: &Api, package: &Package) -> Vec<(String, String)> {
    let prefix = naming::variable(&package.name);
    let mut all = Vec::new();
    for scheme in &api.schemes {
        let name = docs::code(&scheme.name.wire);
        let what = match &scheme.kind {
            SchemeKind::Bearer | SchemeKind::Token => ["the token", ""],
            SchemeKind::Basic => ["the user", "the password"],
            SchemeKind::Http(_) => ["the credentials", ""],
            SchemeKind::ApiKeyHeader(_) | SchemeKind::ApiKeyQuery(_) | SchemeKind::ApiKeyCookie(_) => {
                ["the key", ""]
            }
        };
        let own = scheme.variables.iter().zip(what);
        let flow = scheme
            .flow
            .iter()
            .flat_map(|flow| flow.variables.iter().zip(["the client id", "the client secret"]));
        let rows = own.chain(flow);
        all.extend(
            rows.map(|(variable, what)| (format!("{prefix}_{variable}"), format!("{what} for {name}"))),
        );
    }
    all
}

/// The method that reads credentials from the environment; nothing without security schemes.
fn from_env(api: &Api, package: &Package, scope: &Scope) -> Option<TokenStream> {
    if api.schemes.is_empty() {
        return None;
    }
    let [from_env, variables] = scope.imports([FROM_ENV, VARIABLES]);
    let prefix = naming::variable(&package.name);
    let mut rows = Vec::new();
    for scheme in &api.schemes {
        let position = scope.ident(&scheme.name.rust);
        let names: Vec<String> = scheme
            .variables
            .iter()
            .map(|name| format!("{prefix}_{name}"))
            .collect();
        let value = match (&scheme.kind, names.as_slice()) {
            (SchemeKind::Basic, [user, password]) => quote! { #variables::Basic(#user, #password) },
            (SchemeKind::Bearer | SchemeKind::Token, [token, ..]) => quote! { #variables::Token(#token) },
            (_, [key, ..]) => quote! { #variables::Key(#key) },
            (_, []) => continue,
        };
        rows.push(quote! { #from_env { scheme: scheme::#position, variables: #value } });
        if let Some(flow) = &scheme.flow {
            let [id, secret] = flow.variables.each_ref().map(|name| format!("{prefix}_{name}"));
            let url = &flow.token_url;
            let value = quote! { #variables::Client(#id, #secret, #url) };
            rows.push(quote! { #from_env { scheme: scheme::#position, variables: #value } });
        }
    }
    let mut lines = vec![
        "Sets the credentials that these environment variables have:".to_owned(),
        String::new(),
    ];
    let all = self::variables(api, package).into_iter();
    lines.extend(all.map(|(name, what)| format!("- `{name}`: {what}")));
    lines.push(String::new());
    lines.push("`build` fails if no credential is complete, and names the variables.".to_owned());
    let docs = docs::attributes(&lines);
    Some(quote! {
        #(#docs)*
        #[must_use]
        pub fn credentials_from_env(self) -> Self {
            self.credentials_from(&[#(#rows),*])
        }
    })
}

/// The setter of an OAuth 2 flow that the client performs itself.
fn flow_setter(scheme: &Scheme, scope: &Scope) -> Option<TokenStream> {
    let [oauth2, secret] = scope.imports([OAUTH2, SECRET]);
    let flow = scheme.flow.as_ref()?;
    let (method, url) = (scope.ident(&flow.setter), &flow.token_url);
    let position = scope.ident(&scheme.name.rust);
    let name = docs::code(&scheme.name.wire);
    let mut lines = vec![
        format!("Fetches tokens for the security scheme {name} with this client id and secret."),
        "Without scopes, the server chooses them.".to_owned(),
    ];
    if !flow.scopes.is_empty() {
        lines.push(String::new());
        let scopes = flow.scopes.iter();
        lines.extend(scopes.map(|(scope, what)| {
            let scope = docs::code(scope);
            match docs::one_line(what).as_str() {
                "" => format!("- {scope}"),
                what => format!("- {scope}: {what}"),
            }
        }));
    }
    let docs = docs::attributes(&lines);
    let deprecated = scheme.deprecated.then(|| quote! { #[deprecated] });
    Some(quote! {
        #(#docs)*
        #deprecated
        #[must_use]
        pub fn #method(self, id: impl Into<String>, secret: impl Into<#secret>, scopes: &[&str]) -> Self {
            let tokens = #oauth2::client_credentials(#url, id, secret);
            self.credential(scheme::#position, tokens.scopes(scopes.iter().copied()))
        }
    })
}
