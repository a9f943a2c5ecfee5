//! Types for the strings of `format`. A value is created only from valid text, but a received value may be any text.
//! The text is kept unchanged, so nothing is lost between receiving and sending. Conversions interpret it.

mod address;
mod base64;
#[cfg(feature = "chrono")]
pub mod chrono;
mod duration;
pub(crate) mod grammar;
#[cfg(feature = "jiff")]
pub mod jiff;
#[cfg(feature = "jiff1")]
pub mod jiff1;
mod library;
mod number;
mod of_jiff;
#[cfg(feature = "rust_decimal")]
pub mod rust_decimal;
#[cfg(feature = "secrecy")]
pub mod secrecy;
#[cfg(feature = "time")]
pub mod time;
#[cfg(feature = "url")]
pub mod url;
#[cfg(feature = "uuid")]
pub mod uuid;

use std::borrow::Cow;
use std::net::{AddrParseError, Ipv4Addr, Ipv6Addr};

pub use base64::InvalidBase64;
pub(crate) use base64::decode;
pub(crate) use base64::encode;
pub use duration::InvalidDuration;
pub(crate) use library::library;
pub use number::{IntOrString, InvalidNumber, Number};

use crate::runtime::json::{Check, Format};
use crate::runtime::macros::string_newtype;

macro_rules! formats {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            text: Cow<'static, str>,
        }
        string_newtype! { $name check(const { &Check::format(Format::$name) }) }
    )+};
}

formats! {
    /// `byte`: bytes in Base64 (RFC 4648, section 4).
    Base64;
    /// `date`: a date, `2026-01-31` (RFC 3339, `full-date`).
    Date;
    /// `date-time`: a timestamp, `2026-01-31T12:00:00Z` (RFC 3339, `date-time`).
    DateTime;
    /// `decimal`: a decimal number whose digits are kept, `-12.50`.
    Decimal;
    /// `duration`: a duration, `P1DT12H` (RFC 3339, appendix A; seconds may have a fraction, as in ISO 8601).
    Duration;
    /// `ipv4`: an address, `192.0.2.1` (RFC 2673, section 3.2).
    Ipv4;
    /// `ipv6`: an address, `2001:db8::1` (RFC 4291, section 2.2).
    Ipv6;
    /// `time`: a time of day with its offset, `12:00:00Z` (RFC 3339, `full-time`).
    Time;
    /// `uri`: an absolute reference, `https://example.com/` (RFC 3986, section 3).
    Uri;
    /// `uri-reference`: an absolute or relative reference, `../pets?limit=1` (RFC 3986, section 4.1).
    UriReference;
    /// `uuid`: `9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e` (RFC 9562, section 4), in either case.
    Uuid;
}

/// `From` and `TryFrom` between formats and types whose `FromStr` and `Display` use the same form.
macro_rules! conversions {
    ($($format:ident = $type:ty, $error:ty;)+) => {$(
        impl From<$type> for $crate::runtime::format::$format {
            #[inline]
            fn from(value: $type) -> Self {
                Self {
                    text: std::borrow::Cow::Owned(value.to_string()),
                }
            }
        }

        impl TryFrom<&$crate::runtime::format::$format> for $type {
            type Error = $error;

            #[inline]
            fn try_from(text: &$crate::runtime::format::$format) -> Result<Self, Self::Error> {
                text.as_str().parse()
            }
        }

        $crate::runtime::format::by_value! { $format = $type, $error; }
    )+};
}

/// `TryFrom` of a value for a type that has it for a reference.
macro_rules! by_value {
    ($($format:ident = $type:ty, $error:ty;)+) => {$(
        impl TryFrom<$crate::runtime::format::$format> for $type {
            type Error = $error;

            #[inline]
            fn try_from(text: $crate::runtime::format::$format) -> Result<Self, Self::Error> {
                Self::try_from(&text)
            }
        }
    )+};
}

pub(crate) use {by_value, conversions};

conversions! {
    Ipv4 = Ipv4Addr, AddrParseError;
    Ipv6 = Ipv6Addr, AddrParseError;
}
