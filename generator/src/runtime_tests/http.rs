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
mod oauth;
mod oauth_together;
mod pages;
mod requests;
mod retries;
mod secrets;
mod sending;
mod servers;
mod signing;
mod sockets;
mod streams;
mod styles;
mod tracing;
mod webhooks;
