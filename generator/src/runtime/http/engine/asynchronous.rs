//! The loop that runs an asynchronous call.

use super::body_collector::BodyCollector;
use super::{CallState, Deadline, Next, Opened, Step};
use crate::runtime::http::client::Inner;
use crate::runtime::http::client::middleware::Whole;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::http::{
    Async, AuthError, BoxFuture, ByteStream, Chunks, Request, Response, TimeoutKind, Transport,
    TransportError,
};
use bytes::Bytes;
use std::future::{Future, poll_fn, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

/// Runs a call until its response is complete, whatever the status.
///
/// The future is boxed here, so that its code is compiled with the runtime and not again with each program.
pub(crate) fn run(client: Arc<Inner<Async>>, draft: Box<Draft>) -> BoxFuture<'static, Answer> {
    Box::pin(async move { asked(&client, &draft).await })
}

/// Does the same for a call that its caller keeps.
pub(crate) fn ask<'c>(client: &'c Inner<Async>, draft: &'c Draft) -> BoxFuture<'c, Answer> {
    Box::pin(asked(client, draft))
}

/// Runs a call until the headers of a documented success arrive, and leaves the body to the caller. Any other response is
/// read completely.
pub(crate) fn open<'c>(client: &'c Inner<Async>, draft: &'c Draft) -> BoxFuture<'c, Opening> {
    Box::pin(opened(client, draft))
}

/// The result of a call.
type Answer = Result<Response<Bytes>, Box<Failure>>;

/// The result of a call whose body the caller reads.
type Opening = Result<Opened<ByteStream>, Box<Failure>>;

async fn asked(client: &Inner<Async>, draft: &Draft) -> Answer {
    let transport = &*client.transport;
    let mut call = CallState::new(&client.settings, draft, transport.now())?;
    loop {
        let deadline = match call.begin(transport.now()) {
            Ok(deadline) => deadline,
            Err(failure) => return call.end(Err(failure), |body| Some(body)),
        };
        let begun = begin(transport, &mut call, &deadline).await;
        let outcome = match begun.and_then(|response| BodyCollector::new(&call, response)) {
            Ok((mut collector, mut chunks)) => {
                let filled = fill(transport, &deadline, &mut collector, &mut *chunks).await;
                filled.map(|()| collector.finish())
            }
            Err(failure) => Err(failure),
        };
        match call.after(outcome, transport.now()) {
            Next::Pause(pause) => transport.sleep(pause).await,
            Next::End(outcome) => return outcome,
        }
    }
}

async fn opened(client: &Inner<Async>, draft: &Draft) -> Opening {
    let transport = &*client.transport;
    let mut call = CallState::new(&client.settings, draft, transport.now())?;
    loop {
        let deadline = match call.begin(transport.now()) {
            Ok(deadline) => deadline,
            Err(failure) => return call.end(Err(failure), |body| Some(body)).map(Opened::Response),
        };
        let outcome = match begin(transport, &mut call, &deadline).await {
            Ok(response) if call.is_success(&response) => {
                let response = call.opened(response, transport.now())?;
                let stream = |chunks| {
                    ByteStream::new(chunks, Arc::clone(&client.transport), call.spec, deadline.stall)
                };
                return Ok(Opened::Body(response.map(stream)));
            }
            Ok(response) => match BodyCollector::new(&call, response) {
                Ok((mut collector, mut chunks)) => {
                    let filled = fill(transport, &deadline, &mut collector, &mut *chunks).await;
                    filled.map(|()| collector.finish())
                }
                Err(failure) => Err(failure),
            },
            Err(failure) => Err(failure),
        };
        match call.after(outcome, transport.now()) {
            Next::Pause(pause) => transport.sleep(pause).await,
            Next::End(outcome) => return outcome.map(Opened::Response),
        }
    }
}

