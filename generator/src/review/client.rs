//! What belongs to the client as a whole: `info`, servers, security schemes and webhooks.

use std::collections::BTreeSet;

use super::change::Effect::{Break, Caution};
use super::pairs::WebhookPairs;
use super::rules::Rule;
use super::walk::{Difference, RECEIVED, SENT, Site, Walk};
use super::{security, webhooks};
use crate::ir::Server;
use crate::source::Pointer;
use crate::surface::{Owner, quoted};

/// Compares everything that is not an operation or a type.
pub(super) fn compare(walk: &mut Walk<'_>) {
    info(walk);
    security::schemes(walk);
    servers(walk);
    webhooks::compare(walk, &WebhookPairs::new(&walk.old.api, &walk.new.api));
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
    // A change of the default server alone is one change.
    let others = |all: &[(String, String)]| all.iter().skip(1).cloned().collect::<Vec<_>>();
    let list_changes = before != after && (from == to || others(&before) != others(&after));
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
    if list_changes {
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
                help: Some("add servers at the end, and keep those that are used".to_owned()),
                ..Difference::default()
            },
        );
    }
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
