//! Careful hand-written calls with reqwest, ureq and serde: typed, escaped, authorized, with a timeout, and reading the body of
//! an error.

use std::time::Duration;

use reqwest::Url;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::Result;

pub const TOKEN: &str = "s3cret-t0ken-of-a-usual-length-0123456789";
pub const LIMIT: Duration = Duration::from_secs(60);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pet {
    id: i64,
    name: String,
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<Owner>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vaccinated: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Cat,
    Dog,
    Bird,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Owner {
    id: i64,
    email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Problem {
    title: String,
}

#[derive(Clone)]
pub struct Asynchronous {
    client: reqwest::Client,
    base: Url,
}

impl Asynchronous {
    pub fn new(base: &str) -> Result<Self> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("by-hand/0.1.0")
            .timeout(LIMIT)
            .no_proxy()
            .build()?;
        Ok(Self {
            client,
            base: base.parse()?,
        })
    }

    pub async fn get_pet(&self, shop: &str, id: i64, fields: &[&str], locale: &str, trace: &str) -> Result<Pet> {
        let mut url = address(&self.base, &["shops", shop, "pets", &id.to_string()])?;
        for field in fields {
            url.query_pairs_mut().append_pair("fields", field);
        }
        url.query_pairs_mut().append_pair("locale", locale);
        let request = self.client.get(url).header("x-trace", trace);
        self.send(request).await
    }

    pub async fn list_pets(&self, shop: &str) -> Result<Vec<Pet>> {
        let url = address(&self.base, &["shops", shop, "pets"])?;
        self.send(self.client.get(url)).await
    }

    pub async fn add_pet(&self, shop: &str, pet: &Pet) -> Result<Pet> {
        let url = address(&self.base, &["shops", shop, "pets"])?;
        let request = self.client.post(url).header(CONTENT_TYPE, "application/json");
        self.send(request.body(serde_json::to_vec(pet)?)).await
    }

    async fn send<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Result<T> {
        let request = request.header(ACCEPT, "application/json").bearer_auth(TOKEN);
        let answer = request.send().await?;
        let status = answer.status();
        let body = answer.bytes().await?;
        read(status.is_success(), &body)
    }
}

pub struct Blocking {
    agent: ureq::Agent,
    base: Url,
}

impl Blocking {
    pub fn new(base: &str) -> Result<Self> {
        let agent = ureq::Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent("by-hand/0.1.0")
            .timeout_global(Some(LIMIT))
            .proxy(None)
            .build()
            .new_agent();
        Ok(Self {
            agent,
            base: base.parse()?,
        })
    }

    pub fn get_pet(&self, shop: &str, id: i64, fields: &[&str], locale: &str, trace: &str) -> Result<Pet> {
        let mut url = address(&self.base, &["shops", shop, "pets", &id.to_string()])?;
        for field in fields {
            url.query_pairs_mut().append_pair("fields", field);
        }
        url.query_pairs_mut().append_pair("locale", locale);
        let request = self.agent.get(url.as_str()).header("x-trace", trace);
        let request = request.header("accept", "application/json");
        let mut answer = request.header("authorization", format!("Bearer {TOKEN}")).call()?;
        read(answer.status().is_success(), &answer.body_mut().read_to_vec()?)
    }

    pub fn list_pets(&self, shop: &str) -> Result<Vec<Pet>> {
        let url = address(&self.base, &["shops", shop, "pets"])?;
        let request = self.agent.get(url.as_str()).header("accept", "application/json");
        let mut answer = request.header("authorization", format!("Bearer {TOKEN}")).call()?;
        read(answer.status().is_success(), &answer.body_mut().read_to_vec()?)
    }

    pub fn add_pet(&self, shop: &str, pet: &Pet) -> Result<Pet> {
        let url = address(&self.base, &["shops", shop, "pets"])?;
        let request = self.agent.post(url.as_str()).header("accept", "application/json");
        let request = request
            .header("authorization", format!("Bearer {TOKEN}"))
            .content_type("application/json");
        let mut answer = request.send(&serde_json::to_vec(pet)?)?;
        read(answer.status().is_success(), &answer.body_mut().read_to_vec()?)
    }
}

pub fn read<T: DeserializeOwned>(is_success: bool, body: &[u8]) -> Result<T> {
    if !is_success {
        let problem: Problem = serde_json::from_slice(body)?;
        return Err(problem.title.into());
    }
    Ok(serde_json::from_slice(body)?)
}

fn address(base: &Url, segments: &[&str]) -> Result<Url> {
    let mut url = base.clone();
    url.path_segments_mut()
        .map_err(|()| "no base")?
        .pop_if_empty()
        .extend(segments);
    Ok(url)
}
