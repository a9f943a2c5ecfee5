//! Servers: those of the description, and those that a path or an operation has for itself.

use super::Lowering;
use super::docs;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::imports::{self, File};
use crate::ir::{Server, Variable};
use crate::model::{Model, PathItem};
use crate::naming::{Ident, Kind, Name, Scope};
use crate::source::Pointer;

/// `servers` of the description.
pub(super) fn servers(model: &Model<'_>, diagnostics: &mut Diagnostics) -> Vec<Server> {
    let mut named = Named::new();
    let place = model.root().child("servers");
    let servers = model.servers(model.root(), diagnostics).into_iter().enumerate();
    servers
        .map(|(index, read)| named.server(read, &place.index(index), diagnostics))
        .collect()
}

/// The names of servers and of what their variables may be.
struct Named {
    functions: Scope,
    types: Scope,
    enums: Vec<(String, Ident, Vec<Name>)>,
}

impl Named {
    fn new() -> Self {
        let mut types = Scope::new(Kind::Type);
        let reserved = imports::reserved_types(&[File::Servers]);
        reserved.iter().for_each(|name| types.reserve(name));
        Self {
            functions: Scope::new(Kind::Value),
            types,
            enums: Vec::new(),
        }
    }

    fn server(&mut self, read: openapiv3::Server, at: &Pointer, diagnostics: &mut Diagnostics) -> Server {
        let place = read
            .url
            .split_once("://")
            .map_or(read.url.as_str(), |(_, rest)| rest);
        let host = place.split('/').find(|part| !part.is_empty()).unwrap_or("server");
        // `{region}.example.com` is called after what doesn't change.
        let fixed = host
            .rsplit('}')
            .next()
            .filter(|fixed| fixed.chars().any(char::is_alphanumeric));
        let host = fixed.unwrap_or(host);
        let told = read.description.as_deref().unwrap_or_default();
        let is_name = !told.is_empty() && told.split_whitespace().count() <= 4;
        let mut candidates = vec![host, place];
        candidates.splice(0..0, is_name.then_some(told));
        let function = self.functions.take(&candidates, at).ident;
        let ty = self
            .types
            .take(&[function.as_str().trim_start_matches("r#")], at)
            .ident;
        let url = with_defaults(&read);
        if let Some(why) = unusable(&url).filter(|_| !url.is_empty()) {
            report_unusable(&url, why, &at.child("url"), diagnostics)
                .effect("a client with this server can't be made")
                .help("correct the server, or set an address with `ClientBuilder::base_url`");
        }
        let mut setters = Scope::new(Kind::Value);
        let variables = read.variables.unwrap_or_default().into_iter();
        let variables = variables.map(|(wire, variable)| {
            let at = at.child("variables").child(&wire);
            let rust = setters.take(&[&wire, &format!("{wire} variable")], &at).ident;
            self.variable(Name { wire, rust }, variable, &ty, &at, diagnostics)
        });
        Server {
            variables: variables.collect(),
            url,
            template: read.url,
            function,
            ty,
            docs: docs::plain(read.description),
        }
    }

    fn variable(
        &mut self,
        name: Name,
        read: openapiv3::ServerVariable,
        server: &Ident,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Variable {
        let is_outside = !read.enumeration.is_empty() && !read.enumeration.contains(&read.default);
        if is_outside {
            let message = format!("{:?} is none of the values of this variable", read.default);
            diagnostics
                .report(Code::InvalidDefault, &at.child("default"), message)
                .effect("it is the default all the same; a caller can set only the values");
        }
        let values =
            (!read.enumeration.is_empty()).then(|| self.values(&name.wire, &read.enumeration, server, at));
        let mut docs = docs::plain(read.description);
        docs.notes
            .push(format!("Default: `{}`.", read.default.replace('`', "'")));
        Variable {
            name,
            default: read.default,
            values,
            docs,
        }
    }

    /// The enum of these values, which servers share where their variables are the same.
    fn values(&mut self, wire: &str, values: &[String], server: &Ident, at: &Pointer) -> (Ident, Vec<Name>) {
        let same = |known: &&(String, Ident, Vec<Name>)| {
            known.0 == wire && known.2.iter().map(|name| &name.wire).eq(values)
        };
        if let Some((_, name, variants)) = self.enums.iter().find(same) {
            return (name.clone(), variants.clone());
        }
        let longer = format!("{server} {wire}");
        let name = self.types.take(&[wire, &longer], at).ident;
        let mut scope = Scope::new(Kind::Variant);
        let variant = |value: &String| Name {
            wire: value.clone(),
            rust: scope.take(&[value], at).ident,
        };
        let variants: Vec<Name> = values.iter().map(variant).collect();
        self.enums.push((wire.to_owned(), name.clone(), variants.clone()));
        (name, variants)
    }
}

impl Lowering<'_, '_> {
    /// The address of the first server of an operation, or else of its path; empty where it is the description's own.
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
                    "the variables of this server have their defaults",
                )
                .severity(Severity::Note)
                .effect("a call goes to another address with `Call::base_url`");
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
                .effect("the operation goes to the server of the description");
            return String::new();
        }
        own
    }
}

/// Why no path can be added to an address; `None` where it is that of a host, or a path on the host of the description.
fn unusable(url: &str) -> Option<&'static str> {
    let (authority, path) = match ["https://", "http://"]
        .iter()
        .find_map(|scheme| strip(url, scheme))
    {
        Some(rest) => rest.split_once('/').unwrap_or((rest, "")),
        None if url.starts_with('/') && !url.starts_with("//") => ("localhost", url),
        None => return Some("it is neither of http nor of https"),
    };
    let is_plain = |c: char| c.is_ascii_graphic() && !"\\\"<>^`|".contains(c);
    let port = authority.rsplit_once(':').map_or("", |(_, port)| port);
    match authority {
        _ if url.contains(['{', '}']) => Some("it has a variable that is not described"),
        _ if authority.contains('@') => Some("it has a user name"),
        _ if url.contains('?') => Some("it has a query"),
        _ if url.contains('#') => Some("it has a fragment"),
        "" => Some("it names no host"),
        _ if !url.chars().all(is_plain) => Some("it has a character that no address has"),
        _ if !port.is_empty() && !port.ends_with(']') && port.parse::<u16>().is_err() => {
            Some("its port is none")
        }
        _ if path.split('/').any(is_dots) => Some("it has a segment `.` or `..`, which is removed"),
        _ => None,
    }
}

/// A text without the scheme that it begins with, in small or capital letters.
fn strip<'t>(url: &'t str, scheme: &str) -> Option<&'t str> {
    let (start, rest) = url.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// Whether a segment of a path is one that libraries for addresses remove, escaped or not (WHATWG URL, section 4.4).
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

/// The address, variables replaced by their defaults.
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
