// Copied from runtime/http/request/mod.rs of generator 0.1.0; independent of the description.

//! Requests: encodes the values of a call into a URL, headers and a body.

pub(crate) mod address;
pub(super) mod body;
pub(crate) mod encode;
pub(crate) mod escape;
pub(crate) mod fields;
pub(super) mod file;
pub(crate) mod form;
pub(crate) mod idempotency;
pub(super) mod media_body;
pub(crate) mod multipart;
pub(super) mod parameter;
pub(super) mod parameter_spans;
pub(super) mod rule;
pub(crate) mod sequence;
pub(super) mod stack_string;
pub mod style;
#[cfg(any(
    feature = "testing",
    all(
        any(feature = "hyper", feature = "reqwest"),
        target_arch = "wasm32",
        target_os = "unknown"
    )
))]
pub(super) mod whole;
