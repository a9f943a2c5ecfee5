//! The lines of the client: accessors of tags, setters of credentials, servers, headers and webhooks.

use super::rust::{names, ty};
use super::{Kind, Line, Owner, Surface, quoted};
use crate::Signature;
use crate::ir::{Api, Header, HeaderForm, Scheme, SchemeKind, Server, Tag, Variable, Webhook};

pub(super) fn add(api: &Api, surface: &mut Surface) {
    let tags = api.groups.iter().filter_map(|group| group.tag.as_ref());
    for tag in tags.chain(api.former_tags()) {
        self::tag(tag, api, surface);
    }
    for group in &api.groups {
        for header in group.operations.iter().flat_map(|operation| &operation.headers) {
            self::header(header, api, surface);
        }
    }
    for scheme in &api.schemes {
        self::scheme(scheme, surface);
    }
    from_env(api, surface);
    servers(api, surface);
    for webhook in &api.webhooks {
        self::webhook(webhook, api, surface);
    }
    if let Some(signature) = &api.signature {
        let line = Line::new(&Owner::Signature, "Signature", signature_meaning(signature)).kind(Kind::Free);
        surface.add("webhooks::SIGNATURE".to_owned(), line);
    }
}

/// The signature of webhooks, which generator.toml declares.
pub(crate) fn signature_meaning(signature: &Signature) -> String {
    let Signature {
        header,
        prefix,
        base64,
        timestamp,
    } = signature;
    let encoding = if *base64 { "base64" } else { "hexadecimal" };
    let time = timestamp
        .as_ref()
        .map(|(header, seconds)| format!(", time in header {} within {seconds} s", quoted(header)));
    format!(
        "HMAC-SHA256 in header {}, prefix {}, {encoding}{}",
        quoted(header),
        quoted(prefix),
        time.unwrap_or_default()
    )
}

fn tag(tag: &Tag, api: &Api, surface: &mut Surface) {
    let owner = Owner::Tag(tag.wire.clone());
    let holder = format!("operations::{}", tag.ty);
    let line = Line::new(
        &owner,
        format!("fn(&self) -> {holder}"),
        format!("tag {}", quoted(&tag.wire)),
    )
    .kind(Kind::Function(0));
    surface.add(format!("Client::{}", tag.method), line);
    surface.add(holder, Line::new(&owner, "struct", ""));
    if let Some(feature) = api.features.of_tag(&tag.method) {
        let meaning = format!("operations of tag {}", quoted(&tag.wire));
        surface.add(
            format!("feature {feature}"),
            Line::new(&owner, "feature", meaning).kind(Kind::Note),
        );
    }
}

fn scheme(scheme: &Scheme, surface: &mut Surface) {
    let owner = Owner::Scheme(scheme.name.wire.clone());
    let (signature, meaning) = match &scheme.kind {
        SchemeKind::Bearer => (
            "fn(self, impl Into<Secret>) -> Self",
            "header \"Authorization\", Bearer".to_owned(),
        ),
        SchemeKind::Token => (
            "fn(self, impl Into<Secret>) -> Self",
            "header \"Authorization\", token".to_owned(),
        ),
        SchemeKind::Basic => (
            "fn(self, impl Into<String>, impl Into<Secret>) -> Self",
            "header \"Authorization\", Basic".to_owned(),
        ),
        SchemeKind::Http(word) => (
            "fn(self, impl Into<Secret>) -> Self",
            format!("header \"Authorization\", {word}"),
        ),
        SchemeKind::ApiKeyHeader(name) => (
            "fn(self, impl Into<Secret>) -> Self",
            format!("header {}", quoted(name)),
        ),
        SchemeKind::ApiKeyQuery(name) => (
            "fn(self, impl Into<Secret>) -> Self",
            format!("query {}", quoted(name)),
        ),
        SchemeKind::ApiKeyCookie(name) => (
            "fn(self, impl Into<Secret>) -> Self",
            format!("cookie {}", quoted(name)),
        ),
    };
    let meaning = format!("scheme {}, {meaning}", quoted(&scheme.name.wire));
    surface.add(
        format!("ClientBuilder::{}", scheme.name.rust),
        Line::new(&owner, signature, meaning).kind(Kind::Function(match scheme.kind {
            SchemeKind::Basic => 2,
            SchemeKind::Bearer
            | SchemeKind::Token
            | SchemeKind::Http(_)
            | SchemeKind::ApiKeyHeader(_)
            | SchemeKind::ApiKeyQuery(_)
            | SchemeKind::ApiKeyCookie(_) => 1,
        })),
    );
    if let Some(flow) = &scheme.flow {
        let meaning = format!(
            "scheme {}, tokens from {}",
            quoted(&scheme.name.wire),
            quoted(&flow.token_url)
        );
        let signature = "fn(self, impl Into<String>, impl Into<Secret>, &[&str]) -> Self";
        surface.add(
            format!("ClientBuilder::{}", flow.setter),
            Line::new(&owner, signature, meaning).kind(Kind::Function(3)),
        );
    }
}

