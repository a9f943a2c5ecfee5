//! Fields: a property that both sides have.

use super::change::Effect::{self, Break, Caution, None as Nothing};
use super::objects::{at, is_required};
use super::places::{Access, Places};
use super::relations::values;
use super::rules::Rule;
use super::types::{deprecation, secret};
use super::walk::{Difference, Site, Walk, effects};
use crate::ir::{Field, Presence};
use crate::source::Pointer;

/// Compares a property that both sides have.
pub(super) fn field(walk: &mut Walk<'_>, old: &Field, new: &Field, site: &Site) {
    let Field {
        name,
        ty: of,
        presence: _,
        described: _,
        constraints: checks,
        docs: _,
        deprecated,
        secret: is_secret,
        read_only: _,
        write_only: _,
    } = old;
    let whole = site;
    let mut site = at(walk, site, &name.wire);
    if name.rust != new.name.rust {
        super::names::member(walk, &site, name.rust.as_str(), new.name.rust.as_str());
    }
    // An optional property may be absent anyway.
    let is_audible = !is_required(old) && !is_required(new);
    let both = declared(walk, [Some(old), Some(new)], whole, &name.wire);
    access(walk, both, is_audible, &site);
    site.direction.request &= !(old.is_only_received() && new.is_only_received());
    site.direction.response &= !(old.is_only_sent() && new.is_only_sent());
    required(walk, old, new, whole, &site);
    null(walk, old, new, &site);
    values(walk, (of, checks), (&new.ty, &new.constraints), &site);
    if *deprecated != new.deprecated {
        deprecation(walk, &site, new.deprecated);
    }
    if *is_secret != new.secret {
        secret(walk, &site, new.secret);
    }
    super::keywords::default(walk, &site);
}

fn required(walk: &mut Walk<'_>, old: &Field, new: &Field, whole: &Site, site: &Site) {
    let (before, after) = (is_required(old), is_required(new));
    if before == after {
        return;
    }
    let mut site = site.clone();
    let wire = &new.name.wire;
    // The lock keeps the `Option`, so it can still be absent.
    let is_kept = new.presence.is_optional();
    let (rule, effects, message, wires): (Rule, [Effect; 2], &str, [&str; 2]) = match after {
        true => {
            site.new = whole.new.as_ref().map(|at| walk.new_places().required(at, wire));
            (
                Rule::BecameRequired,
                effects(
                    site.direction,
                    [Break, Nothing],
                    [Nothing, if is_kept { Nothing } else { Break }],
                ),
                "becomes required",
                [
                    "requests of old clients that omit it are refused",
                    match is_kept {
                        true => "new clients still read responses of old servers that omit it",
                        false => "new clients can't read responses of old servers that omit it",
                    },
                ],
            )
        }
        false => {
            site.old = whole.old.as_ref().map(|at| walk.old_places().required(at, wire));
            (
                Rule::BecameOptional,
                effects(site.direction, [Nothing, Caution], [Break, Nothing]),
                "becomes optional",
                [
                    "old servers refuse requests that omit it",
                    "old clients can't read responses that omit it",
                ],
            )
        }
    };
    let checked = after && is_kept && site.direction.request;
    let checked = checked.then(|| "new clients send no request that omits it".to_owned());
    let help = after && site.direction.request;
    let help = help.then(|| "take requests without it until all clients send it".to_owned());
    walk.report(
        rule,
        &site,
        Difference {
            from: before.to_string(),
            to: after.to_string(),
            effects,
            message: format!("`{}` {message}", site.subject),
            wire: directed(&site, wires).into_iter().chain(checked).collect(),
            help,
            ..Difference::default()
        },
    );
}

