// Copied from runtime/http/engine/date.rs of generator 0.1.0; independent of the description.

//! HTTP dates (RFC 9110, section 5.6.7), including the two obsolete formats.

use crate::runtime::http::engine::platform::{SystemTime, UNIX_EPOCH};
use std::time::Duration;

/// Parses `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`. The day of
/// the week is redundant and isn't checked. Dates before 1970 are not accepted.
pub(crate) fn parse_date(text: &str) -> Option<SystemTime> {
    let words: Vec<&str> = text.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let (day, month, year, time) = match *words.as_slice() {
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let year = match (year.len(), number(year)?) {
        (4, year) => year,
        // Two-digit years are at most 50 years in the future of the year in which this was written.
        (2, year) if year < 76 => year + 2000,
        (2, year) => year + 1900,
        _ => return None,
    };
    let days = days_since_1970(year, month_number(month)?, number(day)?)?;
    Some(UNIX_EPOCH + Duration::from_secs(days * 86_400 + seconds_of_day(time)?))
}

fn seconds_of_day(time: &str) -> Option<u64> {
    let mut parts = time
        .splitn(3, ':')
        .map(|part| if part.len() == 2 { number(part) } else { None });
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    // Second 60 is a leap second.
    (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second)
}

fn number(text: &str) -> Option<u64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

fn month_number(name: &str) -> Option<u64> {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    (1..)
        .zip(NAMES)
        .find(|(_, known)| *known == name)
        .map(|(month, _)| month)
}

fn days_since_1970(year: u64, month: u64, day: u64) -> Option<u64> {
    let is_leap = |year: u64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |month: u64| match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if year < 1970 || day == 0 || day > length(month) {
        return None;
    }
    let leaps = |year: u64| year / 4 - year / 100 + year / 400;
    let years = (year - 1970) * 365 + leaps(year - 1) - leaps(1969);
    Some(years + (1..month).map(length).sum::<u64>() + day - 1)
}
