//! One connection: reads requests and plays replies until one side has had enough.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use socket2::SockRef;

use super::reply::{Moment, Reply, Response, Step};
use super::request::{Parsed, Request, parse};
use super::{Connection, Shared};

/// For how long nothing happens, at most, before the server ends a connection.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a client has to end its half of a connection whose other half was ended in order.
const FAREWELL: Duration = Duration::from_secs(2);

/// Serves a connection to its end.
pub(super) fn serve(stream: Arc<TcpStream>, connection: usize, shared: &Shared) {
    let mut serving = Serving {
        stream,
        connection,
        shared,
        unread: Vec::new(),
    };
    // However it ends, what was received is recorded, and there is nobody to tell.
    let _ = serving.run();
    shared.close(connection);
}

struct Serving<'s> {
    stream: Arc<TcpStream>,
    connection: usize,
    shared: &'s Shared,
    /// Received, and not yet part of a request.
    unread: Vec<u8>,
}

/// Whether there is more to come.
#[derive(PartialEq, Eq)]
enum Flow {
    Continue,
    End,
}

impl Serving<'_> {
    fn run(&mut self) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        if let Some(reply) = self.shared.next(Moment::Connected) {
            self.play(&reply)?;
            return Ok(());
        }
        while let Some(request) = self.request()? {
            let asked_to_close = request.header("Connection") == Some("close");
            self.record(|connection| connection.requests.push(request));
            let reply = self.shared.next(Moment::Requested);
            let reply = reply.unwrap_or_else(|| Response::new(500).whole());
            if self.play(&reply)? == Flow::End || asked_to_close {
                break;
            }
        }
        Ok(())
    }

    /// The next complete request, or `None` when there is none to come.
    fn request(&mut self) -> io::Result<Option<Request>> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match parse(&self.unread) {
                Parsed::Complete(request) => {
                    self.unread.drain(..request.raw.len());
                    return Ok(Some(request));
                }
                Parsed::Malformed => return Ok(None),
                Parsed::Incomplete => {}
            }
            if !self.receive(deadline)? {
                return Ok(None);
            }
        }
    }

    fn play(&mut self, reply: &Reply) -> io::Result<Flow> {
        for step in &reply.steps {
            match step {
                Step::Send(bytes) => self.send(bytes)?,
                Step::Repeat { bytes, times } => {
                    for _ in 0..*times {
                        self.send(bytes)?;
                    }
                }
                Step::Wait(delay) => self.hold(*delay)?,
                Step::Stall => {
                    self.hold(PATIENCE)?;
                    return Ok(Flow::End);
                }
                Step::Finish => {
                    self.stream.shutdown(Shutdown::Write)?;
                    // Bytes that are left unread would turn the end into a reset.
                    self.hold(FAREWELL)?;
                    return Ok(Flow::End);
                }
                Step::Reset => {
                    SockRef::from(&*self.stream).set_linger(Some(Duration::ZERO))?;
                    return Ok(Flow::End);
                }
            }
        }
        Ok(Flow::Continue)
    }

    fn send(&self, bytes: &[u8]) -> io::Result<()> {
        (&*self.stream)
            .write_all(bytes)
            .inspect_err(|_| self.client_left())
    }

    /// Receives, and says nothing, for so long or until the client leaves.
    fn hold(&mut self, time: Duration) -> io::Result<()> {
        let deadline = Instant::now() + time;
        while self.receive(deadline)? {}
        Ok(())
    }

    /// Receives some bytes; false when the client left or the time is over.
    fn receive(&mut self, deadline: Instant) -> io::Result<bool> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(false);
        }
        self.stream.set_read_timeout(Some(left))?;
        let mut buffer = [0; 4096];
        let count = match (&*self.stream).read(&mut buffer) {
            Ok(count) => count,
            // Which of the two it is differs between systems.
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                return Ok(false);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => return Ok(true),
            Err(_) => 0,
        };
        if count == 0 {
            self.client_left();
            return Ok(false);
        }
        let received = buffer.iter().take(count);
        self.unread.extend(received.clone());
        self.record(|connection| connection.received.extend(received));
        Ok(true)
    }

    fn client_left(&self) {
        self.record(|connection| connection.left = true);
    }

    fn record(&self, change: impl FnOnce(&mut Connection)) {
        self.shared.record(self.connection, change);
    }
}
