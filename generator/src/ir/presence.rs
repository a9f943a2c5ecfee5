//! Whether a property has to be there, and whether it can be `null`.

/// Whether a property can be absent or `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// `T`
    Required,
    /// `Option<T>`: absent when `None`
    Optional,
    /// `Option<T>`: `null` when `None`
    Nullable,
    /// `Option<Option<T>>`: absent, `null` or a value
    OptionalNullable,
    /// `Option<T>`: `None` for absent and for `null`, which differ for nobody in a type that is only received
    OptionalOrNull,
}

impl Presence {
    /// Whether the property can be absent.
    pub fn is_optional(self) -> bool {
        match self {
            Self::Optional | Self::OptionalNullable | Self::OptionalOrNull => true,
            Self::Required | Self::Nullable => false,
        }
    }

    /// Whether the property can be `null`.
    pub fn is_nullable(self) -> bool {
        match self {
            Self::Nullable | Self::OptionalNullable | Self::OptionalOrNull => true,
            Self::Required | Self::Optional => false,
        }
    }
}
