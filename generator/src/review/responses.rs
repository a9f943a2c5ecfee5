//! Responses: statuses, media types, bodies, headers, streams and pages.

use std::collections::BTreeSet;

use super::change::Effect::{Break, Caution, None as Nothing};
use super::places::Places;
use super::rules::Rule;
use super::types::uses;
use super::walk::{Difference, RECEIVED, Site, Walk};
use super::{headers, sequences, successes};
use crate::ir::{Case, Documented, Operation, Outcome, StatusKey};
use crate::naming::Ident;
use crate::source::Pointer;
use crate::surface::{Member, pages, status, ty};

/// Compares what two operations receive.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Operation, new: &Operation, site: &Site) {
    let mut site = site.clone();
    site.direction = RECEIVED;
    cases(walk, old, new, &site);
    order(walk, old, new, &site);
    for (member, a, b) in [
        (Member::Output, &old.output, &new.output),
        (Member::Error, &old.error, &new.error),
    ] {
        outcome(walk, a, b, &site.clone().member(member));
    }
    headers::compare(walk, old, new, &site);
    sequences::stream(walk, old.stream.as_ref(), new.stream.as_ref(), &site);
    let text = |operation: &Operation| operation.paging.as_ref().map(pages);
    let (from, to) = (text(old), text(new));
    if from != to {
        sequences::paging(walk, from.as_deref(), to.as_deref(), &site);
    }
    if let (Some(a), Some(b)) = (&old.paging, &new.paging) {
        let place = site.clone().member(Member::Pages);
        uses(walk, &a.element, &b.element, &place);
    }
}

fn member(case: &Case) -> Member {
    match case.success {
        true => Member::Output,
        false => Member::Error,
    }
}

/// The place of a response.
fn case_site(walk: &Walk<'_>, site: &Site, old: Option<&Case>, new: Option<&Case>) -> Option<Site> {
    let either = old.or(new)?;
    let status = status(either.status);
    let place = |at: &Option<Pointer>, is_old: bool, case: Option<&Case>| {
        let places = if is_old {
            walk.old_places()
        } else {
            walk.new_places()
        };
        let at = at.as_ref()?.child("responses").child(&status);
        let response = places.resolved(&at);
        let at = match case {
            Some(case) if !case.media_type.is_empty() => response.child("content").child(&case.media_type),
            Some(_) | None => response,
        };
        Some(places.nearest(&at))
    };
    let (before, after) = (place(&site.old, true, old), place(&site.new, false, new));
    Some(
        site.inside(&format!(" {status}"), &status)
            .member(member(either))
            .at(before, after),
    )
}

/// The place of a response with all its media types.
fn whole(places: Places<'_>, operation: &Option<Pointer>, case: &Case) -> Option<Pointer> {
    let responses = operation.as_ref()?.child("responses");
    let at = responses.child(&status(case.status));
    places.tree.at(&at).is_some().then_some(at)
}

fn cases(walk: &mut Walk<'_>, old: &Operation, new: &Operation, site: &Site) {
    let mut left: Vec<&Case> = new.cases.iter().collect();
    let mut both = Vec::new();
    let mut gone = Vec::new();
    for a in &old.cases {
        let is_same = |b: &&&Case| (b.status, &b.media_type) == (a.status, &a.media_type);
        match left.iter().position(|b| is_same(&b)) {
            Some(index) => both.push((a, left.remove(index))),
            None => gone.push(a),
        }
    }
    let mut unmatched = Vec::new();
    for a in gone {
        match left.iter().position(|b| b.status == a.status) {
            Some(index) => both.push((a, left.remove(index))),
            None => unmatched.push(a),
        }
    }
    for (a, b) in both {
        case(walk, a, b, site);
    }
    for a in unmatched {
        let is_alternative = old
            .cases
            .iter()
            .any(|other| other.status == a.status && other.media_type != a.media_type);
        removed(walk, a, site, is_alternative, new);
    }
    for b in left {
        let is_alternative = new
            .cases
            .iter()
            .any(|other| other.status == b.status && other.media_type != b.media_type);
        added(walk, b, site, is_alternative, old);
    }
}

/// The order of the media types of a response, in which `Accept` lists them.
fn order(walk: &mut Walk<'_>, old: &Operation, new: &Operation, site: &Site) {
    let of = |operation: &Operation, status: StatusKey| -> Vec<String> {
        let cases = operation.cases.iter().filter(|case| case.status == status);
        cases.map(|case| case.media_type.clone()).collect()
    };
    let statuses: BTreeSet<StatusKey> = old.cases.iter().map(|case| case.status).collect();
    for status in statuses {
        let (mut before, mut after) = (of(old, status), of(new, status));
        let (all_before, all_after) = (before.clone(), after.clone());
        before.retain(|of| all_after.contains(of));
        after.retain(|of| all_before.contains(of));
        let first =
            |operation: &'_ Operation| operation.cases.iter().find(|case| case.status == status).cloned();
        let (Some(a), Some(b), true) = (first(old), first(new), before != after) else {
            continue;
        };
        let Some(site) = case_site(walk, site, Some(&a), Some(&b)) else {
            continue;
        };
        let content = |at: &Option<Pointer>| at.as_ref().and_then(Pointer::parent);
        let places = (content(&site.old), content(&site.new));
        walk.report(
            Rule::MediaTypeOrder,
            &site.clone().at(places.0, places.1),
            Difference {
                from: before.join(", "),
                to: after.join(", "),
                effects: [Nothing, Caution],
                message: format!("the media types of `{}` stand in another order", site.subject),
                wire: vec![
                    "clients list them in this order in `Accept`, where no other is preferred".to_owned(),
                ],
                ..Difference::default()
            },
        );
    }
}

