//! Assertions: the keywords of JSON Schema that no Rust type expresses. They are checked before a value is sent. A schema inside
//! an assertion is lowered to constraints as a whole. If that fails for one of its keywords, the outer keyword is reported.

use super::facets::{Choice, Facets};
use crate::diagnostics::{Code, Severity};
use crate::ir::{Assertion, Constraints, Kinds};
use crate::lower::Lowering;
use crate::model::{NEVER, OTHERS, REST};
use crate::source::{Node, Pointer};

/// The deepest nesting of schemas that is lowered.
const DEPTH: usize = 12;

/// The assertion keywords, each with the keywords that modify it.
const KEYWORDS: [&str; 9] = [
    "not",
    "if",
    "contains",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "prefixItems",
    "patternProperties",
    NEVER,
];

impl Lowering<'_, '_> {
    /// The assertions of the schema at `at` that its type doesn't express.
    pub(super) fn demands(&mut self, at: &Pointer) -> Vec<Assertion> {
        let model = self.model;
        let Some(node) = model.node(at) else {
            return Vec::new();
        };
        let mut demands = Vec::new();
        for keyword in KEYWORDS.into_iter().filter(|keyword| node.get(keyword).is_some()) {
            match self.demand(keyword, node, at, DEPTH) {
                Some(found) => demands.extend(found),
                None => self.not_enforced(keyword, at),
            }
        }
        demands
    }

    /// Alternatives that only list required properties are an assertion of one object, not types.
    pub(super) fn demand_alternatives(&mut self, facets: &mut Facets) {
        if facets.discriminator.is_some() {
            return;
        }
        let choices = std::mem::take(&mut facets.choices);
        for choice in choices {
            let is_demand = choice.members.iter().all(|member| self.only_demands(member));
            let found = is_demand.then(|| self.alternatives(&choice)).flatten();
            match found {
                Some(demand) => facets.demands.push(demand),
                None => facets.choices.push(choice),
            }
        }
    }

    fn alternatives(&mut self, choice: &Choice) -> Option<Assertion> {
        let members = choice.members.iter().map(|member| self.rules(member, DEPTH));
        let members: Vec<Constraints> = members.collect::<Option<_>>()?;
        match choice.at.last().as_deref() {
            Some("oneOf") => Some(Assertion::One(members)),
            Some(_) | None => Some(Assertion::Any(members)),
        }
    }

    /// Whether the schema constrains only the presence of an object's properties.
    fn only_demands(&self, at: &Pointer) -> bool {
        const ANNOTATIONS: [&str; 3] = ["title", "description", "example"];
        let Some(node) = self.model.node(at).and_then(Node::as_object) else {
            return false;
        };
        let says = |keyword: &str| match keyword {
            "required" | "not" | "minProperties" | "maxProperties" | "dependentRequired" => true,
            "type" => node.get(keyword).and_then(Node::as_str) == Some("object"),
            keyword => ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-"),
        };
        let is_demand =
            |keyword: &&String| !matches!(keyword.as_str(), "type" | "title" | "description" | "example");
        node.keys().all(|keyword| says(keyword)) && node.keys().any(|keyword| is_demand(&keyword))
    }

    fn not_enforced(&mut self, keyword: &str, at: &Pointer) {
        self.diagnostics
            .report(
                Code::UnsupportedKeyword,
                &at.child(keyword),
                format!("`{keyword}` is not enforced"),
            )
            .on_key()
            .severity(Severity::Warning)
            .effect("the type also accepts values that the keyword forbids");
    }

    /// The assertion of a keyword. `None` if a part of it can't be expressed.
    fn demand(&mut self, keyword: &str, node: &Node, at: &Pointer, depth: usize) -> Option<Vec<Assertion>> {
        let here = at.child(keyword);
        Some(match keyword {
            "not" => vec![Assertion::Not(Box::new(self.rules(&here, depth)?))],
            "if" => {
                let [test, then, otherwise] = ["if", "then", "else"].map(|key| match node.get(key) {
                    Some(_) => self.rules(&at.child(key), depth),
                    None => Some(Constraints::default()),
                });
                vec![Assertion::If(Box::new([test?, then?, otherwise?]))]
            }
            "contains" => vec![Assertion::Contains {
                of: Box::new(self.rules(&here, depth)?),
                least: count(node, "minContains").unwrap_or(1),
                most: count(node, "maxContains"),
            }],
            "propertyNames" => vec![Assertion::Names(Box::new(self.rules(&here, depth)?))],
            "dependentRequired" => {
                let named = node.get(keyword)?.as_object()?.iter();
                let named = named.map(|(name, others)| {
                    let more = vec![Assertion::Required(texts(others)?)];
                    Some((
                        name.clone(),
                        Constraints {
                            more,
                            ..Constraints::default()
                        },
                    ))
                });
                vec![Assertion::Dependent(named.collect::<Option<_>>()?)]
            }
            "dependentSchemas" => vec![Assertion::Dependent(self.rules_by_name(
                node.get(keyword)?,
                &here,
                depth,
            )?)],
            "prefixItems" => self.prefix(node, at, depth)?,
            "patternProperties" => self.patterned(node, at, depth)?,
            _ => vec![Assertion::Never],
        })
    }

