// Copied from runtime/http/response/lenient.rs of generator 0.1.0; independent of the description.

//! Lenient decoding: which deviations from the description are accepted, and how they are reported.

use crate::runtime::http::Spec;
use crate::runtime::json::Absence;
use http::StatusCode;
use std::fmt;
use std::sync::Arc;

/// A deviation of a response from the description, which a lenient client accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deviation {
    /// The id of the operation.
    pub operation: &'static str,
    /// The status of the response.
    pub status: StatusCode,
    /// The kind of deviation.
    pub kind: DeviationKind,
    /// The place of the deviation: a path in the body such as `$.data.items[3].name`, `content-type` or `status`.
    pub place: String,
}

/// The kind of a [`Deviation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeviationKind {
    /// A required property is missing. An empty value replaces it.
    Missing,
    /// A property that is not nullable is `null`. An empty value replaces it.
    Null,
    /// JSON has a media type that isn't documented.
    MediaType,
    /// The status is a success that isn't documented. The body is decoded as that of a documented success.
    Status,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            DeviationKind::Missing => "is missing",
            DeviationKind::Null => "is null",
            DeviationKind::MediaType => "is not that of JSON",
            DeviationKind::Status => "is not documented",
        };
        write!(
            f,
            "{}: {}: {} {what}",
            self.operation,
            self.status.as_u16(),
            self.place
        )
    }
}

/// The hook that receives deviations.
#[derive(Clone)]
pub(crate) struct Lenient(Arc<dyn Fn(&Deviation) + Send + Sync>);

impl Lenient {
    pub(crate) fn new(hook: impl Fn(&Deviation) + Send + Sync + 'static) -> Self {
        Self(Arc::new(hook))
    }

    /// Reports a deviation.
    pub(crate) fn report(&self, spec: &Spec, status: StatusCode, kind: DeviationKind, place: &str) {
        let deviation = Deviation {
            operation: spec.id,
            status,
            kind,
            place: place.to_owned(),
        };
        #[cfg(feature = "tracing")]
        tracing::warn!(
            operation = deviation.operation,
            status = status.as_u16(),
            kind = ?kind,
            place = deviation.place,
            "a response deviates from the description"
        );
        (self.0)(&deviation);
    }
}

impl fmt::Debug for Lenient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lenient")
    }
}

/// How a body is decoded: exactly as documented, or leniently.
#[derive(Debug, Default)]
pub struct DecodeOptions {
    pub(crate) is_lenient: bool,
    pub(crate) absences: Vec<Absence>,
}

impl DecodeOptions {
    /// Reports every property that is absent.
    pub(crate) fn report(&self, lenient: &Lenient, spec: &Spec, status: StatusCode) {
        for absence in &self.absences {
            let kind = match absence.is_null {
                true => DeviationKind::Null,
                false => DeviationKind::Missing,
            };
            lenient.report(spec, status, kind, &absence.path);
        }
    }
}
