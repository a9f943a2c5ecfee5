//! Handles a documented error by its type. The description is `meilisearch.json`.

use meilisearch::{Client, ErrorKind};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = std::env::args().nth(1).ok_or("usage: typed_error SERVER")?;
    let client = Client::builder().base_url(server).bearer_token("token").build()?;
    match client.indexes().get_index("movies").await {
        Ok(index) => println!("the index {}", index.uid),
        Err(error) if error.kind() == ErrorKind::Api => {
            let code = error.api().map(|problem| problem.code.to_string());
            println!("{:?}: {}", error.status(), code.unwrap_or_default());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
