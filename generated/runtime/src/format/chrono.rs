// Copied from runtime/format/chrono.rs of generator 0.1.0; independent of the description.

//! The types of the crate `chrono`, as the types of fields, and conversions to and from them. A year that the format can't
//! represent is an error when it is sent. A `time` is a time of day in UTC.

use std::borrow::Cow;

use ::chrono::{FixedOffset, ParseError, SecondsFormat};

use crate::runtime::format::{self, InvalidDuration, by_value, conversions, library};

/// A timestamp.
pub type DateTime = ::chrono::DateTime<::chrono::Utc>;

pub use ::chrono::{NaiveDate as Date, NaiveTime as Time, TimeDelta as Duration};

conversions! {
    Date = Date, ParseError;
}

by_value! {
    DateTime = DateTime, ParseError;
    DateTime = ::chrono::DateTime<FixedOffset>, ParseError;
    Duration = Duration, InvalidDuration;
    Time = Time, ParseError;
}

library! {
    Date = Date, Self::default();
    DateTime = DateTime, Self::default();
    Duration = Duration, Self::default();
    Time = Time, Self::default();
}

impl From<::chrono::DateTime<FixedOffset>> for format::DateTime {
    #[inline]
    fn from(moment: ::chrono::DateTime<FixedOffset>) -> Self {
        Self {
            text: Cow::Owned(moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

impl From<DateTime> for format::DateTime {
    #[inline]
    fn from(moment: DateTime) -> Self {
        moment.fixed_offset().into()
    }
}

impl TryFrom<&format::DateTime> for ::chrono::DateTime<FixedOffset> {
    type Error = ParseError;

    #[inline]
    fn try_from(text: &format::DateTime) -> Result<Self, ParseError> {
        Self::parse_from_rfc3339(text.as_str())
    }
}

impl TryFrom<&format::DateTime> for DateTime {
    type Error = ParseError;

    #[inline]
    fn try_from(text: &format::DateTime) -> Result<Self, ParseError> {
        ::chrono::DateTime::<FixedOffset>::try_from(text).map(|moment| moment.to_utc())
    }
}

impl From<Time> for format::Time {
    #[inline]
    fn from(time: Time) -> Self {
        Self {
            text: Cow::Owned(format!("{time}Z")),
        }
    }
}

impl TryFrom<&format::Time> for Time {
    type Error = ParseError;

    #[inline]
    fn try_from(text: &format::Time) -> Result<Self, ParseError> {
        let moment = format!("1970-01-02T{text}");
        ::chrono::DateTime::parse_from_rfc3339(&moment).map(|moment| moment.to_utc().time())
    }
}

impl From<Duration> for format::Duration {
    #[inline]
    fn from(length: Duration) -> Self {
        match length.to_std() {
            Ok(length) => length.into(),
            // A negative duration is refused when it is sent.
            Err(_) => Self {
                text: Cow::Owned(length.to_string()),
            },
        }
    }
}

impl TryFrom<&format::Duration> for Duration {
    type Error = InvalidDuration;

    #[inline]
    fn try_from(text: &format::Duration) -> Result<Self, InvalidDuration> {
        Self::from_std(text.try_into()?).map_err(|_| InvalidDuration::NEW)
    }
}
