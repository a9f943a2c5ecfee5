//! The tests of a program without sockets: the code under test takes a client, and the test passes one with a transport in
//! memory.

use applivery::testing::{MemoryTransport, Response};
use applivery::transport::TransportErrorKind;
use applivery::types::{
    CommandAction, CommandActionKind, DeviceActionStatus, ErrorCode, ErrorResponse, OrganizationId,
    WinDeviceId,
};
use applivery::{BlockingClient, Client, Error, RetryPolicy};

/// The code under test: reboots a device, and returns whether it was active.
async fn reboot_if_active(client: &Client, device: &WinDeviceId) -> Result<bool, Error<ErrorResponse>> {
    const ORGANIZATION: OrganizationId = OrganizationId::from_static("acme-corp");
    let reboot = CommandAction::new(CommandActionKind::Reboot).into();
    let devices = client.windows_devices();
    match devices
        .execute_windows_device_action(&ORGANIZATION, device, &reboot)
        .await
    {
        Ok(answer) => Ok(answer.data.and_then(|data| data.status) == Some(DeviceActionStatus::Queued)),
        Err(error) => match error.api().and_then(|answer| answer.error.as_ref()?.code) {
            Some(ErrorCode::WinDeviceNotActive) => Ok(false),
            Some(_) | None => Err(error),
        },
    }
}

fn client(memory: &MemoryTransport) -> Client {
    let builder = Client::builder().transport(memory.clone()).bearer_token("t0ken");
    builder.build().unwrap()
}

#[tokio::test]
async fn a_program_is_tested_without_sockets() {
    let memory = MemoryTransport::queue([
        Response::json(200, r#"{"status":true,"data":{"status":"queued"}}"#),
        Response::json(
            400,
            r#"{"status":false,"error":{"code":5142,"message":"Win Device not active"}}"#,
        ),
        Response::json(
            404,
            r#"{"status":false,"error":{"code":3001,"message":"Entity not found"}}"#,
        ),
    ]);
    let client = client(&memory);
    let device = WinDeviceId::from_static("5CG1234XYZ");
    assert!(reboot_if_active(&client, &device).await.unwrap());
    assert!(!reboot_if_active(&client, &device).await.unwrap());
    assert_eq!(
        reboot_if_active(&client, &device)
            .await
            .unwrap_err()
            .status()
            .unwrap(),
        404
    );

    let requests = memory.requests();
    assert_eq!(requests.len(), 3);
    let [request, ..] = requests.as_slice() else {
        panic!()
    };
    assert_eq!(
        request.uri,
        "https://api.applivery.io/v1/organizations/acme-corp/mdm/windows/enterprise/devices/5CG1234XYZ/action"
    );
    assert_eq!(
        request.body.bytes().unwrap(),
        r#"{"entity":"command","action":"reboot"}"#
    );
    assert_eq!(request.headers["authorization"], "Bearer t0ken");
}

/// Pauses take no time and are recorded.
#[tokio::test]
async fn retries_are_tested_without_waiting() {
    let refused = || Response::error(TransportErrorKind::Connect);
    let memory = MemoryTransport::queue([refused(), refused(), refused(), refused()]);
    let client = client(&memory);
    let error = reboot_if_active(&client, &WinDeviceId::from_static("a"))
        .await
        .unwrap_err();
    assert!(error.is_connect());
    assert_eq!((memory.requests().len(), memory.sleeps().len()), (3, 2));
}

/// A repeated action could wipe a device twice, so only the caller can allow it: for the client, or for one call.
#[test]
fn an_action_that_the_server_asks_to_repeat_is_repeated_only_on_request() {
    let refused = || Response::json(429, "{}").header("retry-after", "7");
    let send = |of_client: bool, of_call: bool| {
        let memory = MemoryTransport::queue([refused(), Response::json(200, "{}")]);
        let mut builder = Client::blocking().transport(memory.clone()).bearer_token("t0ken");
        if of_client {
            builder = builder.retry(RetryPolicy::when_asked());
        }
        let reboot = CommandAction::new(CommandActionKind::Reboot).into();
        let (organization, device) = (super::both::ORGANIZATION, super::both::DEVICE);
        let client = builder.build().unwrap();
        let devices = client.windows_devices();
        let mut call = devices.execute_windows_device_action(&organization, &device, &reboot);
        if of_call {
            call = call.retry(RetryPolicy::when_asked());
        }
        let status = call.raw().unwrap().status.as_u16();
        (status, memory.requests().len(), memory.sleeps())
    };
    assert_eq!(send(false, false), (429, 1, vec![]));
    let repeated = (200, 2, vec![std::time::Duration::from_secs(7)]);
    assert_eq!(send(true, false), repeated);
    assert_eq!(send(false, true), repeated);
}

#[test]
fn the_same_transport_serves_a_blocking_client() {
    let memory = MemoryTransport::new(|request| match request.uri.path().contains("/acme-corp/") {
        true => Response::json(200, "{}"),
        false => Response::status(503),
    });
    let client: BlockingClient = Client::blocking()
        .transport(memory.clone())
        .bearer_token("t0ken")
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let reboot = CommandAction::new(CommandActionKind::Reboot).into();
    let device = WinDeviceId::from_static("a");
    let status = |organization: &str| {
        let devices = client.windows_devices();
        let call = devices.execute_windows_device_action(&organization.parse().unwrap(), &device, &reboot);
        call.raw().unwrap().status.as_u16()
    };
    assert_eq!((status("acme-corp"), status("another")), (200, 503));
}

/// A request can be inspected, signed or sent by other means, without a transport.
#[test]
fn a_request_is_made_without_input_or_output() {
    let client = client(&MemoryTransport::queue([]));
    let reboot = CommandAction::new(CommandActionKind::Reboot).into();
    let (organization, device) = (super::both::ORGANIZATION, super::both::DEVICE);
    let devices = client.windows_devices();
    let call = devices.execute_windows_device_action(&organization, &device, &reboot);
    let request = call.request().unwrap();
    assert_eq!(
        (request.method.as_str(), request.uri.host()),
        ("POST", Some("api.applivery.io"))
    );
}

/// Clients can be shared, calls can be spawned, and errors can be converted to `anyhow::Error` and similar types.
#[test]
fn clients_calls_and_errors_can_be_sent_to_other_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>(_: &T) {}
    shared::<Client>();
    shared::<BlockingClient>();
    shared::<Error<ErrorResponse>>();
    let client = client(&MemoryTransport::queue([]));
    let reboot = CommandAction::new(CommandActionKind::Reboot).into();
    let (organization, device) = (super::both::ORGANIZATION, super::both::DEVICE);
    let devices = client.windows_devices();
    let call = devices.execute_windows_device_action(&organization, &device, &reboot);
    sent(&call);
    sent(&call.send());
}
