//! Operations: the request line, parameters and bodies. Responses have a file of their own.

use std::collections::BTreeSet;

use super::change::Effect;
use super::change::Effect::{Break, Caution, None as Nothing};
use super::pairs::{OperationPairs, emptied};
use super::rules::Rule;
use super::types::deprecation;
use super::walk::{Difference, SENT, Site, Walk};
use super::{bodies, parameters, responses, security};
use crate::ir::{Api, Argument, Group, Location, Operation};
use crate::naming::Ident;
use crate::source::Pointer;
use crate::surface::{Member, Owner, parameter_member};

/// Compares all operations.
pub(super) fn compare(walk: &mut Walk<'_>, pairs: &OperationPairs<'_>) {
    for (old, new) in &pairs.both {
        operation(walk, old, new);
    }
    for old in &pairs.removed {
        removed(walk, old);
    }
    for new in &pairs.added {
        added(walk, new);
    }
}

/// Method and path: `GET /parcels`.
pub(super) fn request_line(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

fn site(old: Option<&Operation>, new: Option<&Operation>) -> Option<Site> {
    let either = old.or(new)?;
    let owner = |operation: Option<&Operation>| operation.map(|of| Owner::Operation(of.marker.clone()));
    Some(Site {
        subject: new.unwrap_or(either).name.to_string(),
        identity: format!("{} {}", either.method.as_str(), emptied(&either.path)),
        owners: [owner(old), owner(new)],
        members: BTreeSet::new(),
        old: old.map(|of| of.pointer.clone()),
        new: new.map(|of| of.pointer.clone()),
        direction: SENT,
    })
}

fn removed(walk: &mut Walk<'_>, operation: &Operation) {
    let Some(mut site) = site(Some(operation), None) else {
        return;
    };
    site.new = site.old.as_ref().map(|at| walk.new_places().nearest(at));
    let carried = [named(operation), Vec::new()];
    walk.report(
        Rule::OperationRemoved,
        &site,
        Difference {
            from: request_line(operation),
            effects: [Break, Nothing],
            message: format!("`{}` is removed", request_line(operation)),
            wire: vec!["new servers answer calls of old clients with 404 or 405".to_owned()],
            also: with(operation, tag(&walk.old.api, operation)),
            help: Some("deprecate it for a release first".to_owned()),
            carried,
            ..Difference::default()
        },
    );
}

fn added(walk: &mut Walk<'_>, operation: &Operation) {
    let Some(mut site) = site(None, Some(operation)) else {
        return;
    };
    site.old = site.new.as_ref().map(|at| walk.old_places().nearest(at));
    let carried = [Vec::new(), named(operation)];
    walk.report(
        Rule::OperationAdded,
        &site,
        Difference {
            to: request_line(operation),
            effects: [Nothing, Caution],
            message: format!("`{}` is added", request_line(operation)),
            wire: vec!["old servers answer it with 404 or 405".to_owned()],
            also: with(operation, tag(&walk.new.api, operation)),
            carried,
            ..Difference::default()
        },
    );
}

/// The named types of an operation.
fn named(operation: &Operation) -> Vec<Ident> {
    let mut names = Vec::new();
    operation
        .sent()
        .chain(operation.received())
        .for_each(|of| of.named(&mut names));
    names
}

/// The place of the path of an operation; the operation itself, if several paths can refer to it.
fn of_path(site: &Site) -> Site {
    let item = |at: &Option<Pointer>| {
        let item = at.as_ref()?.parent()?;
        let is_path = item.parent()?.last()? == "paths";
        is_path.then_some(item)
    };
    let [old, new] = [&site.old, &site.new].map(|at| item(at).or(at.clone()));
    site.clone().at(old, new)
}

/// A change of the call itself, which has no types.
pub(super) fn call(
    walk: &mut Walk<'_>,
    rule: Rule,
    site: &Site,
    (from, to): (&str, &str),
    effects: [Effect; 2],
    message: String,
    wire: &str,
) {
    if from == to {
        return;
    }
    walk.report(
        rule,
        &site.clone().member(Member::Call),
        Difference {
            from: from.to_owned(),
            to: to.to_owned(),
            effects,
            message,
            wire: vec![wire.to_owned()],
            ..Difference::default()
        },
    );
}

/// The tag of an operation, as it is written.
fn tag<'a>(api: &'a Api, operation: &Operation) -> &'a str {
    let holds = |group: &&Group| group.operations.iter().any(|of| of.pointer == operation.pointer);
    let group = api.groups.iter().find(holds);
    let tag = group.and_then(|group| group.tag.as_ref());
    tag.map(|tag| tag.wire.as_str()).unwrap_or_default()
}

