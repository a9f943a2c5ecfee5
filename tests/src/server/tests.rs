use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use flate2::read::MultiGzDecoder;

use super::{Reply, Response, Server};

const SOON: Duration = Duration::from_secs(5);
const GET: &[u8] = b"GET /a?b=%20 HTTP/1.1\r\nHost: h\r\n\r\n";

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    stream
}

/// Sends the bytes and reads to the end of the connection.
fn exchange(server: &Server, request: &[u8]) -> (Vec<u8>, io::Result<()>) {
    let mut stream = connect(server);
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    let end = stream.read_to_end(&mut answer).map(drop);
    (answer, end)
}

fn read_exactly(stream: &mut TcpStream, expected: &str) {
    let mut answer = vec![0; expected.len()];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(String::from_utf8(answer).unwrap(), expected);
}

#[test]
fn a_request_sent_in_pieces_is_recorded_completely() {
    let server = Server::start([Response::json(200, "{}").then_close()]).unwrap();
    let pieces: [&[u8]; 3] = [
        b"POST //x/%2e%2e?q=a+b HTTP/1.1\r\nX-B:  1 \r\nx-a: 2\r\nX-B: \xff\r\nCont",
        b"ent-Length: 3\r\n\r",
        b"\n\x00\r\n",
    ];
    let mut stream = connect(&server);
    for piece in pieces {
        stream.write_all(piece).unwrap();
        std::thread::sleep(Duration::from_millis(20));
    }
    read_exactly(
        &mut stream,
        "HTTP/1.1 200 Scripted\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    );
    let requests = server.requests();
    let request = &requests[0];
    assert_eq!(requests.len(), 1);
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("POST", "//x/%2e%2e?q=a+b")
    );
    let names = request.headers.iter().map(|(name, _)| name.as_str());
    assert!(names.eq(["X-B", "x-a", "X-B", "Content-Length"]));
    assert_eq!(request.header("x-b"), Some("1"));
    assert_eq!(request.body, b"\x00\r\n");
    assert_eq!(request.raw, pieces.concat());
    assert_eq!(server.connections()[0].received, pieces.concat());
}

#[test]
fn a_chunked_body_and_the_next_request_are_read() {
    let server = Server::start([Response::new(204).whole(), Response::new(304).then_close()]).unwrap();
    let both = b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\nGET /2 HTTP/1.1\r\n\r\n";
    let (answers, end) = exchange(&server, both);
    end.unwrap();
    assert_eq!(
        String::from_utf8(answers).unwrap(),
        "HTTP/1.1 204 Scripted\r\n\r\nHTTP/1.1 304 Scripted\r\nContent-Length: 0\r\n\r\n"
    );
    let connections = server.connections();
    assert_eq!(connections.len(), 1);
    assert_eq!(connections[0].requests[0].text(), "abc0123456789");
    assert_eq!(connections[0].requests[1].target, "/2");
}

#[test]
fn script_runs_across_connections_and_repeats_its_last_reply() {
    let server = Server::start([503, 429, 200].map(|status| Response::new(status).then_close())).unwrap();
    let statuses = [(); 5].map(|()| {
        let answer = String::from_utf8(exchange(&server, GET).0).unwrap();
        answer.split(' ').nth(1).unwrap().to_owned()
    });
    assert_eq!(statuses, ["503", "429", "200", "200", "200"]);
    assert_eq!(server.connections().len(), 5);
    assert_eq!(server.requests().len(), 5);
}

#[test]
fn empty_script_answers_500() {
    let server = Server::start([]).unwrap();
    let mut stream = connect(&server);
    stream.write_all(GET).unwrap();
    read_exactly(&mut stream, "HTTP/1.1 500 Scripted\r\nContent-Length: 0\r\n\r\n");
}

#[test]
fn connection_closed_between_requests_was_kept_alive_by_its_headers() {
    let server = Server::start([Response::new(200).body("one").then_close()]).unwrap();
    let (answer, end) = exchange(&server, GET);
    end.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.ends_with("one") && !answer.to_lowercase().contains("connection: close"));
}

#[test]
fn redirects_to_the_given_location() {
    let other = Server::start([]).unwrap();
    let location = format!("{}/elsewhere", other.url());
    let server = Server::start([Response::redirect(307, &location).then_close()]).unwrap();
    let answer = String::from_utf8(exchange(&server, GET).0).unwrap();
    assert!(answer.starts_with("HTTP/1.1 307 ") && answer.contains(&format!("Location: {location}\r\n")));
    assert!(other.connections().is_empty());
}

