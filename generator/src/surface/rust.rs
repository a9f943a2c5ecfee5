//! Types in the spelling of a dependent crate.

use crate::ir::{Api, Documented, Shape, Type, View};
use crate::naming::Ident;

/// A type.
pub(crate) fn ty(of: &Type) -> String {
    match of {
        Type::Bool => "bool".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Text(format) => format!("format::{}", format.rust()),
        Type::Custom(path) => path.to_string(),
        Type::File => "FilePart".to_owned(),
        Type::Json => "serde_json::Value".to_owned(),
        Type::Named(name) => format!("types::{name}"),
        Type::Boxed(inner) => format!("Box<{}>", ty(inner)),
        Type::Array(inner) => format!("Vec<{}>", ty(inner)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", ty(inner)),
        Type::Nullable(inner) => format!("Option<{}>", ty(inner)),
    }
}

/// The type with which a caller passes a parameter.
pub(super) fn argument(of: &Type, api: &Api) -> String {
    match resolved(of, api) {
        of @ (Type::Bool | Type::I64 | Type::U64 | Type::F64) => ty(of),
        Type::String => "&str".to_owned(),
        Type::Array(inner) if is_text(inner, api) => "impl IntoIterator<Item = impl AsRef<str>>".to_owned(),
        Type::Array(inner) => format!("impl IntoIterator<Item = impl Into<{}>>", ty(inner)),
        of @ (Type::Text(_)
        | Type::Custom(_)
        | Type::File
        | Type::Json
        | Type::Named(_)
        | Type::Boxed(_)
        | Type::Map(_)
        | Type::Nullable(_)) => format!("&{}", ty(of)),
    }
}

/// The type with which a caller passes a request body that has one media type.
pub(super) fn body(of: &Type, api: &Api) -> String {
    match resolved(of, api) {
        Type::String => "&str".to_owned(),
        Type::Array(inner) if is_text(inner, api) => "&[impl AsRef<str>]".to_owned(),
        Type::Array(inner) => format!("&[{}]", ty(inner)),
        Type::Bool
        | Type::I64
        | Type::U64
        | Type::F64
        | Type::Text(_)
        | Type::Custom(_)
        | Type::File
        | Type::Json
        | Type::Named(_)
        | Type::Boxed(_)
        | Type::Map(_)
        | Type::Nullable(_) => format!("&{}", ty(of)),
    }
}

/// The type that a variant in the enum of media types borrows.
pub(super) fn borrowed(of: &Type, api: &Api) -> String {
    match resolved(of, api) {
        Type::String => "&str".to_owned(),
        Type::Array(inner) => format!("&[{}]", ty(inner)),
        Type::Bool
        | Type::I64
        | Type::U64
        | Type::F64
        | Type::Text(_)
        | Type::Custom(_)
        | Type::File
        | Type::Json
        | Type::Named(_)
        | Type::Boxed(_)
        | Type::Map(_)
        | Type::Nullable(_) => format!("&{}", ty(of)),
    }
}

/// The body of a response.
pub(super) fn documented(body: &Documented) -> String {
    match body {
        Documented::Typed(of) => ty(of),
        Documented::Text => "String".to_owned(),
        Documented::Bytes => "Bytes".to_owned(),
    }
}

/// The named type in a type, and the types that it is an alias of.
pub(super) fn names(of: &Type, api: &Api) -> Vec<Ident> {
    let mut names = Vec::new();
    let mut of = of.core();
    while let Type::Named(name) = of {
        if names.contains(name) {
            break;
        }
        names.push(name.clone());
        match api.types.get(name).map(|def| &def.shape) {
            Some(Shape::Alias(inner)) => of = inner.core(),
            Some(
                Shape::Struct(_)
                | Shape::StringEnum(_)
                | Shape::IntegerEnum(_)
                | Shape::Union(_)
                | Shape::StringNewtype(_)
                | Shape::Newtype(_),
            )
            | None => break,
        }
    }
    names
}

/// The named type in the body of a response.
pub(super) fn documented_names(body: &Documented, api: &Api) -> Vec<Ident> {
    body.ty().map(|of| names(of, api)).unwrap_or_default()
}

/// Whether the type is a plain string.
fn is_text(of: &Type, api: &Api) -> bool {
    *resolved(of, api) == Type::String
}

/// The type after resolving aliases.
fn resolved<'t>(of: &'t Type, api: &'t Api) -> &'t Type {
    let mut of = of;
    for _ in 0..=64 {
        let View::Named(name) = of.view() else { return of };
        match api.types.get(name).map(|def| &def.shape) {
            Some(Shape::Alias(inner)) => of = inner,
            Some(
                Shape::Struct(_)
                | Shape::StringEnum(_)
                | Shape::IntegerEnum(_)
                | Shape::Union(_)
                | Shape::StringNewtype(_)
                | Shape::Newtype(_),
            )
            | None => return of,
        }
    }
    of
}
