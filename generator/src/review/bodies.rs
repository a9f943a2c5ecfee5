//! Request bodies: presence, media types, encodings and types.

use super::change::Effect::{Break, Caution, None as Nothing, Unknown};
use super::fields::directed;
use super::parameters::{plain, requirement};
use super::places::Places;
use super::relations::values;
use super::rules::Rule;
use super::walk::{Difference, Site, Walk};
use crate::ir::{Body, BodyContent};
use crate::naming::Ident;
use crate::source::Pointer;
use crate::surface::{Member, content, ty};

fn body_site(site: &Site, walk: &Walk<'_>) -> Site {
    let old = site
        .old
        .as_ref()
        .map(|at| walk.old_places().nearest(&at.child("requestBody")))
        .map(|at| walk.old_places().resolved(&at));
    let new = site
        .new
        .as_ref()
        .map(|at| walk.new_places().nearest(&at.child("requestBody")))
        .map(|at| walk.new_places().resolved(&at));
    site.inside("(body)", "body").member(Member::Body).at(old, new)
}

pub(super) fn compare(walk: &mut Walk<'_>, old: Option<&Body>, new: Option<&Body>, site: &Site) {
    let site = body_site(site, walk);
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) => body_added(walk, new, &site),
        (Some(old), None) => body_removed(walk, old, &site),
        (Some(old), Some(new)) => bodies(walk, old, new, &site),
    }
}

fn types_of(body: &Body) -> Vec<Ident> {
    let mut names = Vec::new();
    let typed = body.contents.iter().filter_map(|content| content.typed.as_ref());
    typed.for_each(|typed| typed.ty.named(&mut names));
    names
}

fn body_added(walk: &mut Walk<'_>, body: &Body, site: &Site) {
    let (effects, kind, wire) = match body.is_described_required() {
        true => (
            [Break, Caution],
            "required",
            "requests of old clients lack it and are refused",
        ),
        false => ([Nothing, Caution], "optional", "old servers ignore it"),
    };
    let types = types_of(body);
    let types = types.into_iter().filter(|name| walk.pairs.old_of(name).is_none());
    let carried = [Vec::new(), types.collect()];
    walk.report(
        Rule::BodyAdded,
        site,
        Difference {
            to: kind.to_owned(),
            effects,
            message: format!("{kind} request body `{}` is added", site.subject),
            wire: vec![wire.to_owned()],
            carried,
            ..Difference::default()
        },
    );
}

fn body_removed(walk: &mut Walk<'_>, body: &Body, site: &Site) {
    let effects = match body.is_described_required() {
        true => [Caution, Break],
        false => [Caution, Nothing],
    };
    let types = types_of(body);
    let types = types.into_iter().filter(|name| walk.pairs.new_of(name).is_none());
    let carried = [types.collect(), Vec::new()];
    walk.report(
        Rule::BodyRemoved,
        site,
        Difference {
            from: if body.is_described_required() {
                "required"
            } else {
                "optional"
            }
            .to_owned(),
            effects,
            message: format!("the request body `{}` is removed", site.subject),
            wire: vec!["servers ignore or refuse the body of old clients".to_owned()],
            carried,
            ..Difference::default()
        },
    );
}

/// The media type of a body, or its range.
fn media_type(content: &BodyContent) -> &str {
    content.range.as_deref().unwrap_or(&content.media_type)
}

fn bodies(walk: &mut Walk<'_>, old: &Body, new: &Body, site: &Site) {
    if old.is_described_required() != new.is_described_required() {
        requirement(walk, site, new.is_described_required());
    }
    if old.name != new.name && !new.required {
        super::names::member(walk, site, old.name.as_str(), new.name.as_str());
    }
    let mut left: Vec<&BodyContent> = new.contents.iter().collect();
    let mut gone = Vec::new();
    let mut both = Vec::new();
    for a in &old.contents {
        match left.iter().position(|b| media_type(a) == media_type(b)) {
            Some(index) => both.push((a, left.remove(index))),
            None => gone.push(a),
        }
    }
    // The body is an enum of its media types.
    let is_enum = old.contents.len() > 1 && new.contents.len() > 1;
    for (a, b) in both {
        if is_enum && a.variant != b.variant {
            let site = media_site(site, media_type(a));
            super::names::member(walk, &site, a.variant.as_str(), b.variant.as_str());
        }
        contents(walk, a, b, site);
    }
    // A media type instead of another is reported as removed; what it is now stands beside it.
    let instead: Vec<String> = left
        .iter()
        .map(|content| media_type(content).to_owned())
        .collect();
    let replaced = gone.len() == 1 && left.len() == 1;
    for a in gone {
        let types: Vec<Ident> = content_names(a, |name| walk.pairs.new_of(name).is_none());
        let come = match replaced {
            true => left
                .iter()
                .flat_map(|b| content_names(b, |name| walk.pairs.old_of(name).is_none()))
                .collect(),
            false => Vec::new(),
        };
        let whole = site;
        let mut site = media_site(whole, media_type(a));
        if replaced && let [b] = left.as_slice() {
            site.new = media_site(whole, media_type(b)).new;
        }
        walk.report(
            Rule::BodyMediaTypeRemoved,
            &site,
            Difference {
                from: media_type(a).to_owned(),
                to: match replaced {
                    true => instead.join(", "),
                    false => String::new(),
                },
                effects: [Break, if replaced { Break } else { Nothing }],
                message: match replaced {
                    true => format!(
                        "the body `{}` is `{}` instead of `{}`",
                        site.subject,
                        instead.join(", "),
                        media_type(a)
                    ),
                    false => format!("the body `{}` can no longer be `{}`", site.subject, media_type(a)),
                },
                wire: vec!["new servers refuse it with 415".to_owned()],
                carried: [types, come],
                ..Difference::default()
            },
        );
    }
    if replaced {
        return;
    }
    for b in left {
        let types = content_names(b, |name| walk.pairs.old_of(name).is_none());
        let site = media_site(site, media_type(b));
        walk.report(
            Rule::BodyMediaTypeAdded,
            &site,
            Difference {
                to: media_type(b).to_owned(),
                effects: [Nothing, Caution],
                message: format!("the body `{}` can also be `{}`", site.subject, media_type(b)),
                wire: vec!["old servers refuse it with 415; clients prefer what they sent before".to_owned()],
                is_audible: true,
                carried: [Vec::new(), types],
                ..Difference::default()
            },
        );
    }
}

