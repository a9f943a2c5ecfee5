//! Patches: a property that is absent stays as it is, and `null` resets it. The description is `meilisearch.json`.

use meilisearch::{Client, types};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = std::env::args().nth(1).ok_or("usage: patch_null SERVER")?;
    let client = Client::builder().base_url(server).bearer_token("token").build()?;
    let settings = types::SettingsUnchecked::new()
        .stop_words_null()
        .displayed_attributes(vec!["title".to_owned()]);
    let task = client.settings().update_all("movies", &settings).await?;
    println!("task {}", task.task_uid);
    Ok(())
}
