//! The functions with which an operation's table is written, and the conversion of arguments into values. Pure data.

use crate::runtime::http::pages::NextPage;
use crate::runtime::http::{Encoding, Pagination, Parameter, ResponseSpec};
use crate::runtime::json::{ListValue, Schema, Value};

/// A path parameter, `style: simple`.
pub const fn path(name: &'static str) -> Parameter {
    Parameter::path(name)
}

/// A query parameter, `style: form`, exploded.
pub const fn query(name: &'static str) -> Parameter {
    Parameter::query(name)
}

/// A parameter that is the whole query.
pub const fn querystring(name: &'static str) -> Parameter {
    Parameter::querystring(name)
}

/// A header parameter, `style: simple`.
pub const fn header(name: &'static str) -> Parameter {
    Parameter::header(name)
}

/// A cookie parameter, `style: form`, exploded.
pub const fn cookie(name: &'static str) -> Parameter {
    Parameter::cookie(name)
}

/// The response with exactly this status. It has no body, unless a method adds one.
pub const fn status(code: u16) -> ResponseSpec {
    ResponseSpec::status(code)
}

/// The responses with a status in this range: `4` for `4XX`.
pub const fn range(class: u16) -> ResponseSpec {
    ResponseSpec::range(class)
}

/// Every other response.
pub const fn default_response() -> ResponseSpec {
    ResponseSpec::default_response()
}

/// A property of a form or multipart body.
pub const fn property(name: &'static str) -> Encoding {
    Encoding::of(name)
}

/// Pagination by a cursor: each page contains the value of this parameter for the next page, at this place.
pub const fn cursor(parameter: &'static str, next: &'static str) -> Pagination {
    Pagination::by(NextPage::Cursor { parameter, next })
}

/// Pagination by offset: this parameter is the number of items so far.
pub const fn offset(parameter: &'static str) -> Pagination {
    Pagination::by(NextPage::Offset { parameter })
}

/// Pagination by page number: this parameter is the number, which starts with `first`.
pub const fn page(parameter: &'static str, first: i64) -> Pagination {
    Pagination::by(NextPage::Page { parameter, first })
}

/// Pagination by the header `Link` (RFC 8288).
pub const fn link() -> Pagination {
    Pagination::by(NextPage::Link { next: None })
}

/// Pagination by a URL at this place of each page.
pub const fn link_at(next: &'static str) -> Pagination {
    Pagination::by(NextPage::Link { next: Some(next) })
}

/// A list of texts with any owner, which is sent as a parameter.
pub struct Texts<T>(Vec<T>);

impl<T: AsRef<str>> Texts<T> {
    /// Collects texts in their order.
    pub fn of(texts: impl IntoIterator<Item = T>) -> Self {
        Self(texts.into_iter().collect())
    }

    /// The value that is sent.
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

/// The argument of a setter of a call, or of a variant of a choice of bodies.
pub trait Argument {
    /// The value that is sent.
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