/// Starts one attempt and waits for the headers of its response.
async fn begin(
    transport: &dyn Transport,
    call: &mut CallState<'_>,
    deadline: &Deadline,
) -> Result<Response<Box<dyn Chunks>>, Box<Failure>> {
    let sending = if call.deferred.is_empty() {
        launch(transport, call)?
    } else {
        // Boxed, so that the futures of calls without authenticators stay small.
        Box::pin(authenticate_and_launch(transport, call, deadline)).await?
    };
    within(transport, || deadline.left(transport.now()), sending)
        .await
        .map_err(|kind| Failure::timeout(call.spec, kind))?
        .map_err(|error| Failure::transport(call.spec, error))
}

/// An attempt in progress.
type Sending<'t> = BoxFuture<'t, Result<Response<Box<dyn Chunks>>, TransportError>>;

fn launch<'t>(transport: &'t dyn Transport, call: &mut CallState<'_>) -> Result<Sending<'t>, Box<Failure>> {
    match call.start(transport.now())? {
        Step::Send(request) => enter(transport, call, request),
        Step::Response(response) => Ok(complete(response)),
    }
}

/// Does the same, and runs the authenticators before the attempt is sent.
async fn authenticate_and_launch<'t>(
    transport: &'t dyn Transport,
    call: &mut CallState<'_>,
    deadline: &Deadline,
) -> Result<Sending<'t>, Box<Failure>> {
    let mut request = match call.start(transport.now())? {
        Step::Send(request) => request,
        Step::Response(response) => return Ok(complete(response)),
    };
    for deferred in &call.deferred {
        let adding = deferred.authenticate(&mut request, transport);
        within(transport, || deadline.left(transport.now()), adding)
            .await
            .unwrap_or_else(|_| Err(AuthError::late()))
            .map_err(|error| Failure::unauthenticated(call.spec, error))?;
    }
    enter(transport, call, request)
}

fn enter<'t>(
    transport: &'t dyn Transport,
    call: &mut CallState<'_>,
    request: Request,
) -> Result<Sending<'t>, Box<Failure>> {
    match call.enter(request)? {
        Step::Send(request) => {
            let trace = &call.current.trace;
            Ok(trace.follow(trace.within(|| transport.send(request))))
        }
        Step::Response(response) => Ok(complete(response)),
    }
}

/// A response from middleware, in place of the server's.
fn complete<'t>(response: Response<Bytes>) -> Sending<'t> {
    let whole: Response<Box<dyn Chunks>> = response.map(|body| Box::new(Whole(Some(body))) as _);
    Box::pin(ready(Ok(whole)))
}

/// Reads the body of a response. The collector belongs to the caller, so that the future of a call contains it only once.
async fn fill(
    transport: &dyn Transport,
    deadline: &Deadline,
    collector: &mut BodyCollector,
    chunks: &mut dyn Chunks,
) -> Result<(), Box<Failure>> {
    loop {
        let next = poll_fn(|context| chunks.poll_next(context));
        match within(transport, || deadline.patience(transport.now()), next).await {
            Ok(Some(Ok(piece))) => collector.push(piece)?,
            Ok(None) => return Ok(()),
            Ok(Some(Err(error))) => return Err(collector.fail(Failure::transport(collector.spec, error))),
            Err(kind) => return Err(collector.fail(Failure::timeout(collector.spec, kind))),
        }
    }
}

/// Waits for a future for at most `limit`. The limit is evaluated only if the future is not ready at once, because most
/// chunks of a body have already arrived.
pub(crate) async fn within<T>(
    transport: &dyn Transport,
    limit: impl Fn() -> Option<(Duration, TimeoutKind)>,
    mut future: impl Future<Output = T> + Unpin,
) -> Result<T, TimeoutKind> {
    let mut timer = None;
    poll_fn(|context| {
        if let Poll::Ready(value) = Pin::new(&mut future).poll(context) {
            return Poll::Ready(Ok(value));
        }
        let timer = timer.get_or_insert_with(|| limit().map(|(limit, kind)| (transport.sleep(limit), kind)));
        match timer {
            Some((sleep, kind)) => sleep.as_mut().poll(context).map(|()| Err(*kind)),
            None => Poll::Pending,
        }
    })
    .await
}
