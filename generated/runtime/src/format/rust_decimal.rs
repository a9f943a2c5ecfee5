// Copied from runtime/format/rust_decimal.rs of generator 0.1.0; independent of the description.

//! The type of the crate `rust_decimal`, as the type of fields, and conversions to and from it. A number with more digits than
//! it represents is an error.

use std::borrow::Cow;

use ::rust_decimal::Error;

use crate::runtime::format::{self, by_value, library};

pub use ::rust_decimal::Decimal;

by_value! {
    Decimal = Decimal, Error;
}

library! {
    Decimal = Decimal, Self::ZERO;
}

impl From<Decimal> for format::Decimal {
    #[inline]
    fn from(number: Decimal) -> Self {
        Self {
            text: Cow::Owned(number.to_string()),
        }
    }
}

impl TryFrom<&format::Decimal> for Decimal {
    type Error = Error;

    #[inline]
    fn try_from(text: &format::Decimal) -> Result<Self, Error> {
        match text.as_str().contains(['e', 'E']) {
            true => Self::from_scientific(text.as_str()),
            false => Self::from_str_exact(text.as_str()),
        }
    }
}
