//! Variants of `oneOf` and `anyOf`, distinguished by a declared discriminator or otherwise by evidence.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::literal_evidence;
use super::overlap::is_apart;
use super::variant::Variant;
use super::variant_names;
use super::variant_names::Siblings;
use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{self, Constraints, ContentPlace, Docs, Evidence, Shape, Type, Union, UnionVariant};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::schema::docs;
use crate::lower::schema::facets::{Choice, Facets, JsonType};
use crate::lower::schema::forms::{Formed, enforces_constraints};
use crate::lower::schema::numbers::is_int_or_string;
use crate::naming::{Ident, Kind, List};
use crate::passes::{Claims, Expected};
use crate::source::Pointer;

/// The limit of nested variants whose tags are collected.
const MAX_TAGGED: usize = 256;

impl Lowering<'_, '_> {
    /// `oneOf` or `anyOf`.
    pub(crate) fn choice(&mut self, facets: &Facets, at: &Pointer, hint: &Hint) -> Option<Formed> {
        let members = facets.choices.iter().flat_map(|choice| &choice.members);
        if is_int_or_string(facets) && members.clone().all(|member| self.has_only_type(member)) {
            return self.number_or_string(facets, None, at);
        }
        let [choice] = facets.choices.as_slice() else {
            self.lossy(
                at,
                "no Rust type expresses several `oneOf` or `anyOf` of one schema",
                "it accepts any JSON value",
            );
            return Some(plain(Type::Json));
        };
        let base = Facets {
            choices: Vec::new(),
            discriminator: None,
            ..facets.clone()
        };
        let bare = is_bare(&base);
        if let ([member], true) = (choice.members.as_slice(), bare) {
            let schema = std::slice::from_ref(member);
            let used = match self.model.reference(member) {
                Some(_) => Some(self.used(schema, hint)),
                None => self.wrapped_reference(member, 1)?,
            };
            let Some(used) = used else {
                let own = self.facets(schema)?;
                return self.form(&own, member, hint);
            };
            return Some(Formed {
                shape: Shape::Alias(used.ty),
                constraints: used.constraints,
            });
        }
        if let Some(formed) = self.choice_of_texts(&choice.members) {
            return Some(formed);
        }
        let is_untold = bare && facets.discriminator.is_none();
        if is_untold && let Some(formed) = self.externally_tagged(choice, hint) {
            return Some(formed);
        }
        if bare && let Some(formed) = self.choice_of_numbers(&choice.members) {
            return Some(formed);
        }
        let variants = self.choices(facets, choice, &base, at)?;
        self.union(facets, choice, variants, hint)
    }

    fn choices(
        &mut self,
        facets: &Facets,
        choice: &Choice,
        base: &Facets,
        at: &Pointer,
    ) -> Option<Vec<Variant>> {
        let bare = is_bare(base);
        let transitive_children = self.transitive_children(at);
        let mut variants = Vec::new();
        for member in &choice.members {
            let own = self.facets(std::slice::from_ref(member))?;
            let target = self.model.resolve(member, self.diagnostics)?;
            let whole = (bare && declares_type(base, &own)) || transitive_children.contains(&target);
            let merged = if whole {
                own
            } else {
                self.beside(base, own, member)
            };
            let profile = self.profile(&merged, 0);
            let component = self
                .model
                .reference(member)
                .and_then(|_| self.schema_name(&target));
            let items_component = merged
                .items
                .as_ref()
                .and_then(|items| self.model.reference(items))
                .and_then(|target| self.schema_name(&target));
            let target = self.model.reference(member).map(|_| target);
            variants.push(Variant {
                target,
                items_component,
                at: member.clone(),
                facets: merged,
                profile,
                whole,
                tags: Vec::new(),
                component,
            });
        }
        if let Some((discriminator, at)) = &facets.discriminator {
            self.assign_tags(discriminator, at, &mut variants);
        }
        Some(variants)
    }

    /// The values of `mapping` by the schema that they select: by its name, or by the reference to it.
    fn by_target(&self, discriminator: &openapiv3::Discriminator) -> BTreeMap<String, Vec<String>> {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (value, target) in &discriminator.mapping {
            let referred = Pointer::from_reference(self.model.root().document(), target);
            let schema_name = referred.and_then(|at| self.schema_name(&at));
            let schema_name = schema_name.filter(|schema_name| schema_name != target);
            for name in schema_name.into_iter().chain([target.clone()]) {
                values.entry(name).or_default().push(value.clone());
            }
        }
        values
    }

    /// Whether a value of `mapping` names this component, or refers to it. OpenAPI 3.0.4, section 4.7.25.
    pub(super) fn maps_to(&self, target: &str, component: &str) -> bool {
        let referred = || Pointer::from_reference(self.model.root().document(), target);
        target == component || referred().and_then(|at| self.schema_name(&at)).as_deref() == Some(component)
    }

    /// A variant, merged with the keywords beside the union.
    fn beside(&mut self, base: &Facets, own: Facets, at: &Pointer) -> Facets {
        let nullable = own.nullable;
        let mut merged = base.clone();
        self.merge(&mut merged, own, at);
        Facets { nullable, ..merged }
    }

