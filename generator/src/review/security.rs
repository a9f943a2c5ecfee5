//! Security: schemes, and the credentials that an operation sends.

use super::change::Effect::{Break, Caution, None as Nothing};
use super::change::Silent;
use super::rules::Rule;
use super::types::deprecation;
use super::walk::{Difference, SENT, Site, Walk};
use crate::ir::{Api, Operation, Scheme, SchemeKind};
use crate::surface::{Member, Owner, quoted};

/// The alternatives of an operation, each with what a text says of its schemes, sorted.
fn alternatives(api: &Api, operation: &Operation, text: fn(&Scheme) -> String) -> Vec<String> {
    let alternatives = operation.security.iter().map(|all| {
        let all = all.iter().filter_map(|scheme| api.schemes.get(*scheme));
        let mut all: Vec<String> = all.map(text).collect();
        all.sort_unstable();
        match all.is_empty() {
            true => "none".to_owned(),
            false => all.join(" and "),
        }
    });
    alternatives.collect()
}

/// Compares the credentials of an operation.
pub(super) fn operation(walk: &mut Walk<'_>, old: &Operation, new: &Operation, site: &Site) {
    let sides = |text| {
        (
            alternatives(&walk.old.api, old, text),
            alternatives(&walk.new.api, new, text),
        )
    };
    let (before, after) = sides(|scheme| scheme.name.wire.clone());
    // A server sees what is sent, and not the name of its scheme.
    let (sent_before, sent_after) = sides(sent);
    let scopes = scopes(walk, site);
    if before == after && scopes.0 == scopes.1 {
        return;
    }
    let open = |all: &[String]| all.is_empty() || all.iter().any(|one| one == "none");
    let still_taken = |from: &[String], to: &[String]| open(to) || from.iter().all(|one| to.contains(one));
    let old_clients = match still_taken(&sent_before, &sent_after) && (open(&after) || !open(&before)) {
        true if is_more(&scopes) => Break,
        true => Nothing,
        false => Break,
    };
    let new_clients = match still_taken(&sent_after, &sent_before) && (open(&before) || !open(&after)) {
        true => Nothing,
        false => Caution,
    };
    let text = |all: &[String], scopes: &str| match all.is_empty() {
        true => "no credential".to_owned(),
        false => format!("{}{scopes}", all.join(" or ")),
    };
    let (from, to) = (text(&before, &scopes.0), text(&after, &scopes.1));
    let at = |at: &Option<crate::source::Pointer>| at.as_ref().map(|at| at.child("security"));
    let (old_at, new_at) = (at(&site.old), at(&site.new));
    let site = site.inside(" security", "security").member(Member::Call).at(
        old_at.map(|at| walk.old_places().nearest(&at)),
        new_at.map(|at| walk.new_places().nearest(&at)),
    );
    walk.report(
        Rule::SecurityChanged,
        &site,
        Difference {
            effects: [old_clients, new_clients],
            silent: match before == after {
                true => Silent::Sent,
                false => Silent::No,
            },
            message: format!("`{}` needs {to} instead of {from}", site.subject),
            from,
            to,
            wire: vec![match old_clients {
                Break => "calls without the new credential fail: before they are sent, or with 401 or 403"
                    .to_owned(),
                Nothing | Caution | super::change::Effect::Unknown => {
                    "credentials of old clients are still accepted".to_owned()
                }
            }],
            ..Difference::default()
        },
    );
}

/// The scopes of an operation on each side, from the trees: the ir does not keep them.
fn scopes(walk: &Walk<'_>, site: &Site) -> (String, String) {
    let of =
        |tree: &crate::source::Node, root: &crate::source::Pointer, at: &Option<crate::source::Pointer>| {
            let own = at.as_ref().and_then(|at| tree.at(&at.child("security")));
            let all = own.or_else(|| tree.at(&root.child("security")));
            let requirements = all.and_then(|all| all.as_array()).unwrap_or_default();
            let mut texts = Vec::new();
            for requirement in requirements {
                for (name, scopes) in requirement.as_object().into_iter().flatten() {
                    let scopes = scopes.as_array().unwrap_or_default().iter();
                    let mut scopes: Vec<&str> = scopes.filter_map(|scope| scope.as_str()).collect();
                    scopes.sort_unstable();
                    if !scopes.is_empty() {
                        texts.push(format!("{name} {}", scopes.join(" ")));
                    }
                }
            }
            match texts.is_empty() {
                true => String::new(),
                false => format!(" (scopes {})", texts.join(", ")),
            }
        };
    (
        of(&walk.old.tree, &walk.old.root, &site.old),
        of(&walk.new.tree, &walk.new.root, &site.new),
    )
}

