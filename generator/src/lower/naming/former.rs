//! Former names of types. A schema that is renamed or that moves to a component has another type name, but code still uses the
//! old one. The old name stays as a deprecated alias, as long as the type had the same members when it was renamed.
//!
//! The lock shows that a type was renamed: it has a name that no type has any more, at a place that now refers to another
//! schema, or at a component that is gone while exactly one new component has the same members. The lock keeps the alias in a
//! line `Old = former-type /components/schemas/New`. An alias ends when this line is removed, when its type is removed, or
//! when another type takes the name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use crate::ir::{FormerType, Shape, TypeDef};
use crate::lock::{Key, Lock, Pin};
use crate::model::Model;
use crate::naming::{FORMER_TYPE, Ident, Names, TYPE};
use crate::source::{Pointer, bundle};

/// The former names of these types, in the order in which the lock has them. `known` is the lock of the earlier run, with the
/// places of this description.
pub(crate) fn types(
    model: &Model<'_>,
    known: &Lock,
    names: &mut Names<'_>,
    types: &BTreeMap<Ident, TypeDef>,
) -> Vec<FormerType> {
    let in_use: BTreeSet<&str> = types.keys().map(Ident::as_str).collect();
    let gone = known
        .entries()
        .filter(|(key, name)| [TYPE, FORMER_TYPE].contains(&key.kind()) && !in_use.contains(name));
    let gone: Vec<(&Key, &str)> = gone.collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let found: Vec<(&str, String, &TypeDef)> = {
        let renamed = Renamed::new(model, known, names.given(), types, &gone);
        let found = gone.into_iter().filter_map(|(key, name)| {
            let [place] = key.places() else { return None };
            let (place, new) = renamed.successor(key.kind(), place)?;
            Some((name, place, new))
        });
        found.collect()
    };
    found
        .into_iter()
        .filter_map(|(name, place, new)| {
            Some(FormerType {
                name: names.former_type(name, &place, &new.pointer)?,
                of: new.name.clone(),
            })
        })
        .collect()
}

/// Where the types of the earlier run are now.
struct Renamed<'l, 'm, 't> {
    model: &'l Model<'m>,
    known: Forms<'l>,
    given: Forms<'l>,
    /// The types of this run, by place in the lock.
    types: BTreeMap<&'l str, &'t TypeDef>,
    /// The components that have other names.
    components: BTreeMap<Pointer, Pointer>,
}

impl<'l, 'm, 't> Renamed<'l, 'm, 't> {
    fn new(
        model: &'l Model<'m>,
        known: &'l Lock,
        given: &'l Lock,
        types: &'t BTreeMap<Ident, TypeDef>,
        gone: &[(&'l Key, &'l str)],
    ) -> Self {
        let by_name: BTreeMap<&str, &TypeDef> =
            types.iter().map(|(name, def)| (name.as_str(), def)).collect();
        let types = given.entries().filter_map(|(key, name)| match key.places() {
            [place] if key.kind() == TYPE && !key.is_repeated() => Some((&**place, *by_name.get(name)?)),
            _ => None,
        });
        let mut renamed = Self {
            model,
            known: Forms::new(known),
            given: Forms::new(given),
            types: types.collect(),
            components: BTreeMap::new(),
        };
        let old = gone.iter().filter_map(|(key, _)| match key.places() {
            [place] if key.kind() == TYPE => Some(&**place),
            _ => None,
        });
        let old = old.filter(|place| {
            renamed
                .component(place)
                .is_some_and(|at| model.node(&at).is_none())
        });
        let is_new = |place: &&str| known.get(&Key::new(TYPE, [*place])).is_none();
        let new = renamed.types.keys().copied().filter(is_new);
        let new = new.filter(|place| renamed.component(place).is_some());
        let old = renamed.known.unique(old);
        let mut new = renamed.given.unique(new);
        let pairs = old
            .into_iter()
            .filter_map(|(form, from)| Some((from, new.remove(&form)?)));
        let pairs = pairs.filter_map(|(from, to)| Some((renamed.component(from)?, renamed.component(to)?)));
        renamed.components = pairs.collect();
        renamed
    }

    /// The component that is at this place of the lock.
    fn component(&self, place: &str) -> Option<Pointer> {
        bundle::at_key(self.model.root(), place).filter(bundle::is_component)
    }

