//! Constraints: the validation keywords of a schema beyond its type.

use super::facets::{Additional, Facets, JsonType};
use super::keywords::Raw;
use crate::diagnostics::Code;
use crate::ir::{Assertion, Bound, Constraints, Number, width_of};
use crate::lower::Lowering;
use crate::model::count;
use crate::source::{Node, Pointer};

impl Raw {
    /// Reads one keyword, other than the bounds of numbers.
    pub(super) fn read(&mut self, keyword: &str, value: &Node, at: &Pointer) {
        match keyword {
            "pattern" => {
                let pattern = value.as_str().map(str::to_owned);
                self.pattern = pattern.map(|pattern| (pattern, at.child(keyword)));
            }
            "minLength" => self.min_length = count(value),
            "maxLength" => self.max_length = count(value),
            "minItems" => self.min_items = count(value),
            "maxItems" => self.max_items = count(value),
            "uniqueItems" => self.unique_items = value.as_bool().unwrap_or_default(),
            "minProperties" => self.min_properties = count(value),
            "maxProperties" => self.max_properties = count(value),
            "multipleOf" => self.multiple_of = number_of(value),
            _ => {}
        }
    }

    /// Reads the bounds of numbers of the schema `node`.
    pub(super) fn bounds(&mut self, node: &Node) {
        self.minimum = bound_of(node, "minimum", "exclusiveMinimum");
        self.maximum = bound_of(node, "maximum", "exclusiveMaximum");
    }

    /// Combines two bounds, both of which must hold: the tighter one.
    pub(super) fn merge(&mut self, other: Self) {
        self.pattern = self.pattern.take().or(other.pattern);
        self.min_length = self.min_length.max(other.min_length);
        self.max_length = least(self.max_length, other.max_length);
        self.minimum = tighter(self.minimum, other.minimum, |a, b| a >= b);
        self.maximum = tighter(self.maximum, other.maximum, |a, b| a <= b);
        self.multiple_of = self.multiple_of.or(other.multiple_of);
        self.min_items = self.min_items.max(other.min_items);
        self.max_items = least(self.max_items, other.max_items);
        self.unique_items |= other.unique_items;
        self.min_properties = self.min_properties.max(other.min_properties);
        self.max_properties = least(self.max_properties, other.max_properties);
    }
}

impl Lowering<'_, '_> {
    /// The constraints that apply to values of the schema's type. Patterns are compiled here.
    pub(super) fn constraints(&mut self, facets: &Facets, at: &Pointer) -> Constraints {
        let mut raw = facets.raw.clone();
        self.check_order(
            &mut raw.min_length,
            &mut raw.max_length,
            "minLength",
            "maxLength",
            at,
        );
        self.check_order(&mut raw.min_items, &mut raw.max_items, "minItems", "maxItems", at);
        let (fewest, most) = (&mut raw.min_properties, &mut raw.max_properties);
        self.check_order(fewest, most, "minProperties", "maxProperties", at);
        self.check_bounds(&mut raw.minimum, &mut raw.maximum, at);
        let mut out = Constraints::default();
        match facets.ty {
            Some(JsonType::String) => {
                out.min_length = raw.min_length.filter(|min| *min > 0);
                out.max_length = raw.max_length;
                out.pattern = raw
                    .pattern
                    .as_ref()
                    .and_then(|(pattern, at)| self.pattern(pattern, at));
            }
            Some(JsonType::Integer | JsonType::Number) => {
                out.minimum = raw.minimum;
                out.maximum = raw.maximum;
                out.multiple_of = raw.multiple_of;
                if let Some((min, max)) = facets.format.as_deref().and_then(width_of) {
                    let inclusive = |value| Bound {
                        value: Number::I64(value),
                        exclusive: false,
                    };
                    out.minimum = tighter(out.minimum, Some(inclusive(min)), |a, b| a >= b);
                    out.maximum = tighter(out.maximum, Some(inclusive(max)), |a, b| a <= b);
                }
            }
            Some(JsonType::Array) => {
                out.min_items = raw.min_items.filter(|min| *min > 0);
                out.max_items = raw.max_items;
                out.unique_items = raw.unique_items;
            }
            Some(JsonType::Object) => {
                out.min_properties = raw.min_properties.filter(|min| *min > 0);
                out.max_properties = raw.max_properties;
            }
            Some(JsonType::Boolean) => {}
            // A keyword applies only to values of its own type.
            None => out = self.untyped_constraints(facets),
        }
        out.more = facets.assertions.clone();
        if facets.ty.is_none() && !facets.required.is_empty() {
            out.more
                .push(Assertion::Required(facets.required.iter().cloned().collect()));
        }
        out
    }

