//! The syntax of each format, usable in constants, so that the compiler checks literals.

/// A string format that is validated before a value is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4648, section 4.
    Base64,
    /// RFC 3339, `full-date`.
    Date,
    /// RFC 3339, `date-time`.
    DateTime,
    /// Digits, with an optional sign, fraction and exponent.
    Decimal,
    /// RFC 3339, appendix A, with a fraction of seconds.
    Duration,
    /// RFC 2673, section 3.2.
    Ipv4,
    /// RFC 4291, section 2.2.
    Ipv6,
    /// RFC 3339, `full-time`.
    Time,
    /// RFC 3986, section 3.
    Uri,
    /// RFC 3986, section 4.1.
    UriReference,
    /// RFC 9562, section 4.
    Uuid,
}

impl Format {
    /// The part of the format that is forgotten most often.
    pub(crate) const fn reminder(self) -> Option<&'static str> {
        match self {
            Self::Time => Some("which ends in an offset from UTC: 12:00:00Z or 12:00:00+02:00"),
            Self::DateTime => Some("which ends in an offset from UTC: 2026-01-31T12:00:00Z"),
            Self::Base64
            | Self::Date
            | Self::Decimal
            | Self::Duration
            | Self::Ipv4
            | Self::Ipv6
            | Self::Uri
            | Self::UriReference
            | Self::Uuid => None,
        }
    }

    /// The name of the format in a description.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Base64 => "byte",
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Decimal => "decimal",
            Self::Duration => "duration",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Time => "time",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::Uuid => "uuid",
        }
    }

    /// Whether the text has the format.
    pub const fn allows(self, text: &str) -> bool {
        let mut scan = Scan(text.as_bytes());
        let begins = match self {
            Self::Base64 => scan.base64(),
            Self::Date => scan.date(),
            Self::DateTime => scan.date() && scan.one_of(b"Tt") && scan.time(),
            Self::Decimal => scan.decimal(),
            Self::Duration => scan.duration(),
            Self::Ipv4 => scan.ipv4(),
            Self::Ipv6 => scan.ipv6(),
            Self::Time => scan.time(),
            Self::Uri => scan.scheme() && scan.hierarchy(),
            Self::UriReference => scan.reference(),
            Self::Uuid => scan.uuid(),
        };
        begins && scan.0.is_empty()
    }
}

/// The rest of a text that is being scanned.
#[derive(Clone, Copy)]
pub(crate) struct Scan<'t>(&'t [u8]);

