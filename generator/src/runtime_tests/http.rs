//! The HTTP half, driven by hand-written operations in the shape that the emitter prints.

mod answers;
mod api;
mod both;
mod choice;
mod connecting;
mod events;
mod forms;
mod headers;
mod idempotency;
mod middleware;
mod multipart;
mod pages;
mod requests;
mod retries;
mod secrets;
mod sending;
mod sockets;
mod streams;
mod styles;
mod tracing;
