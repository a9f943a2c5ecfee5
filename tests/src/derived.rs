//! The types of a description with serde's derive, as most generators emit them, as the counterpart in benchmarks. The crate
//! has no operations and checks nothing.

use std::fmt::Write;
use std::fs;
use std::io;

use generator::Files;
use generator::internals::Ident;
use generator::internals::ir::{
    Api, BodyFormat, Documented, EnumVariant, Extra, IntegerVariant, OutcomeForm, Presence, Shape, Struct,
    Type, TypeDef, Union,
};

use crate::corpus::Description;

/// The crate. An error if the description can't be read.
pub fn package(description: &Description) -> io::Result<Files> {
    let text = fs::read_to_string(&description.path)?;
    let api = generator::internals::api(&description.name, &text)
        .ok_or_else(|| io::Error::other("the description can't be read"))?;
    let manifest = format!(
        "[package]\nname = \"{}-derived\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n",
        description.name
    );
    Ok(Files::from([
        ("Cargo.toml".into(), manifest),
        ("src/lib.rs".into(), rust(&api)),
    ]))
}

const HEADER: &str = "\
#![allow(warnings)]
use std::collections::BTreeMap;
use serde::{Deserialize, Serialize};
";

/// The source. `Box` breaks the same cycles as in our crates.
fn rust(api: &Api) -> String {
    let mut out = HEADER.to_owned();
    for def in api.types.values() {
        item(def, &mut out);
    }
    // Without these functions, serde's code would be instantiated only in a user's crate and not be measured.
    for (index, ty) in bodies(api, Side::Response).iter().enumerate() {
        let _ = writeln!(
            out,
            "pub fn decode{index}(bytes: &[u8]) -> serde_json::Result<{ty}> {{ serde_json::from_slice(bytes) }}"
        );
    }
    for (index, ty) in bodies(api, Side::Request).iter().enumerate() {
        let _ = writeln!(
            out,
            "pub fn encode{index}(value: &{ty}) -> serde_json::Result<Vec<u8>> {{ serde_json::to_vec(value) }}"
        );
    }
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Request,
    Response,
}

/// The types of the JSON bodies of requests or of responses, without duplicates.
fn bodies(api: &Api, side: Side) -> Vec<String> {
    let mut types = Vec::new();
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        match side {
            Side::Request => {
                let json = operation.bodies().filter(|body| body.format == BodyFormat::Json);
                types.extend(json.map(|body| &body.ty));
            }
            Side::Response => [&operation.output, &operation.error]
                .into_iter()
                .for_each(|outcome| answers(&outcome.form, &mut types)),
        }
    }
    types.sort();
    types.dedup();
    types.into_iter().map(spelled).collect()
}

fn answers<'a>(form: &'a OutcomeForm, types: &mut Vec<&'a Type>) {
    match form {
        OutcomeForm::Body(Documented::Typed(ty)) | OutcomeForm::Optional(Documented::Typed(ty)) => {
            types.push(ty)
        }
        OutcomeForm::Enum(outcome) => {
            for variant in &outcome.variants {
                if let Some(Documented::Typed(ty)) = &variant.body {
                    types.push(ty);
                }
            }
        }
        OutcomeForm::Empty | OutcomeForm::Body(_) | OutcomeForm::Optional(_) => {}
    }
}

const DERIVES: &str = "#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]\n";

fn item(def: &TypeDef, out: &mut String) {
    let name = &def.name;
    let _ = match &def.shape {
        Shape::Struct(object) => return structure(name, object, out),
        Shape::StringEnum(values) => return strings(name, &values.variants, out),
        Shape::IntegerEnum(values) => return integers(name, &values.variants, out),
        Shape::Union(union) => return variants(name, union, out),
        Shape::StringNewtype(_) => writeln!(out, "{DERIVES}pub struct {name}(pub String);"),
        Shape::Newtype(ty) => writeln!(out, "{DERIVES}pub struct {name}(pub {});", spelled(ty)),
        Shape::Alias(ty) => writeln!(out, "pub type {name} = {};", spelled(ty)),
    };
}

fn structure(name: &Ident, object: &Struct, out: &mut String) {
    let _ = writeln!(out, "{DERIVES}pub struct {name} {{");
    for (index, constant) in object.constants.iter().enumerate() {
        let wire = &constant.wire;
        let _ = writeln!(
            out,
            "#[serde(rename = {wire:?})] pub constant{index}: serde_json::Value,"
        );
    }
    for field in &object.fields {
        let ty = spelled(&field.ty);
        let (ty, skip) = match field.presence {
            Presence::Required => (ty, ""),
            Presence::Optional | Presence::OptionalOrNull => (
                format!("Option<{ty}>"),
                ", default, skip_serializing_if = \"Option::is_none\"",
            ),
            Presence::Nullable => (format!("Option<{ty}>"), ""),
            Presence::OptionalNullable => (
                format!("Option<Option<{ty}>>"),
                ", default, skip_serializing_if = \"Option::is_none\"",
            ),
        };
        let _ = writeln!(
            out,
            "#[serde(rename = {:?}{skip})] pub {}: {ty},",
            field.name.wire, field.name.rust
        );
    }
    // Additional properties are dropped, as in most derived code: `flatten` would keep them, but multiplies the compile time.
    if let Extra::Typed(ident, ty) = &object.extra {
        let _ = writeln!(
            out,
            "#[serde(flatten)] pub {ident}: BTreeMap<String, {}>,",
            spelled(ty)
        );
    }
    out.push_str("}\n");
}

fn strings(name: &Ident, variants: &[EnumVariant], out: &mut String) {
    let _ = writeln!(out, "{DERIVES}pub enum {name} {{");
    for variant in variants {
        let _ = writeln!(
            out,
            "#[serde(rename = {:?})] {},",
            variant.name.wire, variant.name.rust
        );
    }
    out.push_str("}\n");
}

/// An enum of integers, for which serde has no derive. Most generators emit a number.
fn integers(name: &Ident, _: &[IntegerVariant], out: &mut String) {
    let _ = writeln!(out, "{DERIVES}pub struct {name}(pub i64);");
}

fn variants(name: &Ident, union: &Union, out: &mut String) {
    let _ = writeln!(out, "{DERIVES}#[serde(untagged)]\npub enum {name} {{");
    for variant in &union.variants {
        let _ = writeln!(out, "{}({}),", variant.name, spelled(&variant.ty));
    }
    out.push_str("}\n");
}

fn spelled(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String | Type::Text(_) | Type::File => "String".to_owned(),
        Type::Json | Type::Custom(_) => "serde_json::Value".to_owned(),
        Type::Named(name) => name.as_str().to_owned(),
        Type::Boxed(inner) => format!("Box<{}>", spelled(inner)),
        Type::Array(inner) => format!("Vec<{}>", spelled(inner)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", spelled(inner)),
        Type::Nullable(inner) => format!("Option<{}>", spelled(inner)),
    }
}
