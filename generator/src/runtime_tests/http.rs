//! The HTTP half, driven by hand-written operations in the shape that the emitter prints.

mod api;
