//! Decodes the body that an error keeps, as a type that the operation's own error type has no place for. Pure.

use crate::runtime::http::failure::Failure;
use crate::runtime::http::response::decode::readable;
use crate::runtime::http::{AnyError, DecodeOptions, Error, Outcome};

impl<E> Error<E> {
    /// The body of a documented response as `T`: an error body that is not an `E`, or the body of
    /// [`ErrorKind::OtherSuccess`](crate::runtime::http::ErrorKind::OtherSuccess). `None` if the response is not documented, or
    /// its body is not a `T` or is larger than 64 KiB. Many types can be decoded from the same JSON, so check the status first.
    pub fn api_as<T: Outcome>(&self) -> Option<T> {
        decoded(self.failure())
    }
}

impl AnyError {
    /// The body of a documented response as `T`. `None` if the response is not documented, or its body is not a `T` or is larger
    /// than 64 KiB. Many types can be decoded from the same JSON, so check the operation and the status first.
    pub fn api_as<T: Outcome>(&self) -> Option<T> {
        decoded(self.failure())
    }
}

fn decoded<T: Outcome>(failure: &Failure) -> Option<T> {
    let documented = failure.documented.as_ref()?;
    let case = &documented.case;
    let body = readable(documented.spec, case, failure.response.as_ref()?).ok()?;
    let mut reading = DecodeOptions {
        is_lenient: documented.is_lenient,
        absences: Vec::new(),
    };
    T::decode(case, &body, &mut reading).ok()
}
