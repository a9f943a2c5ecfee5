//! Names and order: what only callers in Rust notice.

use super::rules::Rule;
use super::walk::{Difference, Site, Walk};
use crate::surface::Member;

/// Reports that a member has another Rust name.
pub(super) fn member(walk: &mut Walk<'_>, site: &Site, from: &str, to: &str) {
    walk.report(
        Rule::MemberRenamed,
        site,
        Difference {
            from: from.to_owned(),
            to: to.to_owned(),
            message: format!("`{}` is named `{to}` in Rust instead of `{from}`", site.subject),
            wire: vec!["nothing changes".to_owned()],
            help: Some("restore the lock, which pins the names".to_owned()),
            ..Difference::default()
        },
    );
}

/// Reports arguments that are the same ones in another order.
pub(super) fn order(
    walk: &mut Walk<'_>,
    old: &[String],
    new: &[String],
    site: &Site,
    method: &str,
    of: impl Fn(&str) -> Member,
) {
    let common = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|name| other.contains(name)).cloned().collect()
    };
    let (before, after) = (common(old, new), common(new, old));
    if before == after {
        return;
    }
    let mut site = site.clone();
    site.members = before.iter().map(|name| of(name)).collect();
    let (from, to) = (before.join(", "), after.join(", "));
    walk.report(
        Rule::ArgumentOrder,
        &site,
        Difference {
            message: format!("the arguments of `{method}` change places: {from} → {to}"),
            from,
            to,
            wire: vec!["nothing changes".to_owned()],
            help: Some("restore the lock, which pins the order".to_owned()),
            ..Difference::default()
        },
    );
}
