//! Externally tagged unions: a variant is a string, or an object whose only property has the variant's name. This is serde's
//! default representation of an enum, so the schema becomes such an enum.

use std::collections::BTreeSet;

use crate::ir::{self, Constraints, ContentPlace, Docs, Evidence, Shape, Type, Union, UnionVariant};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::schema::docs;
use crate::lower::schema::enums::reserve_unknown;
use crate::lower::schema::facets::{Additional, Choice, Facets, JsonType};
use crate::lower::schema::forms::{Formed, implied};
use crate::naming::{Ident, Key, Kind, List, Unnamed};
use crate::source::Pointer;

/// A variant that is being built.
struct Part {
    /// The string, or the name of the property.
    wire: String,
    at: Pointer,
    /// The schemas of the content. Empty for a string.
    content: Vec<Pointer>,
    docs: Docs,
}

impl Lowering<'_, '_> {
    /// The union of an externally tagged enum. `None` if a variant has another form.
    pub(super) fn externally_tagged(&mut self, choice: &Choice, hint: &Hint) -> Option<Formed> {
        let mut parts = Vec::new();
        let mut is_closed = true;
        for member in &choice.members {
            if self.model.reference(member).is_some() {
                return None;
            }
            let facets = self.facets(std::slice::from_ref(member))?;
            is_closed &= facets.enumeration.is_some() || facets.additional == Additional::Denied;
            parts.extend(part(&facets, member)?);
        }
        let wires: BTreeSet<&String> = parts.iter().map(|part| &part.wire).collect();
        let with_content = parts.iter().filter(|part| !part.content.is_empty()).count();
        // If all variants are open objects, they may as well be ordinary objects that get more properties.
        let is_meant = with_content > 0 && (is_closed || with_content < parts.len());
        if !is_meant || wires.len() < parts.len() || parts.len() < 2 {
            return None;
        }
        Some(Formed {
            shape: Shape::Union(self.external_union(parts, choice, hint)),
            constraints: Constraints::default(),
        })
    }

    fn external_union(&mut self, parts: Vec<Part>, choice: &Choice, hint: &Hint) -> Union {
        let unnamed = parts
            .iter()
            .map(|part| reserve_unknown(Unnamed::new(Key::wire(&part.wire), &part.wire, &part.at)));
        let unnamed: Vec<Unnamed> = unnamed.collect();
        let list = List::new("variants", &choice.at);
        let members = self.members(Kind::Variant, &[ir::UNKNOWN], list, &unnamed, None);
        let keyed = unnamed.iter().zip(parts);
        let variants = members.in_order(
            keyed,
            |(unnamed, _)| &unnamed.key,
            |(_, part), name| self.external_variant(part, name, hint),
        );
        Union { variants }
    }

    fn external_variant(&mut self, part: Part, name: Ident, hint: &Hint) -> UnionVariant {
        let (ty, constraints, place, evidence) = if part.content.is_empty() {
            let evidence = Evidence::Strings(vec![part.wire.clone()]);
            let place = ContentPlace::Nowhere(part.wire);
            (Type::Json, Constraints::default(), place, evidence)
        } else {
            let used = self.used(&part.content, &hint.variant(name.as_str()));
            let evidence = Evidence::SoleKey(part.wire.clone());
            let place = ContentPlace::Property(part.wire);
            (used.element(), used.constraints, place, evidence)
        };
        UnionVariant {
            name,
            ty,
            convertible: false,
            place,
            constraints,
            evidence: vec![evidence],
            docs: part.docs,
        }
    }
}

/// The variants of a union member in an externally tagged enum: several strings, or one property.
fn part(facets: &Facets, at: &Pointer) -> Option<Vec<Part>> {
    if facets.nullable || !facets.choices.is_empty() {
        return None;
    }
    if let Some((values, list)) = &facets.enumeration {
        let is_sole = values.len() == 1;
        let text = |(index, value): (usize, &serde_json::Value)| {
            Some(Part {
                wire: value.as_str()?.to_owned(),
                at: list.index(index),
                content: Vec::new(),
                docs: docs::plain(facets.description.clone().filter(|_| is_sole)),
            })
        };
        return values.iter().enumerate().map(text).collect();
    }
    let mut properties = facets.properties.iter();
    let (Some((name, schemas)), None) = (properties.next(), properties.next()) else {
        return None;
    };
    let is_object = facets.ty.or_else(|| implied(facets)) == Some(JsonType::Object);
    let is_required = facets.required.len() == 1 && facets.required.contains(name);
    let is_open = matches!(facets.additional, Additional::Absent | Additional::Denied);
    let is_part = is_object && is_required && is_open && facets.assertions.is_empty();
    is_part.then(|| {
        vec![Part {
            wire: name.clone(),
            at: at.clone(),
            content: schemas.clone(),
            docs: docs::plain(facets.description.clone()),
        }]
    })
}
