//! A small API in the form that the emitter prints.

use crate::runtime::http::{Api, ClientBuilder, Credential, Scheme, Secret};
use crate::runtime_tests::prelude::*;

pub(crate) const BEARER: usize = 0;
pub(crate) const BASIC: usize = 1;
pub(crate) const KEY_HEADER: usize = 2;
pub(crate) const KEY_QUERY: usize = 3;
pub(crate) const KEY_COOKIE: usize = 4;
pub(crate) const OTHER: usize = 5;

pub(crate) static API: Api = Api {
    title: "Pets",
    version: "1",
    user_agent: "pets/1.2.3",
    server: "https://pets.example/v1",
    schemes: &[
        Scheme::http_bearer("bearerAuth"),
        Scheme::http_basic("basicAuth"),
        Scheme::api_key_header("headerKey", "X-Key"),
        Scheme::api_key_query("queryKey", "api key"),
        Scheme::api_key_cookie("cookieKey", "session"),
        Scheme::http("custom", "SharedAccessKey"),
    ],
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

impl<M: Mode> ClientBuilder<M> {
    pub fn bearer_token(self, token: impl Into<Secret>) -> Self {
        self.credential(BEARER, Credential::Bearer(token.into()))
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
        Call::new(self.client, &[Value::Str(id)])
    }

    pub fn create(&self, body: &Pet) -> Call<CreatePet, M> {
        Call::new(self.client, &[]).json(body)
    }
}

impl<M: Mode> Call<ShowPet, M> {
    pub fn limit(self, limit: i64) -> Self {
        self.parameter(1, limit.value())
    }

    pub fn tags(self, tags: &[&str]) -> Self {
        let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        self.parameter(2, tags.value())
    }

    pub fn trace(self, trace: &str) -> Self {
        self.parameter(3, Value::Str(trace))
    }

    pub fn theme(self, theme: &str) -> Self {
        self.parameter(4, Value::Str(theme))
    }
}

#[derive(Clone, PartialEq)]
pub struct Pet {
    pub name: String,
    pub age: Option<i64>,
}

object! {
    Pet {
        .name = required "name" check(&NAME),
        .age = optional "age",
    }
}

#[derive(Clone, PartialEq)]
pub struct Problem {
    pub code: Option<i64>,
    pub message: Option<String>,
}

object! {
    Problem {
        .code = optional "code",
        .message = optional "message",
    }
}

#[derive(Debug)]
pub enum ShowPet {}

impl Operation for ShowPet {
    type Output = ShowPetOutput;
    type Error = Problem;
    const SPEC: &'static Spec = &Spec {
        id: "showPet",
        method: "GET",
        path: "/pets/{petId}/it",
        parameters: &[
            Parameter::path("petId").check(&ID),
            Parameter::query("limit").check(&LIMIT),
            Parameter::query("tags"),
            Parameter::header("X-Trace"),
            Parameter::cookie("theme"),
        ],
        responses: &[
            ResponseSpec::status(200).json(),
            ResponseSpec::status(204),
            ResponseSpec::range(2).text(),
            ResponseSpec::status(404).json(),
            ResponseSpec::range(4)
                .json()
                .media_type("application/problem+json"),
        ],
        ..Spec::DEFAULT
    };
}

#[derive(Debug)]
pub enum CreatePet {}

impl Operation for CreatePet {
    type Output = Option<Pet>;
    type Error = ();
    const SPEC: &'static Spec = &Spec {
        id: "createPet",
        method: "POST",
        path: "/pets",
        security: &[&[BEARER]],
        responses: &[ResponseSpec::status(200).json(), ResponseSpec::status(204)],
        ..Spec::DEFAULT
    };
}

const ID: Check = Check {
    max_length: Some(40),
    ..Check::NONE
};
const NAME: Check = Check {
    min_length: Some(1),
    ..Check::NONE
};
const LIMIT: Check = Check {
    maximum: Some(Bound::inclusive(Number::I64(100))),
    ..Check::NONE
};

#[derive(Debug, PartialEq)]
pub enum ShowPetOutput {
    Ok(Pet),
    NoContent,
    Other(String),
}

outcome! {
    ShowPetOutput { 200 Ok from Pet, 204 NoContent, range(2) Other from String }
}

#[test]
fn clients_and_calls_can_be_sent_to_other_threads() {
    fn sendable<T: Send + 'static>(_: T) {}
    fn shareable<T: Send + Sync + 'static>(_: &T) {}
    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    shareable(&client);
    sendable(client.pets().show("1").limit(3).into_future());
    sendable(client.pets().show("1").send());
    let blocking = Client::blocking().base_url("http://127.0.0.1:1").build().unwrap();
    shareable(&blocking);
    sendable(blocking.pets().show("1"));
}
