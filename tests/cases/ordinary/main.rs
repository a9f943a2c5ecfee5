//! Ordinary responses and calls. Each is a mistake of at least one other generator.
#![cfg(test)]

use std::fmt::Debug;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::StatusCode;
use ordinary::testing::{Response, MemoryTransport};
use ordinary::types::{All, Breed, Content, Counter, Level, Patch, Pet, Settings, Shape, Target, TargetById};
use ordinary::{BlockingClient, Client, ErrorKind};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json, to_value};

/// Decodes a valid value.
fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

/// Asserts that the value is decoded and encoded unchanged.
fn kept<T: DeserializeOwned + Serialize + Debug>(value: Value) -> T {
    let read: T = read(&value);
    assert_eq!(to_value(&read).unwrap(), value, "{read:?}");
    read
}

fn client(memory: &MemoryTransport) -> BlockingClient {
    Client::blocking()
        .transport(memory.clone())
        .key("s3cret")
        .build()
        .unwrap()
}

/// What the book shows.
async fn every_pet(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let mut pets = client.list_pets().limit(50).pages().items();
    while let Some(pet) = pets.next().await {
        println!("{}", pet?.name);
    }
    Ok(())
}

#[test]
fn pages_are_followed_to_their_end() {
    let answers = [
        Response::json(200, r#"{"items":[{"name":"a"},{"name":"b"}],"next_page":"p2"}"#),
        Response::json(200, r#"{"items":[{"name":"c"}],"next_page":null}"#),
    ];
    let asked = |memory: &MemoryTransport| {
        let requests = memory.requests().into_iter();
        requests.map(|request| request.uri.to_string()).collect::<Vec<_>>()
    };
    let expected = [
        "https://api.test/v1/pets?limit=50",
        "https://api.test/v1/pets?limit=50&page_token=p2",
    ];

    let memory = MemoryTransport::queue(answers.clone());
    let pets = client(&memory).list_pets().limit(50).pages().items();
    let names: Vec<String> = pets.map(|pet| pet.unwrap().name).collect();
    assert_eq!((names, asked(&memory)), (vec!["a".into(), "b".into(), "c".into()], expected.map(str::to_owned).to_vec()));

    let memory = MemoryTransport::queue(answers);
    let client = Client::builder().transport(memory.clone()).key("s3cret").build().unwrap();
    // A transport in memory is always ready.
    let answer = pin!(every_pet(&client)).poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(answer, Poll::Ready(Ok(()))));
    assert_eq!(asked(&memory), expected);
}

#[test]
fn a_union_of_single_integers_is_an_open_enum() {
    assert_eq!(kept::<Level>(json!(1)), Level::Loud);
    assert_eq!(kept::<Level>(json!(7)), Level::Unknown(7));
}

#[test]
fn a_new_field_in_a_union_without_a_discriminator_is_kept() {
    let target: Target = kept(json!({"id": 1, "region": "eu", "nested": {"a": [1, null]}}));
    let Target::ById(target) = target else {
        panic!("{target:?}")
    };
    assert_eq!((target.id, target.extra.get("region")), (1, Some(&json!("eu"))));
    assert_eq!(
        to_value(Target::from(TargetById::new(2))).unwrap(),
        json!({"id": 2})
    );
}

#[test]
fn the_literal_selects_the_variant_beside_other_properties() {
    let shape: Shape = kept(json!({"type": "square", "r": 1, "side": 2.5}));
    let Shape::Square(square) = shape else {
        panic!("{shape:?}")
    };
    assert_eq!((square.side, square.extra.get("r")), (2.5, Some(&json!(1))));
}

#[test]
fn the_tag_selects_the_variant_and_required_properties_are_not_invented() {
    let body = json!({"kind": "cat", "breed": "pug"});
    let error = serde_json::from_value::<Pet>(body).unwrap_err().to_string();
    assert!(error.contains("lives"), "{error}");
}

#[test]
fn unknown_tags_and_values_are_kept() {
    let cow: Pet = kept(json!({"kind": "cow", "milk": true}));
    assert!(matches!(cow, Pet::Unknown(_)), "{cow:?}");
    let untagged: Pet = kept(json!({"lives": 9}));
    assert!(matches!(untagged, Pet::Unknown(_)), "{untagged:?}");
    let dog: Pet = kept(json!({"kind": "dog", "breed": "corgi"}));
    let Pet::Dog(dog) = dog else { panic!("{dog:?}") };
    assert_eq!(dog.breed, Breed::Unknown("corgi".to_owned()));
    let shape: Shape = kept(json!({"type": "line", "side": 2}));
    assert!(matches!(shape, Shape::Unknown(_)), "{shape:?}");
    // The same inside a response.
    let all: All = kept(json!({"pet": {"kind": "cow"}, "level": 9, "counter": {"count": 1}}));
    assert_eq!(all.counter.unwrap().count, 1);
}

#[test]
fn a_text_or_an_object() {
    assert!(matches!(kept(json!("hello")), Content::Text(text) if text == "hello"));
    assert!(matches!(kept(json!({"text": "hello"})), Content::Block(block) if block.text == "hello"));
    assert!(matches!(kept(json!([1, 2])), Content::Unknown(_)));
}

#[test]
fn absent_null_and_a_value_are_distinct() {
    assert_eq!(kept::<Patch>(json!({})).note, None);
    assert_eq!(kept::<Patch>(json!({"note": null})).note, Some(None));
    assert_eq!(
        kept::<Patch>(json!({"note": "x"})).note,
        Some(Some("x".to_owned()))
    );
    assert_eq!(to_value(Patch::new().note("y")).unwrap(), json!({"note": "y"}));
    // An undocumented null is absent.
    assert_eq!(read::<Patch>(&json!({"plain": null})).plain, None);
}

#[test]
fn integers_are_not_32_bits() {
    assert_eq!(
        kept::<Counter>(json!({"count": 3_000_000_000_i64})).count,
        3_000_000_000
    );
    assert_eq!(kept::<Counter>(json!({"count": i64::MIN})).count, i64::MIN);
}

#[test]
fn a_default_does_not_replace_a_required_value() {
    let error = serde_json::from_value::<Settings>(json!({}))
        .unwrap_err()
        .to_string();
    assert!(error.contains("host"), "{error}");
    // A default is not inserted either.
    assert_eq!(kept::<Settings>(json!({"host": "a"})).port, None);
}

#[test]
fn an_error_has_its_path() {
    let error = serde_json::from_str::<All>(r#"{"counter": {"count": "one"}}"#).unwrap_err();
    assert!(error.to_string().contains("$.counter.count"), "{error}");
}

#[test]
fn a_path_value_remains_one_segment() {
    let memory = MemoryTransport::new(|_| Response::status(204));
    let client = client(&memory);
    for escaping in ["..", ".", ""] {
        let error = client.list_keys(escaping, "acme").call().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode, "{escaping:?}: {error}");
    }
    assert!(memory.requests().is_empty());
    client.list_keys("a/../b?c#d%2e", "acme").call().unwrap();
    let requests = memory.requests();
    assert_eq!(requests[0].uri.path(), "/v1/users/a%2F..%2Fb%3Fc%23d%252e/keys");
}

#[test]
fn header_parameters_are_sent() {
    let memory = MemoryTransport::new(|_| Response::status(204));
    client(&memory)
        .list_keys("7", "acme")
        .x_trace("t-1")
        .call()
        .unwrap();
    let requests = memory.requests();
    assert_eq!(requests[0].headers["x-tenant"], "acme");
    assert_eq!(requests[0].headers["x-trace"], "t-1");
    assert_eq!(requests[0].headers["x-key"], "s3cret");
}

#[test]
fn a_key_is_sent_only_if_it_is_needed() {
    let memory = MemoryTransport::new(|_| Response::status(204));
    client(&memory).login().call().unwrap();
    assert!(!memory.requests()[0].headers.contains_key("x-key"));
    // If a key is needed and none is set, nothing is sent.
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    assert_eq!(client.job().call().unwrap_err().kind(), ErrorKind::Credentials);
    client.login().call().unwrap();
    assert_eq!(memory.requests().len(), 2);
}

#[test]
fn a_body_or_none_by_status() {
    let memory = MemoryTransport::queue([Response::json(200, r#"{"count": 1}"#), Response::status(204)]);
    let client = client(&memory);
    assert_eq!(client.job().call().unwrap().map(|counter| counter.count), Some(1));
    let answer = client.job().send().unwrap();
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(answer.into_body().is_none());
}
