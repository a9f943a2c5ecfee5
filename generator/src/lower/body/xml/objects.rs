//! Objects in XML: a table with a node for each property. A union has one table with the properties of all variants.

use std::collections::{BTreeSet, VecDeque};

use super::{Body, Untyped, XmlResult, is_list, is_name};
use crate::ir::{XmlContent, XmlElement, XmlMember, XmlObject, XmlPlace, XmlRest};
use crate::lower::Lowering;
use crate::lower::naming::hints::target_name;
use crate::lower::schema::facets::{Additional, Facets};
use crate::naming::Ident;
use crate::source::{MAX_STEPS, Pointer};

/// Inside a body, a node without a name is named after its place.
const INSIDE: Body = Body {
    is_sent: true,
    is_one_of_several: false,
};

impl Lowering<'_, '_> {
    /// The name of an object's table. The table is built later, since the properties may refer back to the object.
    pub(super) fn xml_object(&mut self, pointers: &[Pointer], facets: &Facets) -> XmlResult<Ident> {
        let key = self.xml_ends(pointers);
        if let Some(known) = self.lowered.xml.objects.get(&key) {
            return Ok(known.clone());
        }
        let Some(at) = key.first().cloned() else {
            return Err(Untyped::new(self.model.root(), "this object has no element"));
        };
        let known = self.lowered.xml.named.remove(&key);
        let name = known.unwrap_or_else(|| self.lowered.xml.scope.take(&[&target_name(&at)], &at).ident);
        self.lowered.xml.first_used.push(key.clone());
        self.lowered.xml.objects.insert(key, name.clone());
        self.lowered.xml.pending.push((at, name.clone(), facets.clone()));
        Ok(name)
    }

    /// Builds the pending tables, and the tables that they need.
    pub(super) fn xml_tables(&mut self) -> XmlResult<()> {
        while let Some((at, name, facets)) = self.lowered.xml.pending.pop() {
            let object = self.xml_table(&at, &facets)?;
            self.lowered.xml.built.objects.insert(name, object);
        }
        Ok(())
    }

    /// The schemas after following references.
    pub(super) fn xml_ends(&self, pointers: &[Pointer]) -> Vec<Pointer> {
        pointers.iter().map(|at| self.xml_end(at)).collect()
    }

