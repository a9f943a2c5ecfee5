//! The part of the program that reads generator.toml, which is not in the library. Its modules name each other by these paths.

#[allow(dead_code, unused_imports)]
#[path = "../../../generator/src/program/config/mod.rs"]
pub mod config;
#[allow(dead_code)]
#[path = "../../../generator/src/program/layout.rs"]
pub mod layout;
