//! Path templates: each `{name}` of a path has a parameter, and each path parameter occurs in the path.

use std::collections::BTreeMap;

use super::parameters::Read;
use super::servers;
use crate::diagnostics::{Code, Diagnostic};
use crate::ir::Location;
use crate::lower::Lowering;
use crate::model::PathItem;
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// The names in the path template, in order. An invalid template is reported, and gives `None`.
    pub(super) fn expressions<'i>(&mut self, path: &'i str, item: &PathItem) -> Option<Vec<&'i str>> {
        let expressions = template(path);
        if expressions.is_none() {
            self.diagnostics
                .report(
                    Code::InvalidPathTemplate,
                    &item.declared,
                    format!("the braces of `{path}` are unbalanced"),
                )
                .on_key()
                .refused("its operations are not generated");
        }
        if item.path.split('/').any(servers::is_dots) {
            let message = format!(
                "`{}` has a segment `.` or `..`, which URL libraries remove",
                item.path
            );
            self.diagnostics
                .report(Code::UnusableAddress, &item.declared, message)
                .on_key()
                .effect("its operations are not generated")
                .help("write the intended path without these segments");
            return None;
        }
        expressions
    }

    /// Makes the path parameters match the path's key, and reports differences. The first `of_path` expressions
    /// belong to the path, and each must have a parameter. The others belong to its query.
    pub(super) fn settle_path(
        &mut self,
        item: &PathItem,
        expressions: &[&str],
        of_path: usize,
        parameters: &mut Vec<Read>,
        at: &Pointer,
    ) {
        parameters.retain(|parameter| {
            let has_place =
                parameter.place != Location::Path || expressions.contains(&parameter.wire.as_str());
            if !has_place {
                let message = format!("path parameter `{}` is not in the path", parameter.wire);
                self.diagnostics
                    .report(Code::InvalidPathTemplate, &parameter.at, message)
                    .loosened("it is left out of the call")
                    .related(&item.declared, "the path");
            }
            has_place
        });
        for expression in expressions.iter().take(of_path) {
            let is_it = |parameter: &Read| parameter.place == Location::Path && parameter.wire == *expression;
            if !parameters.iter().any(is_it) {
                self.report_undeclared(expression, item, at);
                parameters.push(Read::undeclared(expression, at));
            }
        }
    }

    /// Reports paths that differ only in the names of their parameters: their requests can't be distinguished.
    /// Source: OpenAPI 3.0.4, section 4.7.8.2.
    pub(super) fn report_same_paths(&mut self, items: &[PathItem]) {
        let mut first: BTreeMap<String, &PathItem> = BTreeMap::new();
        for item in items {
            let Some(shape) = shape(&item.path) else { continue };
            let Some(other) = first.get(&shape).filter(|other| other.path != item.path) else {
                first.entry(shape).or_insert(item);
                continue;
            };
            let message = format!("`{}` is the same path as `{}`", item.path, other.path);
            let mut diagnostic = Diagnostic::new(Code::InvalidPathTemplate, &item.declared, message);
            diagnostic
                .on_key()
                .loosened(
                    "the operations of both are generated, and the server can't distinguish their requests",
                )
                .help("names of path parameters don't distinguish paths: write both under one path")
                .related(&other.declared, "the other path");
            self.diagnostics.push(diagnostic);
        }
    }

    fn report_undeclared(&mut self, wire: &str, item: &PathItem, at: &Pointer) {
        self.diagnostics
            .report(
                Code::InvalidPathTemplate,
                at,
                format!("`{{{wire}}}` of the path has no path parameter"),
            )
            .on_key()
            .loosened("it is treated as a required string")
            .help(format!("add a parameter `{wire}` with `in: path`"))
            .related(&item.declared, "the path");
    }
}

/// The path without the names of its parameters.
fn shape(path: &str) -> Option<String> {
    let names = template(path)?;
    let mut shape = String::new();
    let mut rest = path;
    for name in names {
        let (literal, after) = rest.split_once('{')?;
        shape.push_str(literal);
        shape.push_str("{}");
        rest = after.strip_prefix(name)?.strip_prefix('}')?;
    }
    shape.push_str(rest);
    Some(shape)
}

/// The names in braces, in order. `None` if braces are unbalanced. Source: OpenAPI 3.0.4, Path Templating.
pub(crate) fn template(path: &str) -> Option<Vec<&str>> {
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
