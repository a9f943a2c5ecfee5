//! The tests of a program against a client in memory: requests are decoded into types, responses are built from types, and
//! recorded exchanges are replayed.
#![cfg(test)]

use std::error::Error;
use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use tested::operations::{AddPet, GetMine, GetPet, ListPets, Styles, Upload, Visit};
use tested::testing::{Response, Fixture, MemoryTransport, Recorder, decode_request};
use tested::types::{Pet, PetId, Place, Problem, UploadRequest, Visit as Form};
use tested::webhooks::PetArrived;
use tested::transport::BlockingTransport;
use tested::webhook::{Webhook, WebhookError};
use tested::{BlockingClient, Body, Client, ErrorKind, FilePart};

fn client(transport: impl BlockingTransport) -> BlockingClient {
    let builder = Client::blocking().transport(transport).key("s3cret");
    builder.build().unwrap()
}

fn pet(id: &'static str) -> Pet {
    Pet::new(PetId::from_static(id), "Rex".to_owned())
}

#[test]
fn responses_are_built_from_types_by_operation() {
    let memory = MemoryTransport::default();
    memory
        .on::<ListPets>(|request| {
            let limit = request.query::<i64>("limit").unwrap().unwrap_or(3);
            let pets = vec![pet("a"), pet("b"), pet("c")];
            Response::ok::<ListPets>(&pets.into_iter().take(limit as usize).collect())
        })
        .on::<GetPet>(|request| match request.path::<PetId>("petId").unwrap().as_str() {
            "none" => Response::err::<GetPet>(404, &()),
            _ => Response::ok::<GetPet>(&pet("a")),
        });
    let client = client(memory.clone());
    assert_eq!(client.list_pets().limit(2).call().unwrap(), [pet("a"), pet("b")]);
    assert_eq!(client.get_pet(&PetId::from_static("mine")).call().unwrap(), pet("a"));
    let error = client.get_pet(&PetId::from_static("none")).call().unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 404));
    assert_eq!(memory.received::<ListPets>().len(), 1);
    assert_eq!(memory.received::<GetPet>().len(), 2);
    // Both operations match the path, but this is another operation.
    let error = client.get_mine().call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Exchange);
    assert_eq!(error.source().unwrap().to_string(), "no response is set for getMine");
    memory.on::<GetMine>(|_| Response::ok::<GetMine>(&"Rex".to_owned()));
    assert_eq!(client.get_mine().call().unwrap(), "Rex");
}

#[test]
fn each_documented_response_has_its_status_and_media_type() {
    let memory = MemoryTransport::default();
    memory.on::<AddPet>(|request| match request.body::<Pet>().unwrap().age {
        Some(_) => Response::ok::<AddPet>(&None),
        None => Response::ok::<AddPet>(&Some(request.body().unwrap())),
    });
    // Values that only servers send are decoded from JSON.
    let problem: Problem = serde_json::from_str(r#"{"detail":"slowly"}"#).unwrap();
    memory.on::<ListPets>(move |_| Response::err::<ListPets>(429, &problem));
    let client = client(memory.clone());
    let created = client.add_pet(&pet("a")).send().unwrap();
    assert_eq!(created.status, 201);
    assert_eq!(created.headers["content-type"], "application/json");
    assert_eq!(created.body, Some(pet("a")));
    let accepted = client.add_pet(&pet("a").age(3)).send().unwrap();
    assert_eq!((accepted.status.as_u16(), accepted.body), (202, None));
    let error = client.list_pets().retry(tested::RetryPolicy::none()).call().unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 429);
    assert_eq!(error.api().unwrap().detail, "slowly");
    assert_eq!(error.headers().unwrap()["content-type"], "application/problem+json");
}

