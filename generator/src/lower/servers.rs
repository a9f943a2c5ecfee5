//! Servers: those of the description, and those that a path or an operation has for itself.

use super::Lowering;
use super::docs;
use crate::diagnostics::{Code, Diagnostics, Severity};
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
        if !is_address(&own) {
            self.diagnostics
                .report(
                    Code::Lossy,
                    &place,
                    format!("{own:?} is no address that a path can be added to"),
                )
                .effect("the operation goes to the server of the description");
            return String::new();
        }
        own
    }
}

/// What a request can go to: a host that is named, or a path on the host of the description's server.
fn is_address(url: &str) -> bool {
    let is_absolute = ["https://", "http://"]
        .iter()
        .any(|start| url.len() > start.len() && url.starts_with(start));
    let is_path = url.starts_with('/') && !url.starts_with("//");
    let is_plain = |c: char| c.is_ascii_graphic() && !"?#@{}\\\"<>^`|".contains(c);
    (is_absolute || is_path)
        && url.chars().all(is_plain)
        && !url.split('/').any(|segment| matches!(segment, "." | ".."))
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
