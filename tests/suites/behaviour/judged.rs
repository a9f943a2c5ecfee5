//! The client against a mock server that openapi-backend creates from the description. It must accept every valid request, and
//! reject requests that are forced to be invalid.

use std::io;
use std::path::Path;

use applivery::types::{
    ApplicationAction, ApplicationActionKind, CommandAction, CommandActionKind, DeviceAction, ErrorCode,
    WipeType,
};
use applivery::{Client, ErrorKind};
use tests::mock::Mock;

use super::both::{Setup, TRANSPORTS};
use super::bytes::documented;

const DESCRIPTION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/applivery.yaml");

fn received<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(text.into()).unwrap()
}

#[test]
fn every_documented_action_is_valid() -> io::Result<()> {
    let Some(mock) = Mock::start(Path::new(DESCRIPTION))? else {
        return Ok(());
    };
    let setup = Setup::new(mock.base_url());
    for (action, body) in documented() {
        for over in TRANSPORTS {
            let answer = setup.send(over, &action).unwrap();
            assert_eq!(serde_json::to_string(&answer.body)?, super::both::QUEUED);
            let verdicts = mock.verdicts()?;
            let verdict = verdicts.last().unwrap();
            assert!(verdict.valid && verdict.body == body, "{over:?} {verdict:?}");
        }
    }
    Ok(())
}

#[test]
fn every_documented_response_is_decoded_into_its_type() -> io::Result<()> {
    let Some(mock) = Mock::start(Path::new(DESCRIPTION))? else {
        return Ok(());
    };
    let setup = Setup::new(mock.base_url());
    for (status, example, code) in [
        (400, "winDeviceNotActive", ErrorCode::WinDeviceNotActive),
        (401, "noAuthToken", ErrorCode::NoAuthToken),
        (401, "notSupported", ErrorCode::NotSupported),
        (404, "entityNotFound", ErrorCode::EntityNotFound),
    ] {
        for over in TRANSPORTS {
            mock.answer_next(status, Some(example))?;
            let error = setup.send(over, &super::both::reboot()).unwrap_err();
            assert_eq!(error.status().unwrap(), status, "{over:?} {error}");
            let detail = error.into_api().and_then(|answer| answer.error).unwrap();
            assert_eq!(detail.code, Some(code), "{over:?}");
        }
    }
    Ok(())
}

type Force = fn(Setup) -> Setup;

/// Requests that the client makes only without validation or with unknown values.
fn forced() -> Vec<(&'static str, u16, DeviceAction, Force)> {
    let command = |kind: CommandActionKind| DeviceAction::from(CommandAction::new(kind));
    let reboot = || command(CommandActionKind::Reboot);
    let install = |id| {
        ApplicationAction::new(
            ApplicationActionKind::Install,
            received::<applivery::types::ApplicationId>(id),
        )
    };
    let id = "507f1f77bcf86cd799439088";
    let same: Force = |setup| setup;
    let unknown = |value: serde_json::Value| DeviceAction::Unknown(value.into());
    vec![
        (
            "an unknown command",
            422,
            command(CommandActionKind::Unknown("explode".into())),
            same,
        ),
        (
            "a command's action on an application",
            422,
            {
                let mut action = install(id);
                action.action = ApplicationActionKind::Unknown("wipe".into());
                action.into()
            },
            same,
        ),
        (
            "an unknown way to wipe",
            422,
            {
                CommandAction::new(CommandActionKind::Wipe)
                    .r#type(WipeType::Unknown("gently".into()))
                    .into()
            },
            same,
        ),
        (
            "an unknown entity",
            422,
            unknown(serde_json::json!({"entity": "printer", "action": "reboot"})),
            same,
        ),
        (
            "no entity",
            422,
            unknown(serde_json::json!({"action": "reboot"})),
            same,
        ),
        ("no object", 422, unknown(serde_json::json!([])), same),
        (
            "no id",
            422,
            unknown(serde_json::json!({"entity": "application", "action": "install"})),
            same,
        ),
        ("a short id", 422, install("507f").into(), |setup| Setup {
            unchecked: true,
            ..setup
        }),
        ("a dot in the organization", 422, reboot(), |setup| Setup {
            organization: received("my.org"),
            unchecked: true,
            ..setup
        }),
        ("a letter that is not ASCII", 422, reboot(), |setup| Setup {
            device: received("é"),
            unchecked: true,
            ..setup
        }),
        ("a slash in the device", 422, reboot(), |setup| Setup {
            device: received("a/b"),
            unchecked: true,
            ..setup
        }),
        ("another scheme", 401, reboot(), |setup| Setup {
            header: Some(("Authorization", "Basic dTpw")),
            ..setup
        }),
        ("another media type", 415, reboot(), |setup| Setup {
            header: Some(("Content-Type", "text/plain")),
            ..setup
        }),
        ("another path", 404, reboot(), |setup| Setup {
            url: format!("{}/v2", setup.url),
            ..setup
        }),
    ]
}

#[test]
fn forced_invalid_requests_are_rejected() -> io::Result<()> {
    let Some(mock) = Mock::start(Path::new(DESCRIPTION))? else {
        return Ok(());
    };
    for (what, status, action, force) in forced() {
        for over in TRANSPORTS {
            mock.forget()?;
            let error = force(Setup::new(mock.base_url()))
                .send(over, &action)
                .unwrap_err();
            assert_eq!(
                error.status().map(|status| status.as_u16()),
                Some(status),
                "{over:?} {what}: {error}"
            );
            let verdicts = mock.verdicts()?;
            let [verdict] = verdicts.as_slice() else {
                panic!("{over:?} {what}: {verdicts:?}")
            };
            assert!(
                !verdict.valid && !verdict.errors.is_empty(),
                "{over:?} {what}: {verdict:?}"
            );
        }
    }
    Ok(())
}

/// Without a token there is no request, so the mock server receives none.
#[test]
fn without_a_token_no_request_is_sent() -> io::Result<()> {
    let Some(mock) = Mock::start(Path::new(DESCRIPTION))? else {
        return Ok(());
    };
    for over in TRANSPORTS {
        let setup = Setup {
            token: None,
            ..Setup::new(mock.base_url())
        };
        let error = setup.send(over, &super::both::reboot()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials, "{over:?}");
    }
    assert!(mock.verdicts()?.is_empty());
    assert!(Client::builder().base_url(mock.base_url()).build().is_ok());
    Ok(())
}
