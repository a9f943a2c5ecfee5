//! Pagination: how each kind leads to the next page, what ends it, and how endless sequences are detected.

pub(crate) use super::api::*;
use super::both::runtime;
use super::sockets::server::{self, Server};
use crate::runtime::http::testing::{MemoryTransport, Response};
use crate::runtime::http::{Credential, Error, ErrorKind, Paged, Request};
use crate::runtime_tests::prelude::*;

/// Operations with different kinds of pagination.
macro_rules! lists {
    ($($name:ident($output:ty): $paging:expr, $items:literal;)+) => {
        $(operation! {
            $name: "list" GET "/pets",
            .limit = query("limit"),
            .from = query("from"),
            .number = query("number"),
            security = &[&[KEY_QUERY], &[]],
            Ok = $output, Err = Problem,
            pages = $paging, items = $items of Pet,
            responses = [status(200).json(), range(4).json().error()],
        })+
    };
}
lists! {
    ByCursor(Listed): cursor("from", "$.meta.next"), "$.pets";
    ByLast(Listed): cursor("from", "$.pets[-1].name").more("$.more"), "$.pets";
    ByOffset(Listed): offset("number"), "$.pets";
    ByNumber(Vec<Pet>): page("number", 0), "$";
    ByLink(Vec<Pet>): link(), "$";
    ByAddress(Listed): link_at("$.next"), "$.pets";
}

#[derive(Clone, PartialEq)]
pub struct Listed {
    pets: Option<Vec<Pet>>,
}

object! {
    Listed {
        .pets = optional "pets",
    }
}

/// The outcome of a sequence: the items, how it ended, and the requests.
type Went = (Vec<String>, Option<Error<Problem>>, Vec<String>);

/// Reads every item in both modes, which agree.
fn items<O: Paged<Element = Pet, Error = Problem>>(responses: &[Response]) -> Went {
    let [asynchronous, blocking] = [true, false].map(|asynchronous| {
        let memory = MemoryTransport::queue(responses.to_vec());
        let (mut names, mut failure) = (Vec::new(), None);
        let mut take = |item: Result<Pet, Error<Problem>>| match item {
            Ok(pet) => names.push(pet.name),
            Err(error) => assert!(failure.replace(error).is_none(), "an error is the end"),
        };
        if asynchronous {
            let client = Client::builder().transport(memory.clone()).build().unwrap();
            runtime().block_on(async {
                let mut all = Call::<O, Async>::new(&client, &[]).pages().items();
                while let Some(item) = all.next().await {
                    take(item);
                }
                assert!(all.next().await.is_none());
            });
        } else {
            let client = Client::blocking().transport(memory.clone()).build().unwrap();
            let mut all = Call::<O, Blocking>::new(&client, &[]).pages().items();
            all.by_ref().for_each(take);
            assert!(all.next().is_none());
        }
        (names, failure, asked(&memory))
    });
    let kind = |went: &Went| went.1.as_ref().map(|error| (error.kind(), error.to_string()));
    assert_eq!(
        (&asynchronous.0, kind(&asynchronous), &asynchronous.2),
        (&blocking.0, kind(&blocking), &blocking.2)
    );
    asynchronous
}

fn asked(memory: &MemoryTransport) -> Vec<String> {
    let path = |request: &Request| request.uri.path_and_query().unwrap().to_string();
    memory.requests().iter().map(path).collect()
}

fn all<O: Paged<Element = Pet, Error = Problem>>(responses: &[Response]) -> (Vec<String>, Vec<String>) {
    let (names, failure, asked) = items::<O>(responses);
    assert!(failure.is_none(), "{failure:?}");
    (names, asked)
}

fn json(text: &str) -> Response {
    Response::json(200, text)
}

fn linked(text: &str, link: &str) -> Response {
    json(text).header("link", link)
}

const TWO: &str = r#"[{"name":"a"},{"name":"b"}]"#;
const ONE: &str = r#"[{"name":"c"}]"#;