    /// Items by position. If all items have one schema, the type expresses it.
    fn prefix(&mut self, node: &Node, at: &Pointer, depth: usize) -> Option<Vec<Assertion>> {
        let prefix = node.get("prefixItems")?.as_array()?;
        let is_typed = node
            .get("items")
            .is_some_and(|items| prefix.iter().all(|item| item == items));
        if is_typed {
            return Some(Vec::new());
        }
        let here = at.child("prefixItems");
        let all = (0..prefix.len()).map(|index| self.rules(&here.index(index), depth));
        let mut demands = vec![Assertion::Prefix(all.collect::<Option<_>>()?)];
        if node.get(REST).is_some() {
            let rest = self.rules(&at.child(REST), depth)?;
            demands.push(Assertion::Rest(prefix.len() as u64, Box::new(rest)));
        }
        Some(demands)
    }

    /// Properties by patterns of their names, and the remaining properties.
    fn patterned(&mut self, node: &Node, at: &Pointer, depth: usize) -> Option<Vec<Assertion>> {
        let here = at.child("patternProperties");
        let mut rules = Vec::new();
        for source in node.get("patternProperties")?.as_object()?.keys() {
            let place = here.child(source);
            rules.push((self.pattern(source, &place)?, self.rules(&place, depth)?));
        }
        let patterns = rules.iter().map(|(pattern, _)| pattern.clone()).collect();
        let mut demands = vec![Assertion::Patterns(rules)];
        let others = match node.get(OTHERS) {
            Some(Node::Bool(false)) => Some(never()),
            Some(Node::Object(_)) => Some(self.rules(&at.child(OTHERS), depth)?),
            _ => None,
        };
        demands.extend(others.map(|of| Assertion::Others {
            names: names(node),
            patterns,
            of: Box::new(of),
        }));
        Some(demands)
    }

    fn rules_by_name(
        &mut self,
        node: &Node,
        at: &Pointer,
        depth: usize,
    ) -> Option<Vec<(String, Constraints)>> {
        let names = node.as_object()?.keys();
        names
            .map(|name| Some((name.clone(), self.rules(&at.child(name), depth)?)))
            .collect()
    }

    fn each(&mut self, node: &Node, at: &Pointer, depth: usize) -> Option<Vec<Constraints>> {
        let count = node.as_array()?.len();
        (0..count)
            .map(|index| self.rules(&at.index(index), depth))
            .collect()
    }

    /// The schema at `at` as constraints. `None` if a keyword can't be expressed, or if the schema is recursive.
    fn rules(&mut self, at: &Pointer, depth: usize) -> Option<Constraints> {
        let depth = depth.checked_sub(1)?;
        if let Some(next) = self.model.reference(at) {
            return self.rules(&next, depth);
        }
        let model = self.model;
        let node = model.node(at)?;
        let mut rules = Constraints::default();
        for (keyword, value) in node.as_object()? {
            self.rule(&mut rules, (keyword, value), node, at, depth)?;
        }
        if flag(node, "nullable") {
            let null = Kinds {
                null: true,
                ..Kinds::default()
            };
            let null = Constraints {
                more: vec![Assertion::Kind(null)],
                ..Constraints::default()
            };
            rules = Constraints {
                more: vec![Assertion::Any(vec![null, rules])],
                ..Constraints::default()
            };
        }
        Some(rules)
    }

