//! Values that are numbers or strings: each case has one runtime type, which decodes both and encodes what it decoded.

use super::facets::{Facets, JsonType};
use super::forms::Formed;
use crate::ir::{Constraints, Shape, TextFormat, Type, is_numeric};
use crate::lower::Lowering;
use crate::pattern;
use crate::source::Pointer;

/// The widest pattern for a string with a number.
const NUMBERS: &str = r"^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$";

impl Lowering<'_, '_> {
    /// A schema whose keywords allow numbers or strings, although its `type` doesn't.
    pub(crate) fn number_or_string(
        &mut self,
        facets: &Facets,
        ty: Option<JsonType>,
        at: &Pointer,
    ) -> Option<Formed> {
        if is_int_or_string(facets) {
            let constraints = self.constraints(&untyped(facets), at);
            return Some(formed(TextFormat::IntOrString, constraints));
        }
        let is_number = facets.format.as_deref().is_some_and(is_numeric);
        if ty.is_some() || !is_number || !self.has_digits(facets) {
            return None;
        }
        // The runtime type covers the pattern.
        let mut facets = facets.clone();
        facets.raw.pattern = None;
        let number = Facets {
            ty: Some(JsonType::Number),
            ..facets
        };
        let constraints = self.constraints(&number, at);
        Some(formed(TextFormat::Number, constraints))
    }

    /// A number or a string with its digits. .NET describes numbers in this way that it decodes from both.
    pub(crate) fn choice_of_numbers(&mut self, members: &[Pointer]) -> Option<Formed> {
        let [one, other] = members else { return None };
        let one_facets = self.facets(std::slice::from_ref(one))?;
        let other_facets = self.facets(std::slice::from_ref(other))?;
        let (number, at, text) = match one_facets.ty? {
            JsonType::Integer | JsonType::Number => (one_facets, one, other_facets),
            JsonType::String => (other_facets, other, one_facets),
            JsonType::Boolean | JsonType::Array | JsonType::Object => return None,
        };
        let is_plain = |facets: &Facets| facets.enumeration.is_none() && facets.choices.is_empty();
        let is_number = matches!(number.ty, Some(JsonType::Integer | JsonType::Number));
        let is_meant = is_number && text.ty == Some(JsonType::String) && self.has_digits(&text);
        if !is_meant || !is_plain(&number) || !is_plain(&text) {
            return None;
        }
        let constraints = self.constraints(&number, at);
        Some(formed(TextFormat::Number, constraints))
    }

    /// Whether `type` is the only keyword of the schema.
    pub(crate) fn has_only_type(&self, at: &Pointer) -> bool {
        let keywords = self.model.keywords(&self.model.end(at));
        keywords.into_iter().all(|keyword| keyword == "type")
    }

    /// Whether the pattern allows only numbers.
    fn has_digits(&self, facets: &Facets) -> bool {
        let Some((source, _)) = &facets.raw.pattern else {
            return false;
        };
        let (Ok(own), Ok(numbers)) = (pattern::compile(source), pattern::compile(NUMBERS)) else {
            return false;
        };
        own.is_match("1") && own.is_within(&numbers)
    }
}

fn formed(format: TextFormat, constraints: Constraints) -> Formed {
    Formed {
        shape: Shape::Alias(Type::Text(format)),
        constraints,
    }
}

fn untyped(facets: &Facets) -> Facets {
    Facets {
        ty: None,
        choices: Vec::new(),
        ..facets.clone()
    }
}

/// Whether the values are integers or any strings, as in Kubernetes: by its `format`, or by its extension.
pub(crate) fn is_int_or_string(facets: &Facets) -> bool {
    const EXTENSION: &str = "x-kubernetes-int-or-string";
    let is_format = facets.format.as_deref() == Some("int-or-string");
    let is_extended = facets.extensions.get(EXTENSION) == Some(&serde_json::Value::Bool(true));
    let fits = matches!(facets.ty, None | Some(JsonType::String | JsonType::Integer));
    (is_format || is_extended) && fits && facets.enumeration.is_none()
}
