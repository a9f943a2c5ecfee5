// Copied from runtime/http/client/middleware.rs of generator 0.1.0; independent of the description.

//! What a user adds around calls and attempts: middleware, which changes, replaces or rejects messages, and hooks, which
//! only observe. This module must not know transports.

use crate::runtime::http::failure::Failure;
use crate::runtime::http::{BlockingChunks, Chunks, ErrorKind, Request, Response, Spec, TransportError};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// Code that runs around every call, or around every attempt of a call, in both modes. Middleware is synchronous; to await
/// something, wrap the transport.
///
/// `before` runs in the order in which middleware was added, `after` in reverse order: the first one added is the
/// outermost. Call middleware is outside attempt middleware, which is outside the transport.
pub trait Middleware: Send + Sync + 'static {
    /// May change the request, return a response in place of the inner layers, or fail. If it returns a response or fails, no
    /// further middleware sees the request, and only the outer layers see the response.
    ///
    /// # Errors
    /// The error that the caller receives. An attempt that fails here is retried like one that fails so in the transport.
    fn before(
        &self,
        request: &mut Request,
        context: &CallContext,
    ) -> Result<Option<Response<Bytes>>, TransportError> {
        let _ = (request, context);
        Ok(None)
    }

    /// Sees the response, which it may change, or the error of the call or attempt.
    fn after(&self, response: Result<ResponseParts<'_>, ErrorKind>, context: &CallContext) {
        let _ = (response, context);
    }
}

/// Identifies a call or an attempt.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallContext {
    /// The id of the operation (OpenAPI: `operationId`).
    pub operation: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template, such as `/pets/{petId}`.
    pub template: &'static str,
    /// For an attempt, its number, counted from 1; for a call, the number of attempts so far.
    pub attempt: u32,
}

/// A response, before the caller receives it.
#[derive(Debug)]
#[non_exhaustive]
pub struct ResponseParts<'a> {
    /// The status.
    pub status: &'a mut StatusCode,
    /// The headers.
    pub headers: &'a mut HeaderMap,
    /// The body; `None` if the caller reads it as a stream.
    pub body: Option<&'a mut Bytes>,
}

/// The outcome of an attempt, for the hooks of `ClientBuilder::on_attempt`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation and the number of the attempt.
    pub context: CallContext,
    /// The status of the response, if one arrived.
    pub status: Option<StatusCode>,
    /// The kind of failure, if no complete response arrived.
    pub error: Option<ErrorKind>,
    /// How long the attempt took. For a body that is read as a stream, the time until its headers arrived.
    pub duration: Duration,
    /// The pause before the next attempt; `None` after the last one.
    pub pause: Option<Duration>,
}

/// A hook for attempts.
pub(crate) type Hook = Box<dyn Fn(&Attempt) + Send + Sync>;

/// Middleware in the order in which it was added.
#[derive(Default)]
pub(crate) struct Layers(pub(crate) Vec<Arc<dyn Middleware>>);

/// Everything that a user adds around the calls of a client, or around one call.
#[derive(Default)]
pub(crate) struct Around {
    pub(crate) calls: Layers,
    pub(crate) attempts: Layers,
    pub(crate) hooks: Vec<Hook>,
}

/// The layers around one call or attempt: the client's, and inside them the call's own.
#[derive(Clone, Copy)]
pub(crate) struct Stack<'a> {
    outer: &'a Layers,
    inner: Option<&'a Layers>,
}

/// The result of the `before` functions: how many layers will see the response, and the response of a layer, if any.
pub(crate) struct Entered {
    pub(crate) layers: usize,
    pub(crate) response: Option<Result<Response<Bytes>, TransportError>>,
}

impl CallContext {
    pub(crate) fn new(spec: &'static Spec, attempt: u32) -> Self {
        Self {
            operation: spec.id,
            method: spec.http_method().unwrap_or_default(),
            template: spec.path,
            attempt,
        }
    }
}

impl<'a> Stack<'a> {
    pub(crate) fn new(outer: &'a Layers, inner: Option<&'a Layers>) -> Self {
        Self { outer, inner }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.layers().next().is_none()
    }

    /// The layers, the outermost first.
    fn layers(&self) -> impl DoubleEndedIterator<Item = &'a Arc<dyn Middleware>> {
        let inner = self.inner.into_iter().flat_map(|inner| &inner.0);
        self.outer.0.iter().chain(inner)
    }

    pub(crate) fn enter(&self, request: &mut Request, context: &CallContext) -> Entered {
        let mut layers = 0;
        for layer in self.layers() {
            if let Some(response) = layer.before(request, context).transpose() {
                let response = Some(response);
                return Entered { layers, response };
            }
            layers += 1;
        }
        Entered {
            layers,
            response: None,
        }
    }

    /// Passes the response to the layers that were entered; `body` returns the body if it is complete.
    pub(crate) fn leave<B>(
        &self,
        entered: usize,
        outcome: &mut Result<Response<B>, Box<Failure>>,
        body: fn(&mut B) -> Option<&mut Bytes>,
        context: &CallContext,
    ) {
        let not_entered = self.layers().count().saturating_sub(entered);
        for layer in self.layers().rev().skip(not_entered) {
            let response = match outcome {
                Ok(response) => Ok(ResponseParts {
                    status: &mut response.status,
                    headers: &mut response.headers,
                    body: body(&mut response.body),
                }),
                Err(failure) => Err(failure.kind),
            };
            layer.after(response, context);
        }
    }
}

/// A body that is already complete.
pub(crate) struct Whole(pub(crate) Option<Bytes>);

impl Chunks for Whole {
    fn poll_next(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

impl BlockingChunks for Whole {
    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        Ok(self.0.take())
    }
}