fn names(content: Option<&Documented>, is_free: impl Fn(&Ident) -> bool) -> Vec<Ident> {
    let mut names = Vec::new();
    if let Some(of) = content.and_then(Documented::ty) {
        of.named(&mut names);
    }
    names.retain(|name| is_free(name));
    names
}

fn content(case: &Case) -> String {
    match &case.content {
        Some(of) => format!("{} {}", case.media_type, documented(of)),
        None => "no body".to_owned(),
    }
}

fn added(walk: &mut Walk<'_>, case: &Case, site: &Site, is_alternative: bool, old: &Operation) {
    let operation = &site.new;
    let Some(mut site) = case_site(walk, site, None, Some(case)) else {
        return;
    };
    if !is_alternative {
        site.new = whole(walk.new_places(), operation, case).or(site.new);
    }
    let carried = [
        Vec::new(),
        names(case.content.as_ref(), |name| walk.pairs.old_of(name).is_none()),
    ];
    if is_alternative {
        walk.report(
            Rule::ResponseMediaTypeChanged,
            &site,
            Difference {
                to: content(case),
                message: format!("`{}` can also be {}", site.subject, content(case)),
                wire: vec!["clients ask for what they prefer with `Accept`".to_owned()],
                is_audible: true,
                carried,
                ..Difference::default()
            },
        );
        return;
    }
    let read = successes::undocumented(old, case, &walk.pairs, true, &walk.new.api);
    let (rule, effects, wire) = match (case.success, wider(case, old)) {
        (true, Some(true)) => (
            Rule::SuccessAdded,
            [Nothing, Nothing],
            "old clients read it as the response of a range, which has the same body",
        ),
        (true, None)
            if old
                .cases
                .iter()
                .all(|case| !case.success || case.content.is_none()) =>
        {
            (
                Rule::SuccessAdded,
                match case.content {
                    Some(_) => [Caution, Nothing],
                    None => [Nothing, Nothing],
                },
                "old clients read it as a success without a body, which all documented ones are",
            )
        }
        (true, Some(false) | None) => (
            Rule::SuccessAdded,
            [read.unwrap_or(Break), Nothing],
            match read {
                Some(_) => "old clients take it for the success that they know, and read its body",
                None => "old clients take it for `ErrorKind::Undocumented`, although the request succeeded",
            },
        ),
        (false, Some(_)) => (
            Rule::ErrorAdded,
            [Caution, Nothing],
            "old clients read it as the response of a range or of `default`",
        ),
        (false, None) => (
            Rule::ErrorAdded,
            [Caution, Nothing],
            "old clients take it for `ErrorKind::Undocumented` and keep its body untyped",
        ),
    };
    walk.report(
        rule,
        &site,
        Difference {
            to: content(case),
            effects,
            message: format!("`{}` is documented: {}", site.subject, content(case)),
            wire: vec![wire.to_owned()],
            is_audible: case.success && read.is_some(),
            carried,
            ..Difference::default()
        },
    );
}

/// Whether an operation has a response for the status by its range or by `default`, and whether it has the same body.
fn wider(case: &Case, operation: &Operation) -> Option<bool> {
    let is_wider = |other: &&Case| match (case.status, other.status) {
        (StatusKey::Exact(code), StatusKey::Range(class)) => code / 100 == u16::from(class),
        (StatusKey::Exact(_) | StatusKey::Range(_), StatusKey::Default) => !case.success && !other.success,
        (StatusKey::Exact(_) | StatusKey::Range(_) | StatusKey::Default, _) => false,
    };
    let found = operation.cases.iter().find(is_wider)?;
    Some((&found.media_type, &found.content) == (&case.media_type, &case.content))
}

