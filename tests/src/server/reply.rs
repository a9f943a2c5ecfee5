//! The replies of a script: complete responses, and responses with a named fault. A reply is a list of steps. This module must
//! not know sockets.

use std::io::{self, Write};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

/// The steps of the server for one request or connection.
#[derive(Debug, Clone)]
pub struct Reply {
    pub(super) moment: Moment,
    pub(super) steps: Vec<Step>,
}

/// A well-formed response, which is sent completely or with a fault.
#[derive(Debug, Clone)]
pub struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    /// The value of `Content-Length`, if it isn't the length of the body.
    claimed: Option<u64>,
    body: Vec<u8>,
}

/// The moment of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// As soon as a connection is accepted, before anything is read.
    Connected,
    /// After a complete request was read.
    Requested,
}

#[derive(Debug, Clone)]
pub(super) enum Step {
    Send(Vec<u8>),
    /// Sends the same bytes repeatedly.
    Repeat {
        bytes: Vec<u8>,
        times: u64,
    },
    Wait(Duration),
    /// Sends nothing until the client leaves, the server is dropped, or half a minute has passed.
    Stall,
    /// Ends the connection with FIN.
    Finish,
    /// Ends the connection with RST.
    Reset,
}

impl Response {
    /// A response without headers or body.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            claimed: None,
            body: Vec::new(),
        }
    }

    /// A response with a JSON body.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status)
            .header("Content-Type", "application/json")
            .body(body)
    }

    /// A redirect to an absolute URL, such as one of another server.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::new(status).header("Location", location)
    }

    /// Adds a header line, unchanged.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body, which may be any bytes.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Sets `Content-Length` to another value than the length of the body, for example for a HEAD request.
    pub fn claiming(mut self, length: u64) -> Self {
        self.claimed = Some(length);
        self
    }

    /// The complete response. The connection stays open.
    pub fn whole(&self) -> Reply {
        Reply::requested([Step::Send(self.bytes(self.body.len()))])
    }

    /// The complete response after a delay.
    pub fn after(&self, delay: Duration) -> Reply {
        Reply::requested([Step::Wait(delay), Step::Send(self.bytes(self.body.len()))])
    }

    /// The complete response, then the end of the connection although its headers keep it alive.
    pub fn then_close(&self) -> Reply {
        Reply::requested([Step::Send(self.bytes(self.body.len())), Step::Finish])
    }

    /// The head and the first `at` bytes of the body, then FIN.
    pub fn cut(&self, at: usize) -> Reply {
        Reply::requested([Step::Send(self.bytes(at)), Step::Finish])
    }

    /// The head and the first `at` bytes of the body, then RST.
    pub fn reset(&self, at: usize) -> Reply {
        // Time for the client to read the bytes, since a reset may overtake them.
        let pause = Step::Wait(Duration::from_millis(50));
        Reply::requested([Step::Send(self.bytes(at)), pause, Step::Reset])
    }

    /// The head and the first `at` bytes of the body, then nothing.
    pub fn stall(&self, at: usize) -> Reply {
        Reply::requested([Step::Send(self.bytes(at)), Step::Stall])
    }

    /// The head, then the body byte by byte with a pause before each.
    pub fn drip(&self, pause: Duration) -> Reply {
        let mut steps = vec![Step::Send(self.bytes(0))];
        for byte in &self.body {
            steps.extend([Step::Wait(pause), Step::Send(vec![*byte])]);
        }
        Reply::requested(steps)
    }

    /// The head, then the body `times` times as chunks, which is endless for a client that gives up earlier.
    pub fn chunks(&self, times: u64) -> Reply {
        let mut chunk = format!("{:x}\r\n", self.body.len()).into_bytes();
        chunk.extend_from_slice(&self.body);
        chunk.extend_from_slice(b"\r\n");
        Reply::requested([
            Step::Send(self.head(&[("Transfer-Encoding", "chunked".to_owned())])),
            Step::Repeat { bytes: chunk, times },
            Step::Send(b"0\r\n\r\n".to_vec()),
        ])
    }

    /// The head, then spaces of this many mebibytes in gzip, which takes about a thousandth of that on the wire.
    pub fn gzip_bomb(&self, mebibytes: u64) -> io::Result<Reply> {
        // A gzip file may have many members, so only one is compressed.
        let mut member = GzEncoder::new(Vec::new(), Compression::best());
        member.write_all(&vec![b' '; 1 << 20])?;
        let answer = self.clone().header("Content-Encoding", "gzip");
        Ok(answer.body(member.finish()?).chunks(mebibytes))
    }

    fn head(&self, framing: &[(&str, String)]) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        for (name, value) in framing {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        head.into_bytes()
    }

    fn bytes(&self, at: usize) -> Vec<u8> {
        let length = self.claimed.unwrap_or(self.body.len() as u64);
        // RFC 9110, section 8.6: these have neither a body nor a `Content-Length`.
        let bodiless = matches!(self.status, 100..200 | 204) && self.claimed.is_none();
        let mut bytes = match bodiless {
            true => self.head(&[]),
            false => self.head(&[("Content-Length", length.to_string())]),
        };
        bytes.extend(self.body.iter().take(at));
        bytes
    }
}

impl Reply {
    /// Exactly these bytes in place of a response.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self::requested([Step::Send(bytes.into()), Step::Finish])
    }

    /// `start` in place of a response, then `bytes` repeatedly, which is endless for a client that gives up earlier.
    pub fn endless(start: impl Into<Vec<u8>>, bytes: impl Into<Vec<u8>>) -> Self {
        let (bytes, times) = (bytes.into(), u64::MAX);
        Self::requested([Step::Send(start.into()), Step::Repeat { bytes, times }])
    }

    /// These bytes in place of a response, one by one with a pause before each.
    pub fn drip(bytes: &[u8], pause: Duration) -> Self {
        let byte = |byte: &u8| [Step::Wait(pause), Step::Send(vec![*byte])];
        Self::requested(bytes.iter().flat_map(byte).collect::<Vec<_>>())
    }

    /// Reads the request and never responds.
    pub fn stall() -> Self {
        Self::requested([Step::Stall])
    }

    /// Reads the request, then ends the connection with FIN.
    pub fn close() -> Self {
        Self::requested([Step::Finish])
    }

    /// Reads the request, then ends the connection with RST.
    pub fn reset() -> Self {
        Self::requested([Step::Reset])
    }

    /// Accepts the connection and ends it with FIN without reading.
    pub fn close_on_connect() -> Self {
        Self::connected([Step::Finish])
    }

    /// Accepts the connection and ends it with RST without reading.
    pub fn reset_on_connect() -> Self {
        Self::connected([Step::Reset])
    }

    fn requested(steps: impl Into<Vec<Step>>) -> Self {
        Self {
            moment: Moment::Requested,
            steps: steps.into(),
        }
    }

    fn connected(steps: impl Into<Vec<Step>>) -> Self {
        Self {
            moment: Moment::Connected,
            steps: steps.into(),
        }
    }
}
