//! Servers: those of the description, and those of single paths and operations.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::imports::{self, File};
use crate::lower::Lowering;
use crate::lower::schema::docs;

use crate::ir::{self, Server, Variable};
use crate::model::PathItem;
use crate::naming::{Key, Kind, List, Members, Name, Unnamed};
use crate::source::Pointer;

/// A server before it has names. The lock identifies it by its URL.
struct Found {
    key: Key,
    at: Pointer,
    read: openapiv3::Server,
}

impl Found {
    /// The key of a variable's enum in the lock.
    fn values_key(&self, wire: &str) -> Key {
        Key::of(wire, self.key.as_str())
    }

    fn variables(&self) -> impl Iterator<Item = (&String, &openapiv3::ServerVariable, Pointer)> {
        let list = self.at.child("variables");
        let variables = self.read.variables.iter().flatten();
        variables.map(move |(wire, variable)| (wire, variable, list.child(wire)))
    }
}

/// The enums of variables, shared by servers, by name and values. Each has its key in the lock.
type Enums<'f> = BTreeMap<(&'f str, &'f [String]), Key>;

fn enums(found: &[Found]) -> Enums<'_> {
    let mut enums = Enums::new();
    for server in found {
        for (wire, read, _) in server.variables() {
            let key = || server.values_key(wire);
            enums.entry((wire, &read.enumeration)).or_insert_with(key);
        }
    }
    enums.retain(|(_, values), _| !values.is_empty());
    enums
}

impl Lowering<'_, '_> {
    /// `servers` of the description.
    pub(crate) fn servers(&mut self) -> Vec<Server> {
        let place = self.model.root().child("servers");
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let servers = self.model.servers(self.model.root(), self.diagnostics);
        let found = servers.into_iter().enumerate().map(|(index, read)| {
            let count = counts.entry(read.url.clone()).or_default();
            *count += 1;
            Found {
                key: Key::wire(&read.url).nth(*count),
                at: place.index(index),
                read,
            }
        });
        let found: Vec<Found> = found.collect();
        let functions = self.functions(&found, &place);
        let enums = enums(&found);
        let types = self.types_of_servers(&found, &functions, &enums, &place);
        let mut servers = Vec::new();
        for server in &found {
            let named = functions.get(&server.key).zip(types.get(&server.key));
            let Some((function, ty)) = named else { continue };
            self.report_unusable_server(server);
            servers.push(Server {
                variables: self.variables(server, &types, &enums, &place),
                url: with_defaults(&server.read),
                template: server.read.url.clone(),
                function: function.name.clone(),
                ty: ty.name.clone(),
                docs: docs::plain(server.read.description.clone()),
            });
        }
        servers
    }

    fn report_unusable_server(&mut self, server: &Found) {
        let url = with_defaults(&server.read);
        if let Some(why) = unusable(&url).filter(|_| !url.is_empty()) {
            report_unusable(&url, why, &server.at.child("url"), self.diagnostics)
                .effect("a client with this server can't be made")
                .help("correct the server, or set an address with `ClientBuilder::base_url`");
        }
    }

    fn functions(&mut self, found: &[Found], at: &Pointer) -> Members {
        let unnamed = found.iter().map(|server| Unnamed {
            candidates: self
                .name_of_server(&server.at)
                .into_iter()
                .chain(function_names(&server.read))
                .collect(),
            ..Unnamed::new(server.key.clone(), "", &server.at)
        });
        let unnamed: Vec<Unnamed> = unnamed.collect();
        let list = List::new("servers", at);
        self.members(Kind::Value, &[], list, &unnamed, None)
    }

