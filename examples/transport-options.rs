//! Sends calls through a proxy to a server whose certificate a company's own authority issued.
//!
//! `APPLIVERY_TOKEN=… PROXY=http://proxy.example:3128 ROOTS=roots.pem cargo run -p tests --example transport-options`

use std::error::Error;
use std::time::Duration;

use applivery::Client;
use applivery::transport::{HyperTransport, ReqwestTransport};

fn client(token: String, proxy: String, roots: Vec<u8>) -> Result<Client, Box<dyn Error>> {
    let transport = HyperTransport::builder()
        .connect_timeout(Duration::from_secs(3))
        .proxy(proxy)
        .no_proxy_for("localhost, 10.0.0.0/8")
        .add_root_certificates(roots)
        .build()?;
    let client = Client::builder()
        .transport(transport)
        .bearer_token(token)
        .build()?;
    Ok(client)
}

/// A client of reqwest that the program configures itself, also for other servers.
fn own_client(token: String) -> Result<Client, Box<dyn Error>> {
    let own = reqwest::Client::builder()
        .proxy(reqwest::Proxy::https("http://proxy.example:3128")?)
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let client = Client::builder()
        .transport(ReqwestTransport::new(own))
        .bearer_token(token)
        .build()?;
    Ok(client)
}

fn main() -> Result<(), Box<dyn Error>> {
    let variable = |name: &str| std::env::var(name).map_err(|_| format!("{name} is not set"));
    let (token, proxy) = (variable("APPLIVERY_TOKEN")?, variable("PROXY")?);
    let client = client(token, proxy, std::fs::read(variable("ROOTS")?)?)?;
    println!("{client:?} {:?}", own_client("t".to_owned())?);
    Ok(())
}
