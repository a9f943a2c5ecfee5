//! Inheritance: a schema with a `discriminator` and without `oneOf`, which others include by `allOf`, represents any of
//! them. It becomes a union of its children by tag, with a struct of their common properties for any other tag.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3 as oa;

use super::evidence::literal_evidence;
use super::variant::Variant;
use super::variant_names;
use crate::ir::{self, Constraints, ContentPlace, Docs, Evidence, Shape, Type, Union, UnionVariant};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::schema::docs;
use crate::lower::schema::facets::Facets;
use crate::model::Model;
use crate::naming::{Ident, Identity, Kind, List, Unnamed};
use crate::passes::Expected;
use crate::source::{Node, Pointer};

/// The children of each schema: the schemas with it in their `allOf`, in the order of the description.
#[derive(Debug, Default)]
pub(crate) struct Children(BTreeMap<Pointer, Vec<Pointer>>);

impl Children {
    pub(crate) fn of(model: &Model<'_>) -> Self {
        let mut children: BTreeMap<Pointer, Vec<Pointer>> = BTreeMap::new();
        for (_, at) in model.schemas() {
            for parent in parents(model, &at) {
                children.entry(parent).or_default().push(at.clone());
            }
        }
        Self(children)
    }

    fn of_schema(&self, at: &Pointer) -> &[Pointer] {
        self.0.get(at).map_or(&[], Vec::as_slice)
    }
}

fn parents(model: &Model<'_>, at: &Pointer) -> BTreeSet<Pointer> {
    let all_of = model.node(at).and_then(|node| node.get("allOf"));
    let count = all_of.and_then(Node::as_array).map_or(0, <[Node]>::len);
    (0..count)
        .filter_map(|index| model.reference(&at.child("allOf").index(index)))
        .filter(|parent| parent != at)
        .collect()
}

/// A child of a base, with its own children if they have no separate union.
struct Child {
    at: Pointer,
    /// Schemas whose tags lead to this child, since its own union contains them.
    behind: Vec<Pointer>,
}

impl Lowering<'_, '_> {
    /// The union that a base represents. The inner `None` means that the schema is not a base.
    pub(crate) fn base(&mut self, at: &Pointer, name: &Ident) -> Option<Option<(Shape, Docs, bool)>> {
        let Some(discriminator) = self.own_discriminator(at) else {
            return Some(None);
        };
        let facets = self.facets(std::slice::from_ref(at))?;
        let children = self.family(at, &discriminator);
        if children.is_empty() || !facets.choices.is_empty() {
            return Some(None);
        }
        let variants = self.children(&discriminator, at, children)?;
        let union = self.inherited(&facets, &discriminator.property_name, at, name, variants)?;
        let docs = docs::of(&facets, &Constraints::default());
        Some(Some((Shape::Union(union), docs, facets.deprecated)))
    }

    /// The schemas that include `base`, directly or indirectly.
    pub(crate) fn transitive_children(&self, base: &Pointer) -> BTreeSet<Pointer> {
        let mut seen = BTreeSet::new();
        let mut pending = self.descendants(base);
        while let Some(next) = pending.pop() {
            if seen.insert(next.clone()) {
                pending.extend(self.descendants(&next));
            }
        }
        seen
    }

    /// The schema's own `discriminator`.
    fn own_discriminator(&mut self, at: &Pointer) -> Option<oa::Discriminator> {
        self.model.node(at)?.get("discriminator")?;
        self.model
            .discriminator(&at.child("discriminator"), self.diagnostics)
    }

    /// The descendants of `base`, down to those that are bases themselves.
    fn family(&mut self, base: &Pointer, discriminator: &oa::Discriminator) -> Vec<Child> {
        let mut found: Vec<Child> = Vec::new();
        let mut seen = BTreeSet::from([base.clone()]);
        let mut pending: Vec<Pointer> = self.descendants(base);
        while let Some(at) = pending.pop() {
            if !seen.insert(at.clone()) {
                continue;
            }
            let below = self.descendants(&at);
            let mut behind = Vec::new();
            match self.own_discriminator(&at).filter(|_| !below.is_empty()) {
                Some(own) if own.property_name == discriminator.property_name => {
                    behind = self.transitive_children(&at).into_iter().collect();
                    seen.extend(behind.iter().cloned());
                }
                Some(_) => {}
                None => pending.extend(below),
            }
            found.push(Child { at, behind });
        }
        found
    }

