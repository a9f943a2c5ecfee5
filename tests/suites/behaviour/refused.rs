//! Values that are never sent: those that the description forbids, and those that a request can't contain. Each is rejected
//! before any I/O, so that the server receives no connection.

use applivery::types::ErrorResponse;
use applivery::types::{
    ApplicationAction, ApplicationActionKind, ApplicationId, DeviceAction, OrganizationId, WinDeviceId,
};
use applivery::{Client, Error, ErrorKind, InvalidString};
use tests::server::{Response, Server};

use super::both::{Over, QUEUED, Setup, TRANSPORTS, reboot};

/// A value as from a response, since received values are not validated.
fn received<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(&serde_json::Value::from(text).to_string()).unwrap()
}

/// The error of a call that makes no connection.
fn refused(over: Over, setup: impl Fn(Setup) -> Setup, action: &DeviceAction) -> Error<ErrorResponse> {
    let server = Server::start([Response::json(200, QUEUED).whole()]).unwrap();
    let error = setup(Setup::new(server.url())).send(over, action).unwrap_err();
    assert!(server.connections().is_empty(), "{over:?} {error}");
    assert!(
        error.status().is_none() && !error.is_retryable(),
        "{over:?} {error}"
    );
    error
}

#[test]
fn ids_that_violate_their_pattern_cannot_be_built() {
    fn both_ways<T>(text: &str) -> [bool; 2]
    where
        T: std::str::FromStr<Err = InvalidString> + for<'t> TryFrom<&'t str> + TryFrom<String>,
    {
        [
            text.parse::<T>().is_ok(),
            T::try_from(text).is_ok() && T::try_from(text.to_owned()).is_ok(),
        ]
    }
    let object_id = "507f1f77bcf86cd799439022";
    let slugs = ["my-company", "abc", "---", "ab\\", "0123", object_id];
    let no_slugs = [
        "",
        "ab",
        "a_b",
        "my.org",
        "my org",
        "abc\n",
        "\nabc",
        "aé",
        "abc/d",
        "..",
        "ａｂｃ",
    ];
    let devices = ["a", "_", "5CG1234XYZ", "490154203237518", object_id];
    let no_devices = [
        "", "é", "5CG-1234", "a b", "a.b", "a/b", "a\n", "a\r\n", "a\0", ".", "..", "٣",
    ];
    let applications = [object_id, "ABCDEFabcdef012345678901"];
    let no_applications = [
        "",
        "507f",
        "507f1f77bcf86cd79943902g",
        "507f1f77bcf86cd799439022\n",
        " 507f1f77bcf86cd79943902",
    ];
    for (text, wanted) in slugs
        .map(|text| (text, true))
        .into_iter()
        .chain(no_slugs.map(|text| (text, false)))
    {
        assert_eq!(both_ways::<OrganizationId>(text), [wanted; 2], "{text:?}");
    }
    for (text, wanted) in devices
        .map(|text| (text, true))
        .into_iter()
        .chain(no_devices.map(|text| (text, false)))
    {
        assert_eq!(both_ways::<WinDeviceId>(text), [wanted; 2], "{text:?}");
    }
    for text in applications {
        assert_eq!(both_ways::<ApplicationId>(text), [true; 2], "{text:?}");
    }
    for text in no_applications {
        assert_eq!(both_ways::<ApplicationId>(text), [false; 2], "{text:?}");
    }
}

#[test]
fn the_error_of_an_invalid_id_contains_its_pattern() {
    let error = "5CG-1234".parse::<WinDeviceId>().unwrap_err();
    assert_eq!(
        error.to_string(),
        r#""5CG-1234" is not a valid WinDeviceId: it must match the pattern ^(([a-fA-F0-9]{24})|(\w{1,}))$"#
    );
    // In a constant this is a compile error: see the documentation tests of `tests::constants`.
    let panic = std::panic::catch_unwind(|| ApplicationId::from_static("507f")).unwrap_err();
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or(panic.downcast_ref::<&str>().copied());
    assert!(said.is_some_and(|said| said.contains("pattern")), "{said:?}");
}

#[test]
fn received_ids_are_validated_before_they_are_sent() {
    for over in TRANSPORTS {
        for text in ["", ".", "..", "é", "a/b", "a\n"] {
            let device = |setup| Setup {
                device: received(text),
                ..setup
            };
            let error = refused(over, device, &reboot());
            assert_eq!(error.kind(), ErrorKind::Invalid, "{over:?} {text:?}");
            assert!(!error.is_uncertain());
            let [violation] = error.violations() else {
                panic!("{error}")
            };
            assert!(violation.to_string().contains("winDeviceId"), "{violation}");
        }
    }
}

