//! Streams of items: framing, decoding and reconnecting.

use super::api::*;
use crate::runtime::http::events::frames::{Frame, Frames};
use crate::runtime::http::events::{ReadAs, item};
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{Error, ErrorKind, Event, Framing, RetryPolicy, Streaming};
use crate::runtime_tests::prelude::*;
use ::http::StatusCode;

/// Splits a body that arrives in chunks of `size` bytes, up to its end.
fn cut(framing: Framing, body: &[u8], size: usize) -> Vec<Frame> {
    let mut frames = Frames::new(framing);
    let mut found = Vec::new();
    for piece in body.chunks(size) {
        frames.push(piece);
        found.extend(std::iter::from_fn(|| frames.next()));
    }
    found.extend(frames.finish());
    found
}

fn frame(event: Option<&str>, id: Option<&str>, data: &str) -> Frame {
    Frame {
        event: event.map(str::to_owned),
        id: id.map(str::to_owned),
        data: data.into(),
    }
}

/// The examples of WHATWG HTML, section 9.2.6, and its rules for unusual input.
#[test]
fn events_are_split_as_the_standard_requires() {
    let plain = |data: &str| frame(None, None, data);
    let cases: Vec<(&str, Vec<Frame>)> = vec![
        ("data: YHOO\ndata: +2\ndata: 10\n\n", vec![plain("YHOO\n+2\n10")]),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            vec![
                frame(None, Some("1"), "first event"),
                frame(None, Some(""), "second event"),
                frame(None, Some(""), " third event"),
            ],
        ),
        ("data\n\ndata\ndata\n\ndata:", vec![plain(""), plain("\n")]),
        ("data:test\n\ndata: test\n\n", vec![plain("test"), plain("test")]),
        ("\u{feff}data: bom\n\n", vec![plain("bom")]),
        ("\u{feff}\u{feff}data: two\n\n", vec![]),
        (
            "data: a\r\rdata: b\r\n\r\ndata: c\n\r\n",
            vec![plain("a"), plain("b"), plain("c")],
        ),
        (
            "event: add\ndata: 7\n\nevent: add\n\ndata: 8\n\n",
            vec![frame(Some("add"), None, "7"), plain("8")],
        ),
        (
            "id: 1\0\ndata: x\n\nid: 2\ndata: y\n\n",
            vec![plain("x"), frame(None, Some("2"), "y")],
        ),
        ("data: 名前 😹 é\n\n", vec![plain("名前 😹 é")]),
        (
            "retry: 10\nfoo: bar\nData: x\n data: y\ndata: z\n\n",
            vec![plain("z")],
        ),
        ("data: unfinished", vec![]),
        ("data: unfinished\n", vec![]),
    ];
    for (body, expected) in cases {
        for size in 1..=body.len() {
            assert_eq!(
                cut(Framing::Events, body.as_bytes(), size),
                expected,
                "{body:?} by {size}"
            );
        }
    }
}

#[test]
fn invalid_utf_8_is_replaced_and_an_invalid_retry_is_ignored() {
    assert_eq!(
        cut(Framing::Events, b"data: \xff\xc3\n\n", 1),
        [frame(None, None, "\u{fffd}\u{fffd}")]
    );
    let mut frames = Frames::new(Framing::Events);
    frames.push(b"retry: 1500\nretry: 2x\nretry:\n\n");
    assert_eq!(frames.next(), None);
    assert_eq!(frames.pause, Some(std::time::Duration::from_millis(1500)));
}

#[test]
fn lines_and_records_need_no_end() {
    let data = |framing, body: &[u8]| -> Vec<String> {
        (1..=body.len())
            .map(|size| cut(framing, body, size))
            .reduce(|one, other| {
                assert_eq!(one, other);
                one
            })
            .unwrap()
            .into_iter()
            .map(|frame| String::from_utf8(frame.data).unwrap())
            .collect()
    };
    assert_eq!(
        data(Framing::Lines, b"{\"a\":1}\r\n\n[2]\n3"),
        ["{\"a\":1}", "[2]", "3"]
    );
    assert_eq!(
        data(Framing::Lines, "{\"name\":\"é\"}\n".as_bytes()),
        ["{\"name\":\"é\"}"]
    );
    assert_eq!(
        data(Framing::Sequence, b"\x1e{\n\"a\":1}\n\x1e[2]\n\x1e\x1e3\n"),
        ["{\n\"a\":1}", "[2]", "3"]
    );
}

pub enum Watch {}