    /// The children of one schema, in reverse order.
    fn descendants(&self, at: &Pointer) -> Vec<Pointer> {
        self.schemas
            .children
            .of_schema(at)
            .iter()
            .rev()
            .cloned()
            .collect()
    }

    /// The children with their tags.
    fn children(
        &mut self,
        discriminator: &oa::Discriminator,
        base: &Pointer,
        children: Vec<Child>,
    ) -> Option<Vec<Variant>> {
        let mut variants = Vec::new();
        let mut owners = Vec::new();
        for (owner, child) in children.into_iter().enumerate() {
            for at in std::iter::once(child.at).chain(child.behind) {
                variants.push(self.child_variant(at)?);
                owners.push(owner);
            }
        }
        let mut mapping = discriminator.clone();
        // The base's own tag selects no child.
        let own = self.schema_name(base);
        mapping
            .mapping
            .retain(|_, target| !own.as_deref().is_some_and(|own| self.maps_to(target, own)));
        self.assign_tags(&mapping, &base.child("discriminator"), &mut variants);
        let mut merged: Vec<(usize, Variant)> = Vec::new();
        for (owner, variant) in owners.into_iter().zip(variants) {
            match merged.iter_mut().find(|(other, _)| *other == owner) {
                Some((_, first)) => first.tags.extend(variant.tags),
                None => merged.push((owner, variant)),
            }
        }
        Some(merged.into_iter().map(|(_, variant)| variant).collect())
    }

    fn child_variant(&mut self, at: Pointer) -> Option<Variant> {
        let facets = self.facets(std::slice::from_ref(&at))?;
        let profile = self.profile(&facets, 0);
        Some(Variant {
            component: self.schema_name(&at),
            target: Some(at.clone()),
            at,
            facets,
            profile,
            whole: true,
            tags: Vec::new(),
            items_component: None,
        })
    }

    fn inherited(
        &mut self,
        facets: &Facets,
        key: &str,
        at: &Pointer,
        name: &Ident,
        variants: Vec<Variant>,
    ) -> Option<Union> {
        let identity = Identity::Schema(at.clone());
        let hint = Hint::new(name.as_str().trim_start_matches("r#")).of(Some(identity));
        let mut unnamed = variant_names::unnamed(&variants, Some(key), &hint);
        let other = Unnamed::added("other", &["Other", "Another"], at);
        let other_key = other.key.clone();
        unnamed.push(other);
        let list = List::new("variants", at);
        let members = self.members(Kind::Variant, &[ir::UNKNOWN], list, &unnamed, None);
        let keyed = unnamed.iter().zip(variants);
        let mut known = Vec::new();
        let mut variants = members.in_order(
            keyed,
            |(unnamed, _)| &unnamed.key,
            |(_, variant), name| {
                let used = self.named(&variant.at);
                let values = variant.profile.tags(key, &variant.tags);
                let evidence = literal_evidence(key, &values);
                self.lowered.tags.push(Expected {
                    ty: used.ty.clone(),
                    key: key.to_owned(),
                    values,
                });
                known.extend(variant.tags);
                union_variant(name, used.ty, evidence, docs::plain(used.docs.text))
            },
        );
        let ty = self.shared(facets, at, &hint)?;
        let evidence = vec![Evidence::OtherTag {
            key: key.to_owned(),
            values: known,
        }];
        let text = "Any other tag: the common properties, and all others as received.";
        let other = members.get(&other_key)?.name.clone();
        variants.push(union_variant(
            other,
            ty,
            evidence,
            docs::plain(Some(text.to_owned())),
        ));
        Some(Union { variants })
    }

    /// The struct with the base's own properties.
    fn shared(&mut self, facets: &Facets, at: &Pointer, hint: &Hint) -> Option<Type> {
        let identity = Identity::Schema(at.child("discriminator"));
        let base = Hint::new(format!("{}Base", hint.base)).of(Some(identity));
        let formed = self.form(facets, at, hint)?;
        let text = format!("The properties of every `{}`.", hint.base);
        let docs = docs::plain(Some(text));
        Some(self.placed(formed.shape, &base, docs).0)
    }
}

fn union_variant(name: Ident, ty: Type, evidence: Vec<Evidence>, docs: Docs) -> UnionVariant {
    UnionVariant {
        name,
        ty,
        convertible: false,
        place: ContentPlace::Whole,
        evidence,
        constraints: Constraints::default(),
        docs,
    }
}
