//! Ids: the same change has the same id after a rebase and with a newer generator.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::rules::Rule;

/// How many bytes of the hash an id has.
const BYTES: usize = 6;

/// The id of a change: 12 hexadecimal digits over its rule, its place on the wire and both values. Wording, lines and revisions
/// are not in it.
pub(super) fn of(rule: Rule, identity: &str, from: &str, to: &str) -> String {
    let mut hash = Sha256::new();
    for part in [rule.code(), identity, from, to] {
        // The length keeps two parts apart.
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    let mut id = String::with_capacity(2 * BYTES);
    for byte in hash.finalize().iter().take(BYTES) {
        let _ = write!(id, "{byte:02x}");
    }
    id
}
