//! Parses `[client.review]`: the gate of `generator diff`.

use generator::review::gate::{Gate, RustGate, SilentGate, WireGate};
use serde::{Deserialize, Deserializer};

use super::optionally_parsed;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Levels {
    #[serde(default, deserialize_with = "optionally_parsed")]
    old_clients: Option<WireGate>,
    #[serde(default, deserialize_with = "optionally_parsed")]
    new_clients: Option<WireGate>,
    #[serde(default, deserialize_with = "optionally_parsed")]
    rust: Option<RustGate>,
    #[serde(default, deserialize_with = "optionally_parsed")]
    silent: Option<SilentGate>,
}
