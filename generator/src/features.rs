//! Assigns a cargo feature to each tag. The features of a type follow from its reachability from operations. A type is compiled
//! if a type that contains it is: the types in a type have its features and possibly more.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::reachable::{close, held, payloads};
use crate::ir::{Api, Feature, Features, Part, Tag};
use crate::naming::{self, Ident};
use crate::options;
use crate::requirements::{OTHER_TYPES, reserved_features};

/// A type that more features than these need is always compiled: the list would be unreadable, and most selections need it.
const MOST: usize = 4;

/// Assigns the parts of `api` to features.
pub(crate) fn assign(api: &mut Api, by: options::Features) {
    match by {
        options::Features::None => {}
        options::Features::Tags => api.features = by_tag(api),
    }
}

fn by_tag(api: &Api) -> Features {
    let mut all = Vec::new();
    let mut needed: BTreeMap<Ident, Vec<String>> = BTreeMap::new();
    let mut always: BTreeSet<Ident> = BTreeSet::new();
    always.extend(close(api, payloads(api)));
    let current = api.groups.iter().filter_map(|group| group.tag.as_ref());
    let tags: Vec<&Tag> = current.chain(api.former_tags()).collect();
    let names = names(&tags);
    let by_tag: BTreeMap<&Ident, &str> = tags
        .iter()
        .zip(&names)
        .map(|(tag, name)| (&tag.method, name.as_str()))
        .collect();
    for group in &api.groups {
        let types = close(api, held(&group.operations));
        match group.tag.as_ref().and_then(|tag| by_tag.get(&tag.method)) {
            Some(name) => add(&mut needed, types, name),
            None => always.extend(types),
        }
    }
    let mut needs = needs(api, &by_tag);
    for (tag, name) in tags.iter().zip(&names) {
        all.push(Feature {
            name: name.clone(),
            part: Part::Tag(tag.method.clone(), tag.wire.clone()),
            needs: needs
                .remove(name.as_str())
                .unwrap_or_default()
                .into_iter()
                .collect(),
        });
    }
    let is_other = |name: &&Ident| !needed.contains_key(*name) && !always.contains(*name);
    let others: Vec<Ident> = api.types.keys().filter(is_other).cloned().collect();
    if !others.is_empty() {
        let name = OTHER_TYPES.to_owned();
        add(&mut needed, close(api, others), &name);
        let part = Part::OtherTypes;
        let needs = Vec::new();
        all.push(Feature { name, part, needs });
    }
    needed.retain(|name, features| features.len() <= MOST && !always.contains(name));
    Features { all, types: needed }
}

/// For each feature, those of the tags to which operations moved.
fn needs<'a>(api: &Api, by_tag: &BTreeMap<&Ident, &'a str>) -> BTreeMap<&'a str, BTreeSet<String>> {
    let mut needs: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let of = |tag: &Option<Tag>| by_tag.get(&tag.as_ref()?.method).copied();
    for group in &api.groups {
        let former = group.operations.iter().flat_map(|operation| &operation.former);
        for from in former.filter_map(|method| of(&method.tag)) {
            let to = of(&group.tag).map(str::to_owned);
            needs.entry(from).or_default().extend(to);
        }
    }
    needs
}

fn add(needed: &mut BTreeMap<Ident, Vec<String>>, types: BTreeSet<Ident>, feature: &str) {
    for name in types {
        needed.entry(name).or_default().push(feature.to_owned());
    }
}

/// The features of the tags, in their order. They are ASCII, as cargo's registry requires. A name that is in use gets the suffix
/// `-api`.
fn names(tags: &[&Tag]) -> Vec<String> {
    let plain: Vec<String> = tags
        .iter()
        .map(|tag| naming::kebab(tag.method.as_str()))
        .collect();
    let mut taken: BTreeSet<String> = reserved_features().map(str::to_owned).collect();
    let mut names: Vec<Option<String>> = Vec::new();
    for name in &plain {
        names.push(taken.insert(name.clone()).then(|| name.clone()));
    }
    let mut longer = |plain: &String| {
        let free = (2_u64..).map(|number| format!("{plain}-api{number}"));
        let mut candidates = std::iter::once(format!("{plain}-api")).chain(free);
        candidates
            .find(|name| taken.insert(name.clone()))
            .unwrap_or_default()
    };
    let named = names.into_iter().zip(&plain);
    named
        .map(|(name, plain)| name.unwrap_or_else(|| longer(plain)))
        .collect()
}
