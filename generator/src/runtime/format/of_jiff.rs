//! The types of a version of the crate `jiff`, as the types of fields, and conversions to and from them. A year that the format
//! can't represent is an error when it is sent. A `time` is a time of day in UTC.

/// The content of the module for a version: `of_jiff! { jiff }`.
macro_rules! of_jiff {
    ($jiff:ident) => {
        use std::borrow::Cow;

        use ::$jiff::tz::TimeZone;
        use ::$jiff::{Error, Span};

        use $crate::runtime::format::{self, by_value, conversions, library};

        pub use ::$jiff::civil::{Date, Time};
        pub use ::$jiff::{SpanFieldwise as Duration, Timestamp as DateTime};

        conversions! {
            Date = Date, Error;
            DateTime = DateTime, Error;
            Duration = Span, Error;
        }

        by_value! {
            Duration = Duration, Error;
            Time = Time, Error;
        }

        library! {
            Date = Date, Self::default();
            DateTime = DateTime, Self::default();
            Duration = Duration, Self::default();
            Time = Time, Self::default();
        }

        impl From<Duration> for format::Duration {
            #[inline]
            fn from(length: Duration) -> Self {
                length.0.into()
            }
        }

        impl TryFrom<&format::Duration> for Duration {
            type Error = Error;

            #[inline]
            fn try_from(text: &format::Duration) -> Result<Self, Error> {
                Span::try_from(text).map(Self)
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
            type Error = Error;

            #[inline]
            fn try_from(text: &format::Time) -> Result<Self, Error> {
                let moment: DateTime = format!("1970-01-02T{text}").parse()?;
                Ok(TimeZone::UTC.to_datetime(moment).time())
            }
        }
    };
}

pub(crate) use of_jiff;
