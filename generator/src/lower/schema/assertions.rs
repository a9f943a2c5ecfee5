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
    pub(super) fn assertions(&mut self, at: &Pointer) -> Vec<Assertion> {
        let model = self.model;
        let Some(node) = model.node(at) else {
            return Vec::new();
        };
        let mut assertions = Vec::new();
        for keyword in KEYWORDS.into_iter().filter(|keyword| node.get(keyword).is_some()) {
            match self.assertion(keyword, node, at, DEPTH) {
                Some(found) => assertions.extend(found),
                None => self.not_enforced(keyword, at),
            }
        }
        assertions
    }

    /// Moves alternatives that only list required properties from the choices to the assertions: they describe one object type.
    pub(super) fn take_required_alternatives(&mut self, facets: &mut Facets) {
        if facets.discriminator.is_some() {
            return;
        }
        let choices = std::mem::take(&mut facets.choices);
        for choice in choices {
            let is_requirement = choice
                .members
                .iter()
                .all(|member| self.lists_only_requirements(member));
            let found = is_requirement.then(|| self.alternatives(&choice)).flatten();
            match found {
                Some(assertion) => facets.assertions.push(assertion),
                None => facets.choices.push(choice),
            }
        }
    }

    fn alternatives(&mut self, choice: &Choice) -> Option<Assertion> {
        let members = choice
            .members
            .iter()
            .map(|member| self.schema_constraints(member, DEPTH));
        let members: Vec<Constraints> = members.collect::<Option<_>>()?;
        match choice.at.last().as_deref() {
            Some("oneOf") => Some(Assertion::One(members)),
            Some(_) | None => Some(Assertion::Any(members)),
        }
    }

    /// Whether the schema constrains only the presence of an object's properties.
    fn lists_only_requirements(&self, at: &Pointer) -> bool {
        const ANNOTATIONS: [&str; 3] = ["title", "description", "example"];
        let Some(node) = self.model.node(at).and_then(Node::as_object) else {
            return false;
        };
        let is_allowed = |keyword: &str| match keyword {
            "required" | "not" | "minProperties" | "maxProperties" | "dependentRequired" => true,
            "type" => node.get(keyword).and_then(Node::as_str) == Some("object"),
            keyword => ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-"),
        };
        let is_requirement =
            |keyword: &&String| !matches!(keyword.as_str(), "type" | "title" | "description" | "example");
        node.keys().all(|keyword| is_allowed(keyword)) && node.keys().any(|keyword| is_requirement(&keyword))
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
    fn assertion(
        &mut self,
        keyword: &str,
        node: &Node,
        at: &Pointer,
        depth: usize,
    ) -> Option<Vec<Assertion>> {
        let here = at.child(keyword);
        Some(match keyword {
            "not" => vec![Assertion::Not(Box::new(self.schema_constraints(&here, depth)?))],
            "if" => {
                let [test, then, otherwise] = ["if", "then", "else"].map(|key| match node.get(key) {
                    Some(_) => self.schema_constraints(&at.child(key), depth),
                    None => Some(Constraints::default()),
                });
                vec![Assertion::If(Box::new([test?, then?, otherwise?]))]
            }
            "contains" => vec![Assertion::Contains {
                of: Box::new(self.schema_constraints(&here, depth)?),
                least: count(node, "minContains").unwrap_or(1),
                most: count(node, "maxContains"),
            }],
            "propertyNames" => vec![Assertion::Names(Box::new(self.schema_constraints(&here, depth)?))],
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
            "dependentSchemas" => vec![Assertion::Dependent(self.constraints_by_name(
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
        let all = (0..prefix.len()).map(|index| self.schema_constraints(&here.index(index), depth));
        let mut assertions = vec![Assertion::Prefix(all.collect::<Option<_>>()?)];
        if node.get(REST).is_some() {
            let rest = self.schema_constraints(&at.child(REST), depth)?;
            assertions.push(Assertion::Rest(prefix.len() as u64, Box::new(rest)));
        }
        Some(assertions)
    }

    /// Properties by patterns of their names, and the remaining properties.
    fn patterned(&mut self, node: &Node, at: &Pointer, depth: usize) -> Option<Vec<Assertion>> {
        let here = at.child("patternProperties");
        let mut constraints = Vec::new();
        for source in node.get("patternProperties")?.as_object()?.keys() {
            let place = here.child(source);
            constraints.push((
                self.pattern(source, &place)?,
                self.schema_constraints(&place, depth)?,
            ));
        }
        let patterns = constraints.iter().map(|(pattern, _)| pattern.clone()).collect();
        let mut assertions = vec![Assertion::Patterns(constraints)];
        let others = match node.get(OTHERS) {
            Some(Node::Bool(false)) => Some(never()),
            Some(Node::Object(_)) => Some(self.schema_constraints(&at.child(OTHERS), depth)?),
            _ => None,
        };
        assertions.extend(others.map(|of| Assertion::Others {
            names: names(node),
            patterns,
            of: Box::new(of),
        }));
        Some(assertions)
    }

    fn constraints_by_name(
        &mut self,
        node: &Node,
        at: &Pointer,
        depth: usize,
    ) -> Option<Vec<(String, Constraints)>> {
        let names = node.as_object()?.keys();
        names
            .map(|name| Some((name.clone(), self.schema_constraints(&at.child(name), depth)?)))
            .collect()
    }

    fn each(&mut self, node: &Node, at: &Pointer, depth: usize) -> Option<Vec<Constraints>> {
        let count = node.as_array()?.len();
        (0..count)
            .map(|index| self.schema_constraints(&at.index(index), depth))
            .collect()
    }

    /// The schema at `at` as constraints. `None` if a keyword can't be expressed, or if the schema is recursive.
    fn schema_constraints(&mut self, at: &Pointer, depth: usize) -> Option<Constraints> {
        let depth = depth.checked_sub(1)?;
        if let Some(next) = self.model.reference(at) {
            return self.schema_constraints(&next, depth);
        }
        let model = self.model;
        let node = model.node(at)?;
        let mut constraints = Constraints::default();
        for (keyword, value) in node.as_object()? {
            self.add_keyword(&mut constraints, (keyword, value), node, at, depth)?;
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
            constraints = Constraints {
                more: vec![Assertion::Any(vec![null, constraints])],
                ..Constraints::default()
            };
        }
        Some(constraints)
    }

    /// Adds the constraints of one keyword. `None` if it can't be expressed.
    fn add_keyword(
        &mut self,
        constraints: &mut Constraints,
        (keyword, value): (&str, &Node),
        node: &Node,
        at: &Pointer,
        depth: usize,
    ) -> Option<()> {
        let here = at.child(keyword);
        match keyword {
            "type" => constraints.more.push(Assertion::Kind(kinds(value.as_str()?)?)),
            "enum" => {
                let texts = value.as_array()?.iter().map(|value| value.to_json().to_string());
                constraints.more.push(Assertion::Values(texts.collect()));
            }
            "minLength" => constraints.min_length = Some(count(node, keyword)?),
            "maxLength" => constraints.max_length = Some(count(node, keyword)?),
            "minItems" => constraints.min_items = Some(count(node, keyword)?),
            "maxItems" => constraints.max_items = Some(count(node, keyword)?),
            "minProperties" => constraints.min_properties = Some(count(node, keyword)?),
            "maxProperties" => constraints.max_properties = Some(count(node, keyword)?),
            "uniqueItems" => constraints.unique_items = value.as_bool()?,
            "minimum" => {
                constraints.minimum = Some(super::constraints::bound_of(node, keyword, "exclusiveMinimum")?)
            }
            "maximum" => {
                constraints.maximum = Some(super::constraints::bound_of(node, keyword, "exclusiveMaximum")?)
            }
            "exclusiveMinimum" | "exclusiveMaximum" => {
                value.as_bool()?;
            }
            "multipleOf" => constraints.multiple_of = Some(super::constraints::number_of(value)?),
            "pattern" => constraints.pattern = Some(self.pattern(value.as_str()?, &here)?),
            "required" => constraints.more.push(Assertion::Required(texts(value)?)),
            "properties" => constraints.more.push(Assertion::Properties(
                self.constraints_by_name(value, &here, depth)?,
            )),
            "additionalProperties" => {
                let of = match value.as_bool() {
                    Some(true) => return Some(()),
                    Some(false) => never(),
                    None => self.schema_constraints(&here, depth)?,
                };
                constraints.more.push(Assertion::Others {
                    names: names(node),
                    patterns: Vec::new(),
                    of: Box::new(of),
                });
            }
            "items" => constraints.items = Some(Box::new(self.schema_constraints(&here, depth)?)),
            "allOf" => constraints
                .more
                .push(Assertion::All(self.each(value, &here, depth)?)),
            "anyOf" => constraints
                .more
                .push(Assertion::Any(self.each(value, &here, depth)?)),
            "oneOf" => constraints
                .more
                .push(Assertion::One(self.each(value, &here, depth)?)),
            keyword if KEYWORDS.contains(&keyword) => {
                constraints.more.extend(self.assertion(keyword, node, at, depth)?);
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

/// A count, which may be written as a float.
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
