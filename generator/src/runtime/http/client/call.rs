//! One call of an operation. It owns everything that will be sent, and runs when it is awaited or sent.

use crate::runtime::http::client::Inner;
use crate::runtime::http::engine::{Opened, asynchronous, blocking};
use crate::runtime::http::events::check_type;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::request::encode::{Choice, Draft};
use crate::runtime::http::response::decode::find;
use crate::runtime::http::response::typed::decode_with;
use crate::runtime::http::{
    Async, Attempt, Blocking, BlockingEvents, BlockingItems, BlockingPages, Body, BoxFuture, ByteReader,
    ByteStream, Client, Deviation, DeviationKind, Error, ErrorKind, Events, Items, Lenient, MediaBody,
    Middleware, Mode, Operation, Paged, Pages, Request, Response, RetryPolicy, Streaming,
};
use crate::runtime::json::{Schema, Value};
use bytes::Bytes;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// A call, ready to be sent. Values that can't be encoded are reported when it is sent.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<O, M: Mode = Async> {
    client: Arc<Inner<M>>,
    draft: Box<Draft>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation, M: Mode> Call<O, M> {
    /// Starts a call with its required parameters, in the order of the operation's table.
    pub fn new(client: &Client<M>, required: &[Value<'_>]) -> Self {
        Self {
            client: Arc::clone(&client.inner),
            draft: Draft::of_client(O::SPEC, &client.inner.settings, client.validate, required),
            operation: PhantomData,
        }
    }

    /// Sets the parameter at this index of the operation's table.
    pub fn parameter(mut self, index: usize, value: Value<'_>) -> Self {
        self.draft.set(index, value);
        self
    }

    /// Sets a JSON body.
    pub fn json(mut self, body: &impl Schema) -> Self {
        self.draft.json(body);
        self
    }

    /// Sets a typed body, encoded as the operation's table declares.
    pub fn encoded(mut self, body: &impl Schema) -> Self {
        self.draft.encoded(&O::SPEC.body, body.value());
        self
    }

    /// Sets a typed body whose parts are borrowed, encoded as the operation's table declares.
    pub fn written(mut self, body: Value<'_>) -> Self {
        self.draft.encoded(&O::SPEC.body, body);
        self
    }

    /// Sets a body for an operation that accepts several media types.
    pub fn chosen<C: Choice>(mut self, body: impl Into<C>) -> Self {
        body.into().put(&mut self.draft);
        self
    }

    /// Sets a body of another media type.
    pub fn raw_body(mut self, media_type: &'static str, body: impl Into<Body>) -> Self {
        self.draft.body(media_type, body.into());
        self
    }

    /// Sets a body whose media type the caller chooses within a range such as `image/*`.
    pub fn ranged_body(mut self, range: &'static str, body: impl Into<MediaBody>) -> Self {
        self.draft.ranged(range, body.into());
        self
    }

    /// Sets the timeout of the call, including all attempts and pauses; `None` for no limit.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.draft.timeout = Some(timeout.into());
        self
    }

    /// Sets the timeout of one attempt; `None` for no limit.
    pub fn attempt_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.draft.attempt_timeout = Some(timeout.into());
        self
    }

    /// Sets the base URL of this call, such as one from a response. Credentials are sent there only if it has the client's
    /// own origin or one that `ClientBuilder::trust_origin` trusts.
    pub fn base_url(mut self, url: &str) -> Self {
        self.draft.base_url(url);
        self
    }

    /// Sets a header, replacing any header of the same name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.draft.header(name, value);
        self
    }

    /// Sends the values even if they violate the description. Values that were set earlier have already been checked;
    /// [`Client::without_validation`] also saves that work.
    pub fn without_validation(mut self) -> Self {
        self.draft.without_validation();
        self
    }

    /// Accepts a response that deviates from the description as `ClientBuilder::lenient` does, and calls `hook` for each
    /// deviation.
    pub fn lenient(mut self, hook: impl Fn(&Deviation) + Send + Sync + 'static) -> Self {
        self.draft.lenient = Some(Lenient::new(hook));
        self
    }

    /// Rejects every response that deviates from the description, even if the client is lenient.
    pub fn strict(mut self) -> Self {
        self.draft.lenient = None;
        self
    }

    /// Sets when a failed attempt is repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.draft.retry = Some(policy);
        self
    }

    /// Adds middleware around this call, inside the client's call middleware and any added before. Each page of a paginated
    /// response is a call of its own.
    pub fn call_middleware(mut self, middleware: impl Middleware) -> Self {
        self.draft.around().calls.0.push(Arc::new(middleware));
        self
    }

    /// Adds middleware around each attempt of this call, inside the client's attempt middleware and any added before.
    pub fn attempt_middleware(mut self, middleware: impl Middleware) -> Self {
        self.draft.around().attempts.0.push(Arc::new(middleware));
        self
    }

    /// Calls `hook` after every attempt of this call, before the pause that may follow.
    pub fn on_attempt(mut self, hook: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        self.draft.around().hooks.push(Box::new(hook));
        self
    }

    /// The request that would be sent, without credentials or signatures that are fetched or computed for each attempt. No I/O.
    ///
    /// # Errors
    /// When a value can't be sent, or a credential is missing.
    pub fn request(&self) -> Result<Request, Error<O::Error>> {
        let (request, _) = self.draft.request(&self.client.settings)?;
        Ok(request)
    }
}

impl<O: Operation> Call<O, Async> {
    /// Sends the call and returns the decoded response with its status and headers.
    pub fn send(self) -> SendFuture<O> {
        let lenient = self.draft.lenient.clone();
        SendFuture(self.raw(), lenient)
    }

