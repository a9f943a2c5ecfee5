//! A feature of cargo for each tag: which types need which, by reachability from the operations. What is needed together is
//! there together: whatever a type is made of has its features and more.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Feature, Features, Part};
use crate::naming::Ident;
use crate::options;
use crate::select::{close, held, payloads};

/// A type that more features than these need is always there: nobody would read the list, and nearly any choice needs it.
const MOST: usize = 4;

/// What the generated manifest has for a dependency or a feature already.
const TAKEN: [&str; 22] = [
    "all",
    "bytes",
    "chrono",
    "default",
    "futures-core",
    "hmac",
    "http",
    "http-body",
    "jiff",
    "other-types",
    "percent-encoding",
    "reqwest",
    "serde",
    "serde-json",
    "sha2",
    "testing",
    "tokio",
    "tracing",
    "types",
    "ureq",
    "uuid",
    "webhooks",
];

/// Puts the parts of `api` behind the features that are asked for.
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
    for group in &api.groups {
        let types = close(api, held(&group.operations));
        let Some(tag) = &group.tag else {
            always.extend(types);
            continue;
        };
        let name = name(api, &tag.method);
        add(&mut needed, types, &name);
        let part = Part::Tag(tag.method.clone(), tag.wire.clone());
        all.push(Feature { name, part });
    }
    let is_other = |name: &&Ident| !needed.contains_key(*name) && !always.contains(*name);
    let others: Vec<Ident> = api.types.keys().filter(is_other).cloned().collect();
    if !others.is_empty() {
        let name = "other-types".to_owned();
        add(&mut needed, close(api, others), &name);
        let part = Part::OtherTypes;
        all.push(Feature { name, part });
    }
    needed.retain(|name, features| features.len() <= MOST && !always.contains(name));
    Features { all, types: needed }
}

fn add(needed: &mut BTreeMap<Ident, Vec<String>>, types: BTreeSet<Ident>, feature: &str) {
    for name in types {
        needed.entry(name).or_default().push(feature.to_owned());
    }
}

/// The feature of a tag: the client's method in kebab-case, which the lock pins.
fn name(api: &Api, method: &Ident) -> String {
    let kebab = |method: &Ident| method.as_str().trim_start_matches("r#").replace('_', "-");
    let tags = api.groups.iter().filter_map(|group| group.tag.as_ref());
    let plain: BTreeSet<String> = tags.map(|tag| kebab(&tag.method)).collect();
    let mut name = kebab(method);
    if TAKEN.contains(&name.as_str()) {
        name.push_str("-api");
        while plain.contains(&name) {
            name.push_str("-api");
        }
    }
    name
}
