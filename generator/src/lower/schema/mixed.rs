//! Mixed enums: if values have several kinds, each kind is a variant, which is as open as a separate enum.

use serde_json::Value;

use super::enums::Listed;
use crate::ir::{self, Constraints, ContentPlace, Docs, Evidence, Kinds, Shape, Type, Union, UnionVariant};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::naming::{Key, Kind, List, Unnamed};
use crate::source::Pointer;

/// The values of an enum, grouped by kind.
#[derive(Default)]
struct Sorted {
    texts: Vec<Listed<String>>,
    integers: Vec<Listed<i64>>,
    /// Whether a number does not fit an `i64`; then no number becomes a variant.
    has_fractions: bool,
    has_booleans: bool,
}

/// A kind of values as a variant.
struct Part {
    name: &'static str,
    kinds: Kinds,
    ty: Type,
}

impl Lowering<'_, '_> {
    /// A union of an enum of strings, an enum of integers, and booleans. `None` if it would have only one variant, or if a list
    /// or an object is among the values.
    pub(super) fn mixed_enum(&mut self, values: &[Value], at: &Pointer, hint: &Hint) -> Option<Shape> {
        let sorted = sort(values, at)?;
        let has_numbers = sorted.has_fractions || !sorted.integers.is_empty();
        let kinds = [!sorted.texts.is_empty(), has_numbers, sorted.has_booleans];
        if kinds.into_iter().filter(|is| *is).count() < 2 {
            return None;
        }
        let parts = self.parts(sorted, at, hint);
        let unnamed = |part: &Part| Unnamed::new(Key::added(part.name), part.name, at);
        let unnamed: Vec<Unnamed> = parts.iter().map(unnamed).collect();
        let list = List::new("kinds", at);
        let members = self.members(Kind::Variant, &[ir::UNKNOWN], list, &unnamed, None);
        let keyed = parts.into_iter().map(|part| (Key::added(part.name), part));
        let variants = members.in_order(
            keyed,
            |(key, _)| key,
            |(_, part), name| UnionVariant {
                name,
                ty: part.ty,
                convertible: false,
                place: ContentPlace::Whole,
                evidence: vec![Evidence::Kind(part.kinds)],
                constraints: Constraints::default(),
                docs: Docs::default(),
            },
        );
        Some(Shape::Union(Union { variants }))
    }

    fn parts(&mut self, sorted: Sorted, list: &Pointer, hint: &Hint) -> Vec<Part> {
        let none = Kinds::default();
        let mut parts = Vec::new();
        if let Some(at) = sorted.texts.first().map(|text| text.at.clone()) {
            let shape = self.string_enum(sorted.texts, list).shape;
            let kinds = Kinds { string: true, ..none };
            let ty = self.part(shape, &at, hint, "Text");
            parts.push(Part {
                name: "Text",
                kinds,
                ty,
            });
        }
        if sorted.has_fractions {
            let kinds = Kinds {
                integer: true,
                number: true,
                ..none
            };
            parts.push(Part {
                name: "Number",
                kinds,
                ty: Type::F64,
            });
        } else if let Some(at) = sorted.integers.first().map(|integer| integer.at.clone()) {
            let shape = self.integer_enum(sorted.integers, list).shape;
            let kinds = Kinds {
                integer: true,
                ..none
            };
            let ty = self.part(shape, &at, hint, "Integer");
            parts.push(Part {
                name: "Integer",
                kinds,
                ty,
            });
        }
        if sorted.has_booleans {
            let kinds = Kinds {
                boolean: true,
                ..none
            };
            parts.push(Part {
                name: "Bool",
                kinds,
                ty: Type::Bool,
            });
        }
        parts
    }

    /// The type for the values of one kind. The first value is at `at`.
    fn part(&mut self, shape: Shape, at: &Pointer, hint: &Hint, name: &str) -> Type {
        let identity = hint.identity.as_ref().map(|whole| whole.part(at));
        let hint = hint.variant(name).of(identity);
        self.placed(shape, &hint, Docs::default()).0
    }
}

fn sort(values: &[Value], at: &Pointer) -> Option<Sorted> {
    let mut sorted = Sorted::default();
    for (index, value) in values.iter().enumerate() {
        let at = at.index(index);
        match value {
            Value::String(text) => sorted.texts.push(listed(text.clone(), at)),
            Value::Number(number) => match number.as_i64() {
                Some(integer) => sorted.integers.push(listed(integer, at)),
                None => sorted.has_fractions = true,
            },
            Value::Bool(_) => sorted.has_booleans = true,
            Value::Null => {}
            Value::Array(_) | Value::Object(_) => return None,
        }
    }
    Some(sorted)
}

fn listed<V>(value: V, at: Pointer) -> Listed<V> {
    Listed {
        value,
        at,
        named: None,
        docs: Docs::default(),
    }
}
