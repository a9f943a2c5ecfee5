//! Parses the paths of types and values that a user names. Anything more than a path is refused, so that it can't reach the
//! output.

use proc_macro2::TokenStream;
use syn::parse::Parser as _;
use syn::{Attribute, Expr, GenericArgument, Lit, Path, PathArguments, Type};

use crate::rust_path::{Argument, PathKind, RustPath, Segment};

/// Types that are in scope everywhere.
const KNOWN: [&str; 20] = [
    "Box", "Option", "String", "Vec", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128",
    "isize", "str", "u8", "u16", "u32", "u64", "usize",
];

/// A path to a type, which may have generic arguments.
///
/// # Errors
/// The text is not a path to a type, or a part of it is not supported.
#[allow(clippy::wildcard_enum_match_arm, reason = "syn's enum is open")]
pub(crate) fn type_path(text: &str) -> Result<RustPath, String> {
    match syn::parse2(tokens(text)?) {
        Ok(Type::Path(ty)) if ty.qself.is_none() => path(&ty.path, PathKind::Type),
        Ok(Type::Path(_)) => Err(UNSUPPORTED_TYPE.to_owned()),
        Ok(_) | Err(_) => Err(format!(
            "`{text}` is not a path to a type, such as `my_types::Money`"
        )),
    }
}

/// A path to a value: a constant, or a function that is called without arguments.
///
/// # Errors
/// The text is not such a path, or a part of it is not supported.
#[allow(clippy::wildcard_enum_match_arm, reason = "syn's enum is open")]
pub(crate) fn value_path(text: &str) -> Result<RustPath, String> {
    let found = match syn::parse2(tokens(text)?) {
        Ok(Expr::Path(path)) if path.qself.is_none() => Some((path.path, PathKind::Constant)),
        Ok(Expr::Call(call)) if call.args.is_empty() => match *call.func {
            Expr::Path(path) if path.qself.is_none() => Some((path.path, PathKind::Function)),
            _ => None,
        },
        Ok(_) | Err(_) => None,
    };
    let (found, kind) = found.ok_or_else(|| {
        format!("`{text}` is not a path to a value, such as `my_types::ZERO` or `my_types::zero()`")
    })?;
    path(&found, kind)
}

/// One outer attribute: its text.
///
/// # Errors
/// The text is something else.
pub(crate) fn attribute(text: &str) -> Result<String, String> {
    let parsed = tokens(text).ok().and_then(|tokens| {
        let parsed = Attribute::parse_outer.parse2(tokens).ok()?;
        <[Attribute; 1]>::try_from(parsed).ok()
    });
    match parsed {
        Some([_]) => Ok(text.trim().to_owned()),
        None => Err(format!("`{text}` is not an attribute, such as `#[must_use]`")),
    }
}

const UNSUPPORTED_TYPE: &str = "only paths, tuples and arrays are supported here";

fn tokens(text: &str) -> Result<TokenStream, String> {
    text.parse().map_err(|_| format!("`{text}` is not valid Rust"))
}

fn path(path: &Path, kind: PathKind) -> Result<RustPath, String> {
    let segments: Vec<Segment> = path.segments.iter().map(segment).collect::<Result<_, _>>()?;
    match segments.as_slice() {
        [Segment { name, .. }] if !KNOWN.contains(&name.as_str()) => Err(format!(
            "`{name}` needs a crate before it, as in `my_types::{name}`"
        )),
        _ => Ok(RustPath { segments, kind }),
    }
}

fn segment(segment: &syn::PathSegment) -> Result<Segment, String> {
    let arguments = match &segment.arguments {
        PathArguments::None => Vec::new(),
        PathArguments::AngleBracketed(generics) => {
            let arguments = generics.args.iter().map(argument);
            arguments.collect::<Result<_, _>>()?
        }
        PathArguments::Parenthesized(_) => {
            return Err("generic arguments of a type are written in `<>`".to_owned());
        }
    };
    Ok(Segment {
        name: segment.ident.to_string(),
        arguments,
    })
}

