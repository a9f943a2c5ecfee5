//! `allow` and `deny`, in generator.toml and as arguments.

use std::str::FromStr;

use generator::diagnostics::{Allow, AllowSource, Code};
use generator::{PlacePattern, Pointer};
use serde::{Deserialize, Deserializer, de};

use super::parsed;
use super::table::options;

options! {
    /// A diagnostic that does not fail the run.
    #[derive(Debug)]
    pub(crate) struct AllowEntry {
        /// The code of the diagnostics
        code: Code = "code" from "parsed",
        /// The place that they are at, or below
        pointer: String = "pointer" from "pattern",
        /// Why they are accepted
        reason: String = "reason" from "stated",
    }
}

impl AllowEntry {
    /// The entry at `at` of generator.toml, for the description `document`.
    pub(crate) fn to_allow(&self, document: &str, at: Pointer) -> Allow {
        let places = PlacePattern::parse(document, &self.pointer);
        Allow::new(self.code, places, AllowSource::Config(at)).because(&self.reason)
    }
}

/// `--allow CODE[@POINTER]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AllowArgument {
    code: Code,
    pointer: Option<String>,
}

impl AllowArgument {
    /// The argument for the description `document`.
    pub(crate) fn to_allow(&self, document: &str) -> Allow {
        let at = |pointer| PlacePattern::parse(document, pointer);
        let (places, text) = match &self.pointer {
            None => (None, self.code.to_string()),
            Some(pointer) => (at(pointer), format!("{}@{pointer}", self.code)),
        };
        Allow::new(self.code, places, AllowSource::Argument(text))
    }
}

impl FromStr for AllowArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (code, pointer) = match text.split_once('@') {
            None => (text, None),
            Some((code, pointer)) => (code, Some(pointer)),
        };
        pointer.map_or(Ok(()), is_pattern)?;
        Ok(Self {
            code: code.parse().map_err(|error| format!("{error}"))?,
            pointer: pointer.map(str::to_owned),
        })
    }
}

fn is_pattern(text: &str) -> Result<(), String> {
    match PlacePattern::parse("", text) {
        Some(_) => Ok(()),
        None => Err(format!(
            "`{text}` is not a pointer such as `#/components/schemas/Pet` or `common.yaml#/paths/*/get`"
        )),
    }
}

fn pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    is_pattern(&text).map_err(de::Error::custom)?;
    Ok(text)
}

/// A string that is not empty.
fn stated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() {
        return Err(de::Error::custom(
            "an `allow` needs a reason: its `reason` is empty",
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::AllowArgument;

    #[test]
    fn an_argument_has_a_code_and_an_optional_place() {
        let argument = |text: &str| text.parse::<AllowArgument>();
        assert!(argument("wrong-type").is_ok());
        assert!(argument("wrong-type@common.yaml#/paths/*/get").is_ok());
        assert!(argument("wrong_type").is_err_and(|line| line.contains("no diagnostic code `wrong_type`")));
        assert!(argument("wrong-type@paths").is_err_and(|line| line.contains("`paths` is not a pointer")));
    }
}
