//! Lenient clients: the deviations that they accept, and the reports to the hook, for bodies, pages and streams in both modes.

use super::api::*;
use super::both::runtime;
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{
    ClientBuilder, Deviation, DeviationKind, ErrorKind, Framing, Paged, RetryPolicy, Streaming,
};
use crate::runtime_tests::prelude::*;
use std::sync::{Arc, Mutex};

macro_rules! lists {
    ($($name:ident($output:ty): $paging:expr, $items:literal;)+) => {
        $(operation! {
            $name: "list" GET "/pets",
            .from = query("from"),
            Ok = $output, Err = Problem,
            pages = $paging, items = $items of Pet,
            responses = [status(200).json(), range(4).json().error()],
        })+
    };
}
lists! {
    ByCursor(Listed): cursor("from", "$.next"), "$.pets";
    ByNumber(Vec<Pet>): page("from", 0), "$";
}

#[derive(Clone, PartialEq)]
pub struct Listed {
    pets: Vec<Pet>,
    total: i64,
    next: Option<String>,
}

object! {
    Listed {
        .pets = required "pets",
        .total = required "total",
        .next = optional "next",
    }
}

macro_rules! streams {
    ($($name:ident: $framing:ident $media_type:literal;)+) => {
        $(
            pub enum $name {}

            impl Operation for $name {
                type Output = String;
                type Error = Problem;
                const SPEC: &'static Spec = &Spec {
                    id: "watch",
                    path: "/watch",
                    responses: &[ResponseSpec::status(200).text().media_type($media_type), ResponseSpec::status(404).json()],
                    ..Spec::DEFAULT
                };
            }

            impl Streaming for $name {
                type Item = Pet;
                const FRAMING: Framing = Framing::$framing;
                const MEDIA_TYPE: &'static str = $media_type;
            }
        )+
    };
}
streams! {
    Watched: Events "text/event-stream";
    Lines: Lines "application/jsonl";
    Records: Sequence "application/json-seq";
}

pub enum Show {}

impl Operation for Show {
    type Output = Pet;
    type Error = Problem;
    const SPEC: &'static Spec = &Spec {
        id: "show",
        path: "/pet",
        responses: &[ResponseSpec::status(200).json(), ResponseSpec::status(404).json()],
        ..Spec::DEFAULT
    };
}

/// The decoded items or body, and the reported deviations.
type Went = (Vec<Result<String, ErrorKind>>, Vec<(u16, DeviationKind, String)>);

#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<(u16, DeviationKind, String)>>>);

impl Told {
    fn hear<M: Mode>(&self, is_lenient: bool, builder: ClientBuilder<M>) -> ClientBuilder<M> {
        let told = Arc::clone(&self.0);
        let hook = move |deviation: &Deviation| {
            let heard = (deviation.status.as_u16(), deviation.kind, deviation.place.clone());
            told.lock().unwrap().push(heard);
        };
        let builder = builder.retry(RetryPolicy::none());
        if is_lenient {
            builder.lenient(hook)
        } else {
            builder
        }
    }
}

fn name<E>(pet: Result<Pet, crate::runtime::http::Error<E>>) -> Result<String, ErrorKind> {
    pet.map(|pet| pet.name).map_err(|error| error.kind())
}

/// Decodes the same response in both modes, which agree.
macro_rules! in_both_modes {
    ($responses:expr, $is_lenient:expr, |$client:ident, $seen:ident| $asynchronous:block, $blocking:block) => {{
        let told = Told::default();
        let transport = MemoryTransport::queue($responses.clone());
        let builder = told.hear($is_lenient, Client::builder().transport(transport));
        let $client = builder.build().unwrap();
        let mut $seen = Vec::new();
        runtime().block_on(async { $asynchronous });
        let asynchronous: Went = ($seen, told.0.lock().unwrap().clone());
        let told = Told::default();
        let transport = MemoryTransport::queue($responses.clone());
        let builder = told.hear($is_lenient, Client::blocking().transport(transport));
        let $client = builder.build().unwrap();
        let mut $seen = Vec::new();
        $blocking
        let blocking: Went = ($seen, told.0.lock().unwrap().clone());
        assert_eq!(asynchronous, blocking, "left: asynchronous, right: blocking");
        blocking
    }};
}

fn shown(response: Response, is_lenient: bool) -> Went {
    let responses = vec![response];
    in_both_modes!(
        responses,
        is_lenient,
        |client, seen| { seen.push(name(Call::<Show, Async>::new(&client, &[]).await)) },
        { seen.push(name(Call::<Show, Blocking>::new(&client, &[]).call())) }
    )
}

fn paged<O: Paged<Element = Pet, Error = Problem>>(responses: Vec<Response>, is_lenient: bool) -> Went {
    in_both_modes!(
        responses,
        is_lenient,
        |client, seen| {
            let mut all = Call::<O, Async>::new(&client, &[]).pages().items();
            while let Some(pet) = all.next().await {
                seen.push(name(pet));
            }
        },
        { seen.extend(Call::<O, Blocking>::new(&client, &[]).pages().items().map(name)) }
    )
}

fn streamed<O: Streaming<Item = Pet, Error = Problem>>(response: Response, is_lenient: bool) -> Went {
    let responses = vec![response];
    in_both_modes!(
        responses,
        is_lenient,
        |client, seen| {
            match Call::<O, Async>::new(&client, &[]).items().await {
                Ok(mut all) => {
                    while let Some(pet) = all.next().await {
                        seen.push(name(pet));
                    }
                }
                Err(error) => seen.push(Err(error.kind())),
            }
        },
        {
            match Call::<O, Blocking>::new(&client, &[]).items() {
                Ok(all) => seen.extend(all.map(name)),
                Err(error) => seen.push(Err(error.kind())),
            }
        }
    )
}

