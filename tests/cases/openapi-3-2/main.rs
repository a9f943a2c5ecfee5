//! What OpenAPI 3.2 adds: methods, the whole query, cookies, sequences in requests, and the default of a discriminator.
#![cfg(test)]

use openapi_3_2::operations::{ByForm, ByJson, SendLines};
use openapi_3_2::testing::{MemoryTransport, Response};
use openapi_3_2::transport::Request;
use openapi_3_2::types::{Animal, ByFormFilter, ByJsonFilter, Row, SearchRequest};
use openapi_3_2::{BlockingClient, Client, ErrorKind, FilePart};

fn answering(response: Response) -> (BlockingClient, MemoryTransport) {
    let memory = MemoryTransport::new(move |_| response.clone());
    (Client::blocking().transport(memory.clone()).build().unwrap(), memory)
}

fn done() -> (BlockingClient, MemoryTransport) {
    answering(Response::status(204))
}

fn only(memory: &MemoryTransport) -> Request {
    let [request] = memory.requests().try_into().unwrap();
    request
}

fn body(request: &Request) -> String {
    let body = request.body.bytes().expect("a body of bytes");
    String::from_utf8_lossy(body).into_owned()
}

#[test]
fn a_query_has_a_body_and_further_methods_are_sent_as_they_are() {
    let (client, memory) = answering(Response::json(200, r#"[{"kind":"cat","lives":9}]"#));
    let found = client.pets().search(&SearchRequest::new("cat".to_owned())).call().unwrap();
    assert!(matches!(found.as_slice(), [Animal::Cat(cat)] if cat.lives == Some(9)), "{found:?}");
    let request = only(&memory);
    assert_eq!((request.method.as_str(), body(&request).as_str()), ("QUERY", r#"{"text":"cat"}"#));
    let (client, memory) = done();
    client.copy_search("there").call().unwrap();
    client.discover().call().unwrap();
    let sent: Vec<String> = memory.requests().iter().map(|sent| format!("{} {}", sent.method, sent.uri)).collect();
    let address = "https://api.example/v1/search";
    assert_eq!(sent, [format!("COPY {address}?to=there"), format!("M-SEARCH {address}")]);
}

/// QUERY is idempotent, and COPY isn't known to be.
#[test]
fn a_query_is_retried_like_a_get() {
    let unavailable = || Response::json(503, "{}");
    let memory = MemoryTransport::queue([unavailable(), Response::json(200, "[]")]);
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    client.pets().search(&SearchRequest::new("cat".to_owned())).call().unwrap();
    assert_eq!(memory.requests().len(), 2);
    let memory = MemoryTransport::queue([unavailable(), unavailable()]);
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    client.copy_search("there").call().unwrap_err();
    assert_eq!(memory.requests().len(), 1);
}

#[test]
fn one_parameter_is_the_whole_query() {
    let (client, memory) = done();
    client.by_form(&ByFormFilter::new().name("A & B".to_owned()).ages(vec![1, 2])).call().unwrap();
    client.by_json().filter(&ByJsonFilter::new().numbers(vec![1, 2])).call().unwrap();
    client.by_text().selector("$.a[1:1]").call().unwrap();
    client.by_text().call().unwrap();
    let queries: Vec<Option<String>> = memory.requests().iter().map(|sent| sent.uri.query().map(str::to_owned)).collect();
    let of = |text: &str| Some(text.to_owned());
    assert_eq!(
        queries,
        [
            of("name=A%20%26%20B&ages=1&ages=2"),
            of("%7B%22numbers%22%3A%5B1%2C2%5D%7D"),
            of("%24.a%5B1%3A1%5D"),
            None
        ]
    );
    let [form] = memory.received::<ByForm>().try_into().unwrap();
    assert_eq!(form.querystring::<ByFormFilter>("filter").unwrap().unwrap().ages, Some(vec![1, 2]));
    let [json] = memory.received::<ByJson>().try_into().unwrap();
    assert_eq!(json.querystring::<ByJsonFilter>("filter").unwrap().unwrap().numbers, Some(vec![1, 2]));
}

#[test]
fn cookies_are_sent_without_escapes_and_paths_with_reserved_characters() {
    let (client, memory) = done();
    client.cookies("a:b@c/d").session("x%20y=").shades(["red", "blue"]).call().unwrap();
    let request = only(&memory);
    assert_eq!(request.headers["cookie"], "session=x%20y=; shades=red,blue");
    assert_eq!(request.uri.path(), "/v1/cookies/a:b@c%2Fd");
    let error = client.cookies("x").session("a;b").call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode);
    let error = client.cookies("%2e%2E").call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode, "no escaped dots");
}

#[test]
fn items_are_framed_as_their_media_type_requires() {
    let rows = [Row::new("a\nb".to_owned()), Row::new("c".to_owned()).count(2)];
    let answer = Response::status(200).header("content-type", "application/jsonl").body("{\"data\":\"x\"}\n");
    let (client, memory) = answering(answer);
    let received: Result<Vec<Row>, _> = client.send_lines(&rows).items().unwrap().collect();
    assert_eq!(received.unwrap(), [Row::new("x".to_owned())]);
    let request = only(&memory);
    assert_eq!(body(&request), "{\"data\":\"a\\nb\"}\n{\"data\":\"c\",\"count\":2}\n");
    assert_eq!(request.headers["content-type"], "application/jsonl");
    let [read] = memory.received::<SendLines>().try_into().unwrap();
    assert_eq!(read.body::<Vec<Row>>().unwrap(), rows);

    let (client, memory) = done();
    client.send_sequence(&[1, 2]).call().unwrap();
    client.send_events(&rows).call().unwrap();
    let bodies: Vec<String> = memory.requests().iter().map(body).collect();
    let events = "data: {\"data\":\"a\\nb\"}\n\ndata: {\"data\":\"c\",\"count\":2}\n\n";
    assert_eq!(bodies, ["\u{1e}1\n\u{1e}2\n", events]);
}

#[test]
fn parts_without_names_have_the_encoding_of_their_position() {
    let (client, memory) = done();
    let rows = ["a", "b", "c"].map(|data| Row::new(data.to_owned()));
    client.send_parts(&rows).call().unwrap();
    let request = only(&memory);
    let media_type = request.headers["content-type"].to_str().unwrap();
    let boundary = media_type.strip_prefix("multipart/mixed; boundary=").expect("a boundary");
    let part = |kind: &str, data: &str| format!("--{boundary}\r\nContent-Type: application/vnd.{kind}+json\r\n\r\n{{\"data\":\"{data}\"}}\r\n");
    let parts = [part("first", "a"), part("other", "b"), part("other", "c")].concat();
    assert_eq!(body(&request), format!("{parts}--{boundary}--\r\n"));

    let (client, memory) = done();
    client.send_images(&[FilePart::from("PNG")]).call().unwrap();
    let request = only(&memory);
    assert!(request.headers["content-type"].to_str().unwrap().starts_with("multipart/mixed; "));
}

#[test]
fn a_value_without_a_known_tag_is_of_the_default_variant() {
    let read = |json: &str| serde_json::from_str::<Animal>(json).unwrap();
    for json in [r#"{"kind":"cow","name":"Elsa"}"#, r#"{"name":"Elsa"}"#] {
        let animal = read(json);
        assert!(matches!(&animal, Animal::Other(other) if other.name.as_deref() == Some("Elsa")), "{animal:?}");
        assert_eq!(serde_json::to_string(&animal).unwrap(), json);
    }
    assert!(matches!(read(r#"{"kind":"dog","tricks":3}"#), Animal::Dog(dog) if dog.tricks == Some(3)));
    assert!(matches!(read("[]"), Animal::Unknown(_)));
}
