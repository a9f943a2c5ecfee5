//! Makes one call over sockets with each transport, and checks that the outcomes are equal.

use super::api::*;
use super::sockets::server::{Reply, Server};
use crate::runtime::http::{
    ClientBuilder, Error, ErrorKind, ReqwestTransport, RetryPolicy, TransportOptions,
};
use crate::runtime_tests::prelude::*;
use std::error::Error as _;
use std::time::{Duration, Instant};

/// Longer than any successful step takes.
pub(super) const LONG: Duration = Duration::from_secs(20);

/// The outcome of one call.
#[derive(Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) failure: Option<ErrorKind>,
    pub(super) status: Option<u16>,
    pub(super) attempts: usize,
}

/// The transport of a call.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Over {
    Hyper,
    Reqwest,
    Ureq,
}

impl Over {
    pub(super) const ALL: [Self; 3] = [Self::Hyper, Self::Reqwest, Self::Ureq];

    /// The builder of an asynchronous client over this transport; `None` if the transport blocks.
    pub(super) fn asynchronous(self, url: &str, options: &Options) -> Option<ClientBuilder<Async>> {
        let builder = options.apply(Client::builder().base_url(url));
        let transport = TransportOptions {
            connect_timeout: options.connect,
            ..TransportOptions::default()
        };
        match self {
            Self::Hyper => Some(builder),
            Self::Reqwest => Some(builder.transport(ReqwestTransport::with(&transport).unwrap())),
            Self::Ureq => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Verb {
    Get,
    Post,
}

/// Makes one call over each transport against its own server, and checks that the outcomes are equal and in time.
pub(super) fn call(verb: Verb, script: &[Reply], options: &Options) -> Seen {
    let [hyper, reqwest, ureq] = Over::ALL.map(|over| {
        let server = Server::start(script.to_vec()).unwrap();
        let start = Instant::now();
        let outcome = once(over, verb, &server.url(), options);
        assert!(start.elapsed() < LONG, "it took {:?}", start.elapsed());
        let (failure, status) = match outcome {
            Ok(status) => (None, Some(status)),
            Err(failed) => (Some(failed.kind), failed.status),
        };
        Seen {
            failure,
            status,
            attempts: server.requests().len(),
        }
    });
    assert_eq!(hyper, reqwest, "left: hyper, right: reqwest");
    assert_eq!(hyper, ureq, "left: hyper, right: ureq");
    hyper
}

pub(super) struct Failed {
    pub(super) kind: ErrorKind,
    pub(super) status: Option<u16>,
    pub(super) shown: String,
}

pub(super) fn once(over: Over, verb: Verb, url: &str, options: &Options) -> Result<u16, Failed> {
    let pet = Pet {
        name: "Tom".into(),
        age: Some(3),
    };
    if let Some(builder) = over.asynchronous(url, options) {
        let client = builder.build().unwrap();
        return runtime().block_on(async {
            match verb {
                Verb::Get => client
                    .pets()
                    .show("1")
                    .send()
                    .await
                    .map(|response| response.status.as_u16())
                    .map_err(failed),
                Verb::Post => client
                    .pets()
                    .create(&pet)
                    .send()
                    .await
                    .map(|response| response.status.as_u16())
                    .map_err(failed),
            }
        });
    }
    let client = options.apply(Client::blocking().base_url(url)).build().unwrap();
    match verb {
        Verb::Get => client
            .pets()
            .show("1")
            .send()
            .map(|response| response.status.as_u16())
            .map_err(failed),
        Verb::Post => client
            .pets()
            .create(&pet)
            .send()
            .map(|response| response.status.as_u16())
            .map_err(failed),
    }
}

pub(super) fn failed<E: 'static>(error: Error<E>) -> Failed {
    let mut shown = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(inner) = source {
        shown.push_str(&format!("; {inner} {inner:?}"));
        source = inner.source();
    }
    Failed {
        kind: error.kind(),
        status: error.status().map(|status| status.as_u16()),
        shown,
    }
}

pub(super) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// No limit except the one under test, and no retries.
pub(super) struct Options {
    pub(super) retry: RetryPolicy,
    pub(super) connect: Duration,
    pub(super) attempt: Option<Duration>,
    pub(super) stall: Option<Duration>,
    pub(super) total: Option<Duration>,
    pub(super) limit: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            retry: RetryPolicy::none(),
            connect: LONG,
            attempt: Some(LONG),
            stall: None,
            total: None,
            limit: 1 << 20,
        }
    }
}

impl Options {
    pub(super) fn apply<M: Mode>(&self, builder: ClientBuilder<M>) -> ClientBuilder<M> {
        builder
            .bearer_token("c4n4ry")
            .retry(self.retry.clone())
            .connect_timeout(self.connect)
            .attempt_timeout(self.attempt)
            .stall_timeout(self.stall)
            .timeout(self.total)
            .response_limit(self.limit)
    }
}
