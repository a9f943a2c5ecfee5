//! Spans of `tracing` for calls and attempts, named after OpenTelemetry's semantic conventions for HTTP; empty without the
//! feature. Spans contain names and statuses only: no path with values, no query, no header, no body.

use crate::runtime::http::client::middleware::Attempt;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::{BoxFuture, Request, Spec};
#[cfg(feature = "tracing")]
use crate::runtime::http::{ErrorKind, TimeoutKind};
use http::StatusCode;

/// A span, or nothing without the feature `tracing`.
#[derive(Clone)]
pub(crate) struct Trace {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    #[inline]
    pub(crate) fn call(_: &Spec, _: &Request) -> Self {
        Self {}
    }

    #[inline]
    pub(crate) fn attempt(&self, _: &Spec, _: &Request, _: u32) -> Self {
        Self {}
    }

    #[inline]
    pub(crate) fn within<T>(&self, action: impl FnOnce() -> T) -> T {
        action()
    }

    #[inline]
    pub(crate) fn follow<'a, T>(&self, future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
        future
    }

    #[inline]
    pub(crate) fn end(&self, _: Result<StatusCode, &Failure>) {}

    #[inline]
    pub(crate) fn attempted(&self, _: &Attempt) {}
}

/// Whether events are recorded.
pub(crate) const HAS_EVENTS: bool = cfg!(feature = "tracing");

#[cfg(feature = "tracing")]
impl Trace {
    /// The span of a call, a child of the current span.
    pub(crate) fn call(spec: &Spec, request: &Request) -> Self {
        let span = tracing::info_span!(
            "call",
            "otel.name" = format!("{} {}", spec.method, spec.path),
            "otel.kind" = "internal",
            "http.request.method" = spec.method,
            "url.template" = spec.path,
            "server.address" = request.uri.host().unwrap_or_default(),
            "server.port" = port(request),
            "http.response.status_code" = tracing::field::Empty,
            "error.type" = tracing::field::Empty,
            "otel.status_code" = tracing::field::Empty,
        );
        Self { span }
    }

    /// The span of an attempt, a child of the call's span.
    pub(crate) fn attempt(&self, spec: &Spec, request: &Request, attempt: u32) -> Self {
        let span = tracing::info_span!(
            parent: &self.span,
            "attempt",
            "otel.name" = format!("{} {}", spec.method, spec.path),
            "otel.kind" = "client",
            "http.request.method" = request.method.as_str(),
            "url.template" = spec.path,
            "server.address" = request.uri.host().unwrap_or_default(),
            "server.port" = port(request),
            "http.request.resend_count" = tracing::field::Empty,
            "http.response.status_code" = tracing::field::Empty,
            "error.type" = tracing::field::Empty,
            "otel.status_code" = tracing::field::Empty,
        );
        // By the convention, the attribute is set only if the request was sent before.
        if attempt > 1 {
            span.record("http.request.resend_count", attempt - 1);
        }
        Self { span }
    }

    /// Runs an action inside the span.
    pub(crate) fn within<T>(&self, action: impl FnOnce() -> T) -> T {
        self.span.in_scope(action)
    }

    /// Polls a future inside the span.
    pub(crate) fn follow<'a, T: 'a>(&self, mut future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
        let span = self.span.clone();
        Box::pin(std::future::poll_fn(move |context| {
            span.in_scope(|| future.as_mut().poll(context))
        }))
    }

    /// Reports an attempt as an event of its span: as a warning if it failed or is repeated.
    pub(crate) fn attempted(&self, attempt: &Attempt) {
        let is_fine = attempt.error.is_none()
            && attempt.pause.is_none()
            && attempt.status.is_some_and(|status| status.as_u16() < 400);
        let (status, error) = (
            attempt.status.map(|status| status.as_u16()),
            attempt.error.map(word),
        );
        let duration = attempt.duration.as_secs_f64();
        let pause = attempt.pause.map(|pause| pause.as_secs_f64());
        let (operation, number) = (attempt.context.operation, attempt.context.attempt);
        // The level of an event is a constant.
        macro_rules! event {
            ($level:ident) => {
                tracing::$level!(
                    parent: &self.span,
                    operation,
                    attempt = number,
                    "http.response.status_code" = status,
                    "error.type" = error,
                    duration,
                    pause,
                    "attempt"
                )
            };
        }
        match is_fine {
            true => event!(debug),
            false => event!(warn),
        }
    }

    /// Records the outcome.
    pub(crate) fn end(&self, outcome: Result<StatusCode, &Failure>) {
        let status = match outcome {
            Ok(status) => Some(status),
            Err(failure) => failure.response.as_ref().map(|response| response.status),
        };
        if let Some(status) = status {
            self.span.record("http.response.status_code", status.as_u16());
        }
        let problem = match &outcome {
            Err(failure) => word(failure.kind),
            Ok(status) if status.as_u16() >= 400 => status.as_str(),
            Ok(_) => return,
        };
        self.span.record("error.type", problem);
        self.span.record("otel.status_code", "ERROR");
    }
}

#[cfg(feature = "tracing")]
fn port(request: &Request) -> u16 {
    let https = request.uri.scheme_str() == Some("https");
    request.uri.port_u16().unwrap_or(if https { 443 } else { 80 })
}

#[cfg(feature = "tracing")]
const fn word(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Encode => "encode",
        ErrorKind::Invalid => "invalid",
        ErrorKind::Credentials => "credentials",
        ErrorKind::Authentication => "authentication",
        ErrorKind::Connect => "connect",
        ErrorKind::Timeout(TimeoutKind::Connect) => "connect_timeout",
        ErrorKind::Timeout(TimeoutKind::Attempt) => "attempt_timeout",
        ErrorKind::Timeout(TimeoutKind::Stall) => "stall_timeout",
        ErrorKind::Timeout(TimeoutKind::Total) => "timeout",
        ErrorKind::Exchange => "exchange",
        ErrorKind::Body => "body",
        ErrorKind::TooLarge => "too_large",
        ErrorKind::Api => "api",
        ErrorKind::OtherSuccess => "other_success",
        ErrorKind::Undocumented => "undocumented",
        ErrorKind::MediaType => "media_type",
        ErrorKind::Decode => "decode",
        ErrorKind::Pagination => "pagination",
    }
}
