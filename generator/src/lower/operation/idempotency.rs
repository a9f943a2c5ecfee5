//! Idempotency keys: the header by which a server recognises a repeated request, and the source of its value.

use super::headers::is_token;
use crate::IdempotencyKey;
use crate::diagnostics::Code;
use crate::ir::{Group, Location, Method, Parameter};
use crate::lower::Lowering;
use crate::source::{Node, Pointer};

/// Source: draft-ietf-httpapi-idempotency-key-header, section 2.
const STANDARD: &str = "idempotency-key";

/// The length of a UUID's text, in characters.
const LENGTH: u64 = 36;

impl Lowering<'_, '_> {
    /// The header of an operation's idempotency key: one of its parameters, or the header that `generator.toml` names.
    pub(super) fn idempotency_key(
        &self,
        id: &str,
        method: &Method,
        parameters: &[Parameter],
    ) -> Option<String> {
        let parameter = parameters
            .iter()
            .find(|parameter| self.is_key(&parameter.name.wire, parameter.location));
        if let Some(parameter) = parameter {
            // An optional key that the client can't generate may be absent.
            let is_sent = parameter.required || self.accepts_uuid(&parameter.pointer);
            return is_sent.then(|| parameter.name.wire.clone());
        }
        let chosen = self.overrides.idempotency_key.as_ref()?;
        let is_meant = if chosen.operations.is_empty() {
            matches!(method, Method::Post | Method::Patch)
        } else {
            chosen.operations.iter().any(|operation| operation == id)
        };
        (is_meant && is_token(&chosen.header)).then(|| chosen.header.clone())
    }

    /// Whether the parameter at `at` is a key that every call generates, so that the caller need not set it.
    pub(super) fn generates_key(&self, name: &str, place: Location, at: &Pointer) -> bool {
        self.is_key(name, place) && self.accepts_uuid(at)
    }

    /// Reports entries of `idempotency-key` that can't be applied.
    pub(crate) fn report_idle_key(&mut self, groups: &[Group]) {
        let Some(IdempotencyKey { header, operations }) = self.overrides.idempotency_key.clone() else {
            return;
        };
        if !is_token(&header) {
            let entry = self.overrides.entries.key();
            self.refuse_key(entry, format!("{header:?} is not a valid header name"));
        }
        let is_there = |id: &String| {
            let mut all = groups.iter().flat_map(|group| &group.operations);
            all.any(|operation| &operation.id == id)
        };
        for (index, id) in operations.iter().enumerate().filter(|(_, id)| !is_there(id)) {
            let entry = self.overrides.entries.operation_of_key(index);
            self.refuse_key(entry, format!("no generated operation has the id `{id}`"));
        }
    }

    fn refuse_key(&mut self, entry: Option<Pointer>, message: String) {
        let at = entry.unwrap_or_else(|| self.model.root().clone());
        self.diagnostics
            .report(Code::InvalidOverride, &at, message)
            .effect("nothing is generated")
            .help("correct `idempotency-key` in generator.toml, or remove it");
    }

    fn is_key(&self, name: &str, place: Location) -> bool {
        let chosen = self.overrides.idempotency_key.as_ref();
        let is_chosen = chosen.is_some_and(|key| key.header.eq_ignore_ascii_case(name));
        place == Location::Header && (is_chosen || name.eq_ignore_ascii_case(STANDARD))
    }

    /// Whether a UUID is a valid value of the parameter at `at`.
    fn accepts_uuid(&self, at: &Pointer) -> bool {
        let schema = self.model.node(&self.model.end(&at.child("schema")));
        let keywords = schema.and_then(Node::as_object);
        keywords.is_some_and(|keywords| keywords.iter().all(|(keyword, value)| allows(keyword, value)))
    }
}

/// Whether a keyword allows a UUID. A keyword that is not known here may forbid it.
fn allows(keyword: &str, value: &Node) -> bool {
    match keyword {
        "type" => value.as_str() == Some("string"),
        "format" => value.as_str() == Some("uuid"),
        "maxLength" => value.to_json().as_u64().is_some_and(|most| most >= LENGTH),
        "minLength" => value.to_json().as_u64().is_some_and(|least| least <= LENGTH),
        "title" | "description" | "example" | "examples" | "default" | "nullable" | "deprecated" => true,
        extension => extension.starts_with("x-"),
    }
}
