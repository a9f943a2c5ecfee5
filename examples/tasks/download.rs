//! Downloads a file: the body arrives in pieces, which are written as they come. The description is `box.json`.

use std::io::Write;

use box_client::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: download SERVER FILE";
    let (server, file) = (arguments.next().ok_or(usage)?, arguments.next().ok_or(usage)?);
    let client = Client::builder()
        .base_url(server)
        .oauth2_security_token("token")
        .build()?;
    let response = client.downloads().get_files_id_content("12345").stream().await?;
    let mut copy = std::fs::File::create(&file)?;
    let mut pieces = response.body;
    while let Some(piece) = pieces.next().await {
        copy.write_all(&piece?)?;
    }
    println!("{} bytes", copy.metadata()?.len());
    Ok(())
}
