//! What belongs to the client as a whole: `info`, servers, security schemes and webhooks.

use std::collections::BTreeSet;

use super::change::Effect::{Break, Caution, None as Nothing};
use super::rules::Rule;
use super::security;
use super::types::{carried, deprecation, uses};
use super::walk::{Difference, RECEIVED, SENT, Site, Walk};
use crate::ir::{Server, Type, Webhook};
use crate::source::Pointer;
use crate::surface::{Owner, quoted, ty};

/// Compares everything that is not an operation or a type.
pub(super) fn compare(walk: &mut Walk<'_>) {
    info(walk);
    security::schemes(walk);
    servers(walk);
    webhooks(walk);
    signature(walk);
}

fn root_site(walk: &Walk<'_>, keyword: &str) -> Site {
    Site {
        subject: keyword.to_owned(),
        identity: keyword.to_owned(),
        owners: [None, None],
        members: BTreeSet::new(),
        old: Some(walk.old_places().nearest(&walk.old.root.child(keyword))),
        new: Some(walk.new_places().nearest(&walk.new.root.child(keyword))),
        direction: SENT,
    }
}

fn info(walk: &mut Walk<'_>) {
    let (old, new) = (&walk.old.api.info, &walk.new.api.info);
    for (keyword, from, to) in [
        ("version", &old.version, &new.version),
        ("title", &old.title, &new.title),
    ] {
        if from == to {
            continue;
        }
        let site = root_site(walk, "info");
        let inside = |at: &Option<Pointer>| at.as_ref().map(|at| at.child(keyword));
        let (a, b) = (inside(&site.old), inside(&site.new));
        let site = site.inside(&format!(".{keyword}"), keyword).at(a, b);
        walk.report(
            Rule::InfoChanged,
            &site,
            Difference {
                from: from.clone(),
                to: to.clone(),
                message: format!("`info.{keyword}` is {} instead of {}", quoted(to), quoted(from)),
                wire: vec!["nothing changes".to_owned()],
                ..Difference::default()
            },
        );
    }
}

fn template(server: &Server) -> String {
    let variables = server.variables.iter().map(|variable| {
        let values = variable.values.as_ref().map(|(_, values)| {
            let values: Vec<&str> = values.iter().map(|value| value.wire.as_str()).collect();
            format!(" of {}", values.join("|"))
        });
        format!(
            " {}={}{}",
            variable.name.wire,
            variable.default,
            values.unwrap_or_default()
        )
    });
    format!("{}{}", server.template, variables.collect::<String>())
}

fn servers(walk: &mut Walk<'_>) {
    let (old, new) = (&walk.old.api.servers, &walk.new.api.servers);
    let default = |servers: &[Server]| {
        servers
            .first()
            .map(|server| server.url.clone())
            .unwrap_or_default()
    };
    let all = |servers: &[Server]| -> Vec<(String, String)> {
        let servers = servers.iter();
        servers
            .map(|server| (template(server), server.function.to_string()))
            .collect()
    };
    let (from, to) = (default(old), default(new));
    let (before, after) = (all(old), all(new));
    let mut site = root_site(walk, "servers");
    site.owners = [Some(Owner::Servers), Some(Owner::Servers)];
    if from != to {
        let message = match (from.is_empty(), to.is_empty()) {
            (_, true) => "there is no default server any more: a client needs an address".to_owned(),
            (true, _) => format!("the default server is {}", quoted(&to)),
            (false, false) => format!(
                "the default server is {} instead of {}",
                quoted(&to),
                quoted(&from)
            ),
        };
        walk.report(
            Rule::DefaultServerChanged,
            &site,
            Difference {
                effects: [Caution, Caution],
                message,
                from,
                to,
                wire: vec![
                    "clients that name no server go to another host when they are compiled again".to_owned(),
                ],
                help: Some("keep the first server first".to_owned()),
                ..Difference::default()
            },
        );
    }
    if before != after {
        let text = |all: &[(String, String)]| -> String {
            let all: Vec<String> = all
                .iter()
                .map(|(template, function)| format!("{function} {template}"))
                .collect();
            all.join(", ")
        };
        walk.report(
            Rule::ServersChanged,
            &site,
            Difference {
                from: text(&before),
                to: text(&after),
                message: "the documented servers change".to_owned(),
                wire: vec!["the functions of `servers` change".to_owned()],
                ..Difference::default()
            },
        );
    }
}

fn webhooks(walk: &mut Walk<'_>) {
    let (old, new) = (&walk.old.api.webhooks, &walk.new.api.webhooks);
    for a in old {
        match new.iter().find(|b| b.name == a.name) {
            Some(b) => webhook(walk, a, b),
            None => alone(walk, a, true),
        }
    }
    for b in new {
        if !old.iter().any(|a| a.name == b.name) {
            alone(walk, b, false);
        }
    }
}

fn webhook_site(walk: &Walk<'_>, old: Option<&Webhook>, new: Option<&Webhook>) -> Site {
    let name = new.or(old).map(|of| of.name.clone()).unwrap_or_default();
    let owner = |webhook: Option<&Webhook>| webhook.map(|of| Owner::Webhook(of.marker.clone()));
    let mut site = root_site(walk, "webhooks");
    site.subject = format!("webhook {name}");
    site.identity = format!("webhooks/{name}");
    site.owners = [owner(old), owner(new)];
    // The server sends it and the user receives it.
    site.direction = RECEIVED;
    site
}

fn webhook(walk: &mut Walk<'_>, old: &Webhook, new: &Webhook) {
    let Webhook {
        name: _,
        marker,
        docs: _,
        deprecated,
        payload,
    } = old;
    let site = webhook_site(walk, Some(old), Some(new));
    if *marker != new.marker {
        super::names::member(walk, &site, marker.as_str(), new.marker.as_str());
    }
    if *deprecated != new.deprecated {
        deprecation(walk, &site, new.deprecated);
    }
    uses(walk, payload, &new.payload, &site);
}

fn alone(walk: &mut Walk<'_>, webhook: &Webhook, is_old: bool) {
    let (site, rule, what, carried, effects, wire) = match is_old {
        true => (
            webhook_site(walk, Some(webhook), None),
            Rule::WebhookRemoved,
            "removed",
            carried(walk, &webhook.payload, &Type::Bool),
            [Caution, Caution],
            "new servers do not send it; new receivers do not know it when an old server sends it",
        ),
        false => (
            webhook_site(walk, None, Some(webhook)),
            Rule::WebhookAdded,
            "added",
            carried(walk, &Type::Bool, &webhook.payload),
            [Caution, Nothing],
            "old receivers do not know it",
        ),
    };
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

fn signature(walk: &mut Walk<'_>) {
    let text = |signature: &Option<crate::Signature>| signature.as_ref().map(crate::surface::signature);
    let (from, to) = (text(&walk.old.api.signature), text(&walk.new.api.signature));
    if from == to {
        return;
    }
    let mut site = root_site(walk, "webhooks");
    site.owners = [Some(Owner::Signature), Some(Owner::Signature)];
    site.subject = "webhooks::SIGNATURE".to_owned();
    site.identity = "webhooks/signature".to_owned();
    site.direction = RECEIVED;
    walk.report(
        Rule::SignatureChanged,
        &site,
        Difference {
            from: from.unwrap_or_default(),
            to: to.unwrap_or_default(),
            effects: [Break, Break],
            message: "the signature of webhooks changes".to_owned(),
            wire: vec!["receivers refuse webhooks that are signed in another way".to_owned()],
            ..Difference::default()
        },
    );
}
