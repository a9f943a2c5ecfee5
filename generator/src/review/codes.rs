//! The errors of rustc that code meets where an item goes or has another signature.

use crate::surface::{Kind, Line};

/// What a constant meets that is checked when it is compiled.
pub(super) const CONSTANT: &[&str] = &["E0080"];

/// The codes that ordinary uses of an item meet, the most likely first.
pub(super) fn codes(old: Option<&Line>, new: Option<&Line>) -> &'static [&'static str] {
    match (old, new) {
        (None, _) => &[],
        (Some(old), None) => gone(old.kind),
        (Some(old), Some(new)) if old.signature == new.signature || new.accepts.contains(&old.signature) => {
            &[]
        }
        (Some(old), Some(new)) => other(old.kind, new.kind),
    }
}

fn gone(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Type => &["E0425", "E0433"],
        Kind::Trait => &["E0277", "E0599"],
        Kind::Field => &["E0609"],
        Kind::Variant | Kind::Function(_) => &["E0599"],
        Kind::Free => &["E0425"],
        Kind::Response | Kind::Note => &[],
    }
}

fn other(old: Kind, new: Kind) -> &'static [&'static str] {
    match (old, new) {
        (Kind::Function(before), Kind::Function(after)) if before != after => &["E0061"],
        (Kind::Type, _) => &["E0308", "E0599", "E0609"],
        (Kind::Trait, _) => &["E0277"],
        (Kind::Field, _) => &["E0308", "E0599", "E0609"],
        (Kind::Variant | Kind::Free | Kind::Note, _) => &["E0308"],
        (Kind::Function(_), _) => &["E0277", "E0308"],
        (Kind::Response, _) => &["E0308", "E0609"],
    }
}
