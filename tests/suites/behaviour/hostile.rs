//! R8: broken, huge and unusual responses. Each is a value or a typed error with the whole response, and never a panic.

use applivery::types::ErrorResponse;
use applivery::types::{DeviceAction, ErrorCode};
use applivery::{Error, ErrorKind};
use tests::server::{Reply, Response};

use super::both::{QUEUED, Setup, answered, both, reboot};

/// Asserts that the body of a 200 can't be decoded, with the path of the error.
fn undecodable(body: impl Into<Vec<u8>>, path: Option<&str>) {
    let body = body.into();
    answered(&Response::json(200, body.clone()).whole(), |over, outcome| {
        let error = outcome.unwrap_err();
        let shown = String::from_utf8_lossy(&body)
            .chars()
            .take(80)
            .collect::<String>();
        assert_eq!(
            (error.kind(), error.path()),
            (ErrorKind::Decode, path),
            "{over:?} {shown}: {error}"
        );
        assert_eq!(error.status().unwrap(), 200);
        assert!(error.headers().unwrap().contains_key("content-type"));
        assert!(body.starts_with(error.body().unwrap()));
    });
}

#[test]
fn r8_an_error_in_json_has_its_path() {
    undecodable(r#"{"status":true,"data":{"status":"que"#, Some("$.data.status"));
    undecodable(r#"{"status":true,"data":"#, Some("$.data"));
    undecodable(r#"{"status":"true"}"#, Some("$.status"));
    undecodable(r#"{"status":true,"data":[]}"#, Some("$.data"));
    undecodable(r#"{"data":{"status":7}}"#, Some("$.data.status"));
    undecodable("[]", Some("$"));
    undecodable("null", Some("$"));
    undecodable(format!("{QUEUED}{QUEUED}"), Some("$"));
    undecodable(*b"{\"data\":{\"status\":\"\xff\"}}", Some("$.data.status"));
    undecodable(*b"\x1f\x8b\x08\x00", Some("$"));
}

/// An undocumented `null` is decoded as absent.
#[test]
fn r8_an_undocumented_null_is_absent() {
    for body in [r#"{"status":null,"data":{"status":null}}"#, r#"{"data":null}"#] {
        answered(&Response::json(200, body).whole(), |over, outcome| {
            let answer = outcome.unwrap().body;
            assert_eq!(
                (answer.status, answer.data.and_then(|data| data.status)),
                (None, None),
                "{over:?}"
            );
        });
    }
    coded("null", |error| {
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.into_api().unwrap().error.unwrap().code, None);
    });
}

#[test]
fn r8_duplicate_keys_are_refused() {
    undecodable(r#"{"status":true,"status":false}"#, Some("$.status"));
    undecodable(
        r#"{"data":{"status":"queued","status":"failed"}}"#,
        Some("$.data.status"),
    );
}

#[test]
fn r8_depth_does_not_overflow_the_stack() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    undecodable(deep("[", "]"), Some("$"));
    for body in [
        format!(r#"{{"new":{}}}"#, deep("[", "]")),
        format!(r#"{{"new":{}"#, "[".repeat(100_000)),
        format!(r#"{{"new":{}}}"#, deep(r#"{"a":["#, "]}")),
        format!(r#"{{"data":{{"status":{}}}}}"#, deep("[", "]")),
    ] {
        answered(&Response::json(200, body.clone()).whole(), |over, outcome| {
            assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Decode, "{over:?}");
        });
        // The message of an error is searched in its body, whatever the body contains.
        answered(&Response::json(500, body).whole(), |over, outcome| {
            assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Undocumented, "{over:?}");
        });
    }
}

#[test]
fn r8_a_byte_order_mark_is_skipped() {
    let mut body = b"\xef\xbb\xbf".to_vec();
    body.extend_from_slice(QUEUED.as_bytes());
    answered(&Response::json(200, body).whole(), |over, outcome| {
        assert_eq!(outcome.unwrap().body.status, Some(true), "{over:?}");
    });
}

fn coded(code: &str, check: impl Fn(Error<ErrorResponse>)) {
    let body = format!(r#"{{"status":false,"error":{{"code":{code},"message":"m"}}}}"#);
    answered(&Response::json(400, body).whole(), |_, outcome| {
        check(outcome.unwrap_err())
    });
}

#[test]
fn r8_numbers_are_exact_or_refused() {
    for number in [i64::MIN, -1, 0, 9_007_199_254_740_993, i64::MAX] {
        coded(&number.to_string(), |error| {
            let documented = error.into_api().unwrap();
            let detail = documented.error.as_ref().unwrap();
            assert_eq!(detail.code, Some(ErrorCode::Unknown(number)));
            let again = serde_json::to_string(&documented).unwrap();
            assert!(again.contains(&format!(r#""code":{number},"#)), "{again}");
        });
    }
    // It is documented as a number, so a server may send it in this form.
    coded("5142.0", |error| {
        let detail = error.into_api().unwrap().error.unwrap();
        assert_eq!(detail.code, Some(ErrorCode::WinDeviceNotActive));
    });
    for code in ["9223372036854775808", "1e400", "0.5", "\"5142\"", "true", "{}"] {
        coded(code, |error| {
            assert_eq!(error.kind(), ErrorKind::Decode, "{code}: {error}");
            assert_eq!(error.path(), Some("$.error.code"), "{code}: {error}");
            assert_eq!(error.status().unwrap(), 400);
            // The server's message is shown, whether the body is typed or not.
            assert!(error.to_string().contains("400 Bad Request"), "{error}");
            assert!(error.to_string().ends_with(" m"), "{error}");
        });
    }
}

/// Only requests contain unions, so they are decoded from text here.
#[test]
fn r8_an_unknown_tag_is_kept_and_a_known_one_has_required_properties() {
    for text in [
        r#"{"entity":"printer","action":"explode","n":1e2}"#,
        r#"{"action":"wipe"}"#,
        "[1,2]",
        "null",
    ] {
        let action: DeviceAction = serde_json::from_str(text).unwrap();
        assert!(matches!(action, DeviceAction::Unknown(_)), "{text}");
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&action).unwrap(), value);
    }
    let text = r#"{"entity":"command","action":"lock","type":"soft","pin":"1"}"#;
    let action: DeviceAction = serde_json::from_str(text).unwrap();
    assert!(matches!(action, DeviceAction::Command(_)));
    assert_eq!(serde_json::to_string(&action).unwrap(), text);
    for (text, problem) in [
        (r#"{"entity":"application","action":"install"}"#, "id"),
        (r#"{"entity":"command"}"#, "action"),
        (r#"{"entity":"command","action":null}"#, "$.action"),
    ] {
        let error = serde_json::from_str::<DeviceAction>(text)
            .unwrap_err()
            .to_string();
        assert!(error.contains(problem), "{text}: {error}");
    }
}

/// R7.
#[test]
fn r7_a_response_above_the_limit_is_not_read() {
    let piece = Response::json(200, vec![b' '; 64 << 10]);
    let replies: [Reply; 3] = [
        Response::json(200, QUEUED).claiming(10 << 30).stall(14),
        piece.chunks(1 << 20),
        Response::json(200, QUEUED).whole(),
    ];
    for reply in replies {
        both(
            &[reply],
            &reboot(),
            |setup| Setup {
                limit: Some(16),
                ..setup
            },
            |over, outcome, requests| {
                let error = outcome.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::TooLarge, "{over:?}");
                assert_eq!(error.status().unwrap(), 200, "{over:?}");
                assert_eq!(requests.len(), 1, "{over:?}");
            },
        );
    }
    // The client didn't accept gzip, so it isn't decompressed.
    answered(
        &Response::json(200, "").gzip_bomb(1 << 10).unwrap(),
        |over, outcome| {
            let kind = outcome.unwrap_err().kind();
            assert!(
                matches!(kind, ErrorKind::Decode | ErrorKind::TooLarge),
                "{over:?} {kind:?}"
            );
        },
    );
}
