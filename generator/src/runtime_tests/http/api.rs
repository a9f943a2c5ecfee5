//! A small API as the emitter would print it.

use crate::runtime::http::{Api, BlockingClient, ClientBuilder, Credential, Scheme};
use crate::runtime::prelude::*;

pub(crate) const BEARER: usize = 0;

pub(crate) static API: Api = Api {
    title: "Pets",
    version: "1",
    user_agent: "pets/1.2.3",
    server: "https://pets.example/v1",
    schemes: &[Scheme::http_bearer("bearerAuth")],
};

impl Client<Async> {
    pub fn builder() -> ClientBuilder<Async> {
        ClientBuilder::new(&API)
    }
}

impl Client<Blocking> {
    pub fn blocking() -> ClientBuilder<Blocking> {
        ClientBuilder::new(&API)
    }
}

#[derive(Debug)]
pub struct Pets<'c, M: Mode = Async> {
    client: &'c Client<M>,
}

impl<M: Mode> Client<M> {
    pub fn pets(&self) -> Pets<'_, M> {
        Pets { client: self }
    }
}

impl<M: Mode> Pets<'_, M> {
    pub fn show(&self, id: &str) -> Call<ShowPet, M> {
        Call::new(self.client, &[id.to_owned().value()])
    }
}

impl<M: Mode> Call<ShowPet, M> {
    pub fn limit(self, limit: i64) -> Self {
        self.parameter(1, limit.value())
    }
}

#[derive(Debug)]
pub enum ShowPet {}

impl Operation for ShowPet {
    type Output = ShowPetOutput;
    type Error = String;
    const SPEC: &'static Spec = &Spec {
        id: "showPet",
        method: Method::GET,
        path: "/pets/{petId}",
        parameters: &[Parameter::path("petId").check(&ID), Parameter::query("limit")],
        security: &[&[BEARER]],
        responses: &[
            Case::status(200).json(),
            Case::status(204),
            Case::range(4).json(),
            Case::otherwise().json(),
        ],
        ..Spec::DEFAULT
    };
}

const ID: Check = Check {
    max_length: Some(4),
    ..Check::NONE
};

#[derive(Debug, PartialEq)]
pub enum ShowPetOutput {
    Ok(String),
    Other(serde_json::Value),
    Rest(bytes::Bytes),
    NoContent,
}

outcome! {
    ShowPetOutput { 200 Ok from String, range(2) Other from serde_json::Value, default Rest from bytes::Bytes, 204 NoContent }
}

#[test]
fn compiles() {
    async fn user() -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder()
            .credential(BEARER, Credential::Bearer("t".into()))
            .build()?;
        let _: ShowPetOutput = client.pets().show("1").limit(3).await?;
        let blocking = Client::blocking().build()?;
        let _: ShowPetOutput = blocking.pets().show("1").call()?;
        let _: BlockingClient = BlockingClient::blocking().build()?;
        Ok(())
    }
    fn spawn(_: impl std::future::Future<Output: Send> + Send + 'static) {}
    let _ = || spawn(async { user().await.map_err(|error| error.to_string()) });
}