fn content_names(content: &BodyContent, is_free: impl Fn(&Ident) -> bool) -> Vec<Ident> {
    let mut names = Vec::new();
    if let Some(typed) = &content.typed {
        typed.ty.named(&mut names);
    }
    names.retain(|name| is_free(name));
    names
}

fn media_site(site: &Site, media_type: &str) -> Site {
    let at = |at: &Option<Pointer>| at.as_ref().map(|at| at.child("content").child(media_type));
    let (old, new) = (at(&site.old), at(&site.new));
    let mut inside = site.inside("", media_type);
    inside.old = old;
    inside.new = new;
    inside
}

fn contents(walk: &mut Walk<'_>, old: &BodyContent, new: &BodyContent, site: &Site) {
    let site = media_site(site, media_type(old));
    match (&old.typed, &new.typed) {
        (Some(a), Some(b)) => {
            let schema = |at: &Option<Pointer>| at.as_ref().map(|at| at.child("schema"));
            let inner = site.clone().at(schema(&site.old), schema(&site.new));
            values(walk, (&a.ty, &a.constraints), (&b.ty, &b.constraints), &inner);
            if (a.format, &a.encoding, &a.untyped) != (b.format, &b.encoding, &b.untyped) {
                let forms = (content(old, &walk.old.api), content(new, &walk.new.api));
                let message = format!("parts of `{}` are written in another way", site.subject);
                let wire = "each side misreads the other's values";
                plain(
                    walk,
                    Rule::EncodingChanged,
                    &site,
                    (&forms.0, &forms.1),
                    [Break, Break],
                    message,
                    wire,
                );
            }
            super::xml::compare(walk, a.xml.as_ref(), b.xml.as_ref(), &site);
        }
        (None, None) => {}
        (a, b) => {
            let text = |typed: &Option<crate::ir::TypedBody>| match typed {
                Some(typed) => ty(&typed.ty),
                None => "any bytes".to_owned(),
            };
            // A schema that shapes no type can still refuse what the other side sends.
            let restricts = |places: Places<'_>, at: &Option<Pointer>| {
                at.as_ref()
                    .is_some_and(|at| !places.allows_any_object(&at.child("schema")))
            };
            let effects = match b.is_some() {
                true if restricts(walk.old_places(), &site.old) => [Break, Unknown],
                true => [Break, Nothing],
                false if restricts(walk.new_places(), &site.new) => [Unknown, Caution],
                false => [Nothing, Caution],
            };
            let carried = [
                content_names(old, |name| walk.pairs.new_of(name).is_none()),
                content_names(new, |name| walk.pairs.old_of(name).is_none()),
            ];
            let (from, to) = (text(a), text(b));
            let wire = match effects.contains(&Unknown) {
                true => "not decided: one schema of the body shapes no type",
                false => "the schema of the body comes or goes",
            };
            walk.report(
                Rule::TypeChanged,
                &site,
                Difference {
                    message: format!("`{}` is {to} instead of {from}", site.subject),
                    from,
                    to,
                    effects,
                    carried,
                    wire: directed(&site, [wire, ""]),
                    ..Difference::default()
                },
            );
        }
    }
    if old.convertible != new.convertible {
        let message = format!(
            "whether the body `{}` is converted from its content changes",
            site.subject
        );
        let text = |is: bool| if is { "From" } else { "no From" };
        let texts = (text(old.convertible), text(new.convertible));
        plain(
            walk,
            Rule::TypeRespelled,
            &site,
            texts,
            [Nothing; 2],
            message,
            "nothing changes",
        );
    }
}
