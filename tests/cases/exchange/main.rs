//! Requests and responses for which several rules of OpenAPI apply: clients of three versions are generated, compiled and run
//! over a transport in memory.
#![cfg(test)]

use std::sync::{Arc, Mutex};

use exchange::operations::{Account, CountTodos, Echo};
use exchange::testing::{Response, MemoryTransport};
use exchange::types::{self, Document, DocumentMultipart, Todo, Visit};
use exchange::response::DeviationKind;
use exchange::transport::Request;
use exchange::{BlockingClient, Client, ErrorKind, FilePart};
use exchange_2_0 as v2;
use exchange_3_1 as v3_1;

/// A client and its transport, which returns these responses.
fn client(answers: Vec<Response>) -> (BlockingClient, MemoryTransport) {
    let memory = MemoryTransport::queue(answers);
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    (client, memory)
}

fn sent(memory: &MemoryTransport) -> Request {
    memory.requests().pop().unwrap()
}

fn query(memory: &MemoryTransport) -> String {
    sent(memory).uri.query().unwrap_or_default().to_owned()
}

fn media_type(request: &Request) -> String {
    request.headers["content-type"].to_str().unwrap().to_owned()
}

/// The parts of a body, without their boundary.
fn parts(body: &str, media_type: &str) -> Vec<String> {
    let boundary = media_type.split_once("boundary=").unwrap().1;
    let line = format!("--{boundary}");
    let parts = body.split(&line).map(str::trim).filter(|part| !part.is_empty() && *part != "--");
    parts.map(|part| part.replace("\r\n", "|")).collect()
}

fn body(request: &Request) -> String {
    String::from_utf8(request.body.bytes().unwrap().to_vec()).unwrap()
}

fn json(code: u16, media_type: &str, text: &str) -> Response {
    Response::status(code).header("content-type", media_type).body(text.to_owned())
}

#[test]
fn a_file_is_a_file_in_multipart_and_text_elsewhere() {
    let echo = r#"{"title":"a","file":"text"}"#;
    let (client, memory) = client(vec![json(201, "application/json", echo), json(201, "application/json", echo)]);
    let back = client.add_document(&Document::new("a", "text")).call().unwrap();
    assert_eq!((media_type(&sent(&memory)).as_str(), body(&sent(&memory)).as_str()), ("application/json", echo));
    assert_eq!(back.file, "text");
    let document = DocumentMultipart::new("a", FilePart::from("x").named("x.txt"))
        .pages(vec![FilePart::from("1"), FilePart::from("2")])
        .parent(Document::new("p", "q"));
    client.add_document(&document).call().unwrap();
    let request = sent(&memory);
    let file = |name: &str, file: &str, content: &str| {
        format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"|Content-Type: application/octet-stream||{content}")
    };
    assert_eq!(parts(&body(&request), &media_type(&request)), [
        "Content-Disposition: form-data; name=\"title\"||a".to_owned(),
        file("file", "x.txt", "x"),
        "Content-Disposition: form-data; name=\"parent\"|Content-Type: application/json||{\"title\":\"p\",\"file\":\"q\"}".to_owned(),
        file("pages", "blob", "1"),
        file("pages", "blob", "2"),
    ]);
}

#[test]
fn the_type_of_related_parts_is_the_media_type_of_the_first() {
    let (client, memory) = client(vec![Response::status(204)]);
    let meta = types::AddRelatedRequestMeta::new().name("n");
    // `maxLength` doesn't limit a file.
    client.add_related(&types::AddRelatedRequest::new(meta, FilePart::from("12345"))).call().unwrap();
    let sent = media_type(&sent(&memory));
    assert!(sent.starts_with("multipart/related; type=\"application/json\"; boundary="), "{sent}");
}

#[test]
fn styles_of_parts_join_their_items() {
    let (client, memory) = client(vec![Response::status(204)]);
    let joined = types::AddJoinedRequestJoined::new().a("x").b(2);
    let request = types::AddJoinedRequest::new().piped(["a".to_owned(), "b".to_owned()]).joined(joined);
    client.add_joined(&request).call().unwrap();
    let request = sent(&memory);
    assert_eq!(parts(&body(&request), &media_type(&request)), [
        "Content-Disposition: form-data; name=\"piped\"||a|b",
        "Content-Disposition: form-data; name=\"a\"||x",
        "Content-Disposition: form-data; name=\"b\"||2",
    ]);
}

