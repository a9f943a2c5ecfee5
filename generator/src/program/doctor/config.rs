//! Options of generator.toml that change nothing.

use generator::messages::{Message, Place};
use generator::{Features, Mode, Pointer};

use super::Code;
use crate::program::config::runtime::Place as RuntimePlace;
use crate::program::config::{Client, Config, place_of};
use crate::program::layout::Layout;

/// A message for each option without an effect.
pub(super) fn without_effect(name: &str, text: &str, layout: &Layout) -> Result<Vec<Message>, String> {
    let config = Config::parse(name, text, layout)?;
    let root = Pointer::root(name);
    let mut found = Vec::new();
    for (index, client) in config.clients.iter().enumerate() {
        let at = root.child("client").index(index);
        let unused = unused(client).into_iter();
        found.extend(unused.map(|(key, reason)| (at.child(key), format!("`{key}` has no effect {reason}"))));
    }
    let shares = |client: &Client| client.runtime.is_none();
    if config.runtime.is_some() && !config.clients.iter().any(shares) {
        let message = "`[runtime]` has no effect: every client has a `runtime` of its own";
        found.push((root.child("runtime"), message.to_owned()));
    }
    let message = |(at, message): (Pointer, String)| {
        let (line, column) = place_of(name, text, &at);
        Code::NoEffect.message(message, "remove it").at(Place {
            file: name.to_owned(),
            line,
            column,
            pointer: at.fragment().to_owned(),
        })
    };
    Ok(found.into_iter().map(message).collect())
}

/// The keys without an effect, each with the reason.
fn unused(client: &Client) -> Vec<(&'static str, &'static str)> {
    let is_types = client.mode == Mode::Types;
    let has_own_types = !client.types.is_empty() || !client.formats.is_empty() || client.rust_types;
    let of_operations = [
        ("pagination", !client.pagination.is_empty()),
        ("idempotency-key", client.idempotency_key.is_some()),
        ("webhooks", client.webhooks.signature.is_some()),
        ("features", client.features == Features::Tags),
    ];
    let of_operations = of_operations
        .into_iter()
        .filter(|(_, is_set)| *is_set && is_types);
    let of_operations =
        of_operations.map(|(key, _)| (key, "with `mode = \"types\"`, which has no operations"));
    let others = [
        (
            "dependencies",
            !client.dependencies.is_empty() && !has_own_types,
            "without `formats`, `types` or `rust-types`",
        ),
        (
            "runtime",
            client.runtime == Some(RuntimePlace::Package) && !client.types.is_empty(),
            "with your own types, which need the runtime in the crate",
        ),
    ];
    let others = others.into_iter().filter(|(_, is_unused, _)| *is_unused);
    of_operations
        .chain(others.map(|(key, _, reason)| (key, reason)))
        .collect()
}
