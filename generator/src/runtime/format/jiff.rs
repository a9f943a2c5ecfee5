//! The types of the crate `jiff`, version 0.2.

use crate::runtime::format::of_jiff::of_jiff;

of_jiff! { jiff }