    /// The schema after following references.
    fn xml_end(&self, at: &Pointer) -> Pointer {
        let mut at = at.clone();
        for _ in 0..MAX_STEPS {
            match self.xml_target(&at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    fn xml_table(&mut self, at: &Pointer, facets: &Facets) -> XmlResult<XmlObject> {
        let mut variants = self.xml_variants(facets)?;
        if self
            .model
            .node(at)
            .is_some_and(|node| node.get("discriminator").is_some())
        {
            for heir in self.transitive_children(at) {
                variants.push(self.xml_facets(&[heir])?);
            }
        }
        let mut members: Vec<XmlMember> = Vec::new();
        self.add_members(facets, true, &mut members)?;
        for variant in &variants {
            self.add_members(variant, false, &mut members)?;
        }
        let parts: Vec<&Facets> = std::iter::once(facets).chain(&variants).collect();
        self.settle_names(&mut members, &parts);
        check_distinct(&members, at)?;
        let rest = self.xml_rest(&parts)?;
        Ok(XmlObject { members, rest })
    }

    /// Properties that share one schema and its XML name use their own names, since a reader couldn't distinguish them.
    fn settle_names(&self, members: &mut [XmlMember], parts: &[&Facets]) {
        let names: Vec<String> = members.iter().filter_map(element_name).collect();
        for member in members.iter_mut() {
            let is_shared = element_name(member)
                .is_some_and(|name| names.iter().filter(|other| **other == name).count() > 1);
            let mut places = parts
                .iter()
                .filter_map(|facets| facets.properties.get(&member.key));
            let says_it = |at: &Pointer| {
                let items = at.child("items");
                let at = if member.repeated { &items } else { at };
                let node = self.model.node(at).and_then(|node| node.get("xml")?.get("name"));
                node.is_some() && self.model.reference(at).is_none()
            };
            if is_shared && !places.any(|pointers| pointers.iter().any(says_it)) && is_name(&member.key) {
                member.element.name.clone_from(&member.key);
            }
        }
    }

    /// The variants of a union, including the variants of nested unions.
    fn xml_variants(&mut self, facets: &Facets) -> XmlResult<Vec<Facets>> {
        let members = |facets: &Facets| -> Vec<Pointer> {
            let all = facets.choices.iter().flat_map(|choice| &choice.members);
            all.cloned().collect()
        };
        let mut waiting: VecDeque<Pointer> = members(facets).into();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        while let Some(member) = waiting.pop_front() {
            if seen.insert(self.xml_end(&member)) {
                let inner = self.xml_facets(&[member])?;
                waiting.extend(members(&inner));
                found.push(inner);
            }
        }
        Ok(found)
    }

    fn add_members(
        &mut self,
        facets: &Facets,
        is_whole: bool,
        members: &mut Vec<XmlMember>,
    ) -> XmlResult<()> {
        for (key, pointers) in &facets.properties {
            let required = is_whole && facets.required.contains(key);
            let member = self.xml_member(key, pointers, required)?;
            match members.iter().find(|other| other.key == *key) {
                None => members.push(member),
                Some(other) if is_alike(other, &member) => {}
                Some(_) => {
                    let at = pointers.first().unwrap_or(self.model.root());
                    return Err(Untyped::new(
                        at,
                        format!("`{key}` is a different node in two variants"),
                    ));
                }
            }
        }
        let undescribed = facets
            .required
            .iter()
            .filter(|key| !facets.properties.contains_key(*key));
        for key in undescribed.filter(|_| is_whole) {
            members.push(XmlMember {
                key: key.clone(),
                element: XmlElement {
                    name: key.clone(),
                    prefix: String::new(),
                    namespace: String::new(),
                    place: XmlPlace::Element,
                    content: XmlContent::Any,
                    inferred: false,
                },
                repeated: false,
                required: true,
                nullable: false,
            });
        }
        Ok(())
    }

    /// A property. An empty key stands for additional properties.
    fn xml_member(&mut self, key: &str, pointers: &[Pointer], required: bool) -> XmlResult<XmlMember> {
        let at = pointers
            .first()
            .cloned()
            .unwrap_or_else(|| self.model.root().clone());
        let keywords = self.xml_keywords(pointers);
        let facets = self.xml_facets(pointers)?;
        let place = keywords.place.unwrap_or(XmlPlace::Element);
        // Beside other properties, each key of a map is an element name.
        let name = match key {
            "" => "_".to_owned(),
            key => keywords.name.clone().unwrap_or_else(|| key.to_owned()),
        };
        let (mut element, repeated) = match is_list(&facets) {
            true if place != XmlPlace::Element => {
                return Err(Untyped::new(&at, "a list can't be an attribute or a text"));
            }
            true => {
                let items = facets.items.clone();
                let items =
                    items.ok_or_else(|| Untyped::new(&at, "the items of this list are not described"))?;
                let is_wrapped = keywords.wrapped == Some(true);
                let around = if is_wrapped { name.as_str() } else { key };
                let item = self.xml_item(&items, Some(if key.is_empty() { "_" } else { around }), INSIDE)?;
                match is_wrapped {
                    true => {
                        let content = XmlContent::List(Box::new(item));
                        (self.xml_node(&at, &keywords, name, place, content)?, false)
                    }
                    false => (item, true),
                }
            }
            false => {
                let content = self.xml_content(pointers, &facets)?;
                let is_scalar = matches!(
                    content,
                    XmlContent::Text | XmlContent::Number | XmlContent::Boolean
                );
                if place != XmlPlace::Element && !is_scalar {
                    return Err(Untyped::new(
                        &at,
                        "an attribute or a text must have a scalar type",
                    ));
                }
                (self.xml_node(&at, &keywords, name, place, content)?, false)
            }
        };
        if key.is_empty() {
            element.name.clear();
        }
        Ok(XmlMember {
            key: key.to_owned(),
            element,
            repeated,
            required,
            nullable: facets.nullable,
        })
    }

    /// The handling of elements that no property names.
    fn xml_rest(&mut self, parts: &[&Facets]) -> XmlResult<XmlRest> {
        let mut rest = XmlRest::Skipped;
        for facets in parts {
            match &facets.additional {
                Additional::Absent | Additional::Any => return Ok(XmlRest::Kept),
                Additional::Denied => {}
                Additional::Schema(schema) => {
                    let pointers = std::slice::from_ref(schema);
                    if self.xml_facets(pointers)?.is_unconstrained() {
                        return Ok(XmlRest::Kept);
                    }
                    rest = XmlRest::Typed(Box::new(self.xml_member("", pointers, false)?));
                }
            }
        }
        Ok(rest)
    }
}

fn element_name(member: &XmlMember) -> Option<String> {
    (member.element.place == XmlPlace::Element).then(|| member.element.name.clone())
}

fn is_alike(one: &XmlMember, other: &XmlMember) -> bool {
    one.element == other.element && one.repeated == other.repeated
}

/// A reader matches nodes by place and name.
fn check_distinct(members: &[XmlMember], at: &Pointer) -> XmlResult<()> {
    for (number, member) in members.iter().enumerate() {
        let element = &member.element;
        let same = |other: &&XmlMember| match element.place {
            XmlPlace::Element | XmlPlace::Attribute => {
                other.element.place == element.place && other.element.name == element.name
            }
            XmlPlace::Text | XmlPlace::Cdata => {
                matches!(other.element.place, XmlPlace::Text | XmlPlace::Cdata)
            }
        };
        if let Some(other) = members.iter().take(number).find(same) {
            return Err(Untyped::new(
                at,
                format!("`{}` and `{}` can't be distinguished", member.key, other.key),
            ));
        }
    }
    Ok(())
}
