//! The matrix of changes. Each row has a pair of descriptions, programs that use the client of the old one, and the expected
//! result of compiling them with the client of the new one.

pub mod merge;
pub mod oracle;
pub mod packages;
pub mod reports;
pub mod rows;
pub mod rustc;
pub mod rustdoc;
pub mod statements;

mod webs;

pub use merge::Group;
pub use rows::{Row, Version};
pub use webs::web;
