// Copied from runtime/http/engine/blocking.rs of generator 0.1.0; independent of the description.

//! The loop that runs a blocking call.

use super::{BodyCollector, CallState, Deadline, Next, Opened, Step};
use crate::runtime::http::client::Inner;
use crate::runtime::http::client::middleware::Whole;
use crate::runtime::http::engine::platform::Instant;
use crate::runtime::http::error::Failure;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::http::transport::Timeouts;
use crate::runtime::http::{
    Blocking, BlockingChunks, BlockingTransport, ByteReader, ErrorKind, Request, Response, TransportError,
    TransportErrorKind,
};
use bytes::Bytes;

/// Runs a call until its response is complete, whatever the status.
pub(crate) fn run(client: &Inner<Blocking>, draft: &Draft) -> Result<Response<Bytes>, Box<Failure>> {
    let transport = &*client.transport;
    let mut plan = CallState::new(&client.settings, draft, transport.now())?;
    loop {
        let window = match plan.begin(transport.now()) {
            Ok(window) => window,
            Err(failure) => return plan.end(Err(failure), |body| Some(body)),
        };
        let attempt = window.left(transport.now()).map(|(left, _)| left);
        let timeouts = Timeouts {
            attempt,
            answer: None,
            stall: window.stall,
        };
        let outcome = begin(transport, &mut plan, window, timeouts)
            .and_then(|answer| gather(transport, &plan, window, answer));
        match plan.after(outcome, transport.now()) {
            Next::Pause(pause) => transport.sleep(pause),
            Next::End(outcome) => return outcome,
        }
    }
}

/// Runs a call until the headers of a documented success arrive, and leaves the body to the caller. Any other response is
/// read completely.
pub(crate) fn open(client: &Inner<Blocking>, draft: &Draft) -> Result<Opened<ByteReader>, Box<Failure>> {
    let transport = &*client.transport;
    let mut plan = CallState::new(&client.settings, draft, transport.now())?;
    loop {
        let window = match plan.begin(transport.now()) {
            Ok(window) => window,
            Err(failure) => return plan.end(Err(failure), |body| Some(body)).map(Opened::Response),
        };
        let timeouts = Timeouts {
            attempt: None,
            answer: window.left(transport.now()).map(|(left, _)| left),
            stall: window.stall,
        };
        let outcome = match begin(transport, &mut plan, window, timeouts) {
            Ok(answer) if plan.is_success(&answer) => {
                let answer = plan.opened(answer, transport.now())?;
                let reader = |chunks| ByteReader::new(chunks, plan.spec);
                return Ok(Opened::Body(answer.map(reader)));
            }
            Ok(answer) => gather(transport, &plan, window, answer),
            Err(failure) => Err(failure),
        };
        match plan.after(outcome, transport.now()) {
            Next::Pause(pause) => transport.sleep(pause),
            Next::End(outcome) => return outcome.map(Opened::Response),
        }
    }
}

/// Makes one attempt and waits for the headers of its response.
fn begin(
    transport: &dyn BlockingTransport,
    plan: &mut CallState<'_>,
    window: Deadline,
    timeouts: Timeouts,
) -> Result<Response<Box<dyn BlockingChunks>>, Box<Failure>> {
    let whole = |answer: Response<Bytes>| answer.map(|body| Box::new(Whole(Some(body))) as _);
    let request = match plan.start(transport.now())? {
        Step::Send(request) => authenticated(transport, plan, timeouts, request)?,
        Step::Response(answer) => return Ok(whole(answer)),
    };
    let request = match plan.enter(request)? {
        Step::Send(request) => request,
        Step::Response(answer) => return Ok(whole(answer)),
    };
    if request.body.is_asynchronous() {
        let problem = "a blocking client can't send an asynchronous stream";
        return Err(Failure::new(ErrorKind::Encode, plan.spec.id, problem));
    }
    let trace = &plan.current.trace;
    trace
        .within(|| transport.send(request, timeouts))
        .map_err(|error| failure(plan, window, transport.now(), error))
}

/// Runs the authenticators on the request.
fn authenticated(
    transport: &dyn BlockingTransport,
    plan: &CallState<'_>,
    timeouts: Timeouts,
    mut request: Request,
) -> Result<Request, Box<Failure>> {
    for later in &plan.later {
        later
            .authenticate_blocking(&mut request, transport, timeouts)
            .map_err(|error| Failure::unauthenticated(plan.spec, error))?;
    }
    Ok(request)
}

/// Reads the body of a response.
fn gather(
    transport: &dyn BlockingTransport,
    plan: &CallState<'_>,
    window: Deadline,
    answer: Response<Box<dyn BlockingChunks>>,
) -> Result<Response<Bytes>, Box<Failure>> {
    let (mut gather, mut chunks) = BodyCollector::new(plan, answer)?;
    loop {
        match chunks.next() {
            Ok(Some(piece)) => gather.push(piece)?,
            Ok(None) => return Ok(gather.finish()),
            Err(error) => return Err(gather.fail(failure(plan, window, transport.now(), error))),
        }
        if let Some(kind) = window.over(transport.now()) {
            return Err(gather.fail(Failure::timeout(plan.spec, kind)));
        }
    }
}

/// A transport knows that a timeout expired, but not whether it was the attempt's or the call's; this decides which.
fn failure(plan: &CallState<'_>, window: Deadline, now: Instant, error: TransportError) -> Box<Failure> {
    match (error.kind(), window.left(now)) {
        (TransportErrorKind::Timeout, Some((_, kind))) => Failure::timeout(plan.spec, kind),
        (
            TransportErrorKind::Timeout
            | TransportErrorKind::Connect
            | TransportErrorKind::ConnectTimeout
            | TransportErrorKind::Stall
            | TransportErrorKind::Exchange
            | TransportErrorKind::BodyUnavailable
            | TransportErrorKind::BodyBroken,
            _,
        ) => Failure::transport(plan.spec, error),
    }
}
