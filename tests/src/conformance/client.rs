//! A lowered description, and the operation in it that makes a request of the suite.

use std::collections::BTreeMap;
use std::io;

use generator::internals::ir::{Api, Group, Operation};
use serde_json::Value;

use super::Description;
use super::scenario::{Exchange, Scenario};

/// A lowered description.
pub(super) struct Client<'d> {
    pub description: &'d Description,
    pub api: Api,
    bases: Vec<String>,
}

impl<'d> Client<'d> {
    pub(super) fn of(description: &'d Description) -> io::Result<Self> {
        let name = &description.package;
        let api = generator::internals::api(name, &description.text)
            .ok_or_else(|| io::Error::other(format!("{name} can't be read")))?;
        Ok(Self {
            description,
            api,
            bases: Self::bases(description)?,
        })
    }

    /// The path of the crate. The module of its calls has the same name.
    pub(super) fn krate(&self) -> String {
        format!("::{}", self.description.package.replace('-', "_"))
    }

    /// The base paths on the suite's server: one for each value of a server variable that has several.
    fn bases(description: &Description) -> io::Result<Vec<String>> {
        let document: Value = serde_json::from_str(&description.text)?;
        let server = document.pointer("/servers/0").cloned().unwrap_or_default();
        let url = server.pointer("/url").and_then(Value::as_str).unwrap_or_default();
        let url = url.replace("{endpoint}", "");
        let mut bases = vec![url.split_once("://").map_or(url.clone(), |(_, after)| {
            after
                .find('/')
                .map_or(String::new(), |slash| after.split_at(slash).1.to_owned())
        })];
        let variables = server.pointer("/variables").and_then(Value::as_object).cloned();
        for (name, variable) in variables.unwrap_or_default() {
            let values = variable
                .pointer("/enum")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default();
            let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            let filled = |base: &String| {
                values
                    .iter()
                    .map(|value| base.replace(&format!("{{{name}}}"), value))
                    .collect::<Vec<_>>()
            };
            if !values.is_empty() {
                bases = bases.iter().flat_map(filled).collect();
            }
        }
        Ok(bases
            .into_iter()
            .map(|base| base.trim_end_matches('/').to_owned())
            .collect())
    }

    /// Whether the scenario's requests contain the version of the description.
    pub(super) fn is_of_version(&self, scenario: &Scenario) -> bool {
        let folder = self.description.folder.replace('/', "-").to_lowercase();
        let of_it = self.description.package.trim_start_matches("ts-");
        let version = of_it
            .strip_prefix(folder.as_str())
            .unwrap_or_default()
            .trim_start_matches('-');
        let named = [format!(":{version}/"), format!("={version}")];
        let mut exchanges = scenario.exchanges.iter();
        exchanges.any(|exchange| named.iter().any(|named| exchange.uri.contains(named.as_str())))
    }

    /// The operation that makes this request, with the values of its path parameters.
    pub(super) fn find(&self, exchange: &Exchange) -> Option<Found<'_>> {
        self.bases.iter().find_map(|base| self.find_below(base, exchange))
    }

    fn find_below<'c>(&'c self, base: &'c str, exchange: &Exchange) -> Option<Found<'c>> {
        let path = exchange.path().strip_prefix(base)?;
        let path = if path.is_empty() { "/" } else { path };
        let operations = self
            .api
            .groups
            .iter()
            .flat_map(|group| group.operations.iter().map(move |operation| (group, operation)));
        let mut fitting: Vec<_> = operations
            .filter(|(_, operation)| operation.method.as_str() == exchange.method)
            .filter_map(|(group, operation)| Some((group, operation, captured(&operation.path, path)?)))
            .collect();
        // A path without parameters has priority.
        fitting.sort_by_key(|(_, _, captured)| captured.len());
        let (group, operation, captured) = fitting.into_iter().next()?;
        Some(Found {
            base,
            group,
            operation,
            captured,
        })
    }
}

/// The operation that makes a request.
pub(super) struct Found<'c> {
    /// The base path.
    pub base: &'c str,
    pub group: &'c Group,
    pub operation: &'c Operation,
    /// The value of each path parameter, still encoded.
    pub captured: BTreeMap<String, String>,
}

/// The value of each parameter of the template, still encoded.
fn captured(template: &str, path: &str) -> Option<BTreeMap<String, String>> {
    let Some((before, rest)) = template.split_once('{') else {
        return (template == path).then(BTreeMap::new);
    };
    let (name, after) = rest.split_once('}')?;
    let path = path.strip_prefix(before)?;
    // The longest value first, since a reserved expansion may contain slashes.
    (1..=path.len())
        .rev()
        .filter(|&end| path.is_char_boundary(end))
        .find_map(|end| {
            let (value, rest) = path.split_at(end);
            let mut found = captured(after, rest)?;
            found.insert(name.to_owned(), value.to_owned());
            Some(found)
        })
}
