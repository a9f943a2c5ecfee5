//! The HTTP half, driven by hand-written operations in the shape that the emitter prints.

mod answers;
mod api;
mod both;
mod connecting;
mod events;
mod requests;
mod retries;
mod secrets;
mod sending;
mod sockets;
mod streams;
mod styles;
