//! Homes: the preferred names of schemas in operations, and in the parts that operations share. They follow from the
//! place where a schema is written, not from its users.

use std::collections::BTreeMap;

use super::hints::{Hint, component_name, target_name};
use crate::lower::Lowering;
use crate::lower::schema::used::Use;
use crate::model::PathItem;
use crate::naming::{self, Kind};
use crate::source::{Node, Pointer, bundle};

/// A part of an operation: its request body, its responses.
pub(crate) struct Place<'a> {
    /// Where it is written.
    pub at: &'a Pointer,
    /// Its place below the path, even if the path only refers to a path item.
    pub declared: &'a Pointer,
    /// The prefix of the names that belong to the operation.
    pub base: &'a str,
    /// The prefix of the names of schemas that are written in it.
    pub home: &'a str,
}

/// The preferred names, by place.
#[derive(Debug, Default)]
pub(crate) struct Homes {
    /// The prefix of the names in each operation.
    operations: BTreeMap<Pointer, String>,
    /// The schemas that are used.
    schemas: BTreeMap<Pointer, Hint>,
}

impl Homes {
    /// The hint of a schema that was used.
    pub(super) fn get(&self, at: &Pointer) -> Option<&Hint> {
        self.schemas.get(at)
    }

    /// Stores the preferred name of a schema for its place.
    pub(crate) fn settle(&mut self, at: &Pointer, hint: &Hint) {
        self.schemas.entry(at.clone()).or_insert_with(|| hint.clone());
    }

    /// The prefix of the names in the operation at `at`.
    pub(crate) fn operation(&self, at: &Pointer) -> Option<&str> {
        self.operations.get(at).map(String::as_str)
    }

    /// The prefix of the names in the operation that contains `at`.
    fn around(&self, at: &Pointer) -> Option<&str> {
        let mut here = at.parent();
        while let Some(at) = here {
            if let Some(base) = self.operations.get(&at) {
                return Some(base);
            }
            here = at.parent();
        }
        None
    }
}

impl Lowering<'_, '_> {
    /// Stores the prefix of the names for each operation: its chosen name, its part in `own`, or its id.
    pub(crate) fn settle_homes(&mut self, items: &[PathItem], own: &BTreeMap<Pointer, String>) {
        let mut users: BTreeMap<&Pointer, usize> = BTreeMap::new();
        for item in items {
            *users.entry(&item.pointer).or_default() += 1;
        }
        for item in items {
            for (method, at) in &item.operations {
                let id = self
                    .model
                    .node(at)
                    .and_then(|node| node.get("operationId")?.as_str());
                let path = match users.get(&item.pointer) {
                    Some(0 | 1) | None => item.path.clone(),
                    Some(_) => component_name(&item.pointer),
                };
                let longer = format!("{} {path}", method.as_str().to_lowercase());
                let chosen = self.names.chosen(Kind::Value, at);
                let own = own.get(at).map(String::as_str);
                let base = naming::camel(chosen.or(own).or(id).unwrap_or(&longer));
                self.schemas.homes.operations.entry(at.clone()).or_insert(base);
            }
        }
    }

    /// The preferred name of the schema of the parameter at `at`.
    pub(crate) fn parameter_home(&self, at: &Pointer, wire: &str) -> Hint {
        if let Some(base) = self.schemas.homes.around(at) {
            return Hint::new(base).child(wire);
        }
        let is_listed = |list: &Pointer| self.model.node(list).and_then(Node::as_array).is_some();
        let owner = at.parent().filter(is_listed).and_then(|list| list.parent());
        match owner {
            // All operations of the path share it.
            Some(path_item) => Hint::new(naming::camel(&component_name(&path_item))).child(wire),
            None => Hint::new(self.shared_name(at, "Parameter")),
        }
    }

    /// The prefix of the names in a part of an operation, where `own` is the operation's prefix: that of the operation, or of the
    /// component.
    pub(crate) fn part_home(&self, at: &Pointer, own: &Pointer, named: String, what: &str) -> String {
        if at.is_within(own) {
            named
        } else if self.schemas.homes.around(at).is_some() {
            naming::camel(&target_name(at))
        } else {
            self.shared_name(at, what)
        }
    }

    /// The preferred name of the schema in a component that is not a schema itself.
    pub(super) fn component_home(&self, at: &Pointer) -> Option<Hint> {
        let tokens = bundle::tokens(at);
        let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
        let (section, above) = match tokens.as_slice() {
            ["components", section, _] => (*section, 0),
            ["components", section, _, "schema"] => (*section, 1),
            ["components", section, _, "content", _, "schema"] => (*section, 3),
            _ => return None,
        };
        let what = match section {
            "headers" => "Header",
            "requestBodies" => "Request",
            "responses" => "Response",
            _ => "Parameter",
        };
        let component = (0..above).try_fold(at.clone(), |at, _| at.parent())?;
        Some(Hint::new(self.shared_name(&component, what)))
    }

    /// The name of a component that is not a schema. If a schema has the same name, the kind of the component is added.
    fn shared_name(&self, at: &Pointer, what: &str) -> String {
        let name = naming::camel(&component_name(at));
        let wanted = naming::ident(Kind::Type, &name);
        match self.schemas.component_names.contains(&wanted) {
            true => format!("{name}{what}"),
            false => name,
        }
    }

    /// Uses a schema that is written in an operation or in a part that operations share.
    pub(crate) fn used_at_home(&mut self, schema: &Pointer, hint: &Hint) -> Use {
        self.schemas.homes.settle(schema, hint);
        self.used(std::slice::from_ref(schema), hint)
    }
}
