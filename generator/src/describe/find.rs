//! Finds operations and types by name.

use super::page::Page;
use super::{operation, types};
use crate::ir::{Api, Group, Operation, TypeDef};
use crate::source::{Pointer, SourceMap};
use crate::surface::Surface;
use crate::{Mode, emit};

/// An operation, a type, or a member of a type.
pub(super) enum Found<'a> {
    Operation(&'a Group, &'a Operation),
    Type(&'a TypeDef, Option<String>),
}

impl Found<'_> {
    pub(super) fn page(&self, api: &Api, surface: &Surface, package: &emit::Package) -> Page {
        match self {
            Self::Operation(group, of) => operation::page(of, group, api, package),
            Self::Type(def, member) => types::page(def, member.as_deref(), api, surface, package),
        }
    }
}

/// Everything that has the name. Names of methods count only where nothing else has the name and one method has it.
pub(super) fn find<'a>(api: &'a Api, sources: &SourceMap, mode: Mode, name: &str) -> Vec<Found<'a>> {
    let name = name.trim();
    let operations: Vec<(&Group, &Operation)> = operations(api, mode).collect();
    let named = operations.iter().filter(|(group, of)| {
        names_of_operation(group, of).any(|own| is_same(&own, name)) || is_at(&of.pointer, sources, name)
    });
    let mut found: Vec<Found<'a>> = named.map(|(group, of)| Found::Operation(group, of)).collect();
    let defs = api.types.values().filter(|def| is_type(def, sources, name));
    found.extend(defs.map(|def| Found::Type(def, None)));
    if found.is_empty() {
        found.extend(member(api, sources, name));
    }
    if found.is_empty() {
        let methods = operations.iter().filter(|(_, of)| of.name.as_str() == name);
        let methods: Vec<_> = methods.collect();
        if let [(group, of)] = methods.as_slice() {
            found.push(Found::Operation(group, of));
        }
    }
    found
}

fn operations(api: &Api, mode: Mode) -> impl Iterator<Item = (&Group, &Operation)> {
    let is_client = match mode {
        Mode::Client => true,
        Mode::Types => false,
    };
    let groups = api.groups.iter().filter(move |_| is_client);
    groups.flat_map(|group| group.operations.iter().map(move |of| (group, of)))
}

/// `client.pets().add`, `addPet`, `POST /pets` and `operations::AddPet`.
fn names_of_operation(group: &Group, of: &Operation) -> impl Iterator<Item = String> {
    let call = operation::call(of, group.tag.as_ref());
    let marker = format!("operations::{}", of.marker);
    [call, of.id.clone(), operation::request(of), marker].into_iter()
}

/// Whether a name is meant: without `client.`, and with the method of a request in any case.
fn is_same(own: &str, name: &str) -> bool {
    let plain = |text: &str| text.strip_prefix("client.").unwrap_or(text).replace("()", "");
    let request = || {
        let (own, name) = (own.split_once(" /")?, name.split_once(" /")?);
        Some(own.0.eq_ignore_ascii_case(name.0) && own.1 == name.1)
    };
    plain(own) == plain(name) || request().unwrap_or_default()
}

/// Whether the name is the place, as the description has it or in the form of OpenAPI 3.0.
fn is_at(at: &Pointer, sources: &SourceMap, name: &str) -> bool {
    let fragment = name.strip_prefix('#').unwrap_or(name);
    fragment.starts_with('/') && (at.fragment() == fragment || sources.origin(at).fragment() == fragment)
}

fn is_type(def: &TypeDef, sources: &SourceMap, name: &str) -> bool {
    let is_component = def.pointer.tokens().count() <= 3;
    let schema = def.pointer.last().filter(|_| is_component);
    def.name.as_str() == name.strip_prefix("types::").unwrap_or(name)
        || schema.is_some_and(|schema| schema == name)
        || is_at(&def.pointer, sources, name)
}

/// The member of a type: `types::Pet.name`.
fn member<'a>(api: &'a Api, sources: &SourceMap, name: &str) -> Option<Found<'a>> {
    let (of, member) = name.rsplit_once('.')?;
    let def = api.types.values().find(|def| is_type(def, sources, of))?;
    Some(Found::Type(def, Some(member.to_owned())))
}

/// The names that messages suggest.
pub(super) fn names(api: &Api, mode: Mode) -> Vec<String> {
    let of_operations = operations(api, mode).flat_map(|(group, of)| {
        let call = operation::call(of, group.tag.as_ref()).replace("client.", "");
        [call, of.name.to_string(), of.id.clone(), operation::request(of)]
    });
    let of_types = api.types.values().flat_map(|def| {
        let schema = def.pointer.last().unwrap_or_default();
        [def.name.to_string(), format!("types::{}", def.name), schema]
    });
    of_operations.chain(of_types).collect()
}

/// All operations and types.
pub(super) fn all(api: &Api, mode: Mode) -> impl Iterator<Item = Found<'_>> {
    let of_operations = operations(api, mode).map(|(group, of)| Found::Operation(group, of));
    of_operations.chain(api.types.values().map(|def| Found::Type(def, None)))
}
