//! The macros with which generated code defines clients, operations, request bodies, servers and webhooks.

mod call;
mod choice;
mod client;
mod client_builder;
mod operation;
mod schemes;
mod server;
mod webhook;

pub use call::call;
pub use choice::choice;
pub use client::client;
pub use client_builder::client_builder;
pub use operation::{method, operation, setter, setter_docs, setters};
pub use schemes::schemes;
pub use server::{server, server_variable};
pub use webhook::webhook;
