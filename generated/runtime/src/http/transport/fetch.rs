// Copied from runtime/http/transport/fetch.rs of generator 0.1.0; independent of the description.

//! The adapter for JavaScript's `fetch`, the default transport of `wasm32-unknown-unknown`. It knows no operations.
//!
//! JavaScript values can't leave their thread, but the futures of a transport can. So local tasks do the work, and send
//! their results over channels.

use crate::runtime::http::request::body::unavailable;
use crate::runtime::http::request::whole::read_all;
use crate::runtime::http::{
    Body, BoxFuture, Chunks, Request, Response, Transport, TransportError, TransportErrorKind,
};
use bytes::Bytes;
use futures_channel::{mpsc, oneshot};
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::js_sys::{Array, Function, Promise, Reflect, Uint8Array, global};
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestInit, RequestMode, RequestRedirect, ResponseType,
};

/// Sends requests with the global `fetch` of a page, a worker or Node.
///
/// It follows no redirects, sends no cookies and no referrer, and neither reads nor fills the browser's cache. The host
/// environment determines the rest:
///
/// - It sets `User-Agent`. Any other header that it doesn't allow, such as `Cookie` in a browser, is an error
///   before anything is sent.
/// - A browser hides the status and the target of a redirect, so a redirect is an error there. Elsewhere it is a response.
/// - For a response from another origin, a browser exposes the headers in `Access-Control-Expose-Headers`, and few others.
///   Otherwise `Retry-After` and `Link` are missing.
/// - It doesn't report at which stage or why an exchange failed, so the request counts as received. Another origin may not
///   allow the request (CORS); the browser's console shows that.
/// - A request body is read completely before it is sent. A response body arrives in chunks.
/// - The connect timeout and the proxy can't be configured.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct FetchTransport {}

impl FetchTransport {
    /// Sends requests with the global `fetch` that exists when a call is made.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Transport for FetchTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(async move {
            let body = read_all(&request.body).await.map_err(unavailable)?;
            let request = Request { body, ..request };
            on_this_thread(exchange(request))
                .await
                .unwrap_or_else(|| Err(broken("the thread has ended")))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move { on_this_thread(wait(duration)).await.unwrap_or_default() })
    }
}

/// Runs work that can't leave its thread, and returns a future for its result. Dropping the future stops the work.
fn on_this_thread<T: Send + 'static>(
    work: impl Future<Output = T> + 'static,
) -> impl Future<Output = Option<T>> + Send + 'static {
    let (mut waiting, result) = oneshot::channel();
    spawn_local(async move {
        let mut work = pin!(work);
        let done = poll_fn(|context| match waiting.poll_canceled(context) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => work.as_mut().poll(context).map(Some),
        });
        if let Some(done) = done.await {
            // If the future was dropped, nobody receives the result.
            let _ = waiting.send(done);
        }
    });
    async { result.await.ok() }
}

/// Sends a request whose body has been read into bytes.
async fn exchange(request: Request) -> Result<Response<Box<dyn Chunks>>, TransportError> {
    let abort = Abort::new()?;
    let outgoing = outgoing(&request, &abort)?;
    let fetched = call("fetch", &[&outgoing]).map_err(|_| nothing_sent("`fetch` is not available"))?;
    let fetched = JsFuture::from(Promise::resolve(&fetched)).await;
    let response: web_sys::Response = fetched
        .map_err(|thrown| broken(&named(&thrown)))?
        .unchecked_into();
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(broken(
            "the response is a redirect, and the browser hides its target",
        ));
    }
    let status = StatusCode::from_u16(response.status()).map_err(|_| broken("the status is invalid"))?;
    let reader = response.body().map(|body| body.get_reader().unchecked_into());
    Ok(Response::new(
        status,
        headers(&response.headers()),
        Box::new(Incoming::new(abort, reader)),
    ))
}

