//! Enums: the values of `enum`, always open.

use std::collections::BTreeSet;

use super::facets::{Facets, JsonType};
use super::forms::Formed;
use crate::diagnostics::Code;
use crate::ir::{self, Assertion, Constraints, Docs, Enum, EnumVariant, IntegerVariant, Kinds, Shape, Type};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::naming::{self, Ident, Key, Kind, List, Name, Unnamed};
use crate::source::Pointer;

/// A value of an enum, with its documentation.
pub(crate) struct Listed<V> {
    pub value: V,
    pub at: Pointer,
    /// The name from the description.
    pub named: Option<String>,
    pub docs: Docs,
}

/// The text of a value of one kind.
struct ValueText<V> {
    /// In the name of the variant.
    in_name: fn(&V) -> String,
    /// In a diagnostic.
    in_diagnostic: fn(&V) -> String,
}

impl Lowering<'_, '_> {
    /// `enum`: an open enum of strings or of integers, or a union of them. Any other mix keeps the JSON type.
    pub(super) fn enumeration(
        &mut self,
        facets: &Facets,
        values: &[serde_json::Value],
        enum_at: &Pointer,
        hint: &Hint,
    ) -> Option<Formed> {
        if values.is_empty() && !facets.nullable {
            self.diagnostics
                .report(
                    Code::InvalidEnum,
                    enum_at,
                    "an `enum` without values allows no value",
                )
                .loosened("it accepts any JSON value");
            return None;
        }
        if values.is_empty() {
            // Rust has no type for it: it is any JSON value, and only this value is sent.
            let null = Kinds {
                null: true,
                ..Kinds::default()
            };
            return Some(Formed {
                shape: Shape::Alias(Type::Json),
                constraints: Constraints {
                    more: vec![Assertion::Kind(null)],
                    ..Constraints::default()
                },
            });
        }
        let names = extension(facets, &["x-enum-varnames", "x-enumNames"]);
        let texts = extension(facets, &["x-enum-descriptions", "x-enumDescriptions"]);
        let listed = |index: usize| {
            let text = texts.get(index).cloned().filter(|text| !text.is_empty());
            (
                enum_at.index(index),
                names.get(index).cloned(),
                Docs {
                    text,
                    notes: Vec::new(),
                },
            )
        };
        let strings: Option<Vec<_>> = values.iter().map(|value| value.as_str()).collect();
        if let Some(strings) = strings.filter(|_| facets.ty.is_none_or(|ty| ty == JsonType::String)) {
            let all = strings.iter().enumerate().map(|(index, value)| {
                let (at, named, docs) = listed(index);
                Listed {
                    value: (*value).to_owned(),
                    at,
                    named,
                    docs,
                }
            });
            return Some(self.string_enum(all.collect(), enum_at));
        }
        let integers: Option<Vec<_>> = values.iter().map(serde_json::Value::as_i64).collect();
        let numeric = facets
            .ty
            .is_none_or(|ty| matches!(ty, JsonType::Integer | JsonType::Number));
        if let Some(integers) = integers.filter(|_| numeric) {
            let all = integers.iter().enumerate().map(|(index, value)| {
                let (at, named, docs) = listed(index);
                Listed {
                    value: *value,
                    at,
                    named,
                    docs,
                }
            });
            return Some(self.integer_enum(all.collect(), enum_at));
        }
        if facets.ty.is_none()
            && let Some(shape) = self.mixed_enum(values, enum_at, hint)
        {
            let constraints = Constraints::default();
            return Some(Formed { shape, constraints });
        }
        Some(self.other_enum(facets, values, enum_at))
    }

    /// An open enum of strings, in the list at `list`.
    pub(crate) fn string_enum(&mut self, values: Vec<Listed<String>>, list: &Pointer) -> Formed {
        let what = "variants";
        let values = values
            .into_iter()
            .map(|listed| (Key::wire(&listed.value), listed));
        let variant = |Listed { value, docs, .. }: Listed<String>, rust| EnumVariant {
            name: Name { wire: value, rust },
            docs,
        };
        let text = ValueText {
            in_name: String::clone,
            in_diagnostic: |value| format!("`{value}`"),
        };
        let variants = self.variants(values.collect(), List::new(what, list), &text, variant);
        Formed {
            shape: Shape::StringEnum(Enum { variants }),
            constraints: Constraints::default(),
        }
    }