#[allow(clippy::wildcard_enum_match_arm, reason = "syn's enum is open")]
fn argument(argument: &GenericArgument) -> Result<Argument, String> {
    match argument {
        GenericArgument::Type(ty) => type_argument(ty),
        GenericArgument::Const(Expr::Lit(literal)) => constant(&literal.lit),
        GenericArgument::Lifetime(lifetime) if lifetime.ident == "static" => Ok(Argument::Static),
        _ => Err(UNSUPPORTED_ARGUMENT.to_owned()),
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "syn's enum is open")]
fn type_argument(ty: &Type) -> Result<Argument, String> {
    match ty {
        Type::Path(ty) if ty.qself.is_none() => path(&ty.path, PathKind::Type).map(Argument::Path),
        Type::Tuple(tuple) => {
            let items = tuple.elems.iter().map(type_argument);
            items.collect::<Result<_, _>>().map(Argument::Tuple)
        }
        Type::Array(array) => match &array.len {
            Expr::Lit(length) => {
                let item = type_argument(&array.elem)?;
                Ok(Argument::Array(Box::new(item), integer(&length.lit)?))
            }
            _ => Err(UNSUPPORTED_TYPE.to_owned()),
        },
        _ => Err(UNSUPPORTED_TYPE.to_owned()),
    }
}

const UNSUPPORTED_ARGUMENT: &str = "only types and literals are supported as generic arguments";

/// The values of constant parameters are integers, characters and booleans (Rust Reference, Const generics).
#[allow(clippy::wildcard_enum_match_arm, reason = "syn's enum is open")]
fn constant(literal: &Lit) -> Result<Argument, String> {
    match literal {
        Lit::Bool(value) => Ok(Argument::Bool(value.value)),
        Lit::Char(value) => Ok(Argument::Char(value.value())),
        literal => integer(literal).map(Argument::Integer),
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "syn's enum is open")]
fn integer(literal: &Lit) -> Result<u128, String> {
    match literal {
        Lit::Int(value) => value.base10_parse().map_err(|error| error.to_string()),
        Lit::Byte(value) => Ok(value.value().into()),
        _ => Err(UNSUPPORTED_ARGUMENT.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{type_path, value_path};

    #[test]
    fn a_path_is_printed_as_it_is_written() {
        let types = [
            ("uuid::Uuid", "uuid::Uuid", vec!["uuid"]),
            (" :: uuid :: Uuid ", "uuid::Uuid", vec!["uuid"]),
            ("i32", "i32", vec![]),
            (
                "a::B<c::D<u8>, 'static, (String, [u8; 4]), 3>",
                "a::B<c::D<u8>, 'static, (String, [u8; 4]), 3>",
                vec!["a", "c"],
            ),
            (
                "r#type::B::<true, 'a', 0x10_u8, (), (u8,)>",
                "r#type::B<true, 'a', 16, (), (u8,)>",
                vec!["r#type"],
            ),
        ];
        for (text, printed, roots) in types {
            let path = type_path(text).expect(text);
            assert_eq!((path.to_string().as_str(), path.roots()), (printed, roots));
        }
        for text in ["a::B::ZERO", "a::zero()", "a::B::<u8>::new()"] {
            assert_eq!(value_path(text).expect(text).to_string(), text);
        }
    }

    #[test]
    fn anything_more_than_a_path_is_refused() {
        let types = [
            "",
            "a::B; fn f() {}",
            "a::B }",
            "a::B, c::D",
            "<a::B as c::D>::E",
            "dyn a::B",
            "&'static str",
            "a::B<{ loop {} }>",
            "a::f!()",
            "Fn(a::B) -> c::D",
            "Money",
            "a::B<Money>",
            "\"a\"",
            "a::",
            "a::B // c",
            "a::B<[u8; f()]>",
            "a::B<\"c\">",
            "a::B<1.5>",
            "(a::B, c::D)",
        ];
        for text in types {
            let refused = type_path(text).is_err() || text == "a::B // c";
            assert!(refused, "{text}");
        }
        for text in [
            "",
            "a::f(1)",
            "{ loop {} }",
            "f",
            "a::B { c: 1 }",
            "a::f()()",
            "1",
        ] {
            assert!(value_path(text).is_err(), "{text}");
        }
    }
}
