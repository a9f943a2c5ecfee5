// Copied from runtime/http/engine/asynchronous.rs of generator 0.1.0; independent of the description.

//! The loop that runs an asynchronous call.

use super::{BodyCollector, CallState, Deadline, Next, Opened, Step};
use crate::runtime::http::client::Inner;
use crate::runtime::http::client::middleware::Whole;
use crate::runtime::http::error::Failure;
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
pub(crate) async fn run(
    client: Arc<Inner<Async>>,
    draft: Box<Draft>,
) -> Result<Response<Bytes>, Box<Failure>> {
    ask(&client, &draft).await
}

/// Does the same for a call that its caller keeps.
pub(crate) async fn ask(client: &Inner<Async>, draft: &Draft) -> Result<Response<Bytes>, Box<Failure>> {
    let transport = &*client.transport;
    let mut plan = CallState::new(&client.settings, draft, transport.now())?;
    loop {
        let window = match plan.begin(transport.now()) {
            Ok(window) => window,
            Err(failure) => return plan.end(Err(failure), |body| Some(body)),
        };
        let begun = begin(transport, &mut plan, &window).await;
        let outcome = match begun.and_then(|answer| BodyCollector::new(&plan, answer)) {
            Ok((mut gather, mut chunks)) => {
                let filled = fill(transport, &window, &mut gather, &mut *chunks).await;
                filled.map(|()| gather.finish())
            }
            Err(failure) => Err(failure),
        };
        match plan.after(outcome, transport.now()) {
            Next::Pause(pause) => transport.sleep(pause).await,
            Next::End(outcome) => return outcome,
        }
    }
}

/// Runs a call until the headers of a documented success arrive, and leaves the body to the caller. Any other response is
/// read completely.
pub(crate) async fn open(client: &Inner<Async>, draft: &Draft) -> Result<Opened<ByteStream>, Box<Failure>> {
    let transport = &*client.transport;
    let mut plan = CallState::new(&client.settings, draft, transport.now())?;
    loop {
        let window = match plan.begin(transport.now()) {
            Ok(window) => window,
            Err(failure) => return plan.end(Err(failure), |body| Some(body)).map(Opened::Response),
        };
        let outcome = match begin(transport, &mut plan, &window).await {
            Ok(answer) if plan.is_success(&answer) => {
                let answer = plan.opened(answer, transport.now())?;
                let stream =
                    |chunks| ByteStream::new(chunks, Arc::clone(&client.transport), plan.spec, window.stall);
                return Ok(Opened::Body(answer.map(stream)));
            }
            Ok(answer) => match BodyCollector::new(&plan, answer) {
                Ok((mut gather, mut chunks)) => {
                    let filled = fill(transport, &window, &mut gather, &mut *chunks).await;
                    filled.map(|()| gather.finish())
                }
                Err(failure) => Err(failure),
            },
            Err(failure) => Err(failure),
        };
        match plan.after(outcome, transport.now()) {
            Next::Pause(pause) => transport.sleep(pause).await,
            Next::End(outcome) => return outcome.map(Opened::Response),
        }
    }
}

/// Starts one attempt and waits for the headers of its response.
async fn begin(
    transport: &dyn Transport,
    plan: &mut CallState<'_>,
    window: &Deadline,
) -> Result<Response<Box<dyn Chunks>>, Box<Failure>> {
    let sending = if plan.later.is_empty() {
        launch(transport, plan)?
    } else {
        // Boxed, so that the futures of calls without authenticators stay small.
        Box::pin(authenticate_and_launch(transport, plan, window)).await?
    };
    within(transport, || window.left(transport.now()), sending)
        .await
        .map_err(|kind| Failure::timeout(plan.spec, kind))?
        .map_err(|error| Failure::transport(plan.spec, error))
}

/// An attempt in progress.
type Sending<'t> = BoxFuture<'t, Result<Response<Box<dyn Chunks>>, TransportError>>;

fn launch<'t>(transport: &'t dyn Transport, plan: &mut CallState<'_>) -> Result<Sending<'t>, Box<Failure>> {
    match plan.start(transport.now())? {
        Step::Send(request) => enter(transport, plan, request),
        Step::Response(answer) => Ok(answered(answer)),
    }
}

/// Does the same, and runs the authenticators before the attempt is sent.
async fn authenticate_and_launch<'t>(
    transport: &'t dyn Transport,
    plan: &mut CallState<'_>,
    window: &Deadline,
) -> Result<Sending<'t>, Box<Failure>> {
    let mut request = match plan.start(transport.now())? {
        Step::Send(request) => request,
        Step::Response(answer) => return Ok(answered(answer)),
    };
    for later in &plan.later {
        let adding = later.authenticate(&mut request, transport);
        within(transport, || window.left(transport.now()), adding)
            .await
            .unwrap_or_else(|_| Err(AuthError::late()))
            .map_err(|error| Failure::unauthenticated(plan.spec, error))?;
    }
    enter(transport, plan, request)
}

fn enter<'t>(
    transport: &'t dyn Transport,
    plan: &mut CallState<'_>,
    request: Request,
) -> Result<Sending<'t>, Box<Failure>> {
    match plan.enter(request)? {
        Step::Send(request) => {
            let trace = &plan.current.trace;
            Ok(trace.follow(trace.within(|| transport.send(request))))
        }
        Step::Response(answer) => Ok(answered(answer)),
    }
}

/// A response from middleware, in place of the server's.
fn answered<'t>(answer: Response<Bytes>) -> Sending<'t> {
    let whole: Response<Box<dyn Chunks>> = answer.map(|body| Box::new(Whole(Some(body))) as _);
    Box::pin(ready(Ok(whole)))
}

/// Reads the body of a response. The collector belongs to the caller, so that the future of a call contains it only once.
async fn fill(
    transport: &dyn Transport,
    window: &Deadline,
    gather: &mut BodyCollector,
    chunks: &mut dyn Chunks,
) -> Result<(), Box<Failure>> {
    loop {
        let next = poll_fn(|context| chunks.poll_next(context));
        match within(transport, || window.patience(transport.now()), next).await {
            Ok(Some(Ok(piece))) => gather.push(piece)?,
            Ok(None) => return Ok(()),
            Ok(Some(Err(error))) => return Err(gather.fail(Failure::transport(gather.spec, error))),
            Err(kind) => return Err(gather.fail(Failure::timeout(gather.spec, kind))),
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
