//! Custom authenticators: signatures.

use super::oauth::{asynchronous, blocking, pet};
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{
    AuthError, Authenticate, BlockingTransport, BoxFuture, Credential, Request, Timeouts, Transport,
};
use http::HeaderValue;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Signs the path and a nonce.
struct Signer {
    count: AtomicUsize,
    modes: &'static str,
}

impl Signer {
    fn sign(&self, request: &mut Request) {
        let number = self.count.fetch_add(1, Ordering::SeqCst);
        let signature = format!("{} {number}", request.uri.path());
        request
            .headers
            .insert("signature", HeaderValue::try_from(signature).unwrap());
    }
}

impl Authenticate for Signer {
    fn authenticate<'a>(
        &'a self,
        request: &'a mut Request,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<(), AuthError>> {
        Box::pin(async move {
            self.sign(request);
            Ok(())
        })
    }

    fn authenticate_blocking(
        &self,
        request: &mut Request,
        _: &dyn BlockingTransport,
        _: Timeouts,
    ) -> Result<(), AuthError> {
        if self.modes == "both" {
            self.sign(request);
            return Ok(());
        }
        Err(AuthError::new("the key is locked").transient())
    }

    fn on_unauthorized(&self, _: &Request) -> bool {
        self.modes == "both"
    }
}

#[tokio::test]
async fn a_custom_authenticator_signs_each_attempt() {
    let signer = |modes| {
        let count = AtomicUsize::new(0);
        Credential::custom(Signer { count, modes })
    };
    let signatures = |memory: &MemoryTransport| {
        let signature = |request: &Request| request.headers["signature"].to_str().unwrap().to_owned();
        memory.requests().iter().map(signature).collect::<Vec<_>>()
    };
    // Each attempt has its own signature.
    let memory = MemoryTransport::queue([Response::status(401), Response::json(200, r#"{"name":"Tom"}"#)]);
    asynchronous(memory.clone(), signer("both"))
        .pets()
        .create(&pet())
        .await
        .unwrap();
    assert_eq!(signatures(&memory), ["/v1/pets 0", "/v1/pets 1"]);
    let memory = MemoryTransport::queue([Response::status(401), Response::status(401)]);
    let client = blocking(memory.clone(), signer("both"));
    assert_eq!(
        client.pets().create(&pet()).call().unwrap_err().status().unwrap(),
        401
    );
    assert_eq!(signatures(&memory), ["/v1/pets 0", "/v1/pets 1"]);

    let memory = MemoryTransport::queue([]);
    let error = blocking(memory.clone(), signer("one"))
        .pets()
        .create(&pet())
        .call()
        .unwrap_err();
    assert_eq!(
        format!("{error:#}"),
        "createPet: not authenticated: the key is locked"
    );
    assert!(error.is_retryable() && memory.requests().is_empty());
}
