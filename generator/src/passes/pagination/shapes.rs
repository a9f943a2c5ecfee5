//! Finds types in a response by paths such as `$.data[-1].id`.

use std::collections::BTreeMap;

use crate::ir::{BodyFormat, Documented, Location, Operation, Parameter, Shape, Style, Type, TypeDef, View};
use crate::naming::Ident;

/// The named types.
#[derive(Clone, Copy)]
pub(super) struct Shapes<'a> {
    types: &'a BTreeMap<Ident, TypeDef>,
    /// Whether the types are looked up for a request.
    is_sent: bool,
}

/// The usual names of the list in a response.
const LISTS: [&str; 10] = [
    "items",
    "data",
    "results",
    "entries",
    "values",
    "records",
    "elements",
    "objects",
    "resources",
    "hits",
];

/// The type of an operation's first JSON success response.
pub(super) fn page(operation: &Operation) -> Option<&Type> {
    let successes = operation.cases.iter().filter(|case| case.success);
    successes
        .filter_map(|case| case.content.as_ref())
        .find_map(|content| match content {
            Documented::Typed(ty) => Some(ty),
            Documented::Text | Documented::Bytes => None,
        })
}

/// The query parameter with this name, if its value is sent as plain text.
pub(super) fn parameter<'o>(operation: &'o Operation, name: &str) -> Option<&'o Parameter> {
    let is_it = |parameter: &&Parameter| {
        parameter.location == Location::Query && parameter.style == Style::Form && parameter.name.wire == name
    };
    operation.parameters.iter().find(is_it)
}

/// The type of an operation's JSON request body.
pub(super) fn json_body(operation: &Operation) -> Option<&Type> {
    let mut bodies = operation.bodies();
    bodies.find_map(|body| match body.format {
        BodyFormat::Json => Some(&body.ty),
        BodyFormat::Form
        | BodyFormat::Multipart
        | BodyFormat::Text
        | BodyFormat::Xml
        | BodyFormat::Framed(_)
        | BodyFormat::Parts => None,
    })
}

impl<'a> Shapes<'a> {
    /// The shapes for responses.
    pub(super) fn received(types: &'a BTreeMap<Ident, TypeDef>) -> Self {
        let is_sent = false;
        Self { types, is_sent }
    }

    /// The shapes for requests.
    pub(super) fn sent(self) -> Self {
        let is_sent = true;
        Self { is_sent, ..self }
    }

    /// The type at a path.
    pub(super) fn at(self, page: &'a Type, path: &str) -> Option<&'a Type> {
        let mut here = page;
        for step in path.strip_prefix('$')?.split('.').filter(|step| !step.is_empty()) {
            let (name, is_last) = match step.strip_suffix("[-1]") {
                Some(name) => (name, true),
                None => (step, false),
            };
            if !name.is_empty() {
                here = self.member(here, name)?;
            }
            if is_last {
                here = self.element(here)?;
            }
        }
        Some(here)
    }

    /// The item type of the list at a path.
    pub(super) fn list(self, page: &'a Type, path: &str) -> Option<&'a Type> {
        self.element(self.at(page, path)?)
    }

    /// The list of a page: the page itself, a member with a usual name, or its only list.
    pub(super) fn lists(self, page: &'a Type) -> Option<(String, &'a Type)> {
        if let Some(element) = self.element(page) {
            return Some(("$".to_owned(), element));
        }
        let all: Vec<(&str, &Type)> = self
            .members(page)
            .into_iter()
            .filter_map(|(name, ty)| Some((name, self.element(ty)?)))
            .filter(|(name, _)| !name.is_empty() && !name.contains(['.', '[']))
            .collect();
        let usual = LISTS
            .iter()
            .find_map(|usual| all.iter().find(|(name, _)| name == usual));
        let found = match (usual, all.as_slice()) {
            (Some(usual), _) => usual,
            (None, [one]) => one,
            (None, _) => return None,
        };
        Some((format!("$.{}", found.0), found.1))
    }

    pub(super) fn member(self, ty: &'a Type, name: &str) -> Option<&'a Type> {
        let mut members = self.members(ty).into_iter();
        members.find_map(|(wire, ty)| (wire == name).then_some(ty))
    }

    pub(super) fn is_text(self, ty: &'a Type) -> bool {
        let end = self.end(ty);
        match end.view() {
            View::Leaf => matches!(end, Type::String | Type::Text(_)),
            View::Named(name) => matches!(self.shape(name), Some(Shape::StringNewtype(_))),
            View::Boxed(_) | View::Array(_) | View::Map(_) | View::Nullable(_) => false,
        }
    }

    pub(super) fn is_integer(self, ty: &'a Type) -> bool {
        matches!(self.end(ty), Type::I64 | Type::U64)
    }

    pub(super) fn is_boolean(self, ty: &'a Type) -> bool {
        matches!(self.end(ty), Type::Bool)
    }

    fn element(self, ty: &'a Type) -> Option<&'a Type> {
        match self.end(ty).view() {
            View::Array(element) => Some(element),
            View::Leaf | View::Named(_) | View::Boxed(_) | View::Map(_) | View::Nullable(_) => None,
        }
    }

    fn members(self, ty: &'a Type) -> Vec<(&'a str, &'a Type)> {
        let Type::Named(name) = self.end(ty) else {
            return Vec::new();
        };
        match self.shape(name) {
            Some(Shape::Struct(object)) => {
                let fields = object.fields.iter().filter(|field| match self.is_sent {
                    true => !field.is_only_received(),
                    false => !field.is_only_sent(),
                });
                fields
                    .map(|field| (field.name.wire.as_str(), &field.ty))
                    .collect()
            }
            Some(
                Shape::StringEnum(_)
                | Shape::IntegerEnum(_)
                | Shape::Union(_)
                | Shape::StringNewtype(_)
                | Shape::Newtype(_)
                | Shape::Alias(_),
            )
            | None => Vec::new(),
        }
    }

    /// The type after resolving names, boxes and `null`.
    fn end(self, ty: &'a Type) -> &'a Type {
        let mut here = ty;
        // An alias leads through at most 64 others.
        for _ in 0..=64 {
            here = match here.view() {
                View::Boxed(inner) | View::Nullable(inner) => inner,
                View::Named(name) => match self.shape(name) {
                    Some(Shape::Alias(inner) | Shape::Newtype(inner)) => inner,
                    Some(
                        Shape::Struct(_)
                        | Shape::StringEnum(_)
                        | Shape::IntegerEnum(_)
                        | Shape::Union(_)
                        | Shape::StringNewtype(_),
                    )
                    | None => return here,
                },
                View::Leaf | View::Array(_) | View::Map(_) => return here,
            };
        }
        here
    }

    fn shape(self, name: &Ident) -> Option<&'a Shape> {
        self.types.get(name).map(|def| &def.shape)
    }
}
