//! Limits the rate of requests with `tower`: a transport becomes a service, layers wrap it, and the service is the client's
//! transport again. Every attempt counts, also a repeated one.
//!
//! `cargo test --workspace --example rate-limit`

use std::error::Error;
use std::time::Duration;

use applivery::Client;
use applivery::transport::{HyperTransport, ServiceTransport, Transport, TransportOptions, TransportService};
use tower::ServiceBuilder;

fn limited(transport: impl Transport, number: u64, per: Duration) -> Result<Client, Box<dyn Error>> {
    let limited = ServiceBuilder::new()
        .buffer(64) // Requests wait here, in the order of their arrival.
        .rate_limit(number, per)
        .service(TransportService::new(transport));
    let client = Client::builder()
        .transport(ServiceTransport::new(limited))
        .credentials_from_env()
        .build()?;
    Ok(client)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let transport = HyperTransport::with(&TransportOptions::default())?;
    let client = limited(transport, 5, Duration::from_secs(1))?;
    let _ = client;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Duration, Error, ServiceTransport, TransportService};
    use applivery::Client;
    use applivery::testing::{MemoryTransport, Response as TestResponse};
    use applivery::types::{CommandAction, CommandActionKind};
    use std::time::Instant;
    use tower::ServiceBuilder;

    #[tokio::test]
    async fn requests_beyond_the_limit_wait() -> Result<(), Box<dyn Error>> {
        let memory = MemoryTransport::new(|_| TestResponse::json(200, r#"{"status":true}"#));
        let pause = Duration::from_millis(200);
        let service = ServiceBuilder::new()
            .buffer(8)
            .rate_limit(2, pause)
            .service(TransportService::new(memory.clone()));
        let client = Client::builder()
            .transport(ServiceTransport::new(service))
            .bearer_token("t")
            .build()?;
        let start = Instant::now();
        let devices = client.windows_devices();
        for _ in 0..3 {
            let reboot = CommandAction::new(CommandActionKind::Reboot).into();
            let (organization, device) = ("acme-corp".parse()?, "5CG1234XYZ".parse()?);
            devices
                .execute_windows_device_action(&organization, &device, &reboot)
                .await?;
        }
        assert_eq!(memory.requests().len(), 3);
        assert!(start.elapsed() >= pause, "{:?}", start.elapsed());
        Ok(())
    }
}