fn null(walk: &mut Walk<'_>, old: &Field, new: &Field, site: &Site) {
    let (before, after) = (old.described().is_nullable(), new.described().is_nullable());
    if before == after {
        return;
    }
    // A client reads `null` of an optional property, in either form.
    let tolerant = old.presence.is_optional() && new.presence.is_optional();
    let still_reads = tolerant || new.presence != Presence::Required;
    let (rule, effects, message, wires) = match after {
        true => (
            Rule::BecameNullable,
            effects(
                site.direction,
                [Nothing, Caution],
                [if tolerant { Nothing } else { Break }, Nothing],
            ),
            "may be null",
            [
                "old servers refuse `null`",
                match tolerant {
                    true => "old clients read `null` as `None`",
                    false => "old clients can't read a response with `null`, however deep it stands",
                },
            ],
        ),
        false => (
            Rule::NoLongerNullable,
            effects(
                site.direction,
                [Break, Nothing],
                [Nothing, if still_reads { Nothing } else { Break }],
            ),
            "may no longer be null",
            [
                "requests of old clients with `null` are refused",
                match still_reads {
                    true => "new clients read `null` of old servers as `None`",
                    false => "new clients can't read `null` of old servers",
                },
            ],
        ),
    };
    walk.report(
        rule,
        site,
        Difference {
            from: before.to_string(),
            to: after.to_string(),
            effects,
            message: format!("`{}` {message}", site.subject),
            wire: directed(site, wires),
            help: after
                .then(|| "send no `null` until all clients read it, or add another property".to_owned()),
            ..Difference::default()
        },
    );
}

/// The sentence for requests and that for responses, where values go that way.
pub(super) fn directed(site: &Site, [request, response]: [&str; 2]) -> Vec<String> {
    let all = [
        (site.direction.request, request),
        (site.direction.response, response),
    ];
    let all = all.iter().filter(|(applies, _)| *applies);
    all.map(|(_, text)| (*text).to_owned()).collect()
}

/// Compares `readOnly` and `writeOnly` of a property that both sides have. Code behaves as before if
/// `is_audible`.
pub(super) fn access(walk: &mut Walk<'_>, [old, new]: [Access; 2], is_audible: bool, site: &Site) {
    if old.is_only_received() != new.is_only_received() {
        let (rule, effects, message) = match new.is_only_received() {
            true => (Rule::BecameReadOnly, [Caution, Nothing], "becomes read-only"),
            false => (
                Rule::NoLongerReadOnly,
                [Nothing, Caution],
                "is no longer read-only",
            ),
        };
        let effects = self::effects(site.direction, effects, [Nothing, Nothing]);
        let wires = match new.is_only_received() {
            true => [
                "servers ignore or refuse it in requests of old clients",
                "nothing changes in responses",
            ],
            false => ["old servers ignore or refuse it", "nothing changes in responses"],
        };
        accessed(
            walk,
            rule,
            effects,
            (message, wires),
            (new.is_only_received(), false),
            site,
        );
    }
    if old.is_only_sent() != new.is_only_sent() {
        let (rule, message) = match new.is_only_sent() {
            true => (Rule::BecameWriteOnly, "becomes write-only"),
            false => (Rule::NoLongerWriteOnly, "is no longer write-only"),
        };
        let wires = match new.is_only_sent() {
            true => ["nothing changes in requests", "responses no longer have it"],
            false => ["nothing changes in requests", "responses have it"],
        };
        accessed(
            walk,
            rule,
            [Nothing, Nothing],
            (message, wires),
            (new.is_only_sent(), is_audible),
            site,
        );
    }
}

/// `readOnly` and `writeOnly` of a property on both sides. A constant and a tag are written in any case, so only the
/// descriptions have theirs.
pub(super) fn declared(
    walk: &Walk<'_>,
    fields: [Option<&Field>; 2],
    whole: &Site,
    wire: &str,
) -> [Access; 2] {
    let in_tree = |places: Places<'_>, at: &Option<Pointer>| {
        at.as_ref().map(|at| places.access(at, wire)).unwrap_or_default()
    };
    let of = |field: Option<&Field>, mut access: Access| {
        access.read_only |= field.is_some_and(|field| field.read_only);
        access.write_only |= field.is_some_and(|field| field.write_only);
        access
    };
    let [old, new] = fields;
    let before = in_tree(walk.old_places(), &whole.old);
    let after = match walk.is_alike(whole) {
        true => before,
        false => in_tree(walk.new_places(), &whole.new),
    };
    [of(old, before), of(new, after)]
}

fn accessed(
    walk: &mut Walk<'_>,
    rule: Rule,
    effects: [Effect; 2],
    (message, wires): (&str, [&str; 2]),
    (now, is_audible): (bool, bool),
    site: &Site,
) {
    walk.report(
        rule,
        site,
        Difference {
            from: (!now).to_string(),
            to: now.to_string(),
            effects,
            message: format!("`{}` {message}", site.subject),
            wire: directed(site, wires),
            is_audible,
            ..Difference::default()
        },
    );
}
