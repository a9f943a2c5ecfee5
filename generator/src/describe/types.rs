//! The page of a type.

use std::collections::{BTreeMap, BTreeSet};

use super::brief;
use super::page::{Member, Page, TypePage};
use crate::emit;
use crate::ir::{Api, Docs, Field, Shape, Struct, TypeDef};
use crate::surface::{self, Kind, Line, Owner, Surface};

/// The page of a type, or of one of its members.
pub(super) fn page(
    def: &TypeDef,
    member: Option<&str>,
    api: &Api,
    surface: &Surface,
    package: &emit::Package,
) -> Page {
    let owner = Owner::Type(def.name.clone());
    let lines: Vec<(&String, &Line)> = surface
        .lines()
        .iter()
        .filter(|(_, line)| line.owner == owner)
        .collect();
    let name = format!("types::{}", def.name);
    let whole = lines
        .iter()
        .find(|(item, _)| **item == name)
        .map(|(_, line)| *line);
    let docs = docs(def);
    let members = lines.iter().filter_map(|(item, line)| {
        let is_member = matches!(line.kind, Kind::Field | Kind::Variant);
        let item = item.strip_prefix(&name)?.trim_start_matches(['.', ':']);
        is_member.then(|| self::member(item, line, docs.get(item).copied()))
    });
    let order = order(def);
    let mut members: Vec<Member> = members.collect();
    members.sort_by_key(|member| order.get(&member.name).copied().unwrap_or(usize::MAX));
    if let Some(wanted) = member {
        members.retain(|member| member.name == wanted);
    }
    let named = lines
        .iter()
        .flat_map(|(_, line)| &line.names)
        .filter(|named| **named != def.name);
    let named: BTreeSet<_> = named.collect();
    Page::Type(TypePage {
        pointer: def.pointer.to_string(),
        is_deprecated: def.deprecated,
        form: whole.map(|line| line.signature.clone()).unwrap_or_default(),
        meaning: whole
            .map(|line| brief::cut(&line.meaning, 500))
            .unwrap_or_default(),
        summary: brief::docs(&def.docs),
        constructor: constructor(def),
        example: emit::of_type(def, api, package),
        members: members.into_iter().collect(),
        types: named.into_iter().map(|named| format!("types::{named}")).collect(),
        name,
    })
}

fn member(name: &str, line: &Line, docs: Option<&Docs>) -> Member {
    Member {
        name: name.to_owned(),
        ty: match line.kind {
            Kind::Field => line.signature.clone(),
            Kind::Variant
            | Kind::Type
            | Kind::Trait
            | Kind::Function(_)
            | Kind::Free
            | Kind::Response
            | Kind::Note => line
                .signature
                .strip_prefix("variant")
                .unwrap_or_default()
                .to_owned(),
        },
        meaning: brief::cut(&line.meaning, brief::LINE),
        docs: docs.map(brief::docs).unwrap_or_default(),
    }
}

/// The names of the members in the order of the description, with the needed ones first.
fn order(def: &TypeDef) -> BTreeMap<String, usize> {
    let names: Vec<String> = match &def.shape {
        Shape::Struct(object) => {
            let mut fields: Vec<&Field> = object.fields.iter().collect();
            fields.sort_by_key(|field| field.presence.is_optional());
            fields.iter().map(|field| field.name.rust.to_string()).collect()
        }
        Shape::StringEnum(of) => of
            .variants
            .iter()
            .map(|variant| variant.name.rust.to_string())
            .collect(),
        Shape::IntegerEnum(of) => of
            .variants
            .iter()
            .map(|variant| variant.name.to_string())
            .collect(),
        Shape::Union(of) => of
            .variants
            .iter()
            .map(|variant| variant.name.to_string())
            .collect(),
        Shape::StringNewtype(_) | Shape::Newtype(_) | Shape::Alias(_) => Vec::new(),
    };
    names
        .into_iter()
        .enumerate()
        .map(|(index, name)| (name, index))
        .collect()
}

/// The documentation of each member, by its name in Rust.
fn docs(def: &TypeDef) -> BTreeMap<&str, &Docs> {
    match &def.shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter();
            fields
                .map(|field| (field.name.rust.as_str(), &field.docs))
                .collect()
        }
        Shape::StringEnum(of) => {
            let variants = of.variants.iter();
            variants
                .map(|variant| (variant.name.rust.as_str(), &variant.docs))
                .collect()
        }
        Shape::IntegerEnum(of) => {
            let variants = of.variants.iter();
            variants
                .map(|variant| (variant.name.as_str(), &variant.docs))
                .collect()
        }
        Shape::Union(of) => {
            let variants = of.variants.iter();
            variants
                .map(|variant| (variant.name.as_str(), &variant.docs))
                .collect()
        }
        Shape::StringNewtype(_) | Shape::Newtype(_) | Shape::Alias(_) => BTreeMap::new(),
    }
}

/// How callers make a value; empty if only servers do.
fn constructor(def: &TypeDef) -> String {
    if def.direction.response && !def.direction.request {
        return String::new();
    }
    match &def.shape {
        Shape::Struct(object) => new(object),
        Shape::StringEnum(_) => "a variant, or `From<&str>`".to_owned(),
        Shape::IntegerEnum(_) => "a variant, or `From<i64>`".to_owned(),
        Shape::Union(_) => "a variant, or `from(content)` for the variants with `From`".to_owned(),
        Shape::StringNewtype(_) => "`\"…\".parse()`, which checks the constraints".to_owned(),
        Shape::Newtype(_) | Shape::Alias(_) => String::new(),
    }
}

fn new(object: &Struct) -> String {
    let required = object.fields.iter().filter(|field| !field.presence.is_optional());
    let arguments: Vec<String> = required
        .map(|field| format!("{}: {}", field.name.rust, passed(field)))
        .collect();
    let has_setters = object
        .fields
        .iter()
        .any(|field| field.presence.is_optional() && !field.read_only);
    let setters = if has_setters {
        "; a setter for each optional field: `.field(value)`"
    } else {
        ""
    };
    format!(
        "fn new({}) -> Self{setters}",
        brief::cut(&arguments.join(", "), 1_000)
    )
}

fn passed(field: &Field) -> String {
    let of = surface::ty(&field.ty);
    match field.presence.is_nullable() {
        true => format!("impl Into<Option<{of}>>"),
        false => format!("impl Into<{of}>"),
    }
}
