//! Operations: each HTTP method on a path. An operation that can't be generated is reported, and its names stay unused.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::accessors::Accessors;
use super::arguments::Arguments;
use super::fixed_query::Address;
use super::parameters::Caller;
use crate::diagnostics::Code;
use crate::ir::{self, Group, Method, Operation, Scheme, SchemeKind};
use crate::lower::Lowering;
use crate::lower::naming::homes::Place;
use crate::lower::schema::docs;
use crate::model::PathItem;
use crate::naming::{self, Kind, OPERATION, Scope};
use crate::source::Pointer;

/// An operation as the description has it.
struct Read<'a> {
    method: &'a Method,
    at: &'a Pointer,
    operation: openapiv3::Operation,
    /// The part of its `operationId` that is the name of a method.
    own_name: Option<String>,
    /// The part of its `operationId` with which the names of types begin.
    type_name: Option<String>,
}

impl Lowering<'_, '_> {
    /// Every operation, by its first tag.
    pub(crate) fn groups(&mut self, schemes: &[Scheme]) -> Vec<Group> {
        let mut by_tag: IndexMap<Option<String>, Vec<(Operation, Pointer)>> = IndexMap::new();
        let mut accessors = Accessors::new(self);
        let mut ids: BTreeMap<String, Pointer> = BTreeMap::new();
        let items = self.model.paths(self.diagnostics);
        let mut own_names = self.own_names(&items);
        self.settle_homes(&items, &own_names.types);
        self.report_same_paths(&items);
        for item in items {
            self.report_address(&item);
            for (method, at) in &item.operations {
                let Some(mut read) = self.model.operation(at, self.diagnostics) else {
                    continue;
                };
                let callbacks = self.model.callbacks(at, self.diagnostics);
                self.lowered.callbacks.extend(callbacks);
                if !self.is_unique(read.operation_id.as_deref(), at, &mut ids) {
                    read.operation_id = None;
                }
                let tag = read.tags.first().cloned();
                let scope = self.methods(tag.as_deref(), &mut accessors);
                let has_id = read.operation_id.is_some();
                let own_name = own_names.methods.remove(at).filter(|_| has_id);
                let type_name = own_names.types.remove(at).filter(|_| has_id);
                let read = Read {
                    method,
                    at,
                    operation: read,
                    own_name,
                    type_name,
                };
                if let Some(operation) = self.operation(&item, read, scope, schemes) {
                    let declared = item.declared_at(at);
                    by_tag.entry(tag).or_default().push((operation, declared));
                }
            }
        }
        let mut groups = Vec::new();
        for (tag, operations) in by_tag {
            let tag = tag.as_deref();
            let operations = operations.into_iter().map(|(mut operation, declared)| {
                operation.former = self.former_methods(&operation, &declared, tag, &mut accessors);
                operation
            });
            groups.push(Group {
                operations: operations.collect(),
                tag: tag.and_then(|wire| accessors.tag(wire).cloned()),
            });
        }
        groups
    }

    fn is_unique(&mut self, id: Option<&str>, at: &Pointer, ids: &mut BTreeMap<String, Pointer>) -> bool {
        let Some(id) = id else { return true };
        if let Some(first) = ids.get(id) {
            self.diagnostics
                .report(
                    Code::DuplicateOperationId,
                    &at.child("operationId"),
                    format!("another operation has the id `{id}` too"),
                )
                .effect("this one is named after its method and path")
                .help("an `operationId` must be unique in the whole description")
                .related(first, "the other one");
            return false;
        }
        ids.insert(id.to_owned(), at.clone());
        true
    }

    fn operation(
        &mut self,
        item: &PathItem,
        read: Read<'_>,
        scope: &mut Scope,
        schemes: &[Scheme],
    ) -> Option<Operation> {
        let Read {
            method,
            at,
            operation: read,
            own_name,
            type_name,
        } = read;
        let id = read
            .operation_id
            .clone()
            .unwrap_or_else(|| format!("{} {}", method.as_str().to_lowercase(), item.path));
        let declared = item.declared_at(at);
        let chosen = self.names.chosen(Kind::Value, &declared);
        let base = naming::camel(chosen.or(type_name.as_deref()).unwrap_or(&id));
        // Schemas that are written here are named after this path, whatever refers to the path item.
        let home = self.schemas.homes.operation(at).unwrap_or(&base).to_owned();
        let security = self.requirements(at, schemes);
        let is_authorized = security.iter().flatten().any(|index| {
            let scheme = schemes.get(*index);
            scheme.is_some_and(|scheme| sends_authorization(&scheme.kind))
        });
        let address = Address::of(&item.path);
        let body = match &read.request_body {
            None => None,
            Some(_) => self.read_body(&at.child("requestBody"))?,
        };
        let Arguments {
            mut parameters,
            body: argument,
        } = self.arguments(&Caller {
            item,
            address: &address,
            read: &read,
            at,
            declared: &declared,
            body: body.as_ref().map(|(_, body)| body.required),
            is_authorized,
        })?;
        let query = self.fixed_query(&address, item, &mut parameters);
        let place = Place {
            at: &at.child("requestBody"),
            declared: &declared.child("requestBody"),
            base: &base,
            home: &home,
        };
        let body = body.zip(argument);
        let body = body.map(|((target, read), argument)| self.body(&place, &target, read, argument));
        let place = Place {
            at: &at.child("responses"),
            declared: &declared.child("responses"),
            base: &base,
            home: &home,
        };
        let responses = self.responses(&read.responses, method, &place)?;
        let stream = self.sequence(&read.responses, &place)?;
        let idempotency_key = self.idempotency_key(&id, method, &parameters);
        let docs = docs::summarised(read.summary, read.description);
        let longer = format!("{} {}", method.as_str().to_lowercase(), item.path);
        let candidates = own_name.iter().chain([&id, &longer]);
        let candidates: Vec<&str> = candidates.map(String::as_str).collect();
        let name = self.names.scoped(OPERATION, scope, &candidates, &declared).ident;
        if read.operation_id.is_some() {
            self.names.pin_operation_id(&declared, &id);
        }
        let suffixed = format!("{base}Operation");
        let marker = self.names.marker_type(&[&base, &suffixed], &declared);
        Some(Operation {
            pointer: at.clone(),
            id,
            name,
            marker,
            method: method.clone(),
            path: address.path.to_owned(),
            query,
            server: self.own_server(item, at),
            docs: self.with_permission(docs, at),
            deprecated: read.deprecated,
            parameters,
            body,
            cases: responses.cases,
            output: responses.output,
            error: responses.error,
            headers: responses.headers,
            stream,
            security,
            idempotency_key,
            paging: None,
            former: Vec::new(),
        })
    }

    /// `x-required-permission`: the permission that callers need.
    fn with_permission(&self, mut docs: crate::ir::Docs, at: &Pointer) -> crate::ir::Docs {
        let permission = self
            .model
            .node(at)
            .and_then(|node| node.get("x-required-permission"))
            .and_then(|p| p.as_str());
        if let Some(permission) = permission {
            docs.notes
                .push(format!("Required permission: {}.", ir::code(permission)));
        }
        docs
    }
}

/// Whether credentials of this kind are sent in the header `Authorization`.
fn sends_authorization(kind: &SchemeKind) -> bool {
    match kind {
        SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Http(_) | SchemeKind::Token => true,
        SchemeKind::ApiKeyHeader(name) => name.eq_ignore_ascii_case("authorization"),
        SchemeKind::ApiKeyQuery(_) | SchemeKind::ApiKeyCookie(_) => false,
    }
}