    /// Adds the constraints of one keyword. `None` if it can't be expressed.
    fn rule(
        &mut self,
        rules: &mut Constraints,
        (keyword, value): (&str, &Node),
        node: &Node,
        at: &Pointer,
        depth: usize,
    ) -> Option<()> {
        let here = at.child(keyword);
        match keyword {
            "type" => rules.more.push(Assertion::Kind(kinds(value.as_str()?)?)),
            "enum" => {
                let texts = value.as_array()?.iter().map(|value| value.to_json().to_string());
                rules.more.push(Assertion::Values(texts.collect()));
            }
            "minLength" => rules.min_length = Some(count(node, keyword)?),
            "maxLength" => rules.max_length = Some(count(node, keyword)?),
            "minItems" => rules.min_items = Some(count(node, keyword)?),
            "maxItems" => rules.max_items = Some(count(node, keyword)?),
            "minProperties" => rules.min_properties = Some(count(node, keyword)?),
            "maxProperties" => rules.max_properties = Some(count(node, keyword)?),
            "uniqueItems" => rules.unique_items = value.as_bool()?,
            "minimum" => {
                rules.minimum = Some(super::constraints::bound_of(node, keyword, "exclusiveMinimum")?)
            }
            "maximum" => {
                rules.maximum = Some(super::constraints::bound_of(node, keyword, "exclusiveMaximum")?)
            }
            "exclusiveMinimum" | "exclusiveMaximum" => {
                value.as_bool()?;
            }
            "multipleOf" => rules.multiple_of = Some(super::constraints::number_of(value)?),
            "pattern" => rules.pattern = Some(self.pattern(value.as_str()?, &here)?),
            "required" => rules.more.push(Assertion::Required(texts(value)?)),
            "properties" => rules
                .more
                .push(Assertion::Properties(self.rules_by_name(value, &here, depth)?)),
            "additionalProperties" => {
                let of = match value.as_bool() {
                    Some(true) => return Some(()),
                    Some(false) => never(),
                    None => self.rules(&here, depth)?,
                };
                rules.more.push(Assertion::Others {
                    names: names(node),
                    patterns: Vec::new(),
                    of: Box::new(of),
                });
            }
            "items" => rules.items = Some(Box::new(self.rules(&here, depth)?)),
            "allOf" => rules.more.push(Assertion::All(self.each(value, &here, depth)?)),
            "anyOf" => rules.more.push(Assertion::Any(self.each(value, &here, depth)?)),
            "oneOf" => rules.more.push(Assertion::One(self.each(value, &here, depth)?)),
            keyword if KEYWORDS.contains(&keyword) => {
                rules.more.extend(self.demand(keyword, node, at, depth)?);
            }
            "unevaluatedProperties" | "unevaluatedItems" => value.as_bool().filter(|flag| *flag).map(drop)?,
            // They modify `contains` and `if`, do not constrain values, or have been lowered already.
            "minContains" | "maxContains" | "then" | "else" | "nullable" | "discriminator" | "readOnly"
            | "writeOnly" | "deprecated" | "title" | "description" | "default" | "example" | "examples"
            | "externalDocs" | "xml" | "format" | "$defs" | "definitions" | "$anchor" | "$dynamicAnchor"
            | "$comment" | "$schema" | "contentEncoding" | "contentMediaType" | "contentSchema" => {}
            keyword if keyword.starts_with("x-") => {}
            _ => return None,
        }
        Some(())
    }
}

fn never() -> Constraints {
    Constraints {
        more: vec![Assertion::Never],
        ..Constraints::default()
    }
}

fn flag(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::as_bool).unwrap_or_default()
}

/// Counts may be written as floats.
fn count(node: &Node, key: &str) -> Option<u64> {
    let number = node.get(key)?.as_number()?.as_f64()?;
    (number >= 0.0 && number.fract() == 0.0).then_some(number as u64)
}

fn texts(node: &Node) -> Option<Vec<String>> {
    let texts = node.as_array()?.iter();
    texts.map(|text| text.as_str().map(str::to_owned)).collect()
}

fn names(node: &Node) -> Vec<String> {
    let properties = node.get("properties").and_then(Node::as_object);
    properties
        .into_iter()
        .flat_map(|properties| properties.keys().cloned())
        .collect()
}

fn kinds(name: &str) -> Option<Kinds> {
    let mut kinds = Kinds::default();
    match name {
        "null" => kinds.null = true,
        "boolean" => kinds.boolean = true,
        "integer" => kinds.integer = true,
        "number" => (kinds.integer, kinds.number) = (true, true),
        "string" => kinds.string = true,
        "array" => kinds.array = true,
        "object" => kinds.object = true,
        _ => return None,
    }
    Some(kinds)
}
