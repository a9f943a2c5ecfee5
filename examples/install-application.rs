//! Installs an application on a device: one call, with the default transport, on Tokio.
//!
//! `APPLIVERY_TOKEN=… cargo run -p tests --example install-application`

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    use applivery::{Client, types};

    let client = Client::builder()
        .bearer_token(std::env::var("APPLIVERY_TOKEN")?)
        .build()?;
    let application = "507f1f77bcf86cd799439088".parse::<types::ApplicationId>()?;
    let install = types::ApplicationAction::new(types::ApplicationActionKind::Install, application);
    let response = client
        .windows_devices()
        .execute_windows_device_action(&"acme-corp".parse()?, &"5CG1234XYZ".parse()?, &install.into())
        .await?;
    println!("{:?}", response.data.and_then(|result| result.status)); // Some(Queued)
    Ok(())
}
