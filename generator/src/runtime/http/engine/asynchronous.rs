//! The loop of a call that is a future.

use super::{Gather, Next, Opened, Plan, Step, Window};
use crate::runtime::http::client::Inner;
use crate::runtime::http::encode::Draft;
use crate::runtime::http::error::Failure;
use crate::runtime::http::middleware::Whole;
use crate::runtime::http::{Async, AuthError, ByteStream, Chunks, Request, Response, TimeoutKind, Transport};
use bytes::Bytes;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

/// Runs a call to its answer, whatever its status.
pub(crate) async fn run(
    client: Arc<Inner<Async>>,
    draft: Box<Draft>,
) -> Result<Response<Bytes>, Box<Failure>> {
    ask(&client, &draft).await
}

/// The same of a call that is kept.
pub(crate) async fn ask(client: &Inner<Async>, draft: &Draft) -> Result<Response<Bytes>, Box<Failure>> {
    let transport = &*client.transport;
    let mut plan = Plan::new(&client.settings, draft, transport.now())?;
    loop {
        let window = match plan.begin(transport.now()) {
            Ok(window) => window,
            Err(failure) => return plan.end(Err(failure), |body| Some(body)),
        };
        let outcome = match begin(transport, &mut plan, window).await {
            Ok(answer) => gather(transport, &plan, window, answer).await,
            Err(failure) => Err(failure),
        };
        match plan.after(outcome, transport.now()) {
            Next::Pause(pause) => transport.sleep(pause).await,
            Next::End(outcome) => return outcome,
        }
    }
}

/// Runs a call until a documented success begins, whose body is left to the caller; any other answer is read to its end.
pub(crate) async fn open(client: &Inner<Async>, draft: &Draft) -> Result<Opened<ByteStream>, Box<Failure>> {
    let transport = &*client.transport;
    let mut plan = Plan::new(&client.settings, draft, transport.now())?;
    loop {
        let window = match plan.begin(transport.now()) {
            Ok(window) => window,
            Err(failure) => return plan.end(Err(failure), |body| Some(body)).map(Opened::Answer),
        };
        let outcome = match begin(transport, &mut plan, window).await {
            Ok(answer) if plan.is_success(&answer) => {
                let answer = plan.opened(answer, transport.now())?;
                let stream =
                    |chunks| ByteStream::new(chunks, Arc::clone(&client.transport), plan.spec, window.stall);
                return Ok(Opened::Body(answer.map(stream)));
            }
            Ok(answer) => gather(transport, &plan, window, answer).await,
            Err(failure) => Err(failure),
        };
        match plan.after(outcome, transport.now()) {
            Next::Pause(pause) => transport.sleep(pause).await,
            Next::End(outcome) => return outcome.map(Opened::Answer),
        }
    }
}

/// One attempt, as far as the headers of its answer.
async fn begin(
    transport: &dyn Transport,
    plan: &mut Plan<'_>,
    window: Window,
) -> Result<Response<Box<dyn Chunks>>, Box<Failure>> {
    let whole = |answer: Response<Bytes>| answer.map(|body| Box::new(Whole(Some(body))) as _);
    let request = match plan.start(transport.now())? {
        Step::Send(request) if plan.later.is_empty() => request,
        // In a box, so that the calls of most have no room for it.
        Step::Send(request) => Box::pin(authenticated(transport, plan, window, request)).await?,
        Step::Answer(answer) => return Ok(whole(answer)),
    };
    let request = match plan.enter(request)? {
        Step::Send(request) => request,
        Step::Answer(answer) => return Ok(whole(answer)),
    };
    let trace = &plan.current.trace;
    let sending = trace.follow(trace.within(|| transport.send(request)));
    within(transport, || window.left(transport.now()), sending)
        .await
        .map_err(|kind| Failure::timeout(plan.spec, kind))?
        .map_err(|error| Failure::transport(plan.spec, error))
}

/// The request with all that lets it in.
async fn authenticated(
    transport: &dyn Transport,
    plan: &Plan<'_>,
    window: Window,
    mut request: Request,
) -> Result<Request, Box<Failure>> {
    for later in &plan.later {
        let adding = later.authenticate(&mut request, transport);
        within(transport, || window.left(transport.now()), adding)
            .await
            .unwrap_or_else(|_| Err(AuthError::late()))
            .map_err(|error| Failure::unauthenticated(plan.spec, error))?;
    }
    Ok(request)
}

/// The rest of an attempt: the body.
async fn gather(
    transport: &dyn Transport,
    plan: &Plan<'_>,
    window: Window,
    answer: Response<Box<dyn Chunks>>,
) -> Result<Response<Bytes>, Box<Failure>> {
    let mut gather = Gather::new(plan, answer.status, answer.headers)?;
    let mut chunks = answer.body;
    loop {
        let next = poll_fn(|context| chunks.poll_next(context));
        gather = match within(transport, || window.patience(transport.now()), next).await {
            Ok(Some(Ok(piece))) => gather.push(piece)?,
            Ok(None) => return Ok(gather.finish()),
            Ok(Some(Err(error))) => return Err(gather.fail(Failure::transport(plan.spec, error))),
            Err(kind) => return Err(gather.fail(Failure::timeout(plan.spec, kind))),
        }
    }
}

/// Waits for a future, but no longer than the limit, which is asked for only when there is something to wait for: most
/// pieces of a body are there already.
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
