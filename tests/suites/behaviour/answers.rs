//! Every documented response is decoded into its type, and values that the description doesn't list are kept.

use applivery::ErrorKind;
use applivery::response::decode_response;
use applivery::types::{DeviceActionResponse, DeviceActionStatus, ErrorCode, ErrorResponse};
use tests::server::Response;

use super::both::{QUEUED, answered};

#[test]
fn an_action_that_is_queued() {
    let answer = Response::json(200, QUEUED).header("X-Request-Id", "r-1");
    answered(&answer.whole(), |over, outcome| {
        let answer = outcome.unwrap();
        assert_eq!(answer.status, 200, "{over:?}");
        assert_eq!(answer.headers["x-request-id"], "r-1", "{over:?}");
        assert_eq!(answer.body.status, Some(true), "{over:?}");
        let result = answer.body.data.unwrap();
        assert_eq!(result.status, Some(DeviceActionStatus::Queued), "{over:?}");
        assert!(result.extra.is_empty() && answer.body.extra.is_empty());
    });
}

#[test]
fn each_documented_error_and_its_code() {
    for (status, code, number, message, shown) in [
        (
            400,
            ErrorCode::WinDeviceNotActive,
            5142,
            "Win Device not active",
            "400 Bad Request: 5142 Win Device not active",
        ),
        (
            401,
            ErrorCode::NoAuthToken,
            4002,
            "No auth token",
            "401 Unauthorized: 4002 No auth token",
        ),
        (
            401,
            ErrorCode::NotSupported,
            5025,
            "Not supported",
            "401 Unauthorized: 5025 Not supported",
        ),
        (
            404,
            ErrorCode::EntityNotFound,
            3001,
            "Entity not found",
            "404 Not Found: 3001 Entity not found",
        ),
    ] {
        let body = format!(r#"{{"status":false,"error":{{"code":{number},"message":"{message}"}}}}"#);
        answered(&Response::json(status, body.clone()).whole(), |over, outcome| {
            let error = outcome.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Api, "{over:?}");
            assert_eq!(error.status().unwrap(), status, "{over:?}");
            assert_eq!(error.operation(), "executeWindowsDeviceAction");
            assert_eq!(error.to_string(), format!("executeWindowsDeviceAction: {shown}"));
            assert_eq!(error.body().unwrap(), body.as_str(), "{over:?}");
            assert!(!error.is_retryable() && !error.is_timeout() && !error.is_connect());
            let documented = error.into_api().unwrap();
            assert_eq!(documented.status, Some(false), "{over:?}");
            let detail = documented.error.unwrap();
            assert_eq!(detail.code, Some(code), "{over:?}");
            assert_eq!(detail.message.as_deref(), Some(message), "{over:?}");
        });
    }
}

/// Unknown values are kept, and encoded as they were received.
#[test]
fn r8_unknown_codes_statuses_and_properties_survive_a_round_trip() {
    let body = r#"{"status":true,"data":{"status":"deferred","at":"2027-01-01"},"trace":[1,{"a":null}]}"#;
    answered(&Response::json(200, body).whole(), |over, outcome| {
        let answer: DeviceActionResponse = outcome.unwrap().into_body();
        let result = answer.data.as_ref().unwrap();
        assert_eq!(
            result.status,
            Some(DeviceActionStatus::Unknown("deferred".into()))
        );
        assert_eq!(result.extra.get("at").unwrap(), "2027-01-01");
        assert_eq!(serde_json::to_string(&answer).unwrap(), body, "{over:?}");
    });
    let body =
        r#"{"status":false,"error":{"code":5209,"message":"Invalid input","data":{"field":"id"}},"v":2}"#;
    answered(&Response::json(400, body).whole(), |over, outcome| {
        let error = outcome.unwrap_err();
        let shown = "executeWindowsDeviceAction: 400 Bad Request: 5209 Invalid input";
        assert_eq!(error.to_string(), shown);
        let documented: ErrorResponse = error.into_api().unwrap();
        assert_eq!(
            documented.error.as_ref().unwrap().code,
            Some(ErrorCode::Unknown(5209))
        );
        assert_eq!(serde_json::to_string(&documented).unwrap(), body, "{over:?}");
    });
}

/// No property of a response is required, as published.
#[test]
fn r8_every_property_may_be_missing() {
    answered(&Response::json(200, "{}").whole(), |_, outcome| {
        assert_eq!(outcome.unwrap().body, serde_json::from_str("{}").unwrap());
    });
    for body in [r#"{"status":false}"#, r#"{"status":false,"error":{}}"#] {
        answered(&Response::json(404, body).whole(), |_, outcome| {
            let error = outcome.unwrap_err();
            assert_eq!(error.to_string(), "executeWindowsDeviceAction: 404 Not Found");
            let code = error.api().unwrap().error.as_ref().and_then(|detail| detail.code);
            assert_eq!(code, None);
        });
    }
}

/// The raw response is available with any status, and the same function decodes it.
#[test]
fn a_raw_response_can_be_decoded_later() {
    use super::both::{Setup, TRANSPORTS, reboot, runtime};
    use applivery::operations::ExecuteWindowsDeviceAction;

    let body = r#"{"status":false,"error":{"code":3001,"message":"Entity not found"}}"#;
    let server = tests::server::Server::start([Response::json(404, body).whole()]).unwrap();
    let setup = Setup::new(server.url());
    for over in TRANSPORTS {
        let raw = match setup.asynchronous(over) {
            Some(client) => runtime().block_on(setup.call(&client, &reboot()).raw()),
            None => setup.call(&setup.blocking(), &reboot()).raw(),
        };
        let raw = raw.unwrap();
        assert_eq!((raw.status.as_u16(), raw.body.as_ref()), (404, body.as_bytes()));
        let error = decode_response::<ExecuteWindowsDeviceAction>(raw).unwrap_err();
        let detail = error.into_api().unwrap().error.unwrap();
        assert_eq!(detail.code, Some(ErrorCode::EntityNotFound));
    }
}
