//! Closed lists of words that users write: options of generator.toml and arguments.

/// The error for a word that is not in the list: `unknown mode `server`: expected `client` or `types``.
pub fn unknown(what: &str, word: &str, words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let expected = match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
        None => String::new(),
    };
    format!("unknown {what} `{word}`: expected {expected}")
}

/// Parses an enum from its words, and lists them: `listed_words!(pub Mode, "mode": Client = "client", Types = "types");`
#[doc(hidden)]
#[macro_export]
macro_rules! listed_words {
    ($vis:vis $type:ident, $what:literal: $($variant:ident = $word:literal),+ $(,)?) => {
        impl $type {
            /// The words, in the order of the declaration.
            $vis const WORDS: &'static [&'static str] = &[$($word),+];
        }

        impl ::std::str::FromStr for $type {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    other => Err($crate::internals::unknown_word($what, other, Self::WORDS)),
                }
            }
        }
    };
}
