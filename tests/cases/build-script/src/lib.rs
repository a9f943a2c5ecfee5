//! A client for the petstore, generated when this crate is built.

include!(concat!(env!("OUT_DIR"), "/src/lib.rs"));