    /// An open enum of integers, in the list at `list`.
    pub(crate) fn integer_enum(&mut self, values: Vec<Listed<i64>>, list: &Pointer) -> Formed {
        let what = "integers";
        let values = values
            .into_iter()
            .map(|listed| (Key::number(listed.value), listed));
        let variant = |Listed { value, docs, .. }: Listed<i64>, name| IntegerVariant { name, value, docs };
        let text = ValueText {
            in_name: |value| integer_name(*value),
            in_diagnostic: i64::to_string,
        };
        let variants = self.variants(values.collect(), List::new(what, list), &text, variant);
        Formed {
            shape: Shape::IntegerEnum(Enum { variants }),
            constraints: Constraints::default(),
        }
    }

    /// The variants for these values, in the order of the lock.
    fn variants<T, V: Ord + Clone>(
        &mut self,
        values: Vec<(Key, Listed<V>)>,
        list: List<'_>,
        text: &ValueText<V>,
        variant: impl Fn(Listed<V>, Ident) -> T,
    ) -> Vec<T> {
        let mut seen = BTreeSet::new();
        let mut once = Vec::new();
        for (key, listed) in values {
            match seen.insert(listed.value.clone()) {
                true => once.push((key, listed)),
                false => self.repeated(&listed.at, &(text.in_diagnostic)(&listed.value)),
            }
        }
        let unnamed = once.iter().map(|(key, listed)| {
            let name = listed
                .named
                .clone()
                .unwrap_or_else(|| (text.in_name)(&listed.value));
            reserve_unknown(Unnamed::new(key.clone(), &name, &listed.at))
        });
        let unnamed: Vec<Unnamed> = unnamed.collect();
        let members = self.members(Kind::Variant, &[ir::UNKNOWN], list, &unnamed, Some("value"));
        members.in_order(once, |(key, _)| key, |(_, listed), name| variant(listed, name))
    }

    /// An enum that no Rust type expresses well: its JSON type, unchecked.
    fn other_enum(&mut self, facets: &Facets, values: &[serde_json::Value], enum_at: &Pointer) -> Formed {
        let booleans = values.iter().all(serde_json::Value::is_boolean);
        let ty = match facets.ty {
            Some(JsonType::Boolean) => Type::Bool,
            None if booleans => Type::Bool,
            Some(JsonType::Number) if values.iter().all(serde_json::Value::is_number) => Type::F64,
            Some(JsonType::String)
            | Some(JsonType::Number)
            | Some(JsonType::Integer)
            | Some(JsonType::Array)
            | Some(JsonType::Object)
            | None => Type::Json,
        };
        let all_booleans = booleans && values.len() == 2;
        if !all_booleans {
            let kind = if ty == Type::Json {
                "values of several types"
            } else {
                "these values"
            };
            self.lossy(
                enum_at,
                &format!("an `enum` of {kind} is not a Rust enum"),
                "its values are documented, not checked",
            );
        }
        Formed {
            shape: Shape::Alias(ty),
            constraints: Constraints::default(),
        }
    }

    fn repeated(&mut self, at: &Pointer, value: &str) {
        let mut diagnostic = crate::diagnostics::Diagnostic::new(
            Code::InvalidEnum,
            at,
            format!("this `enum` contains the value {value} twice"),
        );
        diagnostic.loosened("it is generated once");
        self.diagnostics.push(diagnostic);
    }
}

/// The name of a variant. A value whose name would be that of the variant for unlisted values gets the suffix `Value`.
pub(crate) fn reserve_unknown(mut variant: Unnamed) -> Unnamed {
    let is_it = |name: &&String| naming::ident(Kind::Variant, name).as_str() == ir::UNKNOWN;
    let longer = variant
        .candidates
        .first()
        .filter(is_it)
        .map(|name| format!("{name} value"));
    variant.candidates.extend(longer);
    variant
}

fn integer_name(value: i64) -> String {
    if value < 0 {
        format!("minus {}", value.unsigned_abs())
    } else {
        value.to_string()
    }
}

/// An extension with a list of strings, one for each value of `enum`.
fn extension(facets: &Facets, keys: &[&str]) -> Vec<String> {
    let list = keys
        .iter()
        .find_map(|key| facets.extensions.get(*key)?.as_array());
    list.map(|list| {
        list.iter()
            .map(|text| text.as_str().unwrap_or_default().to_owned())
            .collect()
    })
    .unwrap_or_default()
}
