//! `client.rs`: the table of the API, the constructors of its client, and the setters of credentials.

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::docs;
use super::tokens::{gate, ident, index, parameter_of_mode};
use super::uses::with_uses;
use crate::imports::{
    API, ASYNC, BLOCKING, BLOCKING_BUILDER, BUILDER, CLIENT_TYPES, CREDENTIAL, File, MODE, OAUTH2,
    OPERATIONS, SCHEME, SECRET,
};
use crate::ir::{Api, Scheme, SchemeKind};

/// The module of the client.
pub(super) fn module(api: &Api) -> TokenStream {
    let (title, version) = (&api.info.title, &api.info.version);
    let server = api
        .servers
        .first()
        .map(|server| server.url.as_str())
        .unwrap_or_default();
    let schemes = api.schemes.iter().map(scheme);
    let setters: Vec<TokenStream> = api
        .schemes
        .iter()
        .enumerate()
        .flat_map(|(number, scheme)| [Some(setter(number, scheme)), flow_setter(number, scheme)])
        .flatten()
        .collect();
    let mode = parameter_of_mode();
    let credentials =
        (!setters.is_empty()).then(|| quote! { impl<#mode: #MODE> ClientBuilder<#mode> { #(#setters)* } });
    let accessors: Vec<TokenStream> = api
        .groups
        .iter()
        .filter_map(|group| group.tag.as_ref())
        .map(|tag| {
            let (method, ty) = (ident(&tag.method), ident(&tag.ty));
            let docs = docs::item(&tag.docs, &docs::tagged(&tag.wire));
            let gate = gate(api.features.of_tag(&tag.method));
            quote! {
                #(#docs)*
                #gate
                pub fn #method(&self) -> #OPERATIONS::#ty<'_, #mode> {
                    #OPERATIONS::#ty { client: self }
                }
            }
        })
        .collect();
    let accessors =
        (!accessors.is_empty()).then(|| quote! { impl<#mode: #MODE> Client<#mode> { #(#accessors)* } });
    let (builder, blocking) = (method(BUILDER), method(BLOCKING_BUILDER));
    let items = quote! {
        const API: #API = #API {
            title: #title,
            version: #version,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            server: #server,
            schemes: &[#(#schemes),*],
        };
        #CLIENT_TYPES!();
        impl Client<#ASYNC> {
            #[doc = " Configures an asynchronous client."]
            pub fn #builder() -> ClientBuilder<#ASYNC> {
                ClientBuilder::new(&API)
            }
        }
        impl Client<#BLOCKING> {
            #[doc = " Configures a blocking client. It has the same calls and needs no async runtime."]
            pub fn #blocking() -> ClientBuilder<#BLOCKING> {
                ClientBuilder::new(&API)
            }
        }
        #accessors
        #credentials
    };
    let items = with_uses(File::Client, items);
    quote! {
        #![doc = " The table of the API, and the configuration of its client."]
        #items
    }
}

fn method(name: &str) -> Token {
    Token::new(name, Span::call_site())
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let name = &scheme.name.wire;
    match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::Token => quote! { #SCHEME::http_bearer(#name) },
        SchemeKind::Basic => quote! { #SCHEME::http_basic(#name) },
        SchemeKind::Http(word) => quote! { #SCHEME::http(#name, #word) },
        SchemeKind::ApiKeyHeader(key) => quote! { #SCHEME::api_key_header(#name, #key) },
        SchemeKind::ApiKeyQuery(key) => quote! { #SCHEME::api_key_query(#name, #key) },
        SchemeKind::ApiKeyCookie(key) => quote! { #SCHEME::api_key_cookie(#name, #key) },
    }
}

fn setter(number: usize, scheme: &Scheme) -> TokenStream {
    let method = ident(&scheme.name.rust);
    let number = index(number);
    let about = format!(
        "Sets the credential for the security scheme {}.",
        docs::code(&scheme.name.wire)
    );
    let docs = docs::item(&scheme.docs, &about);
    match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::Token => quote! {
            #(#docs)*
            #[must_use]
            pub fn #method(self, token: impl Into<#SECRET>) -> Self {
                self.credential(#number, #CREDENTIAL::Bearer(token.into()))
            }
        },
        SchemeKind::Basic => quote! {
            #(#docs)*
            #[must_use]
            pub fn #method(self, username: impl Into<String>, password: impl Into<#SECRET>) -> Self {
                let credential = #CREDENTIAL::Basic { username: username.into(), password: password.into() };
                self.credential(#number, credential)
            }
        },
        SchemeKind::Http(_)
        | SchemeKind::ApiKeyHeader(_)
        | SchemeKind::ApiKeyQuery(_)
        | SchemeKind::ApiKeyCookie(_) => quote! {
            #(#docs)*
            #[must_use]
            pub fn #method(self, key: impl Into<#SECRET>) -> Self {
                self.credential(#number, #CREDENTIAL::ApiKey(key.into()))
            }
        },
    }
}

/// The setter of an OAuth 2 flow that the client performs itself.
fn flow_setter(number: usize, scheme: &Scheme) -> Option<TokenStream> {
    let flow = scheme.flow.as_ref()?;
    let (method, number, url) = (ident(&flow.setter), index(number), &flow.token_url);
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
    Some(quote! {
        #(#docs)*
        #[must_use]
        pub fn #method(self, id: impl Into<String>, secret: impl Into<#SECRET>, scopes: &[&str]) -> Self {
            let tokens = #OAUTH2::client_credentials(#url, id, secret);
            self.credential(#number, tokens.scopes(scopes.iter().copied()))
        }
    })
}
