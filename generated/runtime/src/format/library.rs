// Copied from runtime/format/library.rs of generator 0.1.0; independent of the description.

//! Types of other crates as the types of fields. They are read and written by their conversions to and from the string of the
//! format. Another text than one of the format is an error, as is a value that the format can't represent.

/// Makes types usable as generated ones: `library! { Date = NaiveDate, NaiveDate::MIN; }`. The last part is the value until it
/// is decoded.
macro_rules! library {
    ($($format:ident = $type:ty, $placeholder:expr;)+) => {$(
        $crate::runtime::macros::custom! {
            @schema $type = $placeholder,
            &$crate::runtime::json::Check::format($crate::runtime::json::Format::$format)
        }

        impl $crate::runtime::json::Custom for $type {
            fn read(&mut self, json: &str) -> Result<(), serde_json::Error> {
                let text: String = serde_json::from_str(json)?;
                let text = $crate::runtime::format::$format {
                    text: std::borrow::Cow::Owned(text),
                };
                *self = Self::try_from(&text).map_err(|error| {
                    serde::de::Error::custom(format_args!("{:?} is refused: {error}", text.as_str()))
                })?;
                Ok(())
            }

            fn write(&self) -> Result<String, serde_json::Error> {
                let text = $crate::runtime::format::$format::from(self.clone());
                if $crate::runtime::json::Format::$format.allows(text.as_str()) {
                    return serde_json::to_string(text.as_str());
                }
                Err(serde::ser::Error::custom(format_args!(
                    "the format {} can't represent {text}",
                    $crate::runtime::json::Format::$format.name(),
                )))
            }
        }
    )+};
}

pub(crate) use library;
