//! The lines of operations: the method, the marker type with its success and error types, setters, and enums of bodies and
//! responses.

use std::collections::BTreeSet;

use super::checks::{literal, suffix};
use super::contents::{content_meaning, style};
use super::rust::{
    argument, body, body_argument, borrowed, documented, documented_names, lifetime, names, plain, ty,
};
use super::{Kind, Line, Member, Owner, Surface, quoted};
use crate::ir::{
    Api, Argument, Body, Case, Documented, Group, NextPage, Operation, OutcomeEnum, OutcomeForm,
    OutcomeVariant, Paging, Parameter, Sequence, StatusKey, Style,
};
use crate::naming::Ident;

pub(super) fn add(api: &Api, surface: &mut Surface) {
    for group in &api.groups {
        for operation in &group.operations {
            Operations {
                api,
                operation,
                owner: Owner::Operation(operation.marker.clone()),
                surface,
            }
            .add(group);
        }
    }
}

/// The lines of one operation.
struct Operations<'a> {
    api: &'a Api,
    operation: &'a Operation,
    owner: Owner,
    surface: &'a mut Surface,
}

impl Operations<'_> {
    fn add(&mut self, group: &Group) {
        self.method(group);
        self.marker();
        let optional = self.operation.parameters.iter().filter(|given| !given.required);
        for parameter in optional {
            self.setter(parameter);
        }
        if let Some(body) = &self.operation.body {
            self.body(body);
        }
        self.outcome(true);
        self.outcome(false);
        self.documented_headers();
        if let Some(paging) = &self.operation.paging {
            self.pages(paging);
        }
        if let Some(stream) = &self.operation.stream {
            self.stream(stream);
        }
    }

    fn line(&mut self, suffix: &str, line: Line) {
        let item = format!("operations::{}{suffix}", self.operation.marker);
        self.surface.add(item, line);
    }

    fn method(&mut self, group: &Group) {
        let mut types = Vec::new();
        let mut wires = Vec::new();
        let mut members = BTreeSet::new();
        let mut named: BTreeSet<Ident> = BTreeSet::new();
        let mut others: Vec<(usize, String)> = Vec::new();
        for given in self.operation.arguments() {
            match given {
                Argument::Parameter(parameter) => {
                    let plain = plain(&parameter.ty, self.api).into_iter();
                    others.extend(plain.map(|plain| (types.len(), plain)));
                    types.push(argument(&parameter.ty, self.api));
                    wires.push(place(parameter));
                    members.insert(member(parameter));
                    named.extend(names(&parameter.ty, self.api));
                }
                Argument::Body(body) => {
                    let single = self.single_bodies(body).into_iter();
                    others.extend(single.map(|one| (types.len(), one)));
                    types.push(body_argument(body, self.api));
                    wires.push("body".to_owned());
                    members.insert(Member::Body);
                    named.extend(body_names(body, self.api));
                }
            }
        }
        let signature = |types: &[String]| {
            let arguments = std::iter::once("&self").chain(types.iter().map(String::as_str));
            format!(
                "fn({}) -> Call<operations::{}>",
                arguments.collect::<Vec<&str>>().join(", "),
                self.operation.marker
            )
        };
        let accepted = others.into_iter().map(|(index, one)| {
            let with_one = types.iter().enumerate();
            let with_one = with_one.map(|(at, of)| if at == index { one.clone() } else { of.clone() });
            signature(&with_one.collect::<Vec<String>>())
        });
        let line = Line::new(&self.owner, signature(&types), wires.join(", "))
            .accepts(accepted.collect::<Vec<String>>())
            .kind(Kind::Function(types.len()))
            .members(members)
            .names(named);
        let former = self.operation.former.iter();
        let former = former.map(|method| (&method.tag, &method.name));
        for (tag, name) in std::iter::once((&group.tag, &self.operation.name)).chain(former) {
            let holder = match tag {
                Some(tag) => format!("operations::{}", tag.ty),
                None => "Client".to_owned(),
            };
            self.surface.add(format!("{holder}::{name}"), line.clone());
        }
    }

    /// The request line, and the values that every call sends in addition to its arguments.
    fn marker(&mut self) {
        let operation = self.operation;
        let mut meaning = vec![format!("{} {}", operation.method.as_str(), operation.path)];
        let constants = operation
            .parameters
            .iter()
            .filter_map(|given| given.constant.as_ref().map(|value| (given, value)));
        meaning.extend(constants.map(|(given, value)| format!("{} always {}", place(given), literal(value))));
        let given = [("query", &operation.query), ("server", &operation.server)];
        let given = given.iter().filter(|(_, text)| !text.is_empty());
        meaning.extend(given.map(|(what, text)| format!("{what} {}", quoted(text))));
        meaning.extend(self.security());
        let key = operation.idempotency_key.as_ref();
        meaning.extend(key.map(|key| format!("idempotency key {}", quoted(key))));
        for parameter in operation.parameters.iter().filter(|given| given.required) {
            let written = written(parameter, self.api);
            if !written.is_empty() {
                meaning.push(format!("{}{written}", place(parameter)));
            }
        }
        let constants = operation.parameters.iter().filter(|given| given.required);
        let members = constants.map(member).chain([Member::Call]);
        let line = Line::new(&self.owner, "Operation", meaning.join(", ")).members(members);
        self.line("", line);
    }

    fn security(&self) -> Option<String> {
        let alternatives = self.operation.security.iter().map(|all| {
            let all = all.iter().filter_map(|scheme| self.api.schemes.get(*scheme));
            let mut all: Vec<String> = all.map(|scheme| quoted(&scheme.name.wire)).collect();
            all.sort_unstable();
            match all.is_empty() {
                true => "none".to_owned(),
                false => all.join(" and "),
            }
        });
        let alternatives: Vec<String> = alternatives.collect();
        (!alternatives.is_empty()).then(|| format!("credential {}", alternatives.join(" or ")))
    }

    fn setter(&mut self, parameter: &Parameter) {
        let meaning = format!("{}{}", place(parameter), written(parameter, self.api));
        let signature = |of: String| format!("fn(self, {of}) -> Self");
        let line = Line::new(&self.owner, signature(argument(&parameter.ty, self.api)), meaning)
            .accepts(plain(&parameter.ty, self.api).map(signature))
            .members([member(parameter)])
            .names(names(&parameter.ty, self.api));
        self.call_line(parameter.name.rust.as_str(), line, 1);
    }

    fn call_line(&mut self, method: &str, line: Line, arguments: usize) {
        let item = format!("Call<operations::{}>::{method}", self.operation.marker);
        self.surface.add(item, line.kind(Kind::Function(arguments)));
    }

    fn body(&mut self, body: &Body) {
        let contents = body
            .contents
            .iter()
            .map(|content| content_meaning(content, self.api));
        let meaning = contents.collect::<Vec<String>>().join(" or ");
        let named = body_names(body, self.api);
        let (argument, single) = (body_argument(body, self.api), self.single_bodies(body));
        let of = |argument: &str| match body.required {
            true => argument.to_owned(),
            false => format!("fn(self, {argument}) -> Self"),
        };
        let line = Line::new(&self.owner, of(&argument), meaning)
            .accepts(single.iter().map(|one| of(one)))
            .members([Member::Body])
            .names(named);
        match body.required {
            // The argument has no name in Rust, so the line shows its type.
            true => self.line(" body", line.kind(Kind::Note)),
            false => self.call_line(body.name.as_str(), line, 1),
        }
        if let Some(choice) = &body.choice {
            self.choice(choice, body);
        }
    }

    /// The types of bodies with one media type from which the enum of media types is converted.
    fn single_bodies(&self, of: &Body) -> Vec<String> {
        let contents = of
            .contents
            .iter()
            .filter(|content| of.choice.is_some() && content.convertible);
        let arguments = contents.filter_map(|content| {
            let typed = content.typed.as_ref()?;
            let single = body(&typed.ty, self.api);
            (single == borrowed(&typed.ty, self.api)).then_some(single)
        });
        arguments.collect()
    }

    fn choice(&mut self, choice: &Ident, body: &Body) {
        self.surface.add(
            format!("operations::{choice}"),
            Line::new(&self.owner, format!("enum{}", lifetime(body)), "request body").members([Member::Body]),
        );
        for content in &body.contents {
            let holds = match &content.typed {
                Some(typed) => borrowed(&typed.ty, self.api),
                None if content.range.is_some() => "MediaBody".to_owned(),
                None => "Body".to_owned(),
            };
            let from = if content.convertible { " From" } else { "" };
            let named = content.typed.iter().flat_map(|typed| names(&typed.ty, self.api));
            let line = Line::new(
                &self.owner,
                format!("variant({holds}){from}"),
                content_meaning(content, self.api),
            )
            .kind(Kind::Variant)
            .members([Member::Body])
            .names(named);
            self.surface
                .add(format!("operations::{choice}::{}", content.variant), line);
        }
    }

    fn outcome(&mut self, success: bool) {
        let operation = self.operation;
        let (name, member, outcome) = match success {
            true => ("Output", Member::Output, &operation.output),
            false => ("Error", Member::Error, &operation.error),
        };
        let mut named = Vec::new();
        let signature = match &outcome.form {
            OutcomeForm::Empty => "()".to_owned(),
            OutcomeForm::Body(of) => {
                named.extend(documented_names(of, self.api));
                documented(of)
            }
            OutcomeForm::Optional(of) => {
                named.extend(documented_names(of, self.api));
                format!("Option<{}>", documented(of))
            }
            OutcomeForm::Enum(several) => format!("operations::{}", several.name),
        };
        if let Some(several) = outcome.variants() {
            self.outcome_enum(several, &member);
        }
        let cases = operation.cases.iter().filter(|case| case.success == success);
        let mut cases: Vec<&Case> = cases.collect();
        // The order of media types is that of `Accept`; that of statuses has no meaning.
        cases.sort_by_key(|case| case.status);
        let meaning: Vec<String> = cases.into_iter().map(case_meaning).collect();
        let line = Line::new(&self.owner, signature, meaning.join(", "))
            .kind(Kind::Response)
            .members([member])
            .names(named);
        self.line(&format!("::{name}"), line);
    }

    fn outcome_enum(&mut self, several: &OutcomeEnum, member: &Member) {
        let line = Line::new(&self.owner, "enum", "responses").members([member.clone()]);
        self.surface.add(format!("operations::{}", several.name), line);
        for variant in &several.variants {
            let line = outcome_variant(&self.owner, variant, self.api).members([member.clone()]);
            self.surface
                .add(format!("operations::{}::{}", several.name, variant.name), line);
        }
    }

    /// The documented response headers. Their constants are separate items.
    fn documented_headers(&mut self) {
        let headers = self
            .operation
            .headers
            .iter()
            .map(|header| quoted(&header.name.wire.to_ascii_lowercase()));
        let mut headers: Vec<String> = headers.collect();
        // Neither their order nor their case has a meaning.
        headers.sort_unstable();
        if !headers.is_empty() {
            let line = Line::new(&self.owner, "", headers.join(", "))
                .kind(Kind::Note)
                .members([Member::Headers]);
            self.line(" headers", line);
        }
    }

    fn pages(&mut self, paging: &Paging) {
        let signature = format!("pages of {}", ty(&paging.element));
        let line = Line::new(&self.owner, signature, paging_meaning(paging))
            .members([Member::Pages])
            .names(names(&paging.element, self.api));
        self.call_line("pages", line, 0);
    }

    fn stream(&mut self, stream: &Sequence) {
        let framing = stream.framing.name();
        let meaning = format!("{framing} of {}", quoted(&stream.media_type));
        let line = Line::new(&self.owner, format!("items of {}", ty(&stream.item)), meaning)
            .members([Member::Stream])
            .names(names(&stream.item, self.api));
        self.call_line("items", line, 0);
    }
}

