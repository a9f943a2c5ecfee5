//! Operations: a method that encodes, a table, setters for what is optional, and the types of several answers.

use std::collections::BTreeSet;
use std::path::PathBuf;

use proc_macro2::{Ident as Token, Span, TokenStream, TokenTree};
use quote::quote;

use super::checks::Checks;
use super::tokens::{Place, ident, index, ty};
use super::{Package, docs};
use crate::ir::{
    Api, Body, BodyContent, Case, Documented, Group, Location, Operation, Outcome, OutcomeEnum, Parameter,
    Shape, StatusKey, Style, Type,
};

/// `operations.rs` and a file a group.
pub(super) fn modules(api: &Api, checks: &Checks<'_>, package: &Package) -> Vec<(PathBuf, TokenStream)> {
    let mut files = Vec::new();
    let mut names = Vec::new();
    let mut own = TokenStream::new();
    for group in &api.groups {
        match &group.tag {
            Some(tag) => {
                let path = format!(
                    "src/operations/{}.rs",
                    tag.method.as_str().trim_start_matches("r#")
                );
                files.push((
                    path.into(),
                    file(self::group(group, api, checks, package), &tag.docs, &tag.wire),
                ));
                names.push(ident(&tag.method));
            }
            None => own = self::group(group, api, checks, package),
        }
    }
    let uses = uses(&own);
    let body = quote! {
        #![doc = " What can be called, by tag: the methods that encode a call, and what stands for each operation."]
        #(mod #names;)*
        #(pub use #names::*;)*
        #uses
        #own
    };
    files.push(("src/operations.rs".into(), body));
    files
}