/// Whether scopes came.
fn is_more((old, new): &(String, String)) -> bool {
    let words = |text: &str| -> Vec<String> {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        text.split([' ', ',', '(', ')']).map(str::to_owned).collect()
    };
    let before = words(old);
    words(new).iter().any(|word| !before.contains(word))
}

/// Compares the security schemes.
pub(super) fn schemes(walk: &mut Walk<'_>) {
    let (old, new) = (&walk.old.api.schemes, &walk.new.api.schemes);
    for a in old {
        match new.iter().find(|b| b.name.wire == a.name.wire) {
            Some(b) => scheme(walk, a, b),
            None => alone(walk, a, true),
        }
    }
    for b in new {
        if !old.iter().any(|a| a.name.wire == b.name.wire) {
            alone(walk, b, false);
        }
    }
}

fn site(walk: &Walk<'_>, old: Option<&Scheme>, new: Option<&Scheme>) -> Site {
    let wire = new.or(old).map(|of| of.name.wire.clone()).unwrap_or_default();
    let at = |root: &crate::source::Pointer| root.child("components").child("securitySchemes").child(&wire);
    let owner = |scheme: Option<&Scheme>| scheme.map(|of| Owner::Scheme(of.name.wire.clone()));
    Site {
        subject: wire.clone(),
        identity: format!("securitySchemes/{wire}"),
        owners: [owner(old), owner(new)],
        members: std::collections::BTreeSet::new(),
        old: Some(walk.old_places().nearest(&at(&walk.old.root))),
        new: Some(walk.new_places().nearest(&at(&walk.new.root))),
        direction: SENT,
    }
}

/// How the credential of a scheme is sent.
fn sent(scheme: &Scheme) -> String {
    match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::Token => "a bearer token".to_owned(),
        SchemeKind::Basic => "user name and password".to_owned(),
        SchemeKind::Http(word) => format!("`Authorization: {word}`"),
        SchemeKind::ApiKeyHeader(name) => format!("header {}", quoted(name)),
        SchemeKind::ApiKeyQuery(name) => format!("query {}", quoted(name)),
        SchemeKind::ApiKeyCookie(name) => format!("cookie {}", quoted(name)),
    }
}

fn scheme(walk: &mut Walk<'_>, old: &Scheme, new: &Scheme) {
    let Scheme {
        name,
        kind: _,
        flow: _,
        docs: _,
        deprecated,
        // They follow from the names of the setters.
        variables: _,
    } = old;
    let site = site(walk, Some(old), Some(new));
    if *deprecated != new.deprecated {
        deprecation(walk, &site, new.deprecated);
    }
    if name.rust != new.name.rust {
        super::names::member(walk, &site, name.rust.as_str(), new.name.rust.as_str());
    }
    let flow = |flow: &Option<crate::ir::Flow>| {
        flow.as_ref()
            .map(|flow| format!(", tokens from {}", quoted(&flow.token_url)))
            .unwrap_or_default()
    };
    if old.kind == new.kind {
        let addresses = [old, new].map(|scheme| scheme.flow.as_ref().map(|flow| &flow.token_url));
        // A change of the address that the client asks is a change of the scheme.
        let [before, after] = addresses;
        super::flows::compare(walk, &site, before == after);
    }
    let (from, to) = (
        format!("{}{}", sent(old), flow(&old.flow)),
        format!("{}{}", sent(new), flow(&new.flow)),
    );
    if from == to {
        return;
    }
    let wire_changes = sent(old) != sent(new);
    walk.report(
        Rule::SchemeChanged,
        &site,
        Difference {
            effects: match wire_changes {
                true => [Break, Break],
                false => [Caution, Caution],
            },
            message: format!(
                "the credential `{}` is sent as {to} instead of {from}",
                site.subject
            ),
            from,
            to,
            wire: vec!["servers answer clients of the other side with 401".to_owned()],
            ..Difference::default()
        },
    );
}

fn alone(walk: &mut Walk<'_>, scheme: &Scheme, is_old: bool) {
    let site = match is_old {
        true => site(walk, Some(scheme), None),
        false => site(walk, None, Some(scheme)),
    };
    let (rule, from, to, what) = match is_old {
        true => (Rule::SchemeRemoved, sent(scheme), String::new(), "removed"),
        false => (Rule::SchemeAdded, String::new(), sent(scheme), "added"),
    };
    walk.report(
        rule,
        &site,
        Difference {
            from,
            to,
            message: format!("the security scheme `{}` is {what}", site.subject),
            wire: vec!["the operations that need it are changes of their own".to_owned()],
            ..Difference::default()
        },
    );
}
