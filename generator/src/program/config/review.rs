//! Parses `[client.review]`: the gate of `generator diff`.

use generator::review::gate::{Gate, RustGate, SilentGate, WireGate};
use serde::{Deserialize, Deserializer};

use super::optionally_parsed;
use super::table::{Described, Shape, options};

/// `[client.review]`: the levels that fail a review.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Review {
    pub(crate) gate: Gate,
}

impl<'de> Deserialize<'de> for Review {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let levels = Levels::deserialize(deserializer)?;
        let mut gate = Gate::default();
        gate.old_clients = levels.old_clients.unwrap_or(gate.old_clients);
        gate.new_clients = levels.new_clients.unwrap_or(gate.new_clients);
        gate.rust = levels.rust.unwrap_or(gate.rust);
        gate.silent = levels.silent.unwrap_or(gate.silent);
        Ok(Self { gate })
    }
}

options! {
    struct Levels {
        /// Effects on deployed clients; `break` by default
        old_clients: Option<WireGate> = "old-clients" or "Default::default" from "optionally_parsed",
        /// Effects on new clients that call an old server; `none` by default
        new_clients: Option<WireGate> = "new-clients" or "Default::default" from "optionally_parsed",
        /// Effects on code that uses the crate; `version` by default: the version is too low for the changes
        rust: Option<RustGate> = "rust" or "Default::default" from "optionally_parsed",
        /// Changes that compile and then behave differently; `sent` by default
        silent: Option<SilentGate> = "silent" or "Default::default" from "optionally_parsed",
    }
}

impl Described for Review {
    fn shape() -> Shape {
        Levels::shape()
    }
}