fn outcome_variant(owner: &Owner, variant: &OutcomeVariant, api: &Api) -> Line {
    let signature = match &variant.body {
        Some(body) => format!("variant({})", documented(body)),
        None => "variant".to_owned(),
    };
    let media_types: Vec<String> = variant
        .media_types
        .iter()
        .map(|of| format!(" {}", quoted(of)))
        .collect();
    let meaning = format!("{}{}", status(variant.status), media_types.concat());
    let named = variant.body.iter().flat_map(|body| documented_names(body, api));
    Line::new(owner, signature, meaning)
        .kind(Kind::Variant)
        .names(named)
}

/// The pagination rule.
pub(crate) fn paging_meaning(paging: &Paging) -> String {
    let next_page = match &paging.next_page {
        NextPage::Cursor { parameter, next } => format!("cursor {} from {next}", quoted(parameter)),
        NextPage::Offset { parameter } => format!("offset {}", quoted(parameter)),
        NextPage::Page { parameter, first } => format!("page {} from {first}", quoted(parameter)),
        NextPage::Link { next: Some(next) } => format!("address at {next}"),
        NextPage::Link { next: None } => "header Link".to_owned(),
    };
    let more = paging
        .more
        .as_ref()
        .map(|more| format!(", until {more} is false"));
    format!(
        "{next_page}, items at {}{}",
        paging.items,
        more.unwrap_or_default()
    )
}

