//! Lists: a call with optional parameters, and a list as the response. The description is `petstore-expanded.json`.

use petstore_expanded::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = std::env::args().nth(1).ok_or("usage: list SERVER")?;
    let client = Client::builder().base_url(server).build()?;
    let pets = client.find_pets().tags(["dog", "cat"]).limit(10).await?;
    for pet in &pets {
        println!("{}", pet.name);
    }
    Ok(())
}