    /// The type that has the members of the type which was at `place`, and its place in the lock.
    fn successor(&self, what: &str, place: &str) -> Option<(String, &'t TypeDef)> {
        let named = |place: &str| self.types.get(place).copied();
        // An alias stays with its type, whatever becomes of that.
        if what == FORMER_TYPE
            && let Some(def) = named(place)
        {
            return Some((place.to_owned(), def));
        }
        let at = bundle::at_key(self.model.root(), place)?;
        if let Some(moved) = self.moved(&at) {
            let moved = bundle::key(&moved).into_owned();
            return named(&moved).map(|def| (moved, def));
        }
        let target = self.target(&at);
        let to = bundle::key(&target).into_owned();
        let def = named(&to).filter(|_| target != at)?;
        let (before, after) = (self.known.of(place), self.given.of(&to));
        // The lock has no members of a constrained string.
        let is_same = match before.is_empty() {
            true => matches!(def.shape, Shape::StringNewtype(_)),
            false => before == after,
        };
        is_same.then_some((to, def))
    }

    /// The place in the component that a component is now.
    fn moved(&self, at: &Pointer) -> Option<Pointer> {
        let mut component = at.clone();
        while !bundle::is_component(&component) {
            component = component.parent()?;
        }
        let to = self.components.get(&component)?;
        let below = at.fragment().strip_prefix(component.fragment())?;
        Some(to.below(below))
    }

    /// Where a place leads, with all references on the way.
    fn target(&self, at: &Pointer) -> Pointer {
        let root = self.model.root().clone();
        let inside = at
            .tokens()
            .fold(root, |here, token| self.model.end(&here).child(&token));
        self.model.end(&inside)
    }
}

/// The members of a type and of the types in it: the place below the type, what they are, and each name with its Rust name, in
/// the order of the arguments.
type Form<'l> = Vec<(&'l str, &'l str, Vec<(&'l str, Option<&'l str>)>)>;

/// What kind of members a section of the lock has, and the members.
type Section<'l> = (&'l str, &'l BTreeMap<Arc<str>, Pin>);

/// The members that a lock has, by place.
struct Forms<'l>(BTreeMap<&'l str, Vec<Section<'l>>>);

impl<'l> Forms<'l> {
    fn new(lock: &'l Lock) -> Self {
        let mut forms: BTreeMap<&str, Vec<Section<'_>>> = BTreeMap::new();
        for (key, members) in lock.items() {
            if let [place] = key.places() {
                forms.entry(place).or_default().push((key.kind(), members));
            }
        }
        Self(forms)
    }

    /// The form of the type at this place.
    fn of(&self, place: &str) -> Form<'l> {
        let below = self.0.range::<str, _>((Bound::Included(place), Bound::Unbounded));
        let below = below.map_while(|(at, items)| Some((at.strip_prefix(place)?, items)));
        let below = below.filter(|(suffix, _)| suffix.is_empty() || suffix.starts_with('/'));
        below
            .flat_map(|(suffix, items)| {
                items
                    .iter()
                    .map(move |(what, members)| (suffix, *what, ordered(members)))
            })
            .collect()
    }

    /// The places whose form no other one of them has. A type without members of its own is like any other such type.
    fn unique<'p>(&self, places: impl Iterator<Item = &'p str>) -> BTreeMap<Form<'l>, &'p str> {
        let mut found: BTreeMap<Form<'l>, Vec<&str>> = BTreeMap::new();
        for place in places {
            found.entry(self.of(place)).or_default().push(place);
        }
        let has_members = |form: &Form<'_>| {
            let mut members = form.iter().flat_map(|(_, _, members)| members);
            members.any(|(member, _)| *member != EXTRA)
        };
        found
            .into_iter()
            .filter_map(|(form, places)| match places.as_slice() {
                [place] if has_members(&form) => Some((form, *place)),
                _ => None,
            })
            .collect()
    }
}

/// What the lock calls the properties that a schema doesn't list.
const EXTRA: &str = "extra";

fn ordered(members: &BTreeMap<Arc<str>, Pin>) -> Vec<(&str, Option<&str>)> {
    let mut ordered: Vec<(&Arc<str>, &Pin)> = members.iter().collect();
    ordered.sort_by_key(|(member, pin)| (pin.place, *member));
    let named = ordered
        .into_iter()
        .map(|(member, pin)| (&**member, pin.name.as_deref()));
    named.collect()
}
