// Copied from runtime/format/jiff1.rs of generator 0.1.0; independent of the description.

//! The types of the crate `jiff`, version 1.

use crate::runtime::format::of_jiff::of_jiff;

of_jiff! { jiff1 }
