//! Reads the items of all pages; each page is requested when its first item is needed. The description is `nexus.json`.

use nexus::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = std::env::args().nth(1).ok_or("usage: paginate SERVER")?;
    let client = Client::builder().base_url(server).build()?;
    let mut projects = client.projects().project_list().limit(2).pages().items();
    while let Some(project) = projects.next().await {
        println!("{}", project?.name);
    }
    Ok(())
}