    /// The discriminator values of each variant. Source: OpenAPI 3.0.4, Discriminator Object.
    pub(super) fn assign_tags(
        &mut self,
        discriminator: &openapiv3::Discriminator,
        at: &Pointer,
        variants: &mut [Variant],
    ) {
        let mut unused: BTreeMap<&str, &str> = discriminator
            .mapping
            .iter()
            .map(|(value, target)| (value.as_str(), target.as_str()))
            .collect();
        let mapped = self.by_target(discriminator);
        let own: Vec<Option<Vec<String>>> = variants
            .iter()
            .map(|variant| variant.profile.tag_values(&discriminator.property_name))
            .collect();
        let claims = Claims::of(&own);
        for (variant, own) in variants.iter_mut().zip(own) {
            let component = variant.component.as_deref();
            let own = claims.settled(own, component);
            variant.tags = self.tags_of(
                discriminator,
                &mapped,
                component,
                &variant.facets,
                own,
                &mut BTreeSet::new(),
            );
            for value in &variant.tags {
                unused.remove(value.as_str());
            }
        }
        for (value, _) in unused {
            let mut diagnostic = Diagnostic::new(
                Code::Lossy,
                &at.child("mapping").child(value),
                format!("`{value}` maps to a schema that is not one of the variants"),
            );
            diagnostic
                .on_key()
                .effect("a value with this tag is kept as unknown JSON");
            self.diagnostics.push(diagnostic);
        }
    }

    /// The values that select one variant: those that `mapping` assigns to it, the only ones that it allows, those of the
    /// variants that it contains, or its name.
    fn tags_of(
        &mut self,
        discriminator: &openapiv3::Discriminator,
        mapped: &BTreeMap<String, Vec<String>>,
        component: Option<&str>,
        facets: &Facets,
        own: Option<Vec<String>>,
        seen: &mut BTreeSet<Pointer>,
    ) -> Vec<String> {
        if let Some(values) = component.and_then(|name| mapped.get(name)) {
            return values.clone();
        }
        if let Some(own) = own {
            return own;
        }
        let behind = self.nested_tags(&discriminator.property_name, facets, seen);
        if behind.is_empty() {
            component.map(str::to_owned).into_iter().collect()
        } else {
            behind
        }
    }

    /// The tags of a nested union with the same discriminator property, each of its variants once.
    fn nested_tags(&mut self, key: &str, facets: &Facets, seen: &mut BTreeSet<Pointer>) -> Vec<String> {
        let inner = facets.discriminator.as_ref().map(|(inner, _)| inner);
        let Some(inner) = inner.filter(|inner| inner.property_name == key && seen.len() < MAX_TAGGED) else {
            return Vec::new();
        };
        let mapped = self.by_target(inner);
        let mut inside = Vec::new();
        for member in facets.choices.iter().flat_map(|choice| &choice.members) {
            let target = self.model.reference(member);
            if !seen.insert(target.clone().unwrap_or_else(|| member.clone())) {
                continue;
            }
            let Some(facets) = self.facets(std::slice::from_ref(member)) else {
                continue;
            };
            let own = self.profile(&facets, 0).tag_values(key);
            inside.push((target.as_ref().and_then(Pointer::last), facets, own));
        }
        let claims = Claims::of(inside.iter().map(|(_, _, own)| own));
        let mut tags: Vec<String> = Vec::new();
        for (component, facets, own) in inside {
            let component = component.as_deref();
            let own = claims.settled(own, component);
            tags.extend(self.tags_of(inner, &mapped, component, &facets, own, seen));
        }
        if tags.is_empty() {
            tags.extend(inner.mapping.keys().cloned());
        }
        tags
    }

    fn union(
        &mut self,
        facets: &Facets,
        choice: &Choice,
        variants: Vec<Variant>,
        hint: &Hint,
    ) -> Option<Formed> {
        let tag = facets
            .discriminator
            .as_ref()
            .map(|(discriminator, _)| discriminator.property_name.clone());
        let tag = tag.filter(|_| variants.iter().all(|variant| !variant.tags.is_empty()));
        let is_told = tag.is_some() || is_apart(&variants);
        let mut named = self.named_variants(variants, choice, tag.as_deref(), hint);
        if !is_told {
            // The order matters only between variants that accept a common value.
            named.sort_by_key(|(variant, _)| std::cmp::Reverse(variant.profile.specificity()));
        }
        let (variants, names): (Vec<Variant>, Vec<Ident>) = named.into_iter().unzip();
        if tag.is_none() {
            self.report_overlap(&variants, choice);
        }
        let siblings = Siblings::new(&variants);
        let default = tag.as_deref().and_then(|_| self.default_of(facets, &variants));
        let mut finished: Vec<UnionVariant> = Vec::new();
        for (index, (variant, name)) in variants.iter().zip(names).enumerate() {
            let inner = hint.variant(name.as_str());
            if hint.contains(&variant.at) {
                self.schemas.homes.settle(&variant.at, &inner);
            }
            let (ty, docs, constraints) = if variant.whole {
                let schema = std::slice::from_ref(&variant.at);
                let inner = self.inner(schema, hint, inner);
                let used = self.used(schema, &inner);
                (used.element(), used.docs, used.constraints)
            } else {
                let identity = hint.identity.as_ref().map(|whole| whole.part(&variant.at));
                self.merged_variant(variant, &inner.of(identity))?
            };
            let evidence = match &tag {
                Some(key) if default == Some(index) => default_evidence(key, index, &variants),
                Some(key) => {
                    let values = variant.profile.tags(key, &variant.tags);
                    let evidence = literal_evidence(key, &values);
                    self.lowered.tags.push(Expected {
                        ty: ty.clone(),
                        key: key.clone(),
                        values,
                    });
                    evidence
                }
                None => {
                    let evidence = variant.profile.evidence(&siblings.all, &siblings.objects);
                    self.expect_literals(&evidence, &ty);
                    evidence
                }
            };
            let docs = Docs {
                text: docs.text,
                notes: Vec::new(),
            };
            finished.push(UnionVariant {
                name,
                ty,
                convertible: false,
                place: ContentPlace::Whole,
                constraints,
                evidence,
                docs,
            });
        }
        Some(Formed {
            shape: Shape::Union(Union { variants: finished }),
            constraints: Constraints::default(),
        })
    }

