//! Tests a program without a server: a transport in memory has typed responses. The description is `nexus.json`.

use nexus::operations::Ping;
use nexus::testing::{MemoryTransport, Response};
use nexus::{Client, types};

/// The program under test.
async fn is_up(client: &Client) -> bool {
    let response = client.system_status().ping().await;
    response.is_ok()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let memory = MemoryTransport::default();
    let ok = types::Ping::new();
    memory.on::<Ping>(move |_| Response::ok::<Ping>(&ok));
    let client = Client::builder()
        .base_url("http://nexus.example")
        .transport(memory.clone())
        .build()?;
    assert!(is_up(&client).await);
    assert_eq!(memory.received::<Ping>().len(), 1);
    println!("up");
    Ok(())
}
