//! Merging: the keywords of two schemas, both of which must hold.

use super::facets::{Additional, Facets, JsonType};
use crate::diagnostics::Code;
use crate::lower::Lowering;
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// Adds the keywords of the schema at `at` to `into`.
    pub(crate) fn merge(&mut self, into: &mut Facets, from: Facets, at: &Pointer) {
        into.ty = match (into.ty, from.ty) {
            (Some(JsonType::Number), Some(JsonType::Integer))
            | (Some(JsonType::Integer), Some(JsonType::Number)) => Some(JsonType::Integer),
            (Some(first), Some(second)) if first != second => {
                let (first_type, second_type) = (first.as_str(), second.as_str());
                let message =
                    format!("this part has the type `{second_type}`, and another part has `{first_type}`");
                self.contradiction(at, message, "no value has both types; one of the parts is wrong");
                into.is_unsatisfiable = true;
                Some(first)
            }
            (first, second) => first.or(second),
        };
        into.nullable = into.nullable && from.nullable;
        for (name, pointers) in from.properties {
            let all = into.properties.entry(name).or_default();
            for pointer in pointers {
                if !all.contains(&pointer) {
                    all.push(pointer);
                }
            }
        }
        into.required.extend(from.required);
        into.additional = match (std::mem::take(&mut into.additional), from.additional) {
            // `additionalProperties: false` in a part of an `allOf` covers only its own properties, so the merged schema stays
            // open.
            (Additional::Absent | Additional::Denied, Additional::Absent) => Additional::Absent,
            (Additional::Absent, other) | (other, Additional::Absent) => other,
            (Additional::Denied, _) | (_, Additional::Denied) => Additional::Denied,
            (Additional::Schema(schema), _) | (_, Additional::Schema(schema)) => Additional::Schema(schema),
            (Additional::Any, Additional::Any) => Additional::Any,
        };
        into.items = into.items.take().or(from.items);
        into.enumeration = match (into.enumeration.take(), from.enumeration) {
            (Some((first, first_at)), Some((second, second_at))) => {
                let both: Vec<_> = first.into_iter().filter(|value| second.contains(value)).collect();
                if both.is_empty() && !into.nullable {
                    let message = "this `enum` shares no value with the `enum` of another part".to_owned();
                    self.contradiction(
                        &second_at,
                        message,
                        "no value is in both; one of the parts is wrong",
                    );
                    into.is_unsatisfiable = true;
                }
                Some((both, first_at))
            }
            (first, second) => first.or(second),
        };
        into.is_unsatisfiable |= from.is_unsatisfiable;
        for choice in from.choices {
            if into.choices.iter().all(|known| known.at != choice.at) {
                into.choices.push(choice);
            }
        }
        into.discriminator = into.discriminator.take().or(from.discriminator);
        into.format = into.format.take().or(from.format);
        into.raw.merge(from.raw);
        for assertion in from.assertions {
            if !into.assertions.contains(&assertion) {
                into.assertions.push(assertion);
            }
        }
        into.title = from.title.or(into.title.take());
        into.description = from.description.or(into.description.take());
        into.default = from.default.or(into.default.take());
        into.example = from.example.or(into.example.take());
        into.deprecated |= from.deprecated;
        into.read_only |= from.read_only;
        into.write_only |= from.write_only;
        into.extensions.extend(from.extensions);
    }

    fn contradiction(&mut self, at: &Pointer, message: String, help: &str) {
        self.diagnostics
            .report(Code::ConflictingAllOf, at, message)
            .effect("it accepts any JSON value")
            .help(help);
    }
}

impl Facets {
    /// Annotations of the parts of an `allOf` do not apply to the whole.
    pub(super) fn forget_annotations(&mut self) {
        self.title = None;
        self.default = None;
        self.example = None;
        self.deprecated = false;
        self.extensions.clear();
    }
}