#[test]
fn parameters_of_every_location_and_style_are_decoded() {
    let memory = MemoryTransport::default();
    memory.on::<ListPets>(|_| Response::ok::<ListPets>(&Vec::new()));
    memory.on::<Styles>(|_| Response::ok::<Styles>(&()));
    let client = client(memory.clone());
    let near = Place::new(4, -5);
    let call = client.list_pets().limit(7).tags(["a,b", "c d&e=f"]).ids([1, 20, 300]).near(&near);
    call.x_tenant("acme, inc.").visit(12).call().unwrap();
    let [request] = &memory.received::<ListPets>()[..] else { panic!() };
    assert_eq!(request.query("limit"), Ok(Some(7_i64)));
    assert_eq!(request.query("tags"), Ok(Some(vec!["a,b".to_owned(), "c d&e=f".to_owned()])));
    assert_eq!(request.query("ids"), Ok(Some(vec![1_i64, 20, 300])));
    assert_eq!(request.query("near"), Ok(Some(near.clone())));
    assert_eq!(request.header("X-Tenant"), Ok(Some("acme, inc.".to_owned())));
    assert_eq!(request.cookie("visit"), Ok(Some(12_i64)));
    assert!(request.query::<i64>("tags").is_err(), "a text is no number");
    let missing = request.query::<i64>("colour").unwrap_err();
    assert_eq!(missing.to_string(), "listPets has no query colour");

    let colors = ["rosé".to_owned(), "a.b".to_owned()];
    client.styles(&near, &colors, "a/b {c}").filter(&near).call().unwrap();
    let [request] = &memory.received::<Styles>()[..] else { panic!() };
    assert_eq!(request.path("point"), Ok(near.clone()));
    assert_eq!(request.path("name"), Ok("a/b {c}".to_owned()));
    assert_eq!(request.query("filter"), Ok(Some(near)));
    assert!(decode_request::<ListPets>(request.request()).is_none());
}

/// Both modes record, replay and get responses in the same way.
#[test]
fn asynchronous_clients_are_tested_the_same_way() {
    let memory = MemoryTransport::default();
    memory.on::<GetPet>(|request| match request.path::<PetId>("petId") {
        Ok(id) => Response::json(200, format!(r#"{{"id":"{}","name":"Rex"}}"#, id.as_str())),
        Err(error) => panic!("{error}"),
    });
    let recorder = Recorder::new(memory);
    let get = |client: Client| ready(client.get_pet(&PetId::from_static("a")).into_future());
    let client = |transport| Client::builder().transport(transport).key("s3cret").build().unwrap();
    assert_eq!(get(client(recorder.clone())).unwrap(), pet("a"));
    let replayed = Client::builder().transport(MemoryTransport::replay(recorder.fixture()));
    assert_eq!(get(replayed.key("another").build().unwrap()).unwrap(), pet("a"));
}

/// Returns the output of a future, which is ready, since a transport in memory doesn't wait.
fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("waiting"),
    }
}

