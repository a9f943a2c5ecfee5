//! Uploads a file as a part of a multipart body. The file is read while it is sent. The description is `box.json`.

use std::path::Path;

use box_client::{Client, FilePart, types};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: upload SERVER FILE";
    let (server, file) = (arguments.next().ok_or(usage)?, arguments.next().ok_or(usage)?);
    // The description has another server for uploads. The address of the client takes precedence.
    let client = Client::builder()
        .base_url(server)
        .oauth2_security_token("token")
        .build()?;
    let name = Path::new(&file)
        .file_name()
        .and_then(|name| name.to_str())
        .ok_or(usage)?;
    let parent = types::PostFilesContentRequestAttributesParent::new("0");
    let attributes = types::PostFilesContentRequestAttributes::new(name, parent);
    let body = types::PostFilesContentRequest::new(attributes, FilePart::open(&file)?);
    let uploaded = client.uploads().post_files_content().body(&body).await?;
    println!("uploaded {} file", uploaded.entries.unwrap_or_default().len());
    Ok(())
}
