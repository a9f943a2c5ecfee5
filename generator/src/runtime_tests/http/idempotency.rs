//! Idempotency keys: one per call, and the same for every attempt.

use super::both::runtime;
use super::sockets::server::{self, Reply, Server};
use crate::runtime::http::request::idempotency::new_key;
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{ErrorKind, TransportErrorKind};
use crate::runtime_tests::prelude::*;
use std::collections::BTreeSet;

operation! {
    /// Charges a card.
    Charge: "charge" POST "/charges",
    .key: &str = header("Idempotency-Key"),
    idempotency_key = "Idempotency-Key",
    Ok = (), Err = (),
    responses = [status(204)],
}

/// Makes the call in each mode over its own memory, and returns the keys that were sent, attempt by attempt.
fn keys(responses: &[Response], own: Option<&str>) -> Vec<String> {
    let [asynchronous, blocking] = [true, false].map(|asynchronous| {
        let memory = MemoryTransport::queue(responses.to_vec());
        if asynchronous {
            let client = Client::builder().header("Idempotency-Key", "everybody's");
            let client = client.transport(memory.clone()).build().unwrap();
            let call = charge(&client, own);
            runtime().block_on(call.into_future()).unwrap();
        } else {
            let client = Client::blocking().header("Idempotency-Key", "everybody's");
            let client = client.transport(memory.clone()).build().unwrap();
            charge(&client, own).call().unwrap();
        }
        let key = |request: &crate::runtime::http::Request| {
            assert_eq!(request.headers.get_all("idempotency-key").iter().count(), 1);
            request.headers["idempotency-key"].to_str().unwrap().to_owned()
        };
        memory.requests().iter().map(key).collect::<Vec<_>>()
    });
    assert_eq!(asynchronous.len(), blocking.len());
    assert!(own.is_some() || asynchronous != blocking, "two calls, two keys");
    asynchronous
}

fn charge<M: Mode>(client: &Client<M>, own: Option<&str>) -> Call<Charge, M> {
    let call = Call::new(client, &[]);
    match own {
        Some(key) => call.key(key),
        None => call,
    }
}

#[test]
fn every_attempt_of_a_call_sends_its_one_key() {
    let responses = [
        Response::status(503),
        Response::error(TransportErrorKind::Exchange),
        Response::status(204),
    ];
    let sent = keys(&responses, None);
    assert_eq!(sent.len(), 3, "a POST with a key is made again");
    assert!(sent.iter().all(|key| *key == sent[0]), "{sent:?}");
    assert_eq!(keys(&responses, Some("mine")), ["mine", "mine", "mine"]);
}

#[test]
fn the_inspected_request_is_the_one_that_is_sent() {
    let client = Client::builder().build().unwrap();
    let call = charge(&client, None);
    let [first, second] = [(), ()].map(|()| call.request().unwrap().headers["idempotency-key"].clone());
    assert_eq!(first, second);
}

/// A connection that breaks after the request was sent: only the key makes a retry harmless.
#[test]
fn a_broken_exchange_is_retried_with_its_key() {
    for asynchronous in [true, false] {
        let server = Server::start([Reply::close(), server::Response::new(204).whole()]).unwrap();
        if asynchronous {
            let client = Client::builder().base_url(server.url()).build().unwrap();
            runtime().block_on(charge(&client, None).into_future()).unwrap();
        } else {
            let client = Client::blocking().base_url(server.url()).build().unwrap();
            charge(&client, None).call().unwrap();
        }
        let requests = server.requests();
        let keys: Vec<_> = requests
            .iter()
            .map(|request| request.header("idempotency-key"))
            .collect();
        assert!(
            matches!(keys.as_slice(), [Some(first), Some(second)] if first == second),
            "{keys:?}"
        );
    }
}

/// A new call has a new key, so only the caller knows whether repeating it is harmless.
#[test]
fn an_error_is_not_retryable_because_of_a_key() {
    let memory = MemoryTransport::new(|_| Response::status(503));
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    let error = charge(&client, None).call().unwrap_err();
    assert_eq!(
        (error.kind(), memory.requests().len()),
        (ErrorKind::Undocumented, 3)
    );
    assert!(!error.is_retryable() && error.is_uncertain());
}

#[test]
fn keys_are_random_and_distinct_uuids() {
    let threads: Vec<_> = (0..4)
        .map(|_| std::thread::spawn(|| (0..2500).map(|_| new_key().unwrap()).collect::<Vec<_>>()))
        .collect();
    let all: BTreeSet<String> = threads
        .into_iter()
        .flat_map(|thread| thread.join().unwrap())
        .collect();
    assert_eq!(all.len(), 10_000);
    let fixed = |key: &String| (key.as_bytes()[14], key.as_bytes()[19]);
    for key in &all {
        assert!(key.parse::<crate::runtime::format::Uuid>().is_ok(), "{key}");
        assert!(matches!(fixed(key), (b'4', b'8' | b'9' | b'a' | b'b')), "{key}");
    }
    // Each of the other bits is set in about half of the keys.
    let bits = all
        .iter()
        .map(|key| u128::from_str_radix(&key.replace('-', ""), 16).unwrap());
    let bits: Vec<u128> = bits.collect();
    for bit in (0..128).filter(|bit| !matches!(bit, 62 | 63 | 76..=79)) {
        let set = bits.iter().filter(|bits| *bits >> bit & 1 == 1).count();
        assert!((4500..5500).contains(&set), "bit {bit} is set in {set} of 10000");
    }
}