    /// The name of a server (OpenAPI 3.2).
    fn name_of_server(&self, at: &Pointer) -> Option<String> {
        let name = self.model.node(&at.child("name"))?.as_str()?.trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// The types of servers with variables, and the enums of the variables that have values.
    fn types_of_servers(
        &mut self,
        found: &[Found],
        functions: &Members,
        enums: &Enums<'_>,
        at: &Pointer,
    ) -> Members {
        let mut unnamed: Vec<Unnamed> = Vec::new();
        for server in found {
            let Some(function) = functions.get(&server.key) else {
                continue;
            };
            let function = function.name.as_str().trim_start_matches("r#");
            unnamed.push(Unnamed::new(server.key.clone(), function, &server.at));
            for (wire, read, at) in server.variables() {
                let key = server.values_key(wire);
                let is_first = enums.get(&(wire.as_str(), read.enumeration.as_slice())) == Some(&key);
                unnamed.extend(is_first.then(|| Unnamed {
                    candidates: vec![wire.clone(), format!("{function} {wire}")],
                    rank: 1,
                    ..Unnamed::new(key, wire, &at)
                }));
            }
        }
        let list = List::new("types", at);
        let reserved = imports::reserved_types(&[File::Servers]);
        self.members(Kind::Type, reserved, list, &unnamed, None)
    }

    fn variables(
        &mut self,
        server: &Found,
        types: &Members,
        enums: &Enums<'_>,
        place: &Pointer,
    ) -> Vec<Variable> {
        let unnamed = server.variables().map(|(wire, _, at)| Unnamed {
            candidates: vec![wire.clone(), format!("{wire} variable")],
            ..Unnamed::new(Key::wire(wire), wire, &at)
        });
        let unnamed: Vec<Unnamed> = unnamed.collect();
        let own = place.child(server.key.as_str());
        let list = List::new("variables", &own);
        let setters = self.members(Kind::Value, &[], list, &unnamed, None);
        let mut variables = Vec::new();
        for (wire, read, at) in server.variables() {
            let Some(setter) = setters.get(&Key::wire(wire)) else {
                continue;
            };
            self.report_outside(read, &at);
            let key = enums.get(&(wire.as_str(), read.enumeration.as_slice()));
            let ty = key.and_then(|key| Some((key, types.get(key)?.name.clone())));
            let values = ty.map(|(key, ty)| {
                (
                    ty,
                    self.values(&read.enumeration, &place.child(key.as_str()), &at),
                )
            });
            let mut docs = docs::plain(read.description.clone());
            docs.notes.push(format!("Default: {}.", ir::code(&read.default)));
            variables.push(Variable {
                name: Name {
                    wire: wire.clone(),
                    rust: setter.name.clone(),
                },
                default: read.default.clone(),
                values,
                docs,
            });
        }
        variables
    }

    /// The variants of the enum at `place` of the lock.
    fn values(&mut self, values: &[String], place: &Pointer, at: &Pointer) -> Vec<Name> {
        let list = at.child("enum");
        let unnamed = values.iter().enumerate();
        let unnamed = unnamed.map(|(index, value)| Unnamed::new(Key::wire(value), value, &list.index(index)));
        let unnamed: Vec<Unnamed> = unnamed.collect();
        let what = List::new("values", place);
        let variants = self.members(Kind::Variant, &[], what, &unnamed, None);
        let values = values.iter().map(|value| (Key::wire(value), value));
        variants.in_order(
            values,
            |(key, _)| key,
            |(_, value), rust| Name {
                wire: value.clone(),
                rust,
            },
        )
    }

    fn report_outside(&mut self, read: &openapiv3::ServerVariable, at: &Pointer) {
        if !read.enumeration.is_empty() && !read.enumeration.contains(&read.default) {
            let message = format!("{:?} is not one of the values of this variable", read.default);
            self.diagnostics
                .report(Code::InvalidDefault, &at.child("default"), message)
                .effect("it stays the default; a caller can set only the listed values");
        }
    }
}

/// The preferred names of a server's function: its description if that is a name, its host, its URL.
fn function_names(read: &openapiv3::Server) -> Vec<String> {
    let place = read
        .url
        .split_once("://")
        .map_or(read.url.as_str(), |(_, rest)| rest);
    let host = place.split('/').find(|part| !part.is_empty()).unwrap_or("server");
    // `{region}.example.com` is named after its constant part.
    let fixed = host
        .rsplit('}')
        .next()
        .filter(|fixed| fixed.chars().any(char::is_alphanumeric));
    let told = read.description.as_deref().unwrap_or_default();
    let is_name = !told.is_empty() && told.split_whitespace().count() <= 4;
    let told = is_name.then_some(told);
    let names = told.into_iter().chain([fixed.unwrap_or(host), place]);
    names.map(str::to_owned).collect()
}

impl Lowering<'_, '_> {
    /// The URL of the first server of an operation, or otherwise of its path. Empty if it is the description's server.
    pub(super) fn own_server(&mut self, item: &PathItem, at: &Pointer) -> String {
        let has = |owner: &&Pointer| self.model.node(&owner.child("servers")).is_some();
        let Some(owner) = [at, &item.pointer].into_iter().find(has).cloned() else {
            return String::new();
        };
        let Some(read) = self.model.servers(&owner, self.diagnostics).into_iter().next() else {
            return String::new();
        };
        let place = owner.child("servers").index(0).child("url");
        if read
            .variables
            .as_ref()
            .is_some_and(|variables| !variables.is_empty())
        {
            self.diagnostics
                .report(
                    Code::Lossy,
                    &place,
                    "the variables of this server keep their defaults",
                )
                .severity(Severity::Note)
                .effect("set another address with `Call::base_url`");
        }
        let own = trimmed(&with_defaults(&read));
        let defaults = self.model.servers(self.model.root(), self.diagnostics);
        let is_default = defaults
            .into_iter()
            .next()
            .is_some_and(|first| trimmed(&with_defaults(&first)) == own);
        if is_default || own.is_empty() {
            return String::new();
        }
        if let Some(why) = unusable(&own) {
            report_unusable(&own, why, &place, self.diagnostics)
                .effect("the operation uses the server of the description");
            return String::new();
        }
        own
    }
}

/// The reason why no path can be appended to a URL. `None` if it is an http(s) URL, or a path on the host of the description.
fn unusable(url: &str) -> Option<&'static str> {
    let (authority, path) = match ["https://", "http://"]
        .iter()
        .find_map(|scheme| strip(url, scheme))
    {
        Some(rest) => rest.split_once('/').unwrap_or((rest, "")),
        None if url.starts_with('/') && !url.starts_with("//") => ("localhost", url),
        None => return Some("its scheme is neither http nor https"),
    };
    let is_plain = |c: char| c.is_ascii_graphic() && !"\\\"<>^`|".contains(c);
    let port = authority.rsplit_once(':').map_or("", |(_, port)| port);
    match authority {
        _ if url.contains(['{', '}']) => Some("it has a variable that is not declared"),
        _ if authority.contains('@') => Some("it has a user name"),
        _ if url.contains('?') => Some("it has a query"),
        _ if url.contains('#') => Some("it has a fragment"),
        "" => Some("it has no host"),
        _ if !url.chars().all(is_plain) => Some("it has an invalid character"),
        _ if !port.is_empty() && !port.ends_with(']') && port.parse::<u16>().is_err() => {
            Some("its port is invalid")
        }
        _ if path.split('/').any(is_dots) => Some("it has a segment `.` or `..`, which is removed"),
        _ => None,
    }
}