    fn untyped_constraints(&mut self, facets: &Facets) -> Constraints {
        let raw = &facets.raw;
        let pattern = raw.pattern.as_ref();
        let pattern = pattern.and_then(|(pattern, at)| self.pattern(pattern, at));
        let is_closed = facets.additional == Additional::Denied && facets.properties.is_empty();
        Constraints {
            pattern,
            min_length: raw.min_length.filter(|min| *min > 0),
            max_length: raw.max_length,
            minimum: raw.minimum,
            maximum: raw.maximum,
            multiple_of: raw.multiple_of,
            min_items: raw.min_items.filter(|min| *min > 0),
            max_items: raw.max_items,
            unique_items: raw.unique_items,
            min_properties: raw.min_properties.filter(|min| *min > 0),
            max_properties: if is_closed { Some(0) } else { raw.max_properties },
            ..Constraints::default()
        }
    }

    fn check_bounds(&mut self, minimum: &mut Option<Bound>, maximum: &mut Option<Bound>, at: &Pointer) {
        let (Some(min), Some(max)) = (*minimum, *maximum) else {
            return;
        };
        let (least, most) = (approximate(min.value), approximate(max.value));
        let is_empty = least > most || (least == most && (min.exclusive || max.exclusive));
        if is_empty {
            let which = if least > most { "above" } else { "not below" };
            self.report_unsatisfiable(
                &at.child("minimum"),
                &format!("`minimum` {least} is {which} `maximum` {most}"),
            );
            (*minimum, *maximum) = (None, None);
        }
    }

    fn report_unsatisfiable(&mut self, at: &Pointer, message: &str) {
        self.diagnostics
            .report(Code::InvalidConstraint, at, message)
            .effect("neither is checked")
            .help("no value can satisfy both");
    }

    /// Reports an empty range, and removes it.
    fn check_order(
        &mut self,
        fewest: &mut Option<u64>,
        greatest: &mut Option<u64>,
        least: &str,
        most: &str,
        at: &Pointer,
    ) {
        if let (Some(min), Some(max)) = (*fewest, *greatest)
            && min > max
        {
            self.report_unsatisfiable(
                &at.child(least),
                &format!("`{least}` {min} is above `{most}` {max}"),
            );
            (*fewest, *greatest) = (None, None);
        }
    }
}

/// `minimum` or `maximum` with its `exclusive…` flag, as they are written.
pub(super) fn bound_of(node: &Node, keyword: &str, exclusive: &str) -> Option<Bound> {
    let exclusive = node.get(exclusive).and_then(Node::as_bool).unwrap_or_default();
    bound(number_of(node.get(keyword)?), exclusive)
}

/// A number of the description, without loss of digits.
pub(super) fn number_of(node: &Node) -> Option<Number> {
    let number = node.as_number()?;
    integer(number).or_else(|| number.as_f64().map(float))
}

fn bound(value: Option<Number>, exclusive: bool) -> Option<Bound> {
    value.map(|value| Bound { value, exclusive })
}

/// An integer that fits one of the supported types.
fn integer(number: &serde_json::Number) -> Option<Number> {
    let signed = number.as_i64().map(Number::I64);
    signed.or_else(|| number.as_u64().map(Number::U64))
}

/// A number without a fraction that fits an `i64` is an integer, however it is written.
fn float(value: f64) -> Number {
    let whole = value as i64;
    if whole as f64 == value && value.abs() < 9_007_199_254_740_992.0 {
        Number::I64(whole)
    } else {
        Number::F64(value)
    }
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn tighter(a: Option<Bound>, b: Option<Bound>, wins: impl Fn(f64, f64) -> bool) -> Option<Bound> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if wins(approximate(a.value), approximate(b.value)) {
            a
        } else {
            b
        }),
        (a, b) => a.or(b),
    }
}

fn approximate(number: Number) -> f64 {
    match number {
        Number::I64(n) => n as f64,
        Number::U64(n) => n as f64,
        Number::F64(n) => n,
    }
}
