//! Creates: required properties are arguments of `new`, optional ones have setters. The description is `petstore-expanded.json`.

use petstore_expanded::{Client, types};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = std::env::args().nth(1).ok_or("usage: create SERVER")?;
    let client = Client::builder().base_url(server).build()?;
    let pet = client.add_pet(&types::NewPet::new("Rex").tag("dog")).await?;
    println!("created {}", pet.name);
    Ok(())
}
