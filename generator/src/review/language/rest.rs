//! What one set has and another one doesn't.

/// The difference of two sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rest<T> {
    /// Every value of the one is in the other: this is proved.
    Nothing,
    /// This value is in the one and not in the other: this is proved.
    Example(T),
    /// Neither was proved.
    Unknown,
}

impl<T> Rest<T> {
    /// The difference where either part of it is enough. The first example is kept.
    pub(super) fn or(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Example(_) => self,
            Self::Nothing => other(),
            Self::Unknown => match other() {
                Self::Nothing => Self::Unknown,
                found @ (Self::Example(_) | Self::Unknown) => found,
            },
        }
    }

    /// The difference with its example in another form; without that form it is unknown.
    pub(super) fn and_then<U>(self, form: impl FnOnce(T) -> Option<U>) -> Rest<U> {
        match self {
            Self::Nothing => Rest::Nothing,
            Self::Example(value) => form(value).map_or(Rest::Unknown, Rest::Example),
            Self::Unknown => Rest::Unknown,
        }
    }
}