#[test]
fn the_caller_sets_the_media_type_of_a_body_under_a_range() {
    let (client, memory) = client(vec![Response::status(204), Response::status(204)]);
    client.set_photo(("image/png", "bytes")).call().unwrap();
    let request = sent(&memory);
    assert_eq!((media_type(&request).as_str(), body(&request).as_str()), ("image/png", "bytes"));
    let error = client.set_photo("bytes").call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert_eq!(
        error.to_string(),
        "setPhoto: the body is application/octet-stream, not image/*: state its media type, as in (\"type/subtype\", body)"
    );
    client.set_attachment(exchange::MediaBody::new("video/mp4", "v")).call().unwrap();
    assert_eq!(media_type(&sent(&memory)), "video/mp4");
}

#[test]
fn application_json_is_preferred_at_any_position() {
    let (client, memory) = client(vec![Response::status(204)]);
    client.add_todo(&Todo::new().title("t")).call().unwrap();
    assert_eq!(media_type(&sent(&memory)), "application/json");
}

#[test]
fn an_undocumented_success_is_one_without_documented_bodies() {
    for code in [200, 202, 204, 299] {
        let (client, _) = client(vec![json(code, "text/html", "<p>done")]);
        let done = client.clear_todos().send().unwrap();
        assert_eq!(done.status.as_u16(), code);
    }
    // A body is documented, but for another status.
    let (client, _) = client(vec![json(201, "application/json", "[]")]);
    let error = client.list_todos().call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undocumented);
    let (other, _) = self::client(vec![Response::status(302)]);
    assert_eq!(other.clear_todos().call().unwrap_err().kind(), ErrorKind::Api);
}

#[test]
fn default_alone_is_a_success_by_its_status() {
    let state = r#"{"id":1}"#;
    let (client, _) = client(vec![json(201, "application/json", state), json(304, "", ""), json(418, "application/json", state)]);
    assert_eq!(client.state().call().unwrap().id, Some(1));
    let unchanged = client.state().call().unwrap_err();
    assert_eq!((unchanged.kind(), unchanged.api()), (ErrorKind::Api, None));
    let error = client.state().call().unwrap_err();
    assert_eq!((error.kind(), error.api().unwrap().id), (ErrorKind::Api, Some(1)));
}

