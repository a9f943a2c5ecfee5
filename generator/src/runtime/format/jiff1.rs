//! The types of the crate `jiff`, version 1.

use crate::runtime::format::of_jiff::of_jiff;

of_jiff! { jiff1 }
