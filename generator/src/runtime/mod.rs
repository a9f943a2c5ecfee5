//! The support code that every generated crate carries.
