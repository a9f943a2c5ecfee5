// Copied from runtime/http/spec/table.rs of generator 0.1.0; not from the description.

//! The words that an operation's table is written with. Pure data, and how an argument becomes a value.

use crate::runtime::http::pages::Turn;
use crate::runtime::http::{Case, Encoding, Paging, Parameter};
use crate::runtime::json::{ListValue, Schema, Value};

/// A path parameter, `style: simple`.
pub const fn path(name: &'static str) -> Parameter {
    Parameter::path(name)
}

/// A query parameter, `style: form`, exploded.
pub const fn query(name: &'static str) -> Parameter {
    Parameter::query(name)
}

/// A header parameter, `style: simple`.
pub const fn header(name: &'static str) -> Parameter {
    Parameter::header(name)
}

/// A cookie parameter, `style: form`, exploded.
pub const fn cookie(name: &'static str) -> Parameter {
    Parameter::cookie(name)
}

/// The answer with exactly this status; without a body, unless more is said.
pub const fn status(code: u16) -> Case {
    Case::status(code)
}

/// The answers with a status of this class: `4` for `4XX`.
pub const fn range(class: u16) -> Case {
    Case::range(class)
}

/// Every other answer.
pub const fn otherwise() -> Case {
    Case::otherwise()
}

/// A property of a body that is no JSON.
pub const fn property(name: &'static str) -> Encoding {
    Encoding::of(name)
}

/// Pages by what each one has at this place, in this query parameter.
pub const fn cursor(parameter: &'static str, next: &'static str) -> Paging {
    Paging::by(Turn::Cursor { parameter, next })
}

/// Pages by how many items came so far, in this query parameter.
pub const fn offset(parameter: &'static str) -> Paging {
    Paging::by(Turn::Offset { parameter })
}

/// Pages by their number, in this query parameter; this is the first one's.
pub const fn page(parameter: &'static str, first: i64) -> Paging {
    Paging::by(Turn::Page { parameter, first })
}

/// Pages by the header `Link`.
pub const fn link() -> Paging {
    Paging::by(Turn::Link { next: None })
}

/// Pages by the address that each one has at this place.
pub const fn link_at(next: &'static str) -> Paging {
    Paging::by(Turn::Link { next: Some(next) })
}

/// A list of texts, wherever they are: what a parameter is sent from.
pub struct Texts<T>(Vec<T>);

impl<T: AsRef<str>> Texts<T> {
    /// Takes them in their order.
    pub fn of(texts: impl IntoIterator<Item = T>) -> Self {
        Self(texts.into_iter().collect())
    }

    /// What is sent.
    pub fn value(&self) -> Value<'_> {
        Value::List(self)
    }
}

impl<T: AsRef<str>> ListValue for Texts<T> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn item(&self, index: usize) -> Value<'_> {
        self.0
            .get(index)
            .map_or(Value::Absent, |text| Value::Str(text.as_ref()))
    }
}

/// What a setter of a call takes, and a variant of a choice of bodies.
pub trait Argument {
    /// What is sent.
    fn value(&self) -> Value<'_>;
}

impl Argument for &str {
    #[inline]
    fn value(&self) -> Value<'_> {
        Value::Str(self)
    }
}

impl<T: Schema> Argument for &[T] {
    #[inline]
    fn value(&self) -> Value<'_> {
        Value::List(self)
    }
}

impl<T: Schema> Argument for &T {
    #[inline]
    fn value(&self) -> Value<'_> {
        Schema::value(*self)
    }
}

macro_rules! by_value {
    ($($type:ty),*) => {$(
        impl Argument for $type {
            #[inline]
            fn value(&self) -> Value<'_> {
                Schema::value(self)
            }
        }
    )*};
}
by_value!(bool, i64, u64, f64);
