//! Conversions to and from the types of the crate `chrono`. A year that the format can't represent is an error when it is sent.

use std::borrow::Cow;

use ::chrono::{DateTime, FixedOffset, NaiveDate, ParseError, SecondsFormat, Utc};

use crate::runtime::format::{self, conversions};

conversions! {
    Date = NaiveDate, ParseError;
}

impl From<DateTime<FixedOffset>> for format::DateTime {
    #[inline]
    fn from(moment: DateTime<FixedOffset>) -> Self {
        Self {
            text: Cow::Owned(moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

impl From<DateTime<Utc>> for format::DateTime {
    #[inline]
    fn from(moment: DateTime<Utc>) -> Self {
        moment.fixed_offset().into()
    }
}

impl TryFrom<&format::DateTime> for DateTime<FixedOffset> {
    type Error = ParseError;

    #[inline]
    fn try_from(text: &format::DateTime) -> Result<Self, ParseError> {
        DateTime::parse_from_rfc3339(text.as_str())
    }
}

impl TryFrom<&format::DateTime> for DateTime<Utc> {
    type Error = ParseError;

    #[inline]
    fn try_from(text: &format::DateTime) -> Result<Self, ParseError> {
        DateTime::<FixedOffset>::try_from(text).map(|moment| moment.to_utc())
    }
}