fn operation(walk: &mut Walk<'_>, old: &Operation, new: &Operation) {
    let Some(site) = site(Some(old), Some(new)) else {
        return;
    };
    let Operation {
        pointer: _,
        id,
        name,
        marker,
        method,
        path,
        query,
        server,
        docs: _,
        deprecated,
        parameters: _,
        body: _,
        cases: _,
        output: _,
        error: _,
        headers: _,
        stream: _,
        security: _,
        idempotency_key,
        paging: _,
        former: _,
    } = old;
    if emptied(path) != emptied(&new.path) {
        let message = format!(
            "the path of `{}` is `{}` instead of `{path}`",
            site.subject, new.path
        );
        call(
            walk,
            Rule::PathChanged,
            &of_path(&site),
            (path, &new.path),
            [Break, Break],
            message,
            "servers answer clients of the other side with 404",
        );
    } else if is_permuted(path, &new.path) {
        let message = format!(
            "the parameters in the path of `{}` change places: `{}` instead of `{path}`",
            site.subject, new.path
        );
        let wire = "each side reads a value as that of another parameter";
        walk.report(
            Rule::PathChanged,
            &site,
            Difference {
                from: path.clone(),
                to: new.path.clone(),
                effects: [Break, Break],
                message,
                wire: vec![wire.to_owned()],
                also: vec![path_members(old), path_members(new)],
                ..Difference::default()
            },
        );
    } else if path != &new.path {
        let message = format!(
            "the path of `{}` is spelled `{}` instead of `{path}`",
            site.subject, new.path
        );
        let wire = "nothing changes; in-memory tests that read path parameters by name do";
        walk.report(
            Rule::PathParameterRenamed,
            &site,
            Difference {
                from: path.clone(),
                to: new.path.clone(),
                message,
                wire: vec![wire.to_owned()],
                also: vec![path_members(old), path_members(new)],
                ..Difference::default()
            },
        );
    }
    let methods = (method.as_str(), new.method.as_str());
    let message = format!(
        "the method of `{}` is {} instead of {}",
        site.subject, methods.1, methods.0
    );
    let wire = "404 or 405 on either side; which requests are retried changes with the method";
    call(
        walk,
        Rule::MethodChanged,
        &site,
        methods,
        [Break, Break],
        message,
        wire,
    );
    let message = format!(
        "the operationId of `{}` is `{}` instead of `{id}`",
        site.subject, new.id
    );
    let wire = "nothing changes; errors, spans and tests name the new id, and the Rust name stays";
    call(
        walk,
        Rule::OperationIdChanged,
        &site,
        (id, &new.id),
        [Nothing; 2],
        message,
        wire,
    );
    tagged(walk, &site, (tag(&walk.old.api, old), tag(&walk.new.api, new)));
    if name != &new.name || marker != &new.marker {
        walk.report(
            Rule::MethodRenamed,
            &site,
            Difference {
                from: name.to_string(),
                to: new.name.to_string(),
                message: format!("the method `{name}` is named `{}`", new.name),
                wire: vec!["nothing changes".to_owned()],
                help: Some("restore the lock, which pins the names".to_owned()),
                ..Difference::default()
            },
        );
    }
    let message = format!(
        "each call of `{}` sends the query `{}`, and sent `{query}`",
        site.subject, new.query
    );
    call(
        walk,
        Rule::FixedQueryChanged,
        &site,
        (query, &new.query),
        [Break, Break],
        message,
        "another query is sent",
    );
    let message = format!(
        "`{}` goes to the server `{}` instead of `{server}`",
        site.subject, new.server
    );
    let wire = "requests go to another host; credentials are only sent to a trusted origin";
    call(
        walk,
        Rule::OperationServerChanged,
        &site,
        (server, &new.server),
        [Break, Caution],
        message,
        wire,
    );
    let keys = (
        idempotency_key.as_deref().unwrap_or_default(),
        new.idempotency_key.as_deref().unwrap_or_default(),
    );
    let message = match new.idempotency_key.is_some() {
        true => format!("`{}` carries an idempotency key, so it is retried", site.subject),
        false => format!(
            "`{}` carries no idempotency key any more, so it is not retried",
            site.subject
        ),
    };
    let wire = "whether a request is sent again after an error changes";
    call(
        walk,
        Rule::IdempotencyChanged,
        &site,
        keys,
        [Nothing, Caution],
        message,
        wire,
    );
    if *deprecated != new.deprecated {
        deprecation(walk, &site, new.deprecated);
    }
    security::operation(walk, old, new, &site);
    parameters::compare(walk, old, new, &site);
    bodies::compare(walk, old.body.as_ref(), new.body.as_ref(), &site);
    order(walk, old, new, &site);
    responses::compare(walk, old, new, &site);
}

