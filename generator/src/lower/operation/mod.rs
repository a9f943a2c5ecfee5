//! Operations: parameters, security, servers and webhooks.

mod accessors;
pub(super) mod arguments;
pub(super) mod content;
pub(super) mod fixed_query;
pub(super) mod headers;
pub(super) mod idempotency;
pub(super) mod nesting;
pub(super) mod operations;
pub(super) mod parameters;
pub(super) mod paths;
pub(super) mod security;
pub(super) mod servers;
pub(super) mod webhooks;
