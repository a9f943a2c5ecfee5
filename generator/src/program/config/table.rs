//! The options of generator.toml. [`options!`] declares a table once: from the declaration come its parser, its part of the JSON
//! schema, the table in the book, and the suggestions for unknown keys.

use std::collections::BTreeMap;
use std::path::PathBuf;

use generator::diagnostics::{Code, Deny};
use generator::review::gate::{RustGate, SilentGate, WireGate};
use generator::{Features, Mode, PageKind};
use toml::Spanned;

/// The values that an option takes.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Text,
    Boolean,
    Integer,
    /// One of these words.
    Words(Vec<&'static str>),
    List(Box<Shape>),
    /// A table with any keys.
    Map(Box<Shape>),
    /// A table with these keys.
    Table(Vec<Row>),
    /// A value of one of these shapes.
    Either(Vec<Shape>),
    /// Any value.
    Any,
}

/// One option.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) key: &'static str,
    /// Its effect, in Markdown. Links lead to chapters of the book.
    pub(crate) effect: &'static str,
    pub(crate) is_required: bool,
    pub(crate) shape: Shape,
}

/// A type that an option is parsed as.
pub(crate) trait Described {
    fn shape() -> Shape;
}

/// Declares a struct for a table of generator.toml:
///
/// ```text
/// /// The effect, in Markdown.
/// field: Type = "key" or "default function" from "function of serde" as DescribedType,
/// ```
///
/// `or` makes the key optional, `from` is `deserialize_with`, `as` names the described type where `Type` is not one, and `also` has more
/// attributes of serde: `also [skip_serializing]`.
macro_rules! options {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $(
                $(#[doc = $effect:literal])+
                $field_vis:vis $field:ident: $type:ty = $key:literal $(or $default:literal)? $(from $parser:literal)?
                    $(also [$($extra:meta),+])? $(as $described:ty)?,
            )+
        }
    ) => {
        $(#[$meta])*
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        $vis struct $name {
            $(
                $(#[doc = $effect])+
                #[serde(rename = $key)]
                $(#[serde(default = $default)])?
                $(#[serde(deserialize_with = $parser)])?
                $(#[serde($($extra),+)])?
                $field_vis $field: $type,
            )+
        }

        impl $crate::program::config::table::Described for $name {
            fn shape() -> $crate::program::config::table::Shape {
                $crate::program::config::table::Shape::Table(vec![
                    $($crate::program::config::table::Row {
                        key: $key,
                        effect: concat!($($effect),+),
                        is_required: {
                            const DEFAULT: &[&str] = &[$($default)?];
                            DEFAULT.is_empty()
                        },
                        shape: $crate::program::config::table::described!($type $(, $described)?),
                    },)+
                ])
            }
        }
    };
}

/// The shape of the second type, or else of the first.
macro_rules! described {
    ($type:ty) => {
        <$type as $crate::program::config::table::Described>::shape()
    };
    ($type:ty, $described:ty) => {
        <$described as $crate::program::config::table::Described>::shape()
    };
}

pub(crate) use {described, options};

/// Types with one shape.
macro_rules! shapes {
    ($($type:ty = $shape:expr;)+) => {
        $(impl Described for $type {
            fn shape() -> Shape {
                $shape
            }
        })+
    };
}

shapes! {
    String = Shape::Text;
    PathBuf = Shape::Text;
    bool = Shape::Boolean;
    toml::Value = Shape::Any;
    toml::Table = Shape::Map(Box::new(Shape::Any));
    i64 = Shape::Integer;
    u64 = Shape::Integer;
    Mode = Shape::Words(Self::WORDS.to_vec());
    Features = Shape::Words(Self::WORDS.to_vec());
    PageKind = Shape::Words(Self::WORDS.to_vec());
    WireGate = Shape::Words(Self::WORDS.to_vec());
    RustGate = Shape::Words(Self::WORDS.to_vec());
    SilentGate = Shape::Words(Self::WORDS.to_vec());
    Code = Shape::Words(Self::ALL.iter().map(|code| code.id()).collect());
    Deny = Shape::Either(vec![Shape::Words(vec![Self::WARNINGS]), Code::shape()]);
}

impl<T: Described> Described for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Described> Described for Spanned<T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Described> Described for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

impl<T: Described> Described for BTreeMap<String, T> {
    fn shape() -> Shape {
        Shape::Map(Box::new(T::shape()))
    }
}
