//! Keywords that no Rust type shows: `default` and `format`, read from the trees.

use super::change::Effect::{Break, Caution, None as Nothing};
use super::change::Silent;
use super::rules::Rule;
use super::walk::{Difference, Site, Walk, effects};

/// Compares the keywords of a value that both sides have.
pub(super) fn compare(walk: &mut Walk<'_>, site: &Site) {
    let (before, after) = texts(walk, site, "default");
    if before != after {
        let site = at(walk, site, "default");
        walk.report(
            Rule::DefaultChanged,
            &site,
            Difference {
                from: before.clone().unwrap_or_default(),
                to: after.clone().unwrap_or_default(),
                effects: effects(site.direction, [Caution, Caution], [Nothing, Nothing]),
                silent: match site.direction.request {
                    true => Silent::Sent,
                    false => Silent::Read,
                },
                message: format!(
                    "the default of `{}` was {} and is {} now",
                    site.subject,
                    before.as_deref().unwrap_or("not declared"),
                    after.as_deref().unwrap_or("not declared"),
                ),
                wire: vec!["a value that is left out has another meaning".to_owned()],
                ..Difference::default()
            },
        );
    }
    let (before, after) = texts(walk, site, "format");
    if before != after && is_untyped(before.as_deref()) && is_untyped(after.as_deref()) {
        let site = at(walk, site, "format");
        let request = match (&before, &after) {
            (None, Some(_)) => [Break, Nothing],
            (Some(_), None) => [Nothing, Caution],
            (Some(_), Some(_)) | (None, None) => [Break, Caution],
        };
        walk.report(
            Rule::FormatChanged,
            &site,
            Difference {
                from: before.unwrap_or_default(),
                to: after.unwrap_or_default(),
                effects: effects(site.direction, request, [Nothing, Nothing]),
                silent: match site.direction.request {
                    true => Silent::Sent,
                    false => Silent::No,
                },
                message: format!("the format of `{}` changes", site.subject),
                wire: vec!["servers may check it; clients don't".to_owned()],
                ..Difference::default()
            },
        );
    }
}

/// A keyword on both sides, as JSON.
fn texts(walk: &Walk<'_>, site: &Site, keyword: &str) -> (Option<String>, Option<String>) {
    let json = |node: &crate::source::Node| node.to_json().to_string();
    let before = site
        .old
        .as_ref()
        .and_then(|at| walk.old_places().keyword_of(at, keyword));
    let after = site
        .new
        .as_ref()
        .and_then(|at| walk.new_places().keyword_of(at, keyword));
    (before.map(json), after.map(json))
}

/// Whether a format has no type in Rust and no bounds, so that only documentation shows it.
fn is_untyped(format: Option<&str>) -> bool {
    let Some(format) = format.map(|json| json.trim_matches('"')) else {
        return true;
    };
    let numbers = [
        "int32", "int64", "uint64", "float", "double", "password", "binary",
    ];
    crate::ir::TextFormat::of(format).is_none() && !numbers.contains(&format)
}

fn at(walk: &Walk<'_>, site: &Site, keyword: &str) -> Site {
    let old = site.old.as_ref().map(|at| walk.old_places().keyword(at, keyword));
    let new = site.new.as_ref().map(|at| walk.new_places().keyword(at, keyword));
    let mut inside = site.inside("", keyword);
    inside.old = old;
    inside.new = new;
    inside
}
