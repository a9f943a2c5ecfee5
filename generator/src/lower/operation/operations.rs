//! Operations: each HTTP method on a path. An operation that can't be generated is reported, and its names stay unused.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::arguments::Arguments;
use super::fixed_query::Address;
use super::parameters::Caller;
use crate::diagnostics::Code;
use crate::imports;
use crate::ir::{self, Group, Method, Operation, Scheme, SchemeKind, Tag};
use crate::lower::Lowering;
use crate::lower::naming::homes::Place;
use crate::lower::naming::reserved;
use crate::lower::schema::docs;
use crate::model::PathItem;
use crate::naming::{self, Kind, OPERATION, Scope};
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// Every operation, by its first tag.
    pub(crate) fn groups(&mut self, schemes: &[Scheme]) -> Vec<Group> {
        let mut by_tag: IndexMap<Option<String>, Vec<Operation>> = IndexMap::new();
        let mut scopes: BTreeMap<Option<String>, Scope> = BTreeMap::new();
        let builders = [imports::BUILDER, imports::BLOCKING_BUILDER];
        let methods = [&builders, reserved::CLIENT_METHODS].concat();
        let mut client = self.names.scope(Kind::Value, &["group", OPERATION], &methods);
        let mut ids: BTreeMap<String, Pointer> = BTreeMap::new();
        let mut modules = self.modules();
        let mut tags: IndexMap<String, Tag> = IndexMap::new();
        let described = self.described_tags();
        let items = self.model.paths(self.diagnostics);
        self.settle_homes(&items);
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
                if let Some(wire) = &tag
                    && !tags.contains_key(wire)
                {
                    let described = described.get(wire).cloned();
                    let tag = self.tag(wire, described, &mut client, &mut modules);
                    tags.insert(wire.clone(), tag);
                }
                let scope = match &tag {
                    None => &mut client,
                    Some(_) => scopes
                        .entry(tag.clone())
                        .or_insert_with(|| self.names.scope(Kind::Value, &[OPERATION], &[])),
                };
                if let Some(operation) = self.operation(&item, *method, at, read, scope, schemes) {
                    by_tag.entry(tag).or_default().push(operation);
                }
            }
        }
        let group = |(tag, operations): (Option<String>, Vec<Operation>)| Group {
            tag: tag.and_then(|wire| tags.get(&wire).cloned()),
            operations,
        };
        by_tag.into_iter().map(group).collect()
    }

    /// The names of modules, excluding names that would hide a crate or another module.
    fn modules(&self) -> Scope {
        let crates = self.overrides.dependencies.keys();
        let mut scope = Scope::new(Kind::Value);
        imports::reserved_modules().for_each(|name| scope.reserve(name));
        crates.for_each(|name| scope.reserve(&name.replace('-', "_")));
        scope
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

    /// The Tag Objects of the description by name. Of two tags with one name, the first is used.
    fn described_tags(&mut self) -> BTreeMap<String, String> {
        let tags = self.model.tags(self.diagnostics).into_iter().rev();
        tags.filter_map(|tag| Some((tag.name, tag.description?)))
            .collect()
    }

    fn tag(&mut self, wire: &str, described: Option<String>, client: &mut Scope, modules: &mut Scope) -> Tag {
        let place = self.model.root().child("tags").child(wire);
        let spelled = format!("{wire} api");
        let method = self
            .names
            .scoped("group", client, &[wire, &spelled], &place)
            .ident;
        let camel = naming::camel(self.names.chosen(Kind::Value, &place).unwrap_or(wire));
        let file = naming::file(method.as_str());
        let file = file.as_str().trim_start_matches("r#");
        let module = modules.take(&[file, &format!("{file} api")], &place).ident;
        let longer = format!("{camel}Api");
        let ty = self.names.marker_type(&[&camel, &longer], &place);
        Tag {
            wire: wire.to_owned(),
            method,
            module,
            ty,
            docs: docs::plain(described),
        }
    }

    fn operation(
        &mut self,
        item: &PathItem,
        method: Method,
        at: &Pointer,
        read: openapiv3::Operation,
        scope: &mut Scope,
        schemes: &[Scheme],
    ) -> Option<Operation> {
        let id = read
            .operation_id
            .clone()
            .unwrap_or_else(|| format!("{} {}", method.as_str().to_lowercase(), item.path));
        let declared = item.declared_at(at);
        let base = naming::camel(self.names.chosen(Kind::Value, &declared).unwrap_or(&id));
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
        let name = self
            .names
            .scoped(OPERATION, scope, &[&id, &longer], &declared)
            .ident;
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
            method,
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
