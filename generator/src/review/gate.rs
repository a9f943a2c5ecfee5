//! The gate: which verdicts fail a review, and what it decides about one.

use std::collections::BTreeMap;

use super::Review;
use super::change::{Change, Effect, Rust, Silent};

/// Which verdicts fail a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    /// For deployed clients.
    pub old_clients: WireGate,
    /// For new clients.
    pub new_clients: WireGate,
    /// For code that is compiled again.
    pub rust: RustGate,
    /// For changes that no compiler shows.
    pub silent: SilentGate,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            old_clients: WireGate::Break,
            new_clients: WireGate::None,
            rust: RustGate::Version,
            silent: SilentGate::Sent,
        }
    }
}

macro_rules! levels {
    ($(#[$doc:meta])+ $name:ident { $($(#[$level_doc:meta])+ $level:ident = $word:literal,)+ }) => {
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$level_doc])+ $level,)+
        }

        impl $name {
            /// The words of generator.toml.
            pub const WORDS: &[&str] = &[$($word),+];

            /// The word of generator.toml.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$level => $word,)+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(word: &str) -> Result<Self, String> {
                match word {
                    $($word => Ok(Self::$level),)+
                    _ => Err(format!("unknown level `{word}`: expected {}", [$(concat!("`", $word, "`")),+].join(" or "))),
                }
            }
        }
    };
}

levels! {
    /// Which effects on the wire fail.
    WireGate {
        /// Changes that break clients, and those whose effect is not decided: only what is proved to work passes.
        Break = "break",
        /// Changes that are not fully understood too.
        Caution = "caution",
        /// Nothing.
        None = "none",
    }
}

levels! {
    /// Which effects on code fail.
    RustGate {
        /// A version of the crate that is too low.
        Version = "version",
        /// Changes that break code, with any version.
        Major = "major",
        /// Nothing.
        None = "none",
    }
}

levels! {
    /// Which silent changes fail.
    SilentGate {
        /// Changes of what is sent or read.
        Any = "any",
        /// Changes of what is sent.
        Sent = "sent",
        /// Nothing.
        None = "none",
    }
}

impl WireGate {
    fn fails(self, effect: Effect) -> bool {
        match self {
            Self::Break => effect >= Effect::Unknown,
            Self::Caution => effect != Effect::None,
            Self::None => false,
        }
    }
}

impl SilentGate {
    fn fails(self, silent: Silent) -> bool {
        match self {
            Self::Any => silent != Silent::No,
            Self::Sent => silent == Silent::Sent,
            Self::None => false,
        }
    }
}

impl Gate {
    /// Sets one level: `old-clients=caution`.
    ///
    /// # Errors
    /// One line, if there is no such level.
    pub fn set(&mut self, text: &str) -> Result<(), String> {
        let (what, level) = text.split_once('=').unwrap_or((text, ""));
        match what {
            "old-clients" => self.old_clients = level.parse()?,
            "new-clients" => self.new_clients = level.parse()?,
            "rust" => self.rust = level.parse()?,
            "silent" => self.silent = level.parse()?,
            _ => {
                return Err(format!(
                    "`{text}` is not a gate: expected `old-clients`, `new-clients`, `rust` or `silent` with a level, such as `old-clients=break`"
                ));
            }
        }
        Ok(())
    }

    /// The levels, each with its name.
    pub fn levels(&self) -> [(&'static str, &'static str); 4] {
        let Self {
            old_clients,
            new_clients,
            rust,
            silent,
        } = self;
        [
            ("old-clients", old_clients.as_str()),
            ("new-clients", new_clients.as_str()),
            ("rust", rust.as_str()),
            ("silent", silent.as_str()),
        ]
    }

    /// The levels that a change fails, such as `old-clients=break`. An accepted change fails none.
    pub fn failed_by(&self, change: &Change) -> Vec<String> {
        if change.accepted.is_some() {
            return Vec::new();
        }
        let fails = [
            self.old_clients.fails(change.old_clients),
            self.new_clients.fails(change.new_clients),
            self.rust == RustGate::Major && change.rust == Rust::Major,
            self.silent.fails(change.silent),
        ];
        let levels = self.levels().into_iter().zip(fails).filter(|(_, fails)| *fails);
        levels
            .map(|((what, level), _)| format!("{what}={level}"))
            .collect()
    }

    /// Whether a change fails.
    pub fn fails(&self, change: &Change) -> bool {
        !self.failed_by(change).is_empty()
    }

    /// Whether an effect that is not decided fails.
    fn fails_unknown(&self) -> bool {
        self.old_clients.fails(Effect::Unknown) || self.new_clients.fails(Effect::Unknown)
    }
}

/// How many operations a reason names.
const NAMED: usize = 3;

/// What the gate decides about a review.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// What fails.
    pub gate: Gate,
    /// The changes that fail by their ids, each with the levels that it fails.
    pub failing: BTreeMap<String, Vec<String>>,
    /// What else fails, a line each.
    pub reasons: Vec<String>,
}

impl Decision {
    /// Decides about the changes, and about the differences that no change explains.
    pub fn of(review: &Review, gate: Gate) -> Self {
        let failing = review
            .changes
            .iter()
            .map(|change| (change.id.clone(), gate.failed_by(change)));
        let mut decision = Self {
            gate,
            failing: failing.filter(|(_, levels)| !levels.is_empty()).collect(),
            reasons: Vec::new(),
        };
        let unexplained = review.unexplained.len();
        if unexplained > 0 {
            decision.reasons.push(format!(
                "{} without an explanation",
                count(unexplained, "difference")
            ));
        }
        let differing = review.left_out.differing.len();
        if differing > 0 && gate.fails_unknown() {
            let operations = count(differing, "operation");
            let first = review.left_out.differing.iter().take(NAMED);
            let mut names: Vec<String> = first.map(|name| format!("`{name}`")).collect();
            if differing > NAMED {
                names.push("…".to_owned());
            }
            decision.reasons.push(format!(
                "{operations} that could not be compared and whose text differs: {}",
                names.join(", ")
            ));
        }
        decision
    }

    /// Whether nothing fails.
    pub fn is_passed(&self) -> bool {
        self.failing.is_empty() && self.reasons.is_empty()
    }

    /// Whether this change fails.
    pub fn fails(&self, change: &Change) -> bool {
        self.failing.contains_key(&change.id)
    }
}

/// `1 change`, `2 changes`.
pub(super) fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_a_word() {
        let mut gate = Gate::default();
        assert_eq!(gate.set("silent=any"), Ok(()));
        assert_eq!(gate.silent, SilentGate::Any);
        assert!(
            gate.set("silent=all")
                .is_err_and(|line| line.contains("`any` or `sent` or `none`"))
        );
        assert!(
            gate.set("wire=any")
                .is_err_and(|line| line.contains("`wire=any` is not a gate"))
        );
    }

    #[test]
    fn only_what_is_proved_to_work_passes() {
        for (level, failing) in [
            (WireGate::Break, [false, false, true, true]),
            (WireGate::Caution, [false, true, true, true]),
            (WireGate::None, [false; 4]),
        ] {
            let effects = [Effect::None, Effect::Caution, Effect::Unknown, Effect::Break];
            assert_eq!(effects.map(|effect| level.fails(effect)), failing, "{level:?}");
        }
    }
}
