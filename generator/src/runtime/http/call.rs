//! One call of an operation: it owns everything that will be sent, and runs when it is awaited or sent.

use crate::runtime::http::client::Inner;
use crate::runtime::http::error::Failure;
use crate::runtime::http::{
    Async, Blocking, Body, BoxFuture, Client, Error, ErrorKind, Mode, Operation, Request, Response,
    RetryPolicy,
};
use crate::runtime::json::{Schema, Value};
use bytes::Bytes;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// A call, ready to be sent. What can't be encoded is reported when it is sent.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<O, M: Mode = Async> {
    client: Arc<Inner<M>>,
    draft: Box<Draft>,
    operation: PhantomData<fn() -> O>,
}

/// Everything of a call that depends neither on its operation nor on its mode.
pub(super) struct Draft {
    pub(super) body: Body,
}

impl<O: Operation, M: Mode> Call<O, M> {
    /// Starts a call with its required parameters, in the order of the operation's table.
    pub fn new(client: &Client<M>, _required: &[Value<'_>]) -> Self {
        let draft = Draft { body: Body::empty() };
        Self {
            client: Arc::clone(&client.inner),
            draft: Box::new(draft),
            operation: PhantomData,
        }
    }

    /// Sets the parameter at this index of the operation's table.
    pub fn parameter(self, _index: usize, _value: Value<'_>) -> Self {
        self
    }

    /// Sets a JSON body.
    pub fn json(self, _body: &impl Schema) -> Self {
        self
    }

    /// Sets a body of another media type.
    pub fn body(mut self, _media_type: &'static str, body: impl Into<Body>) -> Self {
        self.draft.body = body.into();
        self
    }

    /// Sets how long the call may take, all attempts and pauses together.
    pub fn timeout(self, _timeout: impl Into<Option<Duration>>) -> Self {
        self
    }

    /// Sets how long one attempt may take.
    pub fn attempt_timeout(self, _timeout: impl Into<Option<Duration>>) -> Self {
        self
    }

    /// Adds a header, in place of any of the same name.
    pub fn header(self, _name: &str, _value: &str) -> Self {
        self
    }

    /// Sends the values without checking them against the description.
    pub fn without_validation(self) -> Self {
        self
    }

    /// Sets when a failed attempt is made again.
    pub fn retry(self, _policy: RetryPolicy) -> Self {
        self
    }

    /// The request that would be sent. No I/O.
    ///
    /// # Errors
    /// When the values can't be sent, or a credential is missing.
    pub fn request(self) -> Result<Request, Error<O::Error>> {
        Err(Failure::new(ErrorKind::Encode, O::SPEC.id, "not written yet").into())
    }
}

impl<O: Operation> Call<O, Async> {
    /// Sends the call; the answer comes with its status and headers.
    pub fn send(self) -> SendFuture<O> {
        SendFuture(self.raw())
    }

    /// Sends the call; the answer comes as it is, whatever its status.
    pub fn raw(self) -> RawFuture<O> {
        let failure = Failure::new(ErrorKind::Encode, O::SPEC.id, "not written yet");
        RawFuture(Box::pin(async move { Err(failure) }), PhantomData)
    }
}

impl<O: Operation> Call<O, Blocking> {
    /// Sends the call and returns the documented body.
    ///
    /// # Errors
    /// See [`crate::runtime::http::ErrorKind`].
    pub fn call(self) -> Result<O::Output, Error<O::Error>> {
        self.send().map(Response::into_body)
    }

    /// Sends the call; the answer comes with its status and headers.
    ///
    /// # Errors
    /// See [`crate::runtime::http::ErrorKind`].
    pub fn send(self) -> Result<Response<O::Output>, Error<O::Error>> {
        decode_response::<O>(self.raw()?)
    }

    /// Sends the call; the answer comes as it is, whatever its status.
    ///
    /// # Errors
    /// When no answer came.
    pub fn raw(self) -> Result<Response<Bytes>, Error<O::Error>> {
        Err(Failure::new(ErrorKind::Encode, O::SPEC.id, "not written yet").into())
    }
}

impl<O: Operation> IntoFuture for Call<O, Async> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = BodyFuture<O>;

    fn into_future(self) -> BodyFuture<O> {
        BodyFuture(self.send())
    }
}

/// The future of [`Call::raw`].
pub struct RawFuture<O>(
    BoxFuture<'static, Result<Response<Bytes>, Box<Failure>>>,
    PhantomData<fn() -> O>,
);

/// The future of [`Call::send`].
pub struct SendFuture<O>(RawFuture<O>);

/// The future of a call that is awaited.
pub struct BodyFuture<O>(SendFuture<O>);

impl<O: Operation> Future for RawFuture<O> {
    type Output = Result<Response<Bytes>, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context).map_err(Error::from)
    }
}

impl<O: Operation> Future for SendFuture<O> {
    type Output = Result<Response<O::Output>, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(context)
            .map(|answer| decode_response::<O>(answer?))
    }
}

impl<O: Operation> Future for BodyFuture<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map_ok(Response::into_body)
    }
}

/// Reads an answer as the operation documents it. No I/O.
///
/// # Errors
/// When the answer is an error, or not what is documented.
pub fn decode_response<O: Operation>(
    _answer: Response<Bytes>,
) -> Result<Response<O::Output>, Error<O::Error>> {
    Err(Failure::new(ErrorKind::Decode, O::SPEC.id, "not written yet").into())
}