    /// The variant that `defaultMapping` selects (OpenAPI 3.2.0, section 4.25.1).
    fn default_of(&mut self, facets: &Facets, variants: &[Variant]) -> Option<usize> {
        let (_, at) = facets.discriminator.as_ref()?;
        let at = at.child("defaultMapping");
        let target = self.model.node(&at)?.as_str()?;
        let is_it = |variant: &Variant| {
            let component = variant.component.as_deref();
            component.is_some_and(|component| self.maps_to(target, component))
        };
        let found = variants.iter().position(is_it);
        if found.is_none() {
            let message = format!("`{target}` is not one of the variants");
            let mut diagnostic = Diagnostic::new(Code::Lossy, &at, message);
            diagnostic.effect("a value with another tag is kept as unknown JSON");
            self.diagnostics.push(diagnostic);
        }
        found
    }

    /// The variants with their names, in the order of the lock.
    fn named_variants(
        &mut self,
        variants: Vec<Variant>,
        choice: &Choice,
        tag: Option<&str>,
        hint: &Hint,
    ) -> Vec<(Variant, Ident)> {
        let unnamed = variant_names::unnamed(&variants, tag, hint);
        let list = List::new("variants", &choice.at);
        let members = self.members(Kind::Variant, &[ir::UNKNOWN], list, &unnamed, None);
        let keyed = unnamed.iter().zip(variants);
        members.in_order(
            keyed,
            |(unnamed, _)| &unnamed.key,
            |(_, variant), name| (variant, name),
        )
    }

    /// A literal that distinguishes the variant is always sent, although the description makes it optional.
    fn expect_literals(&mut self, evidence: &[Evidence], ty: &Type) {
        for fact in evidence {
            if let Evidence::OptionalMember { key, values } = fact
                && let [_] = values.as_slice()
            {
                self.lowered.tags.push(Expected {
                    ty: ty.clone(),
                    key: key.clone(),
                    values: values.clone(),
                });
            }
        }
    }

    /// A variant of a union that has keywords beside it: both are merged.
    fn merged_variant(&mut self, variant: &Variant, hint: &Hint) -> Option<(Type, Docs, Constraints)> {
        let Some(formed) =
            self.variant_once(&variant.at, |this| this.form(&variant.facets, &variant.at, hint))
        else {
            return Some((Type::Json, Docs::default(), Constraints::default()));
        };
        let formed = formed?;
        let docs = docs::of(&variant.facets, &formed.constraints);
        let constraints = match enforces_constraints(&formed.shape) {
            true => Constraints::default(),
            false => formed.constraints,
        };
        let (ty, docs) = self.placed(formed.shape, hint, docs);
        Some((ty, docs, constraints))
    }
}

/// The evidence for the variant at `index`, which has all values without a tag of another one.
fn default_evidence(key: &str, index: usize, variants: &[Variant]) -> Vec<Evidence> {
    let others = variants.iter().enumerate().filter(|(other, _)| *other != index);
    let values = others.flat_map(|(_, variant)| variant.tags.iter().cloned());
    vec![Evidence::DefaultTag {
        key: key.to_owned(),
        values: values.collect(),
    }]
}

/// Whether there are no keywords beside the `oneOf` that its variants would have to merge.
fn is_bare(base: &Facets) -> bool {
    let object_only = Facets {
        ty: None,
        ..base.clone()
    };
    object_only.is_unconstrained()
}

/// Whether a variant declares its own type, so that it doesn't need that of the outer schema.
fn declares_type(base: &Facets, own: &Facets) -> bool {
    let is_scalar = !matches!(base.ty, None | Some(JsonType::Object));
    !is_scalar || own.ty.is_some() || own.enumeration.is_some() || !own.choices.is_empty()
}

pub(super) fn plain(ty: Type) -> Formed {
    Formed {
        shape: Shape::Alias(ty),
        constraints: Constraints::default(),
    }
}