#[test]
fn a_partial_response_ends_with_fin_or_with_rst() {
    let answer = Response::json(200, "0123456789");
    let server = Server::start([answer.cut(5), answer.reset(5)]).unwrap();
    let (cut, end) = exchange(&server, GET);
    end.unwrap();
    assert!(cut.ends_with(b"Content-Length: 10\r\n\r\n01234"));
    let (reset, end) = exchange(&server, GET);
    assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);
    assert_eq!(reset, cut);
}

#[test]
fn the_connection_ends_with_fin_or_rst_before_a_response() {
    let server = Server::start([Reply::close(), Reply::reset()]).unwrap();
    let (answer, end) = exchange(&server, GET);
    end.unwrap();
    assert_eq!(answer, b"");
    let (_, end) = exchange(&server, GET);
    assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn ends_on_connect_before_anything_is_read() {
    let script = [
        Reply::close_on_connect(),
        Reply::reset_on_connect(),
        Reply::close(),
    ];
    let server = Server::start(script).unwrap();
    let mut stream = connect(&server);
    assert_eq!(stream.read(&mut [0]).unwrap(), 0);
    let mut stream = connect(&server);
    assert_eq!(
        stream.read(&mut [0]).unwrap_err().kind(),
        ErrorKind::ConnectionReset
    );
    assert!(server.requests().is_empty());
    exchange(&server, GET).1.unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_client_that_leaves_a_stalled_response_is_recorded() {
    let server = Server::start([Reply::stall(), Response::json(200, "{}").stall(1)]).unwrap();
    for connection in 0..2 {
        let mut stream = connect(&server);
        stream.write_all(GET).unwrap();
        if connection == 1 {
            read_exactly(
                &mut stream,
                "HTTP/1.1 200 Scripted\r\nContent-Type: application/json\r\n",
            );
        }
        let left = |within| server.wait(within, |all| all.get(connection).is_some_and(|one| one.left));
        assert!(!left(Duration::from_millis(50)));
        drop(stream);
        assert!(left(SOON));
    }
}

#[test]
fn a_delayed_response_is_not_early() {
    let delay = Duration::from_millis(80);
    let server = Server::start([Response::new(200).body("late").after(delay)]).unwrap();
    let asked = Instant::now();
    let mut stream = connect(&server);
    stream.write_all(GET).unwrap();
    assert_eq!(stream.read(&mut [0]).unwrap(), 1);
    assert!(asked.elapsed() >= delay);
}

#[test]
fn a_claimed_length_of_ten_gibibytes_sends_only_the_body() {
    let server = Server::start([Response::new(200).body("x").claiming(10 << 30).cut(1)]).unwrap();
    let (answer, _) = exchange(&server, GET);
    assert!(answer.ends_with(b"Content-Length: 10737418240\r\n\r\nx"));
}

#[test]
fn chunks_are_repeated_until_the_client_leaves() {
    let server = Server::start([
        Response::new(200).body("ab").chunks(3),
        Response::new(200).body("ab").chunks(1 << 40),
    ])
    .unwrap();
    let mut stream = connect(&server);
    stream.write_all(GET).unwrap();
    read_exactly(
        &mut stream,
        "HTTP/1.1 200 Scripted\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n2\r\nab\r\n2\r\nab\r\n0\r\n\r\n",
    );
    stream.write_all(GET).unwrap();
    stream.read_exact(&mut vec![0; 1 << 20]).unwrap();
    drop(stream);
    assert!(server.wait(SOON, |all| all[0].left));
}

#[test]
fn a_gzip_bomb_is_small_on_the_wire_and_large_when_decompressed() {
    let server = Server::start([Response::new(200).gzip_bomb(3).unwrap()]).unwrap();
    let (answer, _) = exchange(&server, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(answer.len() < 8 << 10, "{}", answer.len());
    let body = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap()
        + 4;
    let mut gzip = Vec::new();
    let mut rest = &answer[body..];
    while let Some(line) = rest.windows(2).position(|window| window == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).unwrap(), 16).unwrap();
        gzip.extend_from_slice(&rest[line + 2..line + 2 + size]);
        rest = &rest[line + 2 + size + 2..];
    }
    let mut inflated = Vec::new();
    MultiGzDecoder::new(gzip.as_slice())
        .read_to_end(&mut inflated)
        .unwrap();
    assert_eq!(inflated.len(), 3 << 20);
}

#[test]
fn dropping_the_server_ends_stalled_and_idle_connections_at_once() {
    let server = Server::start([Reply::stall()]).unwrap();
    let mut stalled = connect(&server);
    stalled.write_all(GET).unwrap();
    let idle = connect(&server);
    assert!(server.wait(SOON, |all| all.len() == 2 && !all[0].requests.is_empty()));
    let start = Instant::now();
    drop(server);
    assert!(start.elapsed() < SOON);
    drop((stalled, idle));
}
