//! The text of one change for formats that show one paragraph.

use super::super::{Change, Rust, Silent, Use};
use super::safe::sentence;

/// What a client that only the old side has means.
pub(super) const CLIENT_REMOVED: &str = "the client is removed; code that uses it does not compile";

/// What a client that only the new side has means.
pub(super) const CLIENT_ADDED: &str = "the client is new; there is nothing to compare";

/// How many uses the text names.
const USES: usize = 3;

/// The sentences about a change, each printable and on one line.
pub(super) fn sentences(change: &Change) -> Vec<String> {
    let mut all = vec![sentence(&change.message)];
    all.extend(change.wire.iter().map(|fact| sentence(fact)));
    all.extend(match change.rust {
        Rust::Major => Some("Rust: major".to_owned()),
        Rust::Minor => Some("Rust: minor".to_owned()),
        Rust::Patch => None,
    });
    all.extend(match change.silent {
        Silent::Sent => Some("code compiles and sends something else".to_owned()),
        Silent::Read => Some("code compiles and reads something else".to_owned()),
        Silent::No => None,
    });
    all.extend(uses(&change.uses));
    all
}

fn uses(uses: &[Use]) -> Option<String> {
    let text = |one: &Use| sentence(format!("{} {}", one.at, one.place).trim_end());
    let shown: Vec<String> = uses.iter().take(USES).map(text).collect();
    let more = uses.len().saturating_sub(USES);
    let more = if more == 0 {
        String::new()
    } else {
        format!(" and {more} more")
    };
    (!shown.is_empty()).then(|| format!("used by {}{more}", shown.join(", ")))
}
