//! Sequences: the items of a stream, and the pages of a list.

use super::change::Effect::{Break, Caution, None as Nothing};
use super::places::Places;
use super::rules::Rule;
use super::types::uses;
use super::walk::{Difference, Site, Walk};
use crate::ir::Sequence;
use crate::source::Pointer;
use crate::surface::{Member, ty};

pub(super) fn stream(walk: &mut Walk<'_>, old: Option<&Sequence>, new: Option<&Sequence>, site: &Site) {
    let place = |places: Places<'_>, at: &Option<Pointer>, sequence: Option<&Sequence>| {
        let at = at.as_ref()?;
        let content = sequence.and_then(|of| places.response_content(at, &of.media_type));
        Some(content.unwrap_or_else(|| places.nearest(&at.child("responses"))))
    };
    let before = place(walk.old_places(), &site.old, old);
    let after = place(walk.new_places(), &site.new, new);
    let site = site.clone().member(Member::Stream).at(before, after);
    if let (Some(a), Some(b)) = (old, new)
        && (a.framing, &a.media_type) == (b.framing, &b.media_type)
    {
        let item = site.clone().at(
            item_schema(walk.old_places(), &site.old),
            item_schema(walk.new_places(), &site.new),
        );
        return uses(walk, &a.item, &b.item, &item);
    }
    let text =
        |sequence: Option<&Sequence>| sequence.map(|of| format!("{} of {}", of.media_type, ty(&of.item)));
    let (from, to) = (text(old), text(new));
    if from == to {
        return;
    }
    let (effects, wire) = match (old.is_some(), new.is_some()) {
        (false, true) => ([Nothing, Caution], "old servers answer without a stream"),
        (true, false) => ([Caution, Nothing], "new servers answer without a stream"),
        (true, true) | (false, false) => ([Break, Break], "neither side reads the items of the other"),
    };
    let item = |sequence: Option<&Sequence>| {
        let mut names = Vec::new();
        if let Some(of) = sequence {
            of.item.named(&mut names);
        }
        names
    };
    let carried = [item(old), item(new)];
    walk.report(
        Rule::StreamChanged,
        &site,
        Difference {
            message: format!(
                "`{}` streams {} instead of {}",
                site.subject,
                to.as_deref().unwrap_or("nothing"),
                from.as_deref().unwrap_or("nothing")
            ),
            from: from.unwrap_or_default(),
            to: to.unwrap_or_default(),
            effects,
            wire: vec![wire.to_owned()],
            carried,
            ..Difference::default()
        },
    );
}

/// The schema of the items of a stream, or else its content.
fn item_schema(places: Places<'_>, content: &Option<Pointer>) -> Option<Pointer> {
    let content = content.as_ref()?;
    let schemas = ["itemSchema", "schema"].map(|keyword| places.keyword(content, keyword));
    let found = schemas.into_iter().find(|at| at != content);
    Some(found.unwrap_or_else(|| content.clone()))
}

pub(super) fn paging(walk: &mut Walk<'_>, from: Option<&str>, to: Option<&str>, site: &Site) {
    let site = site.clone().member(Member::Pages);
    let message = match (from.is_some(), to.is_some()) {
        (false, _) => format!("`{}` has pages now", site.subject),
        (_, false) => format!("`{}` has no pages any more", site.subject),
        (true, true) => format!("`{}` finds its pages in another way", site.subject),
    };
    walk.report(
        Rule::PagingChanged,
        &site,
        Difference {
            from: from.unwrap_or_default().to_owned(),
            to: to.unwrap_or_default().to_owned(),
            effects: match (from, to) {
                (Some(_), Some(_)) => [Caution, Caution],
                (None, _) | (_, None) => [Nothing, Nothing],
            },
            message,
            wire: vec!["which requests ask for the next page changes".to_owned()],
            help: Some("`[[client.pagination]]` in generator.toml declares pages".to_owned()),
            ..Difference::default()
        },
    );
}
