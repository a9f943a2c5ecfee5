//! Types and values that a user names. What is more than a path of Rust never reaches the output.

use proc_macro2::TokenStream;
use syn::{Expr, GenericArgument, Path, PathArguments, Type};

/// A path as it is printed, and what it takes to be found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Named {
    /// `my_types::Money<u8>`
    pub text: String,
    /// What the paths in it begin with: names of crates, or `crate`.
    pub roots: Vec<String>,
}

/// Types that have a name everywhere.
const KNOWN: [&str; 20] = [
    "Box", "Option", "String", "Vec", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128",
    "isize", "str", "u8", "u16", "u32", "u64", "usize",
];

/// A path to a type, with generics perhaps.
///
/// # Errors
/// What it is instead, or what is missing of it.
pub(crate) fn type_path(text: &str) -> Result<Named, String> {
    let tokens = tokens(text)?;
    let mut roots = Vec::new();
    match syn::parse2(tokens.clone()) {
        Ok(ty @ Type::Path(_)) => of_type(&ty, &mut roots)?,
        Ok(_) | Err(_) => {
            return Err(format!(
                "`{text}` is not a path to a type, such as `my_types::Money`"
            ));
        }
    }
    Ok(named(tokens, roots))
}

/// A path to a value: a constant, or a function that is called without arguments.
///
/// # Errors
/// What it is instead.
#[allow(clippy::wildcard_enum_match_arm, reason = "syn's enum is open")]
pub(crate) fn value_path(text: &str) -> Result<Named, String> {
    let tokens = tokens(text)?;
    let path = match syn::parse2(tokens.clone()) {
        Ok(Expr::Path(path)) if path.qself.is_none() => Some(path.path),
        Ok(Expr::Call(call)) if call.args.is_empty() => match *call.func {
            Expr::Path(path) if path.qself.is_none() => Some(path.path),
            _ => None,
        },
        Ok(_) | Err(_) => None,
    };
    let path = path.ok_or_else(|| {
        format!("`{text}` is not a path to a value, such as `my_types::ZERO` or `my_types::zero()`")
    })?;
    let mut roots = Vec::new();
    of_path(&path, &mut roots)?;
    Ok(named(tokens, roots))
}

fn tokens(text: &str) -> Result<TokenStream, String> {
    text.parse().map_err(|_| format!("`{text}` is not valid Rust"))
}

fn named(tokens: TokenStream, roots: Vec<String>) -> Named {
    // Nothing that gets here has two words in a row.
    let text: String = tokens.to_string().split_whitespace().collect();
    let text = text
        .trim_start_matches("::")
        .replace(',', ", ")
        .replace(';', "; ");
    Named { text, roots }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "syn's enum is open")]
fn of_type(ty: &Type, roots: &mut Vec<String>) -> Result<(), String> {
    match ty {
        Type::Path(path) if path.qself.is_none() => of_path(&path.path, roots),
        Type::Tuple(tuple) => tuple.elems.iter().try_for_each(|ty| of_type(ty, roots)),
        Type::Array(array) if matches!(array.len, Expr::Lit(_)) => of_type(&array.elem, roots),
        _ => Err("only paths, tuples and arrays are supported here".to_owned()),
    }
}

fn of_path(path: &Path, roots: &mut Vec<String>) -> Result<(), String> {
    let mut segments = path.segments.iter();
    let first = segments
        .next()
        .map(|segment| segment.ident.to_string())
        .unwrap_or_default();
    if segments.next().is_some() {
        roots.push(first);
    } else if !KNOWN.contains(&first.as_str()) {
        return Err(format!(
            "`{first}` needs a crate before it, as in `my_types::{first}`"
        ));
    }
    for segment in &path.segments {
        match &segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(generics) => {
                generics
                    .args
                    .iter()
                    .try_for_each(|argument| of_argument(argument, roots))?;
            }
            PathArguments::Parenthesized(_) => {
                return Err("generic arguments of a type are written in `<>`".to_owned());
            }
        }
    }
    Ok(())
}

#[allow(clippy::wildcard_enum_match_arm, reason = "syn's enum is open")]
fn of_argument(argument: &GenericArgument, roots: &mut Vec<String>) -> Result<(), String> {
    match argument {
        GenericArgument::Type(ty) => of_type(ty, roots),
        GenericArgument::Const(Expr::Lit(_)) => Ok(()),
        GenericArgument::Lifetime(lifetime) if lifetime.ident == "static" => Ok(()),
        _ => Err("only types and literals are supported as generic arguments".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{type_path, value_path};

    #[test]
    fn paths_are_printed_as_they_are_found() {
        let types = [
            ("uuid::Uuid", "uuid::Uuid", vec!["uuid"]),
            (" :: uuid :: Uuid ", "uuid::Uuid", vec!["uuid"]),
            ("i32", "i32", vec![]),
            (
                "a::B<c::D<u8>, 'static, (String, [u8; 4]), 3>",
                "a::B<c::D<u8>, 'static, (String, [u8; 4]), 3>",
                vec!["a", "c"],
            ),
        ];
        for (text, printed, roots) in types {
            let named = type_path(text).expect(text);
            assert_eq!(
                (named.text.as_str(), named.roots),
                (printed, roots.into_iter().map(str::to_owned).collect())
            );
        }
        assert_eq!(value_path("a::B::ZERO").expect("a path").text, "a::B::ZERO");
        assert_eq!(value_path("a::zero()").expect("a call").text, "a::zero()");
    }

    #[test]
    fn what_is_more_than_a_path_is_refused() {
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