impl Operation for Watch {
    type Output = String;
    type Error = Problem;
    const SPEC: &'static Spec = &Spec {
        id: "watch",
        method: "GET",
        path: "/watch",
        responses: &[
            ResponseSpec::status(200).text().media_type("text/event-stream"),
            ResponseSpec::status(204),
            ResponseSpec::status(404).json(),
        ],
        ..Spec::DEFAULT
    };
}

/// Does the same with a single response.
pub enum WatchOnly {}

impl Operation for WatchOnly {
    type Output = String;
    type Error = ();
    const SPEC: &'static Spec = &Spec {
        id: "watchOnly",
        path: "/watch",
        responses: &[ResponseSpec::status(200).text().media_type("text/event-stream")],
        ..Spec::DEFAULT
    };
}

impl Streaming for WatchOnly {
    type Item = Pet;
    const FRAMING: Framing = Framing::Events;
    const MEDIA_TYPE: &'static str = "text/event-stream";
}

impl Streaming for Watch {
    type Item = Pet;
    const FRAMING: Framing = Framing::Events;
    const MEDIA_TYPE: &'static str = "text/event-stream";
}

type Seen = Result<Event<Pet>, Error<()>>;

/// The events of one call in both modes, which agree, and the requests.
fn watch(responses: Vec<Response>, retry: RetryPolicy) -> (Vec<Result<String, ErrorKind>>, MemoryTransport) {
    let shown = |event: Seen| {
        event
            .map(|event| {
                format!(
                    "{}#{} {}",
                    event.event,
                    event.id.unwrap_or_default(),
                    event.data.name
                )
            })
            .map_err(|error| error.kind())
    };
    let memory = MemoryTransport::queue(responses.clone());
    let client = Client::builder()
        .transport(memory)
        .retry(retry.clone())
        .build()
        .unwrap();
    let asynchronous: Vec<_> = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(async {
            let mut events = Call::<Watch, Async>::new(&client, &[]).events().await.unwrap();
            let mut seen = Vec::new();
            while let Some(event) = events.next().await {
                seen.push(shown(event));
            }
            assert!(events.next().await.is_none());
            seen
        });
    let memory = MemoryTransport::queue(responses);
    let client = Client::blocking()
        .transport(memory.clone())
        .retry(retry)
        .build()
        .unwrap();
    let blocking: Vec<_> = Call::<Watch, Blocking>::new(&client, &[])
        .events()
        .unwrap()
        .map(shown)
        .collect();
    assert_eq!(asynchronous, blocking, "left: asynchronous, right: blocking");
    (blocking, memory)
}

fn sent(memory: &MemoryTransport, name: &str) -> Vec<Option<String>> {
    let value = |request: &crate::runtime::http::Request| {
        Some(request.headers.get(name)?.to_str().unwrap().to_owned())
    };
    memory.requests().iter().map(value).collect()
}

#[test]
fn events_are_typed_and_end_with_the_connection_or_the_sentinel() {
    let response = Response::status(200)
        .body("event: new\ndata: {\"name\":\n")
        .body("data: \"Tom\"}\n\ndata: {\"name\":\"Ada\",\"future\":1}\n\n")
        .body("data: [DONE]\n\ndata: {\"name\":\"never\"}\n\n");
    let (seen, memory) = watch(vec![response], RetryPolicy::none());
    assert_eq!(seen, [Ok("new# Tom".into()), Ok("message# Ada".into())]);
    assert_eq!(sent(&memory, "accept"), [Some("text/event-stream".to_owned())]);
}

#[test]
fn an_undocumented_event_is_an_error_and_the_next_one_follows() {
    let response = Response::status(200).body("data: {\"name\":1}\n\ndata: {\"name\":\"Tom\"}\n\n");
    let (seen, _) = watch(vec![response], RetryPolicy::none());
    assert_eq!(seen, [Err(ErrorKind::Decode), Ok("message# Tom".into())]);
}

#[test]
fn a_broken_connection_is_resumed_after_the_last_id() {
    let first = Response::status(200)
        .body("retry: 70\nid: 7\ndata: {\"name\":\"Tom\"}\n\nid: 8\ndata: {\"na")
        .broken();
    let second = Response::status(200).body("id: 9\ndata: {\"name\":\"Ada\"}\n\n");
    let (seen, memory) = watch(vec![first, second, Response::status(204)], RetryPolicy::safe());
    assert_eq!(seen, [Ok("message#7 Tom".into()), Ok("message#9 Ada".into())]);
    // The event with the id 8 never arrived.
    let last = ["7", "9"].map(|id| Some(id.to_owned()));
    assert_eq!(
        sent(&memory, "last-event-id"),
        [None, last[0].clone(), last[1].clone()]
    );
    assert_eq!(memory.sleeps(), [70, 70].map(std::time::Duration::from_millis));
}