fn tagged(walk: &mut Walk<'_>, site: &Site, (from, to): (&str, &str)) {
    if from == to {
        return;
    }
    let mut site = site.clone();
    let tags = |at: &Option<Pointer>| at.as_ref().map(|at| at.child("tags"));
    site.old = tags(&site.old).map(|at| walk.old_places().nearest(&at));
    site.new = tags(&site.new).map(|at| walk.new_places().nearest(&at));
    walk.report(
        Rule::TagChanged,
        &site,
        Difference {
            message: format!("the tag of `{}` is `{to}` instead of `{from}`", site.subject),
            from: from.to_owned(),
            to: to.to_owned(),
            wire: vec!["nothing changes; the method is reached by another accessor".to_owned()],
            also: vec![holder(from), holder(to)],
            ..Difference::default()
        },
    );
}

/// Whether two templates have the same parameters at other places.
fn is_permuted(old: &str, new: &str) -> bool {
    let names = |path: &str| -> Vec<String> {
        let names = path.split('{').skip(1).filter_map(|part| part.split_once('}'));
        names.map(|(name, _)| name.to_owned()).collect()
    };
    let (old, new) = (names(old), names(new));
    let sorted = |mut names: Vec<String>| {
        names.sort_unstable();
        names
    };
    old != new && sorted(old) == sorted(new)
}

/// The parameters of the path of an operation.
fn path_members(operation: &Operation) -> (Owner, BTreeSet<Member>) {
    let parameters = operation.parameters.iter();
    let in_path = parameters.filter(|parameter| parameter.location == Location::Path);
    let members = in_path.map(parameter_member).chain([Member::Call]);
    (Owner::Operation(operation.marker.clone()), members.collect())
}

/// What comes and goes with an operation: the accessor of its tag, and the constants of its headers.
fn with(operation: &Operation, tag: &str) -> Vec<(Owner, BTreeSet<Member>)> {
    let headers = operation.headers.iter();
    let headers = headers.map(|header| (Owner::Header(header.name.rust.clone()), BTreeSet::new()));
    headers.chain([holder(tag)]).collect()
}

/// The accessor of a tag, and the type that it returns.
fn holder(tag: &str) -> (Owner, BTreeSet<Member>) {
    (Owner::Tag(tag.to_owned()), BTreeSet::new())
}

/// The order of arguments, where only the order differs.
fn order(walk: &mut Walk<'_>, old: &Operation, new: &Operation, site: &Site) {
    let keys = |operation: &Operation| -> Vec<String> {
        let arguments = operation.arguments().into_iter();
        arguments
            .map(|argument| match argument {
                Argument::Parameter(parameter) => {
                    format!("{} {}", parameter.location.as_str(), parameter.name.wire)
                }
                Argument::Body(_) => "body".to_owned(),
            })
            .collect()
    };
    let method = new.name.to_string();
    super::names::order(walk, &keys(old), &keys(new), site, &method, |key| match key {
        "body" => Member::Body,
        parameter => Member::Parameter(parameter.to_owned()),
    });
}
