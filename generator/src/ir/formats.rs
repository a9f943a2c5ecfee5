//! Formats of strings, and of values that are a string or a number.

/// A `format` for which the runtime has a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextFormat {
    Base64,
    Date,
    DateTime,
    Decimal,
    Duration,
    /// An integer, or any string.
    IntOrString,
    Ipv4,
    Ipv6,
    /// A number, or a string with its digits.
    Number,
    Time,
    Uri,
    UriReference,
    Uuid,
}

impl TextFormat {
    const ALL: [Self; 13] = [
        Self::Base64,
        Self::Date,
        Self::DateTime,
        Self::Decimal,
        Self::Duration,
        Self::IntOrString,
        Self::Ipv4,
        Self::Ipv6,
        Self::Number,
        Self::Time,
        Self::Uri,
        Self::UriReference,
        Self::Uuid,
    ];

    /// The format with this name in the OpenAPI format registry.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "byte" => Self::Base64,
            "date" => Self::Date,
            "date-time" => Self::DateTime,
            "decimal" => Self::Decimal,
            "duration" => Self::Duration,
            "int-or-string" => Self::IntOrString,
            "ipv4" => Self::Ipv4,
            "ipv6" => Self::Ipv6,
            "time" => Self::Time,
            "uri" => Self::Uri,
            "uri-reference" => Self::UriReference,
            "uuid" => Self::Uuid,
            _ => return None,
        })
    }

    /// The format whose runtime type has this name.
    pub fn named(rust: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.rust() == rust)
    }

    /// The name of its runtime type.
    pub fn rust(self) -> &'static str {
        match self {
            Self::Base64 => "Base64",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Decimal => "Decimal",
            Self::Duration => "Duration",
            Self::IntOrString => "IntOrString",
            Self::Ipv4 => "Ipv4",
            Self::Ipv6 => "Ipv6",
            Self::Number => "Number",
            Self::Time => "Time",
            Self::Uri => "Uri",
            Self::UriReference => "UriReference",
            Self::Uuid => "Uuid",
        }
    }

    /// An example of a string in this format.
    pub fn example(self) -> &'static str {
        match self {
            Self::Base64 => "aGVsbG8=",
            Self::Date => "2026-01-31",
            Self::DateTime => "2026-01-31T12:00:00Z",
            Self::Decimal => "12.50",
            Self::Duration => "P1DT12H",
            Self::IntOrString => "http",
            Self::Ipv4 => "192.0.2.1",
            Self::Ipv6 => "2001:db8::1",
            Self::Number => "12.50",
            Self::Time => "12:00:00Z",
            Self::Uri | Self::UriReference => "https://example.com/",
            Self::Uuid => "9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e",
        }
    }
}

/// The range of an integer format that is narrower than its Rust type (OpenAPI format registry).
pub fn width_of(format: &str) -> Option<(i64, i64)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        _ => return None,
    })
}

/// The formats of numbers in the OpenAPI format registry.
pub fn is_numeric(format: &str) -> bool {
    const NUMERIC: [&str; 10] = [
        "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double",
    ];
    NUMERIC.contains(&format)
}