fn read(names: &[&str]) -> Vec<Result<String, ErrorKind>> {
    names.iter().map(|name| Ok((*name).to_owned())).collect()
}

fn told(status: u16, kind: DeviationKind, place: &str) -> (u16, DeviationKind, String) {
    (status, kind, place.to_owned())
}

#[test]
fn each_deviation_of_a_body_is_reported_in_both_modes() {
    let html = |code: u16, text: &'static str| {
        Response::status(code)
            .header("content-type", "text/html")
            .body(text)
    };
    for (response, strict, heard) in [
        (
            Response::json(200, "{}"),
            ErrorKind::Decode,
            vec![told(200, DeviationKind::Missing, "$.name")],
        ),
        (
            Response::json(200, r#"{"name":null}"#),
            ErrorKind::Decode,
            vec![told(200, DeviationKind::Null, "$.name")],
        ),
        (
            html(200, "{}"),
            ErrorKind::MediaType,
            vec![
                told(200, DeviationKind::MediaType, "content-type"),
                told(200, DeviationKind::Missing, "$.name"),
            ],
        ),
        (
            Response::json(206, "{}"),
            ErrorKind::Undocumented,
            vec![
                told(206, DeviationKind::Status, "status"),
                told(206, DeviationKind::Missing, "$.name"),
            ],
        ),
    ] {
        assert_eq!(shown(response.clone(), false), (vec![Err(strict)], vec![]));
        assert_eq!(shown(response, true), (read(&[""]), heard));
    }
    // A response that matches the description, or can't be accepted, is not reported.
    assert_eq!(
        shown(Response::json(200, r#"{"name":"Tom"}"#), true),
        (read(&["Tom"]), vec![])
    );
    assert_eq!(
        shown(html(200, "<p>"), true),
        (vec![Err(ErrorKind::MediaType)], vec![])
    );
    assert_eq!(
        shown(Response::json(200, r#"{"name":[]}"#), true),
        (vec![Err(ErrorKind::Decode)], vec![])
    );
}

#[test]
fn each_deviation_of_a_page_is_reported_and_the_pages_continue() {
    let first = Response::json(200, r#"{"pets":[{"name":"a"},{"age":1}],"total":3,"next":"2"}"#);
    let second = Response::json(203, r#"{"pets":[{"name":"b"}],"total":3,"next":"3"}"#);
    let third = Response::status(200)
        .header("content-type", "text/plain")
        .body(r#"{"pets":[{"name":"c"}],"total":null}"#);
    let responses = vec![first, second, third];
    assert_eq!(
        paged::<ByCursor>(responses.clone(), false).0,
        [Err(ErrorKind::Decode)],
        "nothing of a page that is broken"
    );
    let heard = [
        told(200, DeviationKind::Missing, "$.pets[1].name"),
        told(203, DeviationKind::Status, "status"),
        told(200, DeviationKind::MediaType, "content-type"),
        told(200, DeviationKind::Null, "$.total"),
    ];
    assert_eq!(
        paged::<ByCursor>(responses, true),
        (read(&["a", "", "b", "c"]), heard.to_vec())
    );
    let responses = vec![
        Response::json(200, r#"[{"name":"a"}]"#),
        Response::json(200, r#"[{"name":null},{"name":"c"}]"#),
        Response::json(200, "[]"),
    ];
    let heard = vec![told(200, DeviationKind::Null, "$[0].name")];
    assert_eq!(paged::<ByNumber>(responses, true), (read(&["a", "", "c"]), heard));
}

#[test]
fn each_deviation_of_an_item_is_reported_and_the_items_continue() {
    let typed = |code: u16, name: &str| Response::status(code).header("content-type", name);
    let events = |code| {
        typed(code, "text/event-stream")
            .body("data: {\"name\":\"a\"}\n\ndata: {}\n\ndata: {\"name\":null}\n\ndata: {\"name\":1}\n\ndata: [DONE]\n\n")
    };
    let strict = vec![
        Ok("a".to_owned()),
        Err(ErrorKind::Decode),
        Err(ErrorKind::Decode),
        Err(ErrorKind::Decode),
    ];
    assert_eq!(streamed::<Watched>(events(200), false), (strict, vec![]));
    let lenient = vec![
        Ok("a".to_owned()),
        Ok(String::new()),
        Ok(String::new()),
        Err(ErrorKind::Decode),
    ];
    let absences = |code| {
        vec![
            told(code, DeviationKind::Missing, "$.name"),
            told(code, DeviationKind::Null, "$.name"),
        ]
    };
    assert_eq!(
        streamed::<Watched>(events(200), true),
        (lenient.clone(), absences(200))
    );
    let mut heard = vec![told(203, DeviationKind::Status, "status")];
    heard.extend(absences(203));
    assert_eq!(
        streamed::<Watched>(events(203), false).0,
        [Err(ErrorKind::Undocumented)]
    );
    assert_eq!(streamed::<Watched>(events(203), true), (lenient, heard));
    let lines = typed(200, "application/jsonl").body("{\"name\":\"a\"}\n{}\n{\"name\":null}\n");
    assert_eq!(
        streamed::<Lines>(lines, true),
        (read(&["a", "", ""]), absences(200))
    );
    let records =
        typed(200, "application/json-seq").body("\x1e{\"name\":\"a\"}\n\x1e{}\n\x1e{\"name\":null}\n");
    assert_eq!(
        streamed::<Records>(records, true),
        (read(&["a", "", ""]), absences(200))
    );
    // A text page is not a stream of events.
    let html = typed(200, "text/html").body("{}");
    assert_eq!(
        streamed::<Watched>(html, true),
        (vec![Err(ErrorKind::MediaType)], vec![])
    );
}
