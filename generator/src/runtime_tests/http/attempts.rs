//! Errors of calls with several attempts: they describe all attempts, not only the last one.

use super::both::{failed, runtime};
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{Error, ErrorKind, RetryPolicy, TransportErrorKind};
use crate::runtime_tests::prelude::*;
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

operation! {
    /// Charges a card.
    Charge: "charge" POST "/charges",
    idempotency_key = "Idempotency-Key",
    Ok = (), Err = (),
    responses = [status(204)],
}

operation! {
    /// Lists what was taken.
    Charges: "charges" GET "/charges",
    Ok = (), Err = (),
    responses = [status(204)],
}

/// The kind of failure, whether the call may have taken effect, and whether it may be repeated.
type Told = (ErrorKind, bool, bool);

fn told(error: &Error<()>) -> Told {
    (error.kind(), error.is_uncertain(), error.is_retryable())
}

/// Makes the call in both modes, which agree.
fn call<O: Operation<Output = (), Error = ()>>(responses: &[Response]) -> Told {
    let policy = || RetryPolicy::safe().max_attempts(responses.len() as u32);
    let memory = MemoryTransport::queue(responses.to_vec());
    let client = Client::builder().transport(memory.clone()).retry(policy());
    let client = client.build().unwrap();
    let asynchronous = runtime().block_on(Call::<O, Async>::new(&client, &[]).send());
    assert_eq!(memory.requests().len(), responses.len());
    let memory = MemoryTransport::queue(responses.to_vec());
    let client = Client::blocking().transport(memory).retry(policy());
    let client = client.build().unwrap();
    let blocking = Call::<O, Blocking>::new(&client, &[]).send();
    let [asynchronous, blocking] = [asynchronous, blocking].map(|outcome| told(&outcome.unwrap_err()));
    assert_eq!(asynchronous, blocking);
    asynchronous
}

#[test]
fn an_error_describes_all_attempts_of_its_call() {
    let connect = || Response::error(TransportErrorKind::Connect);
    let unsent = || Response::error(TransportErrorKind::Unsent);
    let broken = || Response::error(TransportErrorKind::Exchange);
    let status = Response::status;
    let table: [(&[Response], Told); 9] = [
        (&[connect()], (ErrorKind::Connect, false, true)),
        (&[connect(), connect()], (ErrorKind::Connect, false, true)),
        (&[unsent()], (ErrorKind::Exchange, false, true)),
        (&[broken(), unsent()], (ErrorKind::Exchange, true, false)),
        (&[broken(), connect()], (ErrorKind::Connect, true, false)),
        (
            &[broken(), connect(), connect()],
            (ErrorKind::Connect, true, false),
        ),
        (&[status(503), connect()], (ErrorKind::Connect, true, false)),
        // The last attempt was rejected, but perhaps not the first one.
        (&[broken(), status(400)], (ErrorKind::Undocumented, true, false)),
        (
            &[status(429), status(400)],
            (ErrorKind::Undocumented, false, false),
        ),
    ];
    for (responses, expected) in table {
        assert_eq!(call::<Charge>(responses), expected, "{responses:?}");
    }
    // An idempotent call may be repeated anyway.
    assert_eq!(
        call::<Charges>(&[broken(), connect()]),
        (ErrorKind::Connect, true, true)
    );
}

/// The transport in memory has no delays, so the time runs out during an attempt.
#[test]
fn a_call_that_times_out_before_it_sends_anything_is_not_uncertain() {
    let client = Client::blocking().timeout(Duration::ZERO);
    let client = client.transport(MemoryTransport::queue([])).build().unwrap();
    let error = Call::<Charge, Blocking>::new(&client, &[]).send().unwrap_err();
    assert!(error.is_timeout() && !error.is_uncertain() && error.is_retryable());
}

/// The first attempt arrives and is reset; the second one can't connect.
#[test]
fn an_attempt_that_arrived_makes_a_later_connection_error_uncertain() {
    for asynchronous in [true, false] {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            drop(listener);
            let mut start = [0; 13];
            stream.read_exact(&mut start).unwrap();
            start
        });
        let outcome = if asynchronous {
            let client = Client::builder().base_url(url).build().unwrap();
            runtime().block_on(Call::<Charge, Async>::new(&client, &[]).send())
        } else {
            let client = Client::blocking().base_url(url).build().unwrap();
            Call::<Charge, Blocking>::new(&client, &[]).send()
        };
        assert_eq!(server.join().unwrap(), *b"POST /charges");
        let error = outcome.unwrap_err();
        assert_eq!(told(&error), (ErrorKind::Connect, true, false));
        assert!(
            failed(error)
                .shown
                .contains("an earlier attempt may have taken effect")
        );
    }
}
