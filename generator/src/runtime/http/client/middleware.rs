//! What a user puts around calls and attempts: middleware that changes, answers or refuses, and hooks that only look on.
//! It must not know transports.

use crate::runtime::http::error::Failure;
use crate::runtime::http::{BlockingChunks, Chunks, ErrorKind, Request, Response, Spec, TransportError};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// What stands around every call, or around every attempt of one: in both modes, without waiting for anything. What has
/// to wait wraps the transport.
///
/// `before` runs in the order in which middleware was added, `after` in the opposite one, so that the first is the
/// outermost. Around an attempt stand those of the call first, then those of the attempt, then the transport.
pub trait Middleware: Send + Sync + 'static {
    /// May change the request; or answers in place of what is further in, or fails in its place. Then no more
    /// middleware sees the request, and only what is further out sees the answer.
    ///
    /// # Errors
    /// What the caller is to get. An attempt that fails here is made again where one that failed so would be.
    fn before(
        &self,
        request: &mut Request,
        context: &CallContext,
    ) -> Result<Option<Response<Bytes>>, TransportError> {
        let _ = (request, context);
        Ok(None)
    }

    /// Sees the answer, which it may change, or how the call or attempt failed.
    fn after(&self, answer: Result<ResponseParts<'_>, ErrorKind>, context: &CallContext) {
        let _ = (answer, context);
    }
}

/// Which call or attempt it is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallContext {
    /// The id of the operation.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// The path template: `/pets/{petId}`.
    pub template: &'static str,
    /// The number of the attempt, from 1; of a call, the attempts made so far.
    pub attempt: u32,
}

/// An answer on its way to the caller.
#[derive(Debug)]
#[non_exhaustive]
pub struct ResponseParts<'a> {
    /// The status.
    pub status: &'a mut StatusCode,
    /// The headers.
    pub headers: &'a mut HeaderMap,
    /// The body; `None` where the caller reads it while it arrives.
    pub body: Option<&'a mut Bytes>,
}

/// How an attempt went, for the hooks of `ClientBuilder::on_attempt`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// Which one it was.
    pub context: CallContext,
    /// The status of its answer.
    pub status: Option<StatusCode>,
    /// How it failed, where no whole answer came.
    pub error: Option<ErrorKind>,
    /// How long it took; of an answer whose body is read while it arrives, until that began.
    pub duration: Duration,
    /// How long the pause is before the next attempt; `None` after the last one.
    pub pause: Option<Duration>,
}

/// A hook for attempts.
pub(crate) type Hook = Box<dyn Fn(&Attempt) + Send + Sync>;

/// Middleware in the order in which it was added.
#[derive(Default)]
pub(crate) struct Layers(pub(crate) Vec<Arc<dyn Middleware>>);

/// All that a user puts around the calls of a client, or around one call.
#[derive(Default)]
pub(crate) struct Around {
    pub(crate) calls: Layers,
    pub(crate) attempts: Layers,
    pub(crate) hooks: Vec<Hook>,
}

/// The layers around one call or attempt: those of the client, and within them those of the call.
#[derive(Clone, Copy)]
pub(crate) struct Stack<'a> {
    outer: &'a Layers,
    inner: Option<&'a Layers>,
}

/// What `before` came to: how many layers are to see the answer, and what they answered, if any did.
pub(crate) struct Entered {
    pub(crate) layers: usize,
    pub(crate) answer: Option<Result<Response<Bytes>, TransportError>>,
}

impl CallContext {
    pub(crate) fn new(spec: &'static Spec, attempt: u32) -> Self {
        Self {
            operation: spec.id,
            method: spec.method.clone(),
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

    /// From the outermost on.
    fn layers(&self) -> impl DoubleEndedIterator<Item = &'a Arc<dyn Middleware>> {
        let inner = self.inner.into_iter().flat_map(|inner| &inner.0);
        self.outer.0.iter().chain(inner)
    }

    pub(crate) fn enter(&self, request: &mut Request, context: &CallContext) -> Entered {
        let mut layers = 0;
        for layer in self.layers() {
            if let Some(answer) = layer.before(request, context).transpose() {
                let answer = Some(answer);
                return Entered { layers, answer };
            }
            layers += 1;
        }
        Entered { layers, answer: None }
    }

    /// Shows the answer to the layers that were entered; `body` finds the one that is there already.
    pub(crate) fn leave<B>(
        &self,
        entered: usize,
        outcome: &mut Result<Response<B>, Box<Failure>>,
        body: fn(&mut B) -> Option<&mut Bytes>,
        context: &CallContext,
    ) {
        let not_entered = self.layers().count().saturating_sub(entered);
        for layer in self.layers().rev().skip(not_entered) {
            let answer = match outcome {
                Ok(answer) => Ok(ResponseParts {
                    status: &mut answer.status,
                    headers: &mut answer.headers,
                    body: body(&mut answer.body),
                }),
                Err(failure) => Err(failure.kind),
            };
            layer.after(answer, context);
        }
    }
}

/// A body that is there already.
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
