//! Where tokens come from: the flows of OAuth 2 and the address of OpenID Connect, read from the trees. A client takes a token
//! from the caller for all but one of them, so the ir does not keep them.

use std::collections::BTreeSet;

use super::change::Effect::{self, Caution, None as Nothing};
use super::rules::Rule;
use super::walk::{Difference, Site, Walk};
use crate::source::{Node, Pointer};
use crate::surface::quoted;

/// The keywords of a scheme with the address of a document that says where tokens come from.
const SOURCES: &[&str] = &["openIdConnectUrl", "oauth2MetadataUrl"];

/// The keywords of a flow with an address.
const ADDRESSES: &[&str] = &[
    "authorizationUrl",
    "deviceAuthorizationUrl",
    "tokenUrl",
    "refreshUrl",
];

/// The flow whose tokens the client fetches.
const OWN: &str = "clientCredentials";

/// Compares where the tokens of a scheme come from. `is_own` tells whether the address of the client's own flow is compared
/// here.
pub(super) fn compare(walk: &mut Walk<'_>, site: &Site, is_own: bool) {
    let (Some(old), Some(new)) = (&site.old, &site.new) else {
        return;
    };
    let schemes = (walk.old_places().resolved(old), walk.new_places().resolved(new));
    let site = site.clone().at(Some(schemes.0), Some(schemes.1));
    for address in SOURCES {
        keyword(walk, &site, address);
    }
    let flows = below(&site, "flows");
    for kind in keys(walk, &flows) {
        let flow = below(&flows, &kind);
        match nodes(walk, &flow) {
            (Some(_), Some(_)) => both(walk, &flow, is_own || kind != OWN),
            (Some(_), None) => alone(walk, &flow, &kind, true),
            (None, Some(_)) => alone(walk, &flow, &kind, false),
            (None, None) => {}
        }
    }
}

fn below(site: &Site, key: &str) -> Site {
    let child = |at: &Option<Pointer>| at.as_ref().map(|at| at.child(key));
    let places = (child(&site.old), child(&site.new));
    site.inside(&format!(".{key}"), key).at(places.0, places.1)
}

fn nodes<'a>(walk: &Walk<'a>, site: &Site) -> (Option<&'a Node>, Option<&'a Node>) {
    let old = site.old.as_ref().and_then(|at| walk.old.tree.at(at));
    let new = site.new.as_ref().and_then(|at| walk.new.tree.at(at));
    (old, new)
}

/// The keys of both sides, without extensions.
fn keys(walk: &Walk<'_>, site: &Site) -> BTreeSet<String> {
    let (old, new) = nodes(walk, site);
    let members = [old, new].into_iter().flatten().filter_map(Node::as_object);
    members
        .flat_map(|members| members.keys().cloned())
        .filter(|key| !key.starts_with("x-"))
        .collect()
}

/// A flow of both sides. The names of its scopes count, and their descriptions don't.
fn both(walk: &mut Walk<'_>, flow: &Site, has_token_url: bool) {
    for address in ADDRESSES {
        if has_token_url || *address != "tokenUrl" {
            keyword(walk, flow, address);
        }
    }
    let scopes = below(flow, "scopes");
    for scope in keys(walk, &scopes) {
        let scope = below(&scopes, &scope);
        let (old, new) = nodes(walk, &scope);
        if old.is_some() != new.is_some() {
            let name = scope.new.as_ref().and_then(Pointer::last).unwrap_or_default();
            alone(walk, &scope, &name, old.is_some());
        }
    }
}

/// An address.
fn keyword(walk: &mut Walk<'_>, site: &Site, key: &str) {
    let site = below(site, key);
    let (old, new) = nodes(walk, &site);
    let text = |node: Option<&Node>| node.and_then(Node::as_str).map(quoted);
    let (from, to) = (text(old), text(new));
    if from == to {
        return;
    }
    let message = format!(
        "`{}` is {} instead of {}",
        site.subject,
        to.as_deref().unwrap_or("nothing"),
        from.as_deref().unwrap_or("nothing")
    );
    let effects = match (&from, &to) {
        (None, _) => [Nothing, Caution],
        (Some(_), None) => [Caution, Nothing],
        (Some(_), Some(_)) => [Caution, Caution],
    };
    let values = (from.unwrap_or_default(), to.unwrap_or_default());
    changed(walk, &site, values, effects, message);
}

/// A flow or a scope that one side has.
fn alone(walk: &mut Walk<'_>, site: &Site, name: &str, is_old: bool) {
    let (values, effects, what) = match is_old {
        true => ((name.to_owned(), String::new()), [Caution, Nothing], "removed"),
        false => ((String::new(), name.to_owned()), [Nothing, Caution], "added"),
    };
    changed(
        walk,
        site,
        values,
        effects,
        format!("`{}` is {what}", site.subject),
    );
}

fn changed(
    walk: &mut Walk<'_>,
    site: &Site,
    values: (String, String),
    effects: [Effect; 2],
    message: String,
) {
    let mut site = site.clone();
    site.old = site.old.map(|at| walk.old_places().nearest(&at));
    site.new = site.new.map(|at| walk.new_places().nearest(&at));
    walk.report(
        Rule::TokenSourceChanged,
        &site,
        Difference {
            from: values.0,
            to: values.1,
            effects,
            message,
            wire: vec!["programs that fetch tokens ask another address, or for other scopes".to_owned()],
            ..Difference::default()
        },
    );
}
