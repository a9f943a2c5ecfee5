//! Servers: those of the description, and those that a path or an operation has for itself.

use super::Lowering;
use super::docs;
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::ir::Server;
use crate::model::{Model, PathItem};
use crate::source::Pointer;

/// `servers` of the description, variables replaced by their defaults.
pub(super) fn servers(model: &Model<'_>, diagnostics: &mut Diagnostics) -> Vec<Server> {
    let servers = model.servers(model.root(), diagnostics);
    servers.into_iter().map(server).collect()
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
        let own = trimmed(&server(read).url);
        let defaults = self.model.servers(self.model.root(), self.diagnostics);
        let is_default = defaults
            .into_iter()
            .next()
            .is_some_and(|first| trimmed(&server(first).url) == own);
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

fn server(server: openapiv3::Server) -> Server {
    let mut url = server.url;
    for (name, variable) in server.variables.unwrap_or_default() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    Server {
        url,
        docs: docs::plain(server.description),
    }
}
