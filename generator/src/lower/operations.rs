//! Operations: each method on a path, all or nothing. One that can't be generated is reported and leaves no name behind.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::Lowering;
use super::docs;
use crate::diagnostics::Code;
use crate::ir::{Group, Location, Method, Operation, Parameter, Scheme, Tag};
use crate::model::PathItem;
use crate::naming::{self, Kind, Module, Scope};
use crate::source::Pointer;

/// Names of methods that every client has, which an operation without a tag must not shadow.
const CLIENT_METHODS: [&str; 4] = ["blocking", "builder", "clone", "new"];

impl Lowering<'_, '_> {
    /// Every operation, by its first tag.
    pub(super) fn groups(&mut self, schemes: &[Scheme]) -> Vec<Group> {
        let mut by_tag: IndexMap<Option<String>, Vec<Operation>> = IndexMap::new();
        let mut scopes: BTreeMap<Option<String>, Scope> = BTreeMap::new();
        let mut client = self
            .names
            .scope(Kind::Value, &["group", "operation"], &CLIENT_METHODS);
        let mut ids: BTreeMap<String, Pointer> = BTreeMap::new();
        let mut tags: IndexMap<String, Tag> = IndexMap::new();
        for item in self.model.paths(self.diagnostics) {
            for (method, at) in &item.operations {
                let Some(mut read) = self.model.operation(at, self.diagnostics) else {
                    continue;
                };
                if !self.is_unique(read.operation_id.as_deref(), at, &mut ids) {
                    read.operation_id = None;
                }
                let tag = read.tags.first().cloned();
                if let Some(wire) = &tag
                    && !tags.contains_key(wire)
                {
                    let tag = self.tag(wire, at, &mut client);
                    tags.insert(wire.clone(), tag);
                }
                let scope = match &tag {
                    None => &mut client,
                    Some(_) => scopes
                        .entry(tag.clone())
                        .or_insert_with(|| self.names.scope(Kind::Value, &["operation"], &[])),
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

    fn is_unique(&mut self, id: Option<&str>, at: &Pointer, ids: &mut BTreeMap<String, Pointer>) -> bool {
        let Some(id) = id else { return true };
        if let Some(first) = ids.get(id) {
            self.diagnostics
                .report(
                    Code::DuplicateOperationId,
                    &at.child("operationId"),
                    format!("`{id}` is the id of another operation"),
                )
                .effect("this one is named after its method and path")
                .help("an `operationId` is unique in the whole description")
                .related(first, "the other one");
            return false;
        }
        ids.insert(id.to_owned(), at.clone());
        true
    }

    fn tag(&mut self, wire: &str, at: &Pointer, client: &mut Scope) -> Tag {
        let place = Pointer::root(at.document()).child("tags").child(wire);
        let spelled = format!("{wire} api");
        let method = self
            .names
            .scoped("group", client, &[wire, &spelled], &place)
            .ident;
        let camel = naming::camel(wire);
        let longer = format!("{camel}Api");
        let ty = self
            .names
            .item(Module::Operations, &[&camel, &longer], &place)
            .ident;
        let described = self
            .model
            .tags(self.diagnostics)
            .into_iter()
            .find(|tag| tag.name == wire);
        let docs = docs::plain(described.and_then(|tag| tag.description));
        Tag {
            wire: wire.to_owned(),
            method,
            ty,
            docs,
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
        let base = naming::camel(&id);
        let mut names = Self::members(Kind::Value, &["client"]);
        let parameters = self.parameters(item, &read, at, &base, &mut names)?;
        self.check_path(item, &parameters, at)?;
        let body = match &read.request_body {
            None => None,
            Some(_) => self.body(&at.child("requestBody"), &base, &mut names)?,
        };
        let (cases, output, error) = self.responses(&read.responses, &at.child("responses"), &base)?;
        let stream = self.sequence(&read.responses, &at.child("responses"), &base)?;
        let security = self.requirements(at, schemes);
        let docs = docs::summarised(read.summary, read.description);
        let longer = format!("{} {}", method.as_str().to_lowercase(), item.path);
        let name = self.names.scoped("operation", scope, &[&id, &longer], at).ident;
        let suffixed = format!("{base}Operation");
        let marker = self.names.item(Module::Operations, &[&base, &suffixed], at).ident;
        Some(Operation {
            pointer: at.clone(),
            id,
            name,
            marker,
            method,
            path: item.path.clone(),
            docs: self.with_permission(docs, at),
            deprecated: read.deprecated,
            parameters,
            body,
            cases,
            output,
            error,
            stream,
            security,
        })
    }

    /// `x-required-permission`, where a description says who may call.
    fn with_permission(&self, mut docs: crate::ir::Docs, at: &Pointer) -> crate::ir::Docs {
        let permission = self
            .model
            .node(at)
            .and_then(|node| node.get("x-required-permission"))
            .and_then(|p| p.as_str());
        if let Some(permission) = permission {
            docs.notes.push(format!(
                "Required permission: `{}`.",
                permission.replace('`', "'")
            ));
        }
        docs
    }

    /// Each `{name}` of the path has its parameter, and each path parameter its place.
    fn check_path(&mut self, item: &PathItem, parameters: &[Parameter], at: &Pointer) -> Option<()> {
        let path_at = item.declared.clone();
        let Some(expressions) = template(&item.path) else {
            self.diagnostics
                .report(
                    Code::InvalidPathTemplate,
                    &path_at,
                    format!("the braces of `{}` don't match", item.path),
                )
                .on_key()
                .effect("its operations are not generated");
            return None;
        };
        let mut complete = Some(());
        let is_parameter = |name: &str| {
            parameters
                .iter()
                .any(|parameter| parameter.location == Location::Path && parameter.name.wire == name)
        };
        for name in expressions.iter().filter(|name| !is_parameter(name)) {
            self.diagnostics
                .report(
                    Code::InvalidPathTemplate,
                    at,
                    format!("`{{{name}}}` of the path is no path parameter"),
                )
                .on_key()
                .effect("the operation is not generated")
                .help(format!("add a parameter `{name}` with `in: path`"))
                .related(&path_at, "the path");
            complete = None;
        }
        for parameter in parameters
            .iter()
            .filter(|parameter| parameter.location == Location::Path)
        {
            if !expressions.contains(&parameter.name.wire.as_str()) {
                let message = format!(
                    "path parameter `{}` has no place in the path",
                    parameter.name.wire
                );
                self.diagnostics
                    .report(Code::InvalidPathTemplate, &parameter.pointer, message)
                    .effect("the operation is not generated")
                    .related(&path_at, "the path");
                complete = None;
            }
        }
        complete
    }
}

/// The names in braces, in order; `None` where braces don't match. Source: OpenAPI 3.0.4, Path Templating.
fn template(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((literal, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        if literal.contains('}') || name.contains('{') || name.is_empty() {
            return None;
        }
        names.push(name);
        rest = tail;
    }
    (!rest.contains('}')).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn templates_are_read_or_refused() {
        let table: [(&str, Option<Vec<&str>>); 6] = [
            ("/pets", Some(vec![])),
            ("/pets/{id}/x-{kind}", Some(vec!["id", "kind"])),
            ("/pets/{id", None),
            ("/pets/id}", None),
            ("/pets/{}", None),
            ("/pets/{{id}}", None),
        ];
        for (path, want) in table {
            assert_eq!(template(path), want, "{path}");
        }
    }
}