#[test]
fn a_documented_error_may_have_no_body() {
    let (client, _) = client(vec![
        Response::status(500),
        json(404, "text/html", "<p>no"),
        json(403, "application/json", r#"{"code":7}"#),
        json(403, "application/json", r#"{"code":"#),
    ]);
    let empty = client.list_todos().retry(exchange::RetryPolicy::none()).call().unwrap_err();
    assert_eq!((empty.kind(), empty.api()), (ErrorKind::Api, None));
    assert_eq!(empty.to_string(), "listTodos: 500 Internal Server Error: the body is empty");
    let html = client.list_todos().call().unwrap_err();
    assert_eq!((html.kind(), html.api()), (ErrorKind::Api, None));
    assert_eq!(html.to_string(), "listTodos: 404 Not Found: the response is text/html, not application/json");
    assert_eq!(html.body().unwrap(), "<p>no");
    assert_eq!(client.list_todos().call().unwrap_err().api().unwrap().code, Some(7));
    assert_eq!(client.list_todos().call().unwrap_err().kind(), ErrorKind::Decode);
}

#[test]
fn a_head_has_no_body() {
    let (client, memory) = client(vec![json(404, "application/json", ""), json(200, "application/json", "")]);
    assert_eq!(client.count_todos().call().unwrap_err().kind(), ErrorKind::Api);
    client.count_todos().call().unwrap();
    assert_eq!(memory.received::<CountTodos>().len(), 2);
    let missing = v2::testing::Response::status(404).header("content-type", "application/json");
    let memory = v2::testing::MemoryTransport::queue([missing]);
    let client = v2::Client::blocking().transport(memory).build().unwrap();
    assert_eq!(client.h().call().unwrap_err().kind(), v2::ErrorKind::Api);
}

#[test]
fn lists_in_queries_are_repeated_nested_or_empty() {
    let (client, memory) = client(vec![Response::status(204), Response::status(204)]);
    let pageable = types::Pageable::new().page(1).sort(["a".to_owned(), "b c".to_owned()]);
    let none = Vec::<i64>::new;
    client.search(&pageable, none(), none(), none()).empty(none()).absent(none()).x_optional(none()).call().unwrap();
    assert_eq!(query(&memory), "page=1&sort=a&sort=b%20c&ids=&joined=&empty=");
    let headers = sent(&memory).headers;
    assert_eq!(headers["x-needed"], "");
    assert!(!headers.contains_key("x-optional"));
    let filter = types::SearchFilter::new().tags(["x".to_owned()]).size(types::SearchFilterSize::new().min(3));
    client.search(&types::Pageable::new(), [1, 2], [1, 2], [1]).filter(&filter).call().unwrap();
    assert_eq!(
        query(&memory),
        "ids=1&ids=2&joined=1,2&filter%5Btags%5D%5B0%5D=x&filter%5Bsize%5D%5Bmin%5D=3"
    );
    let read = memory.received::<exchange::operations::Search>();
    let first = read.first().unwrap();
    assert_eq!(first.query::<types::Pageable>("pageable").unwrap(), Some(pageable));
    assert_eq!(first.query::<Vec<i64>>("ids").unwrap(), Some(Vec::new()));
}

#[test]
fn a_query_in_the_path_is_sent_and_a_fragment_is_not() {
    let (client, memory) = client(vec![Response::status(204), Response::status(204)]);
    client.run("a/b", 2).y("z").call().unwrap();
    let uri = sent(&memory).uri;
    assert_eq!((uri.path(), uri.query().unwrap()), ("/action", "op=run&kind=a%2Fb&level=2&y=z"));
    client.look().call().unwrap();
    assert_eq!(sent(&memory).uri, "https://api.example.com/action");
}

#[test]
fn received_values_are_sent_back_unchanged() {
    let odd = r#"{"when":"yesterday","code":"x1","timeout":null}"#;
    let (client, memory) = client(vec![json(200, "application/json", odd), json(200, "application/json", odd)]);
    let first = Visit::new("2026-01-31T12:00:00Z".parse::<exchange::format::DateTime>().unwrap(), None);
    let read = client.echo(&first).call().unwrap();
    assert_eq!((read.when.as_str(), &read.timeout), ("yesterday", &None));
    client.echo(&read).call().unwrap();
    assert_eq!(body(&sent(&memory)), odd);
    // A caller can't build such a value.
    assert!("yesterday".parse::<exchange::format::DateTime>().is_err());
}

#[test]
fn integers_are_of_64_bits_or_errors() {
    let answers = ["-9223372036854775809", "9223372036854775808", "-9223372036854775808", "-1e3"];
    let (client, _) = client(answers.map(|text| json(200, "application/json", text)).into());
    for _ in 0..2 {
        assert_eq!(client.number().call().unwrap_err().kind(), ErrorKind::Decode);
    }
    assert_eq!(client.number().call().unwrap(), i64::MIN);
    assert_eq!(client.number().call().unwrap(), -1000);
}

#[test]
fn tests_build_values_that_only_servers_send() {
    let memory = MemoryTransport::default();
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    let account = types::Account::new(7, "Tom", vec![], types::AccountLevel::High, types::AccountOwner::new("t@example.com"))
        .note("n");
    let answered = account.clone();
    memory.on::<Account>(move |_| Response::ok::<Account>(&answered));
    assert_eq!(client.account().call().unwrap(), account);
    memory.on::<Account>(|_| Response::err::<Account>(404, &types::Problem::new().code(3)));
    assert_eq!(client.account().call().unwrap_err().api().unwrap().code, Some(3));
    memory.on::<Echo>(|request| Response::ok::<Echo>(&request.body().unwrap()));
}

/// The deviations that a lenient client reports.
type Told = Arc<Mutex<Vec<(DeviationKind, String)>>>;

fn lenient(answers: Vec<Response>) -> (BlockingClient, Told) {
    let memory = MemoryTransport::queue(answers);
    let told = Told::default();
    let tell = Arc::clone(&told);
    let builder = Client::blocking().transport(memory).lenient(move |deviation| {
        tell.lock().unwrap().push((deviation.kind, deviation.place.clone()));
    });
    (builder.build().unwrap(), told)
}

#[test]
fn a_lenient_client_accepts_missing_values_and_reports_them() {
    let gaps = r#"{"name":null,"level":"high","owner":{},"note":null}"#;
    let whole = r#"{"id":1,"name":"n","tags":[],"level":"low","owner":{"mail":"m"}}"#;
    let answers = || [gaps, whole, gaps].map(|text| json(200, "application/json", text)).into();
    let (strict, _) = client(answers());
    assert_eq!(strict.account().call().unwrap_err().kind(), ErrorKind::Decode);
    let (client, told) = lenient(answers());
    let account = client.account().call().unwrap();
    assert_eq!((account.id, account.name.as_str(), account.owner.mail.as_str()), (0, "", ""));
    assert_eq!(account.level, types::AccountLevel::High);
    let kind = |wanted| {
        let told = told.lock().unwrap();
        let places = told.iter().filter(|(kind, _)| *kind == wanted);
        places.map(|(_, place)| place.clone()).collect::<Vec<_>>()
    };
    assert_eq!(kind(DeviationKind::Null), ["$.name"]);
    assert_eq!(kind(DeviationKind::Missing), ["$.owner.mail", "$.id", "$.tags"]);
    told.lock().unwrap().clear();
    assert_eq!(client.account().call().unwrap().id, 1);
    assert!(told.lock().unwrap().is_empty());
    assert_eq!(client.account().strict().call().unwrap_err().kind(), ErrorKind::Decode);
}

#[test]
fn a_lenient_client_accepts_other_media_types_and_statuses() {
    let answers = || {
        vec![
            json(200, "text/html; charset=utf-8", r#"[{"title":"t"}]"#),
            json(203, "application/json", "[]"),
            json(200, "text/html", "<p>"),
            json(404, "text/plain", r#"{"code":1}"#),
            json(200, "application/json", r#"[{"title":3}]"#),
        ]
    };
    let (strict, _) = client(answers());
    assert_eq!(strict.list_todos().call().unwrap_err().kind(), ErrorKind::MediaType);
    assert_eq!(strict.list_todos().call().unwrap_err().kind(), ErrorKind::Undocumented);
    let (client, told) = lenient(answers());
    assert_eq!(client.list_todos().call().unwrap(), [Todo::new().title("t")]);
    assert_eq!(client.list_todos().call().unwrap(), []);
    assert_eq!(client.list_todos().call().unwrap_err().kind(), ErrorKind::MediaType);
    assert_eq!(client.list_todos().call().unwrap_err().api().unwrap().code, Some(1));
    assert_eq!(client.list_todos().call().unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(
        *told.lock().unwrap(),
        [
            (DeviationKind::MediaType, "content-type".to_owned()),
            (DeviationKind::Status, "status".to_owned()),
            (DeviationKind::MediaType, "content-type".to_owned()),
        ]
    );
}

#[test]
fn parts_without_a_type_are_files_since_3_1() {
    let done = || v3_1::testing::Response::status(204);
    let memory = v3_1::testing::MemoryTransport::queue([done(), done()]);
    let client = v3_1::Client::blocking().transport(memory.clone()).build().unwrap();
    let avatar = v3_1::types::SetAvatarRequest::new("i", v3_1::FilePart::from("p"))
        .pictures([v3_1::FilePart::from("1")])
        .about(serde_json::json!({"a": 1}))
        .blob(v3_1::FilePart::from("b"));
    client.set_avatar(&avatar).call().unwrap();
    let request = memory.requests().pop().unwrap();
    let text = String::from_utf8(request.body.bytes().unwrap().to_vec()).unwrap();
    let sent = parts(&text, request.headers["content-type"].to_str().unwrap());
    let file = |name: &str, media_type: &str, content: &str| {
        format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"blob\"|Content-Type: {media_type}||{content}")
    };
    assert_eq!(sent, [
        "Content-Disposition: form-data; name=\"id\"||i".to_owned(),
        file("image", "image/png", "p"),
        file("pictures", "application/octet-stream", "1"),
        "Content-Disposition: form-data; name=\"about\"|Content-Type: application/json||{\"a\":1}".to_owned(),
        file("blob", "application/octet-stream", "b"),
    ]);
    client.add_shared(&v3_1::types::Shared::new(serde_json::json!([1]))).call().unwrap();
    let request = memory.requests().pop().unwrap();
    assert_eq!(request.body.bytes().unwrap(), r#"{"content":[1]}"#);
}

#[test]
fn null_selects_a_variant() {
    use v3_1::types::Outcome;
    let texts = [r#"{"result":null}"#, r#"{"result":"x"}"#];
    let answers = texts.map(|text| v3_1::testing::Response::json(200, text));
    let memory = v3_1::testing::MemoryTransport::queue(answers);
    let client = v3_1::Client::blocking().transport(memory).build().unwrap();
    let read = [client.read_outcome().call().unwrap(), client.read_outcome().call().unwrap()];
    assert!(matches!(&read[0], Outcome::WithResult(_)), "{read:?}");
    assert!(matches!(&read[1], Outcome::WithResult2(text) if text.result == "x"), "{read:?}");
}

#[test]
fn forms_of_swagger_have_lists_of_files_and_joined_texts() {
    let memory = v2::testing::MemoryTransport::queue([v2::testing::Response::status(204)]);
    let client = v2::Client::blocking().transport(memory.clone()).build().unwrap();
    let texts = |all: [&str; 2]| all.map(str::to_owned);
    let request = v2::types::UploadRequest::new(vec![v2::FilePart::from("1"), v2::FilePart::from("2")])
        .tags(texts(["a", "b"]))
        .words(texts(["c", "d"]));
    client.upload(&request).call().unwrap();
    let request = memory.requests().pop().unwrap();
    let text = String::from_utf8(request.body.bytes().unwrap().to_vec()).unwrap();
    let sent = parts(&text, request.headers["content-type"].to_str().unwrap());
    let file = |content: &str| {
        format!("Content-Disposition: form-data; name=\"files\"; filename=\"blob\"|Content-Type: application/octet-stream||{content}")
    };
    assert_eq!(sent, [
        file("1"),
        file("2"),
        "Content-Disposition: form-data; name=\"tags\"||a,b".to_owned(),
        "Content-Disposition: form-data; name=\"words\"||c".to_owned(),
        "Content-Disposition: form-data; name=\"words\"||d".to_owned(),
    ]);
}

#[test]
fn bytes_of_swagger_keep_all_their_media_types() {
    let done = || v2::testing::Response::status(204);
    let memory = v2::testing::MemoryTransport::queue([done(), done(), v2::testing::Response::json(200, "{}")]);
    let client = v2::Client::blocking().transport(memory.clone()).build().unwrap();
    let sent = || memory.requests().pop().unwrap().headers;
    client.up(v2::Body::from("b")).call().unwrap();
    assert_eq!(sent()["content-type"], "application/octet-stream");
    client.up(v2::operations::UpBody::Json("{}".into())).call().unwrap();
    assert_eq!(sent()["content-type"], "application/json");
    let export = client.export().call().unwrap();
    assert!(matches!(export, v2::operations::ExportOutput::OkJson(bytes) if bytes == "{}"));
    assert_eq!(sent()["accept"], "text/csv, application/json");
}

#[test]
fn empty_lists_of_swagger_are_sent_if_allowed() {
    let memory = v2::testing::MemoryTransport::queue([v2::testing::Response::status(204)]);
    let client = v2::Client::blocking().transport(memory.clone()).build().unwrap();
    let none: [&str; 0] = [];
    client.lists(none, none).aev(none).opt(none).call().unwrap();
    let request = memory.requests().pop().unwrap();
    assert_eq!(request.uri.query(), Some("req=&aev="));
    assert_eq!(request.headers["x-req"], "");
}
