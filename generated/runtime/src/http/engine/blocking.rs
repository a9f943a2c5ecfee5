// Copied from runtime/http/engine/blocking.rs of generator 0.1.0; independent of the description.

//! The loop that runs a blocking call.

use super::body_collector::BodyCollector;
use super::{CallState, Deadline, Next, Opened, Step};
use crate::runtime::http::client::Inner;
use crate::runtime::http::client::middleware::Whole;
use crate::runtime::http::engine::platform::Instant;
use crate::runtime::http::failure::Failure;
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
    let mut call = CallState::new(&client.settings, draft, transport.now())?;
    loop {
        let deadline = match call.begin(transport.now()) {
            Ok(deadline) => deadline,
            Err(failure) => return call.end(Err(failure), |body| Some(body)),
        };
        let attempt = deadline.left(transport.now()).map(|(left, _)| left);
        let timeouts = Timeouts {
            attempt,
            response: None,
            stall: deadline.stall,
        };
        let outcome = begin(transport, &mut call, deadline, timeouts)
            .and_then(|response| collect_body(transport, &call, deadline, response));
        match call.after(outcome, transport.now()) {
            Next::Pause(pause) => transport.sleep(pause),
            Next::End(outcome) => return outcome,
        }
    }
}

/// Runs a call until the headers of a documented success arrive, and leaves the body to the caller. Any other response is
/// read completely.
pub(crate) fn open(client: &Inner<Blocking>, draft: &Draft) -> Result<Opened<ByteReader>, Box<Failure>> {
    let transport = &*client.transport;
    let mut call = CallState::new(&client.settings, draft, transport.now())?;
    loop {
        let deadline = match call.begin(transport.now()) {
            Ok(deadline) => deadline,
            Err(failure) => return call.end(Err(failure), |body| Some(body)).map(Opened::Response),
        };
        let timeouts = Timeouts {
            attempt: None,
            response: deadline.left(transport.now()).map(|(left, _)| left),
            stall: deadline.stall,
        };
        let outcome = match begin(transport, &mut call, deadline, timeouts) {
            Ok(response) if call.is_success(&response) => {
                let response = call.opened(response, transport.now())?;
                let reader = |chunks| ByteReader::new(chunks, call.spec);
                return Ok(Opened::Body(response.map(reader)));
            }
            Ok(response) => collect_body(transport, &call, deadline, response),
            Err(failure) => Err(failure),
        };
        match call.after(outcome, transport.now()) {
            Next::Pause(pause) => transport.sleep(pause),
            Next::End(outcome) => return outcome.map(Opened::Response),
        }
    }
}

/// Makes one attempt and waits for the headers of its response.
fn begin(
    transport: &dyn BlockingTransport,
    call: &mut CallState<'_>,
    deadline: Deadline,
    timeouts: Timeouts,
) -> Result<Response<Box<dyn BlockingChunks>>, Box<Failure>> {
    let whole = |response: Response<Bytes>| response.map(|body| Box::new(Whole(Some(body))) as _);
    let request = match call.start(transport.now())? {
        Step::Send(request) => authenticated(transport, call, timeouts, request)?,
        Step::Response(response) => return Ok(whole(response)),
    };
    let request = match call.enter(request)? {
        Step::Send(request) => request,
        Step::Response(response) => return Ok(whole(response)),
    };
    if request.body.is_asynchronous() {
        let problem = "a blocking client can't send an asynchronous stream";
        return Err(Failure::new(ErrorKind::Encode, call.spec.id, problem));
    }
    let trace = &call.current.trace;
    trace
        .within(|| transport.send(request, timeouts))
        .map_err(|error| failure(call, deadline, transport.now(), error))
}

/// Runs the authenticators on the request.
fn authenticated(
    transport: &dyn BlockingTransport,
    call: &CallState<'_>,
    timeouts: Timeouts,
    mut request: Request,
) -> Result<Request, Box<Failure>> {
    for deferred in &call.deferred {
        deferred
            .authenticate_blocking(&mut request, transport, timeouts)
            .map_err(|error| Failure::unauthenticated(call.spec, error))?;
    }
    Ok(request)
}

/// Reads the body of a response.
fn collect_body(
    transport: &dyn BlockingTransport,
    call: &CallState<'_>,
    deadline: Deadline,
    response: Response<Box<dyn BlockingChunks>>,
) -> Result<Response<Bytes>, Box<Failure>> {
    let (mut collector, mut chunks) = BodyCollector::new(call, response)?;
    loop {
        match chunks.next() {
            Ok(Some(piece)) => collector.push(piece)?,
            Ok(None) => return Ok(collector.finish()),
            Err(error) => return Err(collector.fail(failure(call, deadline, transport.now(), error))),
        }
        if let Some(kind) = deadline.over(transport.now()) {
            return Err(collector.fail(Failure::timeout(call.spec, kind)));
        }
    }
}

/// A transport knows that a timeout expired, but not whether it was the attempt's or the call's; this decides which.
fn failure(call: &CallState<'_>, deadline: Deadline, now: Instant, error: TransportError) -> Box<Failure> {
    match (error.kind(), deadline.left(now)) {
        (TransportErrorKind::Timeout, Some((_, kind))) => Failure::timeout(call.spec, kind),
        (
            TransportErrorKind::Timeout
            | TransportErrorKind::Connect
            | TransportErrorKind::ConnectTimeout
            | TransportErrorKind::Stall
            | TransportErrorKind::Unsent
            | TransportErrorKind::Exchange
            | TransportErrorKind::BodyUnavailable
            | TransportErrorKind::BodyBroken,
            _,
        ) => Failure::transport(call.spec, error),
    }
}
