//! Which credentials are sent with a request, and which are rejected.

use super::api::*;
use super::requests::refused;
use crate::runtime::http::{Credential, Error, ErrorKind, Request, Secret};
use crate::runtime_tests::prelude::*;

/// An operation with the given security.
macro_rules! secured {
    ($name:ident $security:expr) => {
        #[derive(Debug)]
        enum $name {}
        impl Operation for $name {
            type Output = ();
            type Error = ();
            const SPEC: &'static Spec = &Spec {
                id: stringify!($name),
                security: $security,
                ..Spec::DEFAULT
            };
        }
    };
}
secured!(Both & [&[KEY_HEADER, KEY_QUERY], &[BASIC]]);
secured!(Cookie & [&[KEY_COOKIE]]);
secured!(Optional & [&[], &[BEARER]]);
secured!(Open & []);
secured!(Custom & [&[OTHER]]);

fn secured<O: Operation>(credentials: &[(usize, Credential)]) -> Result<Request, Error<O::Error>> {
    let builder = credentials
        .iter()
        .fold(Client::builder(), |builder, (scheme, credential)| {
            builder.credential(*scheme, credential.clone())
        });
    Call::<O, Async>::new(&builder.build().unwrap(), &[]).request()
}

#[test]
fn the_first_alternative_that_is_configured_is_sent() {
    let key = |text: &str| Credential::ApiKey(text.into());
    let basic = Credential::Basic {
        username: "Aladdin".into(),
        password: "open sesame".into(),
    };

    let message = refused(secured::<Both>(&[]), ErrorKind::Credentials);
    assert_eq!(
        message,
        "Both: no credential is set; needed: headerKey and queryKey, or basicAuth"
    );
    refused(secured::<Both>(&[(KEY_HEADER, key("h"))]), ErrorKind::Credentials);

    // RFC 7617, section 2.
    let request = secured::<Both>(&[(KEY_HEADER, key("h")), (BASIC, basic.clone())]).unwrap();
    assert_eq!(
        request.headers["authorization"],
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
    assert!(!request.headers.contains_key("x-key"));

    let request =
        secured::<Both>(&[(KEY_HEADER, key("h")), (KEY_QUERY, key("q&=")), (BASIC, basic)]).unwrap();
    assert_eq!(request.headers["x-key"], "h");
    assert_eq!(request.uri.query(), Some("api%20key=q%26%3D"));
    assert!(!request.headers.contains_key("authorization"));

    assert_eq!(
        secured::<Cookie>(&[(KEY_COOKIE, key("abc=="))]).unwrap().headers["cookie"],
        "session=abc=="
    );
}

#[test]
fn another_http_scheme_sends_the_given_credentials_after_its_name() {
    let sent = |credential| secured::<Custom>(&[(OTHER, credential)]).unwrap();
    let request = sent(Credential::ApiKey("valid-key".into()));
    assert_eq!(request.headers["authorization"], "SharedAccessKey valid-key");
    assert!(request.headers["authorization"].is_sensitive());
    let request = sent(Credential::provider(|| Secret::new("sig=\"x\", se=1")));
    assert_eq!(
        request.headers["authorization"],
        "SharedAccessKey sig=\"x\", se=1"
    );
}

#[test]
fn only_operations_with_security_send_credentials() {
    let bearer = (BEARER, Credential::provider(|| Secret::new("fresh")));
    assert!(
        !secured::<Open>(std::slice::from_ref(&bearer))
            .unwrap()
            .headers
            .contains_key("authorization")
    );
    assert!(
        !secured::<Optional>(&[])
            .unwrap()
            .headers
            .contains_key("authorization")
    );
    assert_eq!(
        secured::<Optional>(&[bearer]).unwrap().headers["authorization"],
        "Bearer fresh"
    );
}

#[test]
fn invalid_credentials_are_rejected_when_the_client_is_built() {
    let build = |scheme, credential| Client::builder().credential(scheme, credential).build().map(drop);
    let colon = Credential::Basic {
        username: "a:b".into(),
        password: "canary".into(),
    };
    for (scheme, credential) in [
        (BASIC, colon),
        (BEARER, Credential::Bearer("".into())),
        (BEARER, Credential::ApiKey("canary".into())),
        (KEY_COOKIE, Credential::ApiKey("canary;x".into())),
        (KEY_HEADER, Credential::ApiKey("canary\n".into())),
    ] {
        let error = build(scheme, credential).expect_err("must be refused");
        assert!(!error.to_string().contains("canary"), "{error}");
    }
    // RFC 4648, section 10.
    for (text, encoded) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(crate::runtime::format::encode(text.as_bytes()), encoded);
    }
}
