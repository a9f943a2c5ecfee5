//! The same calls through the generated client.

use sending::types::Pet;
use sending::{BlockingClient, Client};

use crate::Result;

const TOKEN: &str = "s3cret-t0ken-of-a-usual-length-0123456789";

pub fn asynchronous(base: &str) -> Result<Client> {
    Ok(Client::builder().base_url(base).bearer_token(TOKEN).build()?)
}

/// The same client over reqwest.
pub fn over_reqwest(base: &str) -> Result<Client> {
    let transport = sending::transport::ReqwestTransport::with(&Default::default())?;
    let builder = Client::builder().base_url(base).bearer_token(TOKEN);
    Ok(builder.transport(transport).build()?)
}

pub fn blocking(base: &str) -> Result<BlockingClient> {
    Ok(Client::blocking().base_url(base).bearer_token(TOKEN).build()?)
}

pub async fn get_pet(client: &Client, shop: &str, id: i64, fields: &[&str], locale: &str, trace: &str) -> Result<Pet> {
    let call = client.get_pet(&shop.parse()?, id).fields(fields);
    Ok(call.locale(locale).x_trace(trace).await?)
}

pub async fn list_pets(client: &Client, shop: &str) -> Result<Vec<Pet>> {
    Ok(client.list_pets(&shop.parse()?).await?)
}

pub async fn add_pet(client: &Client, shop: &str, pet: &Pet) -> Result<Pet> {
    Ok(client.add_pet(&shop.parse()?, pet).await?)
}

pub fn get_pet_blocking(
    client: &BlockingClient,
    shop: &str,
    id: i64,
    fields: &[&str],
    locale: &str,
    trace: &str,
) -> Result<Pet> {
    let call = client.get_pet(&shop.parse()?, id).fields(fields);
    Ok(call.locale(locale).x_trace(trace).call()?)
}

pub fn list_pets_blocking(client: &BlockingClient, shop: &str) -> Result<Vec<Pet>> {
    Ok(client.list_pets(&shop.parse()?).call()?)
}

pub fn add_pet_blocking(client: &BlockingClient, shop: &str, pet: &Pet) -> Result<Pet> {
    Ok(client.add_pet(&shop.parse()?, pet).call()?)
}
