// Copied from runtime/format/duration.rs of generator 0.1.0; independent of the description.

//! Durations of a fixed length: a day has 24 hours. A duration in years or months has no fixed length.

use std::borrow::Cow;
use std::fmt;
use std::time;

use crate::runtime::format::Duration;

/// A text that is not a duration, or one whose length is not fixed or can't be represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDuration(());

impl InvalidDuration {
    pub(crate) const NEW: Self = Self(());
}

impl fmt::Display for InvalidDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a duration of a fixed length")
    }
}

impl std::error::Error for InvalidDuration {}

impl From<time::Duration> for Duration {
    fn from(length: time::Duration) -> Self {
        let (seconds, nanoseconds) = (length.as_secs(), length.subsec_nanos());
        let fraction = match nanoseconds {
            0 => String::new(),
            _ => format!(".{nanoseconds:09}").trim_end_matches('0').to_owned(),
        };
        Self {
            text: Cow::Owned(format!("PT{seconds}{fraction}S")),
        }
    }
}

impl TryFrom<&Duration> for time::Duration {
    type Error = InvalidDuration;

    fn try_from(text: &Duration) -> Result<Self, InvalidDuration> {
        length(text.as_str()).ok_or(InvalidDuration::NEW)
    }
}

impl TryFrom<Duration> for time::Duration {
    type Error = InvalidDuration;

    fn try_from(text: Duration) -> Result<Self, InvalidDuration> {
        Self::try_from(&text)
    }
}

fn length(text: &str) -> Option<time::Duration> {
    let mut rest = text.strip_prefix('P').filter(|_| !text.ends_with(['P', 'T']))?;
    let (mut seconds, mut nanoseconds, mut is_time) = (0_u64, 0_u32, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T').filter(|_| !is_time) {
            (rest, is_time) = (after, true);
            continue;
        }
        let (number, after) = rest.split_at_checked(rest.find(|c: char| c.is_ascii_alphabetic())?)?;
        let (whole, fraction) = match number.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (number, None),
        };
        let mut unit = after.chars();
        let length = match (unit.next()?, is_time) {
            ('W', false) => 604_800,
            ('D', false) => 86_400,
            ('H', true) => 3600,
            ('M', true) => 60,
            ('S', true) => {
                nanoseconds = fraction.map_or(Some(0), billionths)?;
                1
            }
            (_, _) => return None,
        };
        if length > 1 && fraction.is_some() {
            return None;
        }
        let whole: u64 = whole.parse().ok()?;
        seconds = seconds.checked_add(whole.checked_mul(length)?)?;
        rest = unit.as_str();
    }
    Some(time::Duration::new(seconds, nanoseconds))
}

/// The digits after a decimal point, as billionths. Further digits are dropped.
fn billionths(digits: &str) -> Option<u32> {
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let nine: String = digits.chars().chain("000000000".chars()).take(9).collect();
    nine.parse().ok()
}