    /// Sends the call and returns the undecoded response, whatever its status.
    pub fn raw(self) -> RawFuture<O> {
        RawFuture(asynchronous::run(self.client, self.draft), PhantomData)
    }

    /// Sends the call and returns when the headers of a documented success arrive; the body is read as a stream. The stall
    /// timeout applies to that body. The timeouts of attempt and call and the size limit do not.
    ///
    /// # Errors
    /// See [`crate::runtime::http::ErrorKind`].
    pub async fn stream(self) -> Result<Response<ByteStream>, Error<O::Error>> {
        let opening = asynchronous::open(&self.client, &self.draft);
        opened::<O, _>(opening.await?, self.draft.lenient.as_ref())
    }
}

impl<O: Streaming> Call<O, Async> {
    /// Sends the call and returns its events as a stream.
    ///
    /// # Errors
    /// When the stream can't be opened. A later failure is the error of an item. See [`crate::runtime::http::ErrorKind`].
    pub async fn events(mut self) -> Result<Events<O::Item>, Error<O::Error>> {
        self.draft.header("accept", O::MEDIA_TYPE);
        let opening = asynchronous::open(&self.client, &self.draft);
        let response = opened::<O, _>(opening.await?, self.draft.lenient.as_ref())?;
        check_type(O::SPEC, O::FRAMING, &response)?;
        Ok(Events::new(self.client, self.draft, response, O::FRAMING))
    }

    /// Sends the call and returns its items as a stream.
    ///
    /// # Errors
    /// As [`Call::events`].
    pub async fn items(self) -> Result<Items<O::Item>, Error<O::Error>> {
        self.events().await.map(Events::items)
    }
}

impl<O: Paged> Call<O, Async> {
    /// The pages from this one on, as a stream. Each page is fetched by a call of its own, when it is polled for.
    pub fn pages(self) -> Pages<O> {
        Pages::new(self.client, self.draft)
    }
}

impl<O: Paged> Call<O, Blocking> {
    /// The pages from this one on, as an iterator. Each page is fetched by a call of its own, when it is asked for.
    pub fn pages(self) -> BlockingPages<O> {
        BlockingPages::new(self.client, self.draft)
    }
}

impl<O: Streaming> Call<O, Blocking> {
    /// Sends the call and returns its events as an iterator.
    ///
    /// # Errors
    /// When the stream can't be opened. A later failure is the error of an item. See [`crate::runtime::http::ErrorKind`].
    pub fn events(mut self) -> Result<BlockingEvents<O::Item>, Error<O::Error>> {
        self.draft.header("accept", O::MEDIA_TYPE);
        let response = opened::<O, _>(
            blocking::open(&self.client, &self.draft)?,
            self.draft.lenient.as_ref(),
        )?;
        check_type(O::SPEC, O::FRAMING, &response)?;
        Ok(BlockingEvents::new(self.client, self.draft, response, O::FRAMING))
    }

    /// Sends the call and returns its items as an iterator.
    ///
    /// # Errors
    /// As [`Call::events`].
    pub fn items(self) -> Result<BlockingItems<O::Item>, Error<O::Error>> {
        self.events().map(BlockingEvents::items)
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

    /// Sends the call and returns the decoded response with its status and headers.
    ///
    /// # Errors
    /// See [`crate::runtime::http::ErrorKind`].
    pub fn send(self) -> Result<Response<O::Output>, Error<O::Error>> {
        let lenient = self.draft.lenient.clone();
        decode_with::<O>(self.raw()?, lenient.as_ref())
    }

    /// Sends the call and returns the undecoded response, whatever its status.
    ///
    /// # Errors
    /// When no response arrived.
    pub fn raw(self) -> Result<Response<Bytes>, Error<O::Error>> {
        blocking::run(&self.client, &self.draft).map_err(Error::from)
    }

    /// Sends the call and returns when the headers of a documented success arrive; the body is read as it arrives. The stall
    /// timeout applies to that body. The timeouts of attempt and call and the size limit do not.
    ///
    /// # Errors
    /// See [`crate::runtime::http::ErrorKind`].
    pub fn stream(self) -> Result<Response<ByteReader>, Error<O::Error>> {
        opened::<O, _>(
            blocking::open(&self.client, &self.draft)?,
            self.draft.lenient.as_ref(),
        )
    }
}

/// Turns a response that is not a documented success into the error that decoding it gives.
fn opened<O: Operation, B>(
    opened: Opened<B>,
    lenient: Option<&Lenient>,
) -> Result<Response<B>, Error<O::Error>> {
    match opened {
        Opened::Body(response) => {
            let is_documented = find(O::SPEC.responses, response.status.as_u16(), None).is_some();
            if let Some(lenient) = lenient.filter(|_| !is_documented) {
                lenient.report(O::SPEC, response.status, DeviationKind::Status, "status");
            }
            Ok(response)
        }
        Opened::Response(response) => Err(decode_with::<O>(response, lenient).err().unwrap_or_else(|| {
            Error::from(Failure::new(
                ErrorKind::Decode,
                O::SPEC.id,
                "the response is a success after all",
            ))
        })),
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
pub struct SendFuture<O>(RawFuture<O>, Option<Lenient>);

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
        let response = Pin::new(&mut self.0).poll(context);
        response.map(|response| decode_with::<O>(response?, self.1.as_ref()))
    }
}

impl<O: Operation> Future for BodyFuture<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map_ok(Response::into_body)
    }
}

impl<O: Operation, M: Mode> fmt::Debug for Call<O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &O::SPEC.id)
            .finish_non_exhaustive()
    }
}

macro_rules! opaque {
    ($($future:ident)+) => {
        $(impl<O> fmt::Debug for $future<O> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($future)).finish_non_exhaustive()
            }
        })+
    };
}
opaque! { RawFuture SendFuture BodyFuture }
