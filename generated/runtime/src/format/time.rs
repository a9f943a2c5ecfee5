// Copied from runtime/format/time.rs of generator 0.1.0; independent of the description.

//! The types of the crate `time`, as the types of fields, and conversions to and from them. A year that the format can't
//! represent is an error when it is sent. A `time` is a time of day in UTC.

use std::borrow::Cow;

use ::time::UtcOffset;
use ::time::error::Parse;
use ::time::format_description::well_known::{Iso8601, Rfc3339};

use crate::runtime::format::{self, InvalidDuration, by_value, library};

pub use ::time::Date;
pub use ::time::Duration;
pub use ::time::OffsetDateTime as DateTime;
pub use ::time::Time;

by_value! {
    Date = Date, Parse;
    DateTime = DateTime, Parse;
    Duration = Duration, InvalidDuration;
    Time = Time, Parse;
}

library! {
    Date = Date, Self::MIN;
    DateTime = DateTime, Self::UNIX_EPOCH;
    Duration = Duration, Self::ZERO;
    Time = Time, Self::MIDNIGHT;
}

impl From<Date> for format::Date {
    #[inline]
    fn from(day: Date) -> Self {
        Self {
            text: Cow::Owned(day.format(&Iso8601::DATE).unwrap_or_else(|_| day.to_string())),
        }
    }
}

impl TryFrom<&format::Date> for Date {
    type Error = Parse;

    #[inline]
    fn try_from(text: &format::Date) -> Result<Self, Parse> {
        Self::parse(text.as_str(), &Iso8601::DATE)
    }
}

impl From<DateTime> for format::DateTime {
    #[inline]
    fn from(moment: DateTime) -> Self {
        Self {
            text: Cow::Owned(moment.format(&Rfc3339).unwrap_or_else(|_| moment.to_string())),
        }
    }
}

impl TryFrom<&format::DateTime> for DateTime {
    type Error = Parse;

    #[inline]
    fn try_from(text: &format::DateTime) -> Result<Self, Parse> {
        Self::parse(text.as_str(), &Rfc3339)
    }
}

impl From<Time> for format::Time {
    #[inline]
    fn from(time: Time) -> Self {
        let moment = format::DateTime::from(DateTime::UNIX_EPOCH.replace_time(time));
        let time = moment.as_str().split_once('T').map(|(_, time)| time.to_owned());
        Self {
            text: Cow::Owned(time.unwrap_or_default()),
        }
    }
}

impl TryFrom<&format::Time> for Time {
    type Error = Parse;

    #[inline]
    fn try_from(text: &format::Time) -> Result<Self, Parse> {
        let moment = DateTime::parse(&format!("1970-01-02T{text}"), &Rfc3339)?;
        Ok(moment.to_offset(UtcOffset::UTC).time())
    }
}

impl From<Duration> for format::Duration {
    #[inline]
    fn from(length: Duration) -> Self {
        match std::time::Duration::try_from(length) {
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
        let length: std::time::Duration = text.try_into()?;
        length.try_into().map_err(|_| InvalidDuration::NEW)
    }
}
