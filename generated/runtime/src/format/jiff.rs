// Copied from runtime/format/jiff.rs of generator 0.1.0; independent of the description.

//! Conversions to and from the types of the crate `jiff`. A year that the format can't represent is an error when it is sent.

use ::jiff::civil::Date;
use ::jiff::{Error, Span, Timestamp};

use crate::runtime::format::conversions;

conversions! {
    Date = Date, Error;
    DateTime = Timestamp, Error;
    Duration = Span, Error;
}