/// The text without its scheme, which is compared case-insensitively.
fn strip<'t>(url: &'t str, scheme: &str) -> Option<&'t str> {
    let (start, rest) = url.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// Whether a path segment is one that URL libraries remove, escaped or not (WHATWG URL, section 4.4).
pub(super) fn is_dots(segment: &str) -> bool {
    let plain = segment.replace("%2e", ".").replace("%2E", ".");
    matches!(plain.as_str(), "." | "..")
}

fn report_unusable<'d>(
    url: &str,
    why: &str,
    at: &Pointer,
    diagnostics: &'d mut Diagnostics,
) -> &'d mut Diagnostic {
    let message = format!("no request can go to {url:?}: {why}");
    diagnostics.report(Code::UnusableAddress, at, message)
}

fn trimmed(url: &str) -> String {
    url.trim_end_matches('/').to_owned()
}

/// The URL, with variables replaced by their defaults.
fn with_defaults(server: &openapiv3::Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::unusable;

    #[test]
    fn an_address_is_one_that_a_path_can_be_added_to() {
        for url in [
            "https://h",
            "HTTP://h:8080/v1/",
            "http://[::1]:80/x",
            "http://[::1]",
            "/v1",
            "/",
            "https://h/a%2Fb/..x/%2e%2e%2e",
        ] {
            assert_eq!(unusable(url), None, "{url}");
        }
        for (url, why) in [
            ("http://user:pw@h/x", "user name"),
            ("http://h/x?y=1", "query"),
            ("http://h#f", "fragment"),
            ("http://h/{v}", "variable"),
            ("http://", "no host"),
            ("https:///x", "no host"),
            ("http://h:99999", "port"),
            ("http://h:8o/", "port"),
            ("http://h/a b", "character"),
            ("http://h/a\\b", "character"),
            ("http://h/a/../b", "segment"),
            ("/a/%2E./b", "segment"),
            ("ftp://h", "neither"),
            ("//h/x", "neither"),
            ("h/x", "neither"),
            ("", "neither"),
        ] {
            assert!(
                unusable(url).is_some_and(|found| found.contains(why)),
                "{url}: {:?}",
                unusable(url)
            );
        }
    }
}