fn file(body: TokenStream, docs: &crate::ir::Docs, tag: &str) -> TokenStream {
    let text = docs
        .text
        .as_deref()
        .map_or_else(|| docs::tagged(tag), docs::one_line);
    let text = format!(" {text}");
    let uses = uses(&body);
    quote! { #![doc = #text] #uses #body }
}

/// Imports what the body names, so that no import is idle.
fn uses(body: &TokenStream) -> TokenStream {
    let mut words = BTreeSet::new();
    collect(body.clone(), &mut words);
    let used = |names: &[&str], path: &str| -> Option<TokenStream> {
        let found: Vec<Token> = names
            .iter()
            .filter(|name| words.contains(**name))
            .map(|name| Token::new(name, Span::call_site()))
            .collect();
        let path: TokenStream = path.parse().unwrap_or_default();
        match found.as_slice() {
            [] => None,
            [one] => Some(quote! { use #path::#one; }),
            several => Some(quote! { use #path::{#(#several),*}; }),
        }
    };
    let http = used(
        &["Async", "Call", "Client", "Mode", "Style", "outcome"],
        "crate::runtime::http",
    );
    let macros = used(&["operation"], "crate::runtime::macros");
    // `serde_json::Value` is always written with its path.
    let value = body.to_string().contains("Value :: Str").then_some("Value");
    let json: Vec<&str> = ["Schema"].into_iter().chain(value).collect();
    let json = used(&json, "crate::runtime::json");
    let checks = used(&["checks"], "crate");
    let types = used(&["types"], "crate");
    let bytes = used(&["Bytes"], "bytes");
    let map = used(&["BTreeMap"], "std::collections");
    quote! { #checks #http #json #macros #types #bytes #map }
}

/// Every identifier in the tokens, apart from what macros and paths bring.
fn collect(tokens: TokenStream, words: &mut BTreeSet<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Ident(word) => {
                words.insert(word.to_string());
            }
            TokenTree::Group(group) => collect(group.stream(), words),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn group(group: &Group, api: &Api, checks: &Checks<'_>, package: &Package) -> TokenStream {
    let accessor = group.tag.as_ref().map(|tag| tag.method.as_str());
    let methods = group
        .operations
        .iter()
        .map(|operation| method(operation, api, package, accessor));
    let holder = match &group.tag {
        Some(tag) => {
            let name = ident(&tag.ty);
            let docs = docs::item(&tag.docs, &docs::tagged(&tag.wire));
            quote! {
                #(#docs)*
                #[derive(Debug)]
                pub struct #name<'c, M: Mode = Async> {
                    pub(crate) client: &'c Client<M>,
                }
                impl<M: Mode> #name<'_, M> { #(#methods)* }
            }
        }
        None => quote! { impl<M: Mode> Client<M> { #(#methods)* } },
    };
    let items = group
        .operations
        .iter()
        .map(|operation| items(operation, api, checks));
    quote! { #holder #(#items)* }
}

fn method(operation: &Operation, api: &Api, package: &Package, accessor: Option<&str>) -> TokenStream {
    let docs = docs::operation(operation, api, package, accessor);
    let deprecated = operation.deprecated.then(|| quote! { #[deprecated] });
    let (name, marker) = (ident(&operation.name), ident(&operation.marker));
    let client = if accessor.is_some() {
        quote! { self.client }
    } else {
        quote! { self }
    };
    let required: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .collect();
    let arguments = required.iter().map(|parameter| {
        let (name, ty) = (ident(&parameter.name.rust), argument(&parameter.ty, api));
        quote! { #name: #ty }
    });
    let values: Vec<TokenStream> = required.iter().map(|parameter| value(parameter, api)).collect();
    let lists = required.iter().filter_map(|parameter| collected(parameter, api));
    let (body_argument, body_call) = match &operation.body {
        Some(body) if body.required => {
            let (argument, call) = body_parts(body);
            (Some(argument), Some(call))
        }
        Some(_) | None => (None, None),
    };
    let arguments = arguments.chain(body_argument);
    let call = quote! { Call::new(#client, &[#(#values),*]) };
    // A chain that is too long for a line is set badly by every formatter: it gets a name.
    let encode = match body_call {
        Some(body) if values.len() < 2 => quote! { #call #body },
        Some(body) => quote! { let call = #call; call #body },
        None => call,
    };
    quote! {
        #(#docs)*
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> Call<#marker, M> {
            #(#lists)*
            #encode
        }
    }
}

fn body_parts(body: &Body) -> (TokenStream, TokenStream) {
    let name = ident(&body.name);
    match &body.content {
        BodyContent::Json { ty, .. } => {
            let ty = self::ty(ty, Place::Elsewhere);
            (quote! { #name: &#ty }, quote! { .json(#name) })
        }
        BodyContent::Raw { media_type } => (
            quote! { #name: impl Into<Bytes> },
            quote! { .raw_body(#media_type, #name.into()) },
        ),
    }
}

/// How a caller passes a parameter.
fn argument(of: &Type, api: &Api) -> TokenStream {
    match resolved(of, api) {
        Type::Bool => quote! { bool },
        Type::I64 => quote! { i64 },
        Type::U64 => quote! { u64 },
        Type::F64 => quote! { f64 },
        Type::String => quote! { &str },
        Type::Array(inner) => {
            let inner = ty(inner, Place::Elsewhere);
            quote! { impl IntoIterator<Item = impl Into<#inner>> }
        }
        other @ (Type::Json | Type::Named(_) | Type::Boxed(_) | Type::Map(_) | Type::Nullable(_)) => {
            let other = ty(other, Place::Elsewhere);
            quote! { &#other }
        }
    }
}

/// A list is collected first, whatever it came as.
fn collected(parameter: &Parameter, api: &Api) -> Option<TokenStream> {
    match resolved(&parameter.ty, api) {
        Type::Array(inner) => {
            let (name, inner) = (ident(&parameter.name.rust), ty(inner, Place::Elsewhere));
            Some(quote! { let #name: Vec<#inner> = #name.into_iter().map(Into::into).collect(); })
        }
        Type::Bool
        | Type::I64
        | Type::U64
        | Type::F64
        | Type::String
        | Type::Json
        | Type::Named(_)
        | Type::Boxed(_)
        | Type::Map(_)
        | Type::Nullable(_) => None,
    }
}

fn value(parameter: &Parameter, api: &Api) -> TokenStream {
    let name = ident(&parameter.name.rust);
    match resolved(&parameter.ty, api) {
        Type::String => quote! { Value::Str(#name) },
        Type::Bool | Type::I64 | Type::U64 | Type::F64 | Type::Array(_) => quote! { Schema::value(&#name) },
        Type::Json | Type::Named(_) | Type::Boxed(_) | Type::Map(_) | Type::Nullable(_) => {
            quote! { Schema::value(#name) }
        }
    }
}

/// The type behind aliases.
pub(super) fn resolved<'t>(ty: &'t Type, api: &'t Api) -> &'t Type {
    let mut ty = ty;
    for _ in 0..32 {
        let Type::Named(name) = ty else { return ty };
        match api.types.get(name).map(|def| &def.shape) {
            Some(Shape::Alias(inner)) => ty = inner,
            Some(
                Shape::Struct(_)
                | Shape::StringEnum(_)
                | Shape::IntegerEnum(_)
                | Shape::Union(_)
                | Shape::StringNewtype(_)
                | Shape::Newtype(_),
            )
            | None => return ty,
        }
    }
    ty
}

/// The operation's table, setters that a table can't hold, and the types of several answers.
fn items(operation: &Operation, api: &Api, checks: &Checks<'_>) -> TokenStream {
    let marker = ident(&operation.marker);
    let (id, path) = (&operation.id, &operation.path);
    let method = Token::new(operation.method.as_str(), Span::call_site());
    let rows = operation
        .parameters
        .iter()
        .enumerate()
        .map(|(number, parameter)| row(number, parameter, api, checks));
    let security: Vec<TokenStream> = operation
        .security
        .iter()
        .map(|all| {
            let all = all.iter().map(|scheme| index(*scheme));
            quote! { &[#(#all),*] }
        })
        .collect();
    let security = (!security.is_empty()).then(|| quote! { security = &[#(#security),*], });
    let (content_type, body) = match operation.body.as_ref().map(|body| &body.content) {
        Some(BodyContent::Json {
            media_type,
            constraints,
            ..
        }) => (
            (media_type != "application/json").then(|| quote! { content_type = #media_type, }),
            checks.path(constraints).map(|check| quote! { body = &#check, }),
        ),
        Some(BodyContent::Raw { .. }) | None => (None, None),
    };
    let (output, output_enum) = outcome(&operation.output);
    let (error, error_enum) = outcome(&operation.error);
    let responses = operation.cases.iter().map(case);
    let setters = own_setters(operation, api);
    quote! {
        operation! {
            #marker {
                #id #method #path,
                #(#rows)*
                #security
                #content_type
                #body
                Ok = #output,
                Err = #error,
                responses = [#(#responses),*],
            }
        }
        #setters
        #output_enum
        #error_enum
    }
}

/// A row of the table: a parameter, and its setter where the table can print it.
fn row(number: usize, parameter: &Parameter, api: &Api, checks: &Checks<'_>) -> TokenStream {
    let number = index(number);
    let spec = parameter_spec(parameter, checks);
    if parameter.required || collected(parameter, api).is_some() {
        return quote! { #number = #spec, };
    }
    let (name, ty) = (ident(&parameter.name.rust), argument(&parameter.ty, api));
    let docs = docs::item(
        &parameter.docs,
        &format!("Sets `{}`.", parameter.name.wire.replace('`', "'")),
    );
    let deprecated = parameter.deprecated.then(|| quote! { #[deprecated] });
    quote! { #(#docs)* #deprecated #number #name: #ty = #spec, }
}

/// Setters that do more than pass a value on: lists, which are collected, and an optional body.
fn own_setters(operation: &Operation, api: &Api) -> Option<TokenStream> {
    let marker = ident(&operation.marker);
    let mut methods: Vec<TokenStream> = Vec::new();
    for (number, parameter) in operation
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, parameter)| !parameter.required)
    {
        let Some(list) = collected(parameter, api) else {
            continue;
        };
        let (name, ty) = (ident(&parameter.name.rust), argument(&parameter.ty, api));
        let docs = docs::item(
            &parameter.docs,
            &format!("Sets `{}`.", parameter.name.wire.replace('`', "'")),
        );
        let deprecated = parameter.deprecated.then(|| quote! { #[deprecated] });
        let (value, number) = (value(parameter, api), index(number));
        methods.push(quote! {
            #(#docs)*
            #deprecated
            pub fn #name(self, #name: #ty) -> Self {
                #list
                self.parameter(#number, #value)
            }
        });
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let name = ident(&body.name);
        let docs = docs::item(&body.docs, "Sets the request body.");
        let (argument, call) = body_parts(body);
        methods.push(quote! {
            #(#docs)*
            pub fn #name(self, #argument) -> Self { self #call }
        });
    }
    (!methods.is_empty()).then(|| quote! { impl<M: Mode> Call<#marker, M> { #(#methods)* } })
}

fn parameter_spec(parameter: &Parameter, checks: &Checks<'_>) -> TokenStream {
    let wire = &parameter.name.wire;
    let (constructor, default_style) = match parameter.location {
        Location::Path => ("path", Style::Simple),
        Location::Query => ("query", Style::Form),
        Location::Header => ("header", Style::Simple),
        Location::Cookie => ("cookie", Style::Form),
    };
    let constructor = Token::new(constructor, Span::call_site());
    let required =
        (parameter.required && parameter.location != Location::Path).then(|| quote! { .required() });
    let style = (parameter.style != default_style).then(|| {
        let style = Token::new(style_name(parameter.style), Span::call_site());
        quote! { .style(Style::#style) }
    });
    let default_explode = matches!(default_style, Style::Form);
    let explode = (parameter.explode != default_explode).then(|| {
        let explode = parameter.explode;
        quote! { .explode(#explode) }
    });
    let reserved = parameter.allow_reserved.then(|| quote! { .allow_reserved() });
    let check = checks
        .path(&parameter.constraints)
        .map(|check| quote! { .check(&#check) });
    quote! { #constructor(#wire) #required #style #explode #reserved #check }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::Form => "Form",
        Style::Simple => "Simple",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    }
}

fn case(case: &Case) -> TokenStream {
    let status = match case.status {
        StatusKey::Exact(code) => {
            let code = index(usize::from(code));
            quote! { status(#code) }
        }
        StatusKey::Range(class) => {
            let class = index(usize::from(class));
            quote! { range(#class) }
        }
        StatusKey::Default => quote! { otherwise() },
    };
    let content = case.content.as_ref().map(|content| match content {
        Documented::Json(_) => quote! { .json() },
        Documented::Text => quote! { .text() },
        Documented::Bytes => quote! { .bytes() },
    });
    // The runtime takes 4XX, 5XX and `default` for errors, the rest for output.
    let output = (case.success && case.status == StatusKey::Default).then(|| quote! { .output() });
    quote! { #status #content #output }
}

/// The Rust type of one side, and the enum that it needs.
fn outcome(outcome: &Outcome) -> (TokenStream, Option<TokenStream>) {
    match outcome {
        Outcome::Empty => (quote! { () }, None),
        Outcome::Body(body) => (documented(body), None),
        Outcome::Optional(body) => {
            let body = documented(body);
            (quote! { Option<#body> }, None)
        }
        Outcome::Enum(several) => {
            let name = ident(&several.name);
            (quote! { #name }, Some(outcome_enum(several)))
        }
    }
}

pub(super) fn documented(body: &Documented) -> TokenStream {
    match body {
        Documented::Json(of) => ty(of, Place::Elsewhere),
        Documented::Text => quote! { String },
        Documented::Bytes => quote! { Bytes },
    }
}

fn outcome_enum(several: &OutcomeEnum) -> TokenStream {
    let name = ident(&several.name);
    let variants = several.variants.iter().map(|variant| {
        let docs = docs::item(&variant.docs, &docs::status(variant.status));
        let name = ident(&variant.name);
        let body = variant
            .body
            .as_ref()
            .map(documented)
            .map(|body| quote! { (#body) });
        quote! { #(#docs)* #name #body, }
    });
    let rows = several.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let key = match variant.status {
            StatusKey::Exact(code) => {
                let code = index(usize::from(code));
                quote! { #code }
            }
            StatusKey::Range(class) => {
                let class = index(usize::from(class));
                quote! { range(#class) }
            }
            StatusKey::Default => quote! { default },
        };
        let from = variant
            .body
            .as_ref()
            .map(documented)
            .map(|body| quote! { from #body });
        quote! { #key #name #from }
    });
    quote! {
        #[doc = " The documented answers, by status."]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
        outcome! { #name { #(#rows,)* } }
    }
}
