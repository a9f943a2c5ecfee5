//! Response headers.

use std::collections::BTreeSet;

use super::change::Effect::{Break, Caution, None as Nothing};
use super::places::Places;
use super::rules::Rule;
use super::types::uses;
use super::walk::{Difference, Site, Walk};
use crate::ir::{Header, HeaderForm, Operation};
use crate::source::Pointer;
use crate::surface::{Member, Owner, ty};

pub(super) fn compare(walk: &mut Walk<'_>, old: &Operation, new: &Operation, site: &Site) {
    let (both, removed, added) = pairs(&old.headers, &new.headers);
    for (a, b) in both {
        header(walk, a, b, site);
    }
    for a in removed {
        let site = header_site(walk, site, Some(a), None);
        walk.report(
            Rule::HeaderRemoved,
            &site,
            Difference {
                from: ty(&a.ty),
                effects: [Caution, Nothing],
                message: format!("the response header `{}` is removed", a.name.wire),
                wire: vec!["old clients read `None`".to_owned()],
                also: vec![list_of_headers(old)],
                ..Difference::default()
            },
        );
    }
    for b in added {
        let site = header_site(walk, site, None, Some(b));
        walk.report(
            Rule::HeaderAdded,
            &site,
            Difference {
                to: ty(&b.ty),
                message: format!("the response header `{}` is added", b.name.wire),
                wire: vec!["new clients read `None` from old servers".to_owned()],
                is_audible: true,
                also: vec![list_of_headers(new)],
                ..Difference::default()
            },
        );
    }
}

/// Headers of both sides, of the old one and of the new one.
type Pairs<'a> = (Vec<(&'a Header, &'a Header)>, Vec<&'a Header>, Vec<&'a Header>);

/// Pairs headers by name and constant, then by name: a name has a constant for each of its types.
fn pairs<'a>(old: &'a [Header], new: &'a [Header]) -> Pairs<'a> {
    let mut both = Vec::new();
    let (mut removed, mut added): (Vec<&Header>, Vec<&Header>) = (old.iter().collect(), new.iter().collect());
    let is_one = |a: &Header, b: &Header| a.name.wire.eq_ignore_ascii_case(&b.name.wire);
    for is_exact in [true, false] {
        let left: Vec<&Header> = std::mem::take(&mut removed);
        for a in left {
            let same = |b: &&Header| is_one(a, b) && (!is_exact || a.name.rust == b.name.rust);
            match added.iter().position(same) {
                Some(index) => both.push((a, added.remove(index))),
                None => removed.push(a),
            }
        }
    }
    (both, removed, added)
}

/// The headers that the operation is documented to have.
fn list_of_headers(operation: &Operation) -> (Owner, BTreeSet<Member>) {
    (
        Owner::Operation(operation.marker.clone()),
        [Member::Headers].into_iter().collect(),
    )
}

fn header_site(walk: &Walk<'_>, site: &Site, old: Option<&Header>, new: Option<&Header>) -> Site {
    let wire = new.or(old).map(|of| of.name.wire.clone()).unwrap_or_default();
    let owner = |header: Option<&Header>| header.map(|of| Owner::Header(of.name.rust.clone()));
    let mut inside = site.inside(
        &format!(" header {wire}"),
        &format!("header {}", wire.to_lowercase()),
    );
    inside.owners = [owner(old), owner(new)];
    inside.members.clear();
    let place = |places: Places<'_>, at: &Option<Pointer>| {
        let at = at.as_ref()?;
        let responses = || places.nearest(&at.child("responses"));
        Some(places.header(at, &wire).unwrap_or_else(responses))
    };
    let old = place(walk.old_places(), &site.old);
    let new = place(walk.new_places(), &site.new);
    inside.at(old, new)
}

/// The schema of a header or of its content, or else the header.
fn schema(places: Places<'_>, at: &Option<Pointer>) -> Option<Pointer> {
    let at = places.resolved(at.as_ref()?);
    let content = places.content_schema(&at);
    Some(content.unwrap_or_else(|| places.keyword(&at, "schema")))
}

fn header(walk: &mut Walk<'_>, old: &Header, new: &Header, site: &Site) {
    let Header {
        name,
        form,
        ty: of,
        docs: _,
        deprecated,
    } = old;
    let site = header_site(walk, site, Some(old), Some(new));
    if name.rust != new.name.rust {
        super::names::member(walk, &site, name.rust.as_str(), new.name.rust.as_str());
    }
    let schema = site.clone().at(
        schema(walk.old_places(), &site.old),
        schema(walk.new_places(), &site.new),
    );
    uses(walk, of, &new.ty, &schema);
    let text = |form: HeaderForm| match form {
        HeaderForm::Simple { explode: false } => "simple",
        HeaderForm::Simple { explode: true } => "simple exploded",
        HeaderForm::Json => "JSON",
        HeaderForm::Text => "text",
    };
    if *form != new.form {
        walk.report(
            Rule::HeaderChanged,
            &site,
            Difference {
                from: text(*form).to_owned(),
                to: text(new.form).to_owned(),
                effects: [Break, Break],
                message: format!("`{}` is written in another way", site.subject),
                wire: vec!["reading the header fails on either side".to_owned()],
                ..Difference::default()
            },
        );
    }
    if *deprecated != new.deprecated {
        super::types::deprecation(walk, &site, new.deprecated);
    }
}