/// Response bodies that end normally or, after `!`, break.
fn streams(bodies: &[&str]) -> Vec<Response> {
    let stream = |body: &&str| match body.strip_suffix('!') {
        Some(body) => Response::status(200).body(body.to_owned()).broken(),
        None => Response::status(200).body((*body).to_owned()),
    };
    bodies.iter().map(stream).collect()
}

const TOM: &str = "data: {\"name\":\"Tom\"}\n";

/// The last received event determines what the server has to repeat, not the last id.
#[test]
fn an_id_counts_when_its_event_is_dispatched() {
    let first = format!("id: 1\n{TOM}\nid: 2\n{TOM}");
    let second = format!("id: 2\n{TOM}\n");
    // An id without data counts too.
    let third = format!("id: 3\n\nid: 4\n{TOM}");
    let fourth = format!("id:\n{TOM}\n");
    for end in ["", "!"] {
        let [first, third] = [&first, &third].map(|body| format!("{body}{end}"));
        let (seen, memory) = watch(streams(&[&first, &second, &third, &fourth]), RetryPolicy::safe());
        let tom = |id: &str| Ok(format!("message#{id} Tom"));
        assert_eq!(seen, [tom("1"), tom("2"), tom("")]);
        let ids = ["1", "2", "3"].map(|id| Some(id.to_owned()));
        assert_eq!(sent(&memory, "last-event-id")[1..], ids);
    }
}

#[test]
fn an_empty_id_resets_the_last_id() {
    let first = format!("id: 1\n{TOM}\n!");
    let (seen, memory) = watch(streams(&[&first, "id:\n\n!"]), RetryPolicy::safe());
    assert_eq!(seen.last(), Some(&Err(ErrorKind::Exchange)));
    assert_eq!(sent(&memory, "last-event-id"), [None, Some("1".to_owned())]);
}

#[test]
fn events_without_ids_are_never_repeated() {
    let plain = format!("{TOM}\n");
    let tom = || Ok("message# Tom".to_owned());
    // Broken, ended, and ended after the server sent `retry`.
    for (body, end) in [
        (format!("{plain}!"), Some(Err(ErrorKind::Exchange))),
        (plain.clone(), None),
        (format!("retry: 1\n{plain}"), None),
    ] {
        let (seen, memory) = watch(streams(&[&body, &plain]), RetryPolicy::safe());
        assert_eq!(
            seen,
            [Ok("message# Tom".to_owned())]
                .into_iter()
                .chain(end)
                .collect::<Vec<_>>()
        );
        assert_eq!(memory.requests().len(), 1, "{body}");
    }
    // An event after the last id would be repeated.
    let mixed = format!("id: 1\n{TOM}\n{TOM}\n!");
    let (seen, memory) = watch(streams(&[&mixed, &plain]), RetryPolicy::safe());
    assert_eq!((seen.len(), memory.requests().len()), (3, 1));
    // Nothing has arrived yet, so nothing is repeated.
    for nothing in ["!", ": hello\n\n!", "retry: 1\n\n", "data: {\"na!"] {
        let (seen, memory) = watch(streams(&[nothing, &plain]), RetryPolicy::safe());
        assert_eq!((seen, memory.requests().len()), (vec![tom()], 2), "{nothing}");
    }
}

#[test]
fn a_requested_pause_is_waited_for_or_is_an_error() {
    let body = |retry: &str| format!("retry: {retry}\nid: 1\n{TOM}\n");
    for (retry, waited) in [
        ("59000", Some(59)),
        ("120000", None),
        ("99999999999999999999", None),
    ] {
        let responses = [streams(&[&body(retry)]), vec![Response::status(204)]].concat();
        let (seen, memory) = watch(responses, RetryPolicy::safe());
        let pauses: Vec<u64> = memory.sleeps().iter().map(|pause| pause.as_secs()).collect();
        match waited {
            Some(seconds) => assert_eq!((seen.len(), pauses), (1, vec![seconds])),
            None => assert_eq!((seen.get(1), pauses), (Some(&Err(ErrorKind::Exchange)), vec![])),
        }
    }
    let patient = RetryPolicy::safe().max_retry_after(std::time::Duration::from_secs(120));
    let responses = [streams(&[&body("120000")]), vec![Response::status(204)]].concat();
    assert_eq!(watch(responses, patient).0.len(), 1);
}