/// The member of a parameter.
pub(crate) fn member(parameter: &Parameter) -> Member {
    Member::Parameter(format!("{} {}", parameter.location.as_str(), parameter.name.wire))
}

/// `query "limit"`
fn place(parameter: &Parameter) -> String {
    format!("{} {}", parameter.location.as_str(), quoted(&parameter.name.wire))
}

/// The serialization of a parameter if it is not the default of its location, and its constraints.
fn written(parameter: &Parameter, api: &Api) -> String {
    let usual = match parameter.location {
        crate::ir::Location::Path | crate::ir::Location::Header => (Style::Simple, false),
        crate::ir::Location::Query | crate::ir::Location::QueryString | crate::ir::Location::Cookie => {
            (Style::Form, true)
        }
    };
    let mut text = String::new();
    if (parameter.style, parameter.explode) != usual {
        text.push_str(&format!(" {}", style(parameter.style, parameter.explode)));
    }
    if parameter.allow_reserved {
        text.push_str(" allowReserved");
    }
    if parameter.allow_empty {
        text.push_str(" sent when empty");
    }
    text.push_str(&suffix(&parameter.constraints, api));
    text
}

fn body_names(body: &Body, api: &Api) -> Vec<Ident> {
    let typed = body.contents.iter().filter_map(|content| content.typed.as_ref());
    typed.flat_map(|typed| names(&typed.ty, api)).collect()
}

/// A status of the Responses Object.
pub(crate) fn status(status: StatusKey) -> String {
    match status {
        StatusKey::Exact(code) => code.to_string(),
        StatusKey::Range(class) => format!("{class}XX"),
        StatusKey::Default => "default".to_owned(),
    }
}

fn case_meaning(case: &Case) -> String {
    let status = status(case.status);
    let other = if case.is_other { " by `api_as`" } else { "" };
    let Some(content) = &case.content else {
        return format!("{status}{other}");
    };
    let reading = match content {
        Documented::Typed(of) => ty(of),
        Documented::Text => "text".to_owned(),
        Documented::Bytes => "bytes".to_owned(),
    };
    format!("{status} {} {reading}{other}", quoted(&case.media_type))
}
