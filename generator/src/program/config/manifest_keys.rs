//! The values of keys of a manifest. Cargo checks few of them, and crates.io the others.

use std::path::{Path, PathBuf};

use super::table::{Described, Shape};
use generator::internals::RUST_VERSION;
use serde::{Deserialize, Deserializer, de};
use spdx::{Expression, ParseMode};
use toml::Value;

/// A type whose value is a checked string.
macro_rules! checked {
    ($($(#[$meta:meta])* $name:ident = $check:ident;)*) => {
        $(
            $(#[$meta])*
            #[derive(Debug)]
            pub(crate) struct $name;

            impl Described for $name {
                fn shape() -> Shape {
                    Shape::Text
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = String::deserialize(deserializer)?;
                    $check(&text).map(|()| Self).map_err(de::Error::custom)
                }
            }
        )*
    };
}

checked! {
    /// `http-client`, or a category below another: `web-programming::http-client`.
    Category = category;
    Description = description;
    Keyword = keyword;
    /// An expression of SPDX.
    License = license;
    RustVersion = rust_version;
    Url = url;
}

fn description(text: &str) -> Result<(), String> {
    match text.trim().is_empty() {
        true => Err("the description is empty".to_owned()),
        false => Ok(()),
    }
}

/// Source: the rules of crates.io.
fn keyword(text: &str) -> Result<(), String> {
    const LONGEST: usize = 20;
    let is_valid = text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_+".contains(c))
        && text.len() <= LONGEST;
    match is_valid {
        true => Ok(()),
        false => Err(format!(
            "`{text}` is not a keyword: it has at most {LONGEST} characters, ASCII letters, digits, `-`, `_` and `+`, and begins with a letter or a digit"
        )),
    }
}

fn category(text: &str) -> Result<(), String> {
    let is_slug = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    match text.split("::").all(is_slug) {
        true => Ok(()),
        false => Err(format!(
            "`{text}` is not a category of crates.io, such as `api-bindings` or `web-programming::http-client`"
        )),
    }
}

/// Crates.io also accepts `/` in place of `OR`, and deprecated identifiers.
fn license(text: &str) -> Result<(), String> {
    let mode = ParseMode {
        allow_slash_as_or_operator: true,
        allow_deprecated: true,
        ..ParseMode::STRICT
    };
    match Expression::parse_mode(text, mode) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!(
            "`{text}` is not an SPDX license expression such as `MIT OR Apache-2.0`: {}",
            error.reason
        )),
    }
}

fn url(text: &str) -> Result<(), String> {
    let rest = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    let is_url = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
    match is_url {
        true => Ok(()),
        false => Err(format!(
            "`{text}` is not a URL such as `https://example.com/acme`"
        )),
    }
}

fn rust_version(text: &str) -> Result<(), String> {
    let Some(version) = numbers(text) else {
        return Err(format!(
            "`{text}` is not a version of Rust such as `{RUST_VERSION}`"
        ));
    };
    match numbers(RUST_VERSION).is_some_and(|oldest| version < oldest) {
        true => Err(format!("the generated code needs Rust {RUST_VERSION}")),
        false => Ok(()),
    }
}

/// The parts of `1.85` or `1.85.0`.
fn numbers(version: &str) -> Option<Vec<u32>> {
    let numbers: Option<Vec<u32>> = version
        .split('.')
        .map(|part| {
            part.parse()
                .ok()
                .filter(|number: &u32| number.to_string() == part)
        })
        .collect();
    numbers.filter(|numbers| (1..=3).contains(&numbers.len()))
}

/// A list of at most five items.
#[derive(Debug)]
pub(crate) struct Few<T>(#[allow(dead_code, reason = "the items are only checked")] Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const MOST: usize = 5;
        let items = Vec::<T>::deserialize(deserializer)?;
        match items.len() <= MOST {
            true => Ok(Self(items)),
            false => Err(de::Error::custom(format_args!(
                "crates.io accepts at most {MOST} of them, and there are {}",
                items.len()
            ))),
        }
    }
}

impl<T: Described> Described for Few<T> {
    fn shape() -> Shape {
        Vec::<T>::shape()
    }
}

impl Described for Publish {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Boolean, Vec::<String>::shape()])
    }
}

impl Described for Readme {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Text, Shape::Boolean])
    }
}

/// `true`, `false`, or the registries.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected `true`, `false` or a list of registries")]
pub(crate) enum Publish {
    Anywhere(bool),
    In(Vec<String>),
}

impl Publish {
    pub(crate) fn is_allowed(&self) -> bool {
        match self {
            Self::Anywhere(is_allowed) => *is_allowed,
            Self::In(registries) => !registries.is_empty(),
        }
    }

    /// Whether the package may be published on crates.io.
    pub(crate) fn is_for_crates_io(&self) -> bool {
        match self {
            Self::Anywhere(is_allowed) => *is_allowed,
            Self::In(registries) => registries.iter().any(|registry| registry == "crates-io"),
        }
    }
}

/// The readme: a file, or whether there is one.
#[derive(Debug)]
pub(crate) struct Readme(Option<PathBuf>);

impl<'de> Deserialize<'de> for Readme {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match (value.as_str(), value.as_bool()) {
            (Some(path), _) => Ok(Self(Some(path.into()))),
            (None, Some(_)) => Ok(Self(None)),
            (None, None) => Err(de::Error::custom("expected a path, `true` or `false`")),
        }
    }
}

impl Readme {
    pub(crate) fn path(&self) -> Option<&Path> {
        self.0.as_deref()
    }
}

/// Checks the name of a feature. Source: cargo's rules for names of features.
///
/// # Errors
/// One line.
pub(crate) fn feature_name(name: &str) -> Result<(), String> {
    let has_valid_start = name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let is_valid = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-_+.".contains(c));
    match has_valid_start && is_valid {
        true => Ok(()),
        false => Err(format!("`{name}` is not the name of a feature")),
    }
}
