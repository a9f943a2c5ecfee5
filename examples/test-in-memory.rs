//! Tests a program without a server: typed responses go in, and the requests that were sent are read back.
//!
//! `cargo test --workspace --example test-in-memory`

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    use applivery::operations::ExecuteWindowsDeviceAction as Execute;
    use applivery::testing::{MemoryTransport, Response};
    use applivery::{Client, types};

    let memory = MemoryTransport::default();
    let queued: types::DeviceActionResponse = serde_json::from_str(r#"{"status":true}"#)?;
    memory.on::<Execute>(move |_| Response::ok::<Execute>(&queued));
    let client = Client::builder().transport(memory.clone()).bearer_token("t");

    // … the program calls `client.build()?` …
    let reboot = types::CommandAction::new(types::CommandActionKind::Reboot);
    let call = client.build()?.windows_devices().execute_windows_device_action(
        &"acme-corp".parse()?,
        &"5CG1234XYZ".parse()?,
        &reboot.clone().into(),
    );
    assert_eq!(call.await?.status, Some(true));

    for request in memory.received::<Execute>() {
        assert_eq!(request.path::<String>("winDeviceId")?, "5CG1234XYZ");
        assert_eq!(request.body::<types::DeviceAction>()?, reboot.clone().into());
    }
    Ok(())
}

#[test]
fn the_example_passes() -> Result<(), Box<dyn std::error::Error>> {
    main()
}
