//! Programs for the old descriptions of the pairs in `../shared`: their requests and decoded values.

use api::BlockingClient;
use api::types::{
    N3Thing, N3bThing, N3cThing, N3cThingO, N3dThing, N3dThingKind, N3eThing, N3fThing, N3hBody, N3hBodyO, N7Thing,
    N7ThingK, Q6bBody, R10bThing, R10bThingK, R21Thing, R21bThing, R21cThing, R21dThing,
};

use super::{sent, served};

/// The URL and the body of one call.
fn asked(call: impl FnOnce(&BlockingClient)) -> (String, serde_json::Value) {
    let (client, memory) = served("", |builder| builder.bearer_token("t"));
    call(&client);
    let (address, headers, body) = sent(&memory);
    let header = headers.get("a").map(|value| format!(" a={}", value.to_str().unwrap()));
    (address + &header.unwrap_or_default(), body)
}

#[test]
fn fields_keep_their_properties() {
    let text = r#"{"device_id":"right","deviceId":"wrong","a":"right"}"#;
    let read: N3Thing = serde_json::from_str(text).unwrap();
    assert_eq!(read.a.as_deref(), Some("right"));
    let read: N3eThing = serde_json::from_str(text).unwrap();
    assert_eq!(read.device_id.as_deref(), Some("right"));
    let read: N3fThing = serde_json::from_str(text).unwrap();
    assert_eq!(read.device_id.as_deref(), Some("right"));
    let read: N3bThing = serde_json::from_str(r#"{"device_id":"right","deviceId":1}"#).unwrap();
    assert_eq!(read.device_id.as_deref(), Some("right"));
}

#[test]
fn values_are_unchanged() {
    let read: N3cThing = serde_json::from_str(r#"{"o":"asc"}"#).unwrap();
    assert_eq!(read.o, Some(N3cThingO::Asc));
    let read: N3dThing = serde_json::from_str(r#"{"kind":"a"}"#).unwrap();
    assert_eq!(read.kind, Some(N3dThingKind::A));
    let read: N7Thing = serde_json::from_str(r#"{"k":"b"}"#).unwrap();
    assert_eq!(read.k, Some(N7ThingK::B));
    let read: R10bThing = serde_json::from_str(r#"{"k":"z"}"#).unwrap();
    assert!(matches!(read.k, R10bThingK::Unknown(text) if text == "z"));
    let (_, body) = asked(|client| client.n3h_send(&N3hBody::new(N3hBodyO::Asc)).call().unwrap());
    assert_eq!(body["o"], "asc");
}

#[test]
fn arguments_keep_their_parameters() {
    let (address, _) = asked(|client| client.q6_call("src", "dst").call().unwrap());
    assert!(address.contains("from=src") && address.contains("to=dst"), "{address}");
    let (_, body) = asked(|client| client.q6b_send(&Q6bBody::new("src", "dst")).call().unwrap());
    assert_eq!(body, serde_json::json!({"from": "src", "to": "dst"}));
    let (address, _) = asked(|client| client.q6c_call("one", "two").call().unwrap());
    assert!(address.ends_with("/q6c/one/two"), "{address}");
    let (address, _) = asked(|client| client.q6d_call("one", "two").call().unwrap());
    assert!(address.ends_with("/q6d/one/x/two"), "{address}");
    let (address, _) = asked(|client| client.q7c_call("x", "y").call().unwrap());
    assert!(address.contains("a=x") && address.contains("b=y"), "{address}");
    let (address, _) = asked(|client| client.n3g_call().device_id("x").call().unwrap());
    assert!(address.ends_with("?device_id=x"), "{address}");
}

#[test]
fn moved_operations_keep_their_names() {
    let (address, _) = asked(|client| client.o4_get().call().unwrap());
    assert!(["/o4/v1", "/o4/v2"].iter().any(|path| address.ends_with(path)), "{address}");
    let (address, _) = asked(|client| client.o5_get("x").call().unwrap());
    assert!(address.ends_with("/o5/x"), "{address}");
}

/// Two clients with one runtime share its types.
fn of_the_other_client(policy: api::RetryPolicy) -> ::servers::RetryPolicy {
    policy
}

#[test]
fn servers_keep_the_names_of_their_functions() {
    use ::servers::{Client, servers, testing, types::B};
    for (server, address) in [
        (servers::production(), "https://a.example.com/x"),
        (servers::beta(), "https://b.example.com/x"),
    ] {
        let memory = testing::MemoryTransport::new(|_| testing::Response::json(200, r#"{"a":"b"}"#));
        let client = Client::blocking().transport(memory.clone()).server(server).retry(of_the_other_client(api::RetryPolicy::none())).build().unwrap();
        client.x_send(&B::new("b")).call().unwrap();
        let addresses: Vec<_> = memory.requests().iter().map(|request| request.uri.to_string()).collect();
        assert_eq!(addresses, [address]);
    }
}

/// If the tags change, the old ones are unknown, but the variants keep their schemas.
#[test]
fn variants_keep_their_schemas() {
    let text = |tags: [&str; 2], keys: [&str; 2]| {
        let [cat, dog] = tags.map(|tag| format!(r#"{{"{}":"{tag}","{}":"{tag}","v":"{tag}"}}"#, keys[0], keys[1]));
        format!("[{cat},{dog}]")
    };
    let keys = ["kind", "type"];
    let both: [R21Thing; 2] = serde_json::from_str(&text(["R21Cat", "R21Dog"], keys)).unwrap();
    let [R21Thing::R21Cat(cat), R21Thing::R21Dog(dog)] = both else { panic!("{both:?}") };
    assert_eq!((cat.v.as_str(), dog.v.as_str()), ("R21Cat", "R21Dog"));
    let known = |tag: &str| {
        let [cat, dog]: [R21bThing; 2] = serde_json::from_str(&text([tag, "dog"], keys)).unwrap();
        assert!(matches!(dog, R21bThing::Dog(dog) if dog.v == "dog"));
        matches!(cat, R21bThing::Cat(cat) if cat.v == tag)
    };
    assert!(known("cat") != known("CAT"));
    let known = |tags: [&str; 2]| {
        let both: [R21cThing; 2] = serde_json::from_str(&text(tags, keys)).unwrap();
        matches!(&both, [R21cThing::R21cCat(cat), R21cThing::R21cDog(dog)] if cat.v == tags[0] && dog.v == tags[1])
    };
    assert!(known(["R21cCat", "R21cDog"]) != known(["cat", "dog"]));
    let known = |tag: &str| {
        let cat: R21dThing = serde_json::from_str(&format!(r#"{{"kind":"{tag}","type":"{tag}","v":"v"}}"#)).unwrap();
        matches!(cat, R21dThing::Cat(cat) if cat.v == "v")
    };
    assert!(known("cat") != known("feline"));
}