/// `Watch` documents it; most descriptions don't.
#[test]
fn an_undocumented_204_is_the_end_of_a_sequence() {
    let first = format!("id: 1\n{TOM}\n");
    let responses = || [streams(&[&first]), vec![Response::status(204)]].concat();
    let memory = MemoryTransport::queue(responses());
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    let events = Call::<WatchOnly, Blocking>::new(&client, &[]).events().unwrap();
    assert!(events.map(|event| event.unwrap().data).eq([pet("Tom")]));
    let client = Client::builder()
        .transport(MemoryTransport::queue(responses()))
        .build()
        .unwrap();
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(async {
            let mut events = Call::<WatchOnly, Async>::new(&client, &[])
                .events()
                .await
                .unwrap();
            assert!(events.next().await.unwrap().is_ok());
            assert!(events.next().await.is_none());
        });
    assert_eq!(memory.requests().len(), 2);
}

/// An HTML page of a proxy isn't a stream without events.
#[test]
fn a_response_with_another_media_type_is_not_a_stream() {
    let typed = |media_type: &str| Response::status(200).header("content-type", media_type);
    let html = || typed("text/html").body("<p>");
    let start = |response: Response| {
        let client = Client::blocking()
            .transport(MemoryTransport::queue([response]))
            .build()
            .unwrap();
        let events = Call::<Watch, Blocking>::new(&client, &[]).events();
        events.err().map(|error| error.kind())
    };
    assert_eq!(start(html()), Some(ErrorKind::MediaType));
    let packed = typed("text/event-stream").header("content-encoding", "gzip");
    assert_eq!(start(packed), Some(ErrorKind::Decode));
    assert_eq!(start(typed("Text/Event-Stream; charset=utf-8")), None);
    let named = format!("id: 1\n{TOM}\n");
    let first = typed("text/event-stream").body(named);
    let (seen, _) = watch(vec![first, html()], RetryPolicy::safe());
    assert_eq!(seen, [Ok("message#1 Tom".into()), Err(ErrorKind::MediaType)]);
}

/// As in a JSON body. An event is decoded as its standard requires.
#[test]
fn lines_that_are_not_utf_8_are_refused() {
    for (framing, body) in [
        (Framing::Lines, b"{\"name\":\"\xff\"}\n".as_slice()),
        (Framing::Sequence, b"\x1e{\"name\":\"\xff\"}\n".as_slice()),
    ] {
        for frame in cut(framing, body, 3) {
            let read_as = ReadAs {
                spec: Watch::SPEC,
                status: StatusCode::OK,
                lenient: None,
            };
            let pet = item::<Pet>(frame.clone(), &read_as).unwrap();
            assert_eq!(pet.unwrap_err().kind(), ErrorKind::Decode, "{framing:?}");
            let text = item::<String>(frame, &read_as).unwrap();
            assert_eq!(text.unwrap_err().kind(), ErrorKind::Decode, "{framing:?}");
        }
    }
}

fn pet(name: &str) -> Pet {
    Pet {
        name: name.to_owned(),
        age: None,
    }
}

#[test]
fn reconnecting_is_bounded_and_never_happens_without_a_retry_policy() {
    let broken = || {
        Response::status(200)
            .body("id: 1\ndata: {\"name\":\"Tom\"}\n\n")
            .broken()
    };
    let silent = || Response::status(200).broken();
    let (seen, memory) = watch(vec![broken(), silent(), silent(), silent()], RetryPolicy::safe());
    assert_eq!(seen, [Ok("message#1 Tom".into()), Err(ErrorKind::Exchange)]);
    assert_eq!(memory.requests().len(), 3);
    let (seen, memory) = watch(vec![broken()], RetryPolicy::none());
    assert_eq!(seen, [Ok("message#1 Tom".into()), Err(ErrorKind::Exchange)]);
    assert_eq!(memory.requests().len(), 1);
}

#[test]
fn an_error_status_on_reconnecting_ends_the_stream() {
    let first = Response::status(200).body("id: 1\ndata: {\"name\":\"Tom\"}\n\n");
    let (seen, _) = watch(vec![first, Response::status(410)], RetryPolicy::safe());
    assert_eq!(seen, [Ok("message#1 Tom".into()), Err(ErrorKind::Undocumented)]);
}