#[test]
fn all_violations_are_reported_at_once_with_their_paths() {
    for over in TRANSPORTS {
        let install =
            ApplicationAction::new(ApplicationActionKind::Install, received::<ApplicationId>("507f"));
        let wrong = |setup| Setup {
            organization: received("my.org"),
            device: received("é"),
            ..setup
        };
        let error = refused(over, wrong, &install.into());
        assert_eq!(error.kind(), ErrorKind::Invalid, "{over:?}");
        // The id in the body was received from a server, so it is sent back unchanged.
        assert_eq!(error.violations().len(), 2, "{error}");
        assert_eq!(
            error.to_string(),
            "executeWindowsDeviceAction: not sent: \
             path organizationId must match the pattern ^(([a-fA-F0-9]{24})|([a-zA-Z0-9\\\\-]{3,}))$; \
             path winDeviceId must match the pattern ^(([a-fA-F0-9]{24})|(\\w{1,}))$"
        );
    }
}

/// R2: servers don't receive these in any encoding, so they are not sent even without validation.
#[test]
fn r2_dots_and_empty_values_are_rejected_in_paths_even_without_validation() {
    for over in TRANSPORTS {
        for text in ["", ".", ".."] {
            for organization in [true, false] {
                let unchecked = |setup: Setup| match organization {
                    true => Setup {
                        organization: received(text),
                        unchecked: true,
                        ..setup
                    },
                    false => Setup {
                        device: received(text),
                        unchecked: true,
                        ..setup
                    },
                };
                let error = refused(over, unchecked, &reboot());
                assert_eq!(error.kind(), ErrorKind::Encode, "{over:?} {text:?}");
            }
        }
    }
}

/// R3.
#[test]
fn r3_header_values_with_control_characters_are_rejected() {
    for over in TRANSPORTS {
        for value in ["a\r\nX-Injected: 1", "a\nb", "a\rb", "a\0b", "a\u{7f}b"] {
            let header = |setup| Setup {
                header: Some(("X-Note", value)),
                ..setup
            };
            let error = refused(over, header, &reboot());
            assert_eq!(error.kind(), ErrorKind::Encode, "{over:?} {value:?}");
            assert!(!error.to_string().contains(value), "{error}");
        }
        for name in [
            "",
            "X Note",
            "X-Note\r\n",
            "Content-Length",
            "Transfer-Encoding",
            "Connection",
        ] {
            let header = |setup| Setup {
                header: Some((name, "1")),
                ..setup
            };
            let error = refused(over, header, &reboot());
            assert_eq!(error.kind(), ErrorKind::Encode, "{over:?} {name:?}");
        }
    }
}

/// R3: a token that a header can't contain is an error when the client is built, and is not shown.
#[test]
fn r3_a_token_that_a_header_cannot_contain_is_an_error() {
    for token in ["c4n4ry\n", "c4n4ry\r\nX: 1", "c4n4ry\0", "c4n4ry\u{7f}", ""] {
        for error in [
            Client::builder()
                .bearer_token(token)
                .build()
                .map(drop)
                .unwrap_err(),
            Client::blocking()
                .bearer_token(token)
                .build()
                .map(drop)
                .unwrap_err(),
        ] {
            let shown = format!("{error} {error:?}");
            assert!(
                shown.contains("bearerAuth") && !shown.contains("c4n4ry"),
                "{shown}"
            );
        }
    }
}

#[test]
fn without_a_token_nothing_is_sent() {
    for over in TRANSPORTS {
        let error = refused(over, |setup| Setup { token: None, ..setup }, &reboot());
        assert_eq!(error.kind(), ErrorKind::Credentials, "{over:?}");
        let shown = "executeWindowsDeviceAction: no credential is set; needed: bearerAuth";
        assert_eq!(error.to_string(), shown);
    }
}

/// R10.
#[test]
fn r10_an_ambiguous_base_url_is_rejected() {
    for url in [
        "",
        "/v1",
        "api.applivery.io",
        "ftp://host",
        "file:///etc",
        "http://",
        "http://user@host",
        "http://user:pw@host",
        "http://host/?a=b",
        "http://host/#a",
        "http://{host}/",
        "http://host/../v1",
        "http://host/%2e%2E/v1",
        "http://host/a b",
        "http:\\\\host",
    ] {
        let asynchronous = Client::builder().base_url(url).build();
        let blocking = Client::blocking().base_url(url).build();
        assert!(asynchronous.is_err() && blocking.is_err(), "{url}");
    }
}
