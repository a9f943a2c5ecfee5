// Copied from runtime/http/response/mod.rs of generator 0.1.0; independent of the description.

//! Responses: decodes status, headers and body into a documented value.

pub(super) mod charset;
pub(crate) mod decode;
pub(super) mod header;
pub(crate) mod lenient;
pub(crate) mod outcome;
mod reread;
mod similar;
pub(super) mod stream;
pub(crate) mod typed;
pub(crate) mod unlisted;
