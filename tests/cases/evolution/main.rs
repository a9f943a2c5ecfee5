//! A program for the client of `old.yaml`. It also compiles with the client of `new.yaml`, which is generated with the lock of
//! the first one, and does the same.
#![cfg(test)]

mod kept;
#[cfg(feature = "pairs")]
mod pairs;

use api::operations::{ReportBody, ReportOutput};
use api::testing::{Response, MemoryTransport};
use api::types::{ArchiveEntry, ArchiveEntrySize, ArchiveKind, Event, Events, EventsId, Level, QuoteSort, State, Transfer, TransferOrder};
use api::webhook::Webhook;
use api::{BlockingClient, Body, Client, headers, servers, webhooks};

type Builder = api::ClientBuilder<api::Blocking>;

/// A client and its transport, which returns this response for every request.
fn served(answer: &'static str, set: impl FnOnce(Builder) -> Builder) -> (BlockingClient, MemoryTransport) {
    let memory = MemoryTransport::new(move |_| match answer {
        "" => Response::status(204),
        text => Response::json(200, text),
    });
    let builder = Client::blocking().transport(memory.clone());
    (set(builder).build().unwrap(), memory)
}

/// The only request: its URL, its headers, its body.
fn sent(memory: &MemoryTransport) -> (String, http::HeaderMap, serde_json::Value) {
    let requests = memory.requests();
    let [request] = &requests[..] else { panic!("{requests:?}") };
    let body = request.body.bytes().and_then(|body| serde_json::from_slice(body).ok());
    (request.uri.to_string(), request.headers.clone(), body.unwrap_or_default())
}

fn transfer() -> Transfer {
    Transfer::new("src", "dst", TransferOrder::Asc)
}

#[test]
fn arguments_and_setters_keep_their_meaning() {
    let (client, memory) = served("", |builder| builder.bearer_token("t"));
    let call = client.quote("src", "dst", "me").batch_id("b").sort(&QuoteSort::Name);
    call.call().unwrap();
    let (address, headers, _) = sent(&memory);
    for pair in ["source=src", "target=dst", "batch_id=b", "sort=name"] {
        assert!(address.contains(pair), "{pair}: {address}");
    }
    assert!(address.contains("tenant=me") || headers["tenant"] == "me");
}

#[test]
fn arguments_of_the_path_and_the_body_keep_their_positions() {
    let answer = r#"{"from_account":"a","to_account":"b","order":"desc","fromAccount":"other","more":1}"#;
    let (client, memory) = served(answer, |builder| builder.bearer_token("t"));
    let made = transfer().state(State::Open).level(Level::V2);
    let read = client.put_item("one", "two", &made).send().unwrap();
    let (address, _, body) = sent(&memory);
    assert!(address.ends_with("/transfers/one/items/two"), "{address}");
    let want = serde_json::json!({
        "from_account": "src", "to_account": "dst", "order": "asc", "state": "open", "level": 2
    });
    assert_eq!(body, want);
    assert_eq!((read.body.from_account.as_str(), read.body.to_account.as_str()), ("a", "b"));
    assert_eq!(read.body.order, TransferOrder::Desc);
    assert!(read.body.extra.get("more").is_some());
}

#[test]
fn former_names_of_types_stay() {
    use api::types::ArchiveKind::{Daily, Weekly};
    let answer = r#"{"kind":"daily","entry":{"at":"now","size":{"bytes":3}},"note":null}"#;
    let (client, memory) = served(answer, |builder| builder.bearer_token("t"));
    let read = client.archive().unit("kg").units(["kg", "lb"]).call().unwrap();
    let (address, _, _) = sent(&memory);
    assert!(address.ends_with("?unit=kg&units=kg&units=lb"), "{address}");
    let kind: ArchiveKind = read.kind;
    assert!(kind == Daily && kind != Weekly && kind == ArchiveKind::Daily);
    let entry: Option<ArchiveEntry> = read.entry;
    let size: ArchiveEntrySize = entry.unwrap().size.unwrap();
    assert_eq!(size.bytes, Some(3));
    let note: Option<String> = read.note;
    assert_eq!(note, None);
}