/// The environment variables of each scheme, after the prefix of the package.
fn from_env(api: &Api, surface: &mut Surface) {
    for scheme in &api.schemes {
        let owner = Owner::Scheme(scheme.name.wire.clone());
        let flow = scheme.flow.iter().flat_map(|flow| &flow.variables);
        for variable in scheme.variables.iter().chain(flow) {
            let meaning = format!("scheme {}", quoted(&scheme.name.wire));
            surface.add(
                format!("environment {variable}"),
                Line::new(&owner, "variable", meaning).kind(Kind::Note),
            );
        }
    }
    if let Some(first) = api.schemes.first() {
        let owner = Owner::Scheme(first.name.wire.clone());
        let line = Line::new(&owner, "fn(self) -> Self", "").kind(Kind::Function(0));
        surface.add("ClientBuilder::credentials_from_env".to_owned(), line);
    }
}

fn servers(api: &Api, surface: &mut Surface) {
    let owner = Owner::Servers;
    let default = api.servers.first().map(|server| quoted(&server.url));
    let meaning = default.unwrap_or_else(|| "none".to_owned());
    surface.add(
        "Client server".to_owned(),
        Line::new(&owner, "", meaning).kind(Kind::Note),
    );
    let has_variables = api.servers.iter().any(|server| !server.variables.is_empty());
    // One server without variables is the default and has no function.
    if api.servers.len() > 1 || has_variables {
        for server in &api.servers {
            self::server(server, &owner, surface);
        }
    }
}

fn server(server: &Server, owner: &Owner, surface: &mut Surface) {
    let template = quoted(&server.template);
    let returned = match server.variables.is_empty() {
        true => "Server".to_owned(),
        false => format!("servers::{}", server.ty),
    };
    surface.add(
        format!("servers::{}", server.function),
        Line::new(owner, format!("fn() -> {returned}"), template.clone()).kind(Kind::Free),
    );
    if server.variables.is_empty() {
        return;
    }
    surface.add(
        format!("servers::{}", server.ty),
        Line::new(owner, "struct", template),
    );
    for variable in &server.variables {
        self::variable(variable, server, owner, surface);
    }
}

fn variable(variable: &Variable, server: &Server, owner: &Owner, surface: &mut Surface) {
    let of = match &variable.values {
        Some((of, _)) => format!("impl Into<servers::{of}>"),
        None => "impl Into<String>".to_owned(),
    };
    let meaning = format!(
        "variable {}, default {}",
        quoted(&variable.name.wire),
        quoted(&variable.default)
    );
    surface.add(
        format!("servers::{}::{}", server.ty, variable.name.rust),
        Line::new(owner, format!("fn(self, {of}) -> Self"), meaning).kind(Kind::Function(1)),
    );
    if let Some((of, values)) = &variable.values {
        surface.add(format!("servers::{of}"), Line::new(owner, "enum", ""));
        for value in values {
            surface.add(
                format!("servers::{of}::{}", value.rust),
                Line::new(owner, "variant", quoted(&value.wire)).kind(Kind::Variant),
            );
        }
    }
}

fn header(header: &Header, api: &Api, surface: &mut Surface) {
    let form = match header.form {
        HeaderForm::Simple { explode: false } => "",
        HeaderForm::Simple { explode: true } => ", exploded",
        HeaderForm::Json => ", JSON",
        HeaderForm::Text => ", text",
    };
    let line = Line::new(
        &Owner::Header(header.name.rust.clone()),
        format!("Header<{}>", ty(&header.ty)),
        format!("{}{form}", quoted(&header.name.wire)),
    );
    surface.add(
        format!("headers::{}", header.name.rust),
        line.kind(Kind::Free).names(names(&header.ty, api)),
    );
}

fn webhook(webhook: &Webhook, api: &Api, surface: &mut Surface) {
    let line = Line::new(
        &Owner::Webhook(webhook.marker.clone()),
        format!("Webhook of {}", ty(&webhook.payload)),
        quoted(&webhook.name),
    );
    surface.add(
        format!("webhooks::{}", webhook.marker),
        line.names(names(&webhook.payload, api)),
    );
}
