//! Every byte of the request of every documented action.

use applivery::types::{
    ApplicationAction, ApplicationActionKind, ApplicationId, CommandAction, CommandActionKind, DeviceAction,
    OrganizationId, WinDeviceId, WipeType,
};
use tests::server::{Request, Response, Server};

use super::both::{QUEUED, Setup, TRANSPORTS, both, reboot};

const APPLICATION: ApplicationId = ApplicationId::from_static("507f1f77bcf86cd799439088");

/// The sample of the reference page.
const PUBLISHED: &str =
    r#"{"entity":"application","action":"install","id":"507f1f77bcf86cd799439088","type":"protected"}"#;

/// Every documented action, without and with optional properties, and its body.
pub(crate) fn documented() -> Vec<(DeviceAction, &'static str)> {
    let application = |kind| ApplicationAction::new(kind, APPLICATION);
    let command = CommandAction::new;
    let install = || application(ApplicationActionKind::Install);
    let uninstall = || application(ApplicationActionKind::Uninstall);
    let wipe = || command(CommandActionKind::Wipe);
    let reboot = || command(CommandActionKind::Reboot);
    vec![
        (install().r#type(WipeType::Protected).into(), PUBLISHED),
        (
            install().into(),
            r#"{"entity":"application","action":"install","id":"507f1f77bcf86cd799439088"}"#,
        ),
        (
            uninstall().into(),
            r#"{"entity":"application","action":"uninstall","id":"507f1f77bcf86cd799439088"}"#,
        ),
        (
            uninstall().r#type(WipeType::Default).into(),
            r#"{"entity":"application","action":"uninstall","id":"507f1f77bcf86cd799439088","type":"default"}"#,
        ),
        (wipe().into(), r#"{"entity":"command","action":"wipe"}"#),
        (
            wipe().r#type(WipeType::Protected).into(),
            r#"{"entity":"command","action":"wipe","type":"protected"}"#,
        ),
        (
            wipe().r#type(WipeType::Default).id(APPLICATION).into(),
            r#"{"entity":"command","action":"wipe","id":"507f1f77bcf86cd799439088","type":"default"}"#,
        ),
        (reboot().into(), r#"{"entity":"command","action":"reboot"}"#),
        (
            reboot().r#type(WipeType::Default).id(APPLICATION).into(),
            r#"{"entity":"command","action":"reboot","id":"507f1f77bcf86cd799439088","type":"default"}"#,
        ),
    ]
}

/// The header lines sorted by name, since their order and the case of names have no meaning.
fn headers(request: &Request) -> Vec<String> {
    let line = |(name, value): &(String, String)| format!("{}: {value}", name.to_ascii_lowercase());
    let mut lines: Vec<String> = request.headers.iter().map(line).collect();
    lines.sort();
    lines
}

#[test]
fn each_action_is_sent_exactly_as_documented() {
    for (action, body) in documented() {
        for over in TRANSPORTS {
            let server = Server::start([Response::json(200, QUEUED).whole()]).unwrap();
            Setup::new(server.url()).send(over, &action).unwrap();
            let connections = server.connections();
            let [connection] = connections.as_slice() else {
                panic!("{connections:?}")
            };
            let [request] = connection.requests.as_slice() else {
                panic!("{connection:?}")
            };
            assert_eq!(connection.received, request.raw, "{over:?} sends nothing more");
            let line = "POST /organizations/acme-corp/mdm/windows/enterprise/devices/507f1f77bcf86cd799439022/action HTTP/1.1\r\n";
            assert!(request.raw.starts_with(line.as_bytes()), "{over:?} {request:?}");
            assert_eq!(
                headers(request),
                [
                    "accept: application/json".to_owned(),
                    "authorization: Bearer t0ken".to_owned(),
                    format!("content-length: {}", body.len()),
                    "content-type: application/json".to_owned(),
                    format!("host: {}", server.address()),
                    "user-agent: applivery/0.1.0".to_owned(),
                ],
                "{over:?}"
            );
            assert_eq!(request.text(), body, "{over:?}");
        }
    }
}

#[test]
fn the_path_of_the_base_url_is_kept_with_and_without_a_trailing_slash() {
    let path = "/organizations/acme-corp/mdm/windows/enterprise/devices/507f1f77bcf86cd799439022/action";
    for (base, prefix) in [
        ("", ""),
        ("/", ""),
        ("/v1", "/v1"),
        ("/v1/", "/v1"),
        ("/a%20b/v1/", "/a%20b/v1"),
    ] {
        both(
            &[Response::json(200, QUEUED).whole()],
            &reboot(),
            |setup| Setup {
                url: format!("{}{base}", setup.url),
                ..setup
            },
            |over, outcome, requests| {
                assert!(outcome.is_ok(), "{over:?} {base}");
                assert_eq!(requests[0].target, format!("{prefix}{path}"), "{over:?} {base}");
            },
        );
    }
}

/// Every character that the published patterns allow. Only a backslash needs an escape.
#[test]
fn ids_are_sent_unchanged() {
    let all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    both(
        &[Response::json(200, QUEUED).whole()],
        &reboot(),
        |setup| Setup {
            organization: OrganizationId::try_from(format!("{all}-\\")).unwrap(),
            device: WinDeviceId::try_from(format!("{all}_")).unwrap(),
            ..setup
        },
        |over, outcome, requests| {
            assert!(outcome.is_ok(), "{over:?}");
            let path = format!("/organizations/{all}-%5C/mdm/windows/enterprise/devices/{all}_/action");
            assert_eq!(requests[0].target, path, "{over:?}");
        },
    );
}

/// Additional properties can be sent, and no key is sent twice.
#[test]
fn additional_properties_are_sent_after_described_ones() {
    let mut wipe = CommandAction::new(CommandActionKind::Wipe);
    wipe.extra.insert("reason", "stolen");
    wipe.extra.insert("action", "reboot");
    both(
        &[Response::json(200, QUEUED).whole()],
        &wipe.into(),
        |setup| setup,
        |over, outcome, requests| {
            assert!(outcome.is_ok(), "{over:?}");
            let body = r#"{"entity":"command","action":"wipe","reason":"stolen"}"#;
            assert_eq!(requests[0].text(), body, "{over:?}");
        },
    );
}

/// R2: values that reach the path unchecked. Each remains one segment.
#[test]
fn r2_no_path_value_leads_to_another_path() {
    let unchecked = |text: &str| serde_json::from_value::<WinDeviceId>(text.into()).unwrap();
    for (value, segment) in [
        ("a/b", "a%2Fb"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("a;b", "a%3Bb"),
        ("%2e%2e", "%252e%252e"),
        ("..%2f", "..%252f"),
        ("../x", "..%2Fx"),
        ("...", "..."),
        ("a\r\nHost: x", "a%0D%0AHost%3A%20x"),
        ("\\..\\", "%5C..%5C"),
        ("é😹\0", "%C3%A9%F0%9F%98%B9%00"),
        (
            " %:/?#[]@!$&'()*+,;=",
            "%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D",
        ),
    ] {
        both(
            &[Response::json(200, QUEUED).whole()],
            &reboot(),
            |setup| Setup {
                device: unchecked(value),
                unchecked: true,
                ..setup
            },
            |over, outcome, requests| {
                assert!(outcome.is_ok(), "{over:?} {value:?} {outcome:?}");
                let path =
                    format!("/organizations/acme-corp/mdm/windows/enterprise/devices/{segment}/action");
                assert_eq!(requests[0].target, path, "{over:?} {value:?}");
            },
        );
    }
}