#[test]
fn a_cursor_is_followed_until_there_is_none() {
    let page = |pets: &str, rest: &str| json(&format!(r#"{{"pets":{pets},{rest}}}"#));
    let responses = [
        page(TWO, r#""meta":{"next":"x/y="}"#),
        page("[]", r#""meta":{"next":7}"#),
        page(ONE, r#""meta":{"next":null}"#),
    ];
    let (names, asked) = all::<ByCursor>(&responses);
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(asked, ["/v1/pets", "/v1/pets?from=x%2Fy%3D", "/v1/pets?from=7"]);
    for end in [
        r#""meta":{"next":""}"#,
        r#""meta":{}"#,
        r#""meta":null"#,
        r#""next":"x""#,
    ] {
        assert_eq!(all::<ByCursor>(&[page(ONE, end)]).0, ["c"], "{end}");
    }
    let responses = [page(TWO, r#""more":true"#), page(ONE, r#""more":false"#)];
    let (names, asked) = all::<ByLast>(&responses);
    assert_eq!(
        (names.len(), asked),
        (3, vec!["/v1/pets".to_owned(), "/v1/pets?from=b".to_owned()])
    );
    assert_eq!(all::<ByLast>(&[page("[]", r#""more":true"#)]).0, [""; 0]);
}

#[test]
fn counted_pages_end_with_an_empty_page() {
    let page = |pets: &str| json(&format!(r#"{{"pets":{pets}}}"#));
    let (names, asked) = all::<ByOffset>(&[page(TWO), page(ONE), page("[]")]);
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(asked, ["/v1/pets", "/v1/pets?number=2", "/v1/pets?number=3"]);
    let (names, asked) = all::<ByNumber>(&[json(TWO), json(ONE), json("[]")]);
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(asked, ["/v1/pets", "/v1/pets?number=1", "/v1/pets?number=2"]);
}

#[test]
fn a_sequence_starts_at_the_page_of_the_caller() {
    let memory = MemoryTransport::queue([json(TWO), json("[]")]);
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    let call = Call::<ByNumber, Blocking>::new(&client, &[])
        .parameter(2, Value::I64(5))
        .parameter(0, Value::I64(2));
    let pages: Vec<Vec<Pet>> = call.pages().collect::<Result<_, _>>().unwrap();
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 0]);
    assert_eq!(
        asked(&memory),
        ["/v1/pets?limit=2&number=5", "/v1/pets?limit=2&number=6"]
    );
}

#[test]
fn links_are_followed_on_the_same_origin_only() {
    let responses = [
        linked(
            TWO,
            r#"<https://pets.example/v1/pets?page=1>; rel="first", </v2/pets?page=2>; rel="next""#,
        ),
        linked(ONE, r#"<?page=3>;rel=next"#),
        linked(
            "[]",
            r#"<https://PETS.example:443/x?page=4#top>; title="a, <b>; rel=last"; rel="prev Next""#,
        ),
        json("[]"),
    ];
    let (names, asked) = all::<ByLink>(&responses);
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(
        asked,
        ["/v1/pets", "/v2/pets?page=2", "/v2/pets?page=3", "/x?page=4"]
    );
    for elsewhere in [
        "https://evil.example/v1/pets",
        "http://pets.example/v1/pets",
        "https://pets.example:8443/v1/pets",
        "//evil.example/v1/pets",
        "https://pets.example@evil.example/",
        "https://me@pets.example/",
        "ftp://pets.example/",
        "/v1/a b",
    ] {
        let (names, failure, asked) = items::<ByLink>(&[linked(TWO, &format!("<{elsewhere}>; rel=next"))]);
        let failure = failure.expect(elsewhere);
        assert_eq!(
            (names.len(), asked.len(), failure.kind()),
            (2, 1, ErrorKind::Pagination),
            "{elsewhere}"
        );
        assert!(!failure.to_string().contains("evil"), "{failure}");
    }
    let page = |next: &str| json(&format!(r#"{{"pets":{ONE},"next":{next}}}"#));
    let (names, asked) = all::<ByAddress>(&[page(r#""pets2?a=%20""#), page("null")]);
    assert_eq!((names.len(), asked[1].as_str()), (2, "/v1/pets2?a=%20"));
}

#[test]
fn a_key_in_the_query_is_sent_with_every_page() {
    let memory = MemoryTransport::queue([
        linked(TWO, r#"</v1/pets?page=2>; rel="next""#),
        linked(ONE, r#"</v1/pets?page=3&api%20key=mine>; rel="next""#),
        json("[]"),
    ]);
    let client = Client::blocking().transport(memory.clone());
    let client = client
        .credential(KEY_QUERY, Credential::ApiKey("k".into()))
        .build()
        .unwrap();
    Call::<ByLink, Blocking>::new(&client, &[])
        .pages()
        .for_each(|page| drop(page.unwrap()));
    assert_eq!(
        asked(&memory),
        [
            "/v1/pets?api%20key=k",
            "/v1/pets?page=2&api%20key=k",
            "/v1/pets?page=3&api%20key=mine"
        ]
    );
}

#[test]
fn a_cycle_of_pages_is_an_error() {
    let page = |next: &str| json(&format!(r#"{{"pets":{ONE},"meta":{{"next":"{next}"}}}}"#));
    let circle = |went: Went, calls: usize| {
        let (names, failure, asked) = went;
        let failure = failure.expect("an error");
        assert_eq!(
            (failure.kind(), names.is_empty(), asked.len()),
            (ErrorKind::Pagination, false, calls)
        );
        assert!(!failure.is_retryable() && !failure.is_uncertain());
        failure.to_string()
    };
    let message = circle(items::<ByCursor>(&[page("x"), page("y"), page("x")]), 3);
    assert_eq!(
        message,
        "list: the pages form a cycle: the next page was requested before"
    );
    circle(
        items::<ByLink>(&[linked(TWO, "</a>; rel=next"), linked(TWO, "</a>; rel=next")]),
        2,
    );
    // A server that doesn't know the parameter, or repeats its last page.
    circle(items::<ByNumber>(&[json(TWO), json(TWO)]), 2);
    circle(
        items::<ByOffset>(&[
            json(r#"{"pets":[{"name":"a"}]}"#),
            json(r#"{"pets":[{"name":"a"}]}"#),
        ]),
        2,
    );
    // A page that the caller requested.
    let client = Client::blocking()
        .transport(MemoryTransport::queue([page("x")]))
        .build()
        .unwrap();
    let call = Call::<ByCursor, Blocking>::new(&client, &[]).parameter(1, Value::Str("x"));
    let pages: Vec<_> = call.pages().collect();
    assert!(matches!(pages.as_slice(), [Ok(_), Err(error)] if error.kind() == ErrorKind::Pagination));
}

/// Cycles of any length, however their URLs are written.
#[test]
fn cycles_of_links_are_detected() {
    let circle = |links: &[&str], calls: usize| {
        let responses: Vec<Response> = links
            .iter()
            .cycle()
            .take(20)
            .map(|link| linked(ONE, link))
            .collect();
        let (_, failure, asked) = items::<ByLink>(&responses);
        assert_eq!(
            failure.map(|failure| failure.kind()),
            Some(ErrorKind::Pagination),
            "{links:?}"
        );
        assert_eq!(asked.len(), calls, "{links:?}: {asked:?}");
    };
    // The page itself.
    for link in [
        "<>",
        "<#f>",
        "<pets>",
        "<./pets>",
        "</v1/x/../pets>",
        "<../v1/%70ets>",
        "<%2e%2e/v1/pets>",
    ] {
        circle(&[&format!("{link}; rel=next")], 1);
    }
    circle(&["<HTTPS://Pets.Example:443/v1/pets>; rel=next"], 1);
    circle(&["<../x>; rel=next"], 2);
    circle(&["<?page=2>; rel=next", "</v1/pets>; rel=next"], 2);
    circle(
        &["<?p=%2f>; rel=next", "<?p=2>; rel=next", "<?p=%2F>; rel=next"],
        3,
    );
    circle(
        &[
            "<?p=1>; rel=next",
            "<?p=2>; rel=next",
            "<?p=3>; rel=next",
            "<?p=1>; rel=next",
        ],
        4,
    );
}

#[test]
fn cycles_of_counted_pages_are_detected() {
    let names = ["a", "b", "c"].map(|name| format!(r#"[{{"name":"{name}"}}]"#));
    let responses: Vec<Response> = names.iter().cycle().take(30).map(|text| json(text)).collect();
    let (seen, failure, asked) = items::<ByNumber>(&responses);
    assert_eq!(failure.unwrap().kind(), ErrorKind::Pagination);
    assert_eq!((seen.join("").as_str(), asked.len()), ("abcabc", 6));
    // One page may be there twice.
    let responses = ["[]", &names[0], &names[1], &names[0]].map(json);
    let [end, rest @ ..] = responses;
    assert_eq!(
        all::<ByNumber>(&[rest.as_slice(), &[end]].concat()).0,
        ["a", "b", "a"]
    );
}

#[test]
fn endless_pages_are_bounded() {
    let next = |request: &Request| {
        let last: u32 = request
            .uri
            .query()
            .map_or(0, |query| query.trim_start_matches("p=").parse().unwrap());
        linked("[]", &format!("<?p={}>; rel=next", last + 1))
    };
    let memory = MemoryTransport::new(next);
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    let pages = Call::<ByLink, Blocking>::new(&client, &[]).pages();
    let failure = pages.map(Result::err).last().flatten().unwrap();
    assert_eq!(
        (failure.kind(), memory.requests().len()),
        (ErrorKind::Pagination, 10_000)
    );
    assert!(failure.to_string().contains("`max_pages`"), "{failure}");
    let client = Client::blocking()
        .transport(MemoryTransport::new(next))
        .build()
        .unwrap();
    let pages = Call::<ByLink, Blocking>::new(&client, &[])
        .pages()
        .max_pages(None);
    assert!(pages.take(10_001).all(|page| page.is_ok()));
}

#[test]
fn the_caller_can_limit_the_pages() {
    let responses = |count: usize| (0..count).map(|at| json(&format!(r#"[{{"name":"{at}"}}]"#)));
    let memory = MemoryTransport::queue(responses(9));
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    let pages: Vec<_> = Call::<ByNumber, Blocking>::new(&client, &[])
        .pages()
        .max_pages(3)
        .collect();
    assert!(
        matches!(pages.as_slice(), [Ok(_), Ok(_), Ok(_), Err(error)] if error.kind() == ErrorKind::Pagination)
    );
    assert_eq!(memory.requests().len(), 3);
    let memory = MemoryTransport::queue(responses(9));
    let client = Client::builder().transport(memory.clone()).build().unwrap();
    runtime().block_on(async {
        let mut pages = Call::<ByNumber, Async>::new(&client, &[]).pages().max_pages(1);
        assert!(pages.next().await.unwrap().is_ok());
        assert!(pages.next().await.unwrap().is_err() && pages.next().await.is_none());
    });
}

#[test]
fn an_error_ends_the_pages_with_its_kind() {
    let (names, failure, asked) =
        items::<ByNumber>(&[json(TWO), Response::json(404, r#"{"code":4}"#), json(ONE)]);
    let failure = failure.unwrap();
    assert_eq!((names.len(), asked.len(), failure.kind()), (2, 2, ErrorKind::Api));
    assert_eq!(failure.api().unwrap().code, Some(4));
    let wrong = [
        json(r#"{"pets":[{"name":"a"},{"name":1}],"meta":{"next":"x"}}"#),
        json(ONE),
    ];
    let failure = items::<ByCursor>(&wrong).1.unwrap();
    assert_eq!(
        (failure.kind(), failure.path()),
        (ErrorKind::Decode, Some("$.pets[1].name"))
    );
    let html = Response::status(200)
        .header("content-type", "text/html")
        .body("<p>");
    assert_eq!(items::<ByCursor>(&[html]).1.unwrap().kind(), ErrorKind::MediaType);
    for broken in ["", "{", r#"{"pets":"#, r#"{"pets":7}"#, "[]"] {
        let failure = items::<ByCursor>(&[json(broken)]).1;
        assert_eq!(
            failure.map(|failure| failure.kind()),
            Some(ErrorKind::Decode),
            "{broken:?}"
        );
    }
    // Every page is a call, with its own attempts.
    let responses = [
        Response::status(503),
        json(TWO),
        Response::status(503),
        json("[]"),
    ];
    assert_eq!(all::<ByNumber>(&responses).1.len(), 4);
}

/// The same over a wire: a link to the port that the server happens to have, in both modes.
#[test]
fn links_are_followed_over_sockets() {
    for asynchronous in [true, false] {
        let last = server::Response::json(200, ONE).whole();
        let first = server::Response::json(200, TWO).header("Link", "</base/pets?page=2>; rel=\"next\"");
        let server = Server::start([first.whole(), last]).unwrap();
        let url = format!("{}/base", server.url());
        let names: Vec<String> = if asynchronous {
            let client = Client::builder().base_url(url).build().unwrap();
            runtime().block_on(async {
                let mut all = Call::<ByLink, Async>::new(&client, &[]).pages().items();
                let mut names = Vec::new();
                while let Some(item) = all.next().await {
                    names.push(item.unwrap().name);
                }
                names
            })
        } else {
            let client = Client::blocking().base_url(url).build().unwrap();
            let all = Call::<ByLink, Blocking>::new(&client, &[]).pages().items();
            all.map(|item| item.unwrap().name).collect()
        };
        assert_eq!(names, ["a", "b", "c"]);
        let requests = server.requests();
        let targets: Vec<&str> = requests.iter().map(|request| request.target.as_str()).collect();
        assert_eq!(targets, ["/base/pets", "/base/pets?page=2"]);
    }
}
