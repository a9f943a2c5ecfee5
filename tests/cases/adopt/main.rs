//! Fetches two books from the server at the address that is its first argument.

use bookshop::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).ok_or("usage: app ADDRESS")?;
    let client = Client::builder()
        .base_url(&address)
        .bearer_token("secret")
        .build()?;
    let book = client.books().get_book(1).await?;
    println!("{} ({:?})", book.title, book.genre);
    let Err(error) = client.books().get_book(2).await else {
        return Err("there is no second book".into());
    };
    println!("{error}");
    Ok(())
}
