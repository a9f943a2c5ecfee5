//! Middleware and hooks of a single call.

use super::api::ShowPet;
use super::both::runtime;
use super::middleware::{Log, Noted, cached, pass};
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{Attempt, ClientBuilder};
use crate::runtime_tests::prelude::*;
use std::sync::Arc;

/// Middleware of both kinds.
struct Around {
    calls: Noted,
    attempts: Noted,
}

impl Around {
    fn all<M: Mode>(self, builder: ClientBuilder<M>) -> ClientBuilder<M> {
        builder
            .call_middleware(self.calls)
            .attempt_middleware(self.attempts)
    }

    /// The opposite order, which makes no difference.
    fn one<M: Mode>(self, call: Call<ShowPet, M>) -> Call<ShowPet, M> {
        call.attempt_middleware(self.attempts).call_middleware(self.calls)
    }
}

#[test]
fn the_middleware_of_a_call_is_inside_that_of_the_client() {
    for asynchronous in [true, false] {
        let log = Log::default();
        let named = |name| Noted {
            name,
            log: Arc::clone(&log),
            act: pass,
        };
        let hook = |name: &'static str| {
            let log = Arc::clone(&log);
            move |attempt: &Attempt| {
                let line = format!("{name} {}", attempt.context.attempt);
                log.lock().unwrap().push(line);
            }
        };
        let memory = MemoryTransport::queue([
            Response::status(503),
            Response::json(200, "{}"),
            Response::json(200, "{}"),
        ]);
        let around = Around {
            calls: named("all calls"),
            attempts: named("all attempts"),
        };
        let own = Around {
            calls: named("own calls"),
            attempts: named("own attempts"),
        };
        if asynchronous {
            let builder = Client::builder().transport(memory);
            let client = around.all(builder).on_attempt(hook("all hooks")).build().unwrap();
            let one = own.one(client.pets().show("1")).on_attempt(hook("own hook"));
            assert!(runtime().block_on(one.raw()).is_ok());
            log.lock().unwrap().push("another".to_owned());
            assert!(runtime().block_on(client.pets().show("1").raw()).is_ok());
        } else {
            let builder = Client::blocking().transport(memory);
            let client = around.all(builder).on_attempt(hook("all hooks")).build().unwrap();
            let one = own.one(client.pets().show("1")).on_attempt(hook("own hook"));
            assert!(one.raw().is_ok());
            log.lock().unwrap().push("another".to_owned());
            assert!(client.pets().show("1").raw().is_ok());
        }
        assert_eq!(
            *log.lock().unwrap(),
            [
                "all calls before showPet 0",
                "own calls before showPet 0",
                "all attempts before showPet 1",
                "own attempts before showPet 1",
                "own attempts after 1 503 0",
                "all attempts after 1 503 0",
                "all hooks 1",
                "own hook 1",
                "all attempts before showPet 2",
                "own attempts before showPet 2",
                "own attempts after 2 200 2",
                "all attempts after 2 200 2",
                "all hooks 2",
                "own hook 2",
                "own calls after 2 200 2",
                "all calls after 2 200 2",
                "another",
                "all calls before showPet 0",
                "all attempts before showPet 1",
                "all attempts after 1 200 2",
                "all hooks 1",
                "all calls after 1 200 2",
            ]
        );
    }
}

#[test]
fn a_response_in_place_of_a_call_is_seen_by_the_outer_middleware_only() {
    let log = Log::default();
    let named = |name, act| Noted {
        name,
        log: Arc::clone(&log),
        act,
    };
    let client = Client::blocking()
        .transport(MemoryTransport::queue([]))
        .call_middleware(named("outer", pass))
        .build()
        .unwrap();
    let call = client
        .pets()
        .show("1")
        .call_middleware(named("own", pass))
        .call_middleware(named("cache", cached))
        .call_middleware(named("inner", pass));
    assert!(call.raw().is_ok());
    assert_eq!(
        *log.lock().unwrap(),
        [
            "outer before showPet 0",
            "own before showPet 0",
            "cache before showPet 0",
            "own after 0 200 14",
            "outer after 0 200 14",
        ]
    );
}
