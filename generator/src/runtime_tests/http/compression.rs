//! Compressed responses over sockets, with each transport: the limits and errors are those of the decoded body.

use super::both::{Options, Over, Seen, Verb, call, runtime};
use super::sockets::server::{Response, Server};
use crate::runtime::http::ErrorKind;
use compression_codecs::core::util::{PartialBuffer, WriteBuffer};
use compression_codecs::{BrotliEncoder, EncodeV2, GzipEncoder, ZstdEncoder};

const TOM: &str = r#"{"name":"Tom"}"#;

fn encoders() -> [(&'static str, Box<dyn EncodeV2>); 3] {
    [
        ("br", Box::new(BrotliEncoder::new(Default::default()))),
        (
            "gzip",
            Box::new(GzipEncoder::new(flate2::Compression::default().into())),
        ),
        ("zstd", Box::new(ZstdEncoder::new(1))),
    ]
}

/// The text in each coding.
fn encoded(text: &str) -> [(&'static str, Vec<u8>); 3] {
    encoders().map(|(name, mut encoder)| {
        let mut space = vec![0; text.len() + 1024];
        let mut output = WriteBuffer::new_initialized(&mut space);
        let mut input = PartialBuffer::new(text.as_bytes());
        while !input.unwritten().is_empty() {
            encoder.encode(&mut input, &mut output).unwrap();
        }
        while !encoder.finish(&mut output).unwrap() {}
        (name, output.written().to_vec())
    })
}

fn compressed(name: &str, body: Vec<u8>) -> Response {
    Response::json(200, body).header("Content-Encoding", name)
}

fn seen(failure: Option<ErrorKind>) -> Seen {
    Seen {
        failure,
        status: Some(200),
        attempts: 1,
    }
}

#[test]
fn a_compressed_response_is_decoded_however_it_arrives() {
    for (name, body) in encoded(TOM) {
        let response = compressed(name, body);
        for reply in [response.whole(), response.drip(std::time::Duration::ZERO)] {
            assert_eq!(
                call(Verb::Get, &[reply], &Options::default()),
                seen(None),
                "{name}"
            );
        }
    }
}

#[test]
fn the_limit_applies_to_the_decoded_body() {
    let long = format!("{}{TOM}", " ".repeat(1 << 20));
    for (name, body) in encoded(&long) {
        assert!(body.len() < 10_000, "{name}");
        let reply = compressed(name, body).whole();
        let small = Options::default();
        assert_eq!(
            call(Verb::Get, std::slice::from_ref(&reply), &small),
            seen(Some(ErrorKind::TooLarge)),
            "{name}"
        );
        let large = Options {
            limit: 2 << 20,
            ..Options::default()
        };
        assert_eq!(call(Verb::Get, &[reply], &large), seen(None), "{name}");
    }
}

#[test]
fn a_compressed_body_that_is_damaged_is_a_broken_exchange() {
    for (name, body) in encoded(TOM) {
        let half = body[..body.len() / 2].to_vec();
        let longer = [body.clone(), b"junk".to_vec()].concat();
        for body in [half, longer, b"junk that is not compressed".to_vec()] {
            let reply = compressed(name, body).whole();
            let broken = seen(Some(ErrorKind::Exchange));
            assert_eq!(call(Verb::Post, &[reply], &Options::default()), broken, "{name}");
        }
    }
}

#[test]
fn members_of_gzip_are_one_body() {
    let [_, (name, first), _] = encoded(r#"{"name":"#);
    let [_, (_, second), _] = encoded(r#""Tom"}"#);
    let reply = compressed(name, [first, second].concat()).whole();
    assert_eq!(call(Verb::Get, &[reply], &Options::default()), seen(None));
}

/// A response without a body may name a coding.
#[test]
fn no_body_is_not_a_damaged_body() {
    for (name, _) in encoded(TOM) {
        let reply = Response::new(204).header("Content-Encoding", name).whole();
        let outcome = call(Verb::Get, &[reply], &Options::default());
        assert_eq!((outcome.failure, outcome.status), (None, Some(204)), "{name}");
    }
}

/// Whoever names the codings, decodes.
#[test]
fn a_caller_who_names_codings_receives_the_coded_bytes() {
    let [_, (name, body), _] = encoded(TOM);
    for over in [Over::Hyper, Over::Reqwest] {
        let server = Server::start([compressed(name, body.clone()).whole()]).unwrap();
        let builder = over.asynchronous(&server.url(), &Options::default()).unwrap();
        let client = builder.header("Accept-Encoding", "gzip").build().unwrap();
        let raw = runtime().block_on(async { client.pets().show("1").raw().await.unwrap() });
        assert_eq!(raw.body, body, "{over:?}");
        assert_eq!(
            server.requests()[0].header("accept-encoding"),
            Some("gzip"),
            "{over:?}"
        );
    }
}
