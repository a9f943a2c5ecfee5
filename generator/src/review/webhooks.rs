//! Webhooks and callbacks: requests that the server sends and the user's program receives.

use std::collections::BTreeSet;

use super::change::Effect::{Caution, None as Nothing};
use super::pairs::WebhookPairs;
use super::places::Places;
use super::rules::Rule;
use super::types::{carried, deprecation, uses};
use super::walk::{Difference, RECEIVED, Site, Walk};
use crate::ir::{Type, Webhook};
use crate::source::Pointer;
use crate::surface::{Owner, ty};

/// Compares all webhooks.
pub(super) fn compare(walk: &mut Walk<'_>, pairs: &WebhookPairs<'_>) {
    for (old, new) in &pairs.both {
        both(walk, old, new);
    }
    for old in &pairs.removed {
        alone(walk, old, true);
    }
    for new in &pairs.added {
        alone(walk, new, false);
    }
}

/// The place of a webhook. The server sends it and the user receives it.
fn site(old: Option<&Webhook>, new: Option<&Webhook>) -> Option<Site> {
    let either = new.or(old)?;
    let owner = |webhook: Option<&Webhook>| webhook.map(|of| Owner::Webhook(of.marker.clone()));
    Some(Site {
        subject: format!("webhook {}", either.name),
        identity: format!("webhooks/{} {}", either.name, either.method.as_str()),
        owners: [owner(old), owner(new)],
        members: BTreeSet::new(),
        old: old.map(|of| of.pointer.clone()),
        new: new.map(|of| of.pointer.clone()),
        direction: RECEIVED,
    })
}

fn both(walk: &mut Walk<'_>, old: &Webhook, new: &Webhook) {
    let Webhook {
        pointer: _,
        content,
        // A receiver reads the body alone.
        method: _,
        name: _,
        marker,
        docs: _,
        deprecated,
        payload,
    } = old;
    let Some(site) = site(Some(old), Some(new)) else {
        return;
    };
    if *marker != new.marker {
        super::names::member(walk, &site, marker.as_str(), new.marker.as_str());
    }
    if *deprecated != new.deprecated {
        deprecation(walk, &site, new.deprecated);
    }
    let schema = |places: Places<'_>, content: &Pointer| Some(places.nearest(&content.child("schema")));
    let site = site.at(
        schema(walk.old_places(), content),
        schema(walk.new_places(), &new.content),
    );
    uses(walk, payload, &new.payload, &site);
}

fn alone(walk: &mut Walk<'_>, webhook: &Webhook, is_old: bool) {
    let sides = match is_old {
        true => (Some(webhook), None),
        false => (None, Some(webhook)),
    };
    let Some(mut site) = site(sides.0, sides.1) else {
        return;
    };
    let (rule, what, carried, effects, wire) = match is_old {
        true => (
            Rule::WebhookRemoved,
            "removed",
            carried(walk, &webhook.payload, &Type::Bool),
            [Caution, Caution],
            "new servers do not send it; new receivers do not know it when an old server sends it",
        ),
        false => (
            Rule::WebhookAdded,
            "added",
            carried(walk, &Type::Bool, &webhook.payload),
            [Caution, Nothing],
            "old receivers do not know it",
        ),
    };
    match is_old {
        true => site.new = Some(walk.new_places().nearest(&webhook.pointer)),
        false => site.old = Some(walk.old_places().nearest(&webhook.pointer)),
    }
    let payload = ty(&webhook.payload);
    walk.report(
        rule,
        &site,
        Difference {
            from: if is_old { payload.clone() } else { String::new() },
            to: if is_old { String::new() } else { payload },
            effects,
            message: format!("the webhook `{}` is {what}", webhook.name),
            wire: vec![wire.to_owned()],
            carried,
            ..Difference::default()
        },
    );
}
