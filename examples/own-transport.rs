//! Wraps a transport: every attempt waits for a moment first, for a server that limits the rate of requests.
//!
//! `cargo test --workspace --example own-transport`

use std::error::Error;
use std::time::{Duration, Instant};

use applivery::transport::{
    BoxFuture, Chunks, HyperTransport, Request, Transport, TransportError, TransportOptions,
};
use applivery::{Client, Response};

/// Pauses before each request.
struct Paced<T> {
    inner: T,
    pause: Duration,
}

impl<T: Transport> Transport for Paced<T> {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(async move {
            self.inner.sleep(self.pause).await;
            self.inner.send(request).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.inner.sleep(duration)
    }

    fn now(&self) -> Instant {
        self.inner.now()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let paced = Paced {
        inner: HyperTransport::with(&TransportOptions::default())?,
        pause: Duration::from_millis(200),
    };
    let client = Client::builder().transport(paced).bearer_token("t").build()?;
    let _ = client;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Client, Duration, Error, Paced};
    use applivery::testing::{MemoryTransport, Response as TestResponse};
    use applivery::types::{CommandAction, CommandActionKind};

    #[tokio::test]
    async fn each_attempt_waits() -> Result<(), Box<dyn Error>> {
        let memory = MemoryTransport::queue([TestResponse::json(200, r#"{"status":true}"#)]);
        let pause = Duration::from_secs(7);
        let paced = Paced {
            inner: memory.clone(),
            pause,
        };
        let client = Client::builder().transport(paced).bearer_token("t").build()?;
        let reboot = CommandAction::new(CommandActionKind::Reboot);
        let devices = client.windows_devices();
        devices
            .execute_windows_device_action(&"acme-corp".parse()?, &"5CG1234XYZ".parse()?, &reboot.into())
            .await?;
        assert!(memory.sleeps().contains(&pause), "{:?}", memory.sleeps());
        Ok(())
    }
}
