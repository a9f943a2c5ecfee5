//! Values of types in examples.

use super::expression::Expr;
use crate::ir::{Api, ContentPlace, Library, Presence, Shape, Struct, Type, TypeDef, UnionVariant, View};
use crate::naming::Ident;

/// How deep a value is built with constructors; deeper values are parsed from JSON.
pub(super) const DEPTH: usize = 4;

pub(super) fn argument(ty: &Type, api: &Api) -> Expr {
    let of = api.resolved(ty);
    match of.view() {
        View::Array(inner) => Expr::Between("[", Box::new(typed(inner, api, 1)), "]"),
        View::Leaf if *of == Type::String => Expr::text("\"…\""),
        View::Leaf | View::Named(_) | View::Boxed(_) | View::Map(_) | View::Nullable(_) => {
            // The parameter's type determines what is parsed.
            let value = value(of, api, 0);
            let value = value.unwrap_or_else(|| Expr::text("serde_json::from_str(\"…\")?"));
            let by_reference = if of.is_scalar() { "" } else { "&" };
            Expr::Between(by_reference, Box::new(value), "")
        }
    }
}

/// An expression of the type, where the context determines the type; `None` if parsing JSON is better.
fn value(ty: &Type, api: &Api, depth: usize) -> Option<Expr> {
    Some(match ty {
        Type::Bool => Expr::text("true"),
        Type::I64 | Type::U64 => Expr::text("1"),
        Type::F64 => Expr::text("1.0"),
        Type::String => Expr::text("\"…\".to_owned()"),
        Type::Text(format) => Expr::Parsed(format!("{:?}", format.example())),
        Type::Custom(_) => return None,
        Type::File => Expr::using("FilePart", Expr::text("FilePart::open(\"…\")?")),
        Type::Json => Expr::text("serde_json::Value::Null"),
        Type::Array(_) => Expr::text("vec![]"),
        Type::Map(_) => Expr::text("Default::default()"),
        Type::Nullable(_) => Expr::text("None"),
        Type::Boxed(_) => return None,
        Type::Named(name) => {
            let def = api.types.get(name)?;
            match &def.shape {
                Shape::Alias(inner) => return value(inner, api, depth),
                Shape::StringEnum(values) => of_types(name, &values.variants.first()?.name.rust),
                Shape::IntegerEnum(values) => of_types(name, &values.variants.first()?.name),
                Shape::StringNewtype(newtype) => {
                    Expr::Parsed(format!("{:?}", newtype.example.as_deref().unwrap_or("…")))
                }
                Shape::Struct(object) if depth < DEPTH && has_constructor(def) => {
                    constructed(name.as_str(), object, api, depth)
                }
                Shape::Union(union) if depth < DEPTH => {
                    let convertible = union.variants.iter().find(|variant| variant.convertible);
                    let Some(variant) = convertible else {
                        let is_text =
                            |variant: &&UnionVariant| matches!(variant.place, ContentPlace::Nowhere(_));
                        let text = union.variants.iter().find(is_text)?;
                        return Some(of_types(name, &text.name));
                    };
                    if matches!(variant.ty, Type::Boxed(_)) {
                        return None;
                    }
                    let content = typed(&variant.ty, api, depth + 1);
                    Expr::using("types", Expr::Call(format!("types::{name}::from"), vec![content]))
                }
                Shape::Newtype(_) | Shape::Struct(_) | Shape::Union(_) => return None,
            }
        }
    })
}

/// A variant of a type of the description.
fn of_types(name: &Ident, variant: &Ident) -> Expr {
    Expr::using("types", Expr::Text(format!("types::{name}::{variant}")))
}

pub(super) fn has_constructor(def: &TypeDef) -> bool {
    def.direction.request || !def.direction.response
}

fn constructed(name: &str, object: &Struct, api: &Api, depth: usize) -> Expr {
    let arguments = object.fields.iter().filter_map(|field| match field.presence {
        Presence::Required => Some(typed(&field.ty, api, depth + 1)),
        Presence::Nullable => Some(Expr::text("None")),
        Presence::Optional | Presence::OptionalNullable | Presence::OptionalOrNull => None,
    });
    let call = Expr::Call(format!("types::{name}::new"), arguments.collect());
    Expr::using("types", call)
}

/// An expression whose type is known without context. An argument of `impl Into<…>` doesn't determine what is parsed.
pub(super) fn typed(ty: &Type, api: &Api, depth: usize) -> Expr {
    let (module, named) = match api.resolved(ty) {
        Type::Named(name) => (Some("types"), format!("types::{name}")),
        Type::Text(format) => (Some("format"), format!("format::{}", format.rust())),
        Type::Custom(path) => {
            let library = Library::of_path(&path.names());
            (library.map(|_| "format"), path.to_string())
        }
        Type::Map(_) => return Expr::text("std::collections::BTreeMap::new()"),
        Type::Boxed(inner) => return Expr::Call("Box::new".to_owned(), vec![typed(inner, api, depth)]),
        // A literal without a type is an `i32`, from which `u64` is not made.
        Type::U64 => return Expr::text("1_u64"),
        Type::Bool
        | Type::I64
        | Type::F64
        | Type::String
        | Type::File
        | Type::Json
        | Type::Array(_)
        | Type::Nullable(_) => {
            return value(ty, api, depth).unwrap_or_else(|| Expr::text("None"));
        }
    };
    let read = match value(ty, api, depth) {
        None => format!("serde_json::from_str::<{named}>(\"…\")?"),
        Some(Expr::Parsed(literal)) => format!("{literal}.parse::<{named}>()?"),
        Some(other) => return other,
    };
    match module {
        Some(module) => Expr::using(module, Expr::Text(read)),
        None => Expr::Text(read),
    }
}
