//! Unions that list strings or integers one by one, which become enums.

use super::variants::plain;
use crate::ir::Type;
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::schema::docs;
use crate::lower::schema::enums::Listed;
use crate::lower::schema::facets::JsonType;
use crate::lower::schema::forms::Formed;
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// Variants that are all single strings or all single integers, with their descriptions: one enum.
    pub(super) fn choice_of_texts(&mut self, members: &[Pointer]) -> Option<Formed> {
        let mut strings: Vec<Listed<String>> = Vec::new();
        let mut integers: Vec<Listed<i64>> = Vec::new();
        let mut open = 0_usize;
        let mut enums: Vec<Type> = Vec::new();
        for member in members {
            let facets = self.facets(std::slice::from_ref(member))?;
            let by_name = self.model.reference(member).is_some();
            match (&facets.enumeration, facets.ty) {
                (Some((values, _)), _) if by_name => {
                    let texts = values.iter().all(serde_json::Value::is_string);
                    if !texts || facets.nullable {
                        return None;
                    }
                    enums.push(self.used(std::slice::from_ref(member), &Hint::new("Text")).ty);
                }
                (Some((values, at)), _) => {
                    let sole = values.len() == 1;
                    for (index, value) in values.iter().enumerate() {
                        let at = at.index(index);
                        let docs = docs::plain(facets.description.clone().filter(|_| sole));
                        let named = facets.title.clone().filter(|_| sole);
                        match value {
                            serde_json::Value::String(text) => {
                                strings.push(Listed {
                                    value: text.clone(),
                                    at,
                                    named: None,
                                    docs,
                                });
                            }
                            serde_json::Value::Number(number) => {
                                integers.push(Listed {
                                    value: number.as_i64()?,
                                    at,
                                    named,
                                    docs,
                                });
                            }
                            serde_json::Value::Null
                            | serde_json::Value::Bool(_)
                            | serde_json::Value::Array(_)
                            | serde_json::Value::Object(_) => return None,
                        }
                    }
                }
                (None, Some(JsonType::String)) if facets.raw == Default::default() && !by_name => open += 1,
                (None, _) => return None,
            }
        }
        let list = members.first()?.parent()?.parent()?.child("enum");
        match (strings.is_empty(), integers.is_empty(), enums.as_slice()) {
            (false, true, []) => Some(self.string_enum(strings, &list)),
            (true, false, []) if open == 0 => Some(self.integer_enum(integers, &list)),
            (true, true, [only]) if open > 0 => Some(plain(only.clone())),
            _ => None,
        }
    }
}
