//! Paths with a query: `/action?op=run` has the path `/action`, and each call sends `op=run`. A fragment is never sent.
//! Source: OpenAPI 3.0.4, Paths Object, whose keys are paths alone; RFC 3986, sections 3.4 and 3.5.

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ir::{Location, Parameter, Style};
use crate::lower::Lowering;
use crate::model::PathItem;

/// The path of a key, and its query if there is one.
pub(super) struct Address<'k> {
    pub path: &'k str,
    query: Option<&'k str>,
}

impl<'k> Address<'k> {
    pub(super) fn of(key: &'k str) -> Self {
        let key = key.split_once('#').map_or(key, |(key, _)| key);
        match key.split_once('?') {
            Some((path, query)) => Self {
                path,
                query: Some(query),
            },
            None => Self {
                path: key,
                query: None,
            },
        }
    }

    /// The names in braces in the query, in order.
    pub(super) fn query_expressions(&self) -> impl Iterator<Item = &'k str> {
        self.pairs().filter_map(|(_, value)| value.and_then(expression))
    }

    /// The names and values of the query.
    fn pairs(&self) -> impl Iterator<Item = (&'k str, Option<&'k str>)> {
        let pairs = self.query.into_iter().flat_map(|query| query.split('&'));
        pairs
            .filter(|pair| !pair.is_empty())
            .map(|pair| match pair.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (pair, None),
            })
    }
}

/// The name in braces, if the value consists only of it.
fn expression(value: &str) -> Option<&str> {
    let name = value.strip_prefix('{')?.strip_suffix('}')?;
    (!name.is_empty() && !name.contains(['{', '}'])).then_some(name)
}

impl Lowering<'_, '_> {
    /// Reports the query and the fragment of a path's key.
    pub(super) fn report_address(&mut self, item: &PathItem) {
        let mut report = |message: String, effect: &str| {
            let mut diagnostic = Diagnostic::new(Code::PathWithQuery, &item.declared, message);
            diagnostic.on_key().effect(effect);
            self.diagnostics.push(diagnostic);
        };
        if let Some((_, fragment)) = item.path.split_once('#') {
            report(
                format!("`#{fragment}` is a fragment, which is not part of a path and is never sent"),
                "the path ends before it",
            );
        }
        if let Some(query) = Address::of(&item.path).query {
            report(
                format!("`?{query}` is a query, which is not part of a path"),
                "it is sent with every call, together with the query parameters",
            );
        }
    }

    /// The query that every call sends. A value in braces becomes a parameter instead, and so does a value with the name of a
    /// required parameter. An optional parameter with such a name is left out, since the path sets its value.
    pub(super) fn fixed_query(
        &mut self,
        address: &Address<'_>,
        item: &PathItem,
        parameters: &mut Vec<Parameter>,
    ) -> String {
        let mut fixed: Vec<String> = Vec::new();
        for (name, value) in address.pairs() {
            let in_braces = value.and_then(expression);
            let own = |parameter: &Parameter| {
                let is_query = parameter.location == Location::Query && parameter.name.wire == name;
                let is_named = in_braces == Some(parameter.name.wire.as_str());
                is_query || (is_named && matches!(parameter.location, Location::Path | Location::Query))
            };
            let position = parameters.iter().position(own);
            match (position.and_then(|at| parameters.get_mut(at)), in_braces) {
                (Some(parameter), Some(_)) => into_query(parameter, name),
                (Some(parameter), None) if parameter.required => {}
                (Some(_), None) => self.leave_out(name, item, parameters),
                (None, Some(expression)) => self.report_no_value(name, expression, item),
                (None, None) => {}
            }
            let is_sent = parameters
                .iter()
                .any(|parameter| parameter.location == Location::Query && parameter.name.wire == name);
            if !is_sent && in_braces.is_none() {
                fixed.push(match value {
                    Some(value) => format!("{name}={value}"),
                    None => name.to_owned(),
                });
            }
        }
        fixed.join("&")
    }

    fn leave_out(&mut self, name: &str, item: &PathItem, parameters: &mut Vec<Parameter>) {
        let is_it =
            |parameter: &Parameter| parameter.location == Location::Query && parameter.name.wire == name;
        let Some(at) = parameters.iter().position(is_it) else {
            return;
        };
        let parameter = parameters.remove(at);
        let message = format!("the path already sets `{name}`");
        let mut diagnostic = Diagnostic::new(Code::PathWithQuery, &parameter.pointer, message);
        diagnostic
            .effect("the parameter is left out, and the value of the path is sent")
            .related(&item.declared, "the path");
        self.diagnostics.push(diagnostic);
    }

    fn report_no_value(&mut self, name: &str, expression: &str, item: &PathItem) {
        let message = format!("`{{{expression}}}` in the query of the path is not a parameter");
        self.diagnostics
            .report(Code::PathWithQuery, &item.declared, message)
            .severity(Severity::Warning)
            .on_key()
            .effect(format!("`{name}` is not sent"))
            .help(format!("add a parameter `{expression}` with `in: query`"));
    }
}

/// Adds query parameters for the expressions in the path's query.
fn into_query(parameter: &mut Parameter, name: &str) {
    if parameter.location == Location::Path {
        parameter.location = Location::Query;
        parameter.style = Style::Form;
        parameter.explode = true;
    }
    parameter.name.wire = name.to_owned();
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn a_key_has_a_path_and_may_have_a_query() {
        let read = |key| {
            let address = Address::of(key);
            (address.path, address.pairs().collect::<Vec<_>>())
        };
        assert_eq!(read("/a/{id}"), ("/a/{id}", vec![]));
        assert_eq!(
            read("/a?op=run&flag&x=#part"),
            ("/a", vec![("op", Some("run")), ("flag", None), ("x", Some(""))])
        );
        assert_eq!(read("/#Action=Add?b"), ("/", vec![]));
    }
}
