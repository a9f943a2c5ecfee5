//! What a script can say: whole answers, and answers gone wrong in a named way.
//! A reply is a list of steps; must not know sockets.

use std::io::{self, Write};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

/// What the server does when it is its turn.
#[derive(Debug, Clone)]
pub struct Reply {
    pub(super) moment: Moment,
    pub(super) steps: Vec<Step>,
}

/// A well-formed answer, to be given whole or spoilt.
#[derive(Debug, Clone)]
pub struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    /// Said in `Content-Length` instead of the body's true length.
    claimed: Option<u64>,
    body: Vec<u8>,
}

/// When a reply is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// As soon as a connection is accepted, before anything is read.
    Connected,
    /// When a complete request was read.
    Requested,
}

#[derive(Debug, Clone)]
pub(super) enum Step {
    Send(Vec<u8>),
    /// Sends the same bytes again and again.
    Repeat {
        bytes: Vec<u8>,
        times: u64,
    },
    Wait(Duration),
    /// Says nothing until the client leaves, the server is dropped, or half a minute is over.
    Stall,
    /// Ends the connection in order, with FIN.
    Finish,
    /// Ends it with RST.
    Reset,
}

impl Response {
    /// An answer without headers or body.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            claimed: None,
            body: Vec::new(),
        }
    }

    /// An answer with a JSON body.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status)
            .header("Content-Type", "application/json")
            .body(body)
    }

    /// A redirect to an absolute URL, say one of another server's.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::new(status).header("Location", location)
    }

    /// Adds a header line, as it stands.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body; any bytes will do, also those that are no UTF-8.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Says another length than the body has: ten gibibytes, or that of the body that a HEAD request is not given.
    pub fn claiming(mut self, length: u64) -> Self {
        self.claimed = Some(length);
        self
    }

    /// The answer as it should be; the connection stays open.
    pub fn whole(&self) -> Reply {
        Reply::requested([Step::Send(self.bytes(self.body.len()))])
    }

    /// The whole answer, but late.
    pub fn after(&self, delay: Duration) -> Reply {
        Reply::requested([Step::Wait(delay), Step::Send(self.bytes(self.body.len()))])
    }

    /// The whole answer, and then the end of a connection that was said to be kept alive.
    pub fn then_close(&self) -> Reply {
        Reply::requested([Step::Send(self.bytes(self.body.len())), Step::Finish])
    }

    /// The head and so many bytes of the body, then FIN.
    pub fn cut(&self, at: usize) -> Reply {
        Reply::requested([Step::Send(self.bytes(at)), Step::Finish])
    }

    /// The head and so many bytes of the body, then RST.
    pub fn reset(&self, at: usize) -> Reply {
        // Time for what was sent to be read: a reset may overtake it.
        let pause = Step::Wait(Duration::from_millis(50));
        Reply::requested([Step::Send(self.bytes(at)), pause, Step::Reset])
    }

    /// The head and so many bytes of the body, then nothing.
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

    /// The head, then the body so many times over, each a chunk: endless to a client that gives up sooner.
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

    /// The head, then gzip of so many mebibytes of spaces, a thousandth of that on the wire.
    pub fn gzip_bomb(&self, mebibytes: u64) -> io::Result<Reply> {
        // A gzip file may have many members, so one is enough to be compressed.
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
        // RFC 9110, section 8.6: these have no body, and may not say that they had one.
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
    /// Exactly these bytes instead of an answer.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self::requested([Step::Send(bytes.into()), Step::Finish])
    }

    /// These bytes instead of an answer, then the others again and again: endless to a client that gives up sooner.
    pub fn endless(start: impl Into<Vec<u8>>, bytes: impl Into<Vec<u8>>) -> Self {
        let (bytes, times) = (bytes.into(), u64::MAX);
        Self::requested([Step::Send(start.into()), Step::Repeat { bytes, times }])
    }

    /// These bytes instead of an answer, one by one with a pause before each.
    pub fn drip(bytes: &[u8], pause: Duration) -> Self {
        let byte = |byte: &u8| [Step::Wait(pause), Step::Send(vec![*byte])];
        Self::requested(bytes.iter().flat_map(byte).collect::<Vec<_>>())
    }

    /// The request is read and never answered.
    pub fn stall() -> Self {
        Self::requested([Step::Stall])
    }

    /// The request is read, and the connection ended with FIN.
    pub fn close() -> Self {
        Self::requested([Step::Finish])
    }

    /// The request is read, and the connection ended with RST.
    pub fn reset() -> Self {
        Self::requested([Step::Reset])
    }

    /// The connection is accepted and ended with FIN; nothing is read.
    pub fn close_on_connect() -> Self {
        Self::connected([Step::Finish])
    }

    /// The connection is accepted and ended with RST; nothing is read.
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
