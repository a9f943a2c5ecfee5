//! Helpers of the suites. The suites are in `suites/`.

pub mod bars;
pub mod book;
pub mod code;
pub mod command;
pub mod conformance;
pub mod constants;
pub mod corpus;
pub mod count;
pub mod derived;
pub mod external;
pub mod fidelity;
pub mod folder;
pub mod imports;
pub mod measure;
pub mod mock;
pub mod options;
pub mod overrides;
pub mod progress;
pub mod review;
pub mod server;
pub mod shapes;
pub mod skip;
pub mod support;
pub mod world;