fn removed(walk: &mut Walk<'_>, case: &Case, site: &Site, is_alternative: bool, new: &Operation) {
    let operation = &site.old;
    let Some(mut site) = case_site(walk, site, Some(case), None) else {
        return;
    };
    if !is_alternative {
        site.old = whole(walk.old_places(), operation, case).or(site.old);
    }
    let carried = [
        names(case.content.as_ref(), |name| walk.pairs.new_of(name).is_none()),
        Vec::new(),
    ];
    let read = successes::undocumented(new, case, &walk.pairs, false, &walk.old.api);
    let (rule, effects, wire) = match (is_alternative, case.success) {
        (true, _) => (
            Rule::ResponseMediaTypeChanged,
            [Caution, Nothing],
            "servers may answer with another media type",
        ),
        (false, true) if wider(case, new) == Some(true) => (
            Rule::SuccessRemoved,
            [Nothing, Nothing],
            "new clients read it as the response of a range, which has the same body",
        ),
        (false, true) => (
            Rule::SuccessRemoved,
            [Nothing, read.unwrap_or(Break)],
            match read {
                Some(_) => "new clients take it for the success that they know, and read its body",
                None => "new clients take it for `ErrorKind::Undocumented` when an old server sends it",
            },
        ),
        (false, false) => (
            Rule::ErrorRemoved,
            [Nothing, Caution],
            "new clients take it for `ErrorKind::Undocumented` when an old server sends it",
        ),
    };
    walk.report(
        rule,
        &site,
        Difference {
            from: content(case),
            effects,
            message: format!("`{}` is no longer documented: {}", site.subject, content(case)),
            wire: vec![wire.to_owned()],
            is_audible: case.success && read.is_some(),
            carried,
            ..Difference::default()
        },
    );
}

/// Compares a response that both sides have.
fn case(walk: &mut Walk<'_>, old: &Case, new: &Case, site: &Site) {
    let Some(site) = case_site(walk, site, Some(old), Some(new)) else {
        return;
    };
    match (&old.content, &new.content) {
        (None, None) => {}
        (Some(Documented::Typed(a)), Some(Documented::Typed(b))) => {
            let schema = |at: &Option<Pointer>| at.as_ref().map(|at| at.child("schema"));
            uses(walk, a, b, &site.clone().at(schema(&site.old), schema(&site.new)));
            if old.media_type != new.media_type {
                media_type(walk, old, new, &site);
            }
            super::xml::compare(walk, old.xml.as_ref(), new.xml.as_ref(), &site);
        }
        (Some(a), Some(b)) => {
            if a != b || old.media_type != new.media_type {
                media_type(walk, old, new, &site);
            }
        }
        (a, b) => {
            let carried = [
                names(a.as_ref(), |name| walk.pairs.new_of(name).is_none()),
                names(b.as_ref(), |name| walk.pairs.old_of(name).is_none()),
            ];
            let (effects, wire) = match b.is_some() {
                true => (
                    [Nothing, Break],
                    "new clients can't read an empty body of an old server",
                ),
                false => ([Break, Nothing], "old clients can't read an empty body"),
            };
            walk.report(
                Rule::ResponseBodyChanged,
                &site,
                Difference {
                    from: content(old),
                    to: content(new),
                    effects,
                    message: format!(
                        "`{}` has {} instead of {}",
                        site.subject,
                        content(new),
                        content(old)
                    ),
                    wire: vec![wire.to_owned()],
                    carried,
                    ..Difference::default()
                },
            );
        }
    }
}

/// Whether clients decode a response as JSON by its media type.
fn is_json(case: &Case) -> bool {
    let essence = case.media_type.split(';').next().unwrap_or_default().trim();
    let is_named = matches!(essence, "application/json" | "text/json") || essence.ends_with("+json");
    is_named && matches!(case.content, Some(Documented::Typed(_)))
}

fn media_type(walk: &mut Walk<'_>, old: &Case, new: &Case, site: &Site) {
    let carried = [
        names(old.content.as_ref(), |name| walk.pairs.new_of(name).is_none()),
        names(new.content.as_ref(), |name| walk.pairs.old_of(name).is_none()),
    ];
    let (effects, wire) = match is_json(old) && is_json(new) {
        true => (
            [Caution, Caution],
            "a client reads JSON of any media type, and asks for its own with `Accept`",
        ),
        false => (
            [Break, Break],
            "a client takes the other media type for `ErrorKind::MediaType`",
        ),
    };
    walk.report(
        Rule::ResponseMediaTypeChanged,
        site,
        Difference {
            from: content(old),
            to: content(new),
            effects,
            message: format!(
                "`{}` is {} instead of {}",
                site.subject,
                content(new),
                content(old)
            ),
            wire: vec![wire.to_owned()],
            carried,
            ..Difference::default()
        },
    );
}

/// The form of the Rust type: the same bodies can be a type, an option or an enum.
fn outcome(walk: &mut Walk<'_>, old: &Outcome, new: &Outcome, site: &Site) {
    let variants = |outcome: &Outcome| -> Vec<(String, String)> {
        let variants = outcome
            .variants()
            .into_iter()
            .flat_map(|several| &several.variants);
        let text = |variant: &crate::ir::OutcomeVariant| {
            format!("{} {}", status(variant.status), variant.media_types.join(", "))
        };
        variants
            .map(|variant| (text(variant), variant.name.to_string()))
            .collect()
    };
    let after = variants(new);
    for (key, name) in variants(old) {
        let other = after.iter().find(|(other, _)| *other == key);
        if let Some((_, other)) = other
            && *other != name
        {
            super::names::member(walk, site, &name, other);
        }
    }
}

/// The type of a documented body in words.
fn documented(of: &Documented) -> String {
    match of {
        Documented::Typed(of) => ty(of),
        Documented::Text => "text".to_owned(),
        Documented::Bytes => "bytes".to_owned(),
    }
}