/// The JavaScript request, without the headers that the host sets itself.
fn outgoing(request: &Request, abort: &Abort) -> Result<web_sys::Request, TransportError> {
    let refused = |_| nothing_sent("the host environment can't send this request");
    let headers = Headers::new().map_err(refused)?;
    for (name, value) in request.headers.iter().filter(|(name, _)| *name != USER_AGENT) {
        // A JavaScript header value has one character for each byte.
        let text: String = value.as_bytes().iter().copied().map(char::from).collect();
        headers.append(name.as_str(), &text).map_err(refused)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers(&headers);
    if let Some(bytes) = request.body.bytes() {
        init.set_body(&Uint8Array::from(bytes.as_ref()));
    }
    init.set_mode(RequestMode::Cors);
    init.set_redirect(RequestRedirect::Manual);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_signal(Some(&abort.0.signal()));
    let made = web_sys::Request::new_with_str_and_init(&request.uri.to_string(), &init).map_err(refused)?;
    let is_kept = |name: &HeaderName| *name == USER_AGENT || made.headers().has(name.as_str()) == Ok(true);
    match request.headers.keys().find(|name| !is_kept(name)) {
        Some(name) => Err(nothing_sent(format!(
            "the host environment doesn't allow the header {name}"
        ))),
        None => Ok(made),
    }
}

fn headers(from: &Headers) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for entry in from.entries().into_iter().flatten() {
        let entry = Array::from(&entry);
        let [name, value] = [0, 1].map(|index| entry.get(index).as_string().unwrap_or_default());
        let bytes: Option<Vec<u8>> = value.chars().map(|c| u8::try_from(c).ok()).collect();
        let value = bytes.and_then(|bytes| HeaderValue::from_bytes(&bytes).ok());
        if let (Ok(name), Some(value)) = (HeaderName::from_bytes(name.as_bytes()), value) {
            headers.append(name, value);
        }
    }
    // `fetch` has already decoded the body.
    if headers.remove(CONTENT_ENCODING).is_some() {
        headers.remove(CONTENT_LENGTH);
    }
    headers
}

/// Aborts the exchange when dropped.
struct Abort(AbortController);

impl Abort {
    fn new() -> Result<Self, TransportError> {
        let controller = AbortController::new();
        controller
            .map(Self)
            .map_err(|_| nothing_sent("`AbortController` is not available"))
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

struct Incoming {
    pieces: mpsc::Receiver<Result<Bytes, TransportError>>,
    /// Only held: dropping it ends the exchange.
    _reading: BoxFuture<'static, Option<()>>,
}

impl Incoming {
    fn new(abort: Abort, reader: Option<ReadableStreamDefaultReader>) -> Self {
        // One chunk is read ahead.
        let (sender, pieces) = mpsc::channel(0);
        let reading = on_this_thread(async move {
            if let Some(reader) = reader {
                read(&reader, sender).await;
            }
            drop(abort);
        });
        Self {
            pieces,
            _reading: Box::pin(reading),
        }
    }
}

impl Chunks for Incoming {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        Pin::new(&mut self.pieces).poll_next(context)
    }
}

async fn read(reader: &ReadableStreamDefaultReader, mut pieces: mpsc::Sender<Result<Bytes, TransportError>>) {
    while poll_fn(|context| pieces.poll_ready(context)).await.is_ok() {
        let piece = match JsFuture::from(reader.read()).await {
            Ok(step) => match field(&step, "done").is_truthy() {
                true => return,
                false => Ok(Uint8Array::new(&field(&step, "value")).to_vec().into()),
            },
            Err(thrown) => Err(broken(&named(&thrown))),
        };
        let failed = piece.is_err();
        if pieces.start_send(piece).is_err() || failed {
            return;
        }
    }
}

/// The longest delay of `setTimeout`. With a longer one it fires at once.
const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

async fn wait(duration: Duration) {
    let mut left = duration;
    while !left.is_zero() {
        let part = left.min(LONGEST);
        left -= part;
        let mut timer = Timer(JsValue::UNDEFINED);
        // Rounded up, so that the duration is over when the timer fires.
        let millis = part.as_nanos().div_ceil(1_000_000) as f64;
        let over = Promise::new(&mut |resolve, _| {
            timer.0 = call("setTimeout", &[&resolve, &millis.into()]).unwrap_or_default();
        });
        // The promise is never rejected.
        let _ = JsFuture::from(over).await;
    }
}

/// Clears the timer when dropped, so that an unused timeout doesn't keep a program running.
struct Timer(JsValue);

impl Drop for Timer {
    fn drop(&mut self) {
        let _ = call("clearTimeout", &[&self.0]);
    }
}

/// Calls a function of the global object.
fn call(name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let global = global();
    let function: Function = Reflect::get(&global, &name.into())?.dyn_into()?;
    function.apply(&global, &arguments.iter().collect())
}

fn field(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// The name of the thrown error. Its message may contain the URL, whose query may contain a key.
fn named(thrown: &JsValue) -> String {
    field(thrown, "name")
        .as_string()
        .unwrap_or_else(|| "an error without a name".to_owned())
}

fn nothing_sent(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::Connect, why)
}

fn broken(why: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Exchange, why)
}
