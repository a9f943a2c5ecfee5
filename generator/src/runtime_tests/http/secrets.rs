//! R4: a canary in every place for secrets never appears in anything that can be printed.

use super::api::*;
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{Credential, Secret, TransportErrorKind};
use crate::runtime_tests::prelude::*;
use std::fmt::Debug;

const CANARY: &str = "c4n4ry";

#[derive(Debug)]
enum Everything {}

impl Operation for Everything {
    type Output = ();
    type Error = ();
    const SPEC: &'static Spec = &Spec {
        id: "everything",
        method: "PUT",
        security: &[&[BEARER, KEY_HEADER, KEY_QUERY, KEY_COOKIE]],
        responses: &[ResponseSpec::status(200)],
        ..Spec::DEFAULT
    };
}

fn clean(what: impl Debug) {
    for shown in [format!("{what:?}"), format!("{what:#?}")] {
        assert!(!shown.contains(CANARY), "{shown}");
    }
}

fn clean_error(error: &impl std::error::Error) {
    clean(error);
    let mut shown = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        shown.push_str(&format!(" {inner} {inner:?}"));
        source = inner.source();
    }
    assert!(!shown.contains(CANARY), "{shown}");
}

#[tokio::test]
async fn r4_a_secret_is_never_shown() {
    let key = || Credential::ApiKey(CANARY.into());
    let basic = Credential::Basic {
        username: CANARY.into(),
        password: CANARY.into(),
    };
    clean(Secret::new(CANARY));
    clean(Credential::Bearer(CANARY.into()));
    clean(&basic);
    clean(key());
    clean(Credential::provider(|| CANARY.into()));

    let memory = MemoryTransport::queue([
        Response::status(200).header("set-cookie", CANARY),
        Response::status(500)
            .header("set-cookie", CANARY)
            .header("location", CANARY),
        Response::error(TransportErrorKind::Timeout),
        Response::error(TransportErrorKind::Connect),
    ]);
    let builder = Client::builder()
        .transport(memory.clone())
        .retry(crate::runtime::http::RetryPolicy::none())
        .bearer_token(CANARY)
        .credential(BASIC, basic)
        .credential(KEY_HEADER, key())
        .credential(KEY_QUERY, key())
        .credential(KEY_COOKIE, key())
        .header("X-Own", CANARY);
    clean(&builder);
    let client = builder.build().unwrap();
    clean(&client);
    clean(client.pets());
    let call = || Call::<Everything, Async>::new(&client, &[]).header("X-Mine", CANARY);
    clean(call());
    let request = call().request().unwrap();
    assert_eq!(
        request.headers["authorization"],
        format!("Bearer {CANARY}"),
        "the canary must be there"
    );
    assert!(request.uri.query().is_some_and(|query| query.contains(CANARY)));
    clean(&request);

    clean(call().send().await.unwrap());
    for _ in 0..3 {
        clean_error(&call().send().await.expect_err("no 200"));
    }
    clean(&memory);
    let headerless = Call::<Everything, Async>::new(&client, &[]).header("X-Bad", &format!("{CANARY}\n"));
    clean_error(&headerless.request().expect_err("no header value"));
}
