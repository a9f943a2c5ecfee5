//! Libraries whose types can be those of fields. The runtime reads and writes them, behind the feature of each library.

/// A library with types for formats of strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Library {
    /// `chrono` 0.4
    Chrono,
    /// `jiff` 0.2
    Jiff,
    /// `jiff` 1
    Jiff1,
    /// `rust_decimal` 1
    RustDecimal,
    /// `secrecy` 0.10
    Secrecy,
    /// `time` 0.3
    Time,
    /// `url` 2
    Url,
    /// `uuid` 1
    Uuid,
}

/// The formats of the libraries of dates, each with the name of its type.
const DATES: &[(&str, &str)] = &[
    ("date", "Date"),
    ("date-time", "DateTime"),
    ("duration", "Duration"),
    ("time", "Time"),
];

impl Library {
    /// All libraries.
    pub const ALL: [Self; 8] = [
        Self::Chrono,
        Self::Jiff,
        Self::Jiff1,
        Self::RustDecimal,
        Self::Secrecy,
        Self::Time,
        Self::Url,
        Self::Uuid,
    ];

    /// The library with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|library| library.name() == name)
    }

    /// The name of its feature, and of its module in `format`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chrono => "chrono",
            Self::Jiff => "jiff",
            Self::Jiff1 => "jiff1",
            Self::RustDecimal => "rust_decimal",
            Self::Secrecy => "secrecy",
            Self::Time => "time",
            Self::Url => "url",
            Self::Uuid => "uuid",
        }
    }

    /// The formats for which it has a type, each with the name of the type in its module.
    pub fn types(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Chrono | Self::Jiff | Self::Jiff1 | Self::Time => DATES,
            Self::RustDecimal => &[("decimal", "Decimal")],
            Self::Secrecy => &[("password", "Password")],
            Self::Url => &[("uri", "Uri")],
            Self::Uuid => &[("uuid", "Uuid")],
        }
    }

    /// The name of its type for a format.
    pub fn type_of(self, format: &str) -> Option<&'static str> {
        let mut types = self.types().iter();
        types.find(|(name, _)| *name == format).map(|(_, of)| *of)
    }

    /// The library whose type has this path: `format::jiff::Date`.
    pub fn of_path(names: &[&str]) -> Option<Self> {
        match names {
            ["format", library, name] => {
                Self::named(library).filter(|library| library.types().iter().any(|(_, of)| of == name))
            }
            [..] => None,
        }
    }
}
