//! Sends through a proxy with your own client of reqwest. The description is `meilisearch.json`.

use meilisearch::Client;
use meilisearch::transport::ReqwestTransport;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: own_client SERVER PROXY";
    let (server, proxy) = (arguments.next().ok_or(usage)?, arguments.next().ok_or(usage)?);
    let http = reqwest::Client::builder()
        .proxy(reqwest::Proxy::all(proxy)?)
        .build()?;
    let client = Client::builder()
        .base_url(server)
        .transport(ReqwestTransport::new(http))
        .bearer_token("token")
        .build()?;
    let index = client.indexes().get_index("movies").await?;
    println!("the index {}", index.uid);
    Ok(())
}
