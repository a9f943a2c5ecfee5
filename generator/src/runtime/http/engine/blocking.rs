//! The loop of a call that blocks its thread.

use super::{Gather, Plan, Window};
use crate::runtime::http::client::Inner;
use crate::runtime::http::encode::Draft;
use crate::runtime::http::error::Failure;
use crate::runtime::http::transport::Timeouts;
use crate::runtime::http::{Blocking, BlockingTransport, Response, TransportError, TransportErrorKind};
use bytes::Bytes;
use std::time::Instant;

/// Runs a call to its answer, whatever its status.
pub(crate) fn run(client: &Inner<Blocking>, draft: &Draft) -> Result<Response<Bytes>, Box<Failure>> {
    let transport = &*client.transport;
    let mut plan = Plan::new(&client.settings, draft, transport.now())?;
    loop {
        let window = plan.begin(transport.now())?;
        let outcome = attempt(transport, &plan, window);
        match plan.after(&outcome, transport.now()) {
            Some(pause) => transport.sleep(pause),
            None => return outcome,
        }
    }
}

fn attempt(
    transport: &dyn BlockingTransport,
    plan: &Plan<'_>,
    window: Window,
) -> Result<Response<Bytes>, Box<Failure>> {
    let attempt = window.left(transport.now()).map(|(left, _)| left);
    let timeouts = Timeouts {
        attempt,
        stall: window.stall,
    };
    let answer = transport
        .send(plan.request.clone(), timeouts)
        .map_err(|error| failure(plan, window, transport.now(), error))?;
    let mut gather = Gather::new(plan, answer.status, answer.headers)?;
    let mut chunks = answer.body;
    loop {
        gather = match chunks.next() {
            Ok(Some(piece)) => gather.push(piece)?,
            Ok(None) => return Ok(gather.finish()),
            Err(error) => return Err(gather.fail(failure(plan, window, transport.now(), error))),
        };
        if let Some(kind) = window.over(transport.now()) {
            return Err(gather.fail(Failure::timeout(plan.spec, kind)));
        }
    }
}

/// A transport knows that the time was up, not whether it was the attempt's or the call's.
fn failure(plan: &Plan<'_>, window: Window, now: Instant, error: TransportError) -> Box<Failure> {
    match (error.kind(), window.left(now)) {
        (TransportErrorKind::Timeout, Some((_, kind))) => Failure::timeout(plan.spec, kind),
        (
            TransportErrorKind::Timeout
            | TransportErrorKind::Connect
            | TransportErrorKind::ConnectTimeout
            | TransportErrorKind::Stall
            | TransportErrorKind::Exchange,
            _,
        ) => Failure::transport(plan.spec, error),
    }
}