#[test]
fn a_text_that_an_enum_does_not_list_is_not_sent() {
    let (client, memory) = served("", |builder| builder.bearer_token("t"));
    let quote = || client.quote("src", "dst", "me");
    let error = quote().sort("nam").call().unwrap_err();
    assert_eq!(error.kind(), api::ErrorKind::Invalid);
    assert!(error.to_string().contains(r#"did you mean "name"?"#), "{error}");
    assert!(memory.requests().is_empty());
    for call in [quote().sort("size"), quote().sort(QuoteSort::Size), quote().sort(&String::from("size"))] {
        assert!(call.request().unwrap().uri.to_string().contains("sort=size"));
    }
    let unknown = quote().sort(QuoteSort::Unknown("new".to_owned()));
    assert!(unknown.request().unwrap().uri.to_string().contains("sort=new"));
}

#[test]
fn variants_keep_their_values() {
    for (state, text) in [(State::Open, "open"), (State::Closed, "closed")] {
        assert_eq!(state.as_str(), text);
    }
    assert!(matches!(serde_json::from_str(r#""mystery""#).unwrap(), State::Unknown(text) if text == "mystery"));
    let levels: Vec<Level> = serde_json::from_str("[1,2,9]").unwrap();
    assert_eq!(levels, [Level::V1, Level::V2, Level::Unknown(9)]);
    let unknown = serde_json::from_str::<State>(r#""unknown""#).unwrap();
    assert_eq!(unknown.as_str(), "unknown");
}

#[test]
fn variants_of_unions_keep_their_schemas() {
    for tags in [["Created", "Deleted"], ["made", "gone"]] {
        let [created, deleted] = tags.map(|tag| format!(r#"{{"kind":"{tag}","at":"now"}}"#));
        let text = format!(r#"{{"all":[{created},{deleted}],"ids":["a",1]}}"#);
        let events: Events = serde_json::from_str(&text).unwrap();
        let [first, second] = &events.all[..] else { panic!() };
        match (first, second) {
            (Event::Created(created), Event::Deleted(deleted)) => assert_eq!(created.at, deleted.at),
            (Event::Unknown(_), Event::Unknown(_)) => continue,
            other => panic!("{other:?}"),
        }
        assert_eq!(events.ids, [EventsId::Text("a".to_owned()), EventsId::Integer(1)]);
        return;
    }
    panic!("no tag is known");
}

#[test]
fn media_types_and_responses_keep_their_variants() {
    let answer = r#"{"from_account":"a","to_account":"b","order":"asc"}"#;
    let (client, memory) = served(answer, |builder| builder.bearer_token("t"));
    let made = transfer();
    match client.report(ReportBody::Json(&made)).call().unwrap() {
        ReportOutput::Ok(read) => assert_eq!(read.from_account, "a"),
        other => panic!("{other:?}"),
    }
    client.report(ReportBody::Csv(Body::from("a,b"))).call().unwrap();
    let types: Vec<_> = memory
        .requests()
        .iter()
        .map(|request| request.headers["content-type"].clone())
        .collect();
    assert_eq!(types, ["application/json", "text/csv"]);
}

#[test]
fn credentials_keep_their_schemes() {
    let (client, memory) = served("", |builder| builder.key("s3cret"));
    client.quote("a", "b", "c").call().unwrap();
    let (_, headers, _) = sent(&memory);
    assert_eq!(headers["x-key"], "s3cret");
    let (client, memory) = served("", |builder| builder.bearer_token("t"));
    client.quote("a", "b", "c").call().unwrap();
    let (_, headers, _) = sent(&memory);
    assert_eq!(headers["authorization"], "Bearer t");
}

#[test]
fn servers_keep_their_functions() {
    let address = |server| {
        let (client, memory) = served("", |builder| builder.bearer_token("t").server(server));
        client.quote("a", "b", "c").call().unwrap();
        sent(&memory).0
    };
    assert!(address(servers::main()).starts_with("https://api.example.com/quotes?"));
    let regional = servers::regional().region(servers::Region::UsEast);
    assert!(address(regional.into()).starts_with("https://us-east.example.com/v1/quotes?"));
}

#[test]
fn headers_and_webhooks_keep_their_names() {
    assert_eq!(headers::X_NEXT.name(), "X-Next");
    assert_eq!(webhooks::ParcelSent::NAME, "parcel.sent");
}