#[test]
fn webhooks_are_decoded() {
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    let headers: HeaderMap = headers.into_iter().collect();
    let arrived = PetArrived::parse(&headers, br#"{"id":"a","name":"Rex"}"#);
    assert_eq!((PetArrived::NAME, arrived), ("petArrived", Ok(pet("a"))));
    let error = PetArrived::parse(&headers, b"{}").unwrap_err();
    assert!(matches!(error, WebhookError::Decode(_)), "{error}");
}

#[test]
fn forms_are_decoded() {
    let memory = MemoryTransport::default();
    memory.on::<Visit>(|_| Response::ok::<Visit>(&()));
    let form = Form::new("Zoë & co".to_owned()).count(2).place(Place::new(1, 2));
    let form = form.rooms(vec!["red room".to_owned(), "1".to_owned()]);
    client(memory.clone()).visit(&form).call().unwrap();
    let [request] = &memory.received::<Visit>()[..] else { panic!() };
    assert_eq!(request.body::<Form>(), Ok(form));
}

#[test]
fn recorded_exchanges_are_replayed_without_secrets() {
    let real = MemoryTransport::queue([
        Response::json(200, r#"[{"id":"a","name":"Rex","weight":1.10}]"#).header("set-cookie", "id=s3cret"),
        Response::json(201, r#"{"id":"b","name":"Rex"}"#),
        Response::status(404),
    ]);
    let recorder = Recorder::new(real);
    let program = |client: &BlockingClient| {
        let pets = client.list_pets().limit(1).call().unwrap();
        let added = client.add_pet(&pet("b")).call().unwrap();
        let missing = client.get_pet(&PetId::from_static("none")).call().unwrap_err();
        (pets, added, missing.status())
    };
    let recorded = program(&client(recorder.clone()));
    let text = recorder.fixture().to_json();
    assert!(!text.contains("s3cret"), "{text}");
    assert!(text.contains(r#"[{"id":"a","name":"Rex","weight":1.10}]"#), "as it came: {text}");
    let fixture = Fixture::from_json(&text).unwrap();
    assert_eq!(fixture, recorder.fixture());

    let memory = MemoryTransport::replay(fixture.clone());
    assert_eq!(program(&client(memory.clone())), recorded);
    // Each exchange is recorded once.
    let again = client(memory).add_pet(&pet("b")).call().unwrap_err();
    assert_eq!(again.source().unwrap().to_string(), "nothing is recorded for POST /v1/pets");
    let other = client(MemoryTransport::replay(fixture)).list_pets().limit(2).retry(tested::RetryPolicy::none());
    assert_eq!(other.call().unwrap_err().kind(), ErrorKind::Exchange, "another query");
    let broken = Fixture::from_json(r#"{"exchanges": [{"request": {}}]}"#).unwrap_err();
    assert_eq!(broken.to_string(), r#""response" is missing"#);
}

#[test]
fn parts_are_decoded_with_their_files() {
    let memory = MemoryTransport::default();
    memory.on::<Upload>(|request| {
        let upload: UploadRequest = request.body().unwrap();
        if upload.title == "1" {
            assert_eq!(upload.photo, FilePart::from("\u{ff}\r\n--x").named("a \"b\".jpg").media_type("image/jpeg"));
        }
        Response::ok::<Upload>(&())
    });
    let photo = FilePart::from("\u{ff}\r\n--x").named("a \"b\".jpg");
    let mut sent = UploadRequest::new("1".to_owned(), 3, photo);
    sent.tags = Some(vec!["x".to_owned(), "y, z".to_owned()]);
    sent.place = Some(Place::new(1, 2));
    sent.near = Some(Place::new(3, 4));
    let plain = |content: &str| FilePart::from(content).named("n").media_type("text/plain").header("X-Part", "1");
    sent.more = Some(vec![plain("1"), plain("")]);
    sent.cover = Some(FilePart::from(Body::reader("read".as_bytes())).named("r").media_type("a/b"));
    let client = client(memory.clone());
    client.upload(&sent).call().unwrap();

    // A replayable body can be decoded again, also into other types.
    sent.cover = None;
    client.upload(&sent).call().unwrap();
    let [_, again] = &memory.received::<Upload>()[..] else { panic!() };
    let got: UploadRequest = again.body().unwrap();
    assert_eq!((got.title.as_str(), got.count, &got.tags, &got.place, &got.near), ("1", 3, &sent.tags, &sent.place, &sent.near));
    assert_eq!((&got.more, &got.cover), (&sent.more, &None));
    assert!(again.body::<Pet>().unwrap_err().to_string().starts_with("body"));

    // Lists and files that weren't sent have no parts.
    client.upload(&UploadRequest::new(String::new(), 0, FilePart::from(""))).call().unwrap();
    let [.., few] = &memory.received::<Upload>()[..] else { panic!() };
    let few: UploadRequest = few.body().unwrap();
    assert_eq!((few.tags, few.more, few.place), (None, None, None));
}
