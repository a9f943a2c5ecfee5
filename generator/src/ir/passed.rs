//! How a caller passes the value of a parameter or of a body. The emitted code and the surface print the same convention.

use super::{Api, Shape, Type, View};

/// How a value is passed. Types are those behind aliases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed<'t> {
    /// A boolean or a number, by value.
    Copied(&'t Type),
    /// A string: `&str`.
    Text,
    /// A parameter of an open enum: a value, a reference to one, or a text or an integer that the description lists. A body of
    /// an open enum is a reference.
    Listed(&'t Type),
    /// Strings with any owner.
    Texts,
    /// The items of a list of values of an open enum, as [`Self::Listed`].
    ListedItems(&'t Type),
    /// The items of another list.
    Items(&'t Type),
    /// A reference to any other value.
    Borrowed(&'t Type),
}

impl Api {
    /// The type behind aliases.
    pub fn resolved<'t>(&'t self, of: &'t Type) -> &'t Type {
        let mut of = of;
        // Chains of aliases are at most 64 long.
        for _ in 0..=64 {
            let Type::Named(name) = of else { return of };
            match self.types.get(name).map(|def| &def.shape) {
                Some(Shape::Alias(inner)) => of = inner,
                Some(
                    Shape::Struct(_)
                    | Shape::StringEnum(_)
                    | Shape::IntegerEnum(_)
                    | Shape::Union(_)
                    | Shape::StringNewtype(_)
                    | Shape::Newtype(_),
                )
                | None => return of,
            }
        }
        of
    }

    /// How a value of this type is passed.
    pub fn passed<'t>(&'t self, of: &'t Type) -> Passed<'t> {
        let of = self.resolved(of);
        match of.view() {
            View::Array(item) if *self.resolved(item) == Type::String => Passed::Texts,
            View::Array(item) if self.is_open_enum(item) => Passed::ListedItems(item),
            View::Array(item) => Passed::Items(item),
            View::Leaf if *of == Type::String => Passed::Text,
            View::Leaf if of.is_scalar() => Passed::Copied(of),
            View::Named(_) if self.is_open_enum(of) => Passed::Listed(of),
            View::Leaf | View::Named(_) | View::Boxed(_) | View::Map(_) | View::Nullable(_) => {
                Passed::Borrowed(of)
            }
        }
    }

    /// Whether a constructor or setter takes the value itself. Anything else is `impl Into<…>`. But a literal `4` is an `i32`
    /// wherever several integers can be converted, as they can into `u64`, and `i32` can't be.
    pub fn is_by_value(&self, of: &Type) -> bool {
        *self.resolved(of) == Type::U64
    }

    /// Whether it is an enum of integers.
    pub fn is_integer_enum(&self, of: &Type) -> bool {
        matches!(self.shape_of(of), Some(Shape::IntegerEnum(_)))
    }

    fn is_open_enum(&self, of: &Type) -> bool {
        matches!(
            self.shape_of(of),
            Some(Shape::StringEnum(_) | Shape::IntegerEnum(_))
        )
    }

    /// The form of a named type, behind aliases.
    fn shape_of(&self, of: &Type) -> Option<&Shape> {
        let View::Named(name) = self.resolved(of).view() else {
            return None;
        };
        self.types.get(name).map(|def| &def.shape)
    }
}
