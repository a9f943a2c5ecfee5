//! Enums: the values of `enum`, always open.

use std::collections::BTreeSet;

use super::Lowering;
use super::facets::{Facets, JsonType};
use super::hints::Hint;
use super::schemas::Formed;
use crate::diagnostics::Code;
use crate::ir::{Constraints, Demand, Docs, Enum, EnumVariant, IntegerVariant, Kinds, Shape, Type};
use crate::naming::{Ident, Kind, Members, Name, Scope};
use crate::source::Pointer;

/// A value of an enum and what is said of it.
pub(super) struct Listed<V> {
    pub value: V,
    pub at: Pointer,
    /// The name that the description gives it.
    pub named: Option<String>,
    pub docs: Docs,
}

impl Lowering<'_, '_> {
    /// `enum`: an open enum of strings or of integers; a union of them; any other mix keeps the JSON type.
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
                    "an `enum` without a value allows nothing",
                )
                .loosened("its values are any JSON");
            return None;
        }
        if values.is_empty() {
            // Rust has no type for it: any JSON, of which only this is sent.
            let null = Kinds {
                null: true,
                ..Kinds::default()
            };
            return Some(Formed {
                shape: Shape::Alias(Type::Json),
                constraints: Constraints {
                    more: vec![Demand::Kind(null)],
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
    pub(super) fn string_enum(&mut self, values: Vec<Listed<String>>, list: &Pointer) -> Formed {
        let wires = values.iter().map(|listed| listed.value.as_str());
        let mut scope = self.names.members(Kind::Variant, &[], list, wires);
        let mut variants: Vec<EnumVariant> = Vec::new();
        let mut seen = BTreeSet::new();
        let unknown = unknown_arm(
            scope.scope(),
            values
                .iter()
                .map(|listed| listed.named.as_ref().unwrap_or(&listed.value)),
        );
        for Listed {
            value,
            at,
            named,
            docs,
        } in values
        {
            if !seen.insert(value.clone()) {
                self.repeated(&at, &format!("`{value}`"));
                continue;
            }
            let wanted = named.as_deref().unwrap_or(&value);
            let rust = self.variant(&value, wanted, &mut scope, &at);
            variants.push(EnumVariant {
                name: Name { wire: value, rust },
                docs,
            });
        }
        Formed {
            shape: Shape::StringEnum(Enum { variants, unknown }),
            constraints: Constraints::default(),
        }
    }

    /// An open enum of integers, in the list at `list`.
    pub(super) fn integer_enum(&mut self, values: Vec<Listed<i64>>, list: &Pointer) -> Formed {
        let wires: Vec<String> = values.iter().map(|listed| listed.value.to_string()).collect();
        let wires = wires.iter().map(String::as_str);
        let mut scope = self.names.members(Kind::Variant, &[], list, wires);
        let mut variants: Vec<IntegerVariant> = Vec::new();
        let mut seen = BTreeSet::new();
        let said: Vec<String> = values
            .iter()
            .map(|listed| listed.named.clone().unwrap_or_else(|| integer_name(listed.value)))
            .collect();
        let unknown = unknown_arm(scope.scope(), said.iter());
        for (Listed { value, at, docs, .. }, name) in values.into_iter().zip(said) {
            if !seen.insert(value) {
                self.repeated(&at, &value.to_string());
                continue;
            }
            let name = self.variant(&value.to_string(), &name, &mut scope, &at);
            variants.push(IntegerVariant { name, value, docs });
        }
        Formed {
            shape: Shape::IntegerEnum(Enum { variants, unknown }),
            constraints: Constraints::default(),
        }
    }

    /// An enum that Rust has no good form for: its JSON type, unchecked.
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

    fn variant(&mut self, wire: &str, wanted: &str, scope: &mut Members, at: &Pointer) -> Ident {
        let taken = self.names.member(scope, wire, &[wanted], at);
        self.report_collision(&taken, at, "value");
        taken.ident
    }

    fn repeated(&mut self, at: &Pointer, value: &str) {
        let mut finding = crate::diagnostics::Diagnostic::new(
            Code::InvalidEnum,
            at,
            format!("the value {value} stands in this `enum` twice"),
        );
        finding.loosened("it is generated once");
        self.diagnostics.push(finding);
    }
}

/// The arm for values that the description doesn't name: `Unknown`, unless a value is called that.
pub(super) fn unknown_arm<'n>(scope: &mut Scope, names: impl Iterator<Item = &'n String>) -> Ident {
    let taken: Vec<Ident> = names
        .map(|name| crate::naming::ident(Kind::Variant, name))
        .collect();
    let free = ["Unknown", "Unrecognized", "UnknownValue"]
        .into_iter()
        .find(|candidate| !taken.iter().any(|name| name.as_str() == *candidate))
        .unwrap_or("NotInDescription");
    scope.take_reserved(free)
}

fn integer_name(value: i64) -> String {
    if value < 0 {
        format!("minus {}", value.unsigned_abs())
    } else {
        value.to_string()
    }
}

/// A list of texts beside `enum`, one a value.
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
