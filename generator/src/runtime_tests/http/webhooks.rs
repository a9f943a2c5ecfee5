//! Webhooks: signatures with the test vectors of RFC 4231, and payloads.

use crate::runtime::http::{Secret, Signature, Webhook, WebhookError, parse_webhook};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const HEX: Signature = Signature::hmac_sha256("X-Signature");

fn headers<const N: usize>(pairs: [(&'static str, &str); N]) -> HeaderMap {
    pairs
        .map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            )
        })
        .into_iter()
        .collect()
}

fn verify(signature: Signature, secret: &str, sent: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
    signature.verify(&Secret::new(secret), sent, body, SystemTime::now())
}

/// Test cases 1 and 2, whose keys are texts.
#[test]
fn signatures_are_those_of_rfc_4231() {
    let table: [(&str, &[u8], &str); 2] = [
        (
            "\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}\u{b}",
            b"Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            "Jefe",
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
    ];
    for (secret, body, signature) in table {
        let sent = headers([("x-signature", signature)]);
        assert_eq!(verify(HEX, secret, &sent, body), Ok(()));
        assert_eq!(
            verify(HEX, secret, &sent, b"another"),
            Err(WebhookError::InvalidSignature)
        );
        assert_eq!(
            verify(HEX, "another", &sent, body),
            Err(WebhookError::InvalidSignature)
        );
        let upper = headers([("x-signature", &signature.to_uppercase())]);
        assert_eq!(verify(HEX, secret, &upper, body), Ok(()));
        let shorter = headers([("x-signature", signature.split_at(62).0)]);
        assert_eq!(
            verify(HEX, secret, &shorter, body),
            Err(WebhookError::InvalidSignature)
        );
        let odd = headers([("x-signature", signature.split_at(63).0)]);
        assert_eq!(
            verify(HEX, secret, &odd, body),
            Err(WebhookError::MissingSignature)
        );
        assert_eq!(
            verify(HEX, secret, &HeaderMap::new(), body),
            Err(WebhookError::MissingSignature)
        );
    }
}

#[test]
fn signatures_may_be_base64_with_a_prefix() {
    let signature = HEX.base64().prefix("v1=");
    let sent = headers([("x-signature", "v1=W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=")]);
    let body = b"what do ya want for nothing?";
    assert_eq!(verify(signature, "Jefe", &sent, body), Ok(()));
    let bare = headers([("x-signature", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=")]);
    assert_eq!(
        verify(signature, "Jefe", &bare, body),
        Err(WebhookError::MissingSignature)
    );
}

/// An unset variable is read as an empty text, with which anybody can sign.
#[test]
fn an_empty_secret_is_refused() {
    let empty = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
    let sent = headers([("x-signature", empty)]);
    assert_eq!(verify(HEX, "", &sent, b""), Err(WebhookError::NoSecret));
    let any = |secrets: &[&str]| {
        let secrets: Vec<Secret> = secrets.iter().map(|secret| Secret::new(*secret)).collect();
        HEX.verify_any(&secrets, &sent, b"", SystemTime::now())
    };
    assert_eq!(any(&[]), Err(WebhookError::NoSecret));
    assert_eq!(any(&["Jefe", ""]), Err(WebhookError::NoSecret));
    assert_eq!(any(&["Jefe"]), Err(WebhookError::InvalidSignature));
}

/// While a secret is being replaced, the server signs with both, or the receiver accepts both.
#[test]
fn secrets_can_be_replaced() {
    let body = b"what do ya want for nothing?";
    let right = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    let wrong = "0d085ba2d08207f91cb26242c50fd7594783deea67fc11692abce383a518617f";
    let any = |signature: Signature, secrets: &[&str], sent: &HeaderMap| {
        let secrets: Vec<Secret> = secrets.iter().map(|secret| Secret::new(*secret)).collect();
        signature.verify_any(&secrets, sent, body, SystemTime::now())
    };
    let plain = headers([("x-signature", right)]);
    assert_eq!(any(HEX, &["old", "Jefe"], &plain), Ok(()));
    assert_eq!(any(HEX, &["Jefe", "new"], &plain), Ok(()));
    assert_eq!(
        any(HEX, &["old", "new"], &plain),
        Err(WebhookError::InvalidSignature)
    );
    for (prefix, value) in [
        ("", format!("{wrong},{right}")),
        ("", format!("{right}, {wrong}")),
        ("", format!("{wrong} {right}")),
        ("v1=", format!("t=12,v0={wrong},v1={wrong},v1={right}")),
        ("v1=", format!("v1={right}; v1={wrong}")),
        ("v1,", format!("v1,{wrong} v1,{right}")),
    ] {
        let sent = headers([("x-signature", &value)]);
        assert_eq!(any(HEX.prefix(prefix), &["Jefe"], &sent), Ok(()), "{value}");
        assert_eq!(
            any(HEX.prefix(prefix), &["new"], &sent),
            Err(WebhookError::InvalidSignature)
        );
    }
    let mut twice = headers([("x-signature", wrong)]);
    twice.append("x-signature", HeaderValue::from_str(right).unwrap());
    assert_eq!(any(HEX, &["Jefe"], &twice), Ok(()));
    let other = headers([("x-signature", &format!("v0={right}, v2={right}"))]);
    assert_eq!(
        any(HEX.prefix("v1="), &["Jefe"], &other),
        Err(WebhookError::MissingSignature)
    );
}

/// A recorded webhook is soon rejected, and its timestamp can't be changed.
#[test]
fn a_signature_is_valid_within_its_tolerance_only() {
    let signature = HEX.timestamp("x-time", Duration::from_secs(300));
    // printf '1000000000.{}' | openssl dgst -sha256 -hmac Jefe
    let sent = headers([
        (
            "x-signature",
            "0d085ba2d08207f91cb26242c50fd7594783deea67fc11692abce383a518617f",
        ),
        ("x-time", "1000000000"),
    ]);
    let at = |seconds: u64| {
        let now = UNIX_EPOCH + Duration::from_secs(seconds);
        signature.verify(&Secret::new("Jefe"), &sent, b"{}", now)
    };
    assert_eq!(
        [at(1_000_000_000), at(1_000_000_300), at(999_999_700)],
        [Ok(()), Ok(()), Ok(())]
    );
    assert_eq!(at(1_000_000_301), Err(WebhookError::InvalidTimestamp));
    assert_eq!(at(999_999_699), Err(WebhookError::InvalidTimestamp));
    let mut later = sent.clone();
    later.insert("x-time", HeaderValue::from_static("1000000200"));
    let now = UNIX_EPOCH + Duration::from_secs(1_000_000_200);
    let forged = signature.verify(&Secret::new("Jefe"), &later, b"{}", now);
    assert_eq!(forged, Err(WebhookError::InvalidSignature));
    later.insert("x-time", HeaderValue::from_static("soon"));
    let unsigned = signature.verify(&Secret::new("Jefe"), &later, b"{}", now);
    assert_eq!(unsigned, Err(WebhookError::MissingSignature));
    later.insert("x-time", HeaderValue::from_static("18446744073709551615"));
    let stale = signature.verify(&Secret::new("Jefe"), &later, b"{}", now);
    assert_eq!(stale, Err(WebhookError::InvalidTimestamp));
}

enum Counted {}

impl Webhook for Counted {
    type Payload = Vec<i64>;
    const NAME: &'static str = "counted";
}

#[test]
fn payloads_are_decoded_as_documented() {
    let json = headers([("content-type", "Application/Vnd.x+JSON; charset=utf-8")]);
    assert_eq!(parse_webhook::<Counted>(&json, b"[1,2]"), Ok(vec![1, 2]));
    assert_eq!(parse_webhook::<Counted>(&HeaderMap::new(), b"[]"), Ok(vec![]));
    let text = headers([("content-type", "text/plain")]);
    assert_eq!(
        parse_webhook::<Counted>(&text, b"[]"),
        Err(WebhookError::MediaType)
    );
    let error = parse_webhook::<Counted>(&json, b"[1,\"x\"]").unwrap_err();
    assert!(
        matches!(&error, WebhookError::Decode(error) if error.path() == "$[1]"),
        "{error:?}"
    );
}
