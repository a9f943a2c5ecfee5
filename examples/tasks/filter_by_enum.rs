//! Filters by values of an enum, which the compiler checks. The description is `meilisearch.json`.

use meilisearch::{Client, types};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = std::env::args().nth(1).ok_or("usage: filter_by_enum SERVER")?;
    let client = Client::builder().base_url(server).bearer_token("token").build()?;
    let statuses = [types::Status::Failed, types::Status::Canceled];
    let tasks = client.tasks().get_tasks().statuses(statuses).await?;
    for task in &tasks.results {
        println!("{} {}", task.uid, task.status);
    }
    Ok(())
}
