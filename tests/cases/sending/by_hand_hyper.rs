//! The same calls by hand with hyper-util and serde.

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, Request};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;

use crate::Result;
use crate::by_hand::{LIMIT, Pet, TOKEN, read};

/// All except the unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub struct Hyper {
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
    authorization: HeaderValue,
}

impl Hyper {
    pub fn new(base: &str) -> Result<Self> {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        let mut authorization = HeaderValue::from_str(&format!("Bearer {TOKEN}"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(tcp),
            base: base.to_owned(),
            authorization,
        })
    }

    pub async fn get_pet(&self, shop: &str, id: i64, fields: &[&str], locale: &str, trace: &str) -> Result<Pet> {
        let mut url = format!("{}/shops/{}/pets/{id}?", self.base, encoded(shop));
        for field in fields {
            url.extend(["fields=", &encoded(field), "&"]);
        }
        url.extend(["locale=", &encoded(locale)]);
        let mut request = self.request(Method::GET, &url, Bytes::new())?;
        request.headers_mut().insert("x-trace", HeaderValue::from_str(trace)?);
        self.send(request).await
    }

    pub async fn list_pets(&self, shop: &str) -> Result<Vec<Pet>> {
        let url = format!("{}/shops/{}/pets", self.base, encoded(shop));
        self.send(self.request(Method::GET, &url, Bytes::new())?).await
    }

    pub async fn add_pet(&self, shop: &str, pet: &Pet) -> Result<Pet> {
        let url = format!("{}/shops/{}/pets", self.base, encoded(shop));
        let mut request = self.request(Method::POST, &url, serde_json::to_vec(pet)?.into())?;
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(CONTENT_TYPE, json);
        self.send(request).await
    }

    fn request(&self, method: Method, url: &str, body: Bytes) -> Result<Request<Full<Bytes>>> {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method;
        *request.uri_mut() = url.parse()?;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(AUTHORIZATION, self.authorization.clone());
        headers.insert(USER_AGENT, HeaderValue::from_static("by-hand/0.1.0"));
        Ok(request)
    }

    async fn send<T: DeserializeOwned>(&self, request: Request<Full<Bytes>>) -> Result<T> {
        let exchange = async {
            let answer = self.client.request(request).await?;
            let is_success = answer.status().is_success();
            let body = answer.into_body().collect().await?.to_bytes();
            read(is_success, &body)
        };
        tokio::time::timeout(LIMIT, exchange).await?
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
