//! Types in the spelling of a dependent crate.

use crate::ir::{Api, Body, Documented, Passed, Shape, Type};
use crate::naming::Ident;

/// A type.
pub(crate) fn ty(of: &Type) -> String {
    of.spelled()
}

/// The type with which a caller passes a parameter.
pub(crate) fn argument(of: &Type, api: &Api) -> String {
    match api.passed(of) {
        Passed::Copied(of) => ty(of),
        Passed::Text => "&str".to_owned(),
        Passed::Listed(of) => format!("impl IntoListed<{}>", ty(of)),
        Passed::Texts => "impl IntoIterator<Item = impl AsRef<str>>".to_owned(),
        Passed::ListedItems(item) => format!("impl IntoIterator<Item = impl IntoListed<{}>>", ty(item)),
        Passed::Items(item) => format!("impl IntoIterator<Item = impl Into<{}>>", ty(item)),
        Passed::Borrowed(of) => format!("&{}", ty(of)),
    }
}

/// How a caller passes a parameter of an open enum before it is one, which also compiles afterwards.
pub(super) fn plain(of: &Type, api: &Api) -> Option<String> {
    match api.passed(of) {
        Passed::Listed(of) if api.is_integer_enum(of) => Some("i64".to_owned()),
        Passed::Listed(_) => Some("&str".to_owned()),
        Passed::ListedItems(item) if !api.is_integer_enum(item) => {
            Some("impl IntoIterator<Item = impl AsRef<str>>".to_owned())
        }
        Passed::Copied(_)
        | Passed::Text
        | Passed::Texts
        | Passed::ListedItems(_)
        | Passed::Items(_)
        | Passed::Borrowed(_) => None,
    }
}

/// The type with which a caller passes a request body that has one media type.
pub(super) fn body(of: &Type, api: &Api) -> String {
    match api.passed(of) {
        Passed::Copied(_) => ty(of),
        Passed::Text => "&str".to_owned(),
        Passed::Texts => "&[impl AsRef<str>]".to_owned(),
        Passed::ListedItems(item) | Passed::Items(item) => format!("&[{}]", ty(item)),
        Passed::Listed(_) | Passed::Borrowed(_) => format!("&{}", ty(of)),
    }
}

/// The type with which a caller passes a request body.
pub(crate) fn body_argument(of: &Body, api: &Api) -> String {
    if let Some(choice) = &of.choice {
        return format!("impl Into<operations::{choice}{}>", lifetime(of));
    }
    match of.contents.first() {
        Some(content) => match &content.typed {
            Some(typed) => body(&typed.ty, api),
            None if content.range.is_some() => "impl Into<MediaBody>".to_owned(),
            None => "impl Into<Body>".to_owned(),
        },
        None => String::new(),
    }
}

/// The generics of the enum of media types.
pub(super) fn lifetime(body: &Body) -> &'static str {
    if body.choice_borrows() { "<'_>" } else { "" }
}

/// The type that a variant in the enum of media types borrows.
pub(super) fn borrowed(of: &Type, api: &Api) -> String {
    match api.passed(of) {
        Passed::Text => "&str".to_owned(),
        Passed::Texts => "&[String]".to_owned(),
        Passed::ListedItems(item) | Passed::Items(item) => format!("&[{}]", ty(item)),
        Passed::Copied(_) | Passed::Listed(_) | Passed::Borrowed(_) => format!("&{}", ty(of)),
    }
}

/// The body of a response.
pub(crate) fn documented(body: &Documented) -> String {
    body.spelled()
}

/// The named type in a type, and the types that it is an alias of.
pub(crate) fn names(of: &Type, api: &Api) -> Vec<Ident> {
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
