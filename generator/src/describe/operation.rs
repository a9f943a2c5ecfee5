//! The page of an operation.

use std::collections::BTreeSet;

use super::brief;
use super::page::{Given, Listed, OperationPage, Page, Responded};
use crate::emit;
use crate::ir::{
    Api, Argument, Case, Framing, Group, Operation, OutcomeForm, OutcomeVariant, Parameter, Tag,
};
use crate::naming::Ident;
use crate::surface::{self, argument, body_argument, documented, names, quoted};

/// The call of an operation: `client.pets().add`.
pub(super) fn call(operation: &Operation, tag: Option<&Tag>) -> String {
    let accessor = tag.map(|tag| format!("{}().", tag.method)).unwrap_or_default();
    format!("client.{accessor}{}", operation.name)
}

/// `POST /pets`
pub(super) fn request(operation: &Operation) -> String {
    brief::line(&format!("{} {}", operation.method.as_str(), operation.path))
}

pub(super) fn page(operation: &Operation, group: &Group, api: &Api, package: &emit::Package) -> Page {
    let tag = group.tag.as_ref();
    let cases = |success| operation.cases.iter().filter(move |case| case.success == success);
    Page::Operation(OperationPage {
        call: call(operation, tag),
        request: request(operation),
        operation_id: brief::line(&operation.id),
        pointer: operation.pointer.to_string(),
        is_deprecated: operation.deprecated,
        summary: brief::docs(&operation.docs),
        signature: signature(operation, api),
        output: outcome(&operation.output.form),
        error: outcome(&operation.error.form),
        example: emit::of_operation(operation, api, package, tag),
        parameters: parameters(operation, api),
        body: body(operation, api),
        responses: cases(true).map(response).collect(),
        errors: cases(false).map(response).collect(),
        notes: notes(operation, group, api),
        types: types(operation, api),
    })
}

fn signature(operation: &Operation, api: &Api) -> String {
    let arguments = operation.arguments().into_iter().map(|given| match given {
        Argument::Parameter(parameter) => {
            format!(", {}: {}", parameter.name.rust, argument(&parameter.ty, api))
        }
        Argument::Body(body) => format!(", {}: {}", body.name, body_argument(body, api)),
    });
    format!(
        "fn {}(&self{}) -> Call<operations::{}>",
        operation.name,
        arguments.collect::<String>(),
        operation.marker
    )
}

fn outcome(form: &OutcomeForm) -> String {
    match form {
        OutcomeForm::Empty => "()".to_owned(),
        OutcomeForm::Body(of) => documented(of),
        OutcomeForm::Optional(of) => format!("Option<{}>", documented(of)),
        OutcomeForm::Enum(several) => {
            let variants: Vec<String> = several.variants.iter().map(variant).collect();
            let variants = brief::cut(&variants.join(", "), 500);
            format!("operations::{}, an enum of {variants}", several.name)
        }
    }
}

fn variant(of: &OutcomeVariant) -> String {
    match &of.body {
        Some(body) => format!("{}({})", of.name, documented(body)),
        None => of.name.to_string(),
    }
}

/// Arguments first, as in the signature; then setters.
fn parameters(operation: &Operation, api: &Api) -> Listed<Given> {
    let given = operation
        .parameters
        .iter()
        .filter(|given| given.constant.is_none());
    let mut given: Vec<&Parameter> = given.collect();
    given.sort_by_key(|given| !given.required);
    given.into_iter().map(|given| parameter(given, api)).collect()
}

fn parameter(of: &Parameter, api: &Api) -> Given {
    Given {
        name: of.name.rust.to_string(),
        place: format!("{} {}", of.location.as_str(), quoted(&of.name.wire)),
        ty: argument(&of.ty, api),
        is_required: of.required,
        constraints: brief::cut(&surface::checks(&of.constraints, api), brief::LINE),
        docs: brief::docs(&of.docs),
    }
}

fn body(operation: &Operation, api: &Api) -> Listed<Given> {
    let body = operation.body.iter();
    let contents = body.flat_map(|body| body.contents.iter().map(move |content| (body, content)));
    let contents = contents.map(|(body, content)| Given {
        name: match &body.choice {
            Some(choice) => format!("{}: operations::{choice}::{}", body.name, content.variant),
            None => body.name.to_string(),
        },
        place: brief::cut(&surface::content(content, api), brief::LINE),
        ty: match &content.typed {
            Some(typed) => surface::ty(&typed.ty),
            None => "Body".to_owned(),
        },
        is_required: body.required,
        constraints: String::new(),
        docs: brief::docs(&body.docs),
    });
    contents.collect()
}

fn response(case: &Case) -> Responded {
    Responded {
        status: surface::status(case.status),
        media_type: case.media_type.clone(),
        ty: case.content.as_ref().map(documented).unwrap_or_default(),
        docs: brief::docs(&case.docs),
    }
}

fn notes(operation: &Operation, group: &Group, api: &Api) -> Vec<String> {
    let feature = group
        .tag
        .as_ref()
        .and_then(|tag| api.features.of_tag(&tag.method));
    let feature = feature.map(|name| format!("cargo feature: {name}"));
    let paging = operation.paging.as_ref();
    let paging = paging.map(|paging| {
        let (of, rule) = (surface::ty(&paging.element), surface::pages(paging));
        format!("pages: `.pages()`, `.pages().items()` of {of}; {rule}")
    });
    let stream = operation.stream.as_ref().map(|stream| {
        let framing = match stream.framing {
            Framing::Events => "server-sent events",
            Framing::Lines => "JSON lines",
            Framing::Sequence => "a JSON text sequence",
        };
        format!(
            "stream: `.items()` of {}, from {framing}",
            surface::ty(&stream.item)
        )
    });
    let key = operation.idempotency_key.as_ref();
    let key = key.map(|header| format!("idempotency key: header {}, set by the client", quoted(header)));
    let headers = operation
        .headers
        .iter()
        .map(|header| format!("headers::{}", header.name.rust));
    let headers: Vec<String> = headers.collect();
    let headers = (!headers.is_empty()).then(|| format!("response headers: {}", headers.join(", ")));
    let all = [credentials(operation, api), feature, paging, stream, key, headers];
    let all = all.into_iter().flatten();
    all.map(|note| brief::cut(&brief::line(&note), 500)).collect()
}

/// The setters of the credentials that a call sends: one of the alternatives.
fn credentials(operation: &Operation, api: &Api) -> Option<String> {
    let alternatives = operation.security.iter().map(|all| {
        let all = all.iter().filter_map(|index| api.schemes.get(*index));
        let all: Vec<String> = all.map(|scheme| format!("`.{}(…)`", scheme.name.rust)).collect();
        match all.is_empty() {
            true => "none".to_owned(),
            false => all.join(" and "),
        }
    });
    let alternatives: Vec<String> = alternatives.collect();
    (!alternatives.is_empty()).then(|| {
        format!(
            "credentials of the client's builder: {}",
            alternatives.join(", or ")
        )
    })
}

/// The types of arguments, bodies and responses.
fn types(operation: &Operation, api: &Api) -> Listed<String> {
    let parameters = operation.parameters.iter().map(|given| &given.ty);
    let bodies = operation.bodies().map(|body| &body.ty);
    let cases = operation
        .cases
        .iter()
        .filter_map(|case| case.content.as_ref()?.ty());
    let all = parameters.chain(bodies).chain(cases);
    let all: BTreeSet<Ident> = all.flat_map(|of| names(of, api)).collect();
    all.iter().map(|name| format!("types::{name}")).collect()
}
