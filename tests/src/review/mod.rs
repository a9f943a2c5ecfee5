//! The matrix of changes. Each row has a pair of descriptions, programs that use the client of the old one, and the expected
//! result of compiling them with the client of the new one.

pub mod merge;
pub mod packages;
pub mod reports;
pub mod rows;
pub mod rustc;
pub mod rustdoc;
pub mod statements;

pub use merge::Group;
pub use rows::{Row, Version};