impl Scan<'_> {
    pub(crate) const fn peek(&self) -> Option<u8> {
        match self.0.first() {
            Some(byte) => Some(*byte),
            None => None,
        }
    }

    pub(crate) const fn skip(&mut self) {
        if let Some((_, rest)) = self.0.split_first() {
            self.0 = rest;
        }
    }

    pub(crate) const fn one(&mut self, wanted: u8) -> bool {
        self.one_of(&[wanted])
    }

    /// Takes one byte if it is in the set.
    const fn one_of(&mut self, set: &[u8]) -> bool {
        let found = match self.peek() {
            Some(byte) => contains(set, byte),
            None => false,
        };
        if found {
            self.skip();
        }
        found
    }

    /// Takes all digits, and returns their number.
    pub(crate) const fn digits(&mut self) -> usize {
        let mut count = 0;
        while let Some(b'0'..=b'9') = self.peek() {
            self.skip();
            count += 1;
        }
        count
    }

    /// Takes at most `most` hexadecimal digits, and returns their number.
    pub(crate) const fn hex(&mut self, most: usize) -> usize {
        let mut count = 0;
        while count < most && matches!(self.peek(), Some(b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F')) {
            self.skip();
            count += 1;
        }
        count
    }

    /// Takes a number of exactly `digits` digits.
    const fn number(&mut self, digits: usize) -> Option<u32> {
        let (mut number, mut count) = (0, 0);
        while count < digits {
            match self.peek() {
                Some(byte @ b'0'..=b'9') => number = number * 10 + (byte - b'0') as u32,
                _ => return None,
            }
            self.skip();
            count += 1;
        }
        Some(number)
    }

    const fn date(&mut self) -> bool {
        let Some(year) = self.number(4) else { return false };
        if !self.one(b'-') {
            return false;
        }
        let Some(month) = self.number(2) else { return false };
        if !self.one(b'-') {
            return false;
        }
        let Some(day) = self.number(2) else { return false };
        day >= 1 && day <= days(year, month)
    }

    const fn time(&mut self) -> bool {
        let Some(minutes) = self.minutes() else {
            return false;
        };
        if !self.one(b':') {
            return false;
        }
        let Some(second) = self.number(2) else {
            return false;
        };
        if self.one(b'.') && self.digits() == 0 {
            return false;
        }
        // A leap second is the last second of a day in UTC.
        let utc = if self.one_of(b"Zz") {
            minutes
        } else {
            let east = self.one(b'+');
            if !east && !self.one(b'-') {
                return false;
            }
            let Some(offset) = self.minutes() else {
                return false;
            };
            (if east {
                minutes + 1440 - offset
            } else {
                minutes + offset
            }) % 1440
        };
        second < 60 || (second == 60 && utc == 1439)
    }

    /// `hh:mm`, in minutes.
    const fn minutes(&mut self) -> Option<u32> {
        let Some(hour) = self.number(2) else { return None };
        if !self.one(b':') {
            return None;
        }
        match self.number(2) {
            Some(minute) if hour < 24 && minute < 60 => Some(hour * 60 + minute),
            _ => None,
        }
    }

    const fn duration(&mut self) -> bool {
        if !self.one(b'P') {
            return false;
        }
        let mut weeks = *self;
        if weeks.digits() > 0 && weeks.one(b'W') {
            *self = weeks;
            return true;
        }
        let days = self.units(b"YMD");
        if !self.one(b'T') {
            return matches!(days, Some(true));
        }
        days.is_some() && matches!(self.units(b"HMS"), Some(true))
    }

    /// Takes counts of units in order without gaps. Returns whether there was any; `None` if they are malformed.
    const fn units(&mut self, mut units: &[u8]) -> Option<bool> {
        let mut some = false;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.digits();
            let fraction = self.one(b'.');
            if fraction && self.digits() == 0 {
                return None;
            }
            loop {
                let Some((unit, rest)) = units.split_first() else {
                    return None;
                };
                units = rest;
                if self.one(*unit) {
                    if fraction && *unit != b'S' {
                        return None;
                    }
                    break;
                }
                // RFC 3339 doesn't allow hours and seconds without minutes between them.
                if some {
                    return None;
                }
            }
            some = true;
        }
        Some(some)
    }

    const fn decimal(&mut self) -> bool {
        self.one(b'-');
        if self.digits() == 0 || (self.one(b'.') && self.digits() == 0) {
            return false;
        }
        if self.one_of(b"eE") {
            self.one_of(b"+-");
            return self.digits() > 0;
        }
        true
    }

    const fn uuid(&mut self) -> bool {
        self.hex(8) == 8
            && self.one(b'-')
            && self.hex(4) == 4
            && self.one(b'-')
            && self.hex(4) == 4
            && self.one(b'-')
            && self.hex(4) == 4
            && self.one(b'-')
            && self.hex(12) == 12
    }

    const fn base64(&mut self) -> bool {
        let mut digits = 0_usize;
        while matches!(
            self.peek(),
            Some(b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/')
        ) {
            self.skip();
            digits += 1;
        }
        match digits % 4 {
            0 => true,
            2 => self.one(b'=') && self.one(b'='),
            3 => self.one(b'='),
            _ => false,
        }
    }
}

pub(crate) const fn contains(mut set: &[u8], byte: u8) -> bool {
    while let Some((first, rest)) = set.split_first() {
        if *first == byte {
            return true;
        }
        set = rest;
    }
    false
}

const fn days(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}
