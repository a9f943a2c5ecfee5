//! Putting up with responses that break the description: what is put up with, and who is told of it.

use crate::runtime::http::Spec;
use crate::runtime::json::Absence;
use http::StatusCode;
use std::fmt;
use std::sync::Arc;

/// Something in a response that isn't what the description says, and that a lenient client put up with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deviation {
    /// The id of the operation.
    pub operation: &'static str,
    /// The status of the response.
    pub status: StatusCode,
    /// What it is.
    pub kind: DeviationKind,
    /// Where it is: `$.data.items[3].name` in the body, `content-type` or `status`.
    pub place: String,
}

/// What a [`Deviation`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeviationKind {
    /// A required property is missing; an empty value stands in its place.
    Missing,
    /// A property that is never `null` is `null`; an empty value stands in its place.
    Null,
    /// JSON comes under another media type.
    MediaType,
    /// The status is another success than the documented ones; the body is read as that of a documented one.
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

/// Who is told of deviations.
#[derive(Clone)]
pub(crate) struct Lenient(Arc<dyn Fn(&Deviation) + Send + Sync>);

impl Lenient {
    pub(crate) fn new(hook: impl Fn(&Deviation) + Send + Sync + 'static) -> Self {
        Self(Arc::new(hook))
    }

    /// Tells of what was put up with.
    pub(crate) fn tell(&self, spec: &Spec, status: StatusCode, kind: DeviationKind, place: &str) {
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
            "a response isn't what the description says"
        );
        (self.0)(&deviation);
    }
}

impl fmt::Debug for Lenient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lenient")
    }
}

/// How a body is read: as it is documented, or with what a lenient client puts up with.
#[derive(Debug, Default)]
pub struct DecodeOptions {
    pub(crate) is_lenient: bool,
    pub(crate) absences: Vec<Absence>,
}

impl DecodeOptions {
    /// Tells of every property that is not there.
    pub(crate) fn tell(&self, lenient: &Lenient, spec: &Spec, status: StatusCode) {
        for absence in &self.absences {
            let kind = match absence.is_null {
                true => DeviationKind::Null,
                false => DeviationKind::Missing,
            };
            lenient.tell(spec, status, kind, &absence.path);
        }
    }
}
